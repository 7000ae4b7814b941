package desk

import (
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// agencyConditions is what whoever uses an agency's picture must know, until somebody says it
// better.
const agencyConditions = "as the agency's contract says"

// IsPicture reports whether what a dispatch points to is a picture.
func IsPicture(m news.Media) bool {
	if m.Type != "" {
		return strings.HasPrefix(m.Type, "image")
	}
	u, err := url.Parse(m.URL)
	return err == nil && slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic"}, strings.ToLower(path.Ext(u.Path)))
}

// TakeWirePicture takes a picture that the dispatch points to into the picture desk, with the
// caption and credit that the wire gives it, and as the wire's: it may be used as its contract
// says. get fetches and develops it, outside of any transaction. n counts the dispatch's media
// from 0.
func (d *Desk) TakeWirePicture(ctx context.Context, by news.Person, dispatch string, n int, get func(news.Media) (news.Picture, error)) (news.Picture, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return news.Picture{}, err
	}
	source, err := do(ctx, d, by, func(t *turn) (news.Dispatch, error) {
		source, err := t.Dispatch(ctx, dispatch)
		if err == nil {
			err = t.mayTake(ctx, source)
		}
		return source, err
	})
	if err != nil {
		return news.Picture{}, err
	}
	if n < 0 || n >= len(source.Media) || !IsPicture(source.Media[n]) {
		return news.Picture{}, news.Errorf(news.NotFound, "The dispatch points to no such picture.")
	}
	m := source.Media[n]
	p, err := get(m)
	if err != nil {
		return p, err
	}
	p.Caption, p.Credit = cmp.Or(m.Caption, p.Caption), cmp.Or(m.Credit, p.Credit, source.WireName)
	p.Rights.Source = source.WireName
	p.Rights.Use = cmp.Or(p.Rights.Use, news.Conditional)
	p.Rights.Conditions = cmp.Or(p.Rights.Conditions, agencyConditions)
	return d.AddPicture(ctx, by, p)
}

// MediaName returns the file name of what a dispatch points to.
func MediaName(m news.Media) string {
	if u, err := url.Parse(m.URL); err == nil {
		return path.Base(u.Path)
	}
	return ""
}
