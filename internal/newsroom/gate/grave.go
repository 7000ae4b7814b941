package gate

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

const (
	run       = 6   // words to a shingle
	mostKept  = 256 // shingles to a fingerprint: the least ones
	leastKept = 3   // a text of fewer has no fingerprint
	alike     = 0.6 // how much of the smaller fingerprint must be in the other
)

// Shingles returns the fingerprint of a text: the least hashes of its runs of six words. Two
// texts that have most of their sentences in common have most of it in common. It is empty
// for a text that is too short to be known again.
func Shingles(text string) []uint64 {
	var words []string
	text = folded(text)
	for s := range terms.Words(text) {
		if t := terms.Of(text[s.Start:s.End]); !t.Zero() {
			words = append(words, t.Forms[terms.Exact][0])
		}
	}
	var all []uint64
	for i := 0; i+run <= len(words); i++ {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strings.Join(words[i:i+run], " ")))
		all = append(all, mix(h.Sum64()))
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) < leastKept {
		return nil
	}
	return all[:min(len(all), mostKept)]
}

// mix spreads the bits, so that the least hashes are any.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// Alike reports whether two fingerprints are of one text, or of a text and most of it. Of
// two that were cut off only the part counts that both could hold.
func Alike(a, b []uint64) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	end := min(reach(a), reach(b))
	a, b = upTo(a, end), upTo(b, end)
	small := min(len(a), len(b))
	if small < leastKept {
		return false
	}
	common := 0
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); found {
			common++
		}
	}
	return float64(common) >= alike*float64(small)
}

func reach(s []uint64) uint64 {
	if len(s) < mostKept {
		return ^uint64(0)
	}
	return s[len(s)-1]
}

func upTo(s []uint64, end uint64) []uint64 {
	i, found := slices.BinarySearch(s, end)
	if found {
		i++
	}
	return s[:i]
}

// taken returns what of this was taken down.
func (r Rules) taken(l Leaving) (hits []news.Hit) {
	if len(r.Graves) == 0 {
		return nil
	}
	var text []string
	for _, p := range l.Parts {
		text = append(text, p.Text)
	}
	shingles := Shingles(strings.Join(text, "\n"))
	for _, g := range r.Graves {
		what := fmt.Sprintf("story %d, on %s", g.Story, g.At.Format("2 January 2006"))
		switch {
		case !g.Lifted.IsZero():
		case l.Story != 0 && g.Story == l.Story:
			hits = append(hits, news.Hit{Kind: news.HitTakenDown, What: what, Where: "the story", Exit: l.Exit})
		case Alike(shingles, g.Shingles):
			hits = append(hits, news.Hit{Kind: news.HitTakenDown, What: what, Where: "the text", Exit: l.Exit})
		default:
			for _, p := range l.Pictures {
				if h := r.Pictures[p.ID].Hash; h != "" && slices.Contains(g.Pictures, h) {
					hits = append(hits, news.Hit{Kind: news.HitTakenDown, What: what, Where: p.Where, Exit: l.Exit})
				}
			}
		}
	}
	return hits
}
