// Package develop makes of a photographer's file the pictures that readers get: it decodes, turns upright, cuts out, scales and encodes. It knows
// pixels and formats, and nothing of where a picture is kept. What it writes is decoded pixels encoded anew, without a byte of the file's own.
//
// JPEG, PNG and GIF are read by Go's library, WebP by golang.org/x/image, AVIF and HEIC by the libraries that browsers and telephones use, compiled
// to WebAssembly: none of them can read or write outside its own memory.
package develop

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	_ "image/gif"  // decodes
	_ "image/jpeg" // decodes
	_ "image/png"  // decodes
	"io"
	"strings"

	_ "github.com/gen2brain/avif" // decodes
	_ "github.com/gen2brain/heic" // decodes
	_ "golang.org/x/image/webp"   // decodes

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
)

// The limits of a file.
const (
	MaxBytes  = 40 << 20
	maxSide   = 12_000
	maxPixels = 50_000_000
	maxScans  = 100 // of a JPEG, each of which may go through all its pixels: cameras and programs write up to a dozen
)

// Negative is a decoded picture. Width and Height are in pixels, as the photographer held the camera.
type Negative struct {
	Format        string // "jpeg", "png", "gif", "webp", "avif" or "heic"
	Width, Height int
	Words         inscribe.Words // what the renditions say of themselves, where there is room
	Moves         bool           // the file has more pictures than this, its first
	pixels        image.Image
	turn          int           // how the camera was held: 1 to 8, as EXIF has it
	prints        []*image.RGBA // of the whole, as they were made
}

// Head is what the first bytes of a file say.
type Head struct {
	Format string
	// Width and Height are of the pixels as they are stored.
	Width, Height int
	// BytesEach is how many bytes a pixel takes in memory once it is decoded.
	BytesEach int
}

// Look reads the head of a file, and refuses in a sentence what must not be decoded.
func Look(data []byte) (Head, error) {
	if len(data) > MaxBytes {
		return Head{}, news.Errorf(news.TooLarge, "The picture is larger than %d MB.", MaxBytes>>20)
	}
	config, format, err := image.Config{}, "", image.ErrFormat
	// The shaper of PDF's letters brings a decoder of TIFF into the program: no file may reach it.
	if !bytes.HasPrefix(data, []byte("II*\x00")) && !bytes.HasPrefix(data, []byte("MM\x00*")) {
		config, format, err = image.DecodeConfig(bytes.NewReader(data))
	}
	switch {
	case errors.Is(err, image.ErrFormat):
		return Head{}, news.Errorf(news.Unsupported, "That is not a picture this takes%s. Send JPEG, PNG, WebP, AVIF, HEIC or GIF.", guess(data))
	case err != nil:
		return Head{}, damaged(err)
	case config.Width < 1 || config.Height < 1:
		return Head{}, news.Errorf(news.Invalid, "The picture says it is %d × %d pixels.", config.Width, config.Height)
	case config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxPixels:
		return Head{}, news.Errorf(news.TooLarge, "The picture says it is %d × %d pixels; at most %d on a side and %d million in all are taken.",
			config.Width, config.Height, maxSide, maxPixels/1_000_000)
	}
	if format == "jpeg" && bytes.Count(data, []byte{0xff, 0xda}) > maxScans {
		return Head{}, damaged(errors.New("it is stored in too many layers"))
	}
	h := Head{Format: format, Width: config.Width, Height: config.Height, BytesEach: 4}
	switch config.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model:
		h.BytesEach = 8
	case color.YCbCrModel:
		h.BytesEach = 3
	}
	return h, nil
}

// Decode reads a file: of one that moves, its first picture. turn is how the camera was held, 1 to 8, as EXIF has it. What cannot be read is
// refused in a sentence.
func Decode(data []byte, turn int) (*Negative, error) {
	head, err := Look(data)
	if err != nil {
		return nil, err
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err == nil && m.Bounds().Empty() { // a GIF's frame may be smaller than the GIF
		err = errors.New("it has no pixels")
	}
	if err != nil {
		return nil, damaged(err)
	}
	if head.Format == "heic" || head.Format == "avif" { // their decoders have turned it
		turn = 1
	}
	n := &Negative{Format: head.Format, Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Moves: moves(data, head.Format), pixels: m, turn: turn}
	if sideways(turn) {
		n.Width, n.Height = n.Height, n.Width
	}
	return n, nil
}

// damaged says that a file cannot be read, and why.
func damaged(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return news.Errorf(news.Invalid, "The picture is damaged and cannot be read: the file ends too soon.")
	}
	return news.Errorf(news.Invalid, "The picture is damaged and cannot be read: %v.", err)
}

// guess says what a file that is no picture seems to be.
func guess(data []byte) string {
	head := strings.ToLower(string(data[:min(len(data), 512)]))
	switch {
	case strings.Contains(head, "<svg"):
		return ": SVG can carry a program, so it is refused"
	case strings.Contains(head, "<html") || strings.Contains(head, "<!doctype"):
		return ": it is a web page"
	case strings.HasPrefix(head, "%pdf"):
		return ": it is a PDF"
	case strings.HasPrefix(head, "ii*\x00") || strings.HasPrefix(head, "mm\x00*"):
		return ": it is TIFF or a camera's raw file, whose readers are not safe enough; export it as JPEG"
	case strings.Contains(head[:min(len(head), 16)], "ftyp"):
		return ": it is a video"
	}
	return ""
}
