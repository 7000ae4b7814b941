package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Start measures n times how long it takes from starting the program to the first byte
// of a story page, and the memory that takes. It stops the program that runs first. start
// starts it and returns where readers are and its process; stop stops it.
func Start(ctx context.Context, archive, n int, path string, start func(context.Context) (readers string, pid int, err error), stop func() error, progress func(int)) (Report, error) {
	var took, memory []float64
	for i := range n {
		if err := stop(); err != nil {
			return Report{}, err
		}
		began := time.Now()
		readers, pid, err := start(ctx)
		if err != nil {
			return Report{}, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, readers+path, nil)
		if err != nil {
			return Report{}, err
		}
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return Report{}, err
		}
		var first [1]byte
		_, err = io.ReadFull(res.Body, first[:])
		took = append(took, ms(time.Since(began)))
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			return Report{}, fmt.Errorf("%s: status %d, %w", path, res.StatusCode, err)
		}
		_, most := memoryOf(pid)
		memory = append(memory, most)
		progress(i + 1)
	}
	return Report{Name: "start", About: fmt.Sprintf("From the start of the program to the first byte of a story page, %d stories in the archive, %d starts:", archive, n), Rows: []Row{
		{"median", percentile(took, 50), "ms", "≤ 2000"}, {"worst", percentile(took, 100), "ms", "≤ 2000"}, memoryRow(percentile(memory, 100)),
	}}, nil
}
