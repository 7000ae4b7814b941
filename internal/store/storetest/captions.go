package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// recordingIsKept says that a film is found by its original's hash, that what its captions say is known by their file, and
// where it is used, whether readers get it at present or not.
func recordingIsKept(t *testing.T, db *store.DB) {
	ctx := t.Context()
	film := news.Recording{ID: "film", Hash: "aa", Kind: news.Film, File: "f.mp4", Uploaded: noon, Captions: []news.Captions{{Language: "en", File: "c.vtt", Words: "The river rises."}}}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.SaveRecording(ctx, film), tx.SaveCaptionWords(ctx, "c.vtt", "নদীর পানি\n"), tx.SaveCaptionWords(ctx, "c.vtt", "নদীর পানি\n"))
	})
	if r, found, err := db.RecordingByHash(ctx, "aa"); err != nil || !found || r.ID != "film" || r.Captions[0].Words != "" {
		t.Errorf("%+v, %v, %v", r, found, err)
	}
	if _, found, err := db.RecordingByHash(ctx, "bb"); err != nil || found {
		t.Errorf("%v, %v", found, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		words, err := tx.CaptionWords(ctx, "c.vtt")
		if words != "নদীর পানি\n" {
			t.Errorf("%q", words)
		}
		if _, none := tx.CaptionWords(ctx, "other.vtt"); !store.IsNotFound(none) {
			t.Errorf("%v", none)
		}
		return err
	})
	body := news.Document{Blocks: []news.Node{{Type: news.MediaRef, Attrs: news.Attrs{Media: "film"}}}}
	r := file(t, db, func(r *store.Row) { r.Content.Body = body })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextEdition(ctx)
		if err != nil {
			return err
		}
		s := edition.Story{Card: edition.Card{Number: r.Number, Language: "en"}, Body: body} // the film is withdrawn
		return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: noon, Story: &s})
	})
	if got, want := fmt.Sprint(uses(t, db, "film")), fmt.Sprintf("[copy of %d live of %d]", r.Number, r.Number); got != want {
		t.Errorf("it is used in %s, want %s", got, want)
	}
}
