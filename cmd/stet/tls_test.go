package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/quic-go/quic-go/http3"
	"golang.org/x/net/dns/dnsmessage"

	"github.com/stet-news/stet/internal/bench"
)

// files writes a certificate for loopback and returns where it and its key are.
func certificateIn(t *testing.T, dir string) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	c, k, err := bench.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, text := range map[string][]byte{cert: c, key: k} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots = x509.NewCertPool()
	roots.AppendCertsFromPEM(c)
	return cert, key, roots
}

// fetched is an answer with what a test looks at.
type fetched struct {
	*http.Response
	body string
}

// through asks by a transport, and follows nothing.
func through(t *testing.T, by http.RoundTripper, address string) fetched {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := by.RoundTrip(req)
	if err != nil {
		t.Fatal(address, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(address, err)
	}
	return fetched{res, string(body)}
}

func TestReadersHaveEveryVersionOfHTTPWithEncryptionAndTheSamePage(t *testing.T) {
	dir := t.TempDir()
	if _, err := (bench.World{Dir: dir, Stories: 3, Search: true}).Fill(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	cert, key, roots := certificateIn(t, t.TempDir())
	port := freePort(t)
	said := serving(t, "serve", "--data", dir, "--tls", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key, "--http3", "--hsts", "8760h",
		"--tls-redirect", "127.0.0.1:"+port, "--site-url", "https://padma.example")
	secure := strings.TrimSuffix(said["secure"], "/")
	config := &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	_, want := get(t, said["readers"]+"en/")
	three := &http3.Transport{TLSClientConfig: config}
	t.Cleanup(func() { _ = three.Close() })
	for version, by := range map[string]http.RoundTripper{
		"HTTP/1.1": &http.Transport{TLSClientConfig: config.Clone()},
		"HTTP/2.0": &http.Transport{TLSClientConfig: config.Clone(), ForceAttemptHTTP2: true},
		"HTTP/3.0": three,
	} {
		got := through(t, by, secure+"/en/")
		if got.Proto != version || got.StatusCode != 200 || got.body != want || !strings.Contains(got.body, "Story 3") {
			t.Errorf("%s: %s, %d, %d bytes, want %d", version, got.Proto, got.StatusCode, len(got.body), len(want))
		}
		_, at, _ := net.SplitHostPort(strings.TrimPrefix(secure, "https://"))
		if got.Header.Get("Strict-Transport-Security") != "max-age=31536000" || got.Header.Get("Alt-Svc") != `h3=":`+at+`"; ma=86400` {
			t.Errorf("%s: %v", version, got.Header)
		}
	}
	for asked, want := range map[string]string{
		"/":                           "https://padma.example/",
		"/en/%E0%A6%95?page=2":        "https://padma.example/en/%E0%A6%95?page=2",
		"//evil.example/":             "https://padma.example//evil.example/",
		"/.well-known/acme-challenge": "https://padma.example/.well-known/acme-challenge",
	} {
		got := through(t, &http.Transport{}, "http://127.0.0.1:"+port+asked)
		if got.StatusCode != http.StatusMovedPermanently || got.Header.Get("Location") != want || got.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s without encryption: %d %v", asked, got.StatusCode, got.Header)
		}
	}
	if res, err := http.Post("http://127.0.0.1:"+port+"/", "text/plain", strings.NewReader("x")); err != nil || res.StatusCode != http.StatusBadRequest {
		t.Errorf("a POST without encryption: %v %v", res, err)
	}
}

func TestARenewedCertificateIsTakenAndABrokenOneIsNot(t *testing.T) {
	dir := t.TempDir()
	cert, key, _ := certificateIn(t, dir)
	f := &certificateFiles{cert: cert, key: key}
	serial := func() string {
		t.Helper()
		f.looked = time.Time{} // a minute has passed
		c, err := f.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return string(c.Certificate[0])
	}
	first := serial()
	later := time.Now().Add(time.Hour)
	if err := os.WriteFile(cert, []byte("half a certi"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(cert, later, later); err != nil {
		t.Fatal(err)
	}
	if serial() != first {
		t.Error("a broken file takes the old certificate away")
	}
	certificateIn(t, dir)
	if later = later.Add(time.Hour); os.Chtimes(cert, later, later) != nil || serial() == first {
		t.Error("a renewed certificate is not taken")
	}
	if _, err := (&certificateFiles{cert: key, key: key}).get(nil); err == nil {
		t.Error("a key is a certificate")
	}
}

func TestFlagsOfEncryptionThatDoNotGoTogetherAreRefused(t *testing.T) {
	dir := t.TempDir()
	cert, key, _ := certificateIn(t, dir)
	for _, flags := range [][]string{
		{"--tls-cert", cert},
		{"--tls-cert", cert, "--tls-key", key, "--tls-domain", "x.example"},
		{"--http3"},
		{"--hsts", "1h"},
		{"--tls-cert", key, "--tls-key", cert},
		{"--tls-cert", cert, "--tls-key", key, "--tls-redirect", "127.0.0.1:0"},
		{"--tls-domain", "x.example", "--tls-ca-roots", key, "--tls", "127.0.0.1:0"},
	} {
		args := append([]string{"serve", "--data", filepath.Join(dir, "data"), "--tls", "127.0.0.1:0", "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0"}, flags...)
		if code, _, errs := command(t, "", args...); code != 2 || !strings.Contains(errs, "stet: ") || strings.Contains(errs, "goroutine") {
			t.Errorf("%q: %d %s", flags, code, errs)
		}
	}
}

// nameServer answers every question for an address with loopback, over TCP as Pebble
// asks, and returns where.
func nameServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				var length [2]byte
				for {
					if _, err := io.ReadFull(c, length[:]); err != nil {
						return
					}
					query := make([]byte, binary.BigEndian.Uint16(length[:]))
					if _, err := io.ReadFull(c, query); err != nil {
						return
					}
					reply := loopbackFor(query)
					if _, err := c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...)); err != nil {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

// loopbackFor answers a question.
func loopbackFor(query []byte) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) != 1 {
		return nil
	}
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
		m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}}}}
	}
	reply, err := m.Pack()
	if err != nil {
		return nil
	}
	return reply
}

