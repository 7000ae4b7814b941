package desk

import (
	"context"
	"errors"

	"github.com/stet-news/stet/internal/news"
)

// PictureRow is what somebody says of one of many pictures. What is nil stays as it is.
type PictureRow struct {
	Picture string  `json:"picture"` // its ID
	Base    int64   `json:"base"`    // the revision that it was based on
	Caption *string `json:"caption,omitempty"`
	Credit  *string `json:"credit,omitempty"`
	Alt     *string `json:"alt,omitempty"`
	// Words are in the place of all that it has by language.
	Words map[news.Language]news.PictureWords `json:"words,omitempty"`
}

// RowError says which of many pictures was refused, and why.
type RowError struct {
	Row int // from 0
	Err *news.Error
}

func (e *RowError) Error() string { return e.Err.Error() }

// Unwrap is why.
func (e *RowError) Unwrap() error { return e.Err }

// DescribePictures changes what is said of the pictures, of all of them or, if one is refused, of none: the error is then a *RowError that says which.
// Each is changed and recorded as by EditPicture.
func (d *Desk) DescribePictures(ctx context.Context, by news.Person, rows []PictureRow) ([]news.Picture, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Picture
	}
	if err := somePictures(ids); err != nil {
		return nil, err
	}
	return do(ctx, d, by, func(t *turn) ([]news.Picture, error) {
		described := make([]news.Picture, 0, len(rows))
		for i, r := range rows {
			p, err := t.editPicture(ctx, r.Picture, r.edit())
			if e, ok := errors.AsType[*news.Error](err); ok {
				return nil, &RowError{Row: i, Err: e}
			}
			if err != nil {
				return nil, err
			}
			described = append(described, p)
		}
		return described, nil
	})
}

// edit is what the row says, as an edit of its picture.
func (r PictureRow) edit() PictureEdit {
	return PictureEdit{Base: r.Base, Caption: r.Caption, Credit: r.Credit, Alt: r.Alt, Words: r.Words}
}
