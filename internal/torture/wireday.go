package torture

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// day is what the servers of some wires offer in the course of a day, and what they were asked for. Each feed holds its newest items; new
// ones push old ones out. Items are changed, killed and taken up again, and servers fail.
type day struct {
	mu    sync.Mutex
	r     *rand.Rand
	feeds []*source
	total int // items so far
	done  int // happenings so far
	// asked counts requests by how they were answered.
	asked map[string]int
}

// source is one feed.
type source struct {
	name, kind string // kind is rss, atom or json
	holds      int    // so many items
	items      []*offer
	shown      []*offer     // in the feed now, the newest first
	state      int          // counts changes of the feed; it is its ETag
	states     [][]*version // what was in it, by state
	known      int          // the last state that the program said it has
	failing    string       // how it fails; "" while it works
	until      time.Time    // then it works again
}

// offer is one item of a feed.
type offer struct {
	guid, title string
	versions    []*version // its versions
	killed      bool
	back        bool // its words are offered again although it was killed
}

// version is one version of an item, as bytes.
type version struct {
	of   *offer
	in   *source
	at   int // its place among the versions
	raw  string
	kill bool
	// due says that the program told the server it has a feed in which this was: from then on it must not be lost.
	due bool
}

func newDay(r *rand.Rand, feeds int) *day {
	d := &day{r: r, asked: map[string]int{}}
	for i := range feeds {
		s := &source{name: fmt.Sprintf("w%03d", i), kind: []string{"rss", "atom", "json"}[i%3], holds: []int{6, 12, 25}[i/3%3], known: -1}
		s.states = append(s.states, nil)
		d.feeds = append(d.feeds, s)
	}
	return d
}

// hour lets n things happen. Two in three are new items.
func (d *day) hour(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.done += n
	for range n {
		s := d.feeds[d.r.IntN(len(d.feeds))]
		switch chance := d.r.IntN(100); {
		case chance < 68 || len(s.shown) == 0:
			d.add(s)
		case chance < 88:
			d.change(s, s.shown[d.r.IntN(len(s.shown))])
		case chance < 94:
			d.kill(s, s.shown[d.r.IntN(len(s.shown))])
		default:
			d.again(s, s.items[d.r.IntN(len(s.items))])
		}
		s.changed()
	}
}

var happenings = strings.Fields("ferry flood budget minister harvest bridge court school export rain hospital union price onion boat market")

func (d *day) add(s *source) {
	d.total++
	o := &offer{guid: fmt.Sprintf("urn:%s:%d", s.name, d.total), title: fmt.Sprintf("%s and %s, number %d", happenings[d.r.IntN(16)], happenings[d.r.IntN(16)], d.total)}
	if d.r.IntN(5) == 0 {
		o.title = "Urgent: " + o.title // a route begins a story of it
	}
	s.items = append(s.items, o)
	s.write(o, false)
	s.top(o)
}

// change gives an item other words, in its place or at the top.
func (d *day) change(s *source, o *offer) {
	if o.killed {
		return
	}
	s.write(o, false)
	if d.r.IntN(2) == 0 {
		s.top(o)
	}
}

func (d *day) kill(s *source, o *offer) {
	if o.killed {
		return
	}
	o.killed = true
	s.write(o, true)
	s.top(o)
}

// again brings an item back that was pushed out. One that was killed comes back as it was before, if the program knows that it was.
func (d *day) again(s *source, o *offer) {
	for _, shown := range s.shown {
		if shown == o {
			return
		}
	}
	if n := len(o.versions); o.killed {
		if n < 2 || !o.versions[n-1].due || !o.versions[n-2].due {
			return
		}
		o.back = true
	}
	s.top(o)
}

func (s *source) top(o *offer) {
	shown := []*offer{o}
	for _, other := range s.shown {
		if other != o && len(shown) < s.holds {
			shown = append(shown, other)
		}
	}
	s.shown = shown
}

// newest is what the feed shows of an item.
func (o *offer) newest() *version {
	if n := len(o.versions); o.back {
		return o.versions[n-2]
	}
	return o.versions[len(o.versions)-1]
}

func (s *source) changed() {
	s.state++
	var now []*version
	for _, o := range s.shown {
		now = append(now, o.newest())
	}
	s.states = append(s.states, now)
}

