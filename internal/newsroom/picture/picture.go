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
	_ "image/gif" // decodes
	"image/jpeg"
	_ "image/png" // decodes
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decodes

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

// The limits of a file.
const (
	MaxBytes  = 40 << 20
	maxSide   = 12_000
	maxPixels = 50_000_000
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
	busy  chan struct{}
}

// New returns a studio that keeps its files in the store.
func New(files *blob.Store) *Studio {
	return &Studio{files, make(chan struct{}, 2)}
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
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	case <-ctx.Done():
		return p, ctx.Err()
	}
	format, err := look(data)
	if err != nil {
		return p, err
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return p, news.Errorf(news.Invalid, "The picture is damaged and cannot be read: %v.", err)
	}
	known := metadata(data, format)
	m = upright(m, known.orientation)
	sum := sha256.Sum256(data)
	p = news.Picture{
		Name: path.Base(strings.ReplaceAll(name, `\`, "/")), Hash: hex.EncodeToString(sum[:]), Width: m.Bounds().Dx(), Height: m.Bounds().Dy(),
		Caption: known.caption, Credit: known.credit, Taken: known.taken,
	}
	if err := s.files.Put(ctx, "original/"+p.Hash, data); err != nil {
		return p, err
	}
	p.Renditions, err = s.renderAll(ctx, m)
	return p, err
}

// renderAll makes every size that the picture has pixels for, and one of its own width
// if it is smaller than all. The smaller are made from the largest, which costs a
// fraction of scaling each from the original.
func (s *Studio) renderAll(ctx context.Context, m image.Image) (all []news.Rendition, err error) {
	for i, one := range slices.Backward(sizes) {
		if i > 0 && one.width > m.Bounds().Dx() && sizes[i-1].width >= m.Bounds().Dx() {
			continue // the next smaller has all that there is
		}
		small := scale(m, one.width)
		r, err := s.encode(ctx, small, one)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 || all[0].Width != r.Width {
			all = slices.Insert(all, 0, r)
		}
		m = small
	}
	return all, nil
}

// look reads the head of the file and refuses what must not be decoded.
func look(data []byte) (format string, err error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat):
		return "", news.Errorf(news.Unsupported, "That is not a picture this takes%s. Send JPEG, PNG, GIF or WebP.", guess(data))
	case err != nil:
		return "", news.Errorf(news.Invalid, "The picture is damaged and cannot be read: %v.", err)
	case config.Width < 1 || config.Height < 1:
		return "", news.Errorf(news.Invalid, "The picture says it is %d × %d pixels.", config.Width, config.Height)
	case config.Width > maxSide || config.Height > maxSide || config.Width*config.Height > maxPixels:
		return "", news.Errorf(news.TooLarge, "The picture says it is %d × %d pixels; at most %d on a side and %d million in all are taken.",
			config.Width, config.Height, maxSide, maxPixels/1_000_000)
	}
	return format, nil
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

// scale returns the picture at the width, or at its own if that is less.
func scale(m image.Image, width int) *image.RGBA {
	b := m.Bounds()
	width = min(width, b.Dx())
	small := image.NewRGBA(image.Rect(0, 0, width, max(1, (b.Dy()*width+b.Dx()/2)/b.Dx())))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src) // where it is transparent
	draw.CatmullRom.Scale(small, small.Bounds(), m, b, draw.Over, nil)
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
