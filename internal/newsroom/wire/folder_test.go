package wire_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
)

// drop writes a file into a folder.
func drop(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree lists the files under a folder, with the content of those that give reasons.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.HasSuffix(path, ".reason.txt") {
			reason, err := os.ReadFile(filepath.Join(dir, path))
			if err != nil {
				return err
			}
			path += ": " + strings.ReplaceAll(strings.TrimSpace(string(reason)), "\n", " / ")
		}
		all = append(all, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// watch runs f in a bubble of time with a room that watches a folder.
func watch(t *testing.T, f func(t *testing.T, w *world, dir, id string)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		base := t.TempDir()
		dir := filepath.Join(base, "in")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, wire.Options{Folders: []string{base}})
		id := w.save(news.Wire{Name: "Drop", Kind: news.FolderWire, Address: dir, Language: news.English, Every: time.Minute}).ID
		f(t, w, dir, id)
		if err := w.store.Close(); err != nil { // its goroutines are of the bubble
			t.Error(err)
		}
	})
}

// look looks twice into the folder, which is when what lies in it is taken.
func (w *world) look(id string) news.Health {
	w.Helper()
	w.try(id)
	time.Sleep(2 * time.Second)
	return w.try(id)
}

func TestDroppedFilesAreTakenAndMovedAndNeverDeleted(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		drop(t, dir, "a feed.xml", rss(item("1", "One"), item("2", "Two")))
		drop(t, dir, "notes.TXT", "River rises\r\n\r\nIt rose fast,\r\nthey said.\r\n\r\nBoats left.\r\n")
		drop(t, dir, "data.json", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"j","title":"Jay"}]}`)
		drop(t, dir, "broken.rss", strings.TrimSuffix(rss(item("3", "Three"), "<item>"), "\n</channel></rss>"))
		drop(t, dir, "page.xml", "<!DOCTYPE html><p>no")
		drop(t, dir, "empty.txt", " \n")
		drop(t, dir, "binary.txt", "a\x00b\x00c")
		drop(t, dir, "photo.jpg", "x")
		drop(t, dir, "unfinished.xml.part", "<rss>")
		drop(t, dir, ".hidden.xml", "<rss>")
		if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.txt")); err != nil {
			t.Fatal(err)
		}
		h := w.look(id)
		want := []string{
			".hidden.xml", "done/a feed.xml", "done/data.json", "done/notes.TXT",
			"failed/binary.txt", "failed/binary.txt.reason.txt: The file is not a text, whatever its name says. / Dispatches that are new from it: 0.",
			"failed/broken.rss", "failed/broken.rss.reason.txt: The feed breaks off in the middle of the item at line 3: that item was not taken, those before it were. / Dispatches that are new from it: 1.",
			"failed/empty.txt", "failed/empty.txt.reason.txt: The file is empty. / Dispatches that are new from it: 0.",
			"failed/page.xml", "failed/page.xml.reason.txt: This is a web page, not a feed: look on it for the address of its RSS or Atom feed. / Dispatches that are new from it: 0.",
			"link.txt", "photo.jpg", "unfinished.xml.part",
		}
		if d := cmp.Diff(want, tree(t, dir)); d != "" {
			t.Error(d)
		}
		if h.Failures != 0 || !strings.Contains(h.Error, "page.xml: This is a web page") || !strings.Contains(h.Error, `The file "photo.jpg" is of a kind that is not taken`) {
			t.Errorf("%+v", h)
		}
		if got := w.headlines(id); got != "River rises v1, Jay v1, Three v1, One v1, Two v1" {
			t.Error(got)
		}
		notes := w.dispatches(id)[0]
		if notes.Body.Plain() != "It rose fast, they said.\n\nBoats left." || notes.RawType != "text/plain" || notes.GUID != "file:notes.TXT" {
			t.Errorf("%+v", notes)
		}
		raw, err := w.store.Raw(t.Context(), notes.ID, 1)
		if err != nil || string(raw) != "River rises\r\n\r\nIt rose fast,\r\nthey said.\r\n\r\nBoats left.\r\n" {
			t.Errorf("%q, %v", raw, err)
		}
		// A good file, and the trouble of those before is not told any more.
		drop(t, dir, "b.txt", "Good")
		if err := os.Remove(filepath.Join(dir, "photo.jpg")); err != nil {
			t.Fatal(err)
		}
		if h = w.look(id); h.Error != "" {
			t.Error(h.Error)
		}
	})
}

func TestAFileThatIsStillBeingWrittenIsLeftAlone(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		for _, content := range []string{"Ri", "River", "River rises"} {
			drop(t, dir, "a.txt", content)
			w.try(id)
			time.Sleep(2 * time.Second)
		}
		if got := w.headlines(id); got != "" {
			t.Errorf("it was taken while it grew: %s", got)
		}
		w.try(id)
		if got := w.headlines(id); got != "River rises v1" {
			t.Error(got)
		}
	})
}

func TestTheSameFileAgainIsNothingNewAndAnotherOfItsNameIsAVersion(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		drop(t, dir, "a.txt", "One\n\nBody")
		w.look(id)
		drop(t, dir, "a.txt", "One\n\nBody") // also what a crash between keeping and moving leaves
		w.look(id)
		if got := w.headlines(id); got != "One v1" {
			t.Error(got)
		}
		drop(t, dir, "a.txt", "One, corrected\n\nBody")
		w.look(id)
		if got := w.headlines(id); got != "One, corrected v2" {
			t.Error(got)
		}
		if d := cmp.Diff([]string{"done/a-2.txt", "done/a-3.txt", "done/a.txt"}, tree(t, dir)); d != "" {
			t.Error(d)
		}
	})
}

func TestAFileStaysWhereItIsWhileItCannotBeKept(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		drop(t, dir, "a.txt", "One")
		w.try(id)
		time.Sleep(2 * time.Second)
		if err := w.room.LoseStore(t.Context(), id); err == nil {
			t.Fatal("the store was there after all")
		}
		if d := cmp.Diff([]string{"a.txt"}, tree(t, dir)); d != "" {
			t.Error(d)
		}
		w.try(id)
		if got := w.headlines(id); got != "One v1" {
			t.Error(got)
		}
	})
}

func TestOnlyFoldersThatWereNamedAreWatched(t *testing.T) {
	outside, base := t.TempDir(), t.TempDir()
	drop(t, outside, "a.txt", "One")
	if err := os.Symlink(outside, filepath.Join(base, "link")); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, wire.Options{Folders: []string{base}})
	for address, words := range map[string]string{
		outside:                                     "may not be watched",
		filepath.Join(base, "link"):                 "may not be watched",
		"link":                                      "may not be watched",
		filepath.Join(base, ".."):                   "may not be watched",
		"../" + filepath.Base(outside):              "may not be watched",
		base + "/../" + filepath.Base(outside):      "may not be watched",
		filepath.Join(base, "nowhere"):              "There is no folder",
		filepath.Join(base, "..", "nowhere-at-all"): "There is no folder",
	} {
		h := w.try(w.save(news.Wire{Name: address, Kind: news.FolderWire, Address: address, Language: news.English, Every: time.Minute}).ID)
		if h.Failures != 1 || !strings.Contains(h.Error, words) {
			t.Errorf("%s: %+v", address, h)
		}
	}
	none := newWorld(t, wire.Options{})
	if h := none.try(none.save(news.Wire{Name: "x", Kind: news.FolderWire, Address: base, Language: news.English, Every: time.Minute}).ID); !strings.Contains(h.Error, "No folder may be watched") {
		t.Error(h.Error)
	}
	if d := cmp.Diff([]string{"a.txt"}, tree(t, outside)); d != "" {
		t.Error(d)
	}
}

// A folder that fails is looked into again soon, and its health is not written at every
// look while nothing happens.
func TestAQuietFolderIsNotWrittenDownAtEveryLook(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.room.Run(ctx) }()
		time.Sleep(10 * time.Second)
		synctest.Wait()
		first, err := w.store.Wire(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(30 * time.Second)
		synctest.Wait()
		second, err := w.store.Wire(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if first.Health.Tried.IsZero() || !first.Health.Tried.Equal(second.Health.Tried) {
			t.Errorf("%v, %v", first.Health, second.Health)
		}
		drop(t, dir, "a.txt", "One")
		time.Sleep(7 * time.Second)
		synctest.Wait()
		if got := w.headlines(id); got != "One v1" {
			t.Errorf("in seven seconds it was not taken: %q", got)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// Older wires have names of their own making; such a file is known by its start.
func TestAFileWithoutAKnownExtensionIsKnownByItsStart(t *testing.T) {
	watch(t, func(t *testing.T, w *world, dir, id string) {
		drop(t, dir, "a0001", "\x16\x16\x01a0001\x1f_asian\nr i\x13\x11 BC-Ferry 11-26 0100\n\x02^BC-AS--Ferry,10<\n\tDHAKA (AP) _ A ferry sank.\n\x03AP-WF-11-26-26 1130GMT<\n\x04")
		drop(t, dir, "b.msg", "\x01bdi001 2 pl 120 xxxx  bdn 001\r\nFloods/\r\n\x02Floods =\r\n\r\nDhaka (bdn) - They rise.\r\n\x03271130 GMT Nov 26\r\n\x04")
		drop(t, dir, "c.eml", "From: a@b.example\r\nSubject: Budget\r\n\r\nText.")
		drop(t, dir, "d.exe", "MZ")
		w.look(id)
		want := []string{"d.exe", "done/a0001", "done/b.msg", "done/c.eml"}
		if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
}
