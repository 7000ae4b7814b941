package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
	"github.com/stet-news/stet/internal/store"
)

// UseTombstones makes the desk call keep after each commit that changed tombstones, with
// those: it is to make them durable outside of the database. It is to be called before the
// desk is used.
func (d *Desk) UseTombstones(keep func([]news.Tombstone) error) { d.stones = keep }

// TakedownOrder is what asks for a takedown.
type TakedownOrder struct {
	Basis string `json:"basis"` // the law, or the court's order
	// KeepPictures leaves the story's pictures free to be used elsewhere.
	KeepPictures bool `json:"keep_pictures,omitempty"`
}

func (o TakedownOrder) clean() (TakedownOrder, error) {
	var err error
	o.Basis, err = news.CleanLine("legal basis", o.Basis, 200)
	if err == nil && o.Basis == "" {
		err = news.Errorf(news.Invalid, "A takedown needs its legal basis: the law, the court's order, or the right of the person it was about. Without one, kill the story.")
	}
	return o, err
}

// notTakenDown refuses what was taken down.
func (t *turn) notTakenDown(ctx context.Context, a gate.Again) error {
	g, err := t.graves(ctx)
	if err != nil {
		return err
	}
	stone, what, found := g.Find(a)
	if !found {
		return nil
	}
	return refused(what, stone)
}

func refused(what string, s news.Tombstone) error {
	return news.Errorf(news.Conflict, "This was taken down: %s is that of story %d (%s). What was taken down stays down; nothing was made of it. Only who lifts the takedown opens the way.",
		what, s.Story, s.At.Format(time.DateOnly))
}

// mayTake refuses a dispatch of something that was taken down, also if it is marked by
// nobody yet: it came before the takedown, or from another wire.
func (t *turn) mayTake(ctx context.Context, d news.Dispatch) error {
	if d.TakenDown != "" {
		s, err := t.Tombstone(ctx, d.TakenDown)
		if err != nil {
			return err
		}
		return refused("the dispatch", s)
	}
	if !d.Killed.IsZero() {
		return news.Errorf(news.Conflict, "%s killed this dispatch: no story may be made from it.", d.WireName)
	}
	if d.Change == news.ChangeWithheld {
		return news.Errorf(news.Conflict, "%s withholds this dispatch: no story may be made from it before the wire says more.", d.WireName)
	}
	w, err := t.Wire(ctx, d.Wire)
	if err != nil {
		return err
	}
	return t.notTakenDown(ctx, gate.Again{
		Sources: sources(gate.NewPrints(t.key), w, d), Address: d.Link, Texts: gate.DispatchTexts(d),
	})
}

// again is the content as something that may have been here before.
func (t *turn) again(ctx context.Context, c news.Content) (gate.Again, error) {
	a := gate.Again{Texts: gate.Texts(c)}
	ids := []string{}
	if c.Lead != nil {
		ids = append(ids, c.Lead.Picture)
	}
	for _, use := range c.Body.Pictures() {
		ids = append(ids, use.Picture)
	}
	var err error
	a.Hashes, err = t.hashes(ctx, ids)
	return a, err
}

// hashes are those of the pictures' originals; a picture that is not there has none.
func (t *turn) hashes(ctx context.Context, ids []string) (hashes []string, err error) {
	for _, id := range ids {
		p, err := t.Picture(ctx, id)
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, p.Hash)
	}
	return hashes, nil
}

// sources are the prints of the dispatch's name.
func sources(p gate.Prints, w news.Wire, d news.Dispatch) []string {
	return p.Sources(w.Address, d.GUID)
}

// Watch returns a function that says which tombstone stands on a dispatch, "" for none, for
// who keeps dispatches as they arrive.
func (d *Desk) Watch(ctx context.Context, tx *store.Tx) (func(news.Wire, news.Dispatch) string, error) {
	t := &turn{Tx: tx, key: d.key, gate: d.gate}
	g, err := t.graves(ctx)
	if err != nil {
		if _, ok := errors.AsType[*news.Error](err); !ok {
			return nil, err
		}
		slog.ErrorContext(ctx, "copy that arrives is not compared with what was taken down", "err", err)
		g = gate.Graves{}
	}
	return func(w news.Wire, item news.Dispatch) string {
		if g.Yard.Empty() {
			return ""
		}
		s, _, _ := g.Find(gate.Again{Sources: sources(g.Prints, w, item), Address: item.Link, Texts: gate.DispatchTexts(item)})
		return s.ID
	}, nil
}

