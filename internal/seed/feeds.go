package seed

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

//go:embed wires/*.txt
var wireFiles embed.FS

// How the wires deliver: so many items are there at the start, each a few minutes older
// than the one before, and then another comes at every interval, for ever.
const (
	atStart  = 9
	older    = 7 * time.Minute
	Interval = 20 * time.Second
	inFeed   = 25 // the newest that a feed holds
	updateIn = 4  // items after the first that its update comes
)

// Agency is an invented agency with its wire.
type Agency struct {
	Name     string
	Slug     string // its feed is at /{slug}
	Language news.Language
	Kind     string // of the feed: "RSS" or "Atom"
}

// Agencies are the two that deliver to the newsroom.
var Agencies = []Agency{
	{"Delta News Agency", "delta", news.English, "RSS"},
	{"Meghna Press", "meghna", news.Bangla, "Atom"},
}

// item is one item of a wire, or an update to one.
type item struct {
	id                      int // of the item; an update has its item's
	headline, place, author string
	topics                  []string
	paragraphs              []string
}

// Feeds serves the agencies' feeds as they are at each moment since start.
type Feeds struct {
	start  time.Time
	events map[string][]item // by slug, in the order they are sent
}

// NewFeeds returns the feeds of agencies that began to deliver at start.
func NewFeeds(start time.Time) (*Feeds, error) {
	f := &Feeds{start, map[string][]item{}}
	for _, a := range Agencies {
		text, err := wireFiles.ReadFile("wires/" + a.Slug + ".txt")
		if err != nil {
			return nil, err
		}
		if f.events[a.Slug], err = readWire(string(text)); err != nil {
			return nil, fmt.Errorf("wires/%s.txt: %w", a.Slug, err)
		}
	}
	return f, nil
}

// readWire reads the items of a file and puts each update a few items after its first.
func readWire(text string) ([]item, error) {
	var firsts []item
	updates := map[int]item{}
	for i, part := range strings.Split(text, "\n----\n") {
		first, update, has := strings.Cut(part, "\n== Update\n")
		one, err := readItem(first, item{id: i})
		if err != nil {
			return nil, err
		}
		firsts = append(firsts, one)
		if has {
			if updates[i], err = readItem(update, one); err != nil {
				return nil, err
			}
		}
	}
	var events []item
	for i, one := range firsts {
		events = append(events, one)
		if u, ok := updates[i-updateIn]; ok {
			events = append(events, u)
		}
	}
	return events, nil
}

func readItem(text string, like item) (item, error) {
	head, body, ok := strings.Cut(strings.TrimSpace(text), "\n\n")
	if !ok {
		return like, fmt.Errorf("an item without text: %q", text)
	}
	like.headline = ""
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "Headline":
			like.headline = value
		case "Place":
			like.place = value
		case "Author":
			like.author = value
		case "Topics":
			like.topics = strings.Split(value, ", ")
		}
	}
	if like.headline == "" {
		return like, fmt.Errorf("an item without a headline: %q", text)
	}
	like.paragraphs = strings.Split(body, "\n\n")
	return like, nil
}

// sent is an item that was sent.
type sent struct {
	item
	guid string
	at   time.Time
}

// newest returns what the agency's feed holds at now, the newest first. After the last
// item the wire begins again, with items that are new to whoever reads it.
func (f *Feeds) newest(a Agency, now time.Time) (list []sent) {
	events := f.events[a.Slug]
	last := atStart - 1 + int(now.Sub(f.start)/Interval)
	seen := map[string]bool{}
	for k := last; k >= 0 && len(list) < inFeed; k-- {
		e := events[k%len(events)]
		guid := fmt.Sprintf("%s-%d-%d", a.Slug, k/len(events), e.id)
		if seen[guid] {
			continue // an update stands in the first item's place
		}
		seen[guid] = true
		at := f.start.Add(time.Duration(k-atStart+1) * Interval)
		if k < atStart {
			at = f.start.Add(-time.Duration(atStart-1-k) * older)
		}
		list = append(list, sent{e, guid, at})
	}
	return list
}

// ServeHTTP answers /{slug} with the agency's feed, and 304 if it did not change.
func (f *Feeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, a := range Agencies {
		if r.URL.Path != "/"+a.Slug {
			continue
		}
		body, err := render(a, f.newest(a, time.Now()))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		sum := sha256.Sum256(body)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", map[string]string{"RSS": "application/rss+xml", "Atom": "application/atom+xml"}[a.Kind]+"; charset=utf-8")
		_, _ = w.Write(body) // the caller has gone if this fails
		return
	}
	http.NotFound(w, r)
}

type (
	rssFeed struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		DC      string   `xml:"xmlns:dc,attr"`
		Title   string   `xml:"channel>title"`
		Link    string   `xml:"channel>link"`
		About   string   `xml:"channel>description"`
		Items   []rssOne `xml:"channel>item"`
	}
	rssOne struct {
		Title  string   `xml:"title"`
		GUID   string   `xml:"guid"`
		Date   string   `xml:"pubDate"`
		Author string   `xml:"dc:creator,omitempty"`
		Topics []string `xml:"category"`
		Text   string   `xml:"description"`
	}
	atomFeed struct {
		XMLName xml.Name  `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string    `xml:"id"`
		Title   string    `xml:"title"`
		Updated string    `xml:"updated"`
		Entries []atomOne `xml:"entry"`
	}
	atomOne struct {
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Topics  []atomTopic `xml:"category"`
		Content atomText    `xml:"content"`
	}
	atomTopic struct {
		Term string `xml:"term,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		HTML string `xml:",chardata"`
	}
)

// render writes the feed as the agency sends it.
func render(a Agency, list []sent) (text []byte, err error) {
	host := "tag:" + a.Slug + ".example,2026:"
	if a.Kind == "RSS" {
		f := rssFeed{Version: "2.0", DC: "http://purl.org/dc/elements/1.1/", Title: a.Name, Link: "https://" + a.Slug + ".example/", About: "All copy"}
		for _, s := range list {
			f.Items = append(f.Items, rssOne{settle(a.Language, s.headline, s.at), host + s.guid, s.at.Format(time.RFC1123Z), s.author, s.topics, s.html(a.Language)})
		}
		text, err = xml.Marshal(f)
	} else {
		f := atomFeed{ID: host + "all", Title: a.Name}
		for i, s := range list {
			at := s.at.Format(time.RFC3339)
			if i == 0 {
				f.Updated = at
			}
			one := atomOne{ID: host + s.guid, Title: settle(a.Language, s.headline, s.at), Updated: at, Author: s.author, Content: atomText{"html", s.html(a.Language)}}
			for _, t := range s.topics {
				one.Topics = append(one.Topics, atomTopic{t})
			}
			f.Entries = append(f.Entries, one)
		}
		text, err = xml.Marshal(f)
	}
	return append([]byte(xml.Header), text...), err
}

// html returns the item's text with its dateline, as agencies send it.
func (s sent) html(l news.Language) string {
	var b strings.Builder
	for i, p := range s.paragraphs {
		if i == 0 && s.place != "" {
			p = s.place + ": " + p
		}
		b.WriteString("<p>" + html.EscapeString(settle(l, p, s.at)) + "</p>\n")
	}
	return b.String()
}
