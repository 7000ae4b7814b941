package archive_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// logged returns what is logged while f runs.
func logged(t *testing.T, f func()) string {
	t.Helper()
	var text bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&text, nil)))
	defer slog.SetDefault(was)
	f()
	return text.String()
}

// snapshotted returns a folder with a snapshot of most of its changes, and what a reader
// can learn there.
func snapshotted(t *testing.T) (string, map[string]any) {
	t.Helper()
	dir := t.TempDir()
	a := open(t, dir)
	add := func(changes ...edition.Change) {
		t.Helper()
		if _, err := a.Append(changes); err != nil {
			t.Fatal(err)
		}
	}
	add(published(1, 1, "one", "a"), published(2, 700, "two", "b"), published(3, 3, "three"), killed(4, 3),
		edition.Change{Number: 5, Kind: edition.Flashed, At: noon, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{{ID: "x"}}}}},
		edition.Change{Number: 6, Kind: edition.Counted, At: noon, MostRead: []edition.MostRead{{Language: "en", Stories: []int64{1}}}})
	if err := a.Snapshot(); err != nil {
		t.Fatal(err)
	}
	add(published(7, 4, "four", "a"), killed(8, 1))
	says := world(t, a.View())
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, says
}

func TestAnArchiveWithASnapshotOpensAsOneWithout(t *testing.T) {
	dir, says := snapshotted(t)
	for _, step := range []string{"with it", "without it"} {
		var a *archive.Archive
		if text := logged(t, func() { a = open(t, dir) }); text != "" {
			t.Errorf("%s it says %s", step, text)
		}
		if d := cmp.Diff(says, world(t, a.View())); d != "" {
			t.Errorf("%s: %s", step, d)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(dir, "snapshot")); step == "with it" && err != nil {
			t.Fatal(err)
		}
	}
}

// A snapshot that is not to the byte what was written is as if it were not there, and one
// line says so.
func TestADamagedSnapshotIsNotUsed(t *testing.T) {
	dir, says := snapshotted(t)
	path := filepath.Join(dir, "snapshot")
	whole := read(t, path)
	damaged := map[string][]byte{"empty": nil, "of another program": []byte("hello"), "longer": append(slices.Clone(whole), 0)}
	for i := 0; i < len(whole); i += 1 + i/20 {
		b := slices.Clone(whole)
		b[i] ^= 1 << (i % 8)
		damaged[fmt.Sprint("byte ", i)] = b
		damaged[fmt.Sprint("the first ", i)] = whole[:i]
	}
	for name, b := range damaged {
		write(t, path, b)
		var a *archive.Archive
		text := logged(t, func() { a = open(t, dir) })
		if strings.Count(text, "\n") != 1 || !strings.Contains(text, "snapshot") {
			t.Errorf("%s: it says %q", name, text)
		}
		if d := cmp.Diff(says, world(t, a.View())); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Where the index is damaged before the end of the snapshot does not matter, and a
// snapshot of another index is none.
func TestASnapshotBelongsToItsIndex(t *testing.T) {
	dir, says := snapshotted(t)
	path := filepath.Join(dir, "index.log")
	whole := read(t, path)
	b := slices.Clone(whole)
	b[40] ^= 1
	write(t, path, b)
	a := open(t, dir)
	if d := cmp.Diff(says, world(t, a.View())); d != "" {
		t.Error(d)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, path, whole[:len(whole)/2])
	if text := logged(t, func() { a = open(t, dir) }); !strings.Contains(text, "another index") {
		t.Errorf("it says %s", text)
	}
	if n := a.View().Edition(); n == 0 || n >= 6 {
		t.Errorf("half an index opens at edition %d", n)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// While editions come and snapshots are made of them at every moment, readers of each see
// what it is.
func TestSnapshotsAreMadeWhileEditionsAre(t *testing.T) {
	defer archive.EverySync()()
	dir := t.TempDir()
	a := open(t, dir)
	type kept struct {
		view *archive.View
		says map[string]any
	}
	var all []kept
	for n := int64(1); n <= 120; n++ {
		c := published(n, n%11+1, fmt.Sprint("headline ", n), []string{"a", "b"}[n%2])
		if n%7 == 0 {
			c = withdrawn(n, n%11+1)
		}
		v, err := a.Append([]edition.Change{c})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Sync(); err != nil {
			t.Fatal(err)
		}
		all = append(all, kept{v, world(t, v)})
	}
	for _, k := range all {
		if d := cmp.Diff(k.says, world(t, k.view)); d != "" {
			t.Fatalf("edition %d: %s", k.view.Edition(), d)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	defer again.Close()
	if d := cmp.Diff(all[len(all)-1].says, world(t, again.View())); d != "" {
		t.Error(d)
	}
}
