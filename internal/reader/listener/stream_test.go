//go:build linux

package listener

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/stet-news/stet/internal/reader/site"
)

// stream opens a stream and returns what follows its head, line by line.
func (w *world) stream(fields string) (net.Conn, *bufio.Reader) {
	w.t.Helper()
	c := w.dial()
	if _, err := fmt.Fprintf(c, "GET /sse/ticker/en HTTP/1.1\r\nHost: x\r\n%s\r\n", fields); err != nil {
		w.t.Fatal(err)
	}
	r := bufio.NewReader(c)
	head := ""
	for !strings.HasSuffix(head, "\r\n\r\n") {
		line, err := r.ReadString('\n')
		if err != nil {
			w.t.Fatal(head, err)
		}
		head += line
	}
	if !strings.HasPrefix(head, "HTTP/1.1 200 ") || !strings.Contains(head, "Content-Type: text/event-stream\r\n") || !strings.Contains(head, "Connection: close\r\n") || strings.Contains(head, "Content-Length") {
		w.t.Fatal(head)
	}
	return c, r
}

// until reads the stream until it has the line.
func until(t testing.TB, r *bufio.Reader, line string) (before string) {
	t.Helper()
	for {
		got, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("%v before %q, after %q", err, line, before)
		}
		if got == line+"\n" {
			return before
		}
		before += got
	}
}

func (w *world) send(editions ...int64) {
	for _, n := range editions {
		w.ticker.Send("en", n, fmt.Appendf(nil, "bar %d", n))
	}
}

func TestAStreamHasWhatWasMissedAndWhatComes(t *testing.T) {
	for fields, want := range map[string]string{
		"": "id: 30\ndata: bar 30\n\nid: 40\n", "Last-Event-ID: 10\r\n": "id: 20\ndata: bar 20\n\nid: 30\ndata: bar 30\n\nid: 40\n", "Last-Event-ID: 30\r\n": "id: 40\n",
	} {
		w := open(t, Options{})
		w.send(10, 20, 30)
		_, r := w.stream(fields)
		until(t, r, "retry: 15000")
		w.send(40)
		if got := strings.TrimPrefix(until(t, r, "data: bar 40"), "\n"); got != want {
			t.Errorf("%q: %q, want %q", fields, got, want)
		}
	}
}

func TestAQuietStreamIsHeardNowAndThen(t *testing.T) {
	w := open(t, Options{Beat: 50 * time.Millisecond, Idle: 100 * time.Millisecond, Head: 100 * time.Millisecond})
	_, r := w.stream("")
	for range 3 {
		until(t, r, ":")
	}
	w.send(1)
	until(t, r, "data: bar 1")
}

// Of the many who stream, come and go, each has every event once and in order, while
// pages are answered.
func TestEachOfACrowdHasEveryEventOnce(t *testing.T) {
	w := open(t, Options{})
	const streams, events = 300, 20
	var wg sync.WaitGroup
	for i := range streams {
		c, r := w.stream("")
		until(t, r, "retry: 15000")
		wg.Go(func() {
			if i%10 == 0 { // some leave while it goes on
				until(t, r, "data: bar 7")
				_ = c.Close()
				return
			}
			for n := range events {
				if before := until(t, r, fmt.Sprintf("data: bar %d", n+1)); strings.Contains(before, "data") {
					t.Errorf("before event %d: %q", n+1, before)
					return
				}
			}
		})
	}
	c := w.dial()
	page := bufio.NewReader(c)
	for n := range int64(events) {
		w.send(n + 1)
		if res, _ := get(t, c, page, story); res.StatusCode != 200 {
			t.Errorf("a page meanwhile: %d", res.StatusCode)
		}
	}
	wg.Wait()
}

func TestOneWhoTakesNoEventsIsCutOff(t *testing.T) {
	w := open(t, Options{Slow: 200 * time.Millisecond})
	c, r := w.stream("")
	until(t, r, "retry: 15000")
	slow, err := c.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	if err := slow.Control(func(fd uintptr) { _ = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, 1) }); err != nil {
		t.Fatal(err)
	}
	bar := []byte(strings.Repeat("x", 1<<20))
	for n := range int64(10) {
		w.ticker.Send("en", n+1, bar)
	}
	for deadline := time.Now().Add(time.Minute); w.open.Load() > 0; {
		if time.Now().After(deadline) {
			t.Fatal("it is still there")
		}
		time.Sleep(20 * time.Millisecond) // until the server has noticed
	}
}

