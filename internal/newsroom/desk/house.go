package desk

import (
	"context"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// SetHouse changes the newsroom's own settings. Readers see them in the next edition.
func (d *Desk) SetHouse(ctx context.Context, by news.Person, h news.House) (news.House, error) {
	return d.setHouse(ctx, by, func(context.Context, *turn) (news.House, error) { return h, nil })
}

// ChangeHouse changes a part of the newsroom's own settings: change gets them as they are
// at that moment, so that two who change different parts both have their way.
func (d *Desk) ChangeHouse(ctx context.Context, by news.Person, change func(*news.House) error) (news.House, error) {
	return d.setHouse(ctx, by, func(ctx context.Context, t *turn) (news.House, error) {
		h, err := t.House(ctx)
		if err == nil {
			err = change(&h)
		}
		return h, err
	})
}

func (d *Desk) setHouse(ctx context.Context, by news.Person, read func(context.Context, *turn) (news.House, error)) (news.House, error) {
	if err := by.May(news.ManageSettings); err != nil {
		return news.House{}, err
	}
	if err := by.Prove(news.ManageSettings); err != nil {
		return news.House{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.House, error) {
		h, err := read(ctx, t)
		if err != nil {
			return h, err
		}
		before, err := t.House(ctx)
		if err != nil && !store.IsNotFound(err) {
			return h, err
		}
		if by.Acting.Token { // a program does not loosen what people must sign in with
			h.Security = before.Security
		}
		if err := h.Check(); err != nil {
			return h, err
		}
		if err := t.mayBePortraits(ctx, h.Authors, before); err != nil {
			return h, err
		}
		if h.Authors, err = t.portraits(ctx, h.Authors); err != nil {
			return h, err
		}
		if _, err := t.arrange(ctx, h); err != nil {
			return h, err
		}
		return h, t.record(ctx, news.ManageSettings, "house", h)
	})
}

// arrange keeps the settings and gives readers what is for them.
func (t *turn) arrange(ctx context.Context, h news.House) (int64, error) {
	if err := t.SaveHouse(ctx, h); err != nil {
		return 0, err
	}
	public := h
	public.Desks, public.Security, public.Undo, public.CopyGate, public.FileHours, public.HoldMinutes = nil, news.Security{}, nil, "", 0, 0
	return t.publish(ctx, edition.Change{Kind: edition.Arranged, House: &public})
}

// portraits returns the authors with what readers get of their pictures.
func (t *turn) portraits(ctx context.Context, authors []news.Author) ([]news.Author, error) {
	authors = slices.Clone(authors)
	for i, a := range authors {
		authors[i].Portrait = nil
		if a.Picture == "" {
			continue
		}
		p, err := t.Picture(ctx, a.Picture)
		if err != nil {
			return nil, err
		}
		authors[i].Portrait = portraitOf(p)
	}
	return authors, nil
}
