package desk

import (
	"context"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// FlashEdit is a line of the bar as it is to be. It stays the same line: whoever reads it
// is not thrown out.
type FlashEdit struct {
	Text     string `json:"text"`
	Story    int64  `json:"story,omitempty"`
	Breaking bool   `json:"breaking,omitempty"`
	Demote   bool   `json:"demote,omitempty"` // take the mark off the line that has it
	Pinned   bool   `json:"pinned,omitempty"`
	Minutes  int    `json:"minutes,omitempty"` // how long it stays from now on; 0 for as it is
	// Until is when it ends, instead of Minutes; zero for those.
	Until time.Time `json:"until,omitzero"`
}

// EditFlash changes a line that is on the bar.
func (d *Desk) EditFlash(ctx context.Context, by news.Person, id string, e FlashEdit) (news.Flash, error) {
	if err := by.May(news.EditTicker); err != nil {
		return news.Flash{}, err
	}
	text, err := flashText(e.Text)
	if err != nil {
		return news.Flash{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Flash, error) {
		f, err := t.Tx.Flash(ctx, id)
		if err != nil {
			return f, err
		}
		lasts, err := life(t.now, e.Until, e.Minutes)
		if err != nil {
			return f, err
		}
		if text == f.Text && (lasts > 0 || e.Breaking && !f.Breaking || e.Pinned && !f.Pinned) {
			if err := t.madeStands(ctx, f); err != nil {
				return f, err
			}
		}
		house, err := t.House(ctx)
		if err != nil {
			return f, err
		}
		if f.Text, f.Breaking, f.Pinned = text, e.Breaking, e.Pinned; f.Story != e.Story {
			f.Story, f.Path = e.Story, ""
			if f, err = t.lead(ctx, f, house); err != nil {
				return f, err
			}
			if err := t.makeWith(ctx, news.MadeFlash, f.ID, f.Story); err != nil {
				return f, err
			}
		}
		if lasts > 0 {
			f.Expires = t.now.Add(lasts)
		}
		if err := t.breaks(ctx, f, e.Demote); err != nil {
			return f, err
		}
		return f, t.changeFlash(ctx, f)
	})
}

// MoveFlash moves a line of the bar up or down by one, among those that are pinned or
// those that are not.
func (d *Desk) MoveFlash(ctx context.Context, by news.Person, id string, up bool) (news.Flash, error) {
	if err := by.May(news.EditTicker); err != nil {
		return news.Flash{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Flash, error) {
		f, err := t.Tx.Flash(ctx, id)
		if err != nil {
			return f, err
		}
		lines, err := t.Flashes(ctx, f.Language)
		if err != nil {
			return f, err
		}
		lines = slices.DeleteFunc(lines, func(o news.Flash) bool { return o.Pinned != f.Pinned || !t.now.Before(o.Expires) })
		i := slices.IndexFunc(lines, func(o news.Flash) bool { return o.ID == f.ID })
		to := i + 1
		if up {
			to = i - 1
		}
		if i < 0 || to < 0 || to >= len(lines) {
			return f, news.Errorf(news.Conflict, "The line stands at the end of its part of the bar already.")
		}
		other := lines[to]
		if f.Order, other.Order = other.Order, f.Order; f.Order == other.Order {
			other.Order-- // two of one moment
			if !up {
				f.Order, other.Order = other.Order, f.Order
			}
		}
		if err := t.WriteFlash(ctx, other); err != nil {
			return f, err
		}
		return f, t.changeFlash(ctx, f)
	})
}

// changeFlash writes the line back, gives readers the bar and writes the record.
func (t *turn) changeFlash(ctx context.Context, f news.Flash) error {
	if err := t.WriteFlash(ctx, f); err != nil {
		return err
	}
	if err := t.publishBars(ctx, f.Language); err != nil {
		return err
	}
	return t.record(ctx, news.EditTicker, "flash/"+f.ID, f)
}

// lead sets where the line leads: to its story, which must be live.
func (t *turn) lead(ctx context.Context, f news.Flash, house news.House) (news.Flash, error) {
	if f.Story == 0 {
		return f, nil
	}
	r, err := t.Story(ctx, f.Story)
	if err != nil {
		return f, err
	}
	if t.now.Before(r.Embargo) && r.Status != news.Live {
		return f, r.Held("It is not on the site before, and neither is a line that leads to it.")
	}
	if r.Status != news.Live {
		return f, news.Errorf(news.Conflict, "Story %d is not on the site; a flash cannot lead to it.", f.Story)
	}
	f.Path = card(r.Story, house).Path()
	return f, nil
}

// breaks sees to it that one line of a language breaks at a time: if the flash is to, the
// one that does is demoted, or the person is asked for that.
func (t *turn) breaks(ctx context.Context, f news.Flash, demote bool) error {
	if !f.Breaking {
		return nil
	}
	lines, err := t.Flashes(ctx, f.Language)
	if err != nil {
		return err
	}
	for _, o := range lines {
		if !o.Breaking || o.ID == f.ID || !t.now.Before(o.Expires) {
			continue
		}
		if !demote {
			return news.Errorf(news.Conflict, "“%s” is breaking already, and one line is at a time. Say that it is to be demoted, or put this one on without the mark.", o.Text)
		}
		o.Breaking = false
		if err := t.WriteFlash(ctx, o); err != nil {
			return err
		}
	}
	return nil
}
