package desk

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
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

// Draft is a save.
type Draft struct {
	Base    int64        `json:"base"` // the revision it was based on
	Content news.Content `json:"content"`
	Label   string       `json:"label,omitempty"` // names the version; empty for an autosave
	// Parts are the parts that are saved; none is all of them. Who edits one part of a story
	// saves that one, and does not undo what somebody else does to another.
	Parts []news.Part `json:"parts,omitempty"`
	// Merge says that a save based on an old revision is to be merged with what was saved
	// since, if no paragraph and no field was changed in both. Where one was, the save is
	// refused as stale and the draft is kept beside the story.
	Merge bool `json:"merge,omitempty"`
}

// Take is how a dispatch is taken.
type Take struct {
	Desk     string        `json:"desk,omitempty"`     // slug; empty for the person's own
	Language news.Language `json:"language,omitempty"` // empty for the dispatch's
	Section  string        `json:"section,omitempty"`
	WithText bool          `json:"with_text,omitempty"` // start from the wire's text; else from an empty body
}

// written is the detail of a record about text.
type written struct {
	Revision int64  `json:"revision"`
	Content  string `json:"content"` // SHA-256
	Label    string `json:"label,omitempty"`
	Dispatch string `json:"dispatch,omitempty"`
	Version  int64  `json:"version,omitempty"`
}

// Create starts a story, owned by the person.
func (d *Desk) Create(ctx context.Context, by news.Person, n Start) (news.Story, error) {
	if err := by.May(news.CreateStory); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		return t.create(ctx, news.CreateStory, n, nil)
	})
}

// Take starts a story from a dispatch and links the two.
func (d *Desk) Take(ctx context.Context, by news.Person, dispatch string, how Take) (news.Story, error) {
	if err := by.May(news.TakeDispatch); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		source, err := t.Dispatch(ctx, dispatch)
		if err != nil {
			return news.Story{}, err
		}
		if err := t.mayTake(ctx, source); err != nil {
			return news.Story{}, err
		}
		house, err := t.House(ctx)
		if err != nil {
			return news.Story{}, err
		}
		c := news.Content{Language: how.Language, Section: how.Section, Headline: source.Headline, Credit: "With " + source.WireName}
		for _, l := range []news.Language{source.Language, house.Languages[0]} {
			if c.Language == "" {
				c.Language = l
			}
		}
		if c.Language == news.Bangla {
			c.Credit = "সূত্র: " + source.WireName
		}
		if how.WithText {
			c.Body = source.Body
		}
		return t.create(ctx, news.TakeDispatch, Start{Desk: how.Desk, Content: c}, &source)
	})
}

// Moved is a story that was published elsewhere and moves in.
type Moved struct {
	Start
	Published time.Time // when readers first had it, there
	Draft     bool      // leave it with its desk instead of putting it before readers
}

