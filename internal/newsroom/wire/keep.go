package wire

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/store"
)

// The size of one transaction: large enough that a first look at a feed is quick, small
// enough that a journalist's save does not wait for it.
const (
	batchItems = 50
	batchBytes = 1 << 20
)

// arrival is a dispatch with the bytes it came in.
type arrival struct {
	dispatch news.Dispatch
	raw      []byte
	gone     bool     // it is no item: the feed says that it took one back
	kills    []string // the GUIDs of what it kills
}

// keep receives the items, a batch in a transaction. An item that cannot be kept takes
// no other with it; if the store itself fails, keep stops, and the items come again.
func (r *Room) keep(ctx context.Context, d *desk, w news.Wire, all item.Items) (out Outcome) {
	current := map[string]string{} // what is in the feed now
	named := map[string][]string{} // the GUIDs of those of one name
	var batch []arrival
	size := 0
	flush := func() bool {
		fresh, bad, err := r.receive(ctx, d, w, batch)
		out.Fresh += fresh
		out.Lost += bad
		batch, size = batch[:0], 0
		out.Err = err
		return err == nil
	}
	for i, err := range all {
		if err != nil {
			slog.ErrorContext(ctx, "an item could not be read", "wire", w.ID, "guid", i.GUID, "err", err)
			out.Lost++
			continue
		}
		name := cmp.Or(i.Name, i.GUID)
		named[name] = append(named[name], i.GUID)
		if i.Known {
			current[i.GUID] = d.known[i.GUID]
			continue
		}
		a := arrival{dispatch(w, i, r.stamp()), i.Raw, i.Gone, kills(i, named[name])}
		if i.Cut {
			out.Problems = append(out.Problems, fmt.Sprintf("%q is longer than Stet shows; all of it is in the bytes received.", a.dispatch.Headline))
		}
		if hash, ok := d.known[i.GUID]; ok && hash == a.dispatch.Hash {
			current[i.GUID] = hash
			continue
		}
		if joined, err := r.joinPicture(ctx, w, i); err != nil {
			out.Err = err
			return out
		} else if joined {
			out.Fresh++
			continue
		}
		if err := r.keepFiles(ctx, d, w, &a.dispatch, i.Files); err != nil {
			out.Err = err
			return out
		}
		batch = append(batch, a)
		size += len(a.raw)
		if (len(batch) >= batchItems || size >= batchBytes) && !flush() {
			return out
		}
		current[i.GUID] = a.dispatch.Hash
	}
	if len(batch) > 0 && !flush() {
		return out
	}
	if out.Lost > 0 {
		out.Problems = append(out.Problems, fmt.Sprintf("%s could not be kept; that has been logged, and it is tried again.", itemsInWords(out.Lost)))
	}
	for guid := range d.known {
		if _, ok := current[guid]; !ok {
			delete(d.known, guid) // it has left the feed, and need not be remembered
		}
	}
	return out
}

// kills are the GUIDs of what the item takes back, if it is a kill: what it says it replaces, or else what is called as it is, those that came before
// it in the same document included.
func kills(i item.Item, namesakes []string) []string {
	if i.Replaces != "" {
		return []string{i.Replaces}
	}
	own := cmp.Or(i.Name, i.GUID)
	return append([]string{own}, slices.DeleteFunc(slices.Clone(namesakes), func(guid string) bool { return guid == own || guid == i.GUID })...)
}

// joinPicture gives a picture that came by itself to the dispatches that wait for it, and reports whether some did.
func (r *Room) joinPicture(ctx context.Context, w news.Wire, i item.Item) (bool, error) {
	if !strings.HasPrefix(i.RawType, "image/") || len(i.Files) != 1 {
		return false, nil
	}
	return r.joinFile(ctx, w, i.Files[0])
}

func itemsInWords(n int) string {
	if n == 1 {
		return "One item"
	}
	return fmt.Sprintf("%d items", n)
}

