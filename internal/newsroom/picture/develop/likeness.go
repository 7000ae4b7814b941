package develop

import (
	"fmt"
	"image"

	"github.com/corona10/goimagehash"
)

// Glance returns the whole picture, upright and of the width: a print that was made before, if there is one.
func (n *Negative) Glance(width int) *image.RGBA {
	width = min(width, n.Width)
	for _, m := range n.prints {
		if m.Rect.Dx() == width {
			return m
		}
	}
	m := n.Print(n.Whole(), width)
	n.prints = append(n.prints, m)
	return m
}

// small is enough to say what the picture looks like.
func (n *Negative) small() *image.RGBA { return n.Glance(Widths[0].Pixels) }

// Colour returns the mean colour of the picture, as "#8a9b7c".
func (n *Negative) Colour() string {
	m := n.small()
	var sum [3]int
	for i := 0; i+3 < len(m.Pix); i += 4 {
		for c := range sum {
			sum[c] += int(m.Pix[i+c])
		}
	}
	pixels := max(1, len(m.Pix)/4)
	return fmt.Sprintf("#%02x%02x%02x", sum[0]/pixels, sum[1]/pixels, sum[2]/pixels)
}

// Likeness returns a perceptual hash (the signs of the lowest frequencies of a cosine transform) as 16 hex digits: pictures that look alike differ in few
// of its 64 bits, however they were scaled or compressed. It is empty if the picture is too small to look like anything.
func (n *Negative) Likeness() string {
	m := n.small()
	if m.Rect.Dx() < 8 || m.Rect.Dy() < 8 {
		return ""
	}
	h, err := goimagehash.PerceptionHash(m)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%016x", h.GetHash())
}
