package bench

import (
	"bytes"
	"context"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// WireLoad is how much copy comes, for how long.
type WireLoad struct {
	Wires  int           // feeds, each asked every five seconds
	Rate   int           // new items a second of all feeds together
	Lasts  time.Duration // after all wires were asked once
	Pushes int           // documents pushed one at a time while it is quiet, and as many while copy comes
}

// Wires adds feeds to the newsroom, lets copy come over them, and measures meanwhile how long the newsroom's screens take, and how soon a new
// item is on an open screen of wires: from the last byte of the feed that has it, or the first of the push, to the event in the window's
// stream, and to the last byte of the list that the window asks for then.
func Wires(ctx context.Context, t Target, session string, feeds *Feeds, load WireLoad, progress func(int)) (Report, error) {
	desk, err := newDesk(t, session)
	if err != nil {
		return Report{}, err
	}
	defer desk.client.CloseIdleConnections()
	var rows []Row
	push, err := addWire(ctx, desk.client, t, newWire{Name: "pushed", Kind: news.PushWire, Language: news.English, Login: news.Login{How: news.LoginSignature}, Secret: pushSecret})
	if err != nil {
		return Report{}, err
	}
	window, stop, err := desk.open(ctx)
	if err != nil {
		return Report{}, err
	}
	defer stop()
	quiet, err := desk.pushAll(ctx, window, push, load.Pushes, "quiet")
	if err != nil {
		return Report{}, err
	}
	rows = append(rows, seenRows("pushed while it is quiet", quiet, "≤ 200")...)
	more, err := desk.underLoad(ctx, window, push, feeds, load, progress)
	return Report{
		Name: "wires", Rows: append(rows, more...),
		About: fmt.Sprintf("%d new items a second over %d wires for %s, each wire asked every five seconds:", load.Rate, load.Wires, load.Lasts),
	}, err
}

const pushSecret = "whsec_c3RldC1iZW5jaC1wdXNoLXNlY3JldC0xMjM0NTY3OA=="

// underLoad lets copy come and measures what the newsroom feels of it.
func (d *wireDesk) underLoad(ctx context.Context, window *wireWindow, push string, feeds *Feeds, load WireLoad, progress func(int)) ([]Row, error) {
	for i := range load.Wires {
		w := newWire{Name: fmt.Sprintf("wire %d", i), Kind: news.FeedWire, Address: fmt.Sprintf("%s/%d", feeds.URL, i), Language: news.English, Every: 5 * time.Second}
		if _, err := addWire(ctx, d.client, d.t, w); err != nil {
			return nil, err
		}
	}
	if err := feeds.allAsked(ctx); err != nil {
		return nil, err
	}
	loaded, cancel := context.WithTimeout(ctx, load.Lasts)
	defer cancel()
	feeds.begin()
	before, err := cpuTime([]int{d.t.PID})
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	var wg sync.WaitGroup
	screens := &timings{took: map[string][]float64{}}
	wg.Go(func() { feeds.run(loaded, load.Rate) })
	for name, path := range d.screens() {
		wg.Go(func() { d.visit(loaded, name, path, screens) })
	}
	var pushed []seenTimes
	var pushFailed error
	wg.Go(func() { pushed, pushFailed = d.pushAll(loaded, window, push, load.Pushes, "loaded") })
	wg.Go(func() {
		for loaded.Err() == nil {
			progress(int(time.Since(begun).Seconds()))
			select {
			case <-loaded.Done():
			case <-time.After(time.Second):
			}
		}
	})
	polled := d.followPolls(loaded, window, feeds)
	wg.Wait()
	lasted := time.Since(begun)
	used, err := cpuTime([]int{d.t.PID})
	if err != nil {
		return nil, err
	}
	if pushFailed != nil && loaded.Err() == nil {
		return nil, pushFailed
	}
	offered, fetched := feeds.counts()
	kept, backlog, err := d.drain(ctx, feeds, offered)
	rows := append(load.kept(offered, fetched, kept, lasted, backlog), Row{"processor time", 100 * (used - before).Seconds() / lasted.Seconds(), "% of one", ""})
	rows = append(rows, screens.rows()...)
	rows = append(rows, seenRows("by a poll, under load", polled, "≤ 1000")...)
	rows = append(rows, seenRows("pushed, under load", pushed, "≤ 200")...)
	if screens.failed != nil {
		err = errors.Join(err, screens.failed)
	}
	return rows, err
}

// kept are the rows of what was offered in the time that it lasted, how much of it was fetched then, and how much was kept so long after.
func (l WireLoad) kept(offered, fetched, kept int, lasted, after time.Duration) []Row {
	return []Row{
		{"items offered", float64(offered) / lasted.Seconds(), "/s", ""},
		{"items fetched in that time", float64(fetched) / lasted.Seconds(), "/s", fmt.Sprintf("≥ %d less one poll", l.Rate)},
		{"items offered in all", float64(offered), "", ""},
		{"items kept in all", float64(kept), "", "all"},
		{"all kept, and said so by the next poll, after the end", after.Seconds(), "s", "two polls: 11"},
	}
}

// wireDesk is a person at the wire desk.
type wireDesk struct {
	client *http.Client
	t      Target
}

// newDesk is the desk of who holds the session.
func newDesk(t Target, session string) (*wireDesk, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(t.Staff)
	if err != nil {
		return nil, err
	}
	jar.SetCookies(at, []*http.Cookie{{Name: "stet", Value: session, Path: "/"}})
	return &wireDesk{t: t, client: &http.Client{Timeout: 30 * time.Second, Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}}, nil
}

// Enter gives the person of a filled newsroom a session of an hour, and returns its secret.
func (w World) Enter(ctx context.Context) (session string, err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(w.Dir, "stet.db"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	a, err := db.AccountByEmail(ctx, personMail)
	if err != nil {
		return "", err
	}
	session = cryptorand.Text()
	sum, now := sha256.Sum256([]byte(session)), time.Now()
	s := store.Session{Hash: hex.EncodeToString(sum[:]), ID: session[:8], Account: a, Created: now, Seen: now, Expires: now.Add(time.Hour), AAL: 2, Fresh: now, Grace: true}
	return session, db.Tx(ctx, func(tx *store.Tx) error { return tx.AddSession(ctx, s) })
}

// screens are what is asked for at a steady rate, by name.
func (d *wireDesk) screens() map[string]string {
	return map[string]string{
		"wires": "/n/wires", "wires, filtered": "/n/wires?q=" + url.QueryEscape("flood ferry"), "wires, one wire": "/n/wires?q=" + url.QueryEscape("wire:w7 OR budget -cricket"),
		"a story's editor": "/n/s/1", "Today": "/n", "the desk's board": "/n/desk/city",
	}
}

// visitEvery is between two requests for one screen.
const visitEvery = 250 * time.Millisecond

// visit asks for a screen at a steady rate, whether or not the last answer has come.
func (d *wireDesk) visit(ctx context.Context, name, path string, into *timings) {
	tick := time.NewTicker(visitEvery)
	defer tick.Stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		wg.Go(func() {
			begun := time.Now()
			_, err := d.get(context.WithoutCancel(ctx), path)
			into.add(name, ms(time.Since(begun)), err)
		})
	}
}

func (d *wireDesk) get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.t.Staff+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && (res.StatusCode != http.StatusOK || strings.Contains(res.Request.URL.Path, "sign-in")) {
		err = fmt.Errorf("%s: status %d", path, res.StatusCode)
	}
	return body, err
}

