package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// Target is a running program and somebody's token.
type Target struct {
	Readers, Staff string // http://127.0.0.1:…
	PID            int
	Token          string
}

// places are where a new story must be seen.
var places = []string{"story page", "home", "section front", "feed", "SSE event"}

// Publish publishes n stories, one after the other, and measures for each how long
// after the API's answer it is seen in every place.
func Publish(ctx context.Context, t Target, archive, n int, progress func(int)) (Report, error) {
	took := map[string][]float64{}
	events, stop, err := follow(ctx, t.Readers+"/sse/ticker/en")
	if err != nil {
		return Report{}, err
	}
	defer stop()
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	for i := range n {
		one, err := publishOne(ctx, client, t, int64(1<<32+i), events)
		if err != nil {
			return Report{}, fmt.Errorf("publication %d: %w", i+1, err)
		}
		for place, ms := range one {
			took[place] = append(took[place], ms)
		}
		progress(i + 1)
	}
	rows := []Row{
		{"everywhere, median", percentile(took["everywhere"], 50), "ms", "≤ 15"},
		{"everywhere, 95th of 100", percentile(took["everywhere"], 95), "ms", ""},
		{"everywhere, worst", percentile(took["everywhere"], 100), "ms", "≤ 100"},
	}
	for _, p := range append(places, "answer") {
		rows = append(rows, Row{p + ", median", percentile(took[p], 50), "ms", ""}, Row{p + ", worst", percentile(took[p], 100), "ms", ""})
	}
	_, most := memoryOf(t.PID)
	rows = append(rows, memoryRow(most))
	return Report{
		Name:  "publish",
		About: fmt.Sprintf("From the API's answer to the new story for a reader, %d publications with %d stories in the archive:", n, archive), Rows: rows,
	}, nil
}

// publishOne takes one story through the API and returns the milliseconds from the
// answer to its publication until each place shows it.
func publishOne(ctx context.Context, client *http.Client, t Target, seed int64, events <-chan event) (map[string]float64, error) {
	content := Story(seed, "world-news")
	mark := fmt.Sprintf("Mark%dx%d", seed, time.Now().UnixNano())
	content.Headline = mark + " " + content.Headline
	var s news.Story
	steps := []struct {
		path string
		in   any
	}{
		{"/api/v1/stories", desk.Start{Desk: "city", Content: content}},
		{"/api/v1/stories/%d/submit", struct{}{}},
		{"/api/v1/stories/%d/ready", struct{}{}},
		{"/api/v1/stories/%d/publish", desk.Out{Flash: mark}},
	}
	var asked time.Time
	for _, step := range steps {
		path := step.path
		if strings.Contains(path, "%d") {
			path = fmt.Sprintf(path, s.Number)
		}
		asked = time.Now()
		if err := post(ctx, client, t, path, step.in, &s); err != nil {
			return nil, err
		}
	}
	answered := time.Now()
	s.Content.Slug = news.Slugify(content.Headline)
	card := edition.Card{Number: s.Number, Language: news.English, Section: "world-news", Slug: s.Content.Slug, Date: s.Published.In(house.Location()).Format("2006/01/02")}
	seen := map[string]float64{"answer": ms(answered.Sub(asked))}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	note := func(place string, at time.Time, err error) {
		mu.Lock()
		defer mu.Unlock()
		seen[place] = max(0, ms(at.Sub(answered)))
		seen["everywhere"] = max(seen["everywhere"], seen[place])
		failed = errors.Join(failed, err)
	}
	for place, path := range map[string]string{places[0]: card.Path(), places[1]: "/en/", places[2]: "/en/world-news/", places[3]: "/en/feed.rss"} {
		wg.Go(func() {
			at, err := until(ctx, client, t.Readers+path, mark)
			note(place, at, err)
		})
	}
	wg.Go(func() {
		at, err := wait(ctx, events, mark)
		note(places[4], at, err)
	})
	wg.Wait()
	return seen, failed
}

func post(ctx context.Context, client *http.Client, t Target, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.Staff+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+t.Token)
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s: %d %s", path, res.StatusCode, text)
	}
	return json.Unmarshal(text, out)
}

// patience is how long a place may take before the measurement gives up.
const patience = 5 * time.Second

// until asks for the page until it has the mark, and returns when it had. It asks again
// at once, as an impatient crowd would.
func until(ctx context.Context, client *http.Client, url, mark string) (time.Time, error) {
	for start := time.Now(); time.Since(start) < patience; {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return time.Time{}, err
		}
		res, err := client.Do(req)
		if err != nil {
			return time.Time{}, err
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			return time.Time{}, err
		}
		if bytes.Contains(body, []byte(mark)) {
			return time.Now(), nil
		}
		select {
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		case <-time.After(200 * time.Microsecond):
		}
	}
	return time.Time{}, fmt.Errorf("%s did not show the story within %s", url, patience)
}

type event struct {
	at   time.Time
	data string
}

// follow follows the stream of events until stop is called.
func follow(ctx context.Context, url string) (<-chan event, func(), error) {
	return followBy(ctx, &http.Client{Transport: &http.Transport{DisableCompression: true}}, url)
}

// followBy does so with the client.
func followBy(ctx context.Context, client *http.Client, url string) (<-chan event, func(), error) {
	ctx, cancel := context.WithCancel(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		cancel()
		return nil, nil, err
	}
	res, err := client.Do(req) //nolint:bodyclose // the goroutine below closes it
	if err != nil {
		cancel()
		return nil, nil, err
	}
	if res.StatusCode != http.StatusOK {
		cancel()
		return nil, nil, errors.Join(fmt.Errorf("%s: status %d", url, res.StatusCode), res.Body.Close())
	}
	events := make(chan event, 1024)
	go func() {
		defer res.Body.Close()
		defer close(events)
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok {
				events <- event{time.Now(), data}
			}
		}
	}()
	return events, func() { cancel(); client.CloseIdleConnections() }, nil
}

func wait(ctx context.Context, events <-chan event, mark string) (time.Time, error) {
	timeout := time.After(patience)
	for {
		select {
		case <-ctx.Done():
			return time.Time{}, ctx.Err()
		case <-timeout:
			return time.Time{}, fmt.Errorf("the stream did not carry the story within %s", patience)
		case e, ok := <-events:
			if !ok {
				return time.Time{}, errors.New("the stream of events ended")
			}
			if strings.Contains(e.data, mark) {
				return e.at, nil
			}
		}
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// percentile returns the smallest value that p of 100 are not above.
func percentile(values []float64, p int) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}
