package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io"

	"golang.org/x/image/draw"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// The limits of a logo: twice the size at which it is shown, and few enough bytes for the
// head of every page.
const (
	logoHeight = 96
	logoWidth  = 640
	logoBytes  = 24 << 10
)

// Logo reads a picture of the house's name, of any form that Take reads, and keeps it as
// a PNG of our own encoding that may be transparent.
func (s *Studio) Logo(ctx context.Context, r io.Reader) (*news.Logo, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the logo: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, news.Errorf(news.TooLarge, "The logo is larger than %d MB.", MaxBytes>>20)
	}
	_, free, err := s.place(ctx, data)
	if err != nil {
		return nil, err
	}
	defer free()
	negative, err := develop.Decode(data, 1)
	if err != nil {
		return nil, err
	}
	m := negative.Stored()
	width, height := m.Bounds().Dx(), m.Bounds().Dy()
	if height > logoHeight {
		width, height = max(1, width*logoHeight/height), logoHeight
	}
	if width > logoWidth {
		width, height = logoWidth, max(1, height*logoWidth/width)
	}
	small := image.NewNRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(small, small.Rect, m, m.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		return nil, fmt.Errorf("encode the logo: %w", err)
	}
	if out.Len() > logoBytes {
		return nil, news.Errorf(news.TooLarge, "The logo takes %d KB at the size at which it is shown; it may take %d, since it stands on every page. Use fewer colours.",
			out.Len()>>10, logoBytes>>10)
	}
	sum := sha256.Sum256(out.Bytes())
	l := &news.Logo{Rendition: news.Rendition{
		Name: "logo-" + hex.EncodeToString(sum[:16]) + ".png", Width: width, Height: height, Bytes: int64(out.Len()),
	}}
	return l, s.files.Put(ctx, "rendition/"+l.Rendition.Name, out.Bytes())
}
