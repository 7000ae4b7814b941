package wire_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

func TestEveryItemBecomesADispatchAndOtherBytesItsNextVersion(t *testing.T) {
	a := newAgency(t)
	arrived := 0
	w := newWorld(t, wire.Options{Arrived: func() { arrived++ }}, a)
	id := w.feed("Delta", a).ID

	a.sends(rss(item("2", "Two"), item("1", "One")))
	h := w.try(id)
	if h.Error != "" || h.Failures != 0 || h.ETag == "" || h.LastModified == "" || h.Succeeded.IsZero() || !h.Next.After(h.Tried) {
		t.Errorf("%+v", h)
	}
	if got := w.headlines(id); got != "Two v1, One v1" || arrived != 1 {
		t.Errorf("%s, rang %d times", got, arrived)
	}

	// Nothing has changed: the agency is asked for changes only, and nothing is kept.
	if h = w.try(id); a.asked[1].Get("If-None-Match") == "" || a.asked[1].Get("If-Modified-Since") == "" || h.ETag == "" || arrived != 1 {
		t.Errorf("%v, %+v, rang %d times", a.asked[1], h, arrived)
	}

	// One item has changed; the other is there as it was.
	a.sends(rss(item("2", "Two, corrected"), item("1", "One")))
	w.try(id)
	if got := w.headlines(id); got != "Two, corrected v2, One v1" || arrived != 2 {
		t.Errorf("%s, rang %d times", got, arrived)
	}
	two := w.dispatches(id)[0]
	raw, err := w.store.Raw(t.Context(), two.ID, 1)
	if err != nil || string(raw) != item("2", "Two") {
		t.Errorf("the first version's bytes are %q, %v", raw, err)
	}
	if raw, err = w.store.Raw(t.Context(), two.ID, 2); err != nil || string(raw) != item("2", "Two, corrected") {
		t.Errorf("the second version's bytes are %q, %v", raw, err)
	}

	// Another room, as after a restart, knows nothing and keeps nothing twice.
	a.answers(func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(rw, rss(item("2", "Two, corrected"), item("1", "One")))
	})
	again := newWorld(t, wire.Options{Store: w.store}, a)
	again.try(id)
	if got := w.headlines(id); got != "Two, corrected v2, One v1" {
		t.Error(got)
	}
}

func TestADispatchSaysWhatItsItemSaid(t *testing.T) {
	a := newAgency(t)
	w := newWorld(t, wire.Options{}, a)
	id := w.feed("Delta", a).ID
	a.sends(`<rss version="2.0"><channel><title>F</title><language>en-US</language><item><guid>1</guid><link>https://delta.example/1</link><title>River &amp; sea</title><author>a@delta.example (Rahima Begum)</author>` +
		`<category>Weather</category><pubDate>Tue, 24 Nov 2026 15:04:05 +0600</pubDate><description>&lt;p&gt;It rose.&lt;/p&gt;</description><enclosure url="https://delta.example/a.jpg" type="image/jpeg"/></item>` +
		`<item><guid>2</guid><title>ঢাকায় বৃষ্টি</title></item><item><guid>3</guid><description>No headline here, ` + strings.Repeat("only words ", 30) + `</description></item></channel></rss>`)
	w.try(id)
	all := w.dispatches(id)
	if len(all) != 3 || all[1].Language != news.Bangla || all[0].Language != news.English && all[2].Language != news.English {
		t.Fatalf("%+v", all)
	}
	one, none := all[0], all[2]
	if one.GUID != "1" {
		one, none = all[2], all[0]
	}
	if len(none.Headline) > 150 || !strings.HasPrefix(none.Headline, "No headline here, only words") || !strings.HasSuffix(none.Headline, "words…") {
		t.Errorf("the headline that was made is %q", none.Headline)
	}
	want := news.Dispatch{
		ID: one.ID, Wire: id, WireName: "Delta", GUID: "1", Version: 1, Received: one.Received, Issued: time.Date(2026, 11, 24, 9, 4, 5, 0, time.UTC), Language: news.English,
		Headline: "River & sea", Summary: "It rose.", Author: "Rahima Begum", Link: "https://delta.example/1", Topics: []string{"Weather"},
		Media: []news.Media{{URL: "https://delta.example/a.jpg", Type: "image/jpeg"}}, Body: news.Paragraphs("It rose."), Hash: one.Hash, Cluster: one.Cluster, RawType: "application/rss+xml", UsedBy: []int64{},
	}
	if d := cmp.Diff(want, one); d != "" || len(one.Hash) != 64 {
		t.Error(d)
	}
}

