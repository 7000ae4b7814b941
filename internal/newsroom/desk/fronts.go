package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// curated is the detail of a record about a front.
type curated struct {
	Edit     *news.FrontEdit    `json:"edit,omitempty"`
	Revision int64              `json:"revision,omitempty"`
	Launch   int64              `json:"launch,omitempty"`
	Of       int64              `json:"of,omitempty"`
	Edition  int64              `json:"edition,omitempty"`
	Changes  []news.FrontChange `json:"changes,omitempty"`
	// Discarded is the draft that was given up: it can be read here ever after.
	Discarded *news.FrontDraft `json:"discarded,omitempty"`
}

// EditFront changes the draft of a front, and starts one if there is none. A change names
// a story, not a version of the draft, so that two who curate at once lose nothing.
func (d *Desk) EditFront(ctx context.Context, by news.Person, name news.FrontName, e news.FrontEdit) (news.Front, error) {
	if err := by.May(news.CurateFront); err != nil {
		return news.Front{}, err
	}
	var err error
	if e.Headline, err = news.CleanLine("headline", e.Headline, news.HeadlineLength); err != nil {
		return news.Front{}, err
	}
	e.Until = e.Until.UTC().Truncate(time.Microsecond)
	f, err := do(ctx, d, by, func(t *turn) (news.Front, error) {
		f, house, err := t.front(ctx, name)
		if err != nil {
			return f, err
		}
		if err := t.checkEdit(ctx, house, name, e); err != nil {
			return f, err
		}
		next, gone, err := f.Arranged().Edit(e)
		if err != nil {
			return f, err
		}
		f.Remember(gone...)
		t.draft(&f, next)
		if err := t.SaveFront(ctx, f); err != nil {
			return f, err
		}
		return f, t.record(ctx, news.CurateFront, frontObject(name), curated{Edit: &e, Revision: revisionOf(f)})
	})
	return f, d.held(ctx, by, news.CurateFront, err)
}

// front reads a front that the house has.
func (t *turn) front(ctx context.Context, name news.FrontName) (f news.Front, house news.House, err error) {
	if house, err = t.House(ctx); err != nil {
		return f, house, err
	}
	if !slices.Contains(house.Fronts(), name) {
		return f, house, news.Errorf(news.NotFound, "There is no front %q.", name.String())
	}
	f, err = t.Front(ctx, name)
	return f, house, err
}

func frontObject(name news.FrontName) string { return "front/" + name.String() }

// checkEdit checks what an edit puts on the front: its block, its story, its time.
func (t *turn) checkEdit(ctx context.Context, house news.House, name news.FrontName, e news.FrontEdit) error {
	switch e.Do {
	case news.DoTopic, news.DoRemove:
		return nil
	case news.DoPin:
		if !e.Until.IsZero() && !t.now.Before(e.Until) {
			return news.Errorf(news.Invalid, "A pin must end in the future; %s is past.", e.Until.Format(time.RFC3339))
		}
	}
	if e.Block != "" && !slices.Contains(house.Blocks(name), e.Block) {
		return news.Errorf(news.Invalid, "This front has no block %q.", e.Block)
	}
	return t.placeable(ctx, e.Story, name.Language)
}

// placeable returns nil if the story may stand on a front in the language: if readers have
// it.
func (t *turn) placeable(ctx context.Context, story int64, l news.Language) error {
	r, err := t.Story(ctx, story)
	if err != nil {
		return err
	}
	switch {
	case t.now.Before(r.Embargo) && r.Status != news.Live:
		return r.Held("It cannot stand on a front before.")
	case r.Status != news.Live:
		return news.Errorf(news.Conflict, "Story %d is not on the site (%s); it cannot stand on a front.", story, r.Label(t.now))
	case r.Content.Language != l:
		return news.Errorf(news.Invalid, "Story %d is in another language than this front.", story)
	}
	return nil
}

// draft makes the arrangement the front's draft; one that is as the front is live is none.
func (t *turn) draft(f *news.Front, a news.Arrangement) {
	if a.Same(f.Live) {
		f.Draft = nil
		return
	}
	var rebased *news.Rebased
	if f.Draft != nil {
		rebased = f.Draft.Rebased
	}
	f.Draft = &news.FrontDraft{Arrangement: a, Revision: f.Turn + 1, By: t.by.Short(), At: t.now, Rebased: rebased}
}

