package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Touch is a word from whoever edits a part of a story, or wants to.
type Touch struct {
	Client string `json:"client"`          // the window: anything that no other window has
	Typed  bool   `json:"typed,omitempty"` // something was changed since the last word
	// Content is the part as it stands in the window, typed over the revision Base: for those
	// who watch, and to be kept if the window is not heard of again. Only the part counts.
	Base    int64         `json:"base,omitempty"`
	Content *news.Content `json:"content,omitempty"`
}

// mostClient is the most bytes of a window's name.
const mostClient = 64

// grip is one step of the lock on a part of a story.
type grip struct {
	*turn
	store.Lock
	story store.Row
	touch Touch
	shown bool  // others see that something changed
	drop  error // the step is refused, and what it kept stays all the same
}

// grip reads the lock of the part, calls f to change it and writes it back.
func (d *Desk) grip(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch, f func(context.Context, *grip) error) (news.Lock, error) {
	if !slices.Contains(news.Parts, part) {
		return news.Lock{}, news.Errorf(news.NotFound, "A story has no part %q.", string(part))
	}
	if by.ID != Stet.ID && (touch.Client == "" || len(touch.Client) > mostClient) {
		return news.Lock{}, news.Errorf(news.Invalid, "Say in \"client\" which window this is, in at most %d bytes.", mostClient)
	}
	var dropped error
	lock, err := do(ctx, d, by, func(t *turn) (news.Lock, error) {
		g := grip{turn: t, touch: touch}
		var err error
		if g.story, err = t.Story(ctx, number); err != nil {
			return news.Lock{}, err
		}
		if by.ID != Stet.ID {
			if err := by.MayOn(part.Verb(), g.story.Story); err != nil {
				return news.Lock{}, err
			}
		}
		if g.Lock, err = t.Tx.Lock(ctx, number, part); err != nil {
			return news.Lock{}, err
		}
		if err := f(ctx, &g); err != nil {
			return news.Lock{}, err
		}
		dropped, t.quiet = g.drop, !g.shown
		if err := t.SaveLock(ctx, g.Lock, tendAt(g.Lock.Lock)); err != nil {
			return news.Lock{}, err
		}
		g.Turn++
		if held, ok := errors.AsType[*news.HeldError](dropped); ok {
			held.Lock.Turn = g.Turn
		}
		return g.Lock.Lock, nil
	})
	if err == nil {
		err = dropped
	}
	return lock, err
}

// tendAt is when something happens to the lock by itself, zero for never.
func tendAt(l news.Lock) (at time.Time) {
	soonest := func(t time.Time) {
		if at.IsZero() || t.Before(at) {
			at = t
		}
	}
	if l.Holder.ID != "" {
		soonest(l.Typed.Add(news.LockIdle))
	}
	if l.Asks != nil {
		soonest(l.Asks.Until)
	}
	if l.Takes != nil {
		soonest(l.Takes.Until)
	}
	return at
}

// Lock is what whoever edits the part sends with the first change and then every
// news.LockBeat. With Typed it takes the lock if nobody has it; without, it only says that
// its holder is still there. Somebody else who has it makes it a *news.HeldError, and the
// text that came with it is kept beside the story.
func (d *Desk) Lock(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	return d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		switch mine := g.Holder.ID == by.ID; {
		case g.Held(g.now) && !mine:
			return g.refuse(ctx)
		case mine && g.Held(g.now) && g.Client == touch.Client:
		case !touch.Typed:
			return news.Errorf(news.Conflict, "Nobody edits %s of this story any more. Type on to take it up again.", part.Words())
		case mine && g.Held(g.now):
			if err := g.handOver(ctx, news.Asking{By: by.Short(), Client: touch.Client}, news.LockMoved); err != nil {
				return err
			}
		default:
			if err := g.begin(ctx); err != nil {
				return err
			}
		}
		g.Beat = g.now
		if touch.Typed {
			g.Typed = g.now
		}
		g.show()
		return nil
	})
}

// begin gives the lock, which nobody has, to whoever makes the step.
func (g *grip) begin(ctx context.Context) error {
	if g.Holder.ID != "" { // idle, and not released yet
		if err := g.release(ctx, news.LockIdled); err != nil {
			return err
		}
	}
	g.Holder, g.Client = g.by.Short(), g.touch.Client
	g.Since, g.Beat, g.Typed, g.shown = g.now, g.now, g.now, true
	g.Asks, g.Takes, g.Last = nil, nil, nil
	return nil
}

// show keeps what came with the step as what the holder has typed.
func (g *grip) show() {
	if g.touch.Content == nil {
		return
	}
	g.Typing = &store.Typing{Base: g.touch.Base, Content: news.Content{}.WithPart(g.Part, *g.touch.Content), At: g.now}
	g.Live++
	g.shown = true
}