// stamp returns the time now, later than every one before: lists are paged by the time
// of receipt, so no two dispatches may share it.
func (r *Room) stamp() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now().UTC().Truncate(time.Microsecond)
	if !now.After(r.stamped) {
		now = r.stamped.Add(time.Microsecond)
	}
	r.stamped = now
	return now
}

// giveUp is after how many dispatches that cannot be kept, and none that can, it is the
// store that fails and not they.
const giveUp = 3

// receive keeps a batch in one transaction; if that fails, each by itself, so that one
// which cannot be kept takes no other with it. It returns how many were new, and how
// many could not be kept. An error is of the store.
func (r *Room) receive(ctx context.Context, d *desk, w news.Wire, batch []arrival) (fresh, lost int, err error) {
	if fresh, err = r.receiveAll(ctx, d, w, batch); err == nil {
		return fresh, 0, nil
	}
	for i, a := range batch {
		n, err := r.receiveAll(ctx, d, w, []arrival{a})
		if err == nil {
			fresh += n
			continue
		}
		if lost++; ctx.Err() != nil || lost == i+1 && (lost == giveUp || lost == len(batch)) {
			return fresh, 0, err
		}
		slog.ErrorContext(ctx, "a dispatch could not be kept", "wire", a.dispatch.Wire, "guid", a.dispatch.GUID, "err", err)
	}
	return fresh, lost, nil
}

// receiveOne keeps one dispatch, or the kill of one, and reports whether it was new. An item that says it is a kill, of one that is not
// known, is kept as it is, for somebody to read; that an item left a feed in which we never saw it is nothing to read. Either is remembered, and
// the item is killed when it comes after all (decision 0145).
func (r *Room) receiveOne(ctx context.Context, tx *store.Tx, a arrival, stone func() string) (bool, error) {
	if !a.dispatch.Killed.IsZero() {
		anyKnown, anyKept := false, false
		for _, k := range a.killed() {
			known, kept, err := tx.KillDispatch(ctx, k, a.raw)
			if err != nil {
				return false, err
			}
			anyKnown, anyKept = anyKnown || known, anyKept || kept
		}
		if anyKnown || a.gone {
			return anyKept, nil
		}
		a.dispatch.Killed, a.dispatch.Kill = time.Time{}, ""
	}
	a.dispatch.TakenDown = stone()
	if err := r.holdFiles(ctx, tx, a.dispatch); err != nil {
		return false, err
	}
	_, isNew, err := tx.Receive(ctx, a.dispatch, a.raw)
	return isNew, err
}

// killed are the dispatches that the arrival, a kill, is of, with its words.
func (a arrival) killed() (all []news.Dispatch) {
	for _, guid := range a.kills {
		k := a.dispatch
		k.GUID = guid
		all = append(all, k)
	}
	return all
}

func (r *Room) receiveAll(ctx context.Context, d *desk, w news.Wire, batch []arrival) (fresh int, err error) {
	told := false
	err = r.options.Store.Together(ctx, func(tx *store.Tx) error {
		fresh, told = 0, false // a transaction may be run again
		stone := func(news.Wire, news.Dispatch) string { return "" }
		if r.options.Watch != nil {
			var err error
			if stone, err = r.options.Watch(ctx, tx); err != nil {
				return err
			}
		}
		for _, a := range batch {
			isNew, err := r.receiveOne(ctx, tx, a, func() string { return stone(w, a.dispatch) })
			if err != nil {
				return err
			}
			if isNew {
				fresh++
			}
		}
		if r.options.Route != nil {
			if told, err = r.options.Route(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("keep dispatches: %w", err)
	}
	if told && r.options.Arrived != nil {
		r.options.Arrived() // who was alerted does not wait for the rest of the feed
	}
	for _, a := range batch {
		d.known[a.dispatch.GUID] = a.dispatch.Hash
	}
	return fresh, nil
}
