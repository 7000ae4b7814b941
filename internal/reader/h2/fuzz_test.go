package h2

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// paper is a connection that keeps what is written to it and has nothing to say.
type paper struct {
	net.Conn
	said bytes.Buffer
}

func (p *paper) Write(b []byte) (int, error)      { return p.said.Write(b) }
func (*paper) Read([]byte) (int, error)           { return 0, io.EOF }
func (*paper) Close() error                       { return nil }
func (*paper) SetReadDeadline(time.Time) error    { return nil }
func (*paper) SetWriteDeadline(t time.Time) error { return nil }

// on returns a connection of the server on paper that has been greeted.
func on(t testing.TB, s *Server) (*conn, *paper) {
	p := &paper{}
	c := newConn(t.Context(), s, p, nil)
	c.met = true
	c.look()
	return c, p
}

// frames are the frames that a sample is made of.
func frames(f func(w *http2.Framer, fields func(path string, more ...string) []byte)) []byte {
	var b bytes.Buffer
	r := raw{}
	r.he = hpack.NewEncoder(&r.hp)
	w := http2.NewFramer(&b, nil)
	w.AllowIllegalWrites = true
	f(w, r.fields)
	return b.Bytes()
}

// Whatever a client sends, in whatever pieces: nothing breaks, no more is sent than it
// lets us, and what is sent is HTTP/2.
func FuzzFrames(f *testing.F) {
	s := world(f)
	for _, path := range []string{"/en/", storyPath, "/robots.txt"} {
		s.Site.Answer(f.Context(), siteRequest(path)) // it is warm
	}
	headers := func(w *http2.Framer, id uint32, block []byte, end bool) {
		_ = w.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: block, EndHeaders: true, EndStream: end})
	}
	for _, sample := range [][]byte{
		frames(func(w *http2.Framer, fields func(string, ...string) []byte) {
			_ = w.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 100})
			headers(w, 1, fields("/en/"), true)
			_ = w.WriteWindowUpdate(1, 3000)
			headers(w, 3, fields(storyPath, "accept-encoding", "gzip, br"), true)
			_ = w.WriteRSTStream(3, http2.ErrCodeCancel)
			_ = w.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 70_000})
		}),
		frames(func(w *http2.Framer, fields func(string, ...string) []byte) {
			headers(w, 1, fields("/beacon"), false)
			_ = w.WriteDataPadded(1, false, []byte("a page"), make([]byte, 9))
			_ = w.WriteData(1, true, []byte(" was seen"))
			headers(w, 3, fields("/en/"), false)
			headers(w, 3, []byte{}, true)
			_ = w.WritePing(false, [8]byte{1})
			_ = w.WritePriority(5, http2.PriorityParam{StreamDep: 3, Weight: 1})
			_ = w.WriteGoAway(0, 0, []byte("bye"))
		}),
		frames(func(w *http2.Framer, fields func(string, ...string) []byte) {
			block := fields("/en/", "x", "y")
			_ = w.WriteHeaders(http2.HeadersFrameParam{StreamID: 7, BlockFragment: block[:3], EndStream: true, PadLength: 4})
			_ = w.WriteContinuation(7, false, block[3:5])
			_ = w.WriteContinuation(7, true, block[5:])
			headers(w, 9, fields("/sse/ticker/en"), true)
			_ = w.WritePushPromise(http2.PushPromiseParam{StreamID: 9, PromiseID: 2})
		}),
	} {
		f.Add(sample, uint16(7))
		f.Add(sample, uint16(4000))
	}
	f.Fuzz(func(t *testing.T, data []byte, piece uint16) {
		c, p := on(t, s)
		defer c.end()
		for size := int(piece)%4096 + 1; len(data) > 0; {
			n := min(size, len(data))
			c.mu.Lock()
			c.in = append(c.in, data[:n]...)
			err := c.batch()
			streams := len(c.streams)
			c.mu.Unlock()
			data = data[n:]
			if streams > mostStreams {
				t.Fatalf("%d streams", streams)
			}
			if broke := fatal(0); err != nil && !errors.As(err, &broke) {
				t.Fatalf("it fails with %v", err)
			}
			if err != nil {
				break
			}
			if len(c.in) > headerLength+leastFrame {
				t.Fatalf("%d bytes wait", len(c.in))
			}
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.window < 0 {
			t.Fatalf("more is sent than the client lets us: %d", c.window)
		}
		for r := http2.NewFramer(io.Discard, &p.said); ; {
			if _, err := r.ReadFrame(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("it is sent what is no frame: %v", err)
			}
		}
	})
}

// The pages that thousands ask for are answered without allocating.
func TestAnsweringAWarmPageAllocatesNothing(t *testing.T) {
	s := world(t)
	s.Site.Answer(t.Context(), siteRequest(storyPath))
	c, p := on(t, s)
	c.window, c.first = mostWindow, mostWindow
	var id uint32 = 1
	r := raw{}
	r.he = hpack.NewEncoder(&r.hp)
	ask := func() {
		var b [512]byte
		block := r.fields(storyPath, "accept-encoding", "gzip", "user-agent", "A browser")
		in := append(appendFrame(b[:0], len(block), frameHeaders, flagEndHeaders|flagEndStream, id), block...)
		id += 2
		c.in = append(c.in[:0], in...)
		if err := c.batch(); err != nil {
			t.Fatal(err)
		}
		p.said.Reset()
	}
	ask()
	ask()
	own := testing.AllocsPerRun(100, func() { r.fields(storyPath, "accept-encoding", "gzip", "user-agent", "A browser") })
	if n := testing.AllocsPerRun(1000, ask) - own; n > 0 {
		t.Errorf("%v allocations a request, want 0", n)
	}
}

func BenchmarkAnswer(b *testing.B) {
	s := world(b)
	s.Site.Answer(b.Context(), siteRequest(storyPath))
	c, p := on(b, s)
	var id uint32 = 1
	r := raw{}
	r.he = hpack.NewEncoder(&r.hp)
	r.fields(storyPath, "accept-encoding", "gzip")
	block := bytes.Clone(r.fields(storyPath, "accept-encoding", "gzip"))
	first := true
	b.ReportAllocs()
	for b.Loop() {
		c.window, c.first = mostWindow, mostWindow
		in := block
		if first { // it fills the table that the others refer to
			r.he = hpack.NewEncoder(&r.hp)
			in, first = r.fields(storyPath, "accept-encoding", "gzip"), false
		}
		c.in = append(appendFrame(c.in[:0], len(in), frameHeaders, flagEndHeaders|flagEndStream, id), in...)
		id += 2
		if err := c.batch(); err != nil {
			b.Fatal(err)
		}
		p.said.Reset()
	}
}
