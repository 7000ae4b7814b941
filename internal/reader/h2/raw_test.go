package h2

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// raw is a client that sends what a test says, over a connection in memory, so that hours
// can pass in a test.
type raw struct {
	t  *testing.T
	s  *Server
	f  *http2.Framer
	c  net.Conn
	hp bytes.Buffer
	he *hpack.Encoder

	mu     sync.Mutex
	bodies map[uint32]*bytes.Buffer
	status map[uint32]string
	ended  map[uint32]bool
	resets map[uint32]http2.ErrCode
	goAway []http2.ErrCode
	sent   atomic.Bool   // a goAway
	done   chan struct{} // closed when the server has closed
}

// dial connects to the server and reads everything it says.
func dial(t *testing.T, s *Server, settings ...http2.Setting) *raw {
	t.Helper()
	ours, theirs := net.Pipe()
	s = &Server{Site: s.Site, Ticker: s.Ticker} // of this bubble's
	go s.serve(context.WithoutCancel(t.Context()), theirs, nil)
	r := &raw{t: t, s: s, c: ours, f: http2.NewFramer(ours, ours), bodies: map[uint32]*bytes.Buffer{}, status: map[uint32]string{}, ended: map[uint32]bool{}, resets: map[uint32]http2.ErrCode{}, done: make(chan struct{})}
	r.he = hpack.NewEncoder(&r.hp)
	r.f.AllowIllegalWrites = true
	t.Cleanup(func() { _ = ours.Close(); <-r.done })
	go r.read()
	if _, err := io.WriteString(ours, preface); err != nil {
		t.Fatal(err)
	}
	if err := r.f.WriteSettings(settings...); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *raw) read() {
	defer close(r.done)
	unpack := hpack.NewDecoder(4096, nil)
	for {
		f, err := r.f.ReadFrame()
		if err != nil {
			return
		}
		r.mu.Lock()
		id := f.Header().StreamID
		switch f := f.(type) {
		case *http2.DataFrame:
			if r.bodies[id] == nil {
				r.bodies[id] = &bytes.Buffer{}
			}
			r.bodies[id].Write(f.Data())
			r.ended[id] = f.StreamEnded()
		case *http2.HeadersFrame:
			fields, err := unpack.DecodeFull(f.HeaderBlockFragment())
			if err != nil || len(fields) == 0 {
				r.t.Errorf("the head of %d: %v", id, err)
			} else {
				r.status[id] = fields[0].Value
			}
			r.ended[id] = f.StreamEnded()
		case *http2.RSTStreamFrame:
			r.resets[id] = f.ErrCode
		case *http2.GoAwayFrame:
			r.goAway = append(r.goAway, f.ErrCode)
			r.sent.Store(true)
		}
		r.mu.Unlock()
	}
}

// over reports whether the server has said all of the stream.
func (r *raw) over(id uint32) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ended[id]
}

// fields packs a request for the path.
func (r *raw) fields(path string, more ...string) []byte {
	r.hp.Reset()
	all := append([]string{":method", "GET", ":scheme", "https", ":authority", "padma.example", ":path", path}, more...)
	for i := 0; i < len(all); i += 2 {
		_ = r.he.WriteField(hpack.HeaderField{Name: all[i], Value: all[i+1]}) // it is a buffer
	}
	return r.hp.Bytes()
}

func (r *raw) ask(id uint32, path string, more ...string) error {
	return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: r.fields(path, more...), EndHeaders: true, EndStream: true})
}

func (r *raw) body(id uint32) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if b := r.bodies[id]; b != nil {
		return b.String()
	}
	return ""
}

// dismissed reports whether the server has told the client to go.
func (r *raw) dismissed() bool { return r.sent.Load() }

// every does something again and again, at most n times, until it fails or the server has
// closed.
func (r *raw) every(d time.Duration, n int, f func() error) error {
	go func() {
		for range n {
			select {
			case <-r.done:
				return
			case <-time.After(d):
			}
			if f() != nil {
				return
			}
		}
	}()
	return nil
}

