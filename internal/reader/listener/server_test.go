//go:build linux

package listener

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/site"
)

func TestAnswersAreThoseOfTheSiteOneAfterTheOther(t *testing.T) {
	w := open(t, Options{})
	c := w.dial()
	r := bufio.NewReader(c)
	for range 2 {
		for _, path := range []string{"/", "/en/", story, "/en/nothing", "/robots.txt", "/ticker/en.json", picture, "/media/none.jpg", story + "x"} {
			for _, fields := range [][]string{nil, {"Accept-Encoding", "gzip"}, {"Accept-Encoding", "br"}, {"Range", "bytes=1000000-2999999"}} {
				res, body := get(t, c, r, path, fields...)
				if got, want := told(res, body), w.asked(path, fields...); got != want {
					t.Fatalf("%s %q: %.300s\nwant %.300s", path, fields, got, want)
				}
				if date, err := http.ParseTime(res.Header.Get("Date")); err != nil || time.Since(date) > 5*time.Second {
					t.Errorf("the date is %q", res.Header.Get("Date"))
				}
			}
		}
	}
}

// Requests that come in one piece, or byte by byte, are answered in their order, and what
// is not in memory holds up the others and changes places with none.
func TestAnswersToRequestsInAnyPiecesKeepTheirOrder(t *testing.T) {
	w := open(t, Options{})
	paths := []string{story, "/en/", "/robots.txt", picture, "/en/nothing", "/sitemap.xml"}
	for _, most := range []int{1 << 20, 1000, 7} {
		var text strings.Builder
		var want []string
		for i := range 200 {
			path := paths[rand.IntN(len(paths))]
			if i%20 != 0 && path == picture {
				path = story
			}
			want = append(want, w.asked(path))
			fmt.Fprintf(&text, "GET %s HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n", path, strings.Repeat("y", rand.IntN(200)))
		}
		c := w.dial()
		go func() {
			for rest := text.String(); rest != ""; {
				n := min(len(rest), 1+rand.IntN(most))
				if _, err := io.WriteString(c, rest[:n]); err != nil {
					t.Error(err)
					return
				}
				rest = rest[n:]
			}
		}()
		r := bufio.NewReader(c)
		for i := range want {
			if got := told(next(t, r)); got != want[i] {
				at := 0
				for at < min(len(got), len(want[i])) && got[at] == want[i][at] {
					at++
				}
				t.Fatalf("answer %d in pieces of %d differs at byte %d: %.200q\nwant %.200q", i, most, at, got[at:], want[i][at:])
			}
		}
	}
}

func TestWhatIsRefusedIsAnsweredOnceAndTheLineClosed(t *testing.T) {
	w := open(t, Options{})
	const head = "GET /en/ HTTP/1.1\r\nHost: x\r\n"
	for text, want := range map[string]int{
		head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n": 400,
		head + "Content-Length: 3\r\n\r\nabc":                                     400,
		head + "Content-Length: 3\r\n\r\n":                                        400,
		head + "X: " + strings.Repeat("y", 20<<10):                                431,
		"GET /en/ HTTP/2.0\r\nHost: x\r\n\r\n":                                    505,
		head + "Expect: 100-continue\r\n\r\n":                                     417,
		"GET /en/\n\n":                                                            400,
		"POST /en/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx":             405,
		"DELETE /en/ HTTP/1.1\r\nHost: x\r\n\r\n":                                 405,
		"TRACE /en/ HTTP/1.1\r\nHost: x\r\n\r\n":                                  405,
		"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n":                               400,
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n":                                        505,
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\r\n":                      400,
	} {
		got := w.say(text + "GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n" + strings.Repeat("more ", 10000))
		if n := strings.Count(got, "HTTP/1.1 "); n != 1 || !strings.HasPrefix(got, fmt.Sprintf("HTTP/1.1 %d ", want)) || !strings.Contains(got, "\r\nConnection: close\r\n") {
			t.Errorf("%.60q: %d answers, %.60q, want %d", text, n, got, want)
		}
	}
	for text, want := range map[string]string{
		"GET /robots.txt HTTP/1.0\r\n\r\nGET /robots.txt HTTP/1.0\r\n\r\n":                                     "HTTP/1.1 200 OK\r\n",
		"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /en/ HTTP/1.1\r\nHost: x\r\n\r\n": "HTTP/1.1 200 OK\r\n",
		"HEAD /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n":                                    "HTTP/1.1 200 OK\r\n",
	} {
		got := w.say(text)
		if n := strings.Count(got, "HTTP/1.1 "); n != 1 || !strings.HasPrefix(got, want) || strings.HasSuffix(got, "\r\n\r\n") != strings.HasPrefix(text, "HEAD") {
			t.Errorf("%.60q: %d answers, %.60q", text, n, got)
		}
	}
}

