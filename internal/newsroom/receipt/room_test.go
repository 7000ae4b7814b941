package receipt_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/receipt"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// site is a readers' side that answers every address with a page of the newest story, or of
// the one before.
type site struct {
	*httptest.Server
	stale atomic.Bool
}

const (
	before = "Ferries stopped at noon in three districts"
	after  = "Ferries go again in all three districts"
)

func open(t *testing.T) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		headline := after
		if s.stale.Load() {
			headline = before
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<a href="` + one(headline).Path() + `">` + headline + `</a>`))
	}))
	t.Cleanup(s.Close)
	return s
}

func one(headline string) edition.Story {
	return edition.Story{Card: edition.Card{
		Number: 7, Language: news.English, Section: "bangladesh", Headline: headline, Slug: "ferries", Date: "2026/03/23", Published: time.Now(),
	}}
}

// publish takes the story to readers, as far as the database knows.
func publish(t *testing.T, db *store.DB, kind edition.Kind, headline string) int64 {
	t.Helper()
	var number int64
	err := db.Tx(t.Context(), func(tx *store.Tx) (err error) {
		if number, err = tx.NextEdition(t.Context()); err != nil {
			return err
		}
		now, err := tx.Now(t.Context())
		if err != nil {
			return err
		}
		s := one(headline)
		return tx.Publish(t.Context(), edition.Change{Number: number, Kind: kind, At: now, Story: &s})
	})
	if err != nil {
		t.Fatal(err)
	}
	return number
}

// ask has the room ask until the receipt is as it is wanted.
func ask(t *testing.T, r *receipt.Room, wanted func(news.Receipt) bool) news.Receipt {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	changed := make(chan struct{}, 1)
	r.Changed = func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx, nil) }()
	defer func() { stop(); <-done }()
	for {
		got, err := r.DB.ReceiptOf(ctx, 7)
		if err == nil && wanted(got) {
			return got
		}
		if err != nil && !store.IsNotFound(err) {
			t.Fatal(err)
		}
		select {
		case <-ctx.Done():
			t.Fatalf("after half a minute the receipt is %+v", got)
		case <-changed:
		}
	}
}

func newRoom(t *testing.T, s *site) *receipt.Room {
	t.Helper()
	db := storetest.SQLite(t)
	if _, err := db.Follow(t.Context(), "receipts"); err != nil { // what is published from now on is asked about
		t.Fatal(err)
	}
	return &receipt.Room{DB: db, Bases: []string{s.URL}, Client: fetch.New(fetch.Options{Trusted: true})}
}

// The alarm rings once for a change that readers do not have after the budget, and names what
// is behind; when they have it, the receipt says since when.
func TestWhatTakesTooLongRingsOnce(t *testing.T) {
	s := open(t)
	r := newRoom(t, s)
	r.Budget = 100 * time.Millisecond
	var rang atomic.Int64
	r.Alarm = func(_ context.Context, got news.Receipt) error {
		rang.Add(1)
		if len(got.Behind()) == 0 {
			return errors.New("it rings, and nothing is behind")
		}
		return nil
	}
	publish(t, r.DB, edition.Published, before)
	s.stale.Store(true)
	ask(t, r, func(got news.Receipt) bool { return !got.Everywhere.IsZero() })
	if rang.Load() != 0 {
		t.Fatal("the alarm rang for what readers had at once")
	}

	number := publish(t, r.DB, edition.Updated, after)
	got := ask(t, r, func(got news.Receipt) bool { return got.Edition == number && !got.Alarm.IsZero() && got.Tries > 4 })
	if rang.Load() != 1 {
		t.Errorf("the alarm rang %d times in %d rounds", rang.Load(), got.Tries)
	}
	if len(got.Behind()) == 0 || got.Behind()[0].Kind != news.StorySurface || got.Behind()[0].Fault != news.SurfaceOld {
		t.Errorf("behind is %+v", got.Behind())
	}
	s.stale.Store(false)
	got = ask(t, r, func(got news.Receipt) bool { return !got.Everywhere.IsZero() })
	if len(got.Behind()) != 0 || got.Alarm.IsZero() {
		t.Errorf("at the end: %+v", got)
	}
}

// A newer change of the story is what readers must have: nobody asks for the one before.
func TestOnlyTheNewestChangeIsAskedFor(t *testing.T) {
	s := open(t)
	r := newRoom(t, s)
	publish(t, r.DB, edition.Published, before) // which this site never shows
	ask(t, r, func(got news.Receipt) bool { return got.Tries > 0 })
	number := publish(t, r.DB, edition.Updated, after)
	publish(t, r.DB, edition.Redrawn, before) // nobody waits for the files of its pictures
	ask(t, r, func(got news.Receipt) bool { return got.Edition == number && !got.Everywhere.IsZero() })
	left, err := r.DB.OpenReceipts(t.Context())
	if err != nil || len(left) != 0 {
		t.Errorf("still asked for: %+v, %v", left, err)
	}
}
