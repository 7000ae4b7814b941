package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
)

// SavePreset keeps a filter, under the person's name or for everybody, or changes the one with its ID.
func (d *Desk) SavePreset(ctx context.Context, by news.Person, p news.Preset) (news.Preset, error) {
	if err := mayKeep(by, p); err != nil {
		return p, err
	}
	f, err := filter.Parse(p.Filter)
	if err != nil {
		return p, err
	}
	p.Filter = f.String()
	if p, err = p.Clean(); err != nil {
		return p, err
	}
	if p.Ring && f.Uses(filter.Desk, filter.Tag, filter.Priority) {
		return p, news.Errorf(news.Invalid, "Watch words are put to what the wire sent: desk:, tag: and priority: are of what routes do, and cannot ring.")
	}
	return do(ctx, d, by, func(t *turn) (news.Preset, error) {
		t.quiet = true // nobody is told of it
		n, ring, err := t.CountPresets(ctx, p.Person)
		if err != nil {
			return p, err
		}
		if p.ID == "" {
			p.ID, p.Made = newID(), t.now
			n++
		} else {
			old, err := t.Preset(ctx, p.ID)
			if err != nil {
				return p, err
			}
			if err := mayKeep(by, old); err != nil {
				return p, err
			}
			if old.Person != p.Person {
				return p, news.Errorf(news.Invalid, "A preset stays whose it is.")
			}
			p.Made = old.Made
			if old.Ring {
				ring--
			}
		}
		if n > news.MostPresets || p.Ring && ring >= news.MostWatches {
			return p, news.Errorf(news.Conflict, "There can be at most %d presets, and %d that ring. Delete one first.", news.MostPresets, news.MostWatches)
		}
		if err := t.Tx.SavePreset(ctx, p); err != nil {
			return p, err
		}
		return p, t.record(ctx, presetVerb(p), "preset/"+p.ID, p)
	})
}

// firstPresets are the presets that a house begins with, by their names in English, with their filters.
var firstPresets = []struct{ name, filter string }{
	{"Urgent", "urgency:1-2"},
	{"Corrections and kills", "is:correction OR is:kill"},
	{"Under embargo", "is:embargoed"},
}

// FirstPreset reports whether a preset that a house begins with is called so.
func FirstPreset(name string) bool {
	return slices.ContainsFunc(firstPresets, func(p struct{ name, filter string }) bool { return p.name == name })
}

// SaveFirstPresets keeps for everybody the presets that a house begins with. It is called once, when the house is set up.
func (d *Desk) SaveFirstPresets(ctx context.Context, by news.Person) error {
	for _, p := range firstPresets {
		if _, err := d.SavePreset(ctx, by, news.Preset{Name: p.name, Filter: p.filter}); err != nil {
			return fmt.Errorf("keep the preset %q: %w", p.name, err)
		}
	}
	return nil
}

// DeletePreset deletes a preset of the person's own, or of everybody's.
func (d *Desk) DeletePreset(ctx context.Context, by news.Person, id string) error {
	_, err := do(ctx, d, by, func(t *turn) (news.Preset, error) {
		t.quiet = true
		p, err := t.Preset(ctx, id)
		if err != nil {
			return p, err
		}
		if err := mayKeep(by, p); err != nil {
			return p, err
		}
		if err := t.Tx.DeletePreset(ctx, id); err != nil {
			return p, err
		}
		return p, t.record(ctx, presetVerb(p), "preset/"+id, struct {
			news.Preset
			Deleted bool `json:"deleted"`
		}{p, true})
	})
	return err
}

func presetVerb(p news.Preset) news.Verb {
	if p.Person == "" {
		return news.SharePreset
	}
	return news.KeepPreset
}

// mayKeep returns why the person may not keep, change or delete the preset. That somebody has one is nobody else's business.
func mayKeep(by news.Person, p news.Preset) error {
	if p.Person != "" && p.Person != by.ID {
		return news.Errorf(news.NotFound, "There is no preset %q.", p.ID)
	}
	return by.May(presetVerb(p))
}

// SeePreset notes that the person looks at what passes a preset: what came before is not new to them.
func (d *Desk) SeePreset(ctx context.Context, by news.Person, id string) error {
	_, err := do(ctx, d, by, func(t *turn) (bool, error) {
		t.quiet = true
		return true, t.Tx.SeePreset(ctx, by.ID, id, t.now)
	})
	return err
}
