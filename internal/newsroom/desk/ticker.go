package desk

import (
	"context"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// NewFlash is a line for the bar.
type NewFlash struct {
	Language news.Language `json:"language"`
	Text     string        `json:"text"`
	Story    int64         `json:"story,omitempty"`    // a live story it leads to
	Dispatch string        `json:"dispatch,omitempty"` // the ID of the dispatch that it was made from
	Breaking bool          `json:"breaking,omitempty"`
	// Demote takes the breaking mark off the line that has it: there is one at a time.
	Demote  bool `json:"demote,omitempty"`
	Pinned  bool `json:"pinned,omitempty"`
	Minutes int  `json:"minutes,omitempty"` // how long it stays; 0 for six hours
	// Until is when it ends, instead of Minutes; zero for those.
	Until time.Time `json:"until,omitzero"`
}

// mostMinutes is how long a flash may stay: a week.
const mostMinutes = 7 * 24 * 60

// checkMinutes checks how long a line is to stay.
func checkMinutes(n int) error {
	if n < 0 || n > mostMinutes {
		return news.Errorf(news.Invalid, "A flash stays for 1 to %d minutes.", mostMinutes)
	}
	return nil
}

// life returns how long what begins now stays: until then, or if that is zero for so many
// minutes; 0 if neither is said.
func life(now, until time.Time, minutes int) (time.Duration, error) {
	if until.IsZero() {
		return time.Duration(minutes) * time.Minute, checkMinutes(minutes)
	}
	switch d := until.Sub(now); {
	case d < time.Minute:
		return 0, news.Errorf(news.Invalid, "The time at which it is to end has passed. Choose a later one.")
	case d > mostMinutes*time.Minute:
		return 0, news.Errorf(news.Invalid, "It stays for a week at most. Choose an earlier end.")
	default:
		return d, nil
	}
}

// Flash puts a line on the bar.
func (d *Desk) Flash(ctx context.Context, by news.Person, n NewFlash) (news.Flash, error) {
	if err := by.May(news.EditTicker); err != nil {
		return news.Flash{}, err
	}
	f, err := do(ctx, d, by, func(t *turn) (news.Flash, error) {
		lasts, err := life(t.now, n.Until, n.Minutes)
		if err != nil {
			return news.Flash{}, err
		}
		f := news.Flash{Language: n.Language, Text: n.Text, Story: n.Story, Breaking: n.Breaking, Pinned: n.Pinned}
		house, err := t.House(ctx)
		if err != nil {
			return f, err
		}
		if !slices.Contains(house.Languages, f.Language) {
			return f, news.Errorf(news.Invalid, "The language %q is not one of this site's.", f.Language)
		}
		if f, err = t.lead(ctx, f, house); err != nil {
			return f, err
		}
		if err := t.room(ctx, f.Language); err != nil {
			return f, err
		}
		if err := t.breaks(ctx, f, n.Demote); err != nil {
			return f, err
		}
		if f, err = t.addFlash(ctx, f, lasts); err != nil {
			return f, err
		}
		if err := t.makeFrom(ctx, news.MadeFlash, f.ID, f.Story, n.Dispatch); err != nil {
			return f, err
		}
		if err := t.publishBars(ctx, f.Language); err != nil {
			return f, err
		}
		return f, t.record(ctx, news.EditTicker, "flash/"+f.ID, f)
	})
	return f, d.held(ctx, by, news.EditTicker, err)
}

// room refuses one more line where there are as many as may be. A story that goes out with
// its line is not held up by that.
func (t *turn) room(ctx context.Context, l news.Language) error {
	on, err := t.Flashes(ctx, l)
	if err != nil {
		return err
	}
	on = slices.DeleteFunc(on, func(o news.Flash) bool { return !t.now.Before(o.Expires) })
	if len(on) >= news.MostFlashes {
		return news.Errorf(news.Conflict, "There are %d lines on the bar already, which is as many as there may be. Take one off first.", len(on))
	}
	return nil
}

// EndFlash takes a line off the bar.
func (d *Desk) EndFlash(ctx context.Context, by news.Person, id string) (news.Flash, error) {
	if err := by.May(news.EditTicker); err != nil {
		return news.Flash{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Flash, error) {
		t.takesAway = true
		f, err := t.Tx.EndFlash(ctx, id, t.now.UnixMicro())
		if err != nil {
			return f, err
		}
		if err := t.publishBars(ctx, f.Language); err != nil {
			return f, err
		}
		return f, t.record(ctx, news.EditTicker, "flash/"+f.ID, map[string]any{"ended": true, "text": f.Text})
	})
}

// endExpired takes off the bar what has come to its end.
func (d *Desk) endExpired(ctx context.Context) error {
	if n, err := d.db.Expired(ctx); err != nil || n == 0 {
		return err
	}
	_, err := do(ctx, d, Stet, func(t *turn) (int, error) {
		t.takesAway = true
		ended, err := t.EndExpired(ctx)
		if err != nil || len(ended) == 0 {
			return 0, err
		}
		if err := t.publishBars(ctx, languages(ended)...); err != nil {
			return 0, err
		}
		ids := make([]string, len(ended))
		for i, f := range ended {
			ids[i] = f.ID
		}
		return len(ended), t.record(ctx, news.EditTicker, "ticker", map[string]any{"expired": ids})
	})
	return err
}

// addFlash checks the flash's text and puts it on for life, or news.FlashLife if that is 0.
func (t *turn) addFlash(ctx context.Context, f news.Flash, life time.Duration) (news.Flash, error) {
	var err error
	if f.Text, err = flashText(f.Text); err != nil {
		return f, err
	}
	if life == 0 {
		life = news.FlashLife
	}
	f.ID, f.At, f.Expires, f.Order = newID(), t.now, t.now.Add(life), t.now.UnixMicro()
	if err := t.AddFlash(ctx, f); err != nil {
		return f, err
	}
	return f, t.makeWith(ctx, news.MadeFlash, f.ID, f.Story)
}

func flashText(s string) (string, error) {
	text, err := news.CleanLine("flash", s, news.FlashLength)
	if err == nil && text == "" {
		err = news.Errorf(news.Invalid, "A flash needs words.")
	}
	return text, err
}

func (t *turn) publishBars(ctx context.Context, ls ...news.Language) error {
	bars, err := t.bars(ctx, ls...)
	if err != nil {
		return err
	}
	_, err = t.publish(ctx, edition.Change{Kind: edition.Flashed, Bars: bars})
	return err
}

// bars returns the bars of the languages as they are now.
func (t *turn) bars(ctx context.Context, ls ...news.Language) ([]edition.Bar, error) {
	var bars []edition.Bar
	for _, l := range ls {
		flashes, err := t.Flashes(ctx, l)
		if err != nil {
			return nil, err
		}
		bar := edition.Bar{Language: l, Items: []edition.BarItem{}}
		for _, f := range news.Bar(flashes, t.now) {
			bar.Items = append(bar.Items, edition.BarItem{ID: f.ID, Text: f.Text, Path: f.Path, Breaking: f.Breaking, At: f.At, Expires: f.Expires})
		}
		if bar.Banner, err = t.publicBanner(ctx, l); err != nil {
			return nil, err
		}
		bars = append(bars, bar)
	}
	return bars, nil
}

// languages returns the languages of the flashes, each once.
func languages(flashes []news.Flash) []news.Language {
	ls := make([]news.Language, len(flashes))
	for i, f := range flashes {
		ls[i] = f.Language
	}
	return unique(ls)
}

// unique returns the languages, each once.
func unique(ls []news.Language) []news.Language {
	slices.Sort(ls)
	return slices.Compact(ls)
}