// refuse refuses the step because somebody else has the lock.
func (g *grip) refuse(ctx context.Context) error {
	held := &news.HeldError{Lock: g.Lock.Lock}
	if g.touch.Content != nil {
		content := g.story.Content.WithPart(g.Part, *g.touch.Content)
		if !content.SamePart(g.Part, g.story.Content) {
			id, err := g.aside(ctx, g.story.Number, g.touch.Base, g.by, news.Phrasef("Written while %s was editing", g.Holder.Name).String(), content)
			if err != nil {
				return err
			}
			held.Aside = id
		}
	}
	g.drop = held
	return nil
}

// aside keeps the content beside the story, once if it is sent again, and returns its ID.
func (t *turn) aside(ctx context.Context, number, base int64, by news.Person, why string, content news.Content) (string, error) {
	last, found, err := t.LastAside(ctx, number, by.ID)
	if err != nil {
		return "", err
	}
	if found && same(last.Content, content) {
		return last.ID, nil
	}
	a := news.Aside{ID: newID(), Story: number, Base: base, At: t.now, By: by.Short(), Why: why, Content: content}
	return a.ID, t.AddAside(ctx, a)
}

func same(a, b news.Content) bool {
	for _, p := range news.ContentParts {
		if !a.SamePart(p, b) {
			return false
		}
	}
	return true
}

// LetGo gives the lock back, with the last of what was typed. Whoever asked for it has it
// then. Of a lock that is not theirs it does nothing.
func (d *Desk) LetGo(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	return d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		if g.Holder.ID != by.ID || g.Client != touch.Client {
			return nil
		}
		g.show()
		switch {
		case g.Takes != nil:
			return g.handOver(ctx, *g.Takes, news.LockTaken)
		case g.Asks != nil:
			return g.handOver(ctx, *g.Asks, news.LockGiven)
		}
		return g.release(ctx, news.LockReleased)
	})
}

// Ask asks whoever has the lock to give it; they have news.AskFor to say yes or no. One
// that nobody has is taken at once.
func (d *Desk) Ask(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	return d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		if !g.Held(g.now) || g.Holder.ID == by.ID {
			return g.take(ctx)
		}
		switch last := g.Last; {
		case g.Asks != nil && g.Asks.By.ID != by.ID && g.now.Before(g.Asks.Until):
			return news.Errorf(news.Conflict, "%s has asked %s already. Wait for the answer.", g.Asks.By.Name, g.Holder.Name)
		case last != nil && last.Kind == news.LockKept && last.To.ID == by.ID && g.now.Sub(last.At) < askAgain:
			return news.Errorf(news.TooMany, "%s said no just now. Ask again in a minute, or talk to them.", g.Holder.Name)
		}
		g.Asks = &news.Asking{By: by.Short(), Client: touch.Client, At: g.now, Until: g.now.Add(news.AskFor)}
		g.shown = true
		n := g.notice(news.NoticeLockAsked, g.story.Story)
		n.Text = part.Words()
		return g.send(ctx, n, only(g.Holder))
	})
}

// askAgain is how long somebody who was told no does not ask again.
const askAgain = time.Minute

// take gives the lock to whoever makes the step and may have it at once.
func (g *grip) take(ctx context.Context) error {
	if g.Holder.ID == g.by.ID && g.Held(g.now) {
		if g.Client == g.touch.Client {
			return nil
		}
		return g.handOver(ctx, news.Asking{By: g.by.Short(), Client: g.touch.Client}, news.LockMoved)
	}
	return g.begin(ctx)
}

// Keep says no to whoever asked for the lock.
func (d *Desk) Keep(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	return d.grip(ctx, by, number, part, touch, func(_ context.Context, g *grip) error {
		if g.Holder.ID != by.ID || g.Asks == nil {
			return news.Errorf(news.Conflict, "Nobody waits for your answer.")
		}
		g.Last = &news.HandOver{Kind: news.LockKept, From: g.Holder, To: g.Asks.By, At: g.now}
		g.Asks, g.shown = nil, true
		return nil
	})
}

// TendLocks does what happens to locks by itself: whoever takes over has what they wait
// for, nobody answered whoever asked, and a lock that nothing was typed under is released.
func (d *Desk) TendLocks(ctx context.Context) error {
	due, err := d.db.LocksToTend(ctx)
	if err != nil {
		return err
	}
	for _, l := range due {
		if _, err := d.grip(ctx, Stet, l.Story, l.Part, Touch{}, tend); err != nil {
			return err
		}
	}
	return nil
}

// ForgetPresent forgets the windows that were not heard of for an hour.
func (d *Desk) ForgetPresent(ctx context.Context) error {
	return d.db.Tx(ctx, func(tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		return tx.ForgetPresent(ctx, now.Add(-time.Hour))
	})
}

func tend(ctx context.Context, g *grip) error {
	switch {
	case g.Takes != nil && !g.now.Before(g.Takes.Until):
		return g.handOver(ctx, *g.Takes, news.LockTaken)
	case g.Asks != nil && !g.now.Before(g.Asks.Until):
		g.Last = &news.HandOver{Kind: news.LockUnheard, From: g.Holder, To: g.Asks.By, At: g.now}
		g.Asks, g.shown = nil, true
	case g.Holder.ID != "" && !g.Held(g.now):
		return g.release(ctx, news.LockIdled)
	}
	return nil
}
