package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Start is what a new story starts with.
type Start struct {
	Desk    string       `json:"desk"` // slug; empty for the person's own
	Content news.Content `json:"content"`
	// Idea says that nobody writes it yet.
	Idea bool `json:"idea,omitempty"`
	// Embargo is the time before which no reader may have it; zero is none.
	Embargo time.Time `json:"embargo,omitzero"`
	// From is the address at which it stands elsewhere, "" for none.
	From string `json:"from,omitempty"`
}

// Take is how a dispatch is taken.
type Take struct {
	Desk     string        `json:"desk,omitempty"`     // slug; empty for the person's own
	Language news.Language `json:"language,omitempty"` // empty for the dispatch's
	Section  string        `json:"section,omitempty"`
	WithText bool          `json:"with_text,omitempty"` // start from the wire's text; else from an empty body
	// Alone refuses with a TakenError if another took it, or another dispatch of the same event, in the last ten minutes.
	Alone bool `json:"alone,omitempty"`
	// For is who is to write it, in the same transaction; nil is whoever takes it.
	For *Assignment `json:"for,omitempty"`
}

// written is the detail of a record about text.
type written struct {
	Revision int64  `json:"revision"`
	Content  string `json:"content"` // SHA-256
	Label    string `json:"label,omitempty"`
	Dispatch string `json:"dispatch,omitempty"`
	Version  int64  `json:"version,omitempty"`
	// For is to whom it was given as it began.
	For *assigned `json:"for,omitempty"`
}

// Create starts a story, owned by the person.
func (d *Desk) Create(ctx context.Context, by news.Person, n Start) (news.Story, error) {
	if err := by.May(news.CreateStory); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		return t.create(ctx, news.CreateStory, n, nil, nil)
	})
}

// Take starts a story from a dispatch and links the two.
func (d *Desk) Take(ctx context.Context, by news.Person, dispatch string, how Take) (news.Story, error) {
	if err := by.May(news.TakeDispatch); err != nil {
		return news.Story{}, err
	}
	if how.For != nil {
		a, err := how.For.clean()
		if err != nil {
			return news.Story{}, err
		}
		if err := by.May(news.Assign); err != nil {
			return news.Story{}, err
		}
		how.For = &a
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		source, err := t.Dispatch(ctx, dispatch)
		if err != nil {
			return news.Story{}, err
		}
		if err := t.mayTake(ctx, source); err != nil {
			return news.Story{}, err
		}
		if how.Alone {
			if err := t.notTaken(ctx, source); err != nil {
				return news.Story{}, err
			}
		}
		house, err := t.House(ctx)
		if err != nil {
			return news.Story{}, err
		}
		n := Start{Desk: how.Desk, Content: takenContent(house, source, how)}
		if source.Embargo.After(t.now) {
			n.Embargo = source.Embargo
		}
		return t.create(ctx, news.TakeDispatch, n, &source, how.For)
	})
}

// takenContent is what a story begins with that is made of the dispatch.
func takenContent(house news.House, source news.Dispatch, how Take) news.Content {
	c := news.Content{Language: how.Language, Section: how.Section, Headline: source.Headline, Credit: cmp.Or(source.Credit, "With "+source.WireName)}
	for _, l := range []news.Language{source.Language, house.Languages[0]} {
		if c.Language == "" {
			c.Language = l
		}
	}
	if c.Language == news.Bangla && source.Credit == "" {
		c.Credit = "সূত্র: " + source.WireName
	}
	if how.WithText {
		c.Body = source.Body
	}
	return c
}

// Moved is a story that was published elsewhere and moves in.
type Moved struct {
	Start
	Published time.Time // when readers first had it, there
	Draft     bool      // leave it with its desk instead of putting it before readers
	// Address is what a move that goes on finds the story by; "" for none.
	Address string
}

// Import moves in a story that was published elsewhere: readers have it at once, under
// the time it was first published, or it is a draft.
func (d *Desk) Import(ctx context.Context, by news.Person, m Moved) (news.Story, error) {
	if err := by.May(news.ImportStory); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		if m.Draft {
			s, err := t.create(ctx, news.ImportStory, m.Start, nil, nil)
			if err != nil {
				return s, err
			}
			return s, t.keepOld(ctx, m.Address, s.Number)
		}
		m.Published = m.Published.UTC().Truncate(time.Microsecond)
		if m.Published.IsZero() || m.Published.After(t.now) {
			return news.Story{}, news.Errorf(news.Invalid, "A story that moves in must say when it was published, and that must be past.")
		}
		r, kept, err := t.start(ctx, m.Start, "Moved in")
		if err != nil {
			return news.Story{}, err
		}
		r.Status = news.Ready
		if err := r.CheckMoved(t.now); err != nil {
			return news.Story{}, err
		}
		r.Status, r.Published, r.Turn = news.Live, m.Published, r.Turn+1
		detail, err := t.release(ctx, &r, edition.Published, news.Version{Kind: news.FirstVersion}, Out{})
		if err != nil {
			return news.Story{}, err
		}
		if err := errors.Join(t.Write(ctx, r), t.keepOld(ctx, m.Address, r.Number)); err != nil {
			return news.Story{}, err
		}
		return r.Story, t.record(ctx, news.ImportStory, object(r.Number), struct {
			written
			Edition int64     `json:"edition"`
			Public  string    `json:"public"`
			At      time.Time `json:"at"`
		}{kept, detail.Edition, detail.Public, m.Published})
	})
}

