package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
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
		`DELETE FROM picture_find WHERE picture = $1`, `DELETE FROM picture_collected WHERE picture = $1`, `DELETE FROM picture WHERE id = $1`,
	} {
		if _, err := tx.exec(ctx, text, id); err != nil {
			return err
		}
	}
	return nil
}

// RenditionUsed reports whether a picture has the rendition of that name: two files of the same pixels share theirs.
func (tx *Tx) RenditionUsed(ctx context.Context, name string) (used bool, err error) {
	plain := strings.NewReplacer(`%`, ``, `_`, ``).Replace(name)
	err = tx.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM picture WHERE item LIKE '%' || $1 || '%')`, plain).Scan(&used)
	return used, err
}
