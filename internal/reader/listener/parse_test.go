package listener

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/reader/site"
)

// ask takes the first request of the text apart. It returns what is left, and the status
// that it is refused with; -1 while it is not whole.
func ask(text string) (h head, rest string, refused int) {
	end, _ := headEnd([]byte(text), 0)
	if end < 0 {
		return h, text, -1
	}
	f := parse([]byte(text)[:end], &h)
	return h, text[end:], int(f)
}

// What could be understood in two ways by two who stand one behind the other is refused:
// each of these has made somebody take the end of one request for the beginning of the next.
func TestARequestThatCanBeUnderstoodInTwoWaysIsRefused(t *testing.T) {
	const line, host, end = "GET /en/ HTTP/1.1\r\n", "Host: padma.example\r\n", "\r\n"
	for what, text := range map[string]string{
		"length and transfer coding":     line + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end,
		"transfer coding and length":     line + host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + end,
		"transfer coding":                line + host + "Transfer-Encoding: chunked\r\n" + end,
		"transfer coding in disguise":    line + host + "Transfer-Encoding: xchunked\r\n" + end,
		"transfer coding, after a tab":   line + host + "Transfer-Encoding:\tchunked\r\n" + end,
		"transfer coding in large":       line + host + "TRANSFER-ENCODING: chunked\r\n" + end,
		"transfer coding twice":          line + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + end,
		"transfer coding in 1.0":         "GET /en/ HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n" + end,
		"two lengths":                    line + host + "Content-Length: 5\r\nContent-Length: 6\r\n" + end,
		"the same length twice":          line + host + "Content-Length: 5\r\nContent-Length: 5\r\n" + end,
		"a list of lengths":              line + host + "Content-Length: 5, 5\r\n" + end,
		"a length with a sign":           line + host + "Content-Length: +5\r\n" + end,
		"a length below nothing":         line + host + "Content-Length: -5\r\n" + end,
		"a length in hexadecimal":        line + host + "Content-Length: 0x5\r\n" + end,
		"a length with a space in it":    line + host + "Content-Length: 1 0\r\n" + end,
		"an empty length":                line + host + "Content-Length:\r\n" + end,
		"a length beyond counting":       line + host + "Content-Length: 99999999999999999999\r\n" + end,
		"a folded line":                  line + host + "X: a\r\n b\r\n" + end,
		"a folded transfer coding":       line + host + "Transfer-Encoding:\r\n chunked\r\n" + end,
		"a fold by a tab":                line + host + "X: a\r\n\tb\r\n" + end,
		"a fold before the first field":  line + " X: a\r\n" + host + end,
		"a space before the colon":       line + host + "Content-Length : 5\r\n" + end,
		"a tab before the colon":         line + host + "Content-Length\t: 5\r\n" + end,
		"a space in a name":              line + host + "Content Length: 5\r\n" + end,
		"a name of nothing":              line + host + ": 5\r\n" + end,
		"a line without a colon":         line + host + "Content-Length 5\r\n" + end,
		"a NUL in a name":                line + host + "Content-Length\x00: 5\r\n" + end,
		"a NUL in a value":               line + host + "X: a\x00b\r\n" + end,
		"a carriage return in a value":   line + host + "X: a\rb\r\n" + end,
		"a letter beyond ASCII in name":  line + host + "Conte\u0144t-Length: 5\r\n" + end,
		"lines that end in LF":           "GET /en/ HTTP/1.1\nHost: padma.example\n\n",
		"one line that ends in LF":       line + "Host: padma.example\nX: y\r\n" + end,
		"a head that ends in LF":         line + host + "\n",
		"a line that ends in CR CR LF":   line + "Host: padma.example\r\r\n" + end,
		"an empty line first":            "\r\n" + line + host + end,
		"no host":                        line + end,
		"two hosts":                      line + host + host + end,
		"two different hosts":            line + host + "Host: evil.example\r\n" + end,
		"an empty host":                  line + "Host:\r\n" + end,
		"a host with a path":             line + "Host: padma.example/x\r\n" + end,
		"a host with a user":             line + "Host: a@padma.example\r\n" + end,
		"a host with a space":            line + "Host: padma example\r\n" + end,
		"two hosts in one":               line + "Host: padma.example, evil.example\r\n" + end,
		"another host in the target":     "GET http://evil.example/en/ HTTP/1.1\r\n" + host + end,
		"a host alone in the target":     "GET http://padma.example HTTP/1.1\r\n" + host + end,
		"another scheme in the target":   "GET ftp://padma.example/ HTTP/1.1\r\n" + host + end,
		"a user in the target":           "GET http://a@padma.example/ HTTP/1.1\r\n" + host + end,
		"no slash first":                 "GET en/ HTTP/1.1\r\n" + host + end,
		"a star":                         "OPTIONS * HTTP/1.1\r\n" + host + end,
		"a host as the target":           "CONNECT padma.example:443 HTTP/1.1\r\n" + host + end,
		"a space in the target":          "GET /en/ /bn/ HTTP/1.1\r\n" + host + end,
		"a fragment":                     "GET /en/#x HTTP/1.1\r\n" + host + end,
		"a NUL in the target":            "GET /en/\x00 HTTP/1.1\r\n" + host + end,
		"a letter beyond ASCII":          "GET /\u09ac\u09be HTTP/1.1\r\n" + host + end,
		"a backslash":                    "GET /en\\ HTTP/1.1\r\n" + host + end,
		"half an escape":                 "GET /en/%4 HTTP/1.1\r\n" + host + end,
		"an escape of no number":         "GET /en/%zz HTTP/1.1\r\n" + host + end,
		"a tab between the parts":        "GET\t/en/\tHTTP/1.1\r\n" + host + end,
		"two spaces between the parts":   "GET  /en/ HTTP/1.1\r\n" + host + end,
		"a space at the end of the line": "GET /en/ HTTP/1.1 \r\n" + host + end,
		"no version":                     "GET /en/\r\n" + host + end,
		"HTTP/0.9":                       "GET /en/\r\n\r\n",
		"a version in small letters":     "GET /en/ http/1.1\r\n" + host + end,
		"half a version":                 "GET /en/ HTTP/1\r\n" + host + end,
		"a method that is no token":      "G(T /en/ HTTP/1.1\r\n" + host + end,
		"no method":                      " /en/ HTTP/1.1\r\n" + host + end,
	} {
		if _, _, refused := ask(text + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"); refused != 400 {
			t.Errorf("%s: %d, want 400", what, refused)
		}
	}
	for text, want := range map[string]int{
		"GET /en/ HTTP/2.0\r\n" + host + end:                                          505,
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n":                                            505,
		"GET /en/ HTTP/1.2\r\n" + host + end:                                          505,
		line + host + "Expect: 100-continue\r\n" + end:                                417,
		line + host + strings.Repeat("X: y\r\n", mostFields) + end:                    431,
		line + host + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n" + end: 0, // it may be ignored, and is
		"TRACE /en/ HTTP/1.1\r\n" + host + end:                                        0, // it is refused for its method
	} {
		if _, _, refused := ask(text); refused != want {
			t.Errorf("%q: %d, want %d", text, refused, want)
		}
	}
}

