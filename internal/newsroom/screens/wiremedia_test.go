package screens_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// page is what a wire may send under the name of a picture.
const page = `<html><script>alert("x")</script></html>`

// withFiles receives a dispatch with a picture and a page, whose bytes are kept.
func (n *newsroom) withFiles() news.Dispatch {
	n.Helper()
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 400, 300)), nil); err != nil {
		n.Fatal(err)
	}
	keep := func(data []byte) string {
		hash := fmt.Sprintf("%x", sha256.Sum256(data))
		if err := n.files.Put(n.Context(), blob.WireFile(hash), data); err != nil {
			n.Fatal(err)
		}
		return hash
	}
	d := news.Dispatch{Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "River rises", Hash: "h", Credit: "DELTA", Rights: "Not for sale.", Media: []news.Media{
		{Name: "boat.jpg", Type: "image/jpeg", Caption: "A boat on the Padma", Hash: keep(photo.Bytes()), Width: 400, Height: 300, Size: int64(photo.Len())},
		{Name: "evil.html", Type: "text/html", Hash: keep([]byte(page)), Size: int64(len(page))},
	}}
	err := n.db.Tx(n.Context(), func(tx *store.Tx) (err error) {
		if err = tx.SaveWire(n.Context(), news.Wire{ID: "w", Name: "Delta News Agency", Kind: news.FolderWire, Language: news.English, Every: time.Minute}); err != nil {
			return err
		}
		for _, m := range d.Media {
			if err := tx.HoldFile(n.Context(), m.Hash, d.Received); err != nil {
				return err
			}
		}
		d, _, err = tx.Receive(n.Context(), d, []byte("raw"))
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return d
}

// kill is what the wire sends to take the dispatch back.
func (n *newsroom) kill(raw string) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		now := time.Now()
		_, _, err := tx.KillDispatch(n.Context(), news.Dispatch{Wire: "w", GUID: "1", Hash: raw, Received: now, Killed: now, Kill: "Wrong."}, []byte(raw))
		return err
	})
	if err == nil {
		err = n.desk.RereadSources(n.Context())
	}
	if err != nil {
		n.Fatal(err)
	}
}

// get asks for what is no page.
func (b *browser) get(path string) (*http.Response, string) {
	b.Helper()
	to, err := b.url.Parse(path)
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, to.String(), nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := b.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(res.Body)
	if closed := res.Body.Close(); err != nil || closed != nil {
		b.Fatal(err, closed)
	}
	return res, string(data)
}

func TestAPictureTakenFromADispatchIsReachedByTheWiresKill(t *testing.T) {
	n := open(t)
	b := n.as(news.PictureEditor)
	d := n.withFiles()
	b.open("/n/wires/d/"+d.ID).shows(200, "boat.jpg", "A boat on the Padma", "evil.html")
	b.press("Take the picture", nil).shows(200, "A boat on the Padma")
	taken := func() news.Picture {
		t.Helper()
		all, err := n.db.PicturesFrom(t.Context(), d.ID)
		if err != nil || len(all) != 1 {
			t.Fatalf("taken from the dispatch: %+v %v", all, err)
		}
		return all[0]
	}
	p := taken()
	if p.Caption != "A boat on the Padma" || p.Credit != "DELTA" || p.Rights.Use != news.Conditional || p.Rights.Source != "Delta News Agency" || p.Rights.Conditions != "Not for sale." {
		t.Errorf("it is taken with %+v", p)
	}
	b.open("/n/wires/d/"+d.ID).press("Take the picture", nil).shows(200, "A boat on the Padma")
	if again := taken(); again.ID != p.ID {
		t.Errorf("taken twice it is two: %s and %s", p.ID, again.ID)
	}
	told := func() (count int) {
		t.Helper()
		all, err := n.db.Notices(t.Context(), p.By.ID, false, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, notice := range all {
			if strings.Contains(notice.Text, "may not be used") {
				count++
			}
		}
		return count
	}
	if got := told(); got != 0 {
		t.Errorf("before the kill %d notices", got)
	}
	for _, raw := range []string{"kill", "kill again"} {
		n.kill(raw)
		if got := taken(); got.Rights.Use != news.Denied || got.Revision != p.Revision+1 {
			t.Errorf("after %q its rights are %+v, at revision %d", raw, got.Rights, got.Revision)
		}
		if got := told(); got != 1 {
			t.Errorf("after %q who took it has %d notices", raw, got)
		}
	}
	b.open("/n/wires/d/"+d.ID).shows(200, "not to be used")
	if _, err := n.desk.TakeWirePicture(t.Context(), p.By, d.ID, 0, func(news.Media) (news.Picture, error) { return p, nil }); err == nil {
		t.Error("a picture of a killed dispatch is taken")
	}
	for _, path := range []string{"&n=0", "&n=0&small=1", "&n=1"} {
		if res, _ := b.get("/n/wires/d/" + d.ID + "/file?v=1" + path); res.StatusCode != http.StatusConflict {
			t.Errorf("%s of a killed dispatch answers %d", path, res.StatusCode)
		}
	}
}

func TestFilesOfDispatchesAreSavedAndNeverRun(t *testing.T) {
	n := open(t)
	b := n.as(news.Reporter)
	d := n.withFiles()
	at := "/n/wires/d/" + d.ID + "/file?v=1"
	stranger := newBrowser(t, n.url)
	for _, path := range []string{"&n=0", "&n=0&small=1", "&n=1"} {
		if res, text := stranger.get(at + path); res.StatusCode == http.StatusOK && res.Header.Get("Content-Type") != "text/html; charset=utf-8" || strings.Contains(text, "alert") {
			t.Errorf("%s is given to a stranger: %d %v", path, res.StatusCode, res.Header)
		}
	}
	for _, c := range []struct{ path, kind, disposition string }{
		{"&n=0", "application/octet-stream", "attachment; filename=boat.jpg"},
		{"&n=1", "application/octet-stream", "attachment; filename=evil.html"},
		{"&n=0&small=1", "image/jpeg", ""},
	} {
		res, text := b.get(at + c.path)
		h := res.Header
		if res.StatusCode != http.StatusOK || h.Get("Content-Type") != c.kind || h.Get("Content-Disposition") != c.disposition || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %d %v", c.path, res.StatusCode, h)
		}
		if c.path == "&n=1" && text != page {
			t.Errorf("the file is %q", text)
		}
	}
	for _, path := range []string{"&n=1&small=1", "&n=2", "&n=-1", "&n=x", ""} {
		if res, _ := b.get(at + path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%q answers %d", path, res.StatusCode)
		}
	}
}
