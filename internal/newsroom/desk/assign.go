package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Assignment is who is to write a story, by when, and how long.
type Assignment struct {
	Person string    `json:"person"`           // ID
	Due    time.Time `json:"due,omitzero"`     // zero: when they like
	Length int       `json:"length,omitempty"` // words; 0: as it comes
	Note   string    `json:"note,omitempty"`   // what the desk wants, for the log
}

// mostLength is the most words that a desk may expect.
const mostLength = 50_000

// assigned is the detail of a record about an assignment or a move.
type assigned struct {
	Revision int64     `json:"revision"`
	To       string    `json:"to"`               // name of the person or slug of the desk
	Person   string    `json:"person,omitempty"` // ID
	From     string    `json:"from,omitempty"`
	Due      time.Time `json:"due,omitzero"`
	Length   int       `json:"length,omitempty"`
	Note     string    `json:"note,omitempty"`
}

// Assign gives the story to somebody to write.
func (d *Desk) Assign(ctx context.Context, by news.Person, number int64, a Assignment) (news.Story, error) {
	a, err := a.clean()
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Assign, func(t *turn, r *store.Row) (any, error) {
		return t.assign(ctx, r, a)
	})
}

func (a Assignment) clean() (Assignment, error) {
	var err error
	if a.Note, err = news.CleanNote("note", a.Note); err != nil {
		return a, err
	}
	if a.Length < 0 || a.Length > mostLength {
		return a, news.Errorf(news.Invalid, "A story is expected to have from 1 to %d words; %d is not.", mostLength, a.Length)
	}
	return a, nil
}

// assign makes the row the story of whom a names.
func (t *turn) assign(ctx context.Context, r *store.Row, a Assignment) (assigned, error) {
	to, err := t.Person(ctx, a.Person)
	if err != nil {
		return assigned{}, err
	}
	if err := to.May(news.Save); err != nil {
		return assigned{}, news.Errorf(news.Invalid, "%s does not write stories. Assign it to somebody who does.", to.Name)
	}
	from := r.Owner.Name
	r.Owner, r.Due, r.Length = to.Short(), a.Due.UTC().Truncate(time.Microsecond), a.Length
	return assigned{Revision: r.Revision, To: to.Name, Person: to.ID, From: from, Due: r.Due, Length: a.Length, Note: a.Note}, nil
}

// Move gives the story to another desk.
func (d *Desk) Move(ctx context.Context, by news.Person, number int64, desk, note string) (news.Story, error) {
	note, err := news.CleanNote("note", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Move, func(t *turn, r *store.Row) (any, error) {
		house, err := t.House(ctx)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(house.Desks, func(d news.Desk) bool { return d.Slug == desk }) {
			return nil, news.Errorf(news.Invalid, "There is no desk %q.", desk)
		}
		if desk == r.Desk {
			return nil, news.Errorf(news.Conflict, "The story is with that desk already.")
		}
		from := r.Desk
		r.Desk = desk
		return assigned{Revision: r.Revision, To: desk, From: from, Note: note}, nil
	})
}

// Tag adds a topic to the story's newest text.
func (d *Desk) Tag(ctx context.Context, by news.Person, number int64, topic string) (news.Story, error) {
	if topic, _ = news.CleanLine("topic", topic, 500); topic == "" {
		return news.Story{}, news.Errorf(news.Invalid, "Say which topic.")
	}
	return d.change(ctx, by, number, news.Save, func(t *turn, r *store.Row) (any, error) {
		if slices.Contains(r.Content.Topics, topic) {
			return nil, news.Errorf(news.Conflict, "The story has the topic already.")
		}
		house, err := t.House(ctx)
		if err != nil {
			return nil, err
		}
		c := r.Content
		c.Topics = append(slices.Clone(c.Topics), topic)
		if r.Content, err = c.Clean(house); err != nil {
			return nil, err
		}
		r.Revision++
		return t.keep(ctx, r, "Topic: "+topic)
	})
}

// Checked is the state that a check of a story comes to.
type Checked struct {
	Check news.Check      `json:"check"`
	State news.CheckState `json:"state"` // needed, done, or empty for not applicable
	Note  string          `json:"note,omitempty"`
}

// SetCheck says that a check of the story is needed, done, or not needed. A story that was
// ready or scheduled goes back to the desk when one is needed.
func (d *Desk) SetCheck(ctx context.Context, by news.Person, number int64, c Checked) (news.Story, error) {
	verb, err := c.Check.Verb(c.State)
	if err != nil {
		return news.Story{}, err
	}
	note, err := news.CleanNote("note", c.Note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, verb, func(_ *turn, r *store.Row) (any, error) {
		r.Checks = r.Checks.With(c.Check, c.State)
		if c.State == news.Needed && r.Status == news.Scheduled {
			r.PublishAt, r.Plan = time.Time{}, json.RawMessage("{}")
		}
		return noted{Revision: r.Revision, Note: note, Kind: string(c.State)}, nil
	})
}