// closed reports whether the server has closed, and the last reason that it gave.
func (r *raw) closed() (http2.ErrCode, bool) {
	select {
	case <-r.done:
	default:
		return 0, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.goAway) == 0 {
		return 0xffff, true
	}
	return r.goAway[len(r.goAway)-1], true
}

// Each of these makes a server work for little or nothing. A client that does it is sent
// away before it has done much; one that asks for pages as fast as it can is not.
func TestWhoFloodsIsSentAway(t *testing.T) {
	s := world(t)
	hold := http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0}
	for what, flood := range map[string]func(r *raw, i int) error{
		"pings":                      func(r *raw, _ int) error { return r.f.WritePing(false, [8]byte{}) },
		"answers to pings":           func(r *raw, _ int) error { return r.f.WritePing(true, [8]byte{}) },
		"settings":                   func(r *raw, _ int) error { return r.f.WriteSettings() },
		"answers to settings":        func(r *raw, _ int) error { return r.f.WriteSettingsAck() },
		"priorities":                 func(r *raw, i int) error { return r.f.WritePriority(uint32(2*i+1), http2.PriorityParam{}) },
		"frames of no known kind":    func(r *raw, _ int) error { return r.f.WriteRawFrame(0x42, 0, 0, nil) },
		"windows, a byte at a time":  func(r *raw, _ int) error { return r.f.WriteWindowUpdate(0, 1) },
		"resets of what is answered": func(r *raw, i int) error { return r.f.WriteRSTStream(1, http2.ErrCodeCancel) },
		"goodbyes":                   func(r *raw, _ int) error { return r.f.WriteGoAway(0, 0, nil) },
		"rapid resets": func(r *raw, i int) error {
			return errors.Join(r.ask(uint32(2*i+3), storyPath), r.f.WriteRSTStream(uint32(2*i+3), http2.ErrCodeCancel))
		},
		"requests that break a rule": func(r *raw, i int) error { return r.ask(uint32(2*i+3), storyPath, "connection", "close") },
		"requests beyond the limit":  func(r *raw, i int) error { return r.ask(uint32(2*i+3), storyPath) },
		"a body of nothing": func(r *raw, i int) error {
			if i == 0 {
				return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: r.fields("/en/"), EndHeaders: true})
			}
			return r.f.WriteData(3, false, nil)
		},
		"a body, a byte at a time": func(r *raw, i int) error {
			if i == 0 {
				return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: r.fields("/en/"), EndHeaders: true})
			}
			return r.f.WriteData(3, false, []byte("x"))
		},
		"fields of nothing": func(r *raw, i int) error {
			if i == 0 {
				return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: r.fields("/en/")})
			}
			return r.f.WriteContinuation(3, false, nil)
		},
		"fields without an end": func(r *raw, i int) error {
			if i == 0 {
				return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3, BlockFragment: r.fields("/en/")})
			}
			return r.f.WriteContinuation(3, false, bytes.Repeat(r.fields("/en/"), 100))
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := dial(t, s, hold)
			if err := r.ask(1, "/en/", "if-none-match", "*"); err != nil { // it has no body to wait for
				t.Fatal(err)
			}
			const most = 4 * mostTokens
			n := 0
			for n < most && !r.dismissed() && flood(r, n) == nil {
				if n++; n%100 == 0 {
					synctest.Wait() // for what was answered to be read
				}
			}
			time.Sleep(2 * lingerTime)
			if code, closed := r.closed(); n == most || !closed || code != http2.ErrCodeEnhanceYourCalm {
				t.Errorf("%s: after %d, closed %v with %v", what, n, closed, code)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) { // the control
		r := dial(t, s)
		page := s.Site.Answer(t.Context(), siteRequest("/robots.txt"))
		for i := range uint32(20_000) {
			if err := errors.Join(r.ask(2*i+1, "/robots.txt"), r.f.WriteWindowUpdate(0, uint32(len(page.Body)))); err != nil {
				t.Fatalf("a client that reads 20,000 pages is closed after %d: %v %v", i, err, r.goAway)
			}
		}
		synctest.Wait()
		if r.status[39_999] != "200" || len(r.goAway) > 0 {
			t.Errorf("the last answer is %q, %v", r.status[39_999], r.goAway)
		}
	})
}

