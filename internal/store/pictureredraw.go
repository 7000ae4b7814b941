package store

import (
	"context"
	"fmt"
)

// RedrawLater notes that readers are yet to get the story with the picture's newest files. It is noted once.
func (tx *Tx) RedrawLater(ctx context.Context, picture string, story int64) error {
	_, err := tx.exec(ctx, `INSERT INTO picture_redraw (picture, story) VALUES ($1, $2) ON CONFLICT DO NOTHING`, picture, story)
	return err
}

// WaitsToBeRedrawn returns a picture of which stories are to be redrawn, "" for none.
func (db *DB) WaitsToBeRedrawn(ctx context.Context) (string, error) {
	ids, err := all(ctx, db.read, func(row scanner) (id string, err error) { return id, row.Scan(&id) }, `SELECT picture FROM picture_redraw ORDER BY picture LIMIT 1`)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// ToRedraw takes the newest stories off the list of those that are to be redrawn with the picture, and returns them.
func (tx *Tx) ToRedraw(ctx context.Context, picture string, limit int) ([]int64, error) {
	stories, err := all(ctx, tx.tx, scanNumber, fmt.Sprintf(`SELECT story FROM picture_redraw WHERE picture = $1 ORDER BY story DESC LIMIT %d`, bound(limit, 200)), picture)
	for _, story := range stories {
		if err == nil {
			_, err = tx.exec(ctx, `DELETE FROM picture_redraw WHERE picture = $1 AND story = $2`, picture, story)
		}
	}
	return stories, err
}
