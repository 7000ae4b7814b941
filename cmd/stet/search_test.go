package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func TestTheSearchIndexIsMadeAnewOnCommand(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// A story that was published and never indexed, as one from before there was an index.
	err = db.Tx(t.Context(), func(tx *store.Tx) error { tx.IndexLater(); return publishOne(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
	q := edition.Query{Words: []string{"যমুনা"}, Limit: 10}
	if f, err := db.Search(t.Context(), q); err != nil || f.Total != 0 {
		t.Fatalf("before: %+v %v", f, err)
	}
	for range 2 {
		code, out, said := command(t, "", "search", "reindex", "--data", dir)
		if code != 0 || !strings.Contains(out, "every published story up to number 1") {
			t.Fatalf("%d %s %s", code, out, said)
		}
		if f, err := db.Search(t.Context(), q); err != nil || f.Total != 1 {
			t.Fatalf("after: %+v %v", f, err)
		}
	}
}

func publishOne(ctx context.Context, tx *store.Tx) error {
	number, err := tx.NextStory(ctx)
	if err != nil {
		return err
	}
	n, err := tx.NextEdition(ctx)
	if err != nil {
		return err
	}
	at := time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)
	s := edition.Story{Card: edition.Card{Number: number, Language: news.Bangla, Headline: "যমুনায় ফেরি বন্ধ", Published: at}}
	err = tx.Insert(ctx, store.Row{Plan: []byte(`{}`), Story: news.Story{
		ID: "s", Number: number, Status: news.Live, Revision: 1, Created: at, Changed: at, Published: at, Edition: n,
	}})
	if err != nil {
		return err
	}
	return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: at, Story: &s})
}
