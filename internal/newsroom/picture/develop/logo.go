package develop

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	scaling "golang.org/x/image/draw"
)

// Logo returns the picture as a PNG of at most so many pixels, as transparent as it is and not made larger.
func (n *Negative) Logo(mostWidth, mostHeight int) (Rendition, error) {
	width, height := n.pixels.Bounds().Dx(), n.pixels.Bounds().Dy()
	if height > mostHeight {
		width, height = max(1, width*mostHeight/height), mostHeight
	}
	if width > mostWidth {
		width, height = mostWidth, max(1, height*mostWidth/width)
	}
	small := image.NewNRGBA(image.Rect(0, 0, width, height))
	scaling.CatmullRom.Scale(small, small.Rect, n.pixels, n.pixels.Bounds(), scaling.Src, nil)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		return Rendition{}, fmt.Errorf("write png: %w", err)
	}
	return Rendition{Format: PNG, Width: width, Height: height, Data: out.Bytes()}, nil
}
