package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// AddRecording keeps a film or sound whose files are in the blob store already. One whose
// original is there already is not kept again: the one that is there is returned.
func (d *Desk) AddRecording(ctx context.Context, by news.Person, r news.Recording) (news.Recording, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return r, err
	}
	r, err := cleanRecording(r)
	if err != nil {
		return r, err
	}
	return do(ctx, d, by, func(t *turn) (news.Recording, error) {
		if old, found, err := t.RecordingByHash(ctx, r.Hash); err != nil || found {
			return old, err
		}
		r.ID, r.Uploaded, r.By = newID(), t.now, by.Short()
		if err := t.SaveRecording(ctx, r); err != nil {
			return r, err
		}
		return r, t.record(ctx, news.UploadPicture, recordingObject(r.ID), map[string]any{"hash": r.Hash, "name": r.Name})
	})
}

// EditRecording changes what is known of a film or sound: its words, its poster, its captions
// and where its transcript is. What readers see of that they get at once, in every live story that uses it, unless the
// release gate holds it.
func (d *Desk) EditRecording(ctx context.Context, by news.Person, id string, edit func(*news.Recording)) (news.Recording, error) {
	if err := by.May(news.UploadPicture); err != nil {
		return news.Recording{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Recording, error) {
		was, err := t.Recording(ctx, id)
		if err != nil {
			return was, err
		}
		r := was
		r.Captions = slices.Clone(was.Captions)
		edit(&r)
		if r, err = cleanRecording(r); err != nil {
			return r, err
		}
		r.ID, r.Hash, r.File, r.Uploaded, r.By = was.ID, was.Hash, was.File, was.Uploaded, was.By
		r.Withdrawn, r.Why, r.WithdrawnBy = was.Withdrawn, was.Why, was.WithdrawnBy
		if r.Poster != "" {
			if _, err := t.showable(ctx, r.Poster); err != nil {
				return r, err
			}
		}
		for _, c := range r.Captions {
			if c.Words != "" {
				if err := t.SaveCaptionWords(ctx, c.File, c.Words); err != nil {
					return r, err
				}
			}
		}
		if err := t.SaveRecording(ctx, r); err != nil {
			return r, err
		}
		detail := recorded{Recording: r}
		if visible(was) != visible(r) {
			detail.Editions, err = t.redrawRecording(ctx, r.ID)
		}
		if err != nil {
			return r, err
		}
		return r, t.record(ctx, news.UploadPicture, recordingObject(r.ID), detail)
	})
}

// recorded is the detail of a record: the film or sound as it is known now, and the editions in which readers have that.
type recorded struct {
	news.Recording

	Editions []int64 `json:"editions,omitempty"`
}

func recordingObject(id string) string { return "recording/" + id }

// visible is what readers see of what is known of a film or sound. Its words stand in each story.
func visible(r news.Recording) string {
	files := []string{r.Poster, r.Transcript}
	for _, c := range r.Captions {
		files = append(files, string(c.Language), c.File)
	}
	return strings.Join(files, "\n")
}

