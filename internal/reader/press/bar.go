package press

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// bar is the "News update" bar as pages have it.
type bar struct {
	*words
	rev       int64 // the edition that last changed it
	json, sse string
	items     []barItem
	banner    *barBanner // nil for none
}

// barBanner is an emergency banner, as pages and events have it.
type barBanner struct {
	Text    string `json:"text"`
	Path    string `json:"path,omitempty"` // where it leads
	At      string `json:"at"`
	Expires string `json:"expires"`
}

// barItem is one line of the bar, as pages and events have it.
type barItem struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Path     string `json:"path,omitempty"` // where it leads
	Breaking bool   `json:"breaking,omitempty"`
	Time     string `json:"time"` // the hour as a reader sees it, in the house's zone
	At       string `json:"at"`
	Expires  string `json:"expires"`
}

func barOf(v *archive.View, l news.Language) bar {
	w := wordsOf(l)
	shown, made := v.Bar(l)
	b := bar{words: w, rev: made, json: ticker(l), sse: "/sse/ticker/" + string(l), items: []barItem{}}
	zone := time.UTC
	if h := v.House(); h != nil {
		zone = h.Location()
	}
	for _, i := range shown.Items {
		at := i.At.In(zone)
		b.items = append(b.items, barItem{
			ID: i.ID, Text: i.Text, Path: i.Path, Breaking: i.Breaking,
			Time: w.digits(at.Format("15:04")), At: stamp(at), Expires: stamp(i.Expires.In(zone)),
		})
	}
	if n := shown.Banner; n != nil {
		b.banner = &barBanner{n.Text, n.Path, stamp(n.At.In(zone)), stamp(n.Expires.In(zone))}
	}
	return b
}

// label is what the bar is called: something else while something breaks.
func (b bar) label() string {
	if slices.ContainsFunc(b.items, func(i barItem) bool { return i.Breaking }) {
		return b.breaking
	}
	return b.newsUpdate
}

// leads reports whether a line leads anywhere. If none does, the list itself must be
// reachable by keyboard, since it scrolls.
func (b bar) leads() bool {
	return slices.ContainsFunc(b.items, func(i barItem) bool { return i.Path != "" })
}

// BarJSON returns the bar of the language as one line of JSON, {"rev":…,"items":[…],"banner":{…}}: what
// /ticker/{language}.json holds and what an event carries.
func BarJSON(v *archive.View, l news.Language) []byte {
	b := barOf(v, l)
	text, err := json.Marshal(struct {
		Rev    int64      `json:"rev"`
		Items  []barItem  `json:"items"`
		Banner *barBanner `json:"banner,omitempty"`
	}{b.rev, b.items, b.banner})
	if err != nil {
		panic("press: " + err.Error()) // texts and numbers always encode
	}
	return text
}
