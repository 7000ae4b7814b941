package h2

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/reader/site"
)

// BenchmarkOverTLS compares our HTTP/2 with that of net/http, on one site with one
// certificate, under h2load: 64 clients with 10 streams each.
func BenchmarkOverTLS(b *testing.B) {
	if _, err := exec.LookPath("h2load"); err != nil {
		b.Skip("NOT MEASURED: h2load is not installed (Debian: apt-get install nghttp2-client)")
	}
	s := world(b)
	ours, _ := open(b, s)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	old := site.Server(s.Site)
	old.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate()}}
	go func() { _ = old.ServeTLS(l, "", "") }() // it ends with the benchmark
	b.Cleanup(func() { _ = old.Shutdown(context.Background()) })
	for _, which := range []struct{ name, address string }{{"ours", ours}, {"net-http", l.Addr().String()}} {
		b.Run(which.name, func(b *testing.B) {
			b.ReportMetric(0, "ns/op")
			ask(b, client(b, true), which.address, http.MethodGet, storyPath, "")
			before, start := spent(b), time.Now()
			out, err := exec.CommandContext(b.Context(), "h2load", "-t1", "-c64", "-m10", fmt.Sprintf("-n%d", max(b.N, 640)),
				"--tls13-ciphers=TLS_AES_128_GCM_SHA256", "-H", "accept-encoding: gzip", "https://"+which.address+storyPath).CombinedOutput()
			if err != nil {
				b.Fatalf("%v %s", err, out)
			}
			n := float64(max(b.N, 640))
			b.ReportMetric(n/time.Since(start).Seconds(), "requests/s")
			b.ReportMetric(float64((spent(b)-before).Microseconds())/n, "cpu-µs/request")
		})
	}
}

// spent is the processor time that this process has used.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
