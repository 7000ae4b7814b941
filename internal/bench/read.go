package bench

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// measured is one run of wrk against one server.
type measured struct {
	perSecond float64
	cpu       float64 // microseconds of the server's processors a request
	p99       float64 // milliseconds
}

// reading is one way to read.
type reading struct {
	clients  int  // connections, kept alive
	returned bool // each has the page and asks whether it is still the same
}

func (r reading) String() string {
	if r.returned {
		return fmt.Sprintf("304, %d connections", r.clients)
	}
	return fmt.Sprintf("page, %d connections", r.clients)
}

var readings = []reading{{64, false}, {256, false}, {64, true}, {256, true}}

// Read measures a hot story page served by us and by nginx with gzip_static from the
// same machine, in turns, with wrk: whole and as a 304, to few and to many. pid is the
// process that serves readers.
func Read(ctx context.Context, readers, path string, pid, rounds int, each time.Duration, progress func(int)) (Report, error) {
	for _, tool := range []string{"nginx", "wrk"} {
		if _, err := exec.LookPath(tool); err != nil {
			return Report{}, news.Errorf(news.Unavailable, "To measure against nginx, %s must be installed (Debian: apt-get install nginx-light wrk).", tool)
		}
	}
	page, zipped, err := fetchPage(ctx, readers+path)
	if err != nil {
		return Report{}, err
	}
	peer, err := startNginx(ctx, page, zipped)
	if err != nil {
		return Report{}, err
	}
	defer peer.stop()
	report := Report{
		Name:  "read",
		About: fmt.Sprintf("A hot story page, %d bytes as gzip, HTTP/1.1 keep-alive, %d rounds of %s in turns, medians:", len(zipped), rounds, each),
	}
	servers := []server{{"stet", readers + path, func() []int { return []int{pid} }}, {"nginx", peer.url, peer.workers}}
	for i, how := range readings {
		runs, err := inTurns(ctx, servers, how, rounds, each, func(n int) { progress(i*rounds + n) })
		if err != nil {
			return Report{}, err
		}
		report.Rows = append(report.Rows, rows(how, runs)...)
	}
	return report, nil
}

// Turns is in how many turns Read measures, for its progress.
func Turns(rounds int) int { return rounds * len(readings) }

// server is one of those that are measured.
type server struct {
	name, url string
	pids      func() []int
}

// inTurns measures each server so many times, one after the other.
func inTurns(ctx context.Context, servers []server, how reading, rounds int, each time.Duration, progress func(int)) (map[string][]measured, error) {
	runs := map[string][]measured{}
	for round := range rounds {
		for _, s := range servers {
			m, err := wrk(ctx, s, how, each)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			runs[s.name] = append(runs[s.name], m)
		}
		progress(round + 1)
	}
	return runs, nil
}

func rows(how reading, runs map[string][]measured) (all []Row) {
	median := func(name string, of func(measured) float64) float64 {
		var values []float64
		for _, m := range runs[name] {
			values = append(values, of(m))
		}
		return percentile(values, 50)
	}
	for _, what := range []struct {
		name, unit, goal string
		of               func(measured) float64
	}{
		{"requests", "requests/s", "≥ 1", func(m measured) float64 { return m.perSecond }},
		{"CPU a request", "µs", "≤ 1", func(m measured) float64 { return m.cpu }},
		{"99th of 100", "ms", "≤ 1.5", func(m measured) float64 { return m.p99 }},
	} {
		stet, nginx := median("stet", what.of), median("nginx", what.of)
		all = append(all,
			Row{fmt.Sprintf("%s: %s, stet / nginx", how, what.name), stet / nginx, "×", what.goal},
			Row{fmt.Sprintf("%s: %s, stet", how, what.name), stet, what.unit, ""},
			Row{fmt.Sprintf("%s: %s, nginx", how, what.name), nginx, what.unit, ""})
	}
	return all
}

