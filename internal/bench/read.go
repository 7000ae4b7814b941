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

// Read measures a hot story page served by us and by nginx with gzip_static from the
// same machine, in turns, with wrk. pid is the process that serves readers.
func Read(ctx context.Context, readers, path string, pid, rounds int, each time.Duration) (Report, error) {
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
	runs := map[string][]measured{}
	for range rounds {
		for _, s := range []struct {
			name, url string
			pids      []int
		}{{"stet", readers + path, []int{pid}}, {"nginx", peer.url, peer.workers()}} {
			m, err := wrk(ctx, s.url, s.pids, each)
			if err != nil {
				return Report{}, fmt.Errorf("%s: %w", s.name, err)
			}
			runs[s.name] = append(runs[s.name], m)
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
	p99 := func(m measured) float64 { return m.p99 }
	return Report{
		Name: "read",
		About: fmt.Sprintf("A hot story page, %d bytes as gzip, keep-alive, 64 connections, %d rounds of %s in turns, medians:",
			len(zipped), rounds, each),
		Rows: []Row{
			{"stet / nginx, requests", median("stet", rate) / median("nginx", rate), "×", "aim 1"},
			{"stet / nginx, CPU a request", median("stet", cpu) / median("nginx", cpu), "×", ""},
			{"stet", median("stet", rate), "requests/s", ""},
			{"nginx", median("nginx", rate), "requests/s", ""},
			{"stet, CPU a request", median("stet", cpu), "µs", ""},
			{"nginx, CPU a request", median("nginx", cpu), "µs", ""},
			{"stet, 99th of 100", median("stet", p99), "ms", ""},
			{"nginx, 99th of 100", median("nginx", p99), "ms", ""},
		},
	}, nil
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

// wrk loads the URL and reads what the server's processes spent.
func wrk(ctx context.Context, url string, pids []int, each time.Duration) (m measured, err error) {
	before, err := cpuTime(pids)
	if err != nil {
		return m, err
	}
	out, err := exec.CommandContext(ctx, "wrk", "-t1", "-c64", fmt.Sprintf("-d%ds", max(1, int(each.Seconds()))), "--latency",
		"-H", "Accept-Encoding: gzip", url).CombinedOutput()
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
