package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// act is what a request does once a second person approves it.
type act struct {
	// covers is what the request is about, as it is: if that changes before somebody
	// approves, the approval is refused.
	covers func(store.Row) any
	do     func(context.Context, *turn, *store.Row, news.Request) (released, error)
}

// acts has the act of every verb that news.NeedsTwo. It is a function and not a variable
// because what it does may ask for an approval again.
func acts() map[news.Verb]act {
	return map[news.Verb]act{
		news.Kill: { // a save of the working copy must not stop a kill
			covers: func(r store.Row) any { return []any{r.ID, r.PublishedRevision, len(r.Corrections)} },
			do: func(ctx context.Context, t *turn, r *store.Row, q news.Request) (released, error) {
				return t.kill(ctx, r, news.Killing{Reason: q.Reason, By: q.By, Approved: t.by.Short()})
			},
		},
		news.TakeDown: {
			covers: func(r store.Row) any { return []any{r.ID, r.PublishedRevision, len(r.Corrections)} },
			do: func(ctx context.Context, t *turn, r *store.Row, q news.Request) (released, error) {
				return t.takeDown(ctx, r, q)
			},
		},
		news.BreakEmbargo: {
			covers: func(r store.Row) any { return []any{r.ID, r.Revision, r.Content, r.Embargo, r.Checks} },
			do: func(ctx context.Context, t *turn, r *store.Row, q news.Request) (released, error) {
				var out Out
				if err := json.Unmarshal(q.Detail, &out); err != nil {
					return released{}, err
				}
				if err := t.copyGate(ctx, r); err != nil {
					return released{}, err
				}
				until := r.Embargo
				r.Embargo = time.Time{}
				detail, err := t.release(ctx, r, edition.Published, news.Version{Kind: news.FirstVersion}, out)
				detail.Note, detail.Broken = q.Reason, until
				return detail, err
			},
		},
	}
}

// Approval is what somebody asks a second person to approve.
type Approval struct {
	Verb   news.Verb     `json:"verb"` // kill, take_down or break_embargo
	Reason string        `json:"reason"`
	Out    Out           `json:"out,omitzero"`   // how the story goes out, if it does
	Order  TakedownOrder `json:"order,omitzero"` // what asks for a takedown, if it is one
}

// detail is what the request keeps of it.
func (a Approval) detail() (json.RawMessage, error) {
	if a.Verb == news.TakeDown {
		return json.Marshal(a.Order)
	}
	a.Out.Revision = 0 // covers says which it is
	return json.Marshal(a.Out)
}

// requested is the detail of a record about a request.
type requested struct {
	Request string    `json:"request"`
	Verb    news.Verb `json:"asked_for"`
	Note    string    `json:"note,omitempty"`
	Until   time.Time `json:"until,omitzero"`
	Asked   string    `json:"asked,omitempty"` // who asked, in the record of an answer
}

// AskApproval asks a second person to approve what nobody may do alone to the story. It does
// nothing else; Answer does it.
func (d *Desk) AskApproval(ctx context.Context, by news.Person, number int64, a Approval) (news.Request, error) {
	what, ok := acts()[a.Verb]
	if !ok {
		return news.Request{}, news.Errorf(news.Invalid, "Only a kill, a takedown and the breaking of an embargo take a second person; %q does not.", string(a.Verb))
	}
	if err := by.May(a.Verb); err != nil {
		return news.Request{}, err
	}
	reason, err := needed(a.Verb, a.Reason)
	if err != nil {
		return news.Request{}, err
	}
	if a.Verb == news.TakeDown {
		if a.Order, err = a.Order.clean(); err != nil {
			return news.Request{}, err
		}
	}
	if err := errors.Join(checkMinutes(a.Out.Minutes), d.expireRequests(ctx)); err != nil {
		return news.Request{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Request, error) {
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Request{}, err
		}
		if err := errors.Join(by.MayOn(a.Verb, r.Story), by.Prove(a.Verb), seen(&r, a.Out.Revision), r.Check(a.Verb, t.now)); err != nil {
			return news.Request{}, err
		}
		if err := t.alreadyAsked(ctx, number, a.Verb); err != nil {
			return news.Request{}, err
		}
		q := news.Request{
			ID: newID(), Verb: a.Verb, Story: number, Reason: reason, By: by.Short(), At: t.now, Until: t.now.Add(news.RequestLife), State: news.RequestAsked,
		}
		if q.Detail, err = a.detail(); err != nil {
			return q, err
		}
		if q.Covers, err = fingerprint(what.covers(r)); err != nil {
			return q, err
		}
		if err := t.AddRequest(ctx, q); err != nil {
			return q, err
		}
		if err := t.tellOfRequest(ctx, r.Story, q); err != nil {
			return q, err
		}
		return q, t.record(ctx, news.AskApproval, object(number), requested{Request: q.ID, Verb: q.Verb, Note: reason, Until: q.Until})
	})
}

