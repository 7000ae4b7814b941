package develop

import (
	"image"

	"golang.org/x/image/draw"

	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
)

// The measures of a cover, in pixels of its longer side.
const (
	coverPoints  = 8  // all that it knows of its picture: no face and no wound is one of them
	coverSide    = 64 // what those are drawn out to, softly, so that a browser shows no squares
	coverCeiling = 1 << 10
)

// Cover returns a small JPEG in which nothing of the picture can be made out but where it is light and dark and of what
// colour. It says nothing of itself.
func (n *Negative) Cover() (Rendition, error) {
	m := n.small()
	width, height := within(n.Width, n.Height, coverPoints)
	few := reduce(m, m.Rect, min(width, m.Rect.Dx()), min(height, m.Rect.Dy()))
	width, height = within(n.Width, n.Height, coverSide)
	soft := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(soft, soft.Rect, few, few.Rect, draw.Src, nil)
	return encode(soft, JPEG, coverCeiling, inscribe.Words{}, nil)
}

// within returns the width and the height scaled so that the longer is side.
func within(width, height, side int) (w, h int) {
	longer := max(width, height)
	return max(1, (width*side+longer/2)/longer), max(1, (height*side+longer/2)/longer)
}
