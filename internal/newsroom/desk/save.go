package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

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
		if err := t.maySave(ctx, r.Story, content); err != nil {
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

// maySave returns nil if the person may make this text of the story, and else why not.
func (t *turn) maySave(ctx context.Context, s news.Story, content news.Content) error {
	if err := mayPlace(t.by, s, content); err != nil {
		return err
	}
	return t.marksStay(ctx, s, content)
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
