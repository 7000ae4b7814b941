package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// Archive measures pages of the archive that nobody has asked for since the start: n
// stories at random out of all, one after the other, each asked for once as a browser
// does. pid is the process that serves readers.
func Archive(ctx context.Context, readers string, pid, stories, n int, progress func(int)) (Report, error) {
	client := &http.Client{
		Timeout: 10 * time.Second, Transport: &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	var first, again []float64
	for i := range n {
		number := r.IntN(stories) + 1
		// Where the story is, its number alone tells: nothing is printed for that.
		path, err := sentTo(ctx, client, readers, fmt.Sprintf("/en/sport/2000/01/01/%d-x", number))
		if err != nil {
			return Report{}, err
		}
		for _, took := range []*[]float64{&first, &again} {
			ms, err := timed(ctx, client, readers+path)
			if err != nil {
				return Report{}, err
			}
			*took = append(*took, ms)
		}
		progress(i + 1)
	}
	now, most := memoryOf(pid)
	return Report{
		Name: "archive", About: fmt.Sprintf("A story page that nobody has asked for, %d of %d stories at random, from the request to the last byte:", n, stories),
		Rows: []Row{
			{"cold, median", percentile(first, 50), "ms", "≤ 5"},
			{"cold, 95th of 100", percentile(first, 95), "ms", ""},
			{"cold, worst", percentile(first, 100), "ms", ""},
			{"asked for again, median", percentile(again, 50), "ms", ""},
			{"memory of the process after that", now, "MB", ""},
			memoryRow(most),
		},
	}, nil
}

func get(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept-Encoding", "gzip, br")
	return client.Do(req)
}

// sentTo returns where a path sends its reader.
func sentTo(ctx context.Context, client *http.Client, readers, path string) (string, error) {
	res, err := get(ctx, client, readers+path)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return "", err
	}
	to := res.Header.Get("Location")
	if !strings.HasPrefix(to, "/") {
		return "", fmt.Errorf("%s leads nowhere (status %d)", path, res.StatusCode)
	}
	return to, nil
}

// timed returns the milliseconds from the request to the last byte of its answer.
func timed(ctx context.Context, client *http.Client, url string) (float64, error) {
	began := time.Now()
	res, err := get(ctx, client, url)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	took := ms(time.Since(began))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", url, res.StatusCode)
	}
	return took, err
}