// authority starts Pebble, Let's Encrypt's own small authority for tests, which looks for
// us at the two ports. It returns its directory and a file with what signs its own TLS.
func authority(t *testing.T, tlsPort, httpPort string) (directory, roots string) {
	t.Helper()
	dir := t.TempDir()
	cert, key, _ := certificateIn(t, dir)
	listen, manage := "127.0.0.1:"+freePort(t), "127.0.0.1:"+freePort(t)
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": listen, "managementListenAddress": manage, "certificate": cert, "privateKey": key,
		"httpPort": json.Number(httpPort), "tlsPort": json.Number(tlsPort), "profiles": map[string]any{"default": map[string]any{"description": "x", "validityPeriod": 7776000}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "bin", "pebble")
	build := exec.CommandContext(t.Context(), "go", "install", "github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.3")
	build.Dir, build.Env = dir, append(os.Environ(), "GOBIN="+filepath.Dir(program), "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("Pebble could not be built: %v %s", err, out)
		}
		t.Skipf("NOT TESTED: Pebble could not be built: %v %s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), program, "-config", file, "-dnsserver", nameServer(t), "-strict")
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("Pebble says:\n%s", said.String())
		}
	})
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(20 * time.Millisecond) { // it has no other way to say that it listens
		if c, err := net.Dial("tcp", listen); err == nil {
			_ = c.Close()
			return "https://" + listen + "/dir", cert
		}
	}
	t.Fatal("Pebble did not start within a minute")
	return "", ""
}

// A name is all it takes: the certificate comes from a real authority over the network, by
// either of the two ways to prove who we are, and is there at once after a restart.
func TestACertificateComesFromTheAuthorityByItself(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds an authority")
	}
	for way, redirect := range map[string]bool{"over TLS": false, "over HTTP": true} {
		t.Run(way, func(t *testing.T) {
			tlsPort, httpPort, wrong := freePort(t), freePort(t), freePort(t)
			dir := t.TempDir()
			flags := []string{"serve", "--data", dir, "--tls", "127.0.0.1:" + tlsPort, "--tls-domain", "padma.example", "--tls-email", "desk@padma.example"}
			at := tlsPort
			if redirect { // the authority cannot reach us with TLS
				flags = append(flags, "--tls-redirect", "127.0.0.1:"+httpPort)
				at = wrong
			}
			directory, roots := authority(t, at, httpPort)
			flags = append(flags, "--tls-ca", directory, "--tls-ca-roots", roots)
			ask := func(t *testing.T) (issuer string, err error) {
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				defer cancel()
				d := tls.Dialer{Config: &tls.Config{ServerName: "padma.example", NextProtos: []string{"h2"}, InsecureSkipVerify: true}} // who signed it is made anew each time
				c, err := d.DialContext(ctx, "tcp", "127.0.0.1:"+tlsPort)
				if err != nil {
					return "", err
				}
				defer c.Close()
				state := c.(*tls.Conn).ConnectionState()
				leaf := state.PeerCertificates[0]
				if err := leaf.VerifyHostname("padma.example"); err != nil || state.NegotiatedProtocol != "h2" {
					return "", fmt.Errorf("%w, speaks %q", err, state.NegotiatedProtocol)
				}
				return leaf.Issuer.CommonName + leaf.SerialNumber.String(), nil
			}
			var first string
			t.Run("the first time", func(t *testing.T) {
				serving(t, flags...)
				var err error
				for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(50 * time.Millisecond) { // only asking shows that it came
					if first, err = ask(t); err == nil {
						t.Logf("%s after %s", first, time.Since(start))
						return
					}
				}
				t.Fatalf("no certificate came: %v", err)
			})
			t.Run("after a restart", func(t *testing.T) {
				serving(t, flags...)
				var again string
				var err error
				for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(10 * time.Millisecond) {
					if again, err = ask(t); err == nil {
						break
					}
				}
				if again != first || err != nil {
					t.Errorf("it has %q, %v, want %q", again, err, first)
				}
			})
		})
	}
}
