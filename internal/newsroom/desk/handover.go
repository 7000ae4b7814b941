package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Give hands the part, with the last of what was typed, to whoever takes it over or asked
// for it. The text is kept as a revision before it changes hands.
func (d *Desk) Give(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	return d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		to, kind := g.Takes, news.LockTaken
		if to == nil {
			to, kind = g.Asks, news.LockGiven
		}
		switch {
		case g.Holder.ID != by.ID:
			return g.refuse(ctx)
		case to == nil:
			return news.Errorf(news.Conflict, "Nobody has asked for %s.", part.Words())
		}
		g.show()
		return g.handOver(ctx, *to, kind)
	})
}

// TakeOver takes the lock from whoever has it: an editor may, and anybody who may edit the
// story if its holder was not heard of for news.LockStale. The holder's browser has
// news.YieldFor to hand in its last keystrokes (Give); what it has handed in is a revision
// before the lock changes hands. It returns when the lock has.
func (d *Desk) TakeOver(ctx context.Context, by news.Person, number int64, part news.Part, touch Touch) (news.Lock, error) {
	l, err := d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		if !g.Held(g.now) || g.Holder.ID == by.ID {
			return g.take(ctx)
		}
		to := news.Asking{By: by.Short(), Client: touch.Client, At: g.now, Until: g.now.Add(news.YieldFor)}
		switch may := by.MayOn(news.TakeOver, g.story.Story); {
		case g.StaleAt(g.now):
			return g.handOver(ctx, to, news.LockTaken)
		case may != nil:
			return may
		case g.Takes != nil && g.Takes.By.ID != by.ID:
			return news.Errorf(news.Conflict, "%s is taking it over at this moment.", g.Takes.By.Name)
		}
		g.Takes, g.shown = &to, true
		return nil
	})
	if err != nil || l.Takes == nil {
		return l, err
	}
	wait, cancel := context.WithTimeout(ctx, news.YieldFor)
	defer cancel()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for wait.Err() == nil {
		select {
		case <-wait.Done():
		case <-look.C:
		}
		if now, err := d.db.Lock(ctx, number, part); err == nil && now.Takes == nil {
			return now.Lock, nil
		}
	}
	return d.grip(ctx, by, number, part, touch, func(ctx context.Context, g *grip) error {
		if g.Takes == nil || g.Takes.By.ID != by.ID {
			return nil // it was handed over at the last moment
		}
		return g.handOver(ctx, *g.Takes, news.LockTaken)
	})
}

// handOver keeps what the holder has typed, and then gives the lock to somebody else.
func (g *grip) handOver(ctx context.Context, to news.Asking, kind news.HandOverKind) error {
	label := "Handed to " + to.By.Name
	switch kind {
	case news.LockTaken:
		label = news.Phrasef("Taken over by %s", to.By.Name).String()
	case news.LockMoved:
		label = ""
	}
	h, err := g.keepTyping(ctx, label)
	if err != nil {
		return err
	}
	h.Kind, h.To = kind, to.By
	from := g.Holder
	g.Holder, g.Client, g.Since, g.Beat, g.Typed = to.By, to.Client, g.now, g.now, g.now
	g.Asks, g.Takes, g.Last, g.shown = nil, nil, &h, true
	if kind == news.LockMoved {
		return nil
	}
	verb := news.Save
	if kind == news.LockTaken {
		verb = news.TakeOver
		n := g.notice(news.NoticeLockTaken, g.story.Story)
		n.By, n.Text = to.By, g.Part.Words()
		if err := g.send(ctx, n, only(from)); err != nil {
			return err
		}
	}
	return g.record(ctx, verb, object(g.story.Number), handed{Part: g.Part, From: from.Name, To: to.By.Name, Revision: h.Revision, Aside: h.Aside, Label: label})
}

// handed is the detail of a record about a part that changed hands.
type handed struct {
	Part     news.Part `json:"part"`
	From     string    `json:"from"`
	To       string    `json:"to,omitempty"`
	Revision int64     `json:"revision,omitempty"`
	Aside    string    `json:"aside,omitempty"`
	Label    string    `json:"label,omitempty"`
}