// redrawRecording gives readers the live stories again that use the film or sound, and returns the editions that it made.
func (t *turn) redrawRecording(ctx context.Context, id string) (editions []int64, err error) {
	uses, err := t.PictureUses(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, u := range uses {
		if u.Place != store.BeforeAll {
			continue
		}
		n, err := t.reprint(ctx, u.Story)
		if err != nil {
			return nil, fmt.Errorf("redraw story %d: %w", u.Story, err)
		}
		if n > 0 {
			editions = append(editions, n)
		}
	}
	return editions, nil
}

// WithdrawRecording takes a film or sound from readers, for a reason that the log keeps: it is gone from every live story, and
// its file, its captions and its poster are not answered any more. Nothing is taken out of the copy of a story: it goes out
// without the film until that is reinstated.
func (d *Desk) WithdrawRecording(ctx context.Context, by news.Person, id, why string) (news.Recording, error) {
	return d.availRecording(ctx, by, news.Withdraw, id, why, func(t *turn, r *news.Recording) error {
		if !r.Withdrawn.IsZero() {
			return news.Errorf(news.Conflict, "%s has withdrawn it already.", r.WithdrawnBy.Name)
		}
		r.Withdrawn, r.Why, r.WithdrawnBy = t.now, why, by.Short()
		t.takesAway = true
		return nil
	})
}

// ReinstateRecording gives a film or sound back to readers, in every live story that uses it.
func (d *Desk) ReinstateRecording(ctx context.Context, by news.Person, id, why string) (news.Recording, error) {
	return d.availRecording(ctx, by, news.Reinstate, id, why, func(_ *turn, r *news.Recording) error {
		if r.Withdrawn.IsZero() {
			return news.Errorf(news.Conflict, "It is not withdrawn.")
		}
		r.Withdrawn, r.Why, r.WithdrawnBy = time.Time{}, "", news.Person{}
		return nil
	})
}

func (d *Desk) availRecording(ctx context.Context, by news.Person, verb news.Verb, id, why string, f func(*turn, *news.Recording) error) (news.Recording, error) {
	if err := errors.Join(by.May(verb), by.Prove(verb)); err != nil {
		return news.Recording{}, err
	}
	why, err := needed(verb, why)
	if err != nil {
		return news.Recording{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Recording, error) {
		r, err := t.Recording(ctx, id)
		if err != nil {
			return r, err
		}
		if err := f(t, &r); err != nil {
			return r, err
		}
		if err := t.SaveRecording(ctx, r); err != nil {
			return r, err
		}
		editions, err := t.redrawRecording(ctx, id)
		if err != nil {
			return r, err
		}
		return r, t.record(ctx, verb, recordingObject(id), map[string]any{"note": why, "editions": editions})
	})
}

func cleanRecording(r news.Recording) (news.Recording, error) {
	var err error
	for what, s := range map[string]*string{"caption": &r.Caption, "credit": &r.Credit, "file name": &r.Name} {
		if *s, err = news.CleanNote(what, *s); err != nil {
			return r, err
		}
	}
	if u, err := url.Parse(r.Transcript); err != nil || len(r.Transcript) > 2000 || r.Transcript != "" && u.Scheme != "https" && u.Scheme != "http" && u.Scheme+u.Host != "" {
		return r, news.Errorf(news.Invalid, "%q is not the address of a transcript; it begins with https:// or /.", r.Transcript)
	}
	return r, nil
}

// recordings returns the films and sounds of the text as readers may have them. One that was withdrawn they may not.
func (t *turn) recordings(ctx context.Context, s news.Story, f figures) (all []edition.Recording, err error) {
	for _, use := range s.Content.Body.Recordings() {
		if slices.ContainsFunc(all, func(r edition.Recording) bool { return r.ID == use.Recording }) {
			continue
		}
		r, err := t.Recording(ctx, use.Recording)
		if err != nil {
			return nil, err
		}
		if !r.Withdrawn.IsZero() {
			continue
		}
		out := edition.Recording{
			ID: r.ID, Kind: r.Kind, File: r.File, Type: r.Type, Bytes: r.Bytes, Milliseconds: r.Milliseconds, Width: r.Width, Height: r.Height,
			Captions: slices.Clone(r.Captions), Transcript: r.Transcript,
		}
		for i := range out.Captions {
			if out.Captions[i].Words, err = t.captionWords(ctx, r, out.Captions[i].File); err != nil {
				return nil, err
			}
		}
		if r.Poster != "" {
			poster, err := f.picture(ctx, news.PictureUse{Picture: r.Poster}, s.Published)
			if err != nil {
				return nil, err
			}
			out.Poster = &poster
		}
		all = append(all, out)
	}
	return all, nil
}

// captionWords returns what captions say, which the gate reads. Captions of which nobody knows that do not leave.
func (t *turn) captionWords(ctx context.Context, r news.Recording, file string) (string, error) {
	words, err := t.CaptionWords(ctx, file)
	if store.IsNotFound(err) {
		return "", news.Errorf(news.Conflict, "Nobody has read the captions of “%s” yet: send their file once more on its page.", cmp.Or(r.Caption, r.Name))
	}
	return words, err
}
