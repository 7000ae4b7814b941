package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
)

// aWireOf returns texts as a busy wire has them: ranks of words fall off as in copy (Zipf), a fifth of the items tell of an event of another.
// They are 200 words long.
func aWireOf(n int, seed uint64) []cluster.Text {
	r := rand.New(rand.NewPCG(seed, 1))
	words := rand.NewZipf(r, 1.1, 20, 60_000)
	const syllables = "ba ke di mo ru sa ti vo la ne pi go shu ra mi to"
	parts := strings.Fields(syllables)
	word := func(rank uint64) string {
		var b strings.Builder
		for rank += 16; rank > 0; rank /= 16 {
			b.WriteString(parts[rank%16])
		}
		if rank%5 == 0 && b.Len()%3 == 0 {
			return strings.ToUpper(b.String()[:1]) + b.String()[1:]
		}
		return b.String()
	}
	all := make([]cluster.Text, n)
	for i := range all {
		if i > 10 && r.IntN(5) == 0 { // another says it, with a third of the words changed
			before := all[i-1-r.IntN(10)]
			said := strings.Fields(before.Body)
			for j := range said {
				if r.IntN(3) == 0 {
					said[j] = word(words.Uint64())
				}
			}
			all[i] = cluster.Text{Language: "en", Headline: before.Headline, Body: strings.Join(said, " ")}
			continue
		}
		said := make([]string, 208)
		for j := range said {
			said[j] = word(words.Uint64())
			if r.IntN(25) == 0 {
				said[j] = fmt.Sprint(r.IntN(400))
			}
		}
		all[i] = cluster.Text{Language: "en", Headline: strings.Join(said[:8], " "), Body: strings.Join(said[8:], " ")}
	}
	return all
}

// full is how many dispatches stand in the window while costs are measured: as many as an index holds.
const full = cluster.MostHeld

// BenchmarkCompare says what it costs to find where one dispatch of a full window belongs, and to hold it; its words are read before.
func BenchmarkCompare(b *testing.B) {
	texts := aWireOf(full+2_000, 1)
	features := make([]cluster.Features, len(texts))
	for i, t := range texts {
		features[i] = cluster.Of(t)
	}
	x, at := cluster.New(), time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)
	put := func(i int) {
		x.Put(fmt.Sprintf("%08d", i), at, features[i%len(features)])
		at = at.Add(10 * time.Millisecond)
	}
	for i := range full {
		put(i)
	}
	b.ReportAllocs()
	found, i := 0, full
	for b.Loop() {
		id := fmt.Sprintf("%08d", i)
		near := x.Nearest(id, at, features[i%len(features)])
		for _, n := range near {
			if x.Fits(features[i%len(features)], []string{n.ID}) {
				found++
				break
			}
		}
		put(i)
		i++
	}
	b.ReportMetric(float64(found)/float64(i-full), "found/op")
}

// BenchmarkRead says what it costs to read a text into features.
func BenchmarkRead(b *testing.B) {
	texts := aWireOf(200, 2)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		cluster.Of(texts[i%len(texts)])
	}
}
