package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/stet-news/stet/internal/news"
)

// DeletePicture removes the picture with everything that it is found by and collected in. Where it is used is not asked.
func (tx *Tx) DeletePicture(ctx context.Context, id string) error {
	var place int64
	err := tx.tx.QueryRowContext(ctx, `SELECT place FROM picture_find WHERE picture = $1`, id).Scan(&place)
	if err == nil {
		_, err = tx.exec(ctx, tx.dialect.search.pictures.drop, place)
	} else if errors.Is(err, sql.ErrNoRows) { // it is not in the index yet
		err = nil
	}
	if err != nil {
		return err
	}
	for _, text := range []string{
		`DELETE FROM picture_find WHERE picture = $1`, `DELETE FROM picture_collected WHERE picture = $1`, `DELETE FROM picture_source WHERE picture = $1`, `DELETE FROM picture WHERE id = $1`,
		`DELETE FROM old_address WHERE picture = $1`, // a page that moves in later brings it again
	} {
		if _, err := tx.exec(ctx, text, id); err != nil {
			return err
		}
	}
	return nil
}

// Twins returns the pictures whose likeness is the same as that of a picture: two files of the same pixels share their renditions.
func (tx *Tx) Twins(ctx context.Context, likeness string) ([]news.Picture, error) {
	parts := findParts(likeness)
	return all(ctx, tx.tx, scanPicture, `SELECT p.item FROM picture_find f JOIN picture p ON p.id = f.picture
		WHERE f.part0 = $1 AND f.part1 = $2 AND f.part2 = $3 AND f.part3 = $4`, parts[0], parts[1], parts[2], parts[3])
}
