package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"github.com/stet-news/stet/internal/news"
)

// about is what a file says of itself.
type about struct {
	caption, credit string
	taken           time.Time
	orientation     int // 1 to 8, as EXIF has it
}

var formats = map[string]imagemeta.ImageFormat{"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP}

// metadata reads the caption, the credit, the time and the orientation. A file whose
// metadata is damaged has none: the pixels may be good.
func metadata(data []byte, format string) (a about) {
	a.orientation = 1
	f, ok := formats[format]
	if !ok {
		return a
	}
	tags := map[string]string{}
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP, Timeout: 2 * time.Second, LimitNumTags: 1000,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag: func(t imagemeta.TagInfo) error {
			if _, there := tags[t.Tag]; !there {
				tags[t.Tag] = strings.TrimSpace(fmt.Sprint(t.Value))
			}
			return nil
		},
	})
	if err != nil {
		return a
	}
	first := func(names ...string) string {
		for _, n := range names {
			if s := news.CleanText(tags[n]); s != "" && s != "[]" {
				return s
			}
		}
		return ""
	}
	a.caption = first("Caption-Abstract", "Description", "description", "ImageDescription")
	a.credit = first("Credit", "By-line", "creator", "Creator", "Artist")
	for _, layout := range []string{"2006:01:02 15:04:05", time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, first("DateTimeOriginal", "DateCreated", "CreateDate")); err == nil && t.Year() > 1826 && t.Year() < 2100 {
			a.taken = t.UTC()
			break
		}
	}
	if n := first("Orientation"); len(n) == 1 && n[0] >= '1' && n[0] <= '8' {
		a.orientation = int(n[0] - '0')
	}
	return a
}

// turned is a picture seen in another orientation.
type turned struct {
	image.Image
	orientation int
}

// upright returns the picture as the photographer held the camera (EXIF 2.32, tag 274).
func upright(m image.Image, orientation int) image.Image {
	if orientation <= 1 || orientation > 8 {
		return m
	}
	t := turned{m, orientation}
	out := image.NewRGBA(t.Bounds())
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.Set(x, y, t.At(x, y))
		}
	}
	return out
}

func (t turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.orientation >= 5 {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

func (t turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	right, bottom := b.Dx()-1, b.Dy()-1
	switch t.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, bottom-y
	case 4:
		y = bottom - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, bottom-x
	case 7:
		x, y = right-y, bottom-x
	case 8:
		x, y = right-y, x
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}