func TestABrokenFeedIsSaidInWordsAndLosesNothing(t *testing.T) {
	a := newAgency(t)
	w := newWorld(t, wire.Options{}, a)
	id := w.feed("Delta", a).ID
	a.sends(strings.TrimSuffix(rss(item("1", "One"), item("2", "Two"), "<item><title>Thr"), "\n</channel></rss>"))
	h := w.try(id)
	if h.Error != "The feed breaks off in the middle of the item at line 4: that item was not taken, those before it were." || h.Failures != 0 {
		t.Errorf("%+v", h)
	}
	if got := w.headlines(id); got != "One v1, Two v1" {
		t.Error(got)
	}
	if h = w.try(id); !strings.HasPrefix(h.Error, "The feed breaks off") {
		t.Errorf("it is not broken any more, the feed being the same: %+v", h)
	}

	// The transport breaks off: the items that came are taken, and all is asked for again.
	a.answers(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Length", "5000")
		rw.Header().Set("ETag", `"half"`)
		fmt.Fprint(rw, rss(item("3", "Three"), "<item><title>Four & "))
	})
	if h = w.try(id); !strings.Contains(h.Error, "broke off in the middle of its answer") || h.ETag != "" || h.Failures != 0 {
		t.Errorf("%+v", h)
	}
	if got := w.headlines(id); got != "Three v1, One v1, Two v1" {
		t.Error(got)
	}

	a.answers(func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, "<!DOCTYPE html><p>Sign in") })
	if h = w.try(id); h.Failures != 1 || !strings.HasPrefix(h.Error, "This is a web page, not a feed") {
		t.Errorf("%+v", h)
	}
	if h = w.try(id); h.Failures != 2 {
		t.Errorf("%+v", h)
	}
	a.sends(rss(item("3", "Three")))
	if h = w.try(id); h.Failures != 0 || h.Error != "" {
		t.Errorf("%+v", h)
	}
	saved, err := w.store.Wire(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(h, saved.Health); d != "" {
		t.Errorf("what is written down is not what was said:\n%s", d)
	}
}

func TestAServerThatAsksForTimeGetsIt(t *testing.T) {
	a := newAgency(t)
	w := newWorld(t, wire.Options{}, a)
	id := w.feed("Delta", a).ID
	a.answers(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusTooManyRequests)
	})
	h := w.try(id)
	if wait := h.Next.Sub(h.Tried); wait < 2*time.Hour || wait > 2*time.Hour+time.Second || !strings.Contains(h.Error, "asks too often (status 429)") {
		t.Errorf("waits %s: %+v", wait, h)
	}
}

func TestAnAddressInsideTheHouseIsAStateAndNotARequest(t *testing.T) {
	a := newAgency(t)
	a.sends(rss(item("1", "One")))
	w := newWorld(t, wire.Options{Fetch: fetch.New(fetch.Options{})}, a)
	h := w.try(w.feed("Inside", a).ID)
	if a.times() != 0 || h.Failures != 1 || !strings.Contains(h.Error, "not on the public internet") {
		t.Errorf("asked %d times: %+v", a.times(), h)
	}
}

