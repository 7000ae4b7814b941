package press

import (
	"encoding/json"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// bar is the "News update" bar as pages and events have it.
type bar struct {
	w         *words
	rev       int64 // the edition that last changed it
	json, sse string
	items     []barItem
}

// barItem is one headline of the bar.
type barItem struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	URL      string `json:"url"` // "" for none
	At       string `json:"ts"`  // RFC 3339 with the house's offset
	Clock    string `json:"hm"`  // in the house's zone, in the language's digits
	Breaking bool   `json:"breaking"`
	Expires  string `json:"expires"`
}

func barOf(v *archive.View, l news.Language) bar {
	b := bar{w: wordsOf(l), json: "/ticker/" + string(l) + ".json", sse: "/sse/ticker/" + string(l), items: []barItem{}}
	shown, made := v.Bar(l)
	b.rev = made
	zone := v.House().Location()
	for _, i := range shown.Items {
		at := i.At.In(zone)
		b.items = append(b.items, barItem{
			ID: i.ID, Text: i.Text, URL: i.Path, At: stamp(at), Clock: b.w.digits(at.Format("15:04")), Breaking: i.Breaking, Expires: stamp(i.Expires.In(zone)),
		})
	}
	return b
}

// label is what the bar is called: something else when something breaks.
func (b bar) label() string {
	if slices.ContainsFunc(b.items, func(i barItem) bool { return i.Breaking }) {
		return b.w.breaking
	}
	return b.w.newsUpdate
}

// BarJSON returns the bar of the language as one line of JSON: {"rev":…,"items":[…]}. It
// is what /ticker/{language}.json holds and what an event carries.
func BarJSON(v *archive.View, l news.Language) []byte {
	b := barOf(v, l)
	text, err := json.Marshal(struct {
		Rev   int64     `json:"rev"`
		Items []barItem `json:"items"`
	}{b.rev, b.items})
	if err != nil {
		panic("press: " + err.Error()) // texts and numbers always encode
	}
	return text
}
