package place_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/newsroom/wire/place"
	"github.com/stet-news/stet/internal/store"
)

// keeping gives the world a room that keeps files.
func (w *world) keeping(pool fetch.Options, ports ...uint16) *blob.Store {
	w.Helper()
	files, err := blob.Open(w.Context(), "file:"+w.TempDir())
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { files.Close() })
	for _, port := range ports {
		pool.Allow = append(pool.Allow, netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), port))
	}
	client := fetch.New(pool)
	w.Cleanup(client.Close)
	taker := &place.Taker{Store: w.store, Abroad: client, Settled: 50 * time.Millisecond}
	w.room = wire.New(wire.Options{
		Store: w.store, Fetch: client, Secrets: w.box, Seed: 1, Try: tryTime, Files: files,
		Ways: map[news.WireKind]wire.Way{news.FTPWire: taker.Way, news.BucketWire: taker.Way},
	})
	return files
}

const named = `<?xml version="1.0"?><nitf><head><title>River</title><docdata><doc-id id-string="r1"/></docdata></head><body><body.head><hedline><hl1>River rises</hl1></hedline></body.head>
<body.content><p>Words.</p><media media-type="image"><media-reference source="photo1.jpg" mime-type="image/jpeg"/><media-caption>A boat</media-caption></media></body.content></body></nitf>`

func shot(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3)), nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hasPicture fails unless the wire has one dispatch, the item, with the picture as its own.
func (w *world) hasPicture(files *blob.Store, id, want string) {
	w.Helper()
	list, err := w.store.Dispatches(w.Context(), store.DispatchFilter{Wire: id})
	if err != nil || len(list) != 1 || len(list[0].Media) != 1 || !strings.HasPrefix(list[0].Headline, "River rises") {
		w.Fatalf("%+v, %v", list, err)
	}
	m := list[0].Media[0]
	if data, err := files.Get(w.Context(), blob.WireFile(m.Hash)); err != nil || string(data) != want || m.Caption != "A boat" {
		w.Errorf("%+v: %d bytes, %v", m, len(data), err)
	}
}

func TestAPictureBesideAnItemOnAServerIsTheItemsAndNoDispatch(t *testing.T) {
	w, s, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	files, picture := w.keeping(fetch.Options{}, s.port), shot(t)
	drop(t, dir, "photo1.jpg", picture, 2*time.Hour) // it was put there before
	drop(t, dir, "a.nitf", named, time.Hour)
	for range 2 {
		if h := w.try(id); h.Error != "" {
			t.Fatal(h.Error)
		}
		w.hasPicture(files, id, picture)
	}
}

func TestAPictureBesideAnItemOnAnFTPServerIsTheItems(t *testing.T) {
	in, ports := vsftpd(t)
	w := newWorld(t, fetch.Options{}, ports...)
	files, picture := w.keeping(fetch.Options{}, ports...), shot(t)
	id := w.ftpWire("ftp", ports[0], "river-boat", news.Taking{})
	drop(t, in, "photo1.jpg", picture, 2*time.Hour)
	drop(t, in, "a.nitf", named, time.Hour)
	if h := w.try(id); h.Error != "" {
		t.Fatal(h.Error)
	}
	w.hasPicture(files, id, picture)
}

func TestAPictureThatComesAfterItsItemIsJoinedToIt(t *testing.T) {
	w, s, dir, id := dropbox(t, fetch.Options{}, news.Taking{})
	files, picture := w.keeping(fetch.Options{}, s.port), shot(t)
	drop(t, dir, "a.nitf", named, time.Hour)
	w.try(id)
	drop(t, dir, "photo1.jpg", picture, time.Minute)
	w.try(id)
	w.hasPicture(files, id, picture)
}

func TestAPictureBesideAnItemInABucketIsTheItems(t *testing.T) {
	a, w := newAgency(t)
	files, picture := w.keeping(fetch.Options{Roots: a.pool}, a.port), shot(t)
	id := w.add(a.wire("copy/in", news.Taking{}), news.LoginBasic, "river-boat-river")
	a.put("in/day/photo1.jpg", picture)
	a.put("in/day/a.nitf", named)
	w.try(id)
	w.hasPicture(files, id, picture)
}
