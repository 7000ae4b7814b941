//go:build unix

package develop

import (
	"os"
	"syscall"
	"testing"
	"time"
)

// BenchmarkDevelop takes the photograph that STET_PHOTOGRAPH names through each step. The figures are in docs/performance.md.
func BenchmarkDevelop(b *testing.B) {
	data, err := os.ReadFile(os.Getenv("STET_PHOTOGRAPH"))
	if err != nil {
		b.Skip("STET_PHOTOGRAPH names no photograph")
	}
	n, err := Decode(data, 1)
	if err != nil {
		b.Fatal(err)
	}
	step := func(name string, do func() error) {
		b.Run(name, func(b *testing.B) {
			before := processor(b)
			for b.Loop() {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
	step("decode", func() error {
		_, err := Decode(data, 1)
		return err
	})
	step("scale", func() error {
		n.Prints(n.Whole(), Widths)
		return nil
	})
	for _, f := range Formats {
		step(string(f), func() error {
			_, err := n.Set(n.Whole(), Widths, []Format{f})
			return err
		})
	}
}

// processor returns how much of the processors' time the process has had.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