func revisionOf(f news.Front) int64 {
	if f.Draft == nil {
		return 0
	}
	return f.Draft.Revision
}

// DiscardFront gives up the draft of a front. revision is the one that the person saw; if
// somebody changed the draft since, it stays.
func (d *Desk) DiscardFront(ctx context.Context, by news.Person, name news.FrontName, revision int64) (news.Front, error) {
	if err := by.May(news.CurateFront); err != nil {
		return news.Front{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Front, error) {
		f, _, err := t.front(ctx, name)
		if err != nil {
			return f, err
		}
		if err := SeenDraft(f, revision, "discard"); err != nil {
			return f, err
		}
		discarded := f.Draft
		f.Draft = nil
		if err := t.SaveFront(ctx, f); err != nil {
			return f, err
		}
		return f, t.record(ctx, news.CurateFront, frontObject(name), curated{Discarded: discarded})
	})
}

// SeenDraft returns nil if the revision is the draft of the front as it is, and else a
// Conflict that says who did what meanwhile; what is what the person wanted to do.
func SeenDraft(f news.Front, revision int64, what string) error {
	switch {
	case f.Draft == nil && f.Launch == 0:
		return news.Errorf(news.Conflict, "There is no draft to %s: nothing is changed on this front.", what)
	case f.Draft == nil:
		return news.Errorf(news.Conflict, "There is no draft to %s any more: %s launched this front at %s. What you see is what readers have.",
			what, f.By.Name, f.At.Format(time.RFC3339))
	case revision == f.Draft.Revision:
		return nil
	case revision == 0:
		return news.Errorf(news.Invalid, "Say in \"revision\" which draft you saw; it is at %d.", f.Draft.Revision)
	case f.Draft.Rebased != nil && f.Draft.Rebased.At.Equal(f.Draft.At):
		return news.Errorf(news.Conflict, "%s launched this front at %s, while you were at it. The draft is rebased on that, with %d overlaps; nothing is lost, and nothing was done. Look at it and decide again.",
			f.Draft.Rebased.By.Name, f.Draft.Rebased.At.Format(time.RFC3339), len(f.Draft.Rebased.Overlaps))
	}
	return news.Errorf(news.Conflict, "%s changed the draft at %s, after you looked. Nothing was done: look at it and decide again.",
		f.Draft.By.Name, f.Draft.At.Format(time.RFC3339))
}

// LaunchFront gives readers the front as it is drafted. revision is the draft that the
// person saw; if it is not that any more, nothing is launched.
func (d *Desk) LaunchFront(ctx context.Context, by news.Person, name news.FrontName, revision int64) (news.Front, error) {
	if err := by.May(news.LaunchFront); err != nil {
		return news.Front{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Front, error) {
		if _, err := t.take(ctx); err != nil { // launches, kills and lapses come one after the other
			return news.Front{}, err
		}
		f, _, err := t.front(ctx, name)
		if err != nil {
			return f, err
		}
		if err := SeenDraft(f, revision, "launch"); err != nil {
			return f, err
		}
		next, err := t.standing(ctx, &f, f.Draft.Arrangement)
		if err != nil {
			return f, err
		}
		f.Draft = nil
		return t.launchAlone(ctx, f, next, news.FrontLaunch{Kind: news.LaunchDraft}, news.LaunchFront)
	})
}

// RollBackFront gives readers the front as an earlier launch had it; 0 is as it was before
// the first. What cannot stand there any more, because it went off the site or its pin has
// ended, is left out. A draft is kept, on top of it.
func (d *Desk) RollBackFront(ctx context.Context, by news.Person, name news.FrontName, launch int64) (news.Front, error) {
	if err := by.May(news.RollBackFront); err != nil {
		return news.Front{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Front, error) {
		if _, err := t.take(ctx); err != nil {
			return news.Front{}, err
		}
		f, _, err := t.front(ctx, name)
		if err != nil {
			return f, err
		}
		var was news.FrontLaunch
		if launch != 0 {
			if was, err = t.FrontLaunch(ctx, name, launch); err != nil {
				return f, err
			}
		}
		next, err := t.standing(ctx, &f, was.Arrangement)
		if err != nil {
			return f, err
		}
		return t.launchAlone(ctx, f, next, news.FrontLaunch{Kind: news.LaunchRollBack, Of: launch}, news.RollBackFront)
	})
}

