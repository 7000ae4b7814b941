package archive

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
)

// snapshots says when the next snapshot is due, and holds one that was made until the
// archive goes over to it.
type snapshots struct {
	edition int64 // of the newest
	under   sync.WaitGroup
	busy    atomic.Bool
	made    atomic.Pointer[madeSnapshot]
}

func (s *snapshots) wait() { s.under.Wait() }

// madeSnapshot is an edition and the same out of the snapshot's file.
type madeSnapshot struct{ from, mapped *View }

// A snapshot is due when a start would have to replay more than so many changes, and more
// than a part of all that it holds: so the work on snapshots grows no faster than the
// archive. Reading changes takes a second for some 400,000.
var dueChanges = int64(2_000) // a test has less

const duePart = 20

// takeSnapshot has a snapshot made of what is durable, if one is due. It takes a moment
// that does not depend on how much there is.
func (a *Archive) takeSnapshot() {
	if a.reading {
		return
	}
	d, k := a.durable, &a.keeper
	if due := d.view.edition - k.edition; due < max(dueChanges, int64(d.view.Count(List{})/duePart)) || !k.busy.CompareAndSwap(false, true) {
		return
	}
	k.edition = d.view.edition // if it fails, the next one is tried when that is due
	k.under.Go(func() {
		defer k.busy.Store(false)
		a.snapshotOf(d)
	})
}

func (a *Archive) snapshotOf(d durable) {
	v, err := writeSnapshot(a.dir, a.lists.all(), d)
	if err != nil {
		slog.WarnContext(context.Background(), "no snapshot of the readers' archive could be made; the next start takes longer", "edition", d.view.edition, "err", err)
		return
	}
	a.keeper.made.Store(&madeSnapshot{d.view, v})
}

// lastSnapshot makes one before the archive is closed, if there is more to replay than the
// work is worth.
func (a *Archive) lastSnapshot() {
	a.keeper.wait()
	if d := a.durable; !a.reading && a.broken == nil && d.view != nil && d.view.edition-a.keeper.edition >= dueChanges {
		a.snapshotOf(d)
	}
}

// rebase goes over to the newest snapshot: what did not change since it was begun is
// looked up in its file from now on, and takes no memory.
func (a *Archive) rebase() {
	made := a.keeper.made.Swap(nil)
	if made == nil {
		return
	}
	v := *a.View()
	v.base = made.mapped.base
	v.stories = over(v.stories, made.from.stories, made.mapped.stories, func(c storyChunk) storyChunk {
		c.words = slices.Clone(c.words)
		return c
	})
	v.lists = over(v.lists, made.from.lists, made.mapped.lists, func(c listChunk) listChunk {
		for i := range c {
			c[i] = c[i].copied()
		}
		return c
	})
	v.media = over(v.media, made.from.media, made.mapped.media, mediaChunk.copied)
	v.old = over(v.old, made.from.old, made.mapped.old, mediaChunk.copied)
	a.view.Store(&v)
}

// over returns the chunks with those that are still what they were as they are mapped.
// The others are copied, since part of them may lie in the file of the snapshot before.
func over[C any](is, from, mapped []*C, copied func(C) C) []*C {
	is = slices.Clone(is)
	for i, c := range is {
		switch {
		case c == nil:
		case i < len(mapped) && i < len(from) && c == from[i] && mapped[i] != nil:
			is[i] = mapped[i]
		default:
			own := copied(*c)
			is[i] = &own
		}
	}
	return is
}

// copied returns the chunk in memory of its own.
func (c mediaChunk) copied() mediaChunk {
	for i := range c {
		c[i] = slices.Clone(c[i])
	}
	return c
}

// copied returns the list in memory of its own.
func (l list) copied() list {
	for i, p := range l.pieces {
		if i == 0 {
			l.pieces = slices.Clone(l.pieces)
		}
		l.pieces[i].numbers = slices.Clone(p.numbers)
	}
	l.tail = slices.Clone(l.tail)
	return l
}