func TestFetchNowTriesAtOnceButNotTwiceInAMoment(t *testing.T) {
	a := newAgency(t)
	a.sends(rss(item("1", "One")))
	w := newWorld(t, wire.Options{}, a)
	one := w.feed("Delta", a)
	if h, err := w.room.FetchNow(t.Context(), one.ID); err != nil || h.Failures != 0 || w.headlines(one.ID) != "One v1" {
		t.Fatalf("%+v, %v", h, err)
	}
	_, err := w.room.FetchNow(t.Context(), one.ID)
	if said, ok := errors.AsType[*news.Error](err); !ok || said.Kind != news.TooMany || a.times() != 1 {
		t.Errorf("%v, asked %d times", err, a.times())
	}
	one.Paused = true
	w.save(one)
	_, err = w.room.FetchNow(t.Context(), one.ID)
	if said, ok := errors.AsType[*news.Error](err); !ok || said.Kind != news.Conflict {
		t.Error(err)
	}
	if _, err = w.room.FetchNow(t.Context(), "nobody"); err == nil {
		t.Error("there is no such wire")
	}
}

func TestAWireThatHangsTouchesNoOther(t *testing.T) {
	hangs, works := newAgency(t), newAgency(t)
	hung := make(chan struct{}, 1)
	hangs.answers(func(_ http.ResponseWriter, r *http.Request) {
		hung <- struct{}{}
		<-r.Context().Done()
	})
	works.sends(rss(item("1", "One")))
	arrived := make(chan struct{}, 10)
	w := newWorld(t, wire.Options{Arrived: func() { arrived <- struct{}{} }}, hangs, works)
	w.feed("Hangs", hangs)
	ctx, cancel := context.WithCancel(t.Context())
	closed := make(chan error, 1)
	go func() { closed <- w.room.Run(ctx) }()
	<-hung
	id := w.feed("Works", works).ID // is added while the room is open and the other hangs
	<-arrived
	if got := w.headlines(id); got != "One v1" {
		t.Error(got)
	}
	cancel()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	all, err := w.store.Wires(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if h := all[0].Health; all[0].Name != "Hangs" || h.Failures != 0 {
		t.Errorf("that we stopped is not the wire's fault: %+v", h)
	}
}

func TestADispatchThatCannotBeKeptTakesNoOtherWithIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stet.db")
	db, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err = raw.ExecContext(t.Context(), `CREATE TRIGGER poison BEFORE INSERT ON dispatch WHEN NEW.guid = 'poison' BEGIN SELECT RAISE(ABORT, 'no'); END`); err != nil {
		t.Fatal(err)
	}
	a := newAgency(t)
	w := newWorld(t, wire.Options{Store: db}, a)
	id := w.feed("Delta", a).ID
	a.sends(rss(item("3", "Three"), item("poison", "Bad"), item("1", "One")))
	h := w.try(id)
	if got := w.headlines(id); got != "Three v1, One v1" || h.Failures != 0 || h.ETag != "" || !strings.Contains(h.Error, "One item could not be kept") {
		t.Errorf("%s: %+v", got, h)
	}
	if _, err = raw.ExecContext(t.Context(), `DROP TRIGGER poison`); err != nil {
		t.Fatal(err)
	}
	if h = w.try(id); h.Error != "" || h.ETag == "" || w.headlines(id) != "Bad v1, Three v1, One v1" {
		t.Errorf("%s: %+v", w.headlines(id), h)
	}

	// When the store keeps nothing at all the wire is said to fail, and nothing is given up.
	if _, err = raw.ExecContext(t.Context(), `CREATE TRIGGER poison BEFORE INSERT ON dispatch BEGIN SELECT RAISE(ABORT, 'no'); END`); err != nil {
		t.Fatal(err)
	}
	a.sends(rss(item("4", "Four"), item("5", "Five"), item("6", "Six"), item("7", "Seven")))
	if h = w.try(id); h.Failures != 1 || !strings.HasPrefix(h.Error, "Something went wrong here") || h.ETag != "" {
		t.Errorf("%+v", h)
	}
}

func TestAFaultOfOursIsTheWiresStateAndNotACrash(t *testing.T) {
	w := &world{T: t, store: storetest.SQLite(t)}
	w.room = wire.New(wire.Options{Store: w.store}) // and nothing to fetch with
	h := w.try(w.save(news.Wire{Name: "Delta", Kind: news.FeedWire, Address: "https://delta.example/", Language: news.English, Every: time.Minute}).ID)
	if h.Failures != 1 || !strings.HasPrefix(h.Error, "Something went wrong here") {
		t.Errorf("%+v", h)
	}
}
