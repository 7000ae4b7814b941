package archive_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// said are words of story 3 as it was in one edition or another.
var said = []string{"Wrongly accused", "Still wrongly", "Flash of it", "By hand", "3-wrongly"}

// accused are editions with a story that is to be killed: two versions of it, a line that
// leads to it, a place on a front that has another headline for it; and other stories.
func accused() []edition.Change {
	lines := func(items ...edition.BarItem) []edition.Bar { return []edition.Bar{{Language: "en", Items: items}} }
	fronts := []edition.Front{{Language: "en", Blocks: []edition.FrontBlock{{Name: edition.TopBlock, Slots: []edition.FrontSlot{{Story: 3, Headline: "By hand"}, {Place: 1, Story: 1, Headline: "Another"}}}}}}
	other := edition.BarItem{ID: "b", Text: "Of another"}
	return []edition.Change{
		published(1, 1, "one", "a"), published(2, 3, "Wrongly accused", "a"), published(3, 4, "four", "b"), published(4, 3, "Still wrongly", "b"),
		{Number: 5, Kind: edition.Flashed, At: noon, Bars: lines(edition.BarItem{ID: "a", Text: "Flash of it", Path: "/en/world-news/2026/03/26/3-wrongly"}, other)},
		{Number: 6, Kind: edition.Curated, At: noon, Fronts: fronts},
		published(7, 30, "thirty"),
		{Number: 8, Kind: edition.Flashed, At: noon, Bars: lines(other)},
		{Number: 9, Kind: edition.Curated, At: noon, Fronts: []edition.Front{{Language: "en"}}},
	}
}

// onDisk returns which of the words are in a file of the folder.
func onDisk(t *testing.T, dir string) (found []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		text := read(t, f)
		for _, w := range said {
			if bytes.Contains(text, []byte(w)) && !slices.Contains(found, w) {
				found = append(found, w)
			}
		}
	}
	slices.Sort(found)
	return found
}

func add(t *testing.T, a *archive.Archive, changes ...edition.Change) {
	t.Helper()
	if _, err := a.Append(changes); err != nil {
		t.Fatal(err)
	}
}

// onlyTheOthers fails if readers have not every other story, and of story 3 a notice.
func onlyTheOthers(t *testing.T, v *archive.View, latest int64) {
	t.Helper()
	if v.Edition() != latest || v.State(3) != archive.Killed {
		t.Errorf("edition %d, story 3 is %d", v.Edition(), v.State(3))
	}
	for number, headline := range map[int64]string{1: "one", 4: "four", 30: "thirty"} {
		if s, err := v.Story(number); err != nil || s.Headline != headline {
			t.Errorf("story %d is %q, %v", number, s.Headline, err)
		}
	}
	if bar, _ := v.Bar("en"); len(bar.Items) != 1 || bar.Items[0].Text != "Of another" {
		t.Errorf("the bar is %v", bar.Items)
	}
}

// Once the edition that killed a story is durable, nothing of what it said is on the disk:
// of no version, in no snapshot, of no line that led there. A story that was only withdrawn
// can come back, and stays.
func TestWhatWasKilledIsOffTheDisk(t *testing.T) {
	all := slices.Sorted(slices.Values(said))
	for _, snapshot := range []bool{false, true} {
		dir := t.TempDir()
		a := open(t, dir)
		add(t, a, accused()[:6]...)
		if snapshot {
			if err := a.Snapshot(); err != nil {
				t.Fatal(err)
			}
		}
		add(t, a, accused()[6:]...)
		add(t, a, withdrawn(10, 3))
		if err := a.Sync(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(all, onDisk(t, dir)); d != "" {
			t.Fatal("the control finds nothing:", d)
		}
		add(t, a, killed(11, 3))
		if err := a.Sync(); err != nil {
			t.Fatal(err)
		}
		if found := onDisk(t, dir); len(found) > 0 {
			t.Errorf("snapshot %t: %q is on the disk yet", snapshot, found)
		}
		add(t, a, published(12, 5, "five")) // the index goes on
		says := world(t, a.View())
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		text := logged(t, func() { a = open(t, dir) })
		onlyTheOthers(t, a.View(), 12)
		if d := cmp.Diff(says, world(t, a.View())); d != "" || text != "" {
			t.Error("opened again:", text, d)
		}
		at, changes, err := a.After(1, 100)
		if err != nil || at.IsZero() || len(changes) != 11 || changes[0].Notice == nil || changes[0].Notice.Number != 3 || changes[1].Story == nil {
			t.Errorf("what follows edition 1 is %v, %v", changes, err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A power cut between the kill and the erasing, or in the middle of that, is made good at the
// next start; so is an archive of a program that did not erase.
func TestWhatAPowerCutLeftOfAKilledStoryGoesAtTheNextStart(t *testing.T) {
	for _, torn := range []bool{false, true} {
		dir := t.TempDir()
		a := open(t, dir)
		add(t, a, accused()...)
		if err := a.Sync(); err != nil {
			t.Fatal(err)
		}
		add(t, a, killed(10, 3))
		if err := a.Crash(); err != nil {
			t.Fatal(err)
		}
		if len(onDisk(t, dir)) == 0 {
			t.Fatal("the control finds nothing")
		}
		if torn {
			path := filepath.Join(dir, "stories.log")
			text := read(t, path)
			text[bytes.Index(text, []byte("Wrongly accused"))] ^= 1
			write(t, path, text)
		}
		a = open(t, dir)
		if err := a.Sync(); err != nil {
			t.Fatal(err)
		}
		if found := onDisk(t, dir); len(found) > 0 {
			t.Errorf("torn %t: %q is on the disk yet", torn, found)
		}
		onlyTheOthers(t, a.View(), 10)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// An archive from before a takedown does not keep what was taken down, nor what comes again.
func TestWhatIsBuriedIsOffTheDisk(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	add(t, a, accused()[:7]...)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir)
	if err := a.Bury([]edition.Notice{{Number: 3, Language: "en", At: noon}}); err != nil {
		t.Fatal(err)
	}
	add(t, a, published(8, 3, "Wrongly accused"))
	if err := a.Sync(); err != nil {
		t.Fatal(err)
	}
	if found := onDisk(t, dir); len(found) > 0 {
		t.Errorf("%q is on the disk yet", found)
	}
	onlyTheOthers(t, a.View(), 8)
	if err := a.Snapshot(); err != nil {
		t.Fatal(err)
	}
	if found := onDisk(t, dir); len(found) > 0 {
		t.Errorf("with a snapshot %q is", found)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

// Who has an edition of before sees where the story was, and nothing that it said; editions
// that come meanwhile are as durable as ever.
func TestEditionsComeWhileAStoryIsErased(t *testing.T) {
	defer archive.EverySync()()
	dir := t.TempDir()
	a := open(t, dir)
	add(t, a, accused()...)
	if err := a.Sync(); err != nil {
		t.Fatal(err)
	}
	before, err := archive.Read(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	add(t, a, killed(10, 3))
	for n := int64(11); n < 60; n++ {
		if _, err := a.SyncAside(); err != nil {
			t.Fatal(err)
		}
		add(t, a, published(n, n+100, "more"))
	}
	s, err := before.View().Story(3)
	if err != nil || !archive.Erased(s) && s.Headline != "Still wrongly" {
		t.Errorf("%+v %v", s, err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if found := onDisk(t, dir); len(found) > 0 {
		t.Errorf("%q is on the disk yet", found)
	}
	a = open(t, dir)
	onlyTheOthers(t, a.View(), 59)
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "index.log.tmp")); err == nil {
		t.Error("a file is left over")
	}
}
