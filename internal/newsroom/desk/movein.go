package desk

import (
	"context"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// MovedPicture is a picture that moves in with a page.
type MovedPicture struct {
	Picture news.Picture // as Studio.Take returns it, with the words that the page has for it
	// Address is where it was found: a move that goes on finds it by that.
	Address string
	// Was are the names at which the readers' side answers for it, as edition.ReadOldAddress
	// has them.
	Was []string
}

// MovePicture keeps a picture that moves in, or returns the one that is there already if it is
// the same, which then answers at the old names too.
func (d *Desk) MovePicture(ctx context.Context, by news.Person, m MovedPicture) (news.Picture, error) {
	if err := by.May(news.ImportStory); err != nil {
		return m.Picture, err
	}
	p := m.Picture
	if err := cleanPicture(&p); err != nil {
		return p, err
	}
	return do(ctx, d, by, func(t *turn) (news.Picture, error) {
		old, found, err := t.PictureByHash(ctx, p.Hash)
		if err != nil {
			return p, err
		}
		if found {
			p = old
		} else {
			p.ID, p.Uploaded, p.By = newID(), t.now, by.Short()
		}
		known := len(p.Was)
		for _, name := range m.Was {
			if !slices.Contains(p.Was, name) {
				p.Was = append(p.Was, name)
			}
		}
		if !found || len(p.Was) > known {
			if err := t.SavePicture(ctx, p); err != nil {
				return p, err
			}
		}
		if err := t.KeepOld(ctx, m.Address, store.Old{Picture: p.ID}); err != nil {
			return p, err
		}
		return p, t.record(ctx, news.ImportStory, "picture/"+p.ID, map[string]any{"hash": p.Hash, "name": p.Name, "was": m.Was})
	})
}

// keepOld notes at which address the story stood, if it is known.
func (t *turn) keepOld(ctx context.Context, address string, story int64) error {
	if address == "" {
		return nil
	}
	return t.KeepOld(ctx, address, store.Old{Story: story})
}