// fetchPage returns the page plain and as gzip, both as the server sends them.
func fetchPage(ctx context.Context, url string) (page, zipped []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	if zipped, err = io.ReadAll(res.Body); err != nil {
		return nil, nil, err
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "gzip" {
		return nil, nil, fmt.Errorf("%s: status %d, encoding %q", url, res.StatusCode, res.Header.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, nil, err
	}
	page, err = io.ReadAll(z)
	return page, zipped, err
}

// tagOf returns the validator of the page as gzip.
func tagOf(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return "", err
	}
	if tag := res.Header.Get("ETag"); tag != "" {
		return tag, res.Body.Close()
	}
	return "", errors.Join(fmt.Errorf("%s has no ETag", url), res.Body.Close())
}

// nginx is a peer of our own starting.
type nginx struct {
	cmd *exec.Cmd
	url string
	dir string
}

const nginxConf = `daemon off; worker_processes 2; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 4096; }
http {
	access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; keepalive_timeout 65;
	open_file_cache max=100; gzip_static on; server_tokens off;
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
	types { text/html html; }
	server { listen 127.0.0.1:%[2]d; root %[1]s/www; add_header Cache-Control "public, max-age=10"; }
}`

func startNginx(ctx context.Context, page, zipped []byte) (*nginx, error) {
	return startNginxAs(ctx, page, zipped, "http", nginxConf, nil)
}

// startNginxAs starts nginx with a configuration, which is given its folder and its port,
// and further files in the folder.
func startNginxAs(ctx context.Context, page, zipped []byte, scheme, conf string, files map[string][]byte) (*nginx, error) {
	dir, err := os.MkdirTemp("", "stet-bench-nginx")
	if err != nil {
		return nil, err
	}
	// Its workers give up root for another user, who must be able to read the page.
	if err := errors.Join(os.Chmod(dir, 0o755), os.Mkdir(filepath.Join(dir, "www"), 0o755)); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	err = errors.Join(l.Close(),
		os.WriteFile(filepath.Join(dir, "www", "page.html"), page, 0o644),
		os.WriteFile(filepath.Join(dir, "www", "page.html.gz"), zipped, 0o644),
		os.WriteFile(filepath.Join(dir, "nginx.conf"), fmt.Appendf(nil, conf, dir, port), 0o644))
	for name, text := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), text, 0o600))
	}
	if err != nil {
		return nil, err
	}
	n := &nginx{url: fmt.Sprintf("%s://127.0.0.1:%d/page.html", scheme, port), dir: dir}
	n.cmd = exec.CommandContext(ctx, "nginx", "-c", filepath.Join(dir, "nginx.conf"), "-p", dir)
	if err := n.cmd.Start(); err != nil {
		return nil, err
	}
	for range 100 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return n, c.Close()
		}
		time.Sleep(20 * time.Millisecond) // it has no other way to say that it listens
	}
	n.stop()
	return nil, errors.New("nginx did not start")
}

func (n *nginx) stop() {
	_ = n.cmd.Process.Signal(syscall.SIGTERM)
	_ = n.cmd.Wait()
	_ = os.RemoveAll(n.dir)
}

// workers returns the process ids of nginx's workers.
func (n *nginx) workers() (pids []int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", n.cmd.Process.Pid))
	if err != nil {
		return nil
	}
	for _, f := range strings.Fields(string(text)) {
		if pid, err := strconv.Atoi(f); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

var (
	wrkRate = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	wrkP99  = regexp.MustCompile(`99%\s+([\d.]+)(us|ms|s)`)
	wrkN    = regexp.MustCompile(`(\d+) requests in`)
	wrkBad  = regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)`)
)

// wrk loads the server and reads what its processes spent.
func wrk(ctx context.Context, s server, how reading, each time.Duration) (m measured, err error) {
	args := []string{
		"-t1", fmt.Sprintf("-c%d", how.clients), fmt.Sprintf("-d%ds", max(1, int(each.Seconds()))), "--latency", "-H", "Accept-Encoding: gzip",
	}
	if how.returned {
		tag, err := tagOf(ctx, s.url)
		if err != nil {
			return m, err
		}
		args = append(args, "-H", "If-None-Match: "+tag)
	}
	pids := s.pids()
	before, err := cpuTime(pids)
	if err != nil {
		return m, err
	}
	out, err := exec.CommandContext(ctx, "wrk", append(args, s.url)...).CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("wrk: %w: %s", err, out)
	}
	after, err := cpuTime(pids)
	if err != nil {
		return m, err
	}
	rate, p99, n := wrkRate.FindSubmatch(out), wrkP99.FindSubmatch(out), wrkN.FindSubmatch(out)
	if rate == nil || p99 == nil || n == nil || wrkBad.Match(out) {
		return m, fmt.Errorf("wrk says:\n%s", out)
	}
	m.perSecond, _ = strconv.ParseFloat(string(rate[1]), 64)
	m.p99, _ = strconv.ParseFloat(string(p99[1]), 64)
	m.p99 *= map[string]float64{"us": 0.001, "ms": 1, "s": 1000}[string(p99[2])]
	requests, _ := strconv.ParseFloat(string(n[1]), 64)
	m.cpu = float64((after - before).Microseconds()) / requests
	return m, nil
}

// cpuTime returns the processor time that the processes have used (proc(5), stat, in
// hundredths of a second).
func cpuTime(pids []int) (sum time.Duration, err error) {
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0, err
		}
		_, after, _ := strings.Cut(string(text), ") ")
		f := strings.Fields(after)
		if len(f) < 13 {
			return 0, fmt.Errorf("/proc/%d/stat: %q", pid, text)
		}
		for _, ticks := range f[11:13] {
			n, err := strconv.Atoi(ticks)
			if err != nil {
				return 0, err
			}
			sum += time.Duration(n) * 10 * time.Millisecond
		}
	}
	return sum, nil
}