func (t *turn) alreadyAsked(ctx context.Context, number int64, verb news.Verb) error {
	open, err := t.OpenRequests(ctx, number)
	if err != nil {
		return err
	}
	for _, q := range open {
		if q.Verb == verb {
			return news.Errorf(news.Conflict, "%s asked for this already, and it waits for a second person until %s.", q.By.Name, q.Until.Format(time.RFC3339))
		}
	}
	return nil
}

// Answer is what a second person says to a request.
type Answer struct {
	Approve bool   `json:"approve"`
	Note    string `json:"note,omitempty"`
}

// Answer approves a request, which does what was asked for in the same transaction, or
// refuses it. What was changed since it was asked for cannot be approved.
func (d *Desk) Answer(ctx context.Context, by news.Person, id string, a Answer) (news.Request, error) {
	note, err := news.CleanNote("note", a.Note)
	if err != nil {
		return news.Request{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Request, error) {
		q, err := t.Request(ctx, id)
		if err != nil {
			return q, err
		}
		r, err := t.Story(ctx, q.Story)
		if err != nil {
			return q, err
		}
		if err := errors.Join(by.MayAnswer(q, r.Story), by.Prove(news.ApprovalOf(q.Verb)), q.Open(t.now)); err != nil {
			return q, err
		}
		q.Answer, q.Answered, q.Note, q.State = by.Short(), t.now, note, news.RequestRefused
		if a.Approve {
			q.State = news.RequestApproved
			return q, t.approve(ctx, q, r)
		}
		if err := t.AnswerRequest(ctx, q); err != nil {
			return q, err
		}
		return q, t.record(ctx, news.RefuseRequest, object(q.Story), requested{Request: q.ID, Verb: q.Verb, Note: note, Asked: q.By.Name})
	})
}

// approve does what was asked for.
func (t *turn) approve(ctx context.Context, q news.Request, r store.Row) error {
	what := acts()[q.Verb]
	covers, err := fingerprint(what.covers(r))
	if err != nil {
		return err
	}
	if covers != q.Covers {
		return news.Errorf(news.Conflict, "The story was changed since %s asked. Nothing was done: read it, and let %s ask again.", q.By.Name, q.By.Name)
	}
	_, err = t.apply(ctx, &r, q.Verb, func(t *turn, r *store.Row) (any, error) {
		out, err := what.do(ctx, t, r, q)
		if err != nil {
			return nil, err
		}
		return decided{released: out, Request: q.ID, Asked: q.By.Name, Approved: t.by.Name}, t.AnswerRequest(ctx, q)
	})
	return err
}

// Drop takes back what the person asked for.
func (d *Desk) Drop(ctx context.Context, by news.Person, id string) (news.Request, error) {
	return do(ctx, d, by, func(t *turn) (news.Request, error) {
		q, err := t.Request(ctx, id)
		if err != nil {
			return q, err
		}
		if q.By.ID != by.ID {
			return q, news.Errorf(news.Forbidden, "%s asked for this; only they can take it back. You can refuse it.", q.By.Name)
		}
		if err := q.Open(t.now); err != nil {
			return q, err
		}
		q.State, q.Answered = news.RequestDropped, t.now
		if err := t.AnswerRequest(ctx, q); err != nil {
			return q, err
		}
		return q, t.record(ctx, news.DropRequest, object(q.Story), requested{Request: q.ID, Verb: q.Verb})
	})
}

// expireRequests closes the requests that nobody answered in time.
func (d *Desk) expireRequests(ctx context.Context) error {
	overdue, err := d.db.OverdueRequests(ctx)
	if err != nil {
		return fmt.Errorf("find requests that nobody answered: %w", err)
	}
	for _, q := range overdue {
		_, err := do(context.WithValue(ctx, keyedContext{}, nil), d, Stet, func(t *turn) (news.Request, error) {
			q, err := t.Request(ctx, q.ID)
			if err != nil || q.State != news.RequestAsked {
				return q, err // another node was first
			}
			q.State, q.Answered = news.RequestExpired, t.now
			if err := t.AnswerRequest(ctx, q); err != nil {
				return q, err
			}
			return q, t.record(ctx, news.ExpireRequest, object(q.Story), requested{Request: q.ID, Verb: q.Verb, Asked: q.By.Name})
		})
		if err != nil {
			return fmt.Errorf("let request %s expire: %w", q.ID, err)
		}
	}
	return nil
}
