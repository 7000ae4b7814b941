package wire_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
)

// shot is a picture of 4 by 3 pixels; each has other bytes.
func shot(t *testing.T, shade uint8) string {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 4, 3))
	m.SetGray(1, 1, color.Gray{Y: shade})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withFiles is watch with a place for files.
func withFiles(t *testing.T, f func(t *testing.T, w *world, files *blob.Store, dir, id string)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		base := t.TempDir()
		dir := filepath.Join(base, "in")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		files, err := blob.Open(t.Context(), "file:"+filepath.Join(base, "blob"))
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, wire.Options{Folders: []string{base}, Files: files})
		id := w.save(news.Wire{Name: "Drop", Kind: news.FolderWire, Address: dir, Language: news.English, Every: time.Minute}).ID
		f(t, w, files, dir, id)
		if err := w.store.Close(); err != nil { // its goroutines are of the bubble
			t.Error(err)
		}
		if err := files.Close(); err != nil {
			t.Error(err)
		}
	})
}

const named = `<?xml version="1.0"?><nitf><head><title>River</title><docdata><doc-id id-string="r1"/></docdata></head><body><body.head><hedline><hl1>River rises</hl1></hedline></body.head>
<body.content><p>Words.</p><media media-type="image"><media-reference source="photo1.jpg" mime-type="image/jpeg"/><media-caption>A boat</media-caption></media></body.content></body></nitf>`

const letter = "From: Desk <desk@delta.example>\r\nSubject: Map\r\nMessage-ID: <m1@delta.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nSee the map.\r\n--b\r\nContent-Type: application/pdf; name=map.pdf\r\nContent-Disposition: attachment; filename=map.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n"

// has reports whether the bytes of the dispatch's file are kept and are these.
func has(t *testing.T, files *blob.Store, m news.Media, want string) {
	t.Helper()
	if got, err := files.Get(t.Context(), blob.WireFile(m.Hash)); err != nil || string(got) != want || m.Size != int64(len(want)) {
		t.Errorf("%+v: %d bytes, %v", m, len(got), err)
	}
}

func TestFilesThatComeInALetterAreKeptWithIt(t *testing.T) {
	withFiles(t, func(t *testing.T, w *world, files *blob.Store, dir, id string) {
		drop(t, dir, "a.eml", letter)
		w.look(id)
		all := w.dispatches(id)
		if len(all) != 1 || len(all[0].Media) != 1 || all[0].Media[0].Name != "map.pdf" || all[0].Media[0].Type != "application/pdf" {
			t.Fatalf("%+v", all)
		}
		has(t, files, all[0].Media[0], "%PDF-")
	})
}

func TestAPictureBesideTheItemThatNamesItIsItsAndNoDispatch(t *testing.T) {
	withFiles(t, func(t *testing.T, w *world, files *blob.Store, dir, id string) {
		picture := shot(t, 9)
		drop(t, dir, "photo1.jpg", picture)
		drop(t, dir, "river.xml", named)
		w.look(id)
		all := w.dispatches(id)
		if len(all) != 1 || len(all[0].Media) != 1 || all[0].Media[0].Width != 4 || all[0].Media[0].Height != 3 || all[0].Media[0].Caption != "A boat" {
			t.Fatalf("%+v", all)
		}
		has(t, files, all[0].Media[0], picture)
		if got := strings.Join(tree(t, dir), " "); got != "done/photo1.jpg done/river.xml" {
			t.Error(got)
		}
	})
}

func TestAPictureThatComesAfterTheItemThatNamesItIsJoinedToIt(t *testing.T) {
	withFiles(t, func(t *testing.T, w *world, files *blob.Store, dir, id string) {
		drop(t, dir, "river.xml", named)
		w.look(id)
		if d := w.dispatches(id)[0]; !d.Media[0].Awaited() {
			t.Fatalf("%+v", d.Media)
		}
		picture := shot(t, 7)
		drop(t, dir, "photo1.jpg", picture)
		w.look(id)
		all := w.dispatches(id)
		if len(all) != 1 || all[0].Version != 1 {
			t.Fatalf("%+v", all)
		}
		has(t, files, all[0].Media[0], picture)
		// Long after, one of the same name is a dispatch by itself.
		time.Sleep(time.Hour)
		drop(t, dir, "photo1.jpg", shot(t, 200))
		w.look(id)
		time.Sleep(time.Minute)
		w.look(id)
		if got := w.dispatches(id); len(got) != 2 || got[0].RawType != "image/jpeg" || got[0].Media[0].Hash == all[0].Media[0].Hash {
			t.Errorf("%+v", got)
		}
	})
}

func TestOldDispatchesGoWithTheirFilesAndDoNotComeAgain(t *testing.T) {
	withFiles(t, func(t *testing.T, w *world, files *blob.Store, dir, id string) {
		drop(t, dir, "a.eml", letter)
		w.look(id)
		m := w.dispatches(id)[0].Media[0]
		keep := func(days int) {
			t.Helper()
			one, err := w.store.Wire(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			one.Keep = days
			w.save(one)
			if err := w.room.Expire(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		// The bubble's clock stands in the year 2000, the database's does not: what came now is old.
		if keep(-1); len(w.dispatches(id)) != 1 {
			t.Fatal("its wire keeps it for ever")
		}
		if keep(0); len(w.dispatches(id)) != 0 {
			t.Error("it is old")
		}
		if there, err := files.Has(t.Context(), blob.WireFile(m.Hash)); err != nil || there {
			t.Errorf("its file: %v %v", there, err)
		}
		drop(t, dir, "a.eml", letter)
		if w.look(id); len(w.dispatches(id)) != 0 {
			t.Error("it came again")
		}
	})
}