// release keeps what the holder has typed and makes the lock nobody's.
func (g *grip) release(ctx context.Context, kind news.HandOverKind) error {
	unsaved, from := g.Typing != nil, g.Holder
	label := ""
	if kind == news.LockIdled {
		label = news.Phrasef("Kept when %s had left", from.Name).String()
	}
	h, err := g.keepTyping(ctx, label)
	if err != nil {
		return err
	}
	h.Kind = kind
	g.Holder, g.Client, g.Since, g.Asks, g.Takes, g.Last, g.shown = news.Person{}, "", time.Time{}, nil, nil, &h, true
	if !unsaved {
		return nil
	}
	return g.record(ctx, news.Save, object(g.story.Number), handed{Part: g.Part, From: from.Name, Revision: h.Revision, Aside: h.Aside, Label: label})
}

// keepTyping makes what the holder has typed a revision of theirs, or keeps it beside the
// story if it cannot be one, and says where it is.
func (g *grip) keepTyping(ctx context.Context, label string) (news.HandOver, error) {
	h := news.HandOver{From: g.Holder, At: g.now, Revision: g.story.Revision}
	typed := g.Typing
	g.Typing = nil
	if typed == nil || g.Part == news.PublishPart {
		return h, nil
	}
	content := g.story.Content.WithPart(g.Part, typed.Content)
	house, err := g.House(ctx)
	if err != nil {
		return h, err
	}
	clean, err := content.Clean(house)
	fits := err == nil
	if fits {
		if clean.SamePart(g.Part, g.story.Content) {
			return h, nil
		}
		fits, err = g.follows(ctx, typed.Base)
		if err != nil {
			return h, err
		}
	}
	next, err := g.story.Status.Next(news.Save)
	if !fits || err != nil {
		h.Revision = 0
		h.Aside, err = g.aside(ctx, g.story.Number, typed.Base, g.Holder, news.Phrasef("It did not fit the story any more when %s had to leave it", g.Holder.Name).String(), content)
		return h, err
	}
	r := &g.story
	r.Content, r.Status, r.Changed = clean, next, g.now
	r.Revision++
	h.Revision = r.Revision
	if err := g.Write(ctx, *r); err != nil {
		return h, err
	}
	return h, g.AddRevision(ctx, news.Revision{Story: r.ID, Number: r.Revision, At: g.now, By: g.Holder.Short(), Label: label, Content: clean})
}

// follows reports whether the part is still as it was at the revision base.
func (g *grip) follows(ctx context.Context, base int64) (bool, error) {
	if base == 0 || base == g.story.Revision {
		return true, nil
	}
	was, err := g.Revision(ctx, g.story.ID, base)
	if store.IsNotFound(err) {
		return false, nil
	}
	return err == nil && was.Content.SamePart(g.Part, g.story.Content), err
}

// checkParts returns a *news.HeldError if somebody else edits a part that differs between
// the two contents, and notes that what the person held of them is saved now.
func (t *turn) checkParts(ctx context.Context, s news.Story, content news.Content) error {
	locks, err := t.Locks(ctx, s.Number)
	if err != nil {
		return err
	}
	for _, l := range locks {
		if l.Held(t.now) && l.Holder.ID != t.by.ID && !content.SamePart(l.Part, s.Content) {
			return &news.HeldError{Lock: l.Lock}
		}
	}
	return nil
}

// noteSaved notes that what the person had typed in the parts that they hold is saved.
func (t *turn) noteSaved(ctx context.Context, s news.Story) error {
	locks, err := t.Locks(ctx, s.Number)
	if err != nil {
		return err
	}
	for _, l := range locks {
		if l.Holder.ID != t.by.ID || l.Typing == nil || !s.Content.SamePart(l.Part, s.Content.WithPart(l.Part, l.Typing.Content)) {
			continue
		}
		l.Typing = nil
		if err := t.SaveLock(ctx, l, tendAt(l.Lock)); err != nil {
			return err
		}
	}
	return nil
}

// checkPublishing returns a *news.HeldError if somebody else has the publish settings.
func (t *turn) checkPublishing(ctx context.Context, number int64) error {
	l, err := t.Tx.Lock(ctx, number, news.PublishPart)
	if err == nil && l.Held(t.now) && l.Holder.ID != t.by.ID {
		return &news.HeldError{Lock: l.Lock}
	}
	return err
}