// standing returns the arrangement without what cannot stand on the front now, which goes
// to what was taken off last.
func (t *turn) standing(ctx context.Context, f *news.Front, a news.Arrangement) (news.Arrangement, error) {
	next, gone := a.Lapsed(t.now)
	for _, s := range next.Slots {
		err := t.placeable(ctx, s.Story, f.Name.Language)
		if _, why := errors.AsType[*news.Error](err); err != nil && !why {
			return a, err
		}
		if err != nil {
			var off []news.Slot
			next, off = next.Without(s.Story)
			gone = append(gone, off...)
		}
	}
	f.Remember(gone...)
	return next, nil
}

// launchAlone launches the arrangement in an edition of its own and records it under the
// verb. One that is as the front is live already is a Conflict.
func (t *turn) launchAlone(ctx context.Context, f news.Front, next news.Arrangement, l news.FrontLaunch, verb news.Verb) (news.Front, error) {
	if next.Same(f.Live) {
		return f, news.Errorf(news.Conflict, "Readers have the front like that already; there was nothing to launch.")
	}
	l, err := t.relaunch(ctx, &f, next, l)
	if err != nil {
		return f, err
	}
	if _, err := t.publish(ctx, edition.Change{Kind: edition.Curated, Fronts: []edition.Front{publicFront(f)}}); err != nil {
		return f, err
	}
	return f, t.record(ctx, verb, frontObject(f.Name), curated{Launch: l.Number, Of: l.Of, Edition: l.Edition, Changes: l.Changes})
}

// relaunch makes the arrangement what readers see, in the edition of this turn, rebases the
// draft on it if there is one, and keeps the launch.
func (t *turn) relaunch(ctx context.Context, f *news.Front, next news.Arrangement, l news.FrontLaunch) (news.FrontLaunch, error) {
	n, err := t.take(ctx)
	if err != nil {
		return l, err
	}
	was := f.Live
	next.Slots = slices.Clone(next.Slots)
	for i, s := range next.Slots {
		if old, there := was.At(s.Block, s.Place); there && old.Story == s.Story && !old.Since.IsZero() {
			next.Slots[i].Since = old.Since
		} else {
			next.Slots[i].Since = t.now
		}
	}
	l.Number, l.By, l.At, l.Edition, l.Arrangement, l.Changes = f.Launch+1, t.by.Short(), t.now, n, next, was.Changes(next)
	f.Live, f.Launch, f.By, f.At = next, l.Number, l.By, l.At
	if f.Draft != nil {
		merged, overlaps, fell := f.Draft.Rebase(was, next)
		f.Remember(fell...)
		f.Draft.Rebased = &news.Rebased{Launch: l.Number, By: l.By, At: l.At, Overlaps: overlaps}
		by := f.Draft.By
		if t.draft(f, merged); f.Draft != nil {
			f.Draft.By = by // who wrote it, not who came in between
		}
	}
	for _, c := range l.Changes {
		if c.To == nil && c.From != nil && l.Kind != news.LaunchTakenOff {
			f.Remember(*c.From)
		}
	}
	if err := t.SaveFront(ctx, *f); err != nil {
		return l, err
	}
	for _, s := range next.Slots {
		if s.Headline != "" {
			if err := t.makeWith(ctx, news.MadeFront, frontSlot(f.Name, s.Story), s.Story); err != nil {
				return l, err
			}
		}
	}
	return l, t.AddFrontLaunch(ctx, f.Name, l)
}

// publicFront returns the front as readers may have it.
func publicFront(f news.Front) edition.Front {
	return PublicArrangement(f.Name, f.Live)
}

// PublicArrangement returns the arrangement of a front as readers would have it.
func PublicArrangement(name news.FrontName, a news.Arrangement) edition.Front {
	p := edition.Front{Language: name.Language, Section: name.Section, Topic: a.Topic}
	for _, s := range a.Slots {
		if n := len(p.Blocks); n == 0 || p.Blocks[n-1].Name != s.Block {
			p.Blocks = append(p.Blocks, edition.FrontBlock{Name: s.Block})
		}
		b := &p.Blocks[len(p.Blocks)-1]
		b.Slots = append(b.Slots, edition.FrontSlot{Place: s.Place, Story: s.Story, Headline: s.Headline})
	}
	return p
}
