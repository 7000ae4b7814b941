package upload_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/recording"
	"github.com/stet-news/stet/internal/newsroom/upload"
	"github.com/stet-news/stet/internal/store/storetest"
)

var rahman = news.Person{ID: "rahman", Name: "A. Rahman", Roles: []news.Role{news.PictureEditor}}

func room(t *testing.T) (*upload.Room, string) {
	t.Helper()
	folder := t.TempDir()
	files, err := blob.Open(t.Context(), "file:"+folder)
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.SQLite(t)
	return &upload.Room{DB: db, Files: files, Pictures: picture.New(files, darkroom.Open{}, darkroom.Open{}), Recordings: recording.New(files), Desk: desk.New(db, func() {})}, filepath.Join(folder, "part")
}

// pieces counts what lies in the folder.
func pieces(t *testing.T, folder string) int {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return len(files)
}

func TestWhatExpiresIsThrownAwayAndWhatIsYoungStays(t *testing.T) {
	r, folder := room(t)
	begin := func(life time.Duration) news.Upload {
		t.Helper()
		r.Life = life
		u, err := r.Begin(t.Context(), rahman, news.Upload{Name: "x.jpg", Length: 100}, "")
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	young, old := begin(0), begin(time.Hour)
	for _, u := range []news.Upload{young, old} {
		if _, err := r.Append(t.Context(), rahman, u.ID, 0, bytes.NewReader(make([]byte, 60)), upload.Sum{}); err != nil {
			t.Fatal(err)
		}
	}
	over := begin(-time.Second)
	if _, err := r.Append(t.Context(), rahman, over.ID, 0, bytes.NewReader(make([]byte, 60)), upload.Sum{}); !refused(err, news.NotFound) {
		t.Errorf("an upload whose time is over: %v", err)
	}
	// A piece that a process put down and did not live to name.
	stray := filepath.Join(folder, "stray")
	if err := os.WriteFile(stray, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.Expire(t.Context()); err != nil || pieces(t, folder) != 3 {
		t.Errorf("%d pieces, %v", pieces(t, folder), err)
	}
	long := time.Now().Add(-49 * time.Hour)
	if err := os.Chtimes(stray, long, long); err != nil {
		t.Fatal(err)
	}
	if err := r.Expire(t.Context()); err != nil || pieces(t, folder) != 2 {
		t.Errorf("%d pieces, %v", pieces(t, folder), err)
	}
	if err := r.Drop(t.Context(), rahman, old.ID); err != nil || pieces(t, folder) != 1 {
		t.Errorf("%d pieces, %v", pieces(t, folder), err)
	}
	if u, err := r.DB.Upload(t.Context(), rahman.ID, young.ID); err != nil || u.Have != 60 || u.Expires.Sub(u.Begun) != upload.Life {
		t.Errorf("%+v, %v", u, err)
	}
	if all, err := r.DB.ExpiredUploads(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestNothingIsLeftOfPiecesOnceTheFileIsTakenOrRefused(t *testing.T) {
	r, folder := room(t)
	for _, data := range [][]byte{[]byte("<svg/>"), []byte("GIF89a is what it says it is")} {
		u, err := r.Begin(t.Context(), rahman, news.Upload{Length: int64(len(data))}, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Append(t.Context(), rahman, u.ID, 0, bytes.NewReader(data), upload.Sum{}); err == nil {
			t.Errorf("%q was taken", data)
		}
		if n := pieces(t, folder); n != 0 {
			t.Errorf("%q leaves %d pieces", data, n)
		}
	}
}

func TestWhoMayNotUploadDoesNotBegin(t *testing.T) {
	r, _ := room(t)
	nobody := news.Person{ID: "x"}
	if _, err := r.Begin(t.Context(), nobody, news.Upload{Length: 5}, ""); !refused(err, news.Forbidden) {
		t.Error(err)
	}
	if _, err := r.Append(t.Context(), nobody, "x", 0, bytes.NewReader(nil), upload.Sum{}); !refused(err, news.Forbidden) {
		t.Error(err)
	}
	if err := r.Drop(t.Context(), nobody, "x"); !refused(err, news.Forbidden) {
		t.Error(err)
	}
}

func refused(err error, kind news.Kind) bool {
	e, ok := errors.AsType[*news.Error](err)
	return ok && e.Kind == kind
}
