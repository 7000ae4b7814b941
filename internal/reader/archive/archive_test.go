package archive_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

var noon = time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func published(n, number int64, headline string, topics ...string) edition.Change {
	s := &edition.Story{
		Card: edition.Card{Number: number, Language: news.English, Section: "world-news", Slug: "s", Headline: headline,
			Date: "2026/03/26", Published: noon.Add(time.Duration(number) * time.Minute)},
		Body: news.Paragraphs(headline, strings.Repeat("x", 50)),
	}
	for _, t := range topics {
		s.Topics = append(s.Topics, edition.Topic{Slug: t, Name: strings.ToUpper(t)})
	}
	return edition.Change{Number: n, Kind: edition.Published, At: noon.Add(time.Duration(n) * time.Second), Story: s}
}

func killed(n, number int64) edition.Change {
	return edition.Change{Number: n, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: number, Language: news.English, At: noon}}
}

// world is what a reader can learn from a view.
func world(t interface{ Fatal(...any) }, v *archive.View) map[string]any {
	w := map[string]any{"edition": v.Edition(), "at": v.At(), "house": v.House()}
	for number := range int64(12) {
		w[fmt.Sprint("state ", number)] = v.State(number)
		if s, err := v.Story(number); err == nil {
			w[fmt.Sprint("story ", number)] = s
		}
		if n, ok := v.Notice(number); ok {
			w[fmt.Sprint("notice ", number)] = n
		}
	}
	for _, l := range []archive.List{{}, {Language: "en"}, {Language: "en", Section: "world-news"}, {Language: "en", Topic: "a"}, {Language: "en", Topic: "b"}} {
		cards, err := v.Newest(l, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		w[fmt.Sprint("list ", l)] = cards
		if len(cards) != v.Count(l) {
			t.Fatal("a list and its count differ")
		}
	}
	bar, made := v.Bar("en")
	w["bar"], w["made"] = bar, made
	return w
}

// Whatever is published, corrected, killed and brought back: a view says what a plain
// reading of the changes says, views made earlier go on saying what they said, and an
// archive that is opened again says the same.
func TestAViewIsItsEditionForEver(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			r.Fatal(err)
		}
		a := open(t, dir)
		type kept struct {
			view *archive.View
			says map[string]any
		}
		var all []kept
		live := map[int64]edition.Story{}
		n := int64(0)
		for range rapid.IntRange(1, 25).Draw(r, "changes") {
			n++
			number := rapid.Int64Range(1, 10).Draw(r, "number")
			var c edition.Change
			switch rapid.IntRange(0, 3).Draw(r, "kind") {
			case 0:
				c = killed(n, number)
				delete(live, number)
			case 1:
				c = edition.Change{Number: n, Kind: edition.Flashed, At: noon, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{{ID: fmt.Sprint(n)}}}}}
			default:
				c = published(n, number, fmt.Sprint("headline ", n), rapid.SampledFrom([][]string{nil, {"a"}, {"a", "b"}, {"b", "b"}}).Draw(r, "topics")...)
				live[number] = *c.Story
			}
			v, err := a.Append([]edition.Change{c})
			if err != nil {
				r.Fatal(err)
			}
			if rapid.Bool().Draw(r, "sync") {
				if err := a.Sync(); err != nil {
					r.Fatal(err)
				}
			}
			all = append(all, kept{v, world(r, v)})
		}
		newest := all[len(all)-1]
		if got := newest.view.Count(archive.List{}); got != len(live) {
			r.Fatalf("%d stories are listed, %d are live", got, len(live))
		}
		for number, want := range live {
			got, err := newest.view.Story(number)
			if err != nil {
				r.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				r.Fatal(d)
			}
		}
		for _, k := range all {
			if d := cmp.Diff(k.says, world(r, k.view)); d != "" {
				r.Fatalf("edition %d changed: %s", k.view.Edition(), d)
			}
		}
		if err := a.Close(); err != nil {
			r.Fatal(err)
		}
		again := open(t, dir)
		if d := cmp.Diff(newest.says, world(r, again.View())); d != "" {
			r.Fatalf("opened again: %s", d)
		}
		if err := again.Close(); err != nil {
			r.Fatal(err)
		}
	})
}

func TestARecordThatIsNotWholeIsCutOffAndAskedForAgain(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one"), published(2, 2, "two")}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, name := range []string{"index.log", "stories.log"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = b
	}
	for name, whole := range files {
		for cut := 1; cut < 60; cut += 7 {
			torn := t.TempDir()
			for other, b := range files {
				if other == name {
					b = b[:len(whole)-cut]
				}
				if err := os.WriteFile(filepath.Join(torn, other), b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			a := open(t, torn)
			if a.View().Edition() != 1 {
				t.Fatalf("%s without its last %d bytes opens at edition %d", name, cut, a.View().Edition())
			}
			if v, err := a.Append([]edition.Change{published(2, 2, "two")}); err != nil || v.Count(archive.List{}) != 2 {
				t.Fatalf("the change again: %v", err)
			}
			if s, err := a.View().Story(2); err != nil || s.Headline != "two" {
				t.Fatalf("%v %v", s.Headline, err)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestDamagedBytesAreNeverServed(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one")}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "stories.log")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		b := slices.Clone(whole)
		b[i] ^= 1
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		a := open(t, dir)
		_, storyErr := a.View().Story(1)
		_, cardErr := a.View().Card(1)
		if storyErr == nil && cardErr == nil {
			t.Fatalf("byte %d was changed and nobody noticed", i)
		}
		_ = a.Close()
	}
}

func TestAPictureIsServedWhileALiveStoryUsesIt(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	with := func(n, number int64) edition.Change {
		c := published(n, number, "x")
		c.Story.Lead = &edition.Picture{ID: "p", Renditions: []news.Rendition{{Name: "a.jpg"}}}
		return c
	}
	for i, step := range []struct {
		change edition.Change
		served bool
	}{{published(1, 1, "x"), false}, {with(2, 1), true}, {with(3, 2), true}, {killed(4, 1), true}, {published(5, 2, "x"), false}} {
		if _, err := a.Append([]edition.Change{step.change}); err != nil {
			t.Fatal(err)
		}
		if a.Media("a.jpg") != step.served || a.Media("b.jpg") {
			t.Errorf("after change %d it is served: %v", i+1, a.Media("a.jpg"))
		}
	}
	if _, err := a.Append([]edition.Change{published(7, 1, "x")}); err == nil {
		t.Error("a gap was accepted")
	}
}

func FuzzAnIndexOfAnyBytesOpens(f *testing.F) {
	dir := f.TempDir()
	a := open(f, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one", "a"), killed(2, 1)}); err != nil {
		f.Fatal(err)
	}
	if err := a.Close(); err != nil {
		f.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.log"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(index)
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "index.log"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := archive.Open(dir)
		if err == nil {
			_ = a.Close()
		}
	})
}

func BenchmarkOpen10000(b *testing.B) {
	dir := b.TempDir()
	a := open(b, dir)
	for n := int64(1); n <= 10_000; n++ {
		if _, err := a.Append([]edition.Change{published(n, n, fmt.Sprint("headline ", n), fmt.Sprint("t", n%200))}); err != nil {
			b.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		a := open(b, dir)
		if a.View().Count(archive.List{}) != 10_000 {
			b.Fatal("not all are there")
		}
		_ = a.Close()
	}
}
