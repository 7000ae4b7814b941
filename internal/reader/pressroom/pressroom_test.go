package pressroom

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// The work for a change is what it changes: no other page is printed.
func TestAChangePrintsTheHotPagesThatItTouchesAndNoOther(t *testing.T) {
	n := setUp()
	for number := range int64(50) {
		n.publish(story(number+1, "An older story"))
	}
	n.publish(story(100, "Water rises", "flood", "jamuna"))
	r := open(t, t.TempDir(), n)
	catchUp(t, r)
	lists := []string{"/en/", "/en/world-news/"}
	for _, c := range []struct {
		what  string
		do    edition.Change
		print []string
	}{
		{"an edit", story(100, "Water rises fast", "flood", "jamuna"), append([]string{pathOf(100)}, lists...)},
		{"a story", story(101, "A bridge opens"), append([]string{pathOf(101)}, lists...)},
		{"a flash", flash("bn", "ফেরি বন্ধ"), []string{"/ticker/bn.json"}},
		{"a kill", edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 101, Language: "en", At: noon}}, append([]string{"\x00gone/101"}, lists...)},
	} {
		n.publish(c.do)
		catchUp(t, r)
		got := slices.Sorted(maps.Keys(r.last.printed))
		slices.Sort(c.print)
		if d := cmp.Diff(c.print, got); d != "" {
			t.Errorf("%s printed (-want +got):\n%s", c.what, d)
		}
		for name := range r.last.printed {
			if strings.Contains(name, "/bn/") && c.what != "a flash" {
				t.Errorf("%s in English printed %s", c.what, name)
			}
		}
	}
}

func TestManyChangesAtOnceAreOneStep(t *testing.T) {
	n := setUp()
	for number := range int64(2*batch + 10) {
		n.publish(story(number+1, fmt.Sprint("Story ", number+1)))
	}
	r := open(t, t.TempDir(), n)
	catchUp(t, r)
	if r.last.edition != 2*batch+11 || r.Site.Edition() != r.last.edition || len(r.last.printed) > 20 {
		t.Errorf("edition %d, %d pages printed", r.last.edition, len(r.last.printed))
	}
	if w := ask(r.Site, pathOf(7)); w.Code != 200 || !strings.Contains(w.Body.String(), "Story 7") {
		t.Errorf("a cold story: %d", w.Code)
	}
}

