package desk

import (
	"context"
	"errors"
	"maps"
	"slices"

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
// Each that was changed has a record of its own. Who uploaded a picture may, and who may edit pictures.
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
			p, err := t.describe(ctx, r)
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

// describe changes what is said of one picture.
func (t *turn) describe(ctx context.Context, r PictureRow) (news.Picture, error) {
	p, err := t.Picture(ctx, r.Picture)
	if err != nil {
		return p, err
	}
	if may := t.by.May(news.EditPicture); may != nil && (p.By.ID != t.by.ID || t.by.May(news.UploadPicture) != nil) {
		return p, may
	}
	was := p
	if err := r.apply(&p); err != nil {
		return p, err
	}
	if p.Caption == was.Caption && p.Credit == was.Credit && p.Alt == was.Alt && maps.Equal(p.Words, was.Words) {
		return p, nil
	}
	if r.Base != was.Revision {
		return p, news.Errorf(news.Conflict, "Somebody else has described this picture in the meantime. Look at it again.")
	}
	p.Revision++
	if p.Plan > 0 && (p.Caption != was.Caption || p.Credit != was.Credit) {
		p.Plan = 0 // the files say it too
	}
	if err := t.SavePicture(ctx, p); err != nil {
		return p, err
	}
	return p, t.record(ctx, news.EditPicture, "picture/"+p.ID, map[string]any{"was": saidOnly(was), "is": saidOnly(p)})
}

func (r PictureRow) apply(p *news.Picture) (err error) {
	if r.Words != nil {
		p.Words = map[news.Language]news.PictureWords{}
		for l, w := range r.Words {
			if w.Caption, err = news.CleanNote("caption", w.Caption); err != nil {
				return err
			}
			if w.Alt, err = news.CleanNote("description", w.Alt); err != nil {
				return err
			}
			if w != (news.PictureWords{}) {
				p.Words[l] = w
			}
		}
	}
	for _, f := range []struct {
		what string
		from *string
		to   *string
	}{{"caption", r.Caption, &p.Caption}, {"credit", r.Credit, &p.Credit}, {"description", r.Alt, &p.Alt}} {
		if f.from == nil {
			continue
		}
		if *f.to, err = news.CleanNote(f.what, *f.from); err != nil {
			return err
		}
	}
	return nil
}

// saidOnly is a picture without its files, as a record keeps it.
func saidOnly(p news.Picture) news.Picture {
	p.Renditions, p.Metadata, p.Crops = nil, news.PictureMetadata{}, slices.Clone(p.Crops)
	for i := range p.Crops {
		p.Crops[i].Renditions = nil
	}
	return p
}
