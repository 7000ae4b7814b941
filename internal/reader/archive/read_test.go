package archive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// Who reads an archive beside the process that appends to it gets every edition that is
// whole, the changes after the one it had, and changes nothing.
func TestAnArchiveIsReadWhileAnotherProcessAppends(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	defer a.Close()
	all := []edition.Change{
		published(1, 1, "one", "a"), published(2, 2, "two"), withdrawn(3, 1),
		{Number: 4, Kind: edition.Flashed, At: noon, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{{ID: "x"}}}}},
		{Number: 5, Kind: edition.Curated, At: noon, Fronts: []edition.Front{{Language: "en"}}, MostRead: []edition.MostRead{{Language: "en", Stories: []int64{2}}}},
		published(6, 3, "three"),
	}
	worlds := []map[string]any{nil}
	for i, c := range all {
		v, err := a.Append([]edition.Change{c})
		if err != nil {
			t.Fatal(err)
		}
		worlds = append(worlds, world(t, v))
		flush := a.Sync
		if i == 2 {
			flush = a.Snapshot
		}
		if err := flush(); err != nil {
			t.Fatal(err)
		}
		for after := range int64(i + 2) {
			r, err := archive.Read(dir, after)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(worlds[i+1], world(t, r.View())); d != "" {
				t.Fatalf("edition %d: %s", i+1, d)
			}
			if after > 0 {
				if r.Before == nil {
					t.Fatalf("edition %d cannot be told at edition %d", after, i+1)
				}
				if d := cmp.Diff(worlds[after], world(t, r.Before)); d != "" {
					t.Errorf("before, edition %d: %s", after, d)
				}
				if d := cmp.Diff(all[after:i+1], append([]edition.Change{}, r.Changes...)); d != "" {
					t.Errorf("the changes after %d: %s", after, d)
				}
			}
			if _, err := r.Append(all[:1]); err == nil {
				t.Error("something was appended")
			}
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if r, err := archive.Read(dir, 99); err != nil || r.Before != nil {
		t.Errorf("an edition that there is not: %v %v", r.Before, err)
	}
	if _, err := archive.Read(t.TempDir(), 0); err == nil {
		t.Error("an archive that there is not was read")
	}
}
