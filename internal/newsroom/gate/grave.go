package gate

import (
	"fmt"
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// Alike reports whether two fingerprints are of one text, or of a text and most of it. Of
// two that were cut off only the part counts that both could hold.
func Alike(a, b []uint64) bool {
	share, n := Share(a, b)
	return n >= leastKept && share >= alike
}

// Share returns how much of the smaller fingerprint is in the other, and of how many
// shingles that is said.
func Share(a, b []uint64) (share float64, of int) {
	end := min(reach(a), reach(b))
	a, b = upTo(a, end), upTo(b, end)
	of = min(len(a), len(b))
	if of == 0 {
		return 0, 0
	}
	common := 0
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); found {
			common++
		}
	}
	return float64(common) / float64(of), of
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

// Graves finds what was taken down. The zero value finds nothing.
type Graves struct {
	Prints Prints
	Stones []news.Tombstone
}

// Again is something that comes, or comes again.
type Again struct {
	Story   int64  // its number, 0 for none
	Address string // where it stood elsewhere
	Sources []string
	Texts   []string
	Hashes  []string // SHA-256 of its pictures' originals
}

// Find returns the first tombstone that stands on it, and on what of it: "the story", "the
// address", "the source", "the text" or "a picture".
func (g Graves) Find(a Again) (stone news.Tombstone, what string, found bool) {
	var shingles []uint64
	address, pictures := g.Prints.Address(a.Address), []string{}
	for _, h := range a.Hashes {
		pictures = append(pictures, g.Prints.Picture(h))
	}
	for i, s := range g.Stones {
		if i == 0 {
			shingles = g.Prints.Shingles(a.Texts...)
		}
		switch {
		case !s.Lifted.IsZero():
		case a.Story != 0 && s.Story == a.Story:
			return s, "the story", true
		case address != "" && slices.Contains(s.Addresses, address):
			return s, "the address", true
		case common(s.Sources, a.Sources):
			return s, "the source", true
		case Alike(shingles, s.Shingles):
			return s, "the text", true
		case common(s.Pictures, pictures):
			return s, "a picture", true
		}
	}
	return news.Tombstone{}, "", false
}

func common(a, b []string) bool {
	return slices.ContainsFunc(b, func(s string) bool { return s != "" && slices.Contains(a, s) })
}

// taken returns what of this was taken down.
func (r Rules) taken(l Leaving) (hits []news.Hit) {
	if len(r.Graves.Stones) == 0 {
		return nil
	}
	a := Again{Story: l.Story}
	for _, p := range l.Parts {
		a.Texts = append(a.Texts, p.Text)
	}
	for _, p := range l.Pictures {
		a.Hashes = append(a.Hashes, r.Pictures[p.ID].Hash)
	}
	if stone, what, found := r.Graves.Find(a); found {
		hits = append(hits, news.Hit{
			Kind: news.HitTakenDown, Where: what, Exit: l.Exit, Story: l.Story, What: fmt.Sprintf("story %d, on %s", stone.Story, stone.At.Format("2 January 2006")),
		})
	}
	return hits
}