// newWire is a wire to add, as the API takes it.
type newWire struct {
	Name     string        `json:"name"`
	Kind     news.WireKind `json:"kind"`
	Address  string        `json:"address"`
	Language news.Language `json:"language"`
	Every    time.Duration `json:"every,omitempty"`
	Login    news.Login    `json:"login,omitzero"`
	Secret   string        `json:"secret,omitempty"`
}

func addWire(ctx context.Context, client *http.Client, t Target, w newWire) (string, error) {
	var made news.Wire
	err := post(ctx, &http.Client{Transport: client.Transport, Timeout: client.Timeout}, t, "/api/v1/wires", w, &made) // a token, and no cookie
	return made.ID, err
}

// pushAll pushes n documents, one after the other, and returns how soon each was seen.
func (d *wireDesk) pushAll(ctx context.Context, window *wireWindow, wire string, n int, when string) (all []seenTimes, err error) {
	for i := range n {
		mark := fmt.Sprintf("Pushed%s%d", when, i)
		body, err := json.Marshal(map[string]any{
			"version": "https://jsonfeed.org/version/1.1", "title": "pushed",
			"items": []map[string]string{{"id": mark, "title": "Watched " + mark + " " + wireWords(rand.New(rand.NewPCG(9, uint64(i))), 6), "content_text": wireWords(rand.New(rand.NewPCG(8, uint64(i))), 150)}},
		})
		if err != nil {
			return all, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.t.Staff+"/wire/"+wire, bytes.NewReader(body))
		if err != nil {
			return all, err
		}
		req.Header = fetch.Signed(pushSecret, mark, time.Now(), body)
		req.Header.Set("Content-Type", "application/feed+json")
		begun := time.Now()
		answered := make(chan error, 1)
		go func() {
			res, err := (&http.Client{Transport: d.client.Transport}).Do(req)
			if err == nil {
				if res.Body.Close(); res.StatusCode != http.StatusNoContent {
					err = fmt.Errorf("a push: status %d", res.StatusCode)
				}
			}
			answered <- err
		}()
		seen, err := window.see(ctx, begun, mark)
		if err = errors.Join(err, <-answered); err != nil {
			return all, err
		}
		all = append(all, seen)
		select {
		case <-ctx.Done():
			return all, nil
		case <-time.After(300 * time.Millisecond):
		}
	}
	return all, nil
}

