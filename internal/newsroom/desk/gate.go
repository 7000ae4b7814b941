package desk

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/gate"
)

// UseRegisterKey gives the desk the key of the register of protected identities. It is to
// be called before the desk is used; without a key the register cannot be written, and if
// it has entries nothing goes out.
func (d *Desk) UseRegisterKey(key []byte) { d.key = slices.Clone(key) }

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
	if r.Graves, err = t.Tombstones(ctx); err != nil {
		return r, err
	}
	entries, err := t.Protected(ctx)
	if err != nil {
		return r, err
	}
	entries = slices.DeleteFunc(entries, func(p news.Protected) bool { return !p.Until.IsZero() && !t.now.Before(p.Until) })
	if len(entries) == 0 {
		return r, nil
	}
	if err := t.checkKey(ctx); err != nil {
		return r, err
	}
	r.Register = gate.NewRegister(t.key, entries)
	return r, nil
}

// checkKey refuses a key that is not the register's: under it nobody would be found.
func (t *turn) checkKey(ctx context.Context) error {
	was, err := t.RegisterKey(ctx)
	if err != nil {
		return err
	}
	if len(t.key) == 0 || was != "" && was != proof(t.key) {
		return news.Errorf(news.Conflict, "The register of protected identities cannot be read: its key is not there, or is another one. Nothing goes out until the key's file is back; see --register-key.")
	}
	return nil
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
		h.State, h.Reason, h.By, h.Asked, h.Answer, h.Answered, h.Note = news.HeldAsked, reason, by.Short(), t.now, news.Person{}, time.Time{}, ""
		if err := t.SaveHeld(ctx, h); err != nil {
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
		h.State, h.Answer, h.Answered, h.Note = news.HeldRefused, by.Short(), t.now, note
		if a.Approve {
			h.State = news.HeldReleased
		}
		if err := t.SaveHeld(ctx, h); err != nil {
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
	if e.Words, e.Hashes, err = gate.Hash(d.key, spellings); err != nil {
		return e, err
	}
	if len(gate.NewRegister(d.key, []news.Protected{e}).In(e.Label+"\n"+e.Basis)) > 0 {
		return e, news.Errorf(news.Invalid, "The label or the legal basis has the name in it. They are shown; write what does not tell who it is.")
	}
	return do(ctx, d, by, func(t *turn) (news.Protected, error) {
		e.At, e.By = t.now, by.Short()
		if err := t.checkKey(ctx); err != nil {
			return e, err
		}
		if was, err := t.RegisterKey(ctx); err != nil {
			return e, err
		} else if was == "" {
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
