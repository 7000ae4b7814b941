package desk

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
	"github.com/stet-news/stet/internal/store"
)

// UseRegisterKey gives the desk the key of the register of protected identities. It is to
// be called before the desk is used; without a key the register cannot be written, and if
// it has entries nothing goes out.
func (d *Desk) UseRegisterKey(key []byte) {
	d.key, d.gate = slices.Clone(key), &gatehouse{}
}

// gatehouse is what the gate keeps from one turn to the next. Any number of turns use it.
type gatehouse struct {
	memory gate.Memory

	mu       sync.Mutex
	register gate.Register
	revision int64     // of the register; 0 for none that was read
	until    time.Time // when an entry of it ends; zero for never
	yard     *gate.Yard
	mark     int64 // of the tombstones in the yard
}

// proof is what the database keeps of the key.
func proof(key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("stet: the key of the register"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// pass is the gate: it returns a *news.BlockedError if the change may not leave. Every
// change that readers get goes through it, in publish. What only takes away from readers
// passes: nothing may stand in the way of that.
func (t *turn) pass(ctx context.Context, c edition.Change) error {
	if t.takesAway {
		return nil
	}
	rules, err := t.rules(ctx)
	if err != nil {
		return err
	}
	rules.Pictures = t.pictures
	var left []news.Hit
	for _, h := range rules.Hits(c) {
		held, err := t.HeldBack(ctx, h.Key)
		if e, ok := errors.AsType[*news.Error](err); err != nil && (!ok || e.Kind != news.NotFound) {
			return err
		}
		if h.Kind == news.HitTakenDown || held.State != news.HeldReleased {
			left = append(left, h)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return news.Blocked(left)
}

// rules are what the gate goes by in this transaction.
func (t *turn) rules(ctx context.Context) (r gate.Rules, err error) {
	if r.Graves, err = t.graves(ctx); err != nil {
		return r, err
	}
	r.Memory = &t.gate.memory
	r.Register, err = t.register(ctx)
	return r, err
}

// register returns the register as this transaction sees it: read anew only if it is
// another one than that of the turn before.
func (t *turn) register(ctx context.Context) (gate.Register, error) {
	proof, revision, err := t.RegisterKey(ctx)
	if err != nil || revision == 0 { // nobody was ever written into it
		return gate.Register{}, err
	}
	g := t.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.revision == revision && (g.until.IsZero() || t.now.Before(g.until)) {
		return g.register, nil
	}
	entries, err := t.Protected(ctx)
	if err != nil {
		return gate.Register{}, err
	}
	entries = slices.DeleteFunc(entries, func(p news.Protected) bool { return !p.Until.IsZero() && !t.now.Before(p.Until) })
	if len(entries) > 0 && !t.keyFits(proof) {
		return gate.Register{}, errNoKey
	}
	g.register, g.revision, g.until = gate.NewRegister(t.key, entries), revision, time.Time{}
	for _, e := range entries {
		if !e.Until.IsZero() && (g.until.IsZero() || e.Until.Before(g.until)) {
			g.until = e.Until
		}
	}
	return g.register, nil
}

var errNoKey = news.Errorf(news.Conflict, "The register of protected identities cannot be read: its key is not there, or is another one. Nothing goes out until the key's file is back; see --register-key.")

// keyFits reports whether our key is the register's: under another nobody would be found.
func (t *turn) keyFits(was string) bool { return len(t.key) > 0 && (was == "" || was == proof(t.key)) }

// Withheld reports of each text whether the gate holds it: for what leaves the house without
// being for readers, as an e-mail to somebody who works here. It fails where the register
// cannot be read.
func (d *Desk) Withheld(ctx context.Context, texts []string) (held []bool, err error) {
	err = d.db.Tx(ctx, func(tx *store.Tx) error {
		c, err := d.readClocks(ctx, tx.Now)
		if err != nil {
			return err
		}
		t := &turn{Tx: tx, by: Stet, now: c.db, clocks: c, key: d.key, gate: d.gate}
		register, err := t.register(ctx)
		if err != nil {
			return err
		}
		rules := gate.Rules{Register: register, Memory: &d.gate.memory}
		held = make([]bool, len(texts))
		for i, text := range texts {
			held[i] = rules.Holds(text)
		}
		return nil
	})
	return held, err
}

// blocked keeps on record that the gate let something not leave, if err says so, and
// returns err.
func (d *Desk) blocked(ctx context.Context, by news.Person, err error) error {
	b, ok := errors.AsType[*news.BlockedError](err)
	if !ok {
		return err
	}
	_, noted := do(context.WithValue(ctx, keyedContext{}, nil), d, by, func(t *turn) (int, error) {
		for _, h := range b.Hits {
			held, err := t.HeldBack(ctx, h.Key)
			if err != nil {
				held = news.Held{State: news.HeldBlocked, First: by.Short()}
			}
			if held.Authors, err = t.authors(ctx, h.Story); err != nil {
				return 0, err
			}
			held.Hit, held.At = h, t.now
			if err := t.SaveHeld(ctx, held); err != nil {
				return 0, err
			}
		}
		return 0, t.record(ctx, news.HeldBack, "gate", b.Hits)
	})
	if noted != nil {
		slog.ErrorContext(ctx, "what the gate held is not on record", "err", noted)
	}
	return err
}

// authors are who wrote the story as it is: whose it is, and who saved it last.
func (t *turn) authors(ctx context.Context, number int64) ([]news.Person, error) {
	if number == 0 {
		return nil, nil
	}
	r, err := t.Story(ctx, number)
	if store.IsNotFound(err) { // it would have come to be with what was held
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	people := []news.Person{r.Owner.Short()}
	last, err := t.Revision(ctx, r.ID, r.Revision)
	if err == nil && last.By.ID != r.Owner.ID && last.By.ID != "" {
		people = append(people, last.By.Short())
	}
	if store.IsNotFound(err) {
		err = nil
	}
	return people, err
}

// AskRelease asks a second person to release what the gate held under the key.
func (d *Desk) AskRelease(ctx context.Context, by news.Person, key, reason string) (news.Held, error) {
	if err := by.May(news.AskRelease); err != nil {
		return news.Held{}, err
	}
	reason, err := needed(news.AskRelease, reason)
	if err != nil {
		return news.Held{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Held, error) {
		h, err := t.HeldBack(ctx, key)
		switch {
		case err != nil:
			return h, err
		case h.Kind == news.HitTakenDown:
			return h, news.Errorf(news.Conflict, "What was taken down is not released; lift the takedown.")
		case h.State == news.HeldReleased:
			return h, news.Errorf(news.Conflict, "%s released this already. Publish it again.", h.Answer.Name)
		case h.State == news.HeldAsked:
			return h, news.Errorf(news.Conflict, "%s asks for this already.", h.By.Name)
		}
		if err := t.nameless(ctx, reason); err != nil {
			return h, err
		}
		h.State, h.Reason, h.By, h.Asked, h.Answer, h.Answered, h.Note = news.HeldAsked, reason, by.Short(), t.now, news.Person{}, time.Time{}, ""
		if err := t.SaveHeld(ctx, h); err != nil {
			return h, err
		}
		n := news.Notice{ID: newID(), Kind: news.NoticeApproval, Title: h.Words(), Text: reason, By: by.Short(), At: t.now}
		if err := t.send(ctx, n, func(p news.Person) bool { return p.MayRelease(h) == nil }); err != nil {
			return h, err
		}
		return h, t.record(ctx, news.AskRelease, "held/"+key, h)
	})
}

// AnswerRelease releases what the gate held under the key, or refuses to. It takes somebody
// who neither asked for it nor did what was held; then the same words may leave by the same
// exit.
func (d *Desk) AnswerRelease(ctx context.Context, by news.Person, key string, a Answer) (news.Held, error) {
	note, err := news.CleanNote("note", a.Note)
	if err != nil {
		return news.Held{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Held, error) {
		h, err := t.HeldBack(ctx, key)
		if err != nil {
			return h, err
		}
		if err := errors.Join(by.MayRelease(h), by.Prove(news.ReleaseHeld)); err != nil {
			return h, err
		}
		if err := t.nameless(ctx, note); err != nil {
			return h, err
		}
		h.State, h.Answer, h.Answered, h.Note = news.HeldRefused, by.Short(), t.now, note
		if a.Approve {
			h.State = news.HeldReleased
		}
		if err := t.SaveHeld(ctx, h); err != nil {
			return h, err
		}
		n := news.Notice{ID: newID(), Kind: news.NoticeAnswer, Title: h.Words(), Text: note, By: by.Short(), At: t.now}
		if err := t.send(ctx, n, only(h.By)); err != nil {
			return h, err
		}
		return h, t.record(ctx, news.ReleaseHeld, "held/"+key, h)
	})
}

// Protect is somebody for the register of protected identities.
type Protect struct {
	Label     string    `json:"label"` // what they are called among us; never their name
	Basis     string    `json:"basis"` // the law, or the court's order
	Spellings []string  `json:"spellings"`
	Until     time.Time `json:"until,omitzero"`
}

// AddProtected writes somebody into the register. Their names are hashed and forgotten.
func (d *Desk) AddProtected(ctx context.Context, by news.Person, p Protect) (news.Protected, error) {
	if err := errors.Join(by.May(news.ManageRegister), by.Prove(news.ManageRegister)); err != nil {
		return news.Protected{}, err
	}
	e := news.Protected{ID: newID(), Until: p.Until}
	var err error
	if e.Label, err = news.CleanLine("label", p.Label, 100); err != nil {
		return e, err
	}
	if e.Basis, err = news.CleanLine("legal basis", p.Basis, 200); err != nil {
		return e, err
	}
	if e.Label == "" || e.Basis == "" {
		return e, news.Errorf(news.Invalid, "An entry of the register needs a label, which is not the name, and the legal basis.")
	}
	if len(d.key) == 0 {
		return e, news.Errorf(news.Conflict, "The register has no key. Start the program with --register-key, or with a data folder it may write to.")
	}
	spellings := slices.DeleteFunc(slices.Clone(p.Spellings), func(s string) bool { return news.CleanText(s) == "" })
	if len(spellings) == 0 {
		return e, news.Errorf(news.Invalid, "Write at least one name, best in both scripts, and nicknames.")
	}
	if err = gate.Hash(d.key, &e, spellings); err != nil {
		return e, err
	}
	if len(gate.NewRegister(d.key, []news.Protected{e}).In(e.Label+"\n"+e.Basis)) > 0 {
		return e, news.Errorf(news.Invalid, "The label or the legal basis has the name in it. They are shown; write what does not tell who it is.")
	}
	return do(d.unguessable(ctx), d, by, func(t *turn) (news.Protected, error) {
		e.At, e.By = t.now, by.Short()
		was, _, err := t.RegisterKey(ctx)
		if err != nil {
			return e, err
		}
		if !t.keyFits(was) {
			return e, errNoKey
		}
		if was == "" {
			if err := t.SetRegisterKey(ctx, proof(d.key)); err != nil {
				return e, err
			}
		}
		if err := t.SaveProtected(ctx, e); err != nil {
			return e, err
		}
		return e, t.record(ctx, news.ManageRegister, "protected/"+e.ID, map[string]any{"after": shown(e)})
	})
}

// unguessable returns the context with a fingerprint of what was sent that nobody can try
// names against who has not the register's key: it is kept in the database.
func (d *Desk) unguessable(ctx context.Context) context.Context {
	k, once := ctx.Value(keyedContext{}).(keyed)
	if !once {
		return ctx
	}
	mac := hmac.New(sha256.New, d.key)
	mac.Write([]byte("stet: a request\x00" + k.fingerprint))
	return WithKey(ctx, k.key, hex.EncodeToString(mac.Sum(nil)))
}

// nameless refuses words for the log that have a name of the register in them.
func (t *turn) nameless(ctx context.Context, words string) error {
	r, err := t.register(ctx)
	if err != nil {
		return err
	}
	if len(r.In(words)) > 0 {
		return news.Errorf(news.Invalid, "The reason names somebody whom the register protects, and it is kept in the log. Write it without the name.")
	}
	return nil
}

// RemoveProtected takes somebody out of the register.
func (d *Desk) RemoveProtected(ctx context.Context, by news.Person, id, reason string) (news.Protected, error) {
	if err := errors.Join(by.May(news.ManageRegister), by.Prove(news.ManageRegister)); err != nil {
		return news.Protected{}, err
	}
	reason, err := needed(news.ManageRegister, reason)
	if err != nil {
		return news.Protected{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Protected, error) {
		if err := t.nameless(ctx, reason); err != nil {
			return news.Protected{}, err
		}
		e, err := t.Tx.RemoveProtected(ctx, id)
		if err != nil {
			return e, err
		}
		return e, t.record(ctx, news.ManageRegister, "protected/"+id, map[string]any{"before": shown(e), "note": reason})
	})
}

// shown is what the log keeps of an entry.
func shown(e news.Protected) map[string]any {
	return map[string]any{"label": e.Label, "basis": e.Basis, "until": e.Until}
}