func TestAboveTheMostAStreamIsSentAway(t *testing.T) {
	w := open(t, Options{}, func(s *site.Site) { s.Ticker().Most = 2 })
	w.stream("")
	last, _ := w.stream("")
	ask := "GET /sse/ticker/en HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	if got := w.say(ask); !strings.HasPrefix(got, "HTTP/1.1 204 ") {
		t.Errorf("one too many: %q", got)
	}
	_ = last.Close()
	for deadline := time.Now().Add(time.Minute); w.open.Load() > 1; time.Sleep(10 * time.Millisecond) { // until the server has noticed
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are still there", w.open.Load())
		}
	}
	w.stream("")
	if got := w.say("HEAD" + ask[3:]); !strings.HasPrefix(got, "HTTP/1.1 200 ") {
		t.Errorf("HEAD: %q", got)
	}
}

func TestStreamsEndWithTheServer(t *testing.T) {
	w := open(t, Options{})
	_, r := w.stream("")
	if err := w.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := io.ReadAll(r); err != nil {
		t.Error(err)
	}
}

// What a stream costs: two kilobytes are allowed, of which this is what Go knows of.
func TestAStreamIsSmall(t *testing.T) {
	w := open(t, Options{})
	w.send(1)
	heap := func() int {
		runtime.GC()
		runtime.GC() // what was pooled goes the second time
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc + m.StackInuse)
	}
	w.stream("")
	var fds []int
	const n = 2000
	before := heap()
	for range n { // connections without a goroutine or a buffer on our side, either
		fds = append(fds, dialRaw(t, w.address, "GET /sse/ticker/en HTTP/1.1\r\nHost: x\r\n\r\n"))
	}
	_, r := w.stream("")
	until(t, r, "data: bar 1")
	if each := (heap() - before) / n; each > 600 || each < 100 {
		t.Errorf("%d bytes a stream", each)
	} else {
		t.Log(each, "bytes a stream")
	}
	for _, fd := range fds {
		_ = unix.Close(fd)
	}
}

// A thousand who begin to say something and never end take nothing from who reads, and are
// all gone when their time is over.
func TestAThousandWhoNeverEndAreAllCutOff(t *testing.T) {
	w := open(t, Options{Head: time.Second})
	var fds []int
	for range 1000 {
		fds = append(fds, dialRaw(t, w.address, "GET /en/ HTTP/1.1\r\nHost: x\r\nX-Slow: "))
	}
	c := w.dial()
	page := bufio.NewReader(c)
	for range 200 {
		if res, _ := get(t, c, page, story); res.StatusCode != 200 {
			t.Fatal(res.Status)
		}
	}
	for deadline := time.Now().Add(time.Minute); w.open.Load() > 1; {
		if time.Now().After(deadline) {
			t.Fatalf("%d are still there", w.open.Load())
		}
		get(t, c, page, story) // one who reads meanwhile is not
	}
	for _, fd := range fds {
		_ = unix.Close(fd)
	}
}

func dialRaw(t testing.TB, address, text string) int {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	a, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Connect(fd, &unix.SockaddrInet4{Port: a.Port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if _, err := unix.Write(fd, []byte(text)); err != nil {
		t.Fatal(err)
	}
	return fd
}

func TestTheStreamOfAStoryHasItsPostsAndTheBarAndNoOther(t *testing.T) {
	w := open(t, Options{})
	c := w.dial()
	if _, err := io.WriteString(c, "GET /sse/live/en/1 HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(c)
	until(t, r, "retry: 15000")
	w.ticker.Post("en", 2, 10, []byte("of another"), false)
	w.ticker.Post("en", 1, 11, []byte("posted"), false)
	w.send(12)
	if got := until(t, r, "data: bar 12"); got != "\nid: 11\nevent: posts\ndata: posted\n\nid: 12\n" {
		t.Errorf("%q", got)
	}
	_, bar := w.stream("Last-Event-ID: 12\r\n")
	w.ticker.Post("en", 1, 13, []byte("posted"), false)
	w.send(14)
	if got := until(t, bar, "data: bar 14"); strings.Contains(got, "posted") {
		t.Errorf("who has the bar alone is sent %q", got)
	}
	for _, path := range []string{"/sse/live/en/3", "/sse/live/en/01", "/sse/live/fr/1", "/sse/live/en", "/sse/live/en/x"} {
		if got := w.say("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 404 ") {
			t.Errorf("%s: %.40q", path, got)
		}
	}
}