func TestARequestIsUnderstood(t *testing.T) {
	h, rest, refused := ask("GET /en/%20x?q=%zz|&y HTTP/1.1\r\nhOST: [::1]:80\r\nAccept-encoding:  gzip, br \t\r\nAccept-Encoding: zstd\r\nIf-None-Match:\"a\"\r\n" +
		"Range: bytes=0-1\r\nIf-Range: \"b\"\r\nLast-Event-ID: 7\r\nUser-Agent: \u09ac\r\nReferer: https://x/\r\nContent-Length: 3\r\nCookie: a\r\n\r\nbodyGET")
	want := site.Request{
		Method: "GET", Path: "/en/%20x", Query: "q=%zz|&y", AcceptEncoding: "gzip, br, zstd", IfNoneMatch: `"a"`, Range: "bytes=0-1", IfRange: `"b"`,
		LastEventID: "7", UserAgent: "\u09ac", Referer: "https://x/",
	}
	if fmt.Sprint(h.Request) != fmt.Sprint(want) || h.length != 3 || h.close || rest != "bodyGET" || refused != 0 {
		t.Errorf("%+v, %d, %v, %q, %d", h.Request, h.length, h.close, rest, refused)
	}
	for text, closes := range map[string]bool{
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n": false,
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: x, Close\r\n\r\n":   true,

		"GET / HTTP/1.0\r\n\r\n":                                                           true,
		"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n":                                 true,
		"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n":                                        false,
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n": true,
	} {
		if h, _, refused := ask(text); h.close != closes || refused != 0 || h.Path != "/" {
			t.Errorf("%q: %v, %d, %q", text, h.close, refused, h.Path)
		}
	}
}

func TestTheEndOfAHeadIsFoundHoweverItArrives(t *testing.T) {
	for _, text := range []string{"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET", "a\n\nb", "a\r\n\r\n", "\r\n\r\nx", "a\n\r\n"} {
		want, _ := headEnd([]byte(text), 0)
		from, end := 0, -1
		for n := range len(text) + 1 {
			if end, from = headEnd([]byte(text[:n]), from); end >= 0 {
				break
			}
		}
		if end != want || want < 0 {
			t.Errorf("%q: %d piece by piece, %d at once", text, end, want)
		}
	}
}

