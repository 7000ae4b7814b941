package desk

import (
	"context"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// NewBanner is an emergency banner for the pages of some languages, or of all.
type NewBanner struct {
	Lines   []BannerLine `json:"lines"`             // one a language
	Minutes int          `json:"minutes,omitempty"` // how long it stays; 0 for two hours
	// Until is when it ends, instead of Minutes; zero for those.
	Until time.Time `json:"until,omitzero"`
}

// BannerLine is what the banner says in one language, and where it leads.
type BannerLine struct {
	Language news.Language `json:"language"`
	Text     string        `json:"text"`
	Story    int64         `json:"story,omitempty"` // a live story it leads to
	Link     string        `json:"link,omitempty"`  // or an address elsewhere
}

// PutBanner puts an emergency banner on every page of the languages that it has a line in,
// in one edition, each in the place of the one that is there.
func (d *Desk) PutBanner(ctx context.Context, by news.Person, n NewBanner) ([]news.Banner, error) {
	if err := by.May(news.EditBanner); err != nil {
		return nil, err
	}
	if len(n.Lines) == 0 {
		return nil, news.Errorf(news.Invalid, "An emergency banner needs words.")
	}
	return do(ctx, d, by, func(t *turn) (put []news.Banner, err error) {
		lasts, err := life(t.now, n.Until, n.Minutes)
		if err != nil {
			return nil, err
		}
		if lasts == 0 {
			lasts = news.BannerLife
		}
		var in []news.Language
		for _, line := range n.Lines {
			if slices.Contains(in, line.Language) {
				return nil, news.Errorf(news.Invalid, "A language has one emergency banner; there are two lines in %q.", line.Language)
			}
			b := news.Banner{Language: line.Language, Text: line.Text, Story: line.Story, Link: line.Link, At: t.now, Expires: t.now.Add(lasts)}
			if b, err = t.banner(ctx, b); err != nil {
				return nil, err
			}
			if err := t.SaveBanner(ctx, b); err != nil {
				return nil, err
			}
			in, put = append(in, b.Language), append(put, b)
		}
		if err := t.publishBars(ctx, in...); err != nil {
			return nil, err
		}
		return put, t.record(ctx, news.EditBanner, "banner", put)
	})
}

// banner returns the banner as it is kept, with where it leads.
func (t *turn) banner(ctx context.Context, b news.Banner) (news.Banner, error) {
	house, err := t.House(ctx)
	if err != nil {
		return b, err
	}
	if !slices.Contains(house.Languages, b.Language) {
		return b, news.Errorf(news.Invalid, "The language %q is not one of this site's.", b.Language)
	}
	if b, err = b.Clean(); err != nil {
		return b, err
	}
	b.Path = b.Link
	if b.Story == 0 {
		return b, nil
	}
	r, err := t.Story(ctx, b.Story)
	if err != nil {
		return b, err
	}
	if r.Status != news.Live {
		return b, news.Errorf(news.Conflict, "Story %d is not on the site; a banner cannot lead to it.", b.Story)
	}
	b.Link, b.Path = "", card(r.Story, house).Path()
	return b, nil
}

// EndBanner takes the emergency banner of the language down.
func (d *Desk) EndBanner(ctx context.Context, by news.Person, l news.Language) (news.Banner, error) {
	if err := by.May(news.EditBanner); err != nil {
		return news.Banner{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Banner, error) {
		t.takesAway = true
		b, err := t.Tx.EndBanner(ctx, l)
		if err != nil {
			return b, err
		}
		if err := t.publishBars(ctx, l); err != nil {
			return b, err
		}
		return b, t.record(ctx, news.EditBanner, "banner", map[string]any{"ended": l, "text": b.Text})
	})
}

// endBanners takes down what has come to its end.
func (d *Desk) endBanners(ctx context.Context) error {
	if n, err := d.db.ExpiredBanners(ctx); err != nil || n == 0 {
		return err
	}
	_, err := do(ctx, d, Stet, func(t *turn) (int, error) {
		t.takesAway = true
		ended, err := t.EndExpiredBanners(ctx)
		if err != nil || len(ended) == 0 {
			return 0, err
		}
		ls := bannerLanguages(ended)
		if err := t.publishBars(ctx, ls...); err != nil {
			return 0, err
		}
		return len(ended), t.record(ctx, news.EditBanner, "banner", map[string]any{"expired": ls})
	})
	return err
}

// unlink takes the way to a story off the banners that lead to it, and returns their
// languages: what they warn of is still so.
func (t *turn) unlink(ctx context.Context, story int64) ([]news.Language, error) {
	all, err := t.Banners(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(b news.Banner) bool { return b.Story != story })
	for _, b := range all {
		b.Story, b.Path = 0, ""
		if err := t.SaveBanner(ctx, b); err != nil {
			return nil, err
		}
	}
	return bannerLanguages(all), nil
}

func bannerLanguages(banners []news.Banner) (ls []news.Language) {
	for _, b := range banners {
		ls = append(ls, b.Language)
	}
	return ls
}

// publicBanner returns the banner of the language as readers have it, nil for none.
func (t *turn) publicBanner(ctx context.Context, l news.Language) (*edition.Banner, error) {
	all, err := t.Banners(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if b.Language == l && t.now.Before(b.Expires) {
			return &edition.Banner{Text: b.Text, Path: b.Path, At: b.At, Expires: b.Expires}, nil
		}
	}
	return nil, nil
}