// followPolls looks again and again for the newest item that a poll has fetched, and returns how soon each was seen.
func (d *wireDesk) followPolls(ctx context.Context, window *wireWindow, feeds *Feeds) (all []seenTimes) {
	for {
		select {
		case <-ctx.Done():
			return all
		case got := <-feeds.watched:
			if time.Since(got.at) > 50*time.Millisecond {
				continue // it lay here while another was looked for
			}
			if seen, err := window.see(ctx, got.at, got.mark); err == nil {
				all = append(all, seen)
			}
		}
	}
}

// drain waits until everything that was offered is kept, and returns how much is and how long that took.
func (d *wireDesk) drain(ctx context.Context, feeds *Feeds, offered int) (kept int, took time.Duration, err error) {
	begun := time.Now()
	for time.Since(begun) < 2*time.Minute {
		if kept = feeds.acknowledged(); kept >= offered {
			break
		}
		select {
		case <-ctx.Done():
			return kept, time.Since(begun), ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return kept, time.Since(begun), nil
}

// timings are milliseconds by name.
type timings struct {
	mu     sync.Mutex
	took   map[string][]float64
	failed error
}

func (t *timings) add(name string, ms float64, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.took[name] = append(t.took[name], ms)
	if t.failed == nil {
		t.failed = err
	}
}

func (t *timings) rows() (rows []Row) {
	var all []float64
	for _, name := range []string{"wires", "wires, filtered", "wires, one wire", "a story's editor", "Today", "the desk's board"} {
		rows = append(rows, Row{name + ", median", percentile(t.took[name], 50), "ms", ""}, Row{name + ", 99th of 100", percentile(t.took[name], 99), "ms", "≤ 100"})
		all = append(all, t.took[name]...)
	}
	return append(rows, Row{"all screens, 99th of 100", percentile(all, 99), "ms", "≤ 100"}, Row{"requests for screens", float64(len(all)), "", ""})
}
