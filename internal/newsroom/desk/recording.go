package desk

import (
	"context"
	"net/url"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
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
		return r, t.record(ctx, news.UploadPicture, "recording/"+r.ID, map[string]any{"hash": r.Hash, "name": r.Name})
	})
}

// EditRecording changes what is known of a film or sound: its words, its poster, its captions
// and where its transcript is. Stories that use it have that when they are published again.
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
		if r.Poster != "" {
			if _, err := t.showable(ctx, r.Poster); err != nil {
				return r, err
			}
		}
		if err := t.SaveRecording(ctx, r); err != nil {
			return r, err
		}
		return r, t.record(ctx, news.UploadPicture, "recording/"+r.ID, r)
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

// recordings returns the films and sounds of the text as readers may have them.
func (t *turn) recordings(ctx context.Context, s news.Story, f figures) (all []edition.Recording, err error) {
	for _, use := range s.Content.Body.Recordings() {
		if slices.ContainsFunc(all, func(r edition.Recording) bool { return r.ID == use.Recording }) {
			continue
		}
		r, err := t.Recording(ctx, use.Recording)
		if err != nil {
			return nil, err
		}
		out := edition.Recording{
			ID: r.ID, Kind: r.Kind, File: r.File, Type: r.Type, Bytes: r.Bytes, Milliseconds: r.Milliseconds, Width: r.Width, Height: r.Height,
			Captions: r.Captions, Transcript: r.Transcript,
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