// Import moves in a story that was published elsewhere: readers have it at once, under
// the time it was first published, or it is a draft.
func (d *Desk) Import(ctx context.Context, by news.Person, m Moved) (news.Story, error) {
	if err := by.May(news.ImportStory); err != nil {
		return news.Story{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Story, error) {
		if m.Draft {
			return t.create(ctx, news.ImportStory, m.Start, nil)
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
		if err := r.Check(news.Publish, t.now); err != nil {
			return news.Story{}, err
		}
		r.Status, r.Published, r.Turn = news.Live, m.Published, r.Turn+1
		detail, err := t.release(ctx, &r, edition.Published, news.Version{Kind: news.FirstVersion}, Out{})
		if err != nil {
			return news.Story{}, err
		}
		if err := t.Write(ctx, r); err != nil {
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

func (t *turn) create(ctx context.Context, verb news.Verb, n Start, source *news.Dispatch) (news.Story, error) {
	at := t.by.Settle(verb, news.Place{Desk: n.Desk, Section: n.Content.Section})
	n.Desk, n.Content.Section = at.Desk, at.Section
	r, detail, err := t.start(ctx, n, "Started")
	if err != nil {
		return news.Story{}, err
	}
	if err := t.by.MayAt(verb, r.Place()); err != nil {
		return news.Story{}, err
	}
	if source != nil {
		if err := t.AddSource(ctx, r.ID, source.ID, source.Version); err != nil {
			return news.Story{}, err
		}
		r.Sources = []news.Source{{Dispatch: source.ID, Version: source.Version, Wire: source.WireName, Headline: source.Headline}}
		detail.Dispatch, detail.Version = source.ID, source.Version
	}
	return r.Story, t.record(ctx, verb, object(r.Number), detail)
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

// Save keeps a new revision of the story. Based on a revision that is no longer the
// newest, it changes nothing and returns a *news.StaleError with both texts. A save of
// certain parts takes only those from the draft and is stale only if one of them was
// changed since. A save that changes a part which somebody else edits is a *news.HeldError:
// the story stays as it is, and the draft is kept beside it. What is the same as the newest
// revision, and has no label, is not kept again.
func (d *Desk) Save(ctx context.Context, by news.Person, number int64, draft Draft) (news.Story, error) {
	label, err := news.CleanLine("name of the version", draft.Label, 100)
	if err != nil {
		return news.Story{}, err
	}
	var refused error // and what it kept beside the story stays
	story, err := do(ctx, d, by, func(t *turn) (news.Story, error) {
		refused = nil
		r, err := t.Story(ctx, number)
		if err != nil {
			return news.Story{}, err
		}
		if err := by.MayOn(news.Save, r.Story); err != nil {
			return news.Story{}, err
		}
		content, err := t.merge(ctx, r, draft)
		stale, ok := errors.AsType[*news.StaleError](err)
		var merged []news.Part
		if ok && draft.Merge {
			content, merged, err = t.threeWay(ctx, r, draft, stale)
			if err == nil && merged == nil {
				refused = stale
				return r.Story, nil
			}
			label = strings.TrimPrefix(label+". Merged with what "+stale.Theirs.By.Name+" saved", ". ")
		}
		if err != nil {
			return news.Story{}, err
		}
		if err := mayPlace(by, r.Story, content); err != nil {
			return news.Story{}, err
		}
		if same(content, r.Content) && label == "" && r.Check(news.Save, t.now) == nil {
			return r.Story, nil
		}
		err = t.checkParts(ctx, r.Story, content)
		if h, ok := errors.AsType[*news.HeldError](err); ok {
			refused = h
			h.Aside, err = t.aside(ctx, number, draft.Base, by, news.Phrasef("Saved while %s was editing", h.Lock.Holder.Name).String(), content)
			return r.Story, err
		}
		if err != nil {
			return news.Story{}, err
		}
		story, err := t.apply(ctx, &r, news.Save, func(t *turn, r *store.Row) (any, error) {
			r.Content = content
			r.Revision++
			if label == "" {
				if label, err = t.afterWriting(ctx, r.ID); err != nil {
					return nil, err
				}
			}
			if err := t.noteSaved(ctx, r.Story); err != nil {
				return nil, err
			}
			return t.keep(ctx, r, label)
		})
		story.Merged = merged
		return story, err
	})
	if err == nil && refused != nil {
		return news.Story{}, refused
	}
	return story, err
}

// writingFor is how long autosaves go on before one of them is named.
const writingFor = 10 * time.Minute

// afterWriting names the save if there were only autosaves for writingFor: a version that
// somebody finds again in the history, whoever wrote meanwhile.
func (t *turn) afterWriting(ctx context.Context, id news.StoryID) (string, error) {
	since, err := t.UnnamedSince(ctx, id)
	if err != nil || since.IsZero() || t.now.Sub(since) < writingFor {
		return "", err
	}
	return "After ten minutes of writing", nil
}

// stale returns the error of a save that was based on an old revision.
func (t *turn) stale(ctx context.Context, r store.Row, base int64, yours news.Content) error {
	theirs, err := t.Revision(ctx, r.ID, r.Revision)
	if err != nil {
		return err
	}
	return &news.StaleError{Base: base, Yours: yours, Theirs: theirs}
}

// merge returns the content that the draft makes of the story, clean.
func (t *turn) merge(ctx context.Context, r store.Row, draft Draft) (news.Content, error) {
	house, err := t.House(ctx)
	if err != nil {
		return news.Content{}, err
	}
	if len(draft.Parts) == 0 {
		content, err := draft.Content.Clean(house)
		if err == nil && draft.Base != r.Revision && !same(content, r.Content) {
			return content, t.stale(ctx, r, draft.Base, content)
		}
		return content, err
	}
	content := r.Content
	for _, p := range draft.Parts {
		if !slices.Contains(news.ContentParts, p) {
			return content, news.Errorf(news.Invalid, "A save has no part %q.", string(p))
		}
		content = content.WithPart(p, draft.Content)
	}
	if content, err = content.Clean(house); err != nil || draft.Base == r.Revision {
		return content, err
	}
	was, err := t.Revision(ctx, r.ID, draft.Base)
	if err != nil {
		return content, err
	}
	for _, p := range draft.Parts {
		if !was.Content.SamePart(p, r.Content) && !content.SamePart(p, r.Content) {
			return content, t.stale(ctx, r, draft.Base, content)
		}
	}
	return content, nil
}

// threeWay merges a stale draft with what was saved since, and keeps it as it was sent
// beside the story. It returns the parts that both had changed, none if the two overlap:
// then nothing is merged, and the error says where the draft is kept.
func (t *turn) threeWay(ctx context.Context, r store.Row, draft Draft, stale *news.StaleError) (news.Content, []news.Part, error) {
	base, err := t.Revision(ctx, r.ID, draft.Base)
	if err != nil {
		return news.Content{}, nil, err
	}
	m := news.MergeContent(base.Content, stale.Yours, r.Content)
	apart := len(m.Overlaps()) == 0
	content := m.Content()
	parts := []news.Part{}
	for _, p := range news.ContentParts {
		if !content.SamePart(p, stale.Yours) {
			parts = append(parts, p)
		}
	}
	why := news.Phrasef("As it was before it was merged with what %s saved", stale.Theirs.By.Name).String()
	if !apart {
		why, parts = "Written while "+stale.Theirs.By.Name+" changed the same paragraphs", nil
	}
	stale.Aside, err = t.aside(ctx, r.Number, draft.Base, t.by, why, stale.Yours)
	return content, parts, err
}

// noted is the detail of a record that has only a note.
type noted struct {
	Revision int64     `json:"revision"`
	Note     string    `json:"note,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	Kind     string    `json:"kind,omitempty"`
}

// step does a verb that changes only the status, with a note for the log.
func (d *Desk) step(ctx context.Context, by news.Person, number int64, verb news.Verb, note string) (news.Story, error) {
	note, err := news.CleanNote("note", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, verb, func(t *turn, r *store.Row) (any, error) {
		if r.Spiked = (time.Time{}); verb == news.Spike {
			r.Spiked = t.now
		}
		return noted{Revision: r.Revision, Note: note}, nil
	})
}

// Submit hands the story to the desk.
func (d *Desk) Submit(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Submit, note)
}

// Return gives the story back to its writer, with a note that says why.
func (d *Desk) Return(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Return, note)
}

// Ready says that the story may be published.
func (d *Desk) Ready(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.MarkReady, note)
}

// Spike drops a story that was never published. Restore brings it back, for 30 days.
func (d *Desk) Spike(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Spike, note)
}

// Restore brings a spiked story back to its writer.
func (d *Desk) Restore(ctx context.Context, by news.Person, number int64, note string) (news.Story, error) {
	return d.step(ctx, by, number, news.Restore, note)
}

// Embargo sets the time before which no reader may have the story; zero lifts it. To
// lift one that still holds, or move it earlier, takes an editor and a reason. A scheduled
// story that would go out before its embargo ends comes off the schedule.
func (d *Desk) Embargo(ctx context.Context, by news.Person, number int64, until time.Time, note string) (news.Story, error) {
	until = until.UTC().Truncate(time.Microsecond)
	note, err := news.CleanNote("reason", note)
	if err != nil {
		return news.Story{}, err
	}
	return d.change(ctx, by, number, news.Embargoing, func(t *turn, r *store.Row) (any, error) {
		if t.now.Before(r.Embargo) && until.Before(r.Embargo) {
			if err := by.MayOn(news.LiftEmbargo, r.Story); err != nil {
				return nil, err
			}
			if note == "" {
				return nil, news.Errorf(news.Invalid, "To lift an embargo or move it earlier needs a reason, for the log: say who released the copy.")
			}
		}
		if !until.IsZero() && !t.now.Before(until) {
			return nil, news.Errorf(news.Invalid, "An embargo must end in the future; %s is past.", until.Format(time.RFC3339))
		}
		r.Embargo = until
		if r.Status == news.Scheduled && r.PublishAt.Before(until) {
			r.Status, r.PublishAt, r.Plan = news.Ready, time.Time{}, json.RawMessage("{}")
		}
		return noted{Revision: r.Revision, Until: until, Note: note}, nil
	})
}
