package wire_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
)

const pushSecret = "whsec_c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ=="

// inlet is a wire that copy is pushed to, at a real server.
type inlet struct {
	*world
	*httptest.Server
	wire news.Wire
	rang int
}

func newInlet(t *testing.T) *inlet {
	t.Helper()
	in := &inlet{}
	in.world = newWorld(t, wire.Options{Secrets: boxOf(1), Arrived: func() { in.rang++ }})
	in.wire = in.locked(news.Wire{Name: "Delta", Kind: news.PushWire, Language: news.English, Every: time.Minute, Login: news.Login{How: news.LoginSignature}}, boxOf(1), pushSecret)
	in.Server = httptest.NewServer(in.room.Inlet())
	t.Cleanup(in.Server.Close)
	return in
}

// post sends a document, and returns the status and what was said.
func (in *inlet) post(path, doc string, head http.Header) (int, string) {
	in.Helper()
	req, err := http.NewRequestWithContext(in.Context(), http.MethodPost, in.URL+path, strings.NewReader(doc))
	if err != nil {
		in.Fatal(err)
	}
	req.Header = head
	res, err := in.Client().Do(req)
	if err != nil {
		in.Fatal(err)
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(said)
}

func (in *inlet) path() string { return "/wire/" + in.wire.ID }

func (in *inlet) health() news.Health {
	in.Helper()
	w, err := in.store.Wire(in.Context(), in.wire.ID)
	if err != nil {
		in.Fatal(err)
	}
	return w.Health
}

func TestASignedPushIsKeptBeforeItIsAnsweredAndTwiceMakesNothingTwice(t *testing.T) {
	in := newInlet(t)
	doc := rss(item("1", "One"))
	head := fetch.Signed(pushSecret, "msg_1", time.Now(), []byte(doc))
	for range 2 {
		if status, said := in.post(in.path(), doc, head); status != http.StatusNoContent || in.headlines(in.wire.ID) != "One v1" || in.rang != 1 {
			t.Errorf("%d %s: %s, rang %d times", status, said, in.headlines(in.wire.ID), in.rang)
		}
	}
	if h := in.health(); h.Error != "" || h.Succeeded.IsZero() {
		t.Errorf("%+v", h)
	}
	newer := rss(item("1", "One, corrected"))
	if status, _ := in.post(in.path(), newer, fetch.Signed(pushSecret, "msg_2", time.Now(), []byte(newer))); status != http.StatusNoContent || in.headlines(in.wire.ID) != "One, corrected v2" {
		t.Errorf("%d %s", status, in.headlines(in.wire.ID))
	}
	// What was overheard does not bring the older text back, and not to another process either.
	for _, room := range []*inlet{in, {world: newWorld(t, wire.Options{Store: in.store, Secrets: boxOf(1)}), wire: in.wire}} {
		if room.Server == nil {
			room.Server = httptest.NewServer(room.room.Inlet())
			t.Cleanup(room.Server.Close)
		}
		if status, _ := room.post(in.path(), doc, head); status != http.StatusNoContent || in.headlines(in.wire.ID) != "One, corrected v2" {
			t.Errorf("%d %s", status, in.headlines(in.wire.ID))
		}
	}
	ninjs := `{"uri":"urn:delta:7","type":"text","headline":"By ninjs","body_text":"It rained.","version":"1"}`
	if status, said := in.post(in.path(), ninjs, fetch.Signed(pushSecret, "msg_3", time.Now(), []byte(ninjs))); status != http.StatusNoContent || !strings.Contains(in.headlines(in.wire.ID), "By ninjs v1") {
		t.Errorf("another format: %d %s: %s", status, said, in.headlines(in.wire.ID))
	}
}

func TestWhatIsNotSignedWithTheWiresSecretIsNotTaken(t *testing.T) {
	in := newInlet(t)
	feed := in.save(news.Wire{Name: "Feed", Kind: news.FeedWire, Address: "https://delta.example/", Language: news.English, Every: time.Minute})
	doc := rss(item("1", "One"))
	good := func() http.Header { return fetch.Signed(pushSecret, "msg_1", time.Now(), []byte(doc)) }
	for what, try := range map[string]struct {
		path, doc string
		head      http.Header
		status    int
		says      string
	}{
		"no signature":      {in.path(), doc, http.Header{}, 401, "is not signed"},
		"another secret":    {in.path(), doc, fetch.Signed("another secret that is long", "msg_1", time.Now(), []byte(doc)), 401, "does not fit"},
		"another body":      {in.path(), doc + " ", good(), 401, "does not fit"},
		"another id":        {in.path(), doc, func() http.Header { h := good(); h.Set("Webhook-Id", "msg_9"); return h }(), 401, "does not fit"},
		"long ago":          {in.path(), doc, fetch.Signed(pushSecret, "msg_1", time.Now().Add(-6*time.Minute), []byte(doc)), 401, "look at the clock"},
		"in a while":        {in.path(), doc, fetch.Signed(pushSecret, "msg_1", time.Now().Add(6*time.Minute), []byte(doc)), 401, "look at the clock"},
		"no wire":           {"/wire/nobody", doc, good(), 404, "no wire here"},
		"a wire of a feed":  {"/wire/" + feed.ID, doc, good(), 404, "no wire here"},
		"no wire's address": {"/wire/", doc, good(), 404, ""},
	} {
		if status, said := in.post(try.path, try.doc, try.head); status != try.status || !strings.Contains(said, try.says) {
			t.Errorf("%s: %d %s", what, status, said)
		}
	}
	if got := in.headlines(in.wire.ID); got != "" || in.rang != 0 || in.headlines(feed.ID) != "" {
		t.Errorf("taken: %s", got)
	}
	if h := in.health(); h.Failures != 1 || h.Error == "" {
		t.Errorf("its health says nothing, or with each of them: %+v", h)
	}
	garbage := "\x00\x01\x02"
	if status, said := in.post(in.path(), garbage, fetch.Signed(pushSecret, "msg_2", time.Now(), []byte(garbage))); status != 422 || said == "" {
		t.Errorf("what no format knows: %d %s", status, said)
	}
	// The control: after all that the same document is taken.
	if status, said := in.post(in.path(), doc, good()); status != 204 || in.headlines(in.wire.ID) != "One v1" || in.health().Error != "" {
		t.Errorf("%d %s: %s, %+v", status, said, in.headlines(in.wire.ID), in.health())
	}
}

func TestAPushTooLargeOrTooManyCostsLittle(t *testing.T) {
	in := newInlet(t)
	big := strings.Repeat("x", 11<<20)
	if status, said := in.post(in.path(), big, fetch.Signed(pushSecret, "msg_1", time.Now(), []byte(big))); status != 413 || !strings.Contains(said, "10 MB") {
		t.Errorf("%d %s", status, said)
	}
	// Eight who begin to send and do not go on: the ninth is told to wait, and is taken when they are gone.
	doc := rss(item("1", "One"))
	var slow []net.Conn
	for range 8 {
		c, err := net.Dial("tcp", in.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		var head bytes.Buffer
		fmt.Fprintf(&head, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n", in.path())
		_ = fetch.Signed(pushSecret, "msg_2", time.Now(), nil).Write(&head)
		fmt.Fprint(&head, "\r\nx")
		if _, err := c.Write(head.Bytes()); err != nil {
			t.Fatal(err)
		}
		slow = append(slow, c)
	}
	send := func() int {
		status, _ := in.post(in.path(), doc, fetch.Signed(pushSecret, "msg_3", time.Now(), []byte(doc)))
		return status
	}
	status := 0
	for deadline := time.Now().Add(time.Minute); status != 429 && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		doc += "\n" // another document each time, for some may be taken before the eight are all there
		status = send()
	}
	if status != 429 {
		t.Errorf("while eight are being read: %d", status)
	}
	for _, c := range slow {
		c.Close()
	}
	for deadline := time.Now().Add(time.Minute); status != 204 && time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		status = send()
	}
	if status != 204 || in.headlines(in.wire.ID) != "One v1" {
		t.Errorf("after them: %d %s", status, in.headlines(in.wire.ID))
	}
}
