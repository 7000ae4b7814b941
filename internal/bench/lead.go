package bench

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// lead returns a picture with everything that the studio makes of a large one, under names of the same form.
func lead(number int64) *edition.Picture {
	p := edition.Picture{
		ID: fmt.Sprint("bench-", number), Alt: "A ferry on the river at dawn.", Width: 1920, Height: 1440, Colour: fmt.Sprintf("#%06x", number*0x9e3779b1&0xffffff),
		Renditions: prints(fmt.Sprint(number), 1920, 1440, allWidths, true),
	}
	for _, c := range []struct {
		shape         news.Shape
		width, height int
		widths        []int
		formats       bool
	}{
		{news.Shape3x2, 1920, 1280, allWidths, true},
		{news.Shape16x9, 1920, 1080, allWidths[6:], false},
		{news.Shape4x3, 1920, 1440, allWidths[6:], false},
		{news.Shape1x1, 1440, 1440, allWidths[6:], false},
		{news.Shape3x4, 1080, 1440, allWidths[:3], true},
	} {
		p.Crops = append(p.Crops, news.Crop{
			Shape: c.shape, Width: c.width, Height: c.height, Renditions: prints(fmt.Sprint(number, c.shape), c.width, c.height, c.widths, c.formats),
		})
	}
	return &p
}

var allWidths = []int{160, 240, 320, 480, 640, 960, 1280}

// prints returns the renditions of a picture, or of a part of it, in all formats or as JPEG alone.
func prints(what string, width, height int, widths []int, formats bool) (all []news.Rendition) {
	sum := sha256.Sum256([]byte(what))
	set := hex.EncodeToString(sum[:16])
	for _, w := range widths {
		name := fmt.Sprintf("%s-%d", set, w)
		r := news.Rendition{Name: name + ".jpg", Width: w, Height: w * height / width, Bytes: int64(w * 90)}
		if formats {
			r.WebP, r.AVIF = news.RenditionFile{Name: name + ".webp", Bytes: int64(w * 70)}, news.RenditionFile{Name: name + ".avif", Bytes: int64(w * 50)}
		}
		all = append(all, r)
	}
	return all
}