// takeDown kills the story, or what is left of one that was killed, and sets the tombstone.
func (t *turn) takeDown(ctx context.Context, r *store.Row, q news.Request) (released, error) {
	var order TakedownOrder
	if err := json.Unmarshal(q.Detail, &order); err != nil {
		return released{}, err
	}
	stone, err := t.stone(ctx, *r, order)
	if err != nil {
		return released{}, err
	}
	stone.By, stone.Approved, stone.Reason, stone.Basis = q.By, t.by.Short(), q.Reason, order.Basis
	k := news.Killing{Reason: q.Reason, By: q.By, Approved: t.by.Short()}
	if r.Status == news.Killed {
		if k, err = t.Killing(ctx, r.Number); err != nil {
			return released{}, err
		}
	}
	k.Takedown, k.Basis = stone.ID, order.Basis
	out, err := t.kill(ctx, r, k)
	if err != nil {
		return out, err
	}
	stone.Edition = out.Edition
	for _, s := range r.Sources {
		if err := t.MarkDispatch(ctx, s.Dispatch, stone.ID); err != nil {
			return out, err
		}
	}
	return out, t.set(ctx, stone)
}

// set keeps the tombstone, in the database now and beside it after the commit.
func (t *turn) set(ctx context.Context, s news.Tombstone) error {
	t.stones = append(t.stones, s)
	return t.SaveTombstone(ctx, s)
}

