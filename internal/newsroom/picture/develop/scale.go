package develop

import (
	"image"
	"image/draw"
	"math"
)

// Print returns the part of the picture, scaled to the width, upright. The part is in pixels of the upright picture. The picture is never made larger: where
// the part has fewer pixels than the width, so has what is returned. What is transparent is white.
func (n *Negative) Print(part image.Rectangle, width int) *image.RGBA {
	part = part.Intersect(image.Rect(0, 0, n.Width, n.Height))
	width = max(1, min(width, part.Dx()))
	height := max(1, (part.Dy()*width+part.Dx()/2)/part.Dx())
	stored := n.stored(part)
	if sideways(n.turn) {
		width, height = height, width
	}
	return upright(reduce(n.pixels, stored, width, height), n.turn)
}

// Whole is the part that is all of the picture.
func (n *Negative) Whole() image.Rectangle { return image.Rect(0, 0, n.Width, n.Height) }

// smaller returns a print scaled down to the width.
func smaller(m *image.RGBA, width int) *image.RGBA {
	if width >= m.Rect.Dx() {
		return m
	}
	return reduce(m, m.Rect, width, max(1, (m.Rect.Dy()*width+m.Rect.Dx()/2)/m.Rect.Dx()))
}

// Ratio is a shape: width to height.
type Ratio struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// Crop returns the largest part of a picture that has the shape, as near to having the focal point in its middle as the picture's edges allow. The
// point is in shares of the width and the height, from 0 to 1.
func (n *Negative) Crop(shape Ratio, focusX, focusY float64) image.Rectangle {
	w, h := n.Width, n.Width*shape.Height/shape.Width
	if h > n.Height {
		w, h = n.Height*shape.Width/shape.Height, n.Height
	}
	w, h = max(1, w), max(1, h)
	at := func(focus float64, whole, part int) int {
		return min(max(0, int(math.Round(focus*float64(whole)))-part/2), whole-part)
	}
	x, y := at(focusX, n.Width, w), at(focusY, n.Height, h)
	return image.Rect(x, y, x+w, y+h)
}

// reduce scales the part of the picture down to width × height. It takes the mean of whole pixels until it is less than three times too large, and a
// kernel of four pixels for the rest: no difference is seen, and it costs a third.
func reduce(m image.Image, part image.Rectangle, width, height int) *image.RGBA {
	by := max(1, min(part.Dx()/(width*3/2), part.Dy()/(height*3/2)))
	if by > 1 {
		m, part = mean(m, part, by)
	}
	pixels := flat(m, part)
	if part.Dx() == width && part.Dy() == height {
		if pixels.Rect.Min == (image.Point{}) && pixels.Stride == 4*width {
			return pixels
		}
		to := image.NewRGBA(image.Rect(0, 0, width, height))
		draw.Draw(to, to.Rect, pixels, pixels.Rect.Min, draw.Src)
		return to
	}
	return resize(pixels, width, height)
}

// mean returns the part with each by × by pixels made one. The pixels that are left over at the right and at the bottom belong to the last.
func mean(m image.Image, part image.Rectangle, by int) (*image.RGBA, image.Rectangle) {
	if stored, ok := m.(*image.YCbCr); ok {
		if to, ok := meanYCbCr(stored, part, by); ok {
			return to, to.Rect
		}
	}
	width, height := part.Dx()/by, part.Dy()/by
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	strip := image.NewRGBA(image.Rect(0, 0, part.Dx(), by))
	sums := make([]uint32, 3*width)
	area := uint32(by * by) //nolint:gosec // by is at most a side of a picture
	for y := range height {
		draw.Draw(strip, strip.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(strip, strip.Rect, m, image.Pt(part.Min.X, part.Min.Y+y*by), draw.Over)
		clear(sums)
		for row := range by {
			addRow(sums, strip.Pix[row*strip.Stride:], by)
		}
		out := to.Pix[y*to.Stride:]
		for x := range width {
			out[4*x] = byte((sums[3*x] + area/2) / area)
			out[4*x+1] = byte((sums[3*x+1] + area/2) / area)
			out[4*x+2] = byte((sums[3*x+2] + area/2) / area)
			out[4*x+3] = 255
		}
	}
	return to, to.Rect
}

// addRow adds each by pixels of a row to the sums of their one.
func addRow(sums []uint32, row []byte, by int) {
	at := 0
	for i := 0; i < len(sums); i += 3 {
		var r, g, b uint32
		for range by {
			r += uint32(row[at])
			g += uint32(row[at+1])
			b += uint32(row[at+2])
			at += 4
		}
		sums[i] += r
		sums[i+1] += g
		sums[i+2] += b
	}
}
