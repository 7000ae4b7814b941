package receipt_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/receipt"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// However often the bell rings, rounds begin a gap apart; and after each ring one begins
// within a gap and a round.
func TestAThousandEditionsAMinuteAreFourRoundsASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const takes = 40 * time.Millisecond // a round
		ctx, stop := context.WithCancel(t.Context())
		wake := make(chan struct{}, 1)
		var began []time.Time
		done := make(chan struct{})
		go func() {
			defer close(done)
			receipt.Pace(ctx, wake, func() time.Duration {
				began = append(began, time.Now())
				time.Sleep(takes)
				return time.Hour
			})
		}()
		synctest.Wait()
		var rang []time.Time
		for range 1000 {
			time.Sleep(time.Minute / 1000)
			rang = append(rang, time.Now())
			select {
			case wake <- struct{}{}:
			default:
			}
		}
		time.Sleep(time.Second)
		stop()
		<-done
		if n := len(began); n > int(time.Minute/receipt.Gap)+3 || n < 200 {
			t.Errorf("%d rounds in a minute", n)
		}
		for i := range began[1:] {
			if apart := began[i+1].Sub(began[i]); apart < receipt.Gap {
				t.Fatalf("two rounds began %s apart", apart)
			}
		}
		at := 0
		for _, r := range rang {
			for at < len(began) && began[at].Before(r) {
				at++
			}
			if at == len(began) || began[at].Sub(r) > receipt.Gap+takes {
				t.Fatalf("after a ring no round began in time")
			}
		}
	})
}

// A ring after a while is heard at once.
func TestOnePublicationIsAskedAboutAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		wake := make(chan struct{}, 1)
		rounds, done := 0, make(chan struct{})
		go func() {
			defer close(done)
			receipt.Pace(ctx, wake, func() time.Duration { rounds++; return time.Hour })
		}()
		time.Sleep(time.Second)
		wake <- struct{}{}
		synctest.Wait()
		if rounds != 2 {
			t.Errorf("%d rounds", rounds)
		}
		stop()
		<-done
	})
}

// publishMany takes stories to readers, as far as the database knows.
func publishMany(t *testing.T, db *store.DB, n int) (all []edition.Story) {
	t.Helper()
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		now, err := tx.Now(t.Context())
		if err != nil {
			return err
		}
		for i := range n {
			number, err := tx.NextEdition(t.Context())
			if err != nil {
				return err
			}
			s := one(fmt.Sprintf("Ferry %d is back on its river", i))
			s.Number, s.Slug = int64(7+i), fmt.Sprintf("ferry-%d", i)
			all = append(all, s)
			if err := tx.Publish(t.Context(), edition.Change{Number: number, Kind: edition.Published, At: now, Story: &s}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Forty publications at once ask for a page of all stories as often as one does, and for each
// story's own once; and the windows are told once a round, not once a story.
func TestManyPublicationsShareWhatIsAsked(t *testing.T) {
	var mu sync.Mutex
	asked, all := map[string]int{}, []edition.Story{}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked[r.URL.Path]++
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, s := range all {
			_, _ = fmt.Fprintf(w, `<a href="%s">%s</a>`, s.Path(), s.Headline)
		}
	}))
	t.Cleanup(site.Close)
	db := storetest.SQLite(t)
	if _, err := db.Follow(t.Context(), "receipts"); err != nil {
		t.Fatal(err)
	}
	const many = 40
	all = publishMany(t, db, many)
	r := &receipt.Room{DB: db, Bases: []string{site.URL}, Client: fetch.New(fetch.Options{Trusted: true})}
	told := make(chan struct{}, 1000)
	r.Changed = func() { told <- struct{}{} }
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx, nil) }()
	rounds := 0
	for left := 1; left > 0; {
		<-told
		rounds++
		open, err := db.OpenReceipts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		left = len(open)
	}
	stop()
	<-done
	mu.Lock()
	defer mu.Unlock()
	if rounds > 3 || asked["/en/"] > rounds || asked["/en/"] == 0 {
		t.Errorf("the home page was asked %d times for %d publications, in %d rounds", asked["/en/"], many, rounds)
	}
	for _, s := range all {
		if got, err := db.ReceiptOf(t.Context(), s.Number); err != nil || got.Everywhere.IsZero() || asked[s.Path()] != 1 {
			t.Errorf("%s was asked %d times: %+v %v", s.Path(), asked[s.Path()], got.Behind(), err)
		}
	}
}

// A site that does not answer is not waited for again and again in one round.
func TestASilentSiteIsLeftAloneForTheRound(t *testing.T) {
	var asked atomic.Int64
	dead := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked.Add(1)
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(dead.Close)
	db := storetest.SQLite(t)
	if _, err := db.Follow(t.Context(), "receipts"); err != nil {
		t.Fatal(err)
	}
	r := &receipt.Room{DB: db, Bases: []string{dead.URL}, Client: fetch.New(fetch.Options{Trusted: true})}
	publish(t, db, edition.Published, after)
	got := ask(t, r, func(got news.Receipt) bool { return got.Tries > 0 })
	most := (receipt.Silences + receipt.Fetches) * 2 // a request may be sent a second time
	if n := int(asked.Load()); n > most*(got.Tries+1) || len(got.Behind()) < 12 {
		t.Errorf("it was asked %d times in %d rounds, for %d surfaces", n, got.Tries, len(got.Behind()))
	}
	for _, s := range got.Behind() {
		if s.Fault != news.SurfaceSilent || s.Text == "" {
			t.Errorf("%+v", s)
		}
	}
}