// A kilobyte can unpack to gigabytes. It is counted, and not kept.
func TestABombOfFieldsIsARequestThatSaysTooMuch(t *testing.T) {
	s := world(t)
	synctest.Test(t, func(t *testing.T) {
		r := dial(t, s)
		var before, after runtime.MemStats
		block := slices.Clone(r.fields("/en/", "x-bomb", strings.Repeat("x", 3900)))
		if err := r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: block, EndHeaders: true, EndStream: true}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&before)
		for i := range uint32(50) {
			bomb := append(slices.Clone(r.fields("/en/")), bytes.Repeat([]byte{0x80 | 62}, 12_000)...) // the newest of the table, again and again
			if err := r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 3 + 2*i, BlockFragment: bomb, EndHeaders: true, EndStream: true}); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		runtime.ReadMemStats(&after)
		for i := range uint32(50) {
			if got := r.status[3+2*i]; got != "431" {
				t.Fatalf("the answer to bomb %d is %q, %v", i, got, r.goAway)
			}
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
			t.Errorf("2.3 GB of fields take %d bytes", grown)
		}
		if r.status[1] != "200" {
			t.Errorf("the request before has %q", r.status[1])
		}
	})
}

// Who is slow or silent is cut off; who listens, or takes its time with what it gets, is
// not.
func TestWhoIsSlowIsCutOff(t *testing.T) {
	s := world(t)
	for what, c := range map[string]struct {
		do     func(r *raw) error
		within time.Duration // 0: it stays for an hour
	}{
		"nothing after the preface": {func(*raw) error { return nil }, idleTime + time.Second},
		"nothing after an answer":   {func(r *raw) error { return r.ask(1, "/robots.txt") }, idleTime + time.Second},
		"half a frame":              {func(r *raw) error { _, err := r.c.Write([]byte{0, 0, 8, 6}); return err }, beginTime + time.Second},
		"half a request": {func(r *raw) error {
			return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: r.fields("/en/"), EndStream: true})
		}, beginTime + time.Second},
		"a frame, a byte a second": {func(r *raw) error {
			return r.every(time.Second, 100, func() error { _, err := r.c.Write([]byte{0}); return err })
		}, 10 * beginTime},
		"a body that does not come": {func(r *raw) error {
			return r.f.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: r.fields("/en/"), EndHeaders: true})
		}, bodyTime + time.Second},
		"a page that is not taken": {func(r *raw) error {
			return errors.Join(r.f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 5}), r.ask(1, storyPath))
		}, stallTime + time.Second},
		"a page that is not taken, and a ping now and then": {func(r *raw) error {
			ping := func() error { return r.f.WritePing(false, [8]byte{}) }
			return errors.Join(r.f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 5}), r.ask(1, storyPath), r.every(10*time.Second, 1000, ping))
		}, stallTime + 11*time.Second},
		"one who listens": {func(r *raw) error { return r.ask(1, "/sse/ticker/en") }, 0},
		"one who takes a little of a page every 20 seconds": {func(r *raw) error {
			take := func() error { return r.f.WriteWindowUpdate(1, 5) }
			return errors.Join(r.f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 5}), r.ask(1, storyPath), r.every(20*time.Second, 1000, take))
		}, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := dial(t, s)
			start := time.Now()
			if err := c.do(r); err != nil {
				t.Fatal(what, err)
			}
			select {
			case <-r.done:
			case <-time.After(time.Hour):
			}
			if open := time.Since(start); c.within > 0 && open > c.within+lingerTime || c.within == 0 && open < time.Hour {
				t.Errorf("%s: open for %s, %v", what, open, r.goAway)
			}
			_ = r.c.Close()
			<-r.done
			synctest.Wait()
		})
	}
}

