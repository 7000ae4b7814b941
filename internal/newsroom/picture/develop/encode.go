package develop

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math"

	"github.com/gen2brain/avif"
	"github.com/gen2brain/webp"
)

// Format is one that renditions are written in.
type Format string

// The formats, in the order in which a page offers them: the first that a browser knows is taken.
const (
	AVIF Format = "avif"
	WebP Format = "webp"
	JPEG Format = "jpeg"
)

// Formats are all of them.
var Formats = []Format{AVIF, WebP, JPEG}

// Ending returns the end of a file's name.
func (f Format) Ending() string {
	if f == JPEG {
		return ".jpg"
	}
	return "." + string(f)
}

// encoder is how a format is written. The qualities are its own: where encoding begins for a picture that is shown as it is, and for one above 640 pixels,
// where screens are dense; and below which it does not go.
type encoder struct {
	best, dense, least int
	encode             func(w io.Writer, m *image.RGBA, quality int) error
}

var encoders = map[Format]encoder{
	JPEG: {72, 62, 40, func(w io.Writer, m *image.RGBA, quality int) error {
		return jpeg.Encode(w, m, &jpeg.Options{Quality: quality})
	}},
	WebP: {72, 58, 34, func(w io.Writer, m *image.RGBA, quality int) error {
		return webp.Encode(w, m, webp.Options{Quality: quality, Method: 2})
	}},
	AVIF: {52, 44, 26, func(w io.Writer, m *image.RGBA, quality int) error {
		return avif.Encode(w, m, avif.Options{Quality: quality, Speed: 10, ChromaSubsampling: image.YCbCrSubsampleRatio420})
	}},
}

// Rendition is a file that readers may get.
type Rendition struct {
	Format  Format `json:"format"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Quality int    `json:"quality"`
	Data    []byte `json:"-"`
	Over    bool   `json:"over,omitempty"` // it is above its ceiling, as poor as it may be made
}

// Encode writes the print as well as the ceiling, in bytes, allows.
func Encode(m *image.RGBA, format Format, ceiling int) (Rendition, error) {
	how, ok := encoders[format]
	if !ok {
		return Rendition{}, fmt.Errorf("there is no format %q to write", format)
	}
	r := Rendition{Format: format, Width: m.Rect.Dx(), Height: m.Rect.Dy(), Quality: how.best}
	if r.Width > 640 {
		r.Quality = how.dense
	}
	var out bytes.Buffer
	for {
		out.Reset()
		if err := how.encode(&out, m, r.Quality); err != nil {
			return Rendition{}, fmt.Errorf("write %s: %w", format, err)
		}
		r.Over = out.Len() > ceiling
		if !r.Over || r.Quality == how.least {
			break
		}
		r.Quality = max(how.least, r.Quality-steps(out.Len(), ceiling))
	}
	r.Data = out.Bytes()
	return r, nil
}

// perFold is by how much quality goes down for a file that takes e times fewer bytes: so it is, roughly, in each of the formats.
const perFold = 50

// steps returns how much less quality it takes to come from the bytes below the ceiling.
func steps(bytes, ceiling int) int {
	return max(2, int(math.Ceil(perFold*math.Log(float64(bytes)/float64(ceiling)))))
}

// Set makes the widths of a part in all formats, the smallest first: each that the part has pixels for, and one of the part's own width if it is
// smaller than the next. The widths are in their order, the smallest first; each is made from the next larger.
func (n *Negative) Set(part image.Rectangle, widths []Width, formats []Format) (all []Rendition, err error) {
	m := n.Print(part, widths[len(widths)-1].Pixels)
	for i := len(widths) - 1; i >= 0; i-- {
		one := widths[i]
		if i > 0 && one.Pixels > m.Rect.Dx() && widths[i-1].Pixels >= m.Rect.Dx() {
			continue // the next smaller has all that there is
		}
		m = Smaller(m, one.Pixels)
		var these []Rendition
		for _, f := range formats {
			r, err := Encode(m, f, one.Ceiling)
			if err != nil {
				return nil, err
			}
			these = append(these, r)
		}
		all = append(these, all...)
	}
	return all, nil
}