// With the newsroom gone, and after a restart in that state, readers still get the last
// edition, the pictures in it, and the bar.
func TestAfterARestartWithTheNewsroomGoneReadersHaveTheLastEdition(t *testing.T) {
	dir, n := t.TempDir(), setUp()
	c := story(1, "Water rises")
	c.Bars = []edition.Bar{bar("en", "Ferries halted")}
	n.publish(c)
	r := open(t, dir, n)
	catchUp(t, r)
	before := ask(r.Site, pathOf(1))
	if err := r.Archive.Close(); err != nil {
		t.Fatal(err)
	}

	n.fail(errors.New("the database is gone"))
	r = open(t, dir, n)
	if err := r.CatchUp(t.Context()); err == nil {
		t.Error("the newsroom's being gone is no error")
	}
	after := ask(r.Site, pathOf(1))
	if after.Code != 200 || !bytes.Equal(before.Body.Bytes(), after.Body.Bytes()) {
		t.Errorf("the story page is another: %d", after.Code)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	r.Site.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/sse/ticker/en", nil))
	if !strings.Contains(w.Body.String(), "id: 2\n") || !strings.Contains(w.Body.String(), "Ferries halted") {
		t.Errorf("the stream has %q", w.Body)
	}

	n.fail(nil)
	n.publish(story(2, "Back again"))
	catchUp(t, r)
	if w := ask(r.Site, pathOf(2)); w.Code != 200 {
		t.Errorf("when the newsroom is back: %d", w.Code)
	}
}

// What was taken before an error is before readers, not only in the archive.
func TestAnErrorInTheMiddleKeepsWhatWasTaken(t *testing.T) {
	n := setUp()
	for number := range int64(batch) {
		n.publish(story(number+1, "x"))
	}
	r := open(t, t.TempDir(), &failing{newsroom: n, after: batch})
	if err := r.CatchUp(t.Context()); err == nil {
		t.Error("no error")
	}
	if r.Site.Edition() != batch || r.Archive.View().Edition() != batch {
		t.Errorf("readers have edition %d, the archive %d", r.Site.Edition(), r.Archive.View().Edition())
	}
}

// failing is a newsroom that fails once an edition was taken.
type failing struct {
	*newsroom
	after int64
}

func (f *failing) Since(ctx context.Context, after int64, limit int) ([]edition.Change, error) {
	if after >= f.after {
		return nil, errors.New("gone")
	}
	return f.newsroom.Since(ctx, after, limit)
}

func TestPicturesAreThereBeforeTheirStoryIs(t *testing.T) {
	n := setUp()
	r := open(t, t.TempDir(), n)
	put := func(name string) {
		if err := r.Pictures.Put(t.Context(), blob.Rendition(name), []byte("\xff\xd8"+name)); err != nil {
			t.Fatal(err)
		}
	}
	const there, late = "0123456789abcdef0123456789abcdef.jpg", "fedcba9876543210fedcba9876543210.jpg"
	put(there)
	c := story(1, "With pictures")
	c.Story.Pictures = []edition.Picture{{ID: "p", Renditions: []news.Rendition{{Name: there}, {Name: late}}}}
	n.publish(c)
	catchUp(t, r)
	if w := ask(r.Site, "/media/"+there); w.Code != 200 || w.Body.String() != "\xff\xd8"+there || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("the picture: %d %v", w.Code, w.Header())
	}
	if w := ask(r.Site, pathOf(1)); w.Code != 200 {
		t.Errorf("a picture that cannot be had holds up the news: %d", w.Code)
	}
	if w := ask(r.Site, "/media/"+late); w.Code != 404 {
		t.Errorf("a picture that is not there: %d", w.Code)
	}
	put(late)
	catchUp(t, r)
	if w := ask(r.Site, "/media/"+late); w.Code != 200 {
		t.Errorf("a picture that came late: %d", w.Code)
	}
	n.publish(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 1, Language: "en", At: noon}})
	catchUp(t, r)
	if w := ask(r.Site, "/media/"+there); w.Code != 404 {
		t.Errorf("a killed story's picture: %d", w.Code)
	}
}

// The pressroom looks by itself, so a bell that is not heard costs a moment; and what
// goes wrong for long is said once. (Nothing is printed here: compressors must not
// begin their lives in a bubble.)
func TestTheRoomLooksByItselfAndSaysOnceWhatIsWrong(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	n := new(newsroom)
	r := open(t, t.TempDir(), n)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		wake, done := make(chan struct{}, 1), make(chan struct{})
		go func() { defer close(done); r.Run(ctx, wake) }()
		time.Sleep(time.Minute - 1)
		synctest.Wait()
		if n.asked != 30 {
			t.Errorf("in a minute it looked %d times", n.asked)
		}
		wake <- struct{}{}
		synctest.Wait()
		if n.asked != 31 {
			t.Errorf("when it was woken it did not look")
		}
		n.fail(errors.New("the database is gone"))
		time.Sleep(time.Minute)
		n.fail(nil)
		time.Sleep(time.Minute)
		cancel()
		<-done
	})
	if got := log.String(); strings.Count(got, "\n") != 2 || !strings.Contains(got, "the database is gone") || !strings.Contains(got, "arrive again") {
		t.Errorf("it said\n%s", got)
	}
}

// What cannot follow is refused, and readers keep what they have.
func TestAGapInTheEditionsIsNotTaken(t *testing.T) {
	n := setUp()
	r := open(t, t.TempDir(), n)
	catchUp(t, r)
	n.publish(story(1, "one"))
	n.changes[1].Number = 3
	if err := r.CatchUp(t.Context()); err == nil || r.Site.Edition() != 1 {
		t.Errorf("edition %d, %v", r.Site.Edition(), err)
	}
}

func BenchmarkPublish(b *testing.B) {
	n := setUp()
	for number := range int64(10_000) {
		n.publish(story(number+1, fmt.Sprint("Story ", number+1), fmt.Sprint("t", number%200)))
	}
	r := open(b, b.TempDir(), n)
	catchUp(b, r)
	for b.Loop() {
		c := story(int64(len(n.changes))+1, "A new story", "t1")
		c.Bars = []edition.Bar{bar("en", "A new story")}
		n.publish(c)
		catchUp(b, r)
	}
	b.ReportMetric(float64(len(r.last.printed)), "pages/op")
}
