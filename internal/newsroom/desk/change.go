package desk

import (
	"context"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
	"github.com/stet-news/stet/internal/store"
)

// Change is how a live story gets another text.
type Change struct {
	Out
	// Quiet is for a slip of the pen: it does not move the time of update. A change that is
	// more than that is refused.
	Quiet bool `json:"quiet,omitempty"`
	// Note says in public what is new. A change of a fact needs one.
	Note string `json:"note,omitempty"`
}

// Update gives readers the newest revision of a live story. Of which class the change is, is
// computed: nobody can call a fact a slip of the pen, or change one without telling readers.
func (d *Desk) Update(ctx context.Context, by news.Person, number int64, c Change) (news.Story, error) {
	note, err := news.CleanNote("note", c.Note)
	if err != nil {
		return news.Story{}, err
	}
	d.warm(ctx, number)
	return d.change(ctx, by, number, news.Update, func(t *turn, r *store.Row) (any, error) {
		if err := seen(r, c.Revision); err != nil {
			return nil, err
		}
		if err := t.pictureWords(ctx, r); err != nil {
			return nil, err
		}
		if err := t.copyGate(ctx, r); err != nil {
			return nil, err
		}
		change, was, err := t.changed(ctx, r)
		if err != nil {
			return nil, err
		}
		if err := CheckTold(change, c.Quiet, note); err != nil {
			return nil, err
		}
		version := news.Version{Kind: news.FixedVersion}
		if !c.Quiet {
			r.Updated, version.Kind, version.Note = t.now, news.UpdatedVersion, note
		}
		if version.Note != "" {
			version.Edits = t.edits(ctx, r, was)
		}
		detail, err := t.release(ctx, r, edition.Updated, version, c.Out)
		detail.Note, detail.Change = version.Note, &change
		return detail, err
	})
}

// changed says what the change from what readers have to the newest revision is, and what
// they have.
func (t *turn) changed(ctx context.Context, r *store.Row) (redline.Change, news.Content, error) {
	was, err := t.Revision(ctx, r.ID, r.PublishedRevision)
	if err != nil {
		return redline.Change{}, news.Content{}, err
	}
	return redline.Of(was.Content, r.Content), was.Content, nil
}

// CheckTold refuses a change that readers are told less of than it is.
func CheckTold(c redline.Change, quiet bool, note string) error {
	what := c.Phrase()
	switch {
	case c.Class == redline.Fact && quiet:
		return news.Errorf(news.Conflict, "A fact has changed: %s. That is no slip of the pen. Publish it as a correction, or as an update with a public note that says so.", what)
	case c.Class == redline.Fact && note == "":
		return news.Errorf(news.Conflict, "A fact has changed: %s. Readers must be told. If it was wrong, publish a correction; if it is new, write a public note with the update.", what)
	case quiet && c.Class.Over(redline.Spelling) && what.Format == "":
		return news.Errorf(news.Conflict, "More than letters has changed. Publish it as an update, with a new time.")
	case quiet && c.Class.Over(redline.Spelling):
		return news.Errorf(news.Conflict, "More than letters has changed: %s. Publish it as an update, with a new time.", what)
	}
	return nil
}

// Correction is a correction to a live story.
type Correction struct {
	Kind     news.CorrectionKind `json:"kind,omitempty"` // empty for news.Corrected
	Note     string              `json:"note"`           // public: what was wrong and what is right
	Top      bool                `json:"top,omitempty"`  // it stands above the text: news.Correction says when
	Revision int64               `json:"revision,omitempty"`
	// Withhold leaves out of the public history the words that this correction and those
	// before it changed: for a name that must not stand anywhere.
	Withhold bool `json:"withhold,omitempty"`
}

// Correct gives readers the newest revision of a live story with a public note.
func (d *Desk) Correct(ctx context.Context, by news.Person, number int64, c Correction) (news.Story, error) {
	note, err := news.CleanNote("note", c.Note)
	switch {
	case err != nil:
		return news.Story{}, err
	case note == "":
		return news.Story{}, news.Errorf(news.Invalid, "A correction needs a public note: what was wrong, and what is right.")
	case c.Kind == "":
		c.Kind = news.Corrected
	case c.Kind != news.Corrected && c.Kind != news.Clarified && c.Kind != news.EditorNote:
		return news.Story{}, news.Errorf(news.Invalid, "A note is a correction, a clarification or an editors_note; %q is not.", string(c.Kind))
	}
	d.warm(ctx, number)
	return d.change(ctx, by, number, news.Correct, func(t *turn, r *store.Row) (any, error) {
		if err := seen(r, c.Revision); err != nil {
			return nil, err
		}
		if err := t.pictureWords(ctx, r); err != nil {
			return nil, err
		}
		if err := t.copyGate(ctx, r); err != nil {
			return nil, err
		}
		change, was, err := t.changed(ctx, r)
		if err != nil {
			return nil, err
		}
		r.Updated = t.now
		r.Corrections = append([]news.Correction{{ID: newID(), Kind: c.Kind, Note: note, At: t.now, By: by.Short(), Top: c.Top}}, r.Corrections...)
		version := news.Version{Kind: news.CorrectedVersion, Note: note, Called: c.Kind}
		if c.Withhold {
			for i := range r.Versions {
				r.Versions[i].Edits = nil
			}
		} else {
			version.Edits = t.edits(ctx, r, was)
		}
		detail, err := t.release(ctx, r, edition.Corrected, version, Out{})
		detail.Note, detail.Kind, detail.Change = note, string(c.Kind), &change
		if err == nil {
			r.Corrections[0].Edition = detail.Edition
		}
		return detail, err
	})
}

// edits are the words that changed, for the public history. Words that the gate would hold
// are left out whole: a correction that takes a name away must not show it.
func (t *turn) edits(ctx context.Context, r *store.Row, was news.Content) []news.Edit {
	edits := redline.Edits(was, r.Content)
	rules, err := t.rules(ctx)
	if err != nil || len(rules.Hits(edition.Change{Story: &edition.Story{Versions: []news.Version{{Edits: edits}}}})) > 0 {
		return nil // if the register cannot be read, release says so
	}
	return edits
}
