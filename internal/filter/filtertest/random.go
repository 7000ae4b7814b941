// Package filtertest makes filters and dispatches for tests that ask whether two ways of answering agree.
package filtertest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/news"
)

// vocabulary is what random filters and dispatches say: few words, so that they meet.
var vocabulary = []string{"flood", "Floods", "ferry", "ferries", "নদী", "নদীর", "বন্যা", "cricket", "bank", "Dhaka", "ঢাকা", "Sylhet"}

// Filter returns a filter.
func Filter(r *rand.Rand) filter.Filter {
	f, err := filter.Parse(text(r, 3))
	if err != nil {
		panic(err) // a fault of this package
	}
	return f
}

func text(r *rand.Rand, deep int) string {
	if deep > 0 && r.IntN(2) == 0 {
		switch r.IntN(3) {
		case 0:
			return "-(" + text(r, deep-1) + ")"
		case 1:
			return "(" + text(r, deep-1) + " " + text(r, deep-1) + ")"
		}
		return "(" + text(r, deep-1) + " OR " + text(r, deep-1) + " OR " + text(r, deep-1) + ")"
	}
	word := func() string { return vocabulary[r.IntN(len(vocabulary))] }
	from := 1 + r.IntN(9)
	parts := []string{
		word(), word(), word(), `"` + word() + " " + word() + `"`, "headline:" + word(), "wire:UNB", "wire:reuters", "wire:w1", "wire:nobody", "place:" + word(),
		"topic:" + word(), "topic:15000000", "topic:medtop:20000151", "topic:04000000", "lang:bn", "lang:en", "has:picture", "desk:city", "tag:flood",
		fmt.Sprintf("urgency:%d-%d", from, min(9, from+r.IntN(4))), "is:" + filter.States[r.IntN(len(filter.States))], "is:embargoed",
	}
	return parts[r.IntN(len(parts))]
}

// Dispatch returns a dispatch that random filters are about. It has no wire.
func Dispatch(r *rand.Rand, now time.Time) news.Dispatch {
	text := func(n int) (s string) {
		for range n {
			s += vocabulary[r.IntN(len(vocabulary))] + " "
		}
		return s
	}
	d := news.Dispatch{GUID: fmt.Sprint(r.Uint64()), Headline: text(3), Body: news.Paragraphs(text(4)), Urgency: r.IntN(10), Language: news.English, Hash: fmt.Sprint(r.Uint64())}
	if r.IntN(2) == 0 {
		d.Language = news.Bangla
	}
	if r.IntN(2) == 0 {
		d.Codes = []string{[]string{"medtop:20000151", "subj:15054000", "medtop:20000822"}[r.IntN(3)]}
	}
	if r.IntN(3) == 0 {
		d.Topics, d.Places = []string{text(1)}, []string{text(1)}
	}
	if r.IntN(3) == 0 {
		d.Media = []news.Media{{URL: "https://a.test/b.jpg"}}
	}
	if r.IntN(3) == 0 {
		d.Embargo = now.Add(time.Duration(r.IntN(3)-1) * time.Hour)
	}
	d.Change = []news.Change{"", "", "", news.ChangeUpdate, news.ChangeCorrection, news.ChangeWithheld, news.ChangeKill}[r.IntN(7)]
	return d
}