// stone makes the story's tombstone out of everything that readers had of it.
func (t *turn) stone(ctx context.Context, r store.Row, o TakedownOrder) (s news.Tombstone, err error) {
	p := gate.NewPrints(t.key)
	if p.Key() == "" {
		return s, news.Errorf(news.Conflict, "The tombstones have no key. Start the program with --register-key, or with a data folder it may write to.")
	}
	house, err := t.House(ctx)
	if err != nil {
		return s, err
	}
	place := card(r.Story, house)
	s = news.Tombstone{
		ID: newID(), Story: r.Number, Language: place.Language, Section: place.Section, Date: place.Date, Key: p.Key(), At: t.now,
	}
	had, err := t.had(ctx, r)
	if err != nil {
		return s, err
	}
	for _, path := range append(had.paths, place.Path()) {
		s.Addresses = appendNew(s.Addresses, p.Address(path))
	}
	s.Shingles = p.Shingles(had.texts...)
	if !o.KeepPictures {
		hashes, err := t.hashes(ctx, had.pictures)
		if err != nil {
			return s, err
		}
		for _, h := range hashes {
			s.Pictures = appendNew(s.Pictures, p.Picture(h))
		}
	}
	for _, from := range r.Sources {
		d, err := t.Dispatch(ctx, from.Dispatch)
		if err != nil {
			return s, err
		}
		w, err := t.Wire(ctx, d.Wire)
		if err != nil {
			return s, err
		}
		for _, print := range append(sources(p, w, d), p.Address(d.Link)) {
			s.Sources = appendNew(s.Sources, print)
		}
		s.Addresses = appendNew(s.Addresses, p.Address(d.Link))
	}
	return s, nil
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// was is what readers had of a story.
type was struct{ paths, texts, pictures []string }

// had returns what readers had of the story: from the editions, or, where those were wiped
// after a kill, from the legal archive.
func (t *turn) had(ctx context.Context, r store.Row) (w was, err error) {
	changes, err := t.ChangesOf(ctx, r.Number)
	if err != nil {
		return w, err
	}
	for _, c := range changes {
		if c.Story == nil {
			continue
		}
		w.paths = appendNew(w.paths, c.Story.Path())
		for _, s := range gate.PublicTexts(*c.Story) {
			w.texts = appendNew(w.texts, s)
		}
		for _, r := range c.Story.Recordings {
			for _, captions := range r.Captions {
				words, err := t.CaptionWords(ctx, captions.File)
				if err != nil && !store.IsNotFound(err) {
					return w, err
				}
				w.texts = appendNew(w.texts, words)
			}
		}
		pictures := c.Story.Pictures
		if c.Story.Lead != nil {
			pictures = append(slices.Clone(pictures), *c.Story.Lead)
		}
		for _, p := range pictures {
			w.pictures = appendNew(w.pictures, p.ID)
		}
	}
	contents := []news.Content{r.Content}
	if r.Status == news.Killed {
		contents = nil
		revisions, err := t.ArchivedRevisions(ctx, r.ID)
		if err != nil {
			return w, err
		}
		for _, v := range revisions {
			if v.Number == r.PublishedRevision || len(changes) == 0 {
				contents = append(contents, v.Content)
			}
		}
	}
	for _, c := range contents {
		w.texts = append(w.texts, gate.Texts(c)...)
		if c.Lead != nil {
			w.pictures = appendNew(w.pictures, c.Lead.Picture)
		}
		for _, use := range c.Body.Pictures() {
			w.pictures = appendNew(w.pictures, use.Picture)
		}
	}
	return w, nil
}

// LiftTakedown lets the text, the pictures and the sources of what was taken down in again.
// The story itself stays gone: its number is never used again.
func (d *Desk) LiftTakedown(ctx context.Context, by news.Person, id, reason string) (news.Tombstone, error) {
	if err := errors.Join(by.May(news.LiftTakedown), by.Prove(news.LiftTakedown)); err != nil {
		return news.Tombstone{}, err
	}
	reason, err := needed(news.LiftTakedown, reason)
	if err != nil {
		return news.Tombstone{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Tombstone, error) {
		s, err := t.Tombstone(ctx, id)
		if err != nil {
			return s, err
		}
		if !s.Lifted.IsZero() {
			return s, news.Errorf(news.Conflict, "%s lifted this takedown already.", s.LiftedBy.Name)
		}
		s.Lifted, s.LiftedBy, s.LiftReason = t.now, by.Short(), reason
		if err := t.UnmarkDispatches(ctx, id); err != nil {
			return s, err
		}
		if err := t.set(ctx, s); err != nil {
			return s, err
		}
		return s, t.record(ctx, news.LiftTakedown, object(s.Story), stoned{Tombstone: id, Note: reason})
	})
}

// stoned is the detail of a record about a tombstone.
type stoned struct {
	Tombstone string `json:"tombstone"`
	Print     string `json:"print,omitempty"` // SHA-256 of the tombstone
	Note      string `json:"note,omitempty"`
	Edition   int64  `json:"edition,omitempty"`
	Again     bool   `json:"again,omitempty"` // it came back, and was taken away once more
}

// Bury brings the database up to the tombstones that are kept beside it, which it lacks if
// it is older than they are: the story of each is taken from readers once more, and its
// number is not used again. It returns every tombstone that the database has then.
func (d *Desk) Bury(ctx context.Context, beside []news.Tombstone) ([]news.Tombstone, error) {
	for _, s := range beside {
		if err := d.buryOne(ctx, s); err != nil {
			return nil, fmt.Errorf("take story %d down again: %w", s.Story, err)
		}
	}
	all, err := d.db.Tombstones(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tombstones: %w", err)
	}
	for _, s := range all { // a table alone can be put back too
		if !slices.ContainsFunc(beside, func(o news.Tombstone) bool { return o.ID == s.ID }) {
			if err := d.buryOne(ctx, s); err != nil {
				return nil, fmt.Errorf("take story %d down again: %w", s.Story, err)
			}
		}
	}
	return all, nil
}

func (d *Desk) buryOne(ctx context.Context, s news.Tombstone) error {
	again, err := do(context.WithValue(ctx, keyedContext{}, nil), d, Stet, func(t *turn) (again bool, err error) {
		t.quiet = true
		known, err := t.Tombstone(ctx, s.ID)
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.NotFound {
			known, again = s, true
		} else if err != nil {
			return false, err
		} else if both, same := known.With(s); !same {
			known, again = both, true
		}
		if again {
			if err := t.SaveTombstone(ctx, known); err != nil {
				return false, err
			}
		}
		if err := t.LiftStories(ctx, s.Story); err != nil {
			return false, err
		}
		gone, edition, err := t.away(ctx, s)
		if err != nil || !gone && !again {
			return false, err
		}
		t.quiet = false
		print, err := fingerprint(known)
		if err != nil {
			return false, err
		}
		return gone, t.record(ctx, news.TakeDown, object(s.Story), stoned{Tombstone: s.ID, Print: print, Edition: edition, Again: true})
	})
	if err == nil && again {
		slog.WarnContext(ctx, "a story that was taken down had come back, and was taken down again", "story", s.Story, "tombstone", s.ID)
	}
	return err
}

// WipeKilled takes what killed stories said out of the editions, as soon as everybody who is
// told of editions was told that they are gone.
func (d *Desk) WipeKilled(ctx context.Context) error {
	numbers, err := d.db.Unwiped(ctx)
	if err != nil {
		return fmt.Errorf("find killed stories whose text is in the editions: %w", err)
	}
	for _, n := range numbers {
		_, err := do(context.WithValue(ctx, keyedContext{}, nil), d, Stet, func(t *turn) (int, error) {
			t.quiet = true
			wiped, err := t.Wipe(ctx, n)
			if err != nil || wiped == 0 {
				return 0, err
			}
			return wiped, t.record(ctx, news.Wipe, object(n), map[string]int{"editions": wiped})
		})
		if err != nil {
			return fmt.Errorf("wipe story %d: %w", n, err)
		}
	}
	return nil
}
