package archive_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// of returns a change of story 1, with one file as its picture.
func of(n int64, kind edition.Kind, after time.Duration, file string) edition.Change {
	c := published(n, 1, "x")
	c.Kind, c.At = kind, noon.Add(after)
	c.Story.Lead = &edition.Picture{ID: "p", Renditions: []news.Rendition{{Name: file}}}
	return c
}

func TestFilesOfPicturesThatWereDrawnAgainAreAnsweredForADay(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	answered := func(want ...string) {
		t.Helper()
		for _, name := range []string{"a.jpg", "b.jpg", "c.jpg", "d.jpg"} {
			if got := a.View().Media(name); got != slices.Contains(want, name) {
				t.Errorf("edition %d: %s is answered: %v", a.View().Edition(), name, got)
			}
		}
	}
	add := func(changes ...edition.Change) {
		t.Helper()
		if _, err := a.Append(changes); err != nil {
			t.Fatal(err)
		}
	}
	add(of(1, edition.Published, 0, "a.jpg"), of(2, edition.Redrawn, time.Hour, "b.jpg")) // in one step
	answered("a.jpg", "b.jpg")
	add(of(3, edition.Updated, 2*time.Hour, "b.jpg"))
	answered("a.jpg", "b.jpg")
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir)
	defer func() { _ = a.Close() }()
	answered("a.jpg", "b.jpg")
	add(of(4, edition.Redrawn, 24*time.Hour, "c.jpg"))
	answered("a.jpg", "b.jpg", "c.jpg")
	add(of(5, edition.Redrawn, 25*time.Hour, "d.jpg")) // a day after edition 2
	answered("b.jpg", "c.jpg", "d.jpg")
	add(of(6, edition.Updated, 26*time.Hour, "a.jpg")) // another picture: that is no redrawing
	answered("a.jpg", "b.jpg", "c.jpg")
	add(killed(7, 1))
	answered()
}

// A story that was drawn again is the same story to who asks when one last became another.
func TestAStoryThatWasDrawnAgainIsNoOtherStory(t *testing.T) {
	a := open(t, t.TempDir())
	defer func() { _ = a.Close() }()
	var when []time.Time
	for _, c := range []edition.Change{of(1, edition.Published, 0, "a.jpg"), of(2, edition.Redrawn, time.Hour, "b.jpg"), of(3, edition.Updated, 2*time.Hour, "b.jpg")} {
		v, err := a.Append([]edition.Change{c})
		if err != nil {
			t.Fatal(err)
		}
		_, changed := v.Span(0, archive.Block)
		when = append(when, changed)
	}
	if !when[0].Equal(when[1]) || when[1].Equal(when[2]) {
		t.Errorf("the stories last changed at %v", when)
	}
}