func TestAValueIsWhatEachOfItsBytesMayBe(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			value := []byte("\x80aaaa\tbbbb~~~~\xff   z")
			value[at] = byte(c)
			if got, want := isValue(value), all(value, inValue); got != want || want != (c == '\t' || c >= ' ' && c != 0x7f) {
				t.Fatalf("%q: %v, byte by byte %v", value, got, want)
			}
		}
	}
}

// peer is net/http, which tells what it understands.
type peer struct {
	calls chan net.Conn
	heard chan heard
}

type heard struct {
	request site.Request
	length  int64
	close   bool
}

func (p *peer) Accept() (net.Conn, error) {
	c, ok := <-p.calls
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}
func (p *peer) Close() error { return nil }
func (*peer) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

func newPeer(t testing.TB) *peer {
	p := &peer{make(chan net.Conn), make(chan heard, 1)}
	srv := &http.Server{MaxHeaderBytes: 1 << 20, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		p.heard <- heard{site.RequestOf(r), r.ContentLength, r.Close}
	})}
	go func() { _ = srv.Serve(p) }()
	t.Cleanup(func() { close(p.calls); _ = srv.Close() })
	return p
}

// says has net/http read the text and returns what it understood, false if it refused.
func (p *peer) says(text []byte) (heard, string, bool) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	p.calls <- theirs
	if err := ours.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return heard{}, err.Error(), false
	}
	go func() { _, _ = ours.Write(text) }()
	method, _, _ := strings.Cut(string(text), " ")
	res, err := http.ReadResponse(bufio.NewReader(ours), &http.Request{Method: method})
	if err != nil {
		return heard{}, err.Error(), false
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 100))
	select {
	case h := <-p.heard:
		return h, "", true
	default:
		return heard{}, res.Status, false
	}
}

// Whatever we take, net/http takes, and understands in the same way.
func FuzzWhatIsTakenNetHTTPTakesAlike(f *testing.F) {
	for _, s := range []string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"HEAD /en/%41?q=1 HTTP/1.1\r\nHost: x:80\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n\r\n",
		"GET //en/../x HTTP/1.0\r\nConnection: close\r\nIf-None-Match: \"a\", W/\"b\"\r\n\r\n",
		"POST /beacon HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 3\r\nUser-Agent:\t x \t\r\n\r\n",
		"GET http://x/%e0%a6%ac?a=b&c=<\"\\> HTTP/1.1\r\nHost: x\r\nRange: bytes=0-\r\nIf-Range: \"x\"\r\nReferer: y\r\nLast-Event-ID: 1\r\n\r\n",
		"GET /;a=b,c:@!$&'()*+=~ HTTP/1.1\r\nHost: a_b-c.d\r\nX-\x7f: a\r\n\r\n",
		"GET /a%2Fb%20c%22%00 HTTP/1.1\r\nHost: x\r\nCookie: \xff\xfe\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 00\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
	} {
		f.Add([]byte(s))
	}
	p := newPeer(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		end, _ := headEnd(text, 0)
		var h head
		if end < 0 || end > mostHead || parse(text[:end], &h) != 0 || h.length > 100 {
			return
		}
		ours := stay(h.Request)
		body := make([]byte, h.length)
		theirs, why, ok := p.says(append(bytes.Clone(text[:end]), body...))
		if !ok {
			t.Fatalf("%q is taken here, and net/http says %s", text[:end], why)
		}
		if got, want := fmt.Sprintf("%q", plain(ours)), fmt.Sprintf("%q", plain(theirs.request)); got != want || h.length != theirs.length || (theirs.close && !h.close) {
			t.Fatalf("%q is\n%s %d %v here, and for net/http\n%s %d %v", text[:end], got, h.length, h.close, want, theirs.length, theirs.close)
		}
	})
}

// plain is the request with its lists without what is empty in them.
func plain(r site.Request) []string {
	var all []string
	for _, s := range []string{r.Method, r.Path, r.Query, r.AcceptEncoding, r.IfNoneMatch, r.Range, r.IfRange, r.LastEventID, r.UserAgent, r.Referer} {
		for strings.HasPrefix(s, ", ") {
			s = s[2:]
		}
		all = append(all, s)
	}
	return all
}

func BenchmarkParse(b *testing.B) {
	text := []byte("GET /en/world-news/2026/03/26/1-budget-passes HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: Mozilla/5.0 (Linux; Android 10; K)\r\n" +
		"Accept: text/html,*/*\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: bn\r\nConnection: keep-alive\r\nCookie: a=b\r\n\r\n")
	var h head
	b.ReportAllocs()
	for b.Loop() {
		end, _ := headEnd(text, 0)
		if parse(text[:end], &h) != 0 {
			b.Fatal("it is refused")
		}
	}
}
