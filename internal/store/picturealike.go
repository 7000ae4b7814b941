package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Alike is a picture that looks like another.
type Alike struct {
	Picture string `json:"picture"` // its ID
	Bits    int    `json:"bits"`    // in how many of 64 they differ
}

// mostAlike is how many are returned, and mostBits how far they may be apart: what is further has nothing in common that is quickly found.
const (
	mostAlike = 100
	mostBits  = 15
)

// Alike returns the pictures whose likeness differs from this one in at most most bits, of which there can be 15, the most alike first: at most 100. A
// text that is no likeness is like none.
func (db *DB) Alike(ctx context.Context, likeness string, most int) ([]Alike, error) {
	return findAlike(ctx, db.read, likeness, most)
}

// Alike is DB.Alike as this transaction sees it.
func (tx *Tx) Alike(ctx context.Context, likeness string, most int) ([]Alike, error) {
	return findAlike(ctx, tx.tx, likeness, most)
}

// findAlike looks in the four parts of 16 bits that a likeness has: of two that differ in few bits, one part differs in a quarter of them at most.
func findAlike(ctx context.Context, q queryer, likeness string, most int) ([]Alike, error) {
	n, ok := news.LikenessBits(likeness)
	if !ok {
		return nil, nil
	}
	most = min(most, mostBits)
	selects := make([]string, 4)
	for i, part := range partsOf(n) {
		selects[i] = fmt.Sprintf(`SELECT picture, likeness FROM picture_find WHERE part%d IN (%s)`, i, near(part, most/4))
	}
	found, err := all(ctx, q, func(row scanner) (a Alike, err error) {
		var other string
		err = row.Scan(&a.Picture, &other)
		a.Bits = news.Unlike(likeness, other)
		return a, err
	}, strings.Join(selects, ` UNION `))
	if err != nil {
		return nil, fmt.Errorf("look for pictures that are alike: %w", err)
	}
	found = slices.DeleteFunc(found, func(a Alike) bool { return a.Bits > most })
	slices.SortFunc(found, func(a, b Alike) int { return cmp.Or(cmp.Compare(a.Bits, b.Bits), cmp.Compare(b.Picture, a.Picture)) })
	return found[:min(len(found), mostAlike)], nil
}

func partsOf(likeness uint64) (parts [4]uint16) {
	for i := range parts {
		parts[i] = uint16(likeness >> (16 * i)) //nolint:gosec // the lowest 16 bits are meant
	}
	return parts
}

// findParts are the parts of a likeness as table picture_find has them: -1 each of a picture without one.
func findParts(likeness string) [4]int64 {
	n, ok := news.LikenessBits(likeness)
	if !ok {
		return [4]int64{-1, -1, -1, -1}
	}
	p := partsOf(n)
	return [4]int64{int64(p[0]), int64(p[1]), int64(p[2]), int64(p[3])}
}

// near lists the numbers that differ from the part in at most most bits.
func near(part uint16, most int) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(int(part)))
	var flip func(n uint16, from, left int)
	flip = func(n uint16, from, left int) {
		if left == 0 {
			return
		}
		for bit := from; bit < 16; bit++ {
			other := n ^ 1<<bit
			b.WriteByte(',')
			b.WriteString(strconv.Itoa(int(other)))
			flip(other, bit+1, left-1)
		}
	}
	flip(part, 0, most)
	return b.String()
}