// A client may take a page in pieces of any size. It gets each byte once, in order.
func TestAPageArrivesWholeThroughAnyWindow(t *testing.T) {
	s := world(t)
	for _, window := range []uint32{1, 7, 1000, 16384, 70_000} {
		synctest.Test(t, func(t *testing.T) {
			r := dial(t, s, http2.Setting{ID: http2.SettingInitialWindowSize, Val: window})
			paths := []string{storyPath, picturePath, "/en/", picturePath}
			if window < 100 {
				paths = []string{"/robots.txt", "/en/nothing", "/robots.txt"}
			}
			for i, path := range paths {
				if err := r.ask(uint32(2*i+1), path); err != nil {
					t.Fatal(err)
				}
			}
			for more := true; more; {
				synctest.Wait()
				more = false
				for i := range paths {
					if id := uint32(2*i + 1); !r.over(id) {
						more = true
						if err := errors.Join(r.f.WriteWindowUpdate(id, window), r.f.WriteWindowUpdate(0, window)); err != nil {
							t.Fatalf("a window of %d: %v, %v", window, err, r.goAway)
						}
					}
				}
				time.Sleep(time.Second) // so that it has not asked for much at once
			}
			for i, path := range paths {
				a, _ := s.Site.Ready(siteRequest(path))
				want := string(a.Body)
				if strings.HasPrefix(path, "/media/") {
					want = strings.Repeat("picture. ", 100_000/9)
				}
				if got := r.body(uint32(2*i + 1)); want != "" && got != want {
					t.Errorf("a window of %d: %s has %d bytes, want %d", window, path, len(got), len(want))
				}
			}
		})
	}
}

func TestTheBarIsStreamedAndEndsWithTheServer(t *testing.T) {
	s := world(t)
	synctest.Test(t, func(t *testing.T) {
		r := dial(t, s)
		if err := errors.Join(r.ask(1, "/sse/ticker/en"), r.ask(3, "/sse/ticker/en", "last-event-id", "4")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		for n := range int64(3) {
			s.Ticker.Send("en", n+5, []byte(strconv.Itoa(int(n))))
		}
		synctest.Wait()
		if err := r.ask(5, "/en/"); err != nil { // a page beside it
			t.Fatal(err)
		}
		go func() { s.Ticker.Close(); _ = r.s.Shutdown(t.Context()) }()
		<-r.done
		for _, id := range []uint32{1, 3} {
			if text := r.body(id); !strings.HasPrefix(text, "retry: ") || strings.Count(text, "\n:\n") < 140 || !strings.HasSuffix(text, "id: 7\ndata: 2\n\n") || !r.ended[id] {
				t.Errorf("%d: %q", id, text[max(0, len(text)-60):])
			}
		}
		if r.status[5] != "200" || len(r.goAway) == 0 {
			t.Errorf("the page beside it: %q, goodbyes %v", r.status[5], r.goAway)
		}
	})
}

// A reader of the bar who takes nothing is cut off, and its connection lives.
func TestWhoDoesNotTakeTheBarLosesIt(t *testing.T) {
	s := world(t)
	synctest.Test(t, func(t *testing.T) {
		r := dial(t, s, http2.Setting{ID: http2.SettingInitialWindowSize, Val: 100})
		if err := r.ask(1, "/sse/ticker/en"); err != nil {
			t.Fatal(err)
		}
		for n := range int64(40) {
			synctest.Wait()
			s.Ticker.Send("en", n+1, bytes.Repeat([]byte("x"), 4000))
		}
		synctest.Wait()
		if code, was := r.resets[1]; !was || code != http2.ErrCodeEnhanceYourCalm {
			t.Errorf("it is reset: %v with %v", was, code)
		}
		if err := r.ask(3, "/en/", "if-none-match", "*"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if r.status[3] != "304" {
			t.Errorf("the connection answers %q", r.status[3])
		}
	})
}
