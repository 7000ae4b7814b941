package bench

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"

	"github.com/stet-news/stet/internal/news"
)

// ReadHTTP3 measures a hot story page over HTTP/3 and over HTTP/2 from the same process, in
// turns, with clients in this one: one connection a client, each with so many requests at
// once. The clients take a part of the machine, and more of it over QUIC than over TCP, so
// that the processor time that the program spends on a request says more than how many it
// answers.
func ReadHTTP3(ctx context.Context, o HTTP2) (Report, error) {
	_, zipped, err := fetchPage(ctx, o.Plain+o.Path)
	if err != nil {
		return Report{}, err
	}
	insecure := func() *tls.Config {
		return &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS13} // it is our own, on loopback
	}
	protocols := []protocol{
		{"HTTP/3", 3, func() (http.RoundTripper, func()) {
			t := &http3.Transport{TLSClientConfig: insecure(), DisableCompression: true, QUICConfig: &quic.Config{}}
			return t, func() { _ = t.Close() }
		}},
		{"HTTP/2", 2, func() (http.RoundTripper, func()) {
			t := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: insecure(), DisableCompression: true, MaxConnsPerHost: 1}
			return t, t.CloseIdleConnections
		}},
	}
	runs := map[string][]measured{}
	for range o.Rounds {
		for _, p := range protocols {
			m, err := p.load(ctx, o, len(zipped))
			if err != nil {
				return Report{}, fmt.Errorf("%s: %w", p.name, err)
			}
			runs[p.name] = append(runs[p.name], m)
		}
	}
	median := func(name string, of func(measured) float64) float64 {
		var all []float64
		for _, m := range runs[name] {
			all = append(all, of(m))
		}
		return percentile(all, 50)
	}
	rate := func(m measured) float64 { return m.perSecond }
	cpu := func(m measured) float64 { return m.cpu }
	r := Report{
		Name: "read-http3",
		About: fmt.Sprintf("A hot story page, %d bytes as gzip, over TLS 1.3, %d clients in Go with %d requests at once each, %d rounds of %s in turns, medians:",
			len(zipped), o.Clients, o.Streams, o.Rounds, o.Each),
		Rows: []Row{
			{"HTTP/3 / HTTP/2, requests", median("HTTP/3", rate) / median("HTTP/2", rate), "×", ""},
			{"HTTP/3 / HTTP/2, CPU a request", median("HTTP/3", cpu) / median("HTTP/2", cpu), "×", ""},
		},
	}
	for _, p := range protocols {
		r.Rows = append(r.Rows, Row{p.name, median(p.name, rate), "requests/s", ""}, Row{p.name + ", CPU a request", median(p.name, cpu), "µs", ""})
	}
	return r, nil
}

// protocol is a way to ask. dial returns a client with one connection, and what ends it.
type protocol struct {
	name  string
	major int
	dial  func() (http.RoundTripper, func())
}

// load asks for the page for a turn. Connections are made before it is counted.
func (p protocol) load(ctx context.Context, o HTTP2, length int) (m measured, err error) {
	clients := make([]http.RoundTripper, o.Clients)
	for i := range clients {
		t, end := p.dial()
		defer end()
		clients[i] = t
		if err := p.ask(ctx, t, o, length); err != nil {
			return m, err
		}
	}
	before, err := cpuTime([]int{o.PID})
	if err != nil {
		return m, err
	}
	start := time.Now()
	until := start.Add(o.Each)
	var n atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	for i := range o.Clients * o.Streams {
		all.Go(func() {
			for time.Now().Before(until) && failed.Load() == nil {
				if err := p.ask(ctx, clients[i%o.Clients], o, length); err != nil {
					failed.Store(&err)
					return
				}
				n.Add(1)
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return m, *err
	}
	took := time.Since(start)
	after, err := cpuTime([]int{o.PID})
	if err != nil {
		return m, err
	}
	if n.Load() == 0 {
		return m, news.Errorf(news.Unavailable, "Nothing was answered in %s.", o.Each)
	}
	m.perSecond = float64(n.Load()) / took.Seconds()
	m.cpu = float64((after - before).Microseconds()) / float64(n.Load())
	return m, nil
}

// ask asks once, and makes sure that what is measured is what it is taken for.
func (p protocol) ask(ctx context.Context, t http.RoundTripper, o HTTP2, length int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, o.Secure+o.Path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := t.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	got, err := io.Copy(io.Discard, res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || res.ProtoMajor != p.major || got != int64(length) {
		return fmt.Errorf("%s: status %d, %s, %d bytes, want %d", req.URL, res.StatusCode, res.Proto, got, length)
	}
	return nil
}
