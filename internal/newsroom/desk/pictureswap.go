package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// replaceIn changes one thing, with its record, and returns the edition that it made, or 0.
func (t *turn) replaceIn(ctx context.Context, one replacement, s swap, note string) (edited int64, err error) {
	switch {
	case one.Left != "":
		return 0, nil
	case one.author != "":
		return t.replacePortrait(ctx, one.author, s.to.ID)
	}
	row := one.row
	_, err = t.apply(ctx, &row, news.ReplacePicture, func(t *turn, r *store.Row) (any, error) {
		detail := replacedIn{Was: s.from, Is: s.to.ID, Note: note}
		if !one.Live {
			r.Content = s.in(r.Content)
			r.Revision++
			detail.Revision, detail.Note = r.Revision, ""
			_, err := t.keep(ctx, r, anotherPicture)
			return detail, err
		}
		out, err := t.replaceLive(ctx, r, s, note)
		detail.Revision, detail.Edition, detail.Released = r.Revision, out.Edition, &out
		edited = out.Edition
		return detail, err
	})
	return edited, err
}

// anotherPicture names the revisions that a replacement makes.
const anotherPicture = "Another picture"

// replaceLive gives readers the story as they have it with the other picture, as an update with its note, and keeps what somebody works on as the newest.
func (t *turn) replaceLive(ctx context.Context, r *store.Row, s swap, note string) (released, error) {
	had, err := t.Revision(ctx, r.ID, r.PublishedRevision)
	if err != nil {
		return released{}, err
	}
	if err := t.replacePosts(ctx, r, s, note); err != nil {
		return released{}, err
	}
	ahead, working := r.Revision != r.PublishedRevision, r.Content
	r.Content = s.in(had.Content)
	r.Content.Slug = cmp.Or(r.Content.Slug, working.Slug)
	r.Revision++
	if _, err := t.keep(ctx, r, anotherPicture); err != nil {
		return released{}, err
	}
	r.Updated = t.now
	due := r.Due
	out, err := t.release(ctx, r, edition.Updated, news.Version{Kind: news.UpdatedVersion, Note: note}, Out{})
	if r.Due = due; err != nil || !ahead {
		return out, err
	}
	r.Content = s.in(working)
	r.Revision++
	_, err = t.keep(ctx, r, anotherPicture)
	return out, err
}

// replacePosts puts the other picture into the posts of the story's coverage, each with the note.
func (t *turn) replacePosts(ctx context.Context, r *store.Row, s swap, note string) error {
	c, err := t.Coverage(ctx, r.ID)
	if err != nil || c == nil {
		return err
	}
	changed := false
	for i, p := range c.Posts {
		if body, other := s.body(p.Body, r.Content.Language); other {
			c.Posts[i].Body, c.Posts[i].Edited, c.Posts[i].Note = body, t.now, note
			changed = true
		}
	}
	if !changed {
		return nil
	}
	c.Revision++
	return t.SaveCoverage(ctx, r.ID, *c)
}

// replacePortrait gives an author the other picture.
func (t *turn) replacePortrait(ctx context.Context, slug, with string) (int64, error) {
	h, err := t.House(ctx)
	if err != nil {
		return 0, err
	}
	h.Authors = slices.Clone(h.Authors)
	for i := range h.Authors {
		if h.Authors[i].Slug == slug {
			h.Authors[i].Picture = with
		}
	}
	if h.Authors, err = t.portraits(ctx, h.Authors); err != nil {
		return 0, err
	}
	return t.arrange(ctx, h)
}

// swap is a picture for another in a story.
type swap struct {
	from  string
	to    news.Picture
	words bool
}

// in returns the content with the other picture.
func (s swap) in(c news.Content) news.Content {
	if c.Lead != nil && c.Lead.Picture == s.from {
		use := s.use(*c.Lead, c.Language)
		c.Lead = &use
	}
	c.Body, _ = s.body(c.Body, c.Language)
	return c
}

func (s swap) body(d news.Document, l news.Language) (news.Document, bool) {
	return d.EachPicture(func(use news.PictureUse) news.PictureUse {
		if use.Picture != s.from {
			return use
		}
		return s.use(use, l)
	})
}

// use is a use of the first picture as one of the other. What was said of the first alone, that it is a file photo, is not said of the other.
func (s swap) use(use news.PictureUse, l news.Language) news.PictureUse {
	is := use
	is.Picture, is.File, is.Credit = s.to.ID, false, s.to.Credit
	if s.words {
		w := s.to.WordsIn(l)
		is.Caption, is.Alt = cmp.Or(w.Caption, use.Caption), cmp.Or(w.Alt, use.Alt)
		is.Decorative = use.Decorative && is.Alt == ""
	}
	return is
}
