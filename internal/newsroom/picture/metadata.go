package picture

import (
	"bytes"
	"fmt"
	"image"
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

// metadata reads the caption, the credit, the time and the orientation. Of damaged
// metadata what stands before the damage counts: the pixels may be good.
func metadata(data []byte, format string) (a about) {
	a.orientation = 1
	f, ok := formats[format]
	if !ok {
		return a
	}
	tags := map[string]string{}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP, Timeout: 2 * time.Second, LimitNumTags: 1000,
		HandleTag: func(t imagemeta.TagInfo) error {
			if _, there := tags[t.Tag]; !there {
				tags[t.Tag] = strings.TrimSpace(fmt.Sprint(t.Value))
			}
			return nil
		},
	})
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

// sideways reports whether a picture in the orientation was taken with the camera on its
// side.
func sideways(orientation int) bool { return orientation >= 5 }

// upright returns the picture as the photographer held the camera (EXIF 2.32, tag 274).
func upright(from *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if sideways(orientation) {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range to.Rect.Dy() {
		row := to.Pix[y*to.Stride:]
		for x := range to.Rect.Dx() {
			fx, fy := source(orientation, x, y, w-1, h-1)
			copy(row[4*x:4*x+4], from.Pix[fy*from.Stride+4*fx:])
		}
	}
	return to
}

// source returns which pixel of a picture in the orientation belongs at x, y of it
// upright. right and bottom are the last column and row of the picture as it is.
func source(orientation, x, y, right, bottom int) (int, int) {
	switch orientation {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return y, bottom - x
	case 7:
		return right - y, bottom - x
	default:
		return right - y, x
	}
}
