package movein_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/movein"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/store/storetest"
)

// paint returns a picture that is like no other of another number.
func paint(t testing.TB, n, width int, asPNG bool) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, width*2/3))
	for y := range m.Rect.Dy() {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{uint8(x * n), uint8(y * (n + 3)), uint8(x ^ y), 255})
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, nil)
	if asPNG {
		b.Reset()
		err = png.Encode(&b, m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oldSite is a real server of an old site's pictures, and how often each was asked for.
type oldSite struct {
	*httptest.Server
	files map[string][]byte
	down  atomic.Bool
	asked atomic.Int64
}

func newOldSite(t testing.TB, files map[string][]byte) *oldSite {
	s := &oldSite{files: files}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		data, ok := files[r.URL.Path]
		switch {
		case s.down.Load():
			w.WriteHeader(http.StatusBadGateway)
		case !ok:
			http.NotFound(w, r)
		default:
			_, _ = w.Write(data)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *oldSite) page(n int, body string) string {
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>Story %d</title><link rel="canonical" href="%s/%d/">
<meta property="article:published_time" content="2020-01-0%dT10:00:00+06:00"><meta property="og:type" content="article"></head>
<body><article><h1>The river rose again at Kaijuri, day %d</h1>%s<p>%s</p></article></body></html>`,
		n, s.URL, n, n, n, body, strings.Repeat("The water stood at the second step of the school, and the boats were tied to its railings. ", 4))
}

var arif = news.Person{ID: "arif", Name: "Arif Dewan", Roles: []news.Role{news.Admin}}

// mover returns a mover into a new house.
func mover(t *testing.T, site *oldSite) *movein.Mover {
	t.Helper()
	db := storetest.SQLite(t)
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	house := news.House{
		Names: map[news.Language]string{"en": "The Padma Courier"}, Languages: []news.Language{"en"}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{{Slug: "bangladesh", Names: map[news.Language]string{"en": "Bangladesh"}}}, Desks: []news.Desk{{Slug: "city", Name: "City"}},
	}
	m := &movein.Mover{
		Desk: desk.New(db, func() {}), Store: db, Studio: picture.New(files, darkroom.Open{}, darkroom.Open{}), By: arif, House: house,
		Options: move.Options{Zone: house.Location(), Language: "en"}, DeskSlug: "city", Section: "bangladesh", Publish: true,
	}
	if _, err := m.Desk.SetHouse(t.Context(), arif, house); err != nil {
		t.Fatal(err)
	}
	if site != nil {
		where := netip.MustParseAddrPort(strings.TrimPrefix(site.URL, "http://"))
		m.Fetch = fetch.New(fetch.Options{Allow: []netip.AddrPort{where}, MaxBody: picture.MaxBytes, Total: 10 * time.Second})
	}
	return m
}

// shelf is what readers have of the house.
func shelf(t *testing.T, m *movein.Mover) *archive.Archive {
	t.Helper()
	changes, err := m.Store.Since(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if _, err := a.Append(changes); err != nil {
		t.Fatal(err)
	}
	return a
}

const (
	boat   = `<figure><img src="/wp-content/uploads/2020/01/boat-300x200.jpg" alt="A boat"><figcaption>A boat at Kaijuri ghat. Photo: Rafiq Hasan</figcaption></figure>`
	school = `<p>The school is closed for the week, said the head teacher, and the children have gone to their relatives.</p><figure><img src="/wp-content/uploads/2020/01/school.png?w=640" alt="A school"><figcaption>The school. Photo: Mitu Das</figcaption></figure>`
)

func TestAPageMovesInWithItsPicturesAndTheirAddresses(t *testing.T) {
	site := newOldSite(t, map[string][]byte{
		"/wp-content/uploads/2020/01/boat.jpg":         paint(t, 1, 900, false),
		"/wp-content/uploads/2020/01/boat-300x200.jpg": paint(t, 1, 300, false),
		"/wp-content/uploads/2020/01/school.png":       paint(t, 2, 700, true),
	})
	m := mover(t, site)
	moved, err := m.Page(t.Context(), strings.NewReader(site.page(1, boat+school)), "")
	if err != nil {
		t.Fatal(err)
	}
	c := moved.Story.Content
	if c.Lead == nil || c.Lead.Caption != "A boat at Kaijuri ghat." || c.Lead.Credit != "Rafiq Hasan" || c.Lead.Alt != "A boat" || len(c.Body.Pictures()) != 1 {
		t.Fatalf("lead %+v, in the text %+v", c.Lead, c.Body.Pictures())
	}
	p, err := m.Store.Picture(t.Context(), c.Lead.Picture)
	if err != nil || p.Width != 900 || p.Credit != "Rafiq Hasan" {
		t.Errorf("it took %d px of %q: %v", p.Width, p.Credit, err)
	}
	view := shelf(t, m).View()
	for asked, want := range map[string]archive.State{
		"/wp-content/uploads/2020/01/boat.jpg": archive.Live, "/wp-content/uploads/2020/01/boat-1024x683.jpg": archive.Live,
		"/wp-content/uploads/2020/01/boat-scaled.jpg": archive.Live, "/wp-content/uploads/2020/01/school-300x200.png": archive.Live,
		"/wp-content/uploads/2020/01/nothing.png": archive.None,
	} {
		rendition, _, is, err := view.OldPicture(asked, "")
		if is != want || err != nil || want == archive.Live && !view.Media(rendition) {
			t.Errorf("%s leads to %q: %v %v", asked, rendition, is, err)
		}
	}
	if m.Counts.Pictures != 2 || m.Counts.Addresses != 2 || m.Counts.Stories != 1 {
		t.Errorf("%+v", m.Counts)
	}
}

func TestAMoveThatIsBrokenOffGoesOnWhereItWas(t *testing.T) {
	site := newOldSite(t, map[string][]byte{
		"/wp-content/uploads/2020/01/boat.jpg":   paint(t, 1, 600, false),
		"/wp-content/uploads/2020/01/school.png": paint(t, 2, 600, true),
	})
	m := mover(t, site)
	ctx := t.Context()
	pages := []string{site.page(1, boat), site.page(2, school), site.page(3, boat+school), site.page(4, `<img src="/gone.jpg" alt="gone">`)}
	move := func() (errs []error) {
		m.Counts = movein.Counts{}
		for _, p := range pages {
			_, err := m.Page(ctx, strings.NewReader(p), "")
			errs = append(errs, err)
		}
		return errs
	}
	site.down.Store(true)
	for _, err := range move() {
		if _, later := errors.AsType[*movein.LaterError](err); !later {
			t.Errorf("with the old site down: %v", err)
		}
	}
	if m.Counts.Later != 4 || m.Counts.Stories != 0 {
		t.Errorf("with the old site down: %+v", m.Counts)
	}
	site.down.Store(false)
	if err := errors.Join(move()...); err != nil {
		t.Fatal(err)
	}
	if c := m.Counts; c.Stories != 4 || c.Pictures != 2 || c.Known != 2 || c.Without != 1 {
		t.Errorf("then: %+v", c)
	}
	asked := site.asked.Load()
	if err := errors.Join(move()...); err != nil {
		t.Fatal(err)
	}
	if c := m.Counts; c.Before != 4 || c.Stories+c.Pictures != 0 || site.asked.Load() != asked {
		t.Errorf("once more: %+v, and the old site was asked %d times", c, site.asked.Load()-asked)
	}
}

func TestPicturesComeOutOfAFolderOfUploads(t *testing.T) {
	dir := t.TempDir()
	at := filepath.Join(dir, "2020", "01")
	if err := os.MkdirAll(at, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(at, "boat.jpg"), paint(t, 1, 500, false), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "secret.jpg"), paint(t, 1, 500, false), 0o600); err != nil {
		t.Fatal(err)
	}
	m := mover(t, nil)
	var err error
	if m.Uploads, err = os.OpenRoot(dir); err != nil {
		t.Fatal(err)
	}
	defer m.Uploads.Close()
	left := 0
	m.Left = func(string, string, error) { left++ }
	page := (&oldSite{Server: &httptest.Server{URL: "https://old.example"}}).page(1, boat+`<p>The second paragraph stands between the two, so that the other one is in the text.</p><img src="/../secret.jpg" alt="secret">`)
	moved, err := m.Page(t.Context(), strings.NewReader(page), "")
	if err != nil {
		t.Fatal(err)
	}
	if moved.Story.Content.Lead == nil || left != 1 || m.Counts.Pictures != 1 {
		t.Errorf("lead %+v, %d left out, %+v", moved.Story.Content.Lead, left, m.Counts)
	}
}

// The page that the project was started with shows a photograph of 2018 over a story of 2025,
// as a PNG and without a credit.
func TestTheSeedPagesPictureIsAFilePhoto(t *testing.T) {
	dir := os.Getenv("STET_SEED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "seed")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if len(files) == 0 {
		t.Skipf("SKIPPED: there is no page in %s; set STET_SEED to the folder that holds it", dir)
	}
	page, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	uploads := t.TempDir()
	const name = "image_2025-07-04_110548028-ca13732e9bdec408e3bd892281b4013b1751605506.png"
	if err := os.WriteFile(filepath.Join(uploads, name), paint(t, 5, 800, true), 0o600); err != nil {
		t.Fatal(err)
	}
	m := mover(t, nil)
	if m.Uploads, err = os.OpenRoot(uploads); err != nil {
		t.Fatal(err)
	}
	defer m.Uploads.Close()
	moved, err := m.Page(t.Context(), bytes.NewReader(page), "")
	if err != nil {
		t.Fatal(err)
	}
	lead := moved.Story.Content.Lead
	if lead == nil || !lead.File || lead.Credit != "" || !strings.HasSuffix(lead.Caption, "on July 16, 2018.") {
		t.Fatalf("%+v", lead)
	}
	if m.Counts.Drafts != 1 {
		t.Errorf("readers have a picture of which nobody says whose it is: %+v", m.Counts)
	}
}

// What other systems' exports hold is moved with every picture that they name.
func TestOtherSystemsPostsMoveInWithTheirPictures(t *testing.T) {
	posts, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "cases", "move", "ghost-migrate", "mg-wp-api", "single-post-with-*images.json"))
	if len(posts) == 0 {
		t.Skip("SKIPPED: there are no cases in ../shared/cases/move/ghost-migrate")
	}
	for _, file := range posts {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var post struct {
			Content, Title struct{ Rendered string }
		}
		if err := json.Unmarshal(bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("[")), []byte("]")), &post); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		files := map[string][]byte{}
		site := newOldSite(t, files)
		body := address.ReplaceAllStringFunc(post.Content.Rendered, func(s string) string {
			u, err := url.Parse(s)
			if err != nil {
				t.Fatal(err)
			}
			files[u.Path] = paint(t, len(files)+1, 400, strings.HasSuffix(u.Path, "png"))
			return site.URL + u.Path
		})
		m := mover(t, site)
		m.Credit = "The old site"
		m.Held = func(_ string, err error) { t.Log(err) } // a picture that nobody described
		moved, err := m.Page(t.Context(), strings.NewReader(site.page(1, body)), "")
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		c := moved.Story.Content
		n := len(c.Body.Pictures())
		if c.Lead != nil {
			n++
		}
		t.Logf("%s: %d files, %d pictures in the story, %+v", filepath.Base(file), len(files), n, m.Counts)
		if n == 0 || m.Counts.Without > 0 {
			t.Errorf("%s: %d pictures, %+v", file, n, m.Counts)
		}
		led, view := 0, shelf(t, m).View()
		for path := range files {
			if _, _, is, err := view.OldPicture(path, ""); is == archive.Live && err == nil {
				led++
			}
		}
		if led == 0 && m.Counts.Drafts == 0 {
			t.Errorf("%s: no old address leads to a picture", file)
		}
	}
}

var address = regexp.MustCompile(`https?://[^"' ,\\]+\.(?:jpe?g|png)`)
