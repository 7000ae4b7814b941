package upload_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

// sound is an MP3 of a hundred frames, some 42 KB.
func sound() (b []byte) {
	for range 100 {
		b = append(b, append([]byte{0xff, 0xfb, 0x90, 0x64}, make([]byte, 413)...)...)
	}
	return b
}

// A film or a sound comes in the same way as a picture, and is there once.
func TestASoundComesInPieces(t *testing.T) {
	r, folder := room(t)
	data := sound()
	send := func() news.Upload {
		t.Helper()
		u, err := r.Begin(t.Context(), rahman, news.Upload{Kind: news.UploadsRecording, Type: "audio/mpeg", Name: `C:\a.mp3`, Length: int64(len(data)), Caption: "The river", Credit: "A. Rahman"}, "")
		if err != nil {
			t.Fatal(err)
		}
		for from := 0; from < len(data); from += 20_000 {
			if u, err = r.Append(t.Context(), rahman, u.ID, int64(from), bytes.NewReader(data[from:min(len(data), from+20_000)]), upload.Sum{}); err != nil {
				t.Fatal(err)
			}
		}
		return u
	}
	first, again := send(), send()
	if first.Recording == "" || first.Picture != "" || first.Already || !again.Already || again.Recording != first.Recording || pieces(t, folder) != 0 {
		t.Errorf("%+v, then %+v", first, again)
	}
	is, err := r.Has(t.Context(), first)
	if err != nil || is.Picture != nil || is.Recording == nil || is.Recording.Name != "a.mp3" || is.Recording.Credit != "A. Rahman" || is.Recording.Kind != news.Sound {
		t.Errorf("%+v, %v", is.Recording, err)
	}
	sum := sha256.Sum256(data)
	there, err := r.There(t.Context(), news.Upload{Kind: news.UploadsRecording, Hash: hex.EncodeToString(sum[:])})
	if err != nil || there.Recording == nil || there.Recording.ID != first.Recording {
		t.Errorf("%+v, %v", there, err)
	}
	if there, err = r.There(t.Context(), news.Upload{Hash: hex.EncodeToString(sum[:])}); err != nil || there != (upload.Became{}) {
		t.Errorf("a sound is taken for a picture: %+v, %v", there, err)
	}
}

func TestAFilmThatIsTooLargeDoesNotBegin(t *testing.T) {
	r, _ := room(t)
	begin := func(u news.Upload) error { _, err := r.Begin(t.Context(), rahman, u, ""); return err }
	film := func(bytes int64, kind string) news.Upload {
		return news.Upload{Kind: news.UploadsRecording, Type: kind, Length: bytes}
	}
	for _, c := range []struct {
		upload news.Upload
		kind   news.Kind
	}{
		{film(recording.MaxVideo+1, "video/mp4"), news.TooLarge},
		{film(recording.MaxSound+1, "audio/mpeg"), news.TooLarge},
		{news.Upload{Length: recording.MaxSound}, news.TooLarge},
		{news.Upload{Kind: "page", Length: 5}, news.Invalid},
		{film(0, ""), news.Invalid},
	} {
		if err := begin(c.upload); !refused(err, c.kind) {
			t.Errorf("%+v: %v", c.upload, err)
		}
	}
	for range upload.MostKept / recording.MaxVideo {
		if err := begin(film(recording.MaxVideo, "video/mp4")); err != nil {
			t.Fatal(err)
		}
	}
	if err := begin(film(recording.MaxVideo, "video/mp4")); !refused(err, news.TooMany) {
		t.Errorf("more than somebody may have begun: %v", err)
	}
	if err := begin(film(5, "video/mp4")); err != nil {
		t.Error(err)
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
