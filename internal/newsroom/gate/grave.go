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

// Yard is all tombstones, with what leads to each: to ask whether one stands on something
// costs the same however many there are. It does not change; any number of goroutines may
// use it.
type Yard struct {
	stones   []news.Tombstone
	keys     []string // that the prints of those that stand were made under
	stories  map[int64][]int32
	prints   map[string][]int32 // of addresses, sources and pictures
	shingles map[uint64][]int32
}

// NewYard returns the yard of the stones, the oldest first. It keeps them.
func NewYard(stones []news.Tombstone) *Yard {
	y := &Yard{stones: stones, stories: map[int64][]int32{}, prints: map[string][]int32{}, shingles: map[uint64][]int32{}}
	for i, s := range stones {
		if !s.Lifted.IsZero() {
			continue
		}
		at := int32(i) //nolint:gosec // there are not so many
		if !slices.Contains(y.keys, s.Key) {
			y.keys = append(y.keys, s.Key)
		}
		y.stories[s.Story] = append(y.stories[s.Story], at)
		for _, prints := range [][]string{s.Addresses, s.Sources, s.Pictures} {
			for _, p := range prints {
				y.prints[p] = append(y.prints[p], at)
			}
		}
		for _, h := range s.Shingles {
			y.shingles[h] = append(y.shingles[h], at)
		}
	}
	return y
}

// Under reports whether every tombstone that stands was made under the key.
func (y *Yard) Under(p Prints) bool {
	return !slices.ContainsFunc(y.keys, func(k string) bool { return k != p.Key() })
}

// Empty reports whether nothing was ever taken down.
func (y *Yard) Empty() bool { return y == nil || len(y.stones) == 0 }

// Graves finds what was taken down. The zero value finds nothing.
type Graves struct {
	Prints Prints
	Yard   *Yard
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
	if g.Yard.Empty() {
		return news.Tombstone{}, "", false
	}
	y, shingles := g.Yard, g.Prints.Shingles(a.Texts...)
	address, pictures := g.Prints.Address(a.Address), []string{}
	for _, h := range a.Hashes {
		pictures = append(pictures, g.Prints.Picture(h))
	}
	var near []int32 // that have anything in common with it
	if a.Story != 0 {
		near = append(near, y.stories[a.Story]...)
	}
	for _, p := range slices.Concat([]string{address}, a.Sources, pictures) {
		if p != "" {
			near = append(near, y.prints[p]...)
		}
	}
	for _, h := range shingles {
		near = append(near, y.shingles[h]...)
	}
	slices.Sort(near)
	for _, i := range slices.Compact(near) {
		s := y.stones[i]
		switch {
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
	if r.Graves.Yard.Empty() {
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
