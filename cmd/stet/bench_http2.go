package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/bench"
)

type benchHTTP2 struct {
	benchWorld
	Rounds  int           `help:"How often each server has its turn." default:"5"`
	Each    time.Duration `help:"How long each turn is." default:"3s"`
	Clients int           `help:"How many connections." default:"64"`
	Streams int           `help:"How many requests of each connection at once." default:"10"`
}

// benchHTTP3 takes what benchHTTP2 takes.
type benchHTTP3 struct{ benchHTTP2 }

// Run measures reading over HTTP/3, beside HTTP/2.
func (b *benchHTTP3) Run(ctx context.Context, std streams) error {
	return b.measure(ctx, std, bench.ReadHTTP3, "--http3")
}

// Run measures reading over HTTP/2 and TLS.
func (b *benchHTTP2) Run(ctx context.Context, std streams) error {
	return b.measure(ctx, std, bench.ReadHTTP2)
}

// measure measures with the program, which has the flags too.
func (b *benchHTTP2) measure(ctx context.Context, std streams, how func(context.Context, bench.HTTP2) (bench.Report, error), flags ...string) (err error) {
	c, err := b.fill(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	cert, key, err := bench.Certificate()
	if err != nil {
		return err
	}
	certFile, keyFile := filepath.Join(c.dir, "cert.pem"), filepath.Join(c.dir, "key.pem")
	if err := errors.Join(os.WriteFile(certFile, cert, 0o600), os.WriteFile(keyFile, key, 0o600)); err != nil {
		return err
	}
	secure, err := c.runSecure(ctx, append(flags, "--tls", "127.0.0.1:0", "--tls-cert", certFile, "--tls-key", keyFile)...)
	if err != nil {
		return err
	}
	path, err := newestStory(ctx, c.target.Readers)
	if err != nil {
		return err
	}
	report, err := how(ctx, bench.HTTP2{
		Plain: c.target.Readers, Secure: secure, Path: path, PID: c.cmd.Process.Pid, Cert: cert, Key: key,
		Clients: b.Clients, Streams: b.Streams, Rounds: b.Rounds, Each: b.Each,
	})
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}

// runSecure starts the program on the child's folder with encryption too, and returns
// where that is.
func (c *child) runSecure(ctx context.Context, flags ...string) (secure string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	c.cmd = exec.CommandContext(ctx, self, append([]string{"serve", "--data", c.dir, "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0"}, flags...)...)
	c.cmd.Stderr = os.Stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := c.cmd.Start(); err != nil {
		return "", err
	}
	var readers, staff string
	if _, err := fmt.Fscanf(out, "secure %s\nreaders %s\nstaff %s\n", &secure, &readers, &staff); err != nil {
		return "", fmt.Errorf("the program did not say where it listens: %w", err)
	}
	c.target.Readers, c.target.Staff = strings.TrimSuffix(readers, "/"), strings.TrimSuffix(staff, "/n")
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return strings.TrimSuffix(secure, "/"), nil
}
