// Package picture takes a photographer's file and makes what readers get of it. Nothing
// that was uploaded is ever sent to a reader: every rendition is decoded pixels, encoded
// anew, without a byte of the file's own. The original is kept for the newsroom alone.
package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // decodes
	"image/jpeg"
	_ "image/png" // decodes
	"io"
	"slices"
	"strings"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decodes
	"golang.org/x/sync/semaphore"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

// The limits of a file.
const (
	MaxBytes  = 40 << 20
	maxSide   = 12_000
	maxPixels = 50_000_000
	// heavy is from how many bytes a picture may take, decoded, that it is worked on alone.
	heavy = 100 << 20
)

// size is a width at which readers get a picture, with the most bytes it may take there.
type size struct{ width, ceiling int }

// sizes are from screens.md §1.6.
var sizes = []size{{320, 16 << 10}, {480, 28 << 10}, {640, 42 << 10}, {960, 75 << 10}, {1280, 120 << 10}}

// Qualities of JPEG: where encoding begins, and below which it does not go.
const (
	bestQuality  = 72
	largeQuality = 62 // above 640 pixels, where screens are dense
	leastQuality = 40
)

// Studio makes renditions and keeps files.
type Studio struct {
	files *blob.Store
	busy  *semaphore.Weighted
}

// atOnce is how many pictures are worked on at the same time.
const atOnce = 2

// New returns a studio that keeps its files in the store.
func New(files *blob.Store) *Studio {
	return &Studio{files, semaphore.NewWeighted(atOnce)}
}

// Rendition returns the bytes of a rendition, for the newsroom's own screens.
func (s *Studio) Rendition(ctx context.Context, name string) ([]byte, error) {
	return s.files.Get(ctx, "rendition/"+name)
}

// Take reads a picture of JPEG, PNG, GIF (its first frame) or WebP, keeps it and makes
// its renditions. What it returns has no ID yet: Desk.AddPicture gives it one. A file
// that cannot be taken is refused in one sentence.
func (s *Studio) Take(ctx context.Context, r io.Reader, name string) (p news.Picture, err error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return p, fmt.Errorf("read the picture: %w", err)
	}
	if len(data) > MaxBytes {
		return p, news.Errorf(news.TooLarge, "The picture is larger than %d MB.", MaxBytes>>20)
	}
	format, weight, err := look(data)
	if err != nil {
		return p, err
	}
	if err := s.busy.Acquire(ctx, weight); err != nil {
		return p, err
	}
	defer s.busy.Release(weight)
	m, _, err := image.Decode(bytes.NewReader(data))
	if err == nil && m.Bounds().Empty() { // a GIF's frame may be smaller than the GIF
		err = errors.New("it has no pixels")
	}
	if err != nil {
		return p, damaged(err)
	}
	known := metadata(data, format)
	p = news.Picture{
		Name: fileName(name), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(),
		Caption: known.caption, Credit: known.credit, Taken: known.taken,
	}
	if sideways(known.orientation) {
		p.Width, p.Height = p.Height, p.Width
	}
	sum := sha256.Sum256(data)
	p.Hash = hex.EncodeToString(sum[:])
	if err := s.files.Put(ctx, "original/"+p.Hash, data); err != nil {
		return p, err
	}
	// Turned when it is small: turning the original would take its memory twice more.
	p.Renditions, err = s.renderAll(ctx, upright(scale(m, known.orientation, sizes[len(sizes)-1].width), known.orientation))
	return p, err
}

// fileName returns the last part of a path of any system.
func fileName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

// damaged says that a file cannot be read, and why.
func damaged(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return news.Errorf(news.Invalid, "The picture is damaged and cannot be read: the file ends too soon.")
	}
	return news.Errorf(news.Invalid, "The picture is damaged and cannot be read: %v.", err)
}

// renderAll makes every size that the picture has pixels for, and one of its own width
// if it is smaller than all. The smaller are made from the largest, which costs a
// fraction of scaling each from the original.
func (s *Studio) renderAll(ctx context.Context, m *image.RGBA) (all []news.Rendition, err error) {
	for i, one := range slices.Backward(sizes) {
		if i > 0 && one.width > m.Bounds().Dx() && sizes[i-1].width >= m.Bounds().Dx() {
			continue // the next smaller has all that there is
		}
		m = scale(m, 1, one.width)
		r, err := s.encode(ctx, m, one)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 || all[0].Width != r.Width {
			all = slices.Insert(all, 0, r)
		}
	}
	return all, nil
}

// look reads the head of the file and refuses what must not be decoded. weight is how
// many of the places for work the picture takes.
func look(data []byte) (format string, weight int64, err error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat):
		return "", 0, news.Errorf(news.Unsupported, "That is not a picture this takes%s. Send JPEG, PNG, GIF or WebP.", guess(data))
	case err != nil:
		return "", 0, damaged(err)
	case config.Width < 1 || config.Height < 1:
		return "", 0, news.Errorf(news.Invalid, "The picture says it is %d × %d pixels.", config.Width, config.Height)
	case config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxPixels:
		return "", 0, news.Errorf(news.TooLarge, "The picture says it is %d × %d pixels; at most %d on a side and %d million in all are taken.",
			config.Width, config.Height, maxSide, maxPixels/1_000_000)
	}
	bytesEach := 4
	if config.ColorModel == color.NRGBA64Model || config.ColorModel == color.RGBA64Model {
		bytesEach = 8
	}
	if config.Width*config.Height*bytesEach >= heavy {
		return format, atOnce, nil
	}
	return format, 1, nil
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
	case strings.Contains(head[:min(len(head), 16)], "ftyp"):
		return ": it is HEIC, AVIF or a video"
	}
	return ""
}

// scale returns the picture so that it is at most as wide when it is upright. Where it is
// transparent it is white.
func scale(m image.Image, orientation, width int) *image.RGBA {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	if sideways(orientation) {
		w, h = h, w
	}
	width = min(width, w)
	height := max(1, (h*width+w/2)/w)
	if sideways(orientation) {
		width, height = height, width
	}
	small := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(small, small.Rect, image.White, image.Point{}, draw.Src)
	if width == b.Dx() && height == b.Dy() {
		draw.Draw(small, small.Rect, m, b.Min, draw.Over)
		return small
	}
	draw.CatmullRom.Scale(small, small.Rect, m, b, draw.Over, nil)
	return small
}

// encode makes the rendition of a scaled picture: as good as its ceiling allows.
func (s *Studio) encode(ctx context.Context, small *image.RGBA, one size) (news.Rendition, error) {
	width, height := small.Rect.Dx(), small.Rect.Dy()
	quality := bestQuality
	if width > 640 {
		quality = largeQuality
	}
	var out bytes.Buffer
	for ; ; quality -= 6 {
		out.Reset()
		if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: quality}); err != nil {
			return news.Rendition{}, fmt.Errorf("encode a rendition: %w", err)
		}
		if out.Len() <= one.ceiling || quality-6 < leastQuality {
			break
		}
	}
	sum := sha256.Sum256(out.Bytes())
	r := news.Rendition{Name: hex.EncodeToString(sum[:16]) + ".jpg", Width: width, Height: height, Bytes: int64(out.Len())}
	return r, s.files.Put(ctx, "rendition/"+r.Name, out.Bytes())
}
