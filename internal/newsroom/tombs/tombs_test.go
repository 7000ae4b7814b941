package tombs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/tombs"
)

func stone(n int64) news.Tombstone {
	return news.Tombstone{
		ID: fmt.Sprintf("stone-%d", n), Story: n, Language: news.Bangla, At: time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC), Shingles: []uint64{1, 1<<64 - 1},
		Addresses: []string{"a"}, By: news.Person{ID: "a", Name: "A"}, Reason: `<wrong> & "man"`, Basis: "writ",
	}
}

func file(t testing.TB, stones ...news.Tombstone) tombs.File {
	t.Helper()
	f := tombs.At(filepath.Join(t.TempDir(), "tombstones.log"))
	if err := f.Keep(stones); err != nil {
		t.Fatal(err)
	}
	return f
}

func read(t testing.TB, f tombs.File) tombs.Content {
	t.Helper()
	c, err := f.Read()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTombstonesAreReadAsTheyWereKept(t *testing.T) {
	lifted := stone(2)
	lifted.Lifted, lifted.LiftedBy = lifted.At.Add(time.Hour), news.Person{ID: "b", Name: "B"}
	f := file(t, stone(1), stone(2))
	for range 2 { // the second time there is nothing to add
		if err := f.Keep([]news.Tombstone{stone(1), lifted, stone(2)}); err != nil {
			t.Fatal(err)
		}
	}
	c := read(t, f)
	if d := cmp.Diff([]news.Tombstone{stone(1), lifted}, c.Stones); d != "" || c.Lines != 3 || c.Damage != nil {
		t.Errorf("%d lines, %v, %s", c.Lines, c.Damage, d)
	}
	if c := read(t, tombs.At(filepath.Join(t.TempDir(), "none"))); len(c.Stones) > 0 || c.Damage != nil {
		t.Errorf("%+v", c)
	}
}

func TestProcessesThatShareAFileLoseNothing(t *testing.T) {
	f := file(t)
	var wg sync.WaitGroup
	for i := range int64(20) {
		wg.Go(func() {
			if err := tombs.At(f.Path()).Keep([]news.Tombstone{stone(1 + i), stone(1 + i/2)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if c := read(t, f); len(c.Stones) != 20 || c.Damage != nil {
		t.Errorf("%d: %v", len(c.Stones), c.Damage)
	}
}

// Whatever is changed, taken out, put in or turned round is noticed, and what can be read
// still counts.
func TestEveryChangeOfTheFileIsFound(t *testing.T) {
	f := file(t, stone(1), stone(2), stone(3), stone(4))
	text, err := os.ReadFile(f.Path())
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))[:4]
	join := func(which ...int) (all []byte) {
		for _, i := range which {
			all = append(all, lines[i]...)
		}
		return all
	}
	lift := bytes.Replace(text, []byte(`"basis":"writ"`), []byte(`"basis":"writ","lifted":"2026-03-27T00:00:00Z"`), 1)
	for what, damaged := range map[string][]byte{
		"removed": join(0, 2, 3), "first removed": join(1, 2, 3), "turned round": join(0, 2, 1, 3), "twice": join(0, 1, 1, 2, 3), "changed": bytes.Replace(text, []byte("writ"), []byte("wrat"), 1),
		"lifted by hand": lift, "no record": append([]byte("x\n"), text...),
	} {
		c := tombs.Parse(damaged)
		if c.Damage == nil {
			t.Errorf("%s: nothing is noticed", what)
		}
		for _, s := range c.Stones {
			if !s.Lifted.IsZero() {
				t.Errorf("%s: story %d is lifted", what, s.Story)
			}
		}
		if len(c.Stones) < 3 {
			t.Errorf("%s: %d are left", what, len(c.Stones))
		}
	}
	for end := range len(text) { // a power cut in the middle of a write is no damage
		c := tombs.Parse(text[:end])
		if c.Damage != nil || len(c.Stones) != bytes.Count(text[:end], []byte("\n")) {
			t.Fatalf("cut at %d: %d, %v", end, len(c.Stones), c.Damage)
		}
	}
	if err := os.WriteFile(f.Path(), text[:len(text)-20], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Keep([]news.Tombstone{stone(4), stone(5)}); err != nil {
		t.Fatal(err)
	}
	if c := read(t, f); len(c.Stones) != 5 || c.Damage != nil {
		t.Errorf("after a power cut: %d, %v", len(c.Stones), c.Damage)
	}
}

func FuzzParse(f *testing.F) {
	stones := file(f, stone(1), stone(2))
	text, err := os.ReadFile(stones.Path())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"seq":1,"stone":{"id":"x","story":1},"hash":""}` + "\n"))
	f.Add([]byte(strings.Repeat("\n", 3)))
	f.Fuzz(func(t *testing.T, text []byte) {
		c := tombs.Parse(text)
		if c.Damage != nil { // it is kept, and what is added can be read
			return
		}
		more, err := c.Text(text, stone(77))
		after := tombs.Parse(more)
		if err != nil || after.Damage != nil || len(after.Missing([]news.Tombstone{stone(77)})) > 0 || len(after.Missing(c.Stones)) > 0 {
			t.Fatalf("%v %v", err, after.Damage)
		}
	})
}