func TestARouteThatTakesABodyGetsIt(t *testing.T) {
	w := open(t, Options{}, func(s *site.Site) {
		s.Handle(site.Route{Method: "POST", Path: "/beacon", Body: 5000, Answer: func(_ context.Context, _ *archive.View, r site.Request) (*press.Page, error) {
			if string(r.Body) == "panic" {
				panic("a route that panics")
			}
			return press.Computed(200, "text/plain", "no-store", []byte(fmt.Sprint(len(r.Body), r.UserAgent)))
		}})
		s.Handle(site.Route{Method: "GET", Path: "/*/search", Answer: func(_ context.Context, _ *archive.View, r site.Request) (*press.Page, error) {
			if r.Query == "" {
				return nil, news.Errorf(news.Invalid, "Say what to look for.")
			}
			return press.Computed(200, "text/plain", "no-store", []byte(r.Query))
		}})
	})
	post := func(body string) string {
		return fmt.Sprintf("POST /beacon HTTP/1.1\r\nHost: x\r\nUser-Agent: me\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	}
	got := w.say(post(strings.Repeat("x", 5000)) + post("") + post("panic") + "GET /en/search?q=a HTTP/1.1\r\nHost: x\r\n\r\n" +
		"GET /en/search HTTP/1.1\r\nHost: x\r\n\r\n" + post(strings.Repeat("x", 5001)))
	var statuses, bodies []string
	r := bufio.NewReader(strings.NewReader(got))
	for range 6 {
		res, body := next(t, r)
		statuses, bodies = append(statuses, fmt.Sprint(res.StatusCode)), append(bodies, body)
	}
	if s := strings.Join(statuses, " "); s != "200 200 503 200 400 413" {
		t.Error(s)
	}
	if bodies[0] != "5000me" || bodies[1] != "0me" || bodies[3] != "q=a" {
		t.Errorf("%q", bodies)
	}
}

func TestWhoIsSlowIsCutOff(t *testing.T) {
	w := open(t, Options{Head: 300 * time.Millisecond, Idle: 600 * time.Millisecond, Write: time.Millisecond})
	for what, c := range map[string]struct {
		text, want string
	}{
		"nothing at all":                 {"", ""},
		"a head that does not end":       {"GET /en/ HTTP/1.1\r\nHost: x\r\n", "HTTP/1.1 408 "},
		"nothing after the answer":       {"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 "},
		"half a request after an answer": {"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\nGET", "HTTP/1.1 200 "},
	} {
		start := time.Now()
		got := w.say(c.text)
		if took := time.Since(start); !strings.HasPrefix(got, c.want) || took > 3*time.Second {
			t.Errorf("%s: %.40q after %s", what, got, took)
		}
	}
	c := w.dial() // one who sends a byte now and then is not saved by it
	start := time.Now()
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for range tick.C {
			if _, err := io.WriteString(c, "X"); err != nil {
				return
			}
		}
	}()
	if all, _ := io.ReadAll(c); time.Since(start) > 3*time.Second {
		t.Errorf("one who drips had %s, and then %q", time.Since(start), all)
	}
}

// One who takes nothing of what it asked for keeps neither its connection nor the file.
func TestWhoTakesNothingIsCutOff(t *testing.T) {
	o := Options{Write: 100 * time.Millisecond, Rate: 1 << 30}
	w := open(t, o)
	c := w.dial()
	if _, err := io.WriteString(c, strings.Repeat("GET "+story+" HTTP/1.1\r\nHost: x\r\n\r\n", 2000)); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); w.open.Load() > 0; {
		if time.Now().After(deadline) {
			t.Fatal("it is still there")
		}
		time.Sleep(20 * time.Millisecond) // another side's time passes: there is nothing to wait for
	}
}

