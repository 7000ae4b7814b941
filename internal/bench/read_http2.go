package bench

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
)

const nginxHTTP2Conf = `daemon off; worker_processes 2; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 4096; }
http {
	access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 65;
	open_file_cache max=100; gzip_static on; server_tokens off;
	client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
	types { text/html html; }
	server {
		listen 127.0.0.1:%[2]d ssl http2; root %[1]s/www; add_header Cache-Control "public, max-age=10";
		ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem; ssl_protocols TLSv1.3; http2_max_concurrent_streams 128;
	}
}`

// Certificate returns a certificate for loopback that it has signed itself, and its key,
// as PEM.
func Certificate() (cert, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	text := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true, IsCA: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, text, text, &private.PublicKey, private)
	if err != nil {
		return nil, nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), nil
}

// HTTP2 is what a measurement of HTTP/2 over TLS needs to know.
type HTTP2 struct {
	Plain, Secure string // where the program serves readers, as http://… and https://…
	Path          string
	PID           int // of the program
	Cert, Key     []byte
	Clients       int
	Streams       int // of each client at once
	Rounds        int
	Each          time.Duration
}

// ReadHTTP2 measures a hot story page over HTTP/2 and TLS served by us and by nginx from
// the same machine, with one certificate and one cipher, in turns, with h2load.
func ReadHTTP2(ctx context.Context, o HTTP2) (Report, error) {
	for _, tool := range []string{"nginx", "h2load"} {
		if _, err := exec.LookPath(tool); err != nil {
			return Report{}, news.Errorf(news.Unavailable, "To measure HTTP/2 against nginx, %s must be installed (Debian: apt-get install nginx-light nghttp2-client).", tool)
		}
	}
	page, zipped, err := fetchPage(ctx, o.Plain+o.Path)
	if err != nil {
		return Report{}, err
	}
	if err := checkHTTP2(ctx, o.Secure+o.Path, len(zipped)); err != nil {
		return Report{}, err
	}
	peer, err := startNginxAs(ctx, page, zipped, "https", nginxHTTP2Conf, map[string][]byte{"cert.pem": o.Cert, "key.pem": o.Key})
	if err != nil {
		return Report{}, err
	}
	defer peer.stop()
	for range 100 { // it listens before its workers are there
		if len(peer.workers()) == 2 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	type server struct {
		name, url string
		pids      []int
	}
	servers := []server{{"stet", o.Secure + o.Path, []int{o.PID}}, {"nginx", peer.url, peer.workers()}}
	runs := map[string][]measured{}
	for range o.Rounds {
		for _, s := range servers {
			m, err := h2load(ctx, s.url, s.pids, o)
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
	r := Report{
		Name: "read-http2",
		About: fmt.Sprintf("A hot story page, %d bytes as gzip, HTTP/2 over TLS 1.3 with AES-128-GCM, %d clients with %d streams, %d rounds of %s in turns, medians:",
			len(zipped), o.Clients, o.Streams, o.Rounds, o.Each),
		Rows: []Row{
			{"stet / nginx, requests", median("stet", rate) / median("nginx", rate), "×", "aim 1"},
			{"stet / nginx, CPU a request", median("stet", cpu) / median("nginx", cpu), "×", "aim 1"},
		},
	}
	for _, s := range servers {
		r.Rows = append(r.Rows, Row{s.name, median(s.name, rate), "requests/s", ""}, Row{s.name + ", CPU a request", median(s.name, cpu), "µs", ""})
	}
	return r, nil
}

// checkHTTP2 makes sure that what is measured is what it is taken for.
func checkHTTP2(ctx context.Context, url string, length int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // it is our own, on loopback
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK || res.ProtoMajor != 2 || len(body) != length {
		return fmt.Errorf("%s: status %d, %s, %d bytes, want %d", url, res.StatusCode, res.Proto, len(body), length)
	}
	return nil
}

var (
	h2loadRate = regexp.MustCompile(`finished in [^,]+, ([\d.]+) req/s`)
	h2loadN    = regexp.MustCompile(`requests: (\d+) total, \d+ started, (\d+) done, (\d+) succeeded, (\d+) failed`)
)

// h2load loads the URL and reads what the server's processes spent.
func h2load(ctx context.Context, url string, pids []int, o HTTP2) (m measured, err error) {
	before, err := cpuTime(pids)
	if err != nil {
		return m, err
	}
	out, err := exec.CommandContext(ctx, "h2load", "-t1", fmt.Sprintf("-c%d", o.Clients), fmt.Sprintf("-m%d", o.Streams),
		"-D", fmt.Sprint(max(1, int(o.Each.Seconds()))), "--tls13-ciphers=TLS_AES_128_GCM_SHA256", "-H", "accept-encoding: gzip", url).CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("h2load: %w: %s", err, out)
	}
	after, err := cpuTime(pids)
	if err != nil {
		return m, err
	}
	rate, n := h2loadRate.FindSubmatch(out), h2loadN.FindSubmatch(out)
	if rate == nil || n == nil || string(n[4]) != "0" || string(n[3]) == "0" {
		return m, fmt.Errorf("h2load says:\n%s", out)
	}
	m.perSecond, _ = strconv.ParseFloat(string(rate[1]), 64)
	requests, _ := strconv.ParseFloat(string(n[2]), 64)
	m.cpu = float64((after - before).Microseconds()) / requests
	return m, nil
}
