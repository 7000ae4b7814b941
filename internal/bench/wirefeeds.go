package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Feeds are RSS feeds on loopback that get new items. Each holds its newest fifty.
type Feeds struct {
	URL string
	// watched has items that were just fetched, for whoever is ready to look for one.
	watched chan fetchedItem

	mu      sync.Mutex
	feeds   []*benchFeed
	random  *rand.Rand
	offered int // items since begin
	server  *http.Server
}

type fetchedItem struct {
	mark string
	at   time.Time
}

type benchFeed struct {
	items             []string // the newest first
	total, sent, kept int      // items so far; of them those in an answer; and those that the program says it has
	asked             bool
}

const (
	feedHolds    = 50
	feedsWatched = 10 // whose items are looked for on the open screen
)

// NewFeeds listens on loopback for n feeds with some items each.
func NewFeeds(ctx context.Context, n int) (*Feeds, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &Feeds{URL: "http://" + l.Addr().String(), watched: make(chan fetchedItem), random: rand.New(rand.NewPCG(7, 7))}
	for i := range n {
		f.feeds = append(f.feeds, &benchFeed{})
		for range 5 {
			f.add(i)
		}
	}
	f.server = &http.Server{Handler: f, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = f.server.Serve(l) }() // it ends with Close
	return f, nil
}

// Close stops listening.
func (f *Feeds) Close() error { return f.server.Close() }

// wireWords are n words of copy. Most are rare, as they are in copy.
func wireWords(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		if r.IntN(2) == 0 {
			b.WriteString(words[r.IntN(len(words))])
		} else {
			fmt.Fprintf(&b, "w%d", int(r.ExpFloat64()*3000))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func (f *Feeds) add(i int) {
	feed := f.feeds[i]
	feed.total++
	mark := markOf(i, feed.total)
	title := mark
	if i < feedsWatched {
		title = "Watched " + mark
	}
	now := time.Now().UTC()
	item := fmt.Sprintf("<item><guid isPermaLink=\"false\">%s</guid><title>%s %s</title><pubDate>%s</pubDate><description><![CDATA[<p>%s</p><p>%s</p><p>%s</p>]]></description></item>\n",
		mark, title, wireWords(f.random, 7), now.Format(time.RFC1123Z), wireWords(f.random, 60), wireWords(f.random, 80), wireWords(f.random, 80))
	feed.items = append([]string{item}, feed.items[:min(len(feed.items), feedHolds-1)]...)
}

func markOf(feed, item int) string { return fmt.Sprintf("Item%dx%dx", feed, item) }

// begin counts from now on.
func (f *Feeds) begin() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.offered = 0
	for _, feed := range f.feeds {
		feed.sent, feed.kept = 0, 0
		feed.total = 0
	}
}

// run adds rate items a second until ctx ends.
func (f *Feeds) run(ctx context.Context, rate int) {
	begun := time.Now()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		f.mu.Lock()
		for want := int(time.Since(begun).Seconds() * float64(rate)); f.offered < want; f.offered++ {
			f.add(f.random.IntN(len(f.feeds)))
		}
		f.mu.Unlock()
	}
}

// allAsked waits until every feed was asked and its items are kept.
func (f *Feeds) allAsked(ctx context.Context) error {
	for range 1200 {
		f.mu.Lock()
		n := 0
		for _, feed := range f.feeds {
			if feed.asked && feed.kept == feed.total {
				n++
			}
		}
		f.mu.Unlock()
		if n == len(f.feeds) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return errors.New("not all wires were asked within two minutes")
}

// counts returns how many items were offered and how many of them fetched.
func (f *Feeds) counts() (offered, fetched int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, feed := range f.feeds {
		fetched += feed.sent
	}
	return f.offered, fetched
}

// acknowledged is how many items the program says it has, by the ETags that it asks with.
func (f *Feeds) acknowledged() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, feed := range f.feeds {
		n += feed.kept
	}
	return n
}

// ServeHTTP answers for the feed that the path names.
func (f *Feeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var i, known int
	if _, err := fmt.Sscanf(r.URL.Path, "/%d", &i); err != nil || i >= len(f.feeds) {
		http.NotFound(w, r)
		return
	}
	f.mu.Lock()
	feed := f.feeds[i]
	if _, err := fmt.Sscanf(r.Header.Get("If-None-Match"), `"%d"`, &known); err == nil {
		feed.asked = true
		feed.kept = max(feed.kept, min(known, feed.total))
	}
	total, fresh := feed.total, feed.total > feed.sent
	same := known == total && total > 0
	text := ""
	if !same {
		text = `<rss version="2.0"><channel><title>Feed</title>` + strings.Join(feed.items, "") + `</channel></rss>`
	}
	feed.sent = total
	f.mu.Unlock()
	w.Header().Set("ETag", fmt.Sprintf(`"%d"`, total))
	if same {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = w.Write([]byte(text)) // who does not read it asks again
	if fresh && i < feedsWatched {
		select {
		case f.watched <- fetchedItem{markOf(i, total), time.Now()}:
		default: // somebody looks for another
		}
	}
}