// A film takes as long as it takes over a slow line; who takes nothing of it is cut off, and who is slower than the slowest line.
func TestAFileIsForWhoeverTakesIt(t *testing.T) {
	t.Parallel()
	const twice = 2 // the kernel has room for much of one
	take := func(w *world, atOnce int, every time.Duration) (n int64, took time.Duration) {
		c := w.dial()
		if err := c.(*net.TCPConn).SetReadBuffer(16 << 10); err != nil {
			t.Error(err)
		}
		start := time.Now()
		if _, err := io.WriteString(c, strings.Repeat("GET "+picture+" HTTP/1.1\r\nHost: x\r\n\r\n", twice)); err != nil {
			t.Error(err)
		}
		for buf := make([]byte, atOnce); n < twice*int64(len(w.picture)) && time.Since(start) < 25*time.Second; {
			m, err := c.Read(buf)
			if n += int64(m); err != nil {
				break
			}
			time.Sleep(every)
		}
		return n, time.Since(start)
	}
	slow := open(t, Options{Stall: 2 * time.Second})
	if n, took := take(slow, 50_000, 40*time.Millisecond); n < twice*int64(len(slow.picture)) || took < 2*time.Second {
		t.Errorf("over a slow line %d bytes came in %s", n, took)
	}
	leaves := func(w *world, who string) {
		t.Helper()
		for start := time.Now(); w.open.Load() > 0; time.Sleep(20 * time.Millisecond) { // another side's time passes
			if time.Since(start) > time.Minute {
				t.Fatalf("%s is there after a minute", who)
			}
		}
	}
	still := open(t, Options{Stall: time.Second})
	if _, err := io.WriteString(still.dial(), strings.Repeat("GET "+picture+" HTTP/1.1\r\nHost: x\r\n\r\n", 2*twice)); err != nil {
		t.Fatal(err)
	}
	dear := open(t, Options{Stall: time.Minute, Write: time.Millisecond, Rate: 4 << 20})
	go take(dear, 1000, 100*time.Millisecond)
	for dear.open.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	leaves(still, "who takes nothing")
	leaves(dear, "one who is slower than the slowest line")
}

func TestThereAreNoMoreConnectionsThanMay(t *testing.T) {
	w := open(t, Options{Most: 10, PerAddress: 8})
	var all []net.Conn
	for range 8 {
		c := w.dial()
		get(t, c, bufio.NewReader(c), "/robots.txt")
		all = append(all, c)
	}
	if got := w.say("GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 503 ") && !strings.Contains(got, "reset") {
		t.Errorf("one too many: %.60q", got)
	}
	for _, c := range all {
		_ = c.Close()
	}
	for deadline := time.Now().Add(time.Minute); w.open.Load() > 0; time.Sleep(10 * time.Millisecond) { // until the server has noticed
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are still there", w.open.Load())
		}
	}
	c := w.dial()
	if res, _ := get(t, c, bufio.NewReader(c), "/robots.txt"); res.StatusCode != 200 {
		t.Errorf("after they have gone: %d", res.StatusCode)
	}
}

// A server that stops answers what was sent to it, says that it is the last answer, and
// loses no request of who listens to that.
func TestAServerThatStopsLosesNoRequest(t *testing.T) {
	w := open(t, Options{})
	var wg, begun sync.WaitGroup
	var mu sync.Mutex
	answered := 0
	for range 20 {
		c := w.dial()
		begun.Add(1)
		wg.Go(func() {
			first := sync.OnceFunc(begun.Done)
			defer first()
			r := bufio.NewReader(c)
			for {
				if _, err := io.WriteString(c, "GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
					t.Error(err)
					return
				}
				res, err := http.ReadResponse(r, nil)
				if err != nil {
					t.Errorf("after %d answers: %v", answered, err)
					return
				}
				if _, err := io.Copy(io.Discard, res.Body); err != nil {
					t.Error(err)
				}
				mu.Lock()
				answered++
				mu.Unlock()
				first()
				if res.Close {
					return
				}
			}
		})
	}
	idle := w.dial()
	get(t, idle, bufio.NewReader(idle), "/en/")
	begun.Wait() // they are at it
	w.SetKeepAlivesEnabled(false)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := w.Shutdown(ctx); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if err := <-w.ended; !errors.Is(err, http.ErrServerClosed) {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", w.address); err == nil {
		t.Error("it still listens")
	}
	if answered < 20 {
		t.Errorf("%d answers", answered)
	}
}

func TestAnAnswerInMemoryAllocatesNothing(t *testing.T) {
	w := open(t, Options{Loops: 1})
	c := w.dial()
	r := bufio.NewReader(c)
	get(t, c, r, story, "Accept-Encoding", "gzip")
	request := []byte("GET " + story + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
	res, body := get(t, c, r, story, "Accept-Encoding", "gzip")
	size := len(tailsAt(time.Now()).keep) + len(body)
	for name, values := range res.Header {
		if name != "Date" {
			size += len(name) + len(values[0]) + 4
		}
	}
	size += len("HTTP/1.1 200 OK\r\n")
	buf := make([]byte, size)
	n := testing.AllocsPerRun(1000, func() { // of the whole process: of ours, and of the loop
		if _, err := c.Write(request); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(r, buf); err != nil {
			t.Fatal(err)
		}
	})
	if n > 0 {
		t.Errorf("%v allocations a request", n)
	}
}