// start adds a new story and returns it with the detail of its record. also sets what a
// new story does not usually have.
func (t *turn) start(ctx context.Context, n Start, label string, also ...func(*store.Row)) (r store.Row, detail written, err error) {
	house, err := t.House(ctx)
	if err != nil {
		return r, detail, err
	}
	content, err := n.Content.Clean(house)
	if err != nil {
		return r, detail, err
	}
	desk, err := deskOf(house, n.Desk, t.by)
	if err != nil {
		return r, detail, err
	}
	if n.Embargo = n.Embargo.UTC().Truncate(time.Microsecond); !n.Embargo.IsZero() && !t.now.Before(n.Embargo) {
		return r, detail, news.Errorf(news.Invalid, "An embargo must end in the future; %s is past.", n.Embargo.Format(time.RFC3339))
	}
	again, err := t.again(ctx, content)
	if err != nil {
		return r, detail, err
	}
	again.Address = n.From
	if err := t.notTakenDown(ctx, again); err != nil {
		return r, detail, err
	}
	number, err := t.NextStory(ctx)
	if err != nil {
		return r, detail, err
	}
	r = store.Row{Story: news.Story{
		ID: news.StoryID(newID()), Number: number, Desk: desk, Status: news.Writing, Owner: t.by.Short(),
		Content: content, Created: t.now, Changed: t.now, Embargo: n.Embargo, Revision: 1,
	}, Plan: json.RawMessage("{}")}
	if n.Idea {
		r.Status = news.Idea
	}
	for _, set := range also {
		set(&r)
	}
	if err := t.Insert(ctx, r); err != nil {
		return r, detail, err
	}
	detail, err = t.keep(ctx, &r, label)
	return r, detail, err
}

func (t *turn) create(ctx context.Context, verb news.Verb, n Start, source *news.Dispatch, to *Assignment) (news.Story, error) {
	at := t.by.Settle(verb, news.Place{Desk: n.Desk, Section: n.Content.Section})
	n.Desk, n.Content.Section = at.Desk, at.Section
	var given *assigned
	var also []func(*store.Row)
	if to != nil {
		r := store.Row{Story: news.Story{Revision: 1}}
		a, err := t.assign(ctx, &r, *to)
		if err != nil {
			return news.Story{}, err
		}
		given = &a
		also = append(also, func(made *store.Row) {
			made.Status, made.Owner, made.Due, made.Length = news.Assigned, r.Owner, r.Due, r.Length
		})
	}
	r, detail, err := t.start(ctx, n, "Started", also...)
	if err != nil {
		return news.Story{}, err
	}
	if err := t.by.MayAt(verb, r.Place()); err != nil {
		return news.Story{}, err
	}
	if source != nil {
		if err := t.madeOf(ctx, &r, *source, &detail); err != nil {
			return news.Story{}, err
		}
	}
	if detail.For = given; given != nil {
		if err := t.by.MayOn(news.Assign, r.Story); err != nil {
			return news.Story{}, err
		}
		if err := t.tell(ctx, r.Story, news.Assign, *given); err != nil {
			return news.Story{}, err
		}
	}
	return r.Story, t.record(ctx, verb, object(r.Number), detail)
}

// madeOf makes the dispatch the source of a story that begins.
func (t *turn) madeOf(ctx context.Context, r *store.Row, source news.Dispatch, detail *written) error {
	r.Sources = append(r.Sources, news.Source{Dispatch: source.ID, Version: source.Version, Wire: source.WireName, Headline: source.Headline})
	detail.Dispatch, detail.Version = source.ID, source.Version
	return t.AddSource(ctx, r.ID, source.ID, source.Version)
}

func deskOf(house news.House, slug string, by news.Person) (string, error) {
	if slug == "" {
		slug = by.Desk
	}
	for _, d := range house.Desks {
		if d.Slug == slug {
			return slug, nil
		}
	}
	if slug == "" && len(house.Desks) > 0 {
		return house.Desks[0].Slug, nil
	}
	return "", news.Errorf(news.Invalid, "There is no desk %q.", slug)
}

// keep adds the row's content as a revision and returns the record's detail.
func (t *turn) keep(ctx context.Context, r *store.Row, label string) (written, error) {
	sum, err := fingerprint(r.Content)
	if err != nil {
		return written{}, err
	}
	return written{Revision: r.Revision, Content: sum, Label: label}, t.AddRevision(ctx, news.Revision{
		Story: r.ID, Number: r.Revision, At: t.now, By: t.by.Short(), Label: label, Content: r.Content,
	})
}

// mayPlace refuses a change that takes the story to a section where the person may not edit
// it: a grant ends at its edge, in both directions.
func mayPlace(by news.Person, s news.Story, content news.Content) error {
	if content.Section == s.Content.Section {
		return nil
	}
	s.Content.Section = content.Section
	return by.MayOn(news.Save, s)
}