// write writes the next version of an item.
func (s *source) write(o *offer, kill bool) {
	c := &version{of: o, in: s, at: len(o.versions), kill: kill}
	title := o.title
	if c.at > 0 {
		title += fmt.Sprintf(" (version %d)", c.at+1)
	}
	if kill {
		title = "KILL: " + o.title
	}
	text := fmt.Sprintf("Version %d of %s. %s", c.at+1, o.guid, strings.Repeat(strings.Join(happenings, " ")+". ", 3))
	stamp := time.Now().UTC().Format(time.RFC3339)
	switch {
	case s.kind == "rss":
		c.raw = fmt.Sprintf("<item><guid isPermaLink=\"false\">%s</guid><title>%s</title>\n\t<description>%s</description><pubDate>%s</pubDate></item>",
			o.guid, title, text, time.Now().UTC().Format(time.RFC1123Z))
	case s.kind == "json":
		c.raw = fmt.Sprintf("{\"id\": %q,  \"title\": %q,\n \"content_text\": %q, \"date_published\": %q}", o.guid, title, text, stamp)
	case kill:
		c.raw = fmt.Sprintf("<at:deleted-entry ref=%q when=%q><at:comment>It is wrong.</at:comment></at:deleted-entry>", o.guid, stamp)
	default:
		c.raw = fmt.Sprintf("<entry><id>%s</id><title>%s</title><updated>%s</updated>\n<content>%s</content></entry>", o.guid, title, stamp, text)
	}
	o.versions = append(o.versions, c)
}

// document is the feed as it is now.
func (s *source) document() (kind, text string) {
	var raw []string
	for _, c := range s.states[s.state] {
		raw = append(raw, c.raw)
	}
	switch s.kind {
	case "rss":
		return "application/rss+xml", `<rss version="2.0"><channel><title>` + s.name + `</title>` + strings.Join(raw, "\n") + `</channel></rss>`
	case "json":
		return "application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"` + s.name + `","items":[` + strings.Join(raw, ",\n") + `]}`
	}
	return "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>urn:` + s.name + `</id><title>` + s.name + `</title>` +
		strings.Join(raw, "\n") + `</feed>`
}

// The ways in which a server fails.
var failures = []string{"error", "hang up", "break off", "nonsense", "slow"}

// fail makes a server fail for a while.
func (d *day) fail(least, most time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.feeds[d.r.IntN(len(d.feeds))]
	s.failing, s.until = failures[d.r.IntN(len(failures))], time.Now().Add(least+time.Duration(d.r.Int64N(int64(most-least))))
}

// calm ends all failures.
func (d *day) calm() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.feeds {
		s.failing = ""
	}
}

// behind counts the feeds whose newest state the program has not said it has.
func (d *day) behind() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.feeds {
		if s.known != s.state && s.state > 0 {
			n++
		}
	}
	return n
}

// ServeHTTP answers for the feed that the path names.
func (d *day) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/w%d", &n); err != nil || n >= len(d.feeds) {
		http.NotFound(w, r)
		return
	}
	status, kind, text, state, how := d.answer(d.feeds[n], r.Header.Get("If-None-Match"))
	if how == "slow" {
		select {
		case <-r.Context().Done():
			return
		case <-time.After(time.Second):
		}
	}
	w.Header().Set("Content-Type", kind)
	if how == "" || how == "slow" {
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, state))
	}
	switch how {
	case "hang up":
		panic(http.ErrAbortHandler)
	case "break off":
		w.Header().Set("Content-Length", fmt.Sprint(len(text)+1))
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // who does not read it asks again
}

// answer decides how a request is answered, and notes what the program says it has.
func (d *day) answer(s *source, has string) (status int, kind, text string, state int, how string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known := -1
	if _, err := fmt.Sscanf(has, `"%d"`, &known); err == nil && known >= 0 && known < len(s.states) {
		s.known = known
		for _, c := range s.states[known] {
			c.due = true
		}
	}
	kind, text = s.document()
	if s.failing != "" && time.Now().After(s.until) {
		s.failing = ""
	}
	d.asked[s.failing]++
	switch s.failing {
	case "error":
		return http.StatusServiceUnavailable, "text/plain", "Come back later.", s.state, s.failing
	case "nonsense":
		return http.StatusOK, "text/html", "<html><body>" + strings.Repeat("<p>Sign in to read this.", 20), s.state, s.failing
	case "break off":
		return http.StatusOK, kind, text[:d.r.IntN(len(text))], s.state, s.failing
	}
	if known == s.state && s.state > 0 {
		d.asked["not modified"]++
		return http.StatusNotModified, kind, "", s.state, s.failing
	}
	return http.StatusOK, kind, text, s.state, s.failing
}

// String tells how much the day had.
func (d *day) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	all, due, kills := 0, 0, 0
	for _, c := range d.all() {
		all++
		if c.due {
			due++
			if c.kill {
				kills++
			}
		}
	}
	answers, _ := json.Marshal(d.asked)
	return fmt.Sprintf("%d feeds, %d items in %d versions, of which the program said it has %d, %d of these kills; answers %s", len(d.feeds), d.total, all, due, kills, answers)
}

// all are all versions of all items.
func (d *day) all() (all []*version) {
	for _, s := range d.feeds {
		for _, o := range s.items {
			all = append(all, o.versions...)
		}
	}
	return all
}
