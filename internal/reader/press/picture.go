package press

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
)

// slot is a place on a page where a picture stands (screens.md §1.6).
type slot struct {
	sizes string // how wide it is shown, for the browser to choose a file by
	most  int    // no file wider than this is offered
	base  int    // the widest file for a browser that cannot choose
	crop  bool   // shown 3:2, whatever its shape
	first bool   // what the page is waiting for: fetched at once
}

var (
	leadSlot     = slot{sizes: "(min-width:48em) 38rem,100vw", most: 1280, base: 640, first: true}
	bodySlot     = slot{sizes: "(min-width:48em) 38rem,100vw", most: 960, base: 640}
	firstSlot    = slot{sizes: "(min-width:60em) 37rem,100vw", most: 1280, base: 640, crop: true, first: true}
	cardSlot     = slot{sizes: "(min-width:60em) 18rem,7rem", most: 640, base: 320, crop: true}
	portraitSlot = slot{sizes: "8rem", most: 480, base: 320}
	thumbSlot    = slot{sizes: "(min-width:37em) 10rem,7rem", most: 480, base: 320, crop: true}
)

// image is a picture in a slot, as the img element has it.
type image struct {
	src, srcset, sizes, alt string
	width, height           string
	first                   bool
}

func mediaPath(name string) string { return "/media/" + name }

// imageOf returns the picture for the slot. An image without a src is not shown: the
// picture has no file.
func imageOf(p edition.Picture, s slot) image {
	img := image{sizes: s.sizes, alt: p.Alt, first: s.first}
	var set []string
	width, height := 0, 0
	for i, r := range p.Renditions {
		if i > 0 && r.Width > s.most {
			break
		}
		set = append(set, mediaPath(r.Name)+" "+strconv.Itoa(r.Width)+"w")
		if i == 0 || r.Width <= s.base {
			img.src, width, height = mediaPath(r.Name), r.Width, r.Height
		}
	}
	if s.crop {
		height = width * 2 / 3
	}
	if len(set) > 1 {
		img.srcset = strings.Join(set, ", ")
	}
	img.width, img.height = strconv.Itoa(width), strconv.Itoa(height)
	return img
}

// shared returns the widest file that is fit for a preview elsewhere, and false if the
// picture has none.
func shared(p *edition.Picture) (name string, width, height int, ok bool) {
	if p == nil {
		return "", 0, 0, false
	}
	for i, r := range p.Renditions {
		if i == 0 || r.Width <= 1280 {
			name, width, height, ok = r.Name, r.Width, r.Height, true
		}
	}
	return name, width, height, ok
}
