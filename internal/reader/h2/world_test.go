package h2

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
	"github.com/stet-news/stet/internal/reader/ticker"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

const (
	storyPath   = "/en/world-news/2026/03/26/1-budget-passes"
	picturePath = "/media/0123456789abcdef.jpg"
)

// world returns a server of a small site: a story with a picture of 100,000 bytes.
func world(t testing.TB) *Server {
	t.Helper()
	a, err := archive.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	media, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := media.Put(t.Context(), blob.Rendition("0123456789abcdef.jpg"), []byte(strings.Repeat("picture. ", 100_000/9))); err != nil {
		t.Fatal(err)
	}
	_, err = a.Append([]edition.Change{
		{Number: 1, Kind: edition.Arranged, At: noon, House: &news.House{
			Names:     map[news.Language]string{"en": "The Padma Courier"},
			Languages: []news.Language{"en"}, Zone: "Asia/Dhaka", URL: "https://padma.example",
			Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{"en": "World News"}}},
		}},
		{Number: 2, Kind: edition.Published, At: noon, Story: &edition.Story{
			Card:     edition.Card{Number: 1, Language: news.English, Section: "world-news", Slug: "budget-passes", Headline: "Budget passes", Date: "2026/03/26", Published: noon},
			Body:     news.Paragraphs(strings.Repeat("It passed. ", 4000)),
			Pictures: []edition.Picture{{ID: "p", Renditions: []news.Rendition{{Name: "0123456789abcdef.jpg", Width: 320, Height: 213}}}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	tk := &ticker.Ticker{}
	s := site.New(a, press.New(), tk, media)
	s.Handle(site.Route{Method: http.MethodPost, Path: "/beacon", Body: 64, Answer: func(_ context.Context, _ *archive.View, r site.Request) (*press.Page, error) {
		return press.Computed(http.StatusOK, "text/plain", "no-store", []byte("took "+string(r.Body)))
	}})
	return &Server{Site: s, Ticker: tk}
}

// certificate returns a certificate for loopback.
var certificate = sync.OnceValue(func() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	text := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, text, text, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
})

// open opens a door to the server on loopback and returns its address and the door.
func open(t testing.TB, s *Server) (string, *Door) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &Door{H2: s, Old: site.Server(s.Site), Config: &tls.Config{Certificates: []tls.Certificate{certificate()}, NextProtos: []string{"h2", "http/1.1"}}}
	d.Old.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := d.Serve(context.WithoutCancel(t.Context()), l); err != nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = d.Shutdown(ctx) // some tests leave streams open
		<-done
	})
	return l.Addr().String(), d
}

// client returns a client that speaks HTTP/2, or only HTTP/1.1.
func client(t testing.TB, two bool) *http.Client {
	tr := &http.Transport{ForceAttemptHTTP2: two, DisableCompression: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func siteRequest(path string) site.Request { return site.Request{Method: http.MethodGet, Path: path} }
