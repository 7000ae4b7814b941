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

	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
)

// Format is one that renditions are written in.
type Format string

// The formats, in the order in which a page offers them: the first that a browser knows is taken.
const (
	AVIF Format = "avif"
	WebP Format = "webp"
	JPEG Format = "jpeg"
	PNG  Format = "png" // of a logo
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
	JPEG: {72, 62, 20, func(w io.Writer, m *image.RGBA, quality int) error {
		return jpeg.Encode(w, m, &jpeg.Options{Quality: quality})
	}},
	WebP: {72, 58, 34, func(w io.Writer, m *image.RGBA, quality int) error {
		method := 2
		if m.Rect.Dx() <= 640 { // what telephones take: a tenth fewer bytes for three times the work, of which there is little
			method = 4
		}
		return webp.Encode(w, m, webp.Options{Quality: quality, Method: method})
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
	pixels  int    // how many bytes of the data are of the picture, and not of the words in it
}

// encode writes the print, and the words into it, as well as the ceiling, in bytes, allows. From a smaller one of the same part, if there is one, it reckons
// where to begin.
func encode(m *image.RGBA, format Format, ceiling int, words inscribe.Words, smaller *Rendition) (Rendition, error) {
	how, ok := encoders[format]
	if !ok {
		return Rendition{}, fmt.Errorf("there is no format %q to write", format)
	}
	inscription := words.For(ceiling)
	ceiling -= inscription.Room(string(format))
	r := Rendition{Format: format, Width: m.Rect.Dx(), Height: m.Rect.Dy(), Quality: how.best}
	if r.Width > 640 {
		r.Quality = how.dense
	}
	if smaller != nil {
		r.Quality = min(r.Quality, max(how.least, smaller.promise(r.Width*r.Height, ceiling)))
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
	r.pixels = out.Len()
	var err error
	r.Data, err = inscription.Into(out.Bytes())
	return r, err
}

// How bytes go with quality and with pixels, roughly and in each of the formats: e times fewer bytes take perFold less quality, and a picture of twice the
// pixels, which shows more of the same, takes 2 to the power of perPixel times the bytes.
const (
	perFold  = 50
	perPixel = .85
)

// steps returns how much less quality it takes to come from the bytes below the ceiling.
func steps(bytes, ceiling int) int {
	return max(2, int(math.Ceil(perFold*math.Log(float64(bytes)/float64(ceiling)))))
}

// promise returns the quality at which a print of the same part with more pixels should come out just below the ceiling.
func (r *Rendition) promise(pixels, ceiling int) int {
	expected := float64(r.pixels) * math.Pow(float64(pixels)/float64(r.Width*r.Height), perPixel)
	return r.Quality + int(math.Floor(perFold*math.Log(float64(ceiling)/expected)))
}

// Set makes the widths of a part in all formats, the smallest first: each that the part has pixels for, and one of the part's own width if it is
// smaller than the next. The widths are in their order, the smallest first.
func (n *Negative) Set(part image.Rectangle, widths []Width, formats []Format) (all []Rendition, err error) {
	prints := n.Prints(part, widths)
	if part == n.Whole() && widths[0] == Widths[0] {
		n.prints = prints
	}
	smaller := map[Format]*Rendition{}
	for i, m := range prints {
		for _, f := range formats {
			r, err := encode(m, f, widths[i].Ceiling, n.Words, smaller[f])
			if err != nil {
				return nil, err
			}
			smaller[f] = &r
			all = append(all, r)
		}
	}
	return all, nil
}

// Prints returns the part at each width that it has pixels for, each scaled from the next larger.
func (n *Negative) Prints(part image.Rectangle, widths []Width) []*image.RGBA {
	last := len(widths) - 1
	for last > 0 && widths[last-1].Pixels >= part.Intersect(n.Whole()).Dx() {
		last-- // the next smaller has all that there is
	}
	prints := make([]*image.RGBA, last+1)
	m := n.Print(part, widths[last].Pixels)
	for i := last; i >= 0; i-- {
		m = smaller(m, widths[i].Pixels)
		prints[i] = m
	}
	return prints
}
