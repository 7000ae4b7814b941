package archive_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// movedIn is a story with a picture that stood under the names.
func movedIn(n, number int64, rendition string, was ...string) edition.Change {
	c := published(n, number, "x")
	c.Story.Lead = &edition.Picture{ID: rendition, Was: edition.OldKeys(was), Renditions: []news.Rendition{
		{Name: rendition + "-320.jpg", Width: 320}, {Name: rendition + "-960.jpg", Width: 960},
	}}
	return c
}

func TestAnOldPictureIsFoundWhileALiveStoryHasItAndGoneAfterAKill(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	says := func(v *archive.View, path string) string {
		rendition, story, is, err := v.OldPicture(path, "")
		return fmt.Sprint(rendition, " ", story, " ", is, " ", err)
	}
	steps := []struct {
		change edition.Change
		boat   string // what /u/boat-300x200.jpg says afterwards
		lamp   string // what /u/lamp.jpg says
	}{
		{published(1, 9, "x"), " 0 0 <nil>", " 0 0 <nil>"},
		{movedIn(2, 1, "boat", "/u/boat.jpg"), "boat-320.jpg 1 1 <nil>", " 0 0 <nil>"},
		{movedIn(3, 2, "lamp", "/u/lamp.jpg"), "boat-320.jpg 1 1 <nil>", "lamp-960.jpg 2 1 <nil>"},
		{killed(4, 2), "boat-320.jpg 1 1 <nil>", " 2 3 <nil>"},
		{movedIn(5, 3, "boat", "/u/boat.jpg"), "boat-320.jpg 1 1 <nil>", " 2 3 <nil>"},
		{killed(6, 1), "boat-320.jpg 3 1 <nil>", " 2 3 <nil>"},
		{published(7, 3, "without"), " 1 3 <nil>", " 2 3 <nil>"},
		{withdrawn(8, 3), " 3 2 <nil>", " 2 3 <nil>"},
	}
	for i, s := range steps {
		v, err := a.Append([]edition.Change{s.change})
		if err != nil {
			t.Fatal(err)
		}
		for round, v := range []*archive.View{v, nil, nil} {
			switch round {
			case 1: // opened again, by the index
				if err := a.Close(); err != nil {
					t.Fatal(err)
				}
				a = open(t, dir)
				v = a.View()
			case 2: // and by a snapshot
				if err := a.Snapshot(); err != nil {
					t.Fatal(err)
				}
				if err := a.Close(); err != nil {
					t.Fatal(err)
				}
				a = open(t, dir)
				v = a.View()
			}
			if boat, lamp := says(v, "/u/boat-300x200.jpg"), says(v, "/u/lamp.jpg"); boat != s.boat || lamp != s.lamp {
				t.Errorf("after change %d, round %d: boat %q want %q, lamp %q want %q", i+1, round, boat, s.boat, lamp, s.lamp)
			}
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// A hundred thousand addresses take less than 4 MB and next to nothing of a start, of which
// the same archive without them is the measure.
func TestAHundredThousandOldAddressesCostLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: it makes two archives of 20,000 stories")
	}
	const stories, each = 20_000, 5
	made := func(old bool) (start time.Duration, memory uint64) {
		dir := t.TempDir()
		a := open(t, dir)
		var changes []edition.Change
		for i := range int64(stories) {
			var was []string
			for p := range each {
				if old {
					was = append(was, fmt.Sprintf("/wp-content/uploads/2020/01/photo-%d-%d.jpg", i, p))
				}
			}
			changes = append(changes, movedIn(i+1, i+1, fmt.Sprint("p", i), was...))
		}
		if _, err := a.Append(changes); err != nil {
			t.Fatal(err)
		}
		if err := a.Snapshot(); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		start = time.Hour
		var before, after runtime.MemStats
		for range 5 {
			runtime.GC()
			runtime.ReadMemStats(&before)
			began := time.Now()
			a = open(t, dir)
			start = min(start, time.Since(began))
			runtime.GC()
			runtime.ReadMemStats(&after)
			memory = after.HeapAlloc - before.HeapAlloc
			if old {
				if name, _, is, err := a.View().OldPicture("/wp-content/uploads/2020/01/photo-777-3-300x200.jpg", ""); name != "p777-320.jpg" || is != archive.Live || err != nil {
					t.Fatalf("%q %d %v", name, is, err)
				}
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
		}
		return start, memory
	}
	plain, plainMemory := made(false)
	with, withMemory := made(true)
	t.Logf("start %v without, %v with; heap %d KB without, %d KB with", plain, with, plainMemory>>10, withMemory>>10)
	if withMemory > plainMemory+4<<20 {
		t.Errorf("%d KB for %d addresses", (withMemory-plainMemory)>>10, stories*each)
	}
	if with > plain+20*time.Millisecond {
		t.Errorf("a start takes %v, and %v without them", with, plain)
	}
}
