package press

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// slot is a place on a page where a picture stands (screens.md §1.6).
type slot struct {
	sizes string     // how wide it is shown, for the browser to choose a file by
	least int        // no file narrower than this is offered, if there is another
	most  int        // no file wider than this is offered
	base  int        // the widest file for a browser that cannot choose
	shape news.Shape // shown in it, whatever the picture's own; "" for its own
	first bool       // what the page is waiting for: fetched at once
}

var (
	leadSlot     = slot{sizes: "(min-width:48em) 38rem,100vw", least: 320, most: 1280, base: 640, first: true}
	bodySlot     = slot{sizes: "(min-width:48em) 38rem,100vw", least: 320, most: 960, base: 640}
	firstSlot    = slot{sizes: "(min-width:60em) 37rem,100vw", least: 320, most: 1280, base: 640, shape: news.Shape3x2, first: true}
	cardSlot     = slot{sizes: "(min-width:60em) 18rem,7rem", most: 480, base: 320, shape: news.Shape3x2}
	portraitSlot = slot{sizes: "8rem", most: 480, base: 240, shape: news.Shape3x4}
	thumbSlot    = slot{sizes: "(min-width:37em) 10rem,7rem", most: 480, base: 320, shape: news.Shape3x2}
)

// image is a picture in a slot, as the picture element has it.
type image struct {
	src, srcset, sizes, alt string // of the img: JPEG
	sources                 []source
	width, height           string
	colour                  string // class: what is seen until the file is there
	first                   bool
	cover                   *cover // what stands before it: then the image itself is there
}

// source is a format that is smaller than the img's, for browsers that know it.
type source struct{ kind, srcset string }

func mediaPath(name string) string { return "/media/" + name }

// imageOf returns the picture for the slot. An image without a src is not shown: the
// picture has no file.
func imageOf(p edition.Picture, s slot) image {
	img := image{sizes: s.sizes, alt: p.Alt, first: s.first, colour: colourClass(p.Colour)}
	renditions, cut := p.Renditions, false
	if s.shape != "" {
		if c, ok := cropOf(p, s.shape); ok {
			renditions, cut = c.Renditions, true
		}
	}
	offered := s.offers(renditions)
	base := news.Rendition{}
	for i, r := range offered {
		if i == 0 || r.Width <= s.base {
			base = r
		}
	}
	if base.Name == "" {
		return image{}
	}
	height := base.Height
	if s.shape != "" && !cut { // the stylesheet cuts it
		height = heightIn(s.shape, base.Width)
	}
	img.src, img.width, img.height = mediaPath(base.Name), strconv.Itoa(base.Width), strconv.Itoa(height)
	if len(offered) > 1 {
		img.srcset = srcsetOf(offered, func(r news.Rendition) string { return r.Name })
	}
	for _, f := range []struct {
		kind string
		name func(news.Rendition) string
	}{ // the smallest first: a browser takes the first that it knows
		{"image/avif", func(r news.Rendition) string { return r.AVIF.Name }},
		{"image/webp", func(r news.Rendition) string { return r.WebP.Name }},
	} {
		if set := srcsetOf(offered, f.name); set != "" {
			img.sources = append(img.sources, source{f.kind, set})
		}
	}
	return img
}

// offers returns those of the renditions that the slot offers: the narrowest at least.
func (s slot) offers(all []news.Rendition) (offered []news.Rendition) {
	for i, r := range all {
		if r.Width > s.most && len(offered) > 0 {
			break
		}
		if r.Width >= s.least || i == len(all)-1 {
			offered = append(offered, r)
		}
	}
	return offered
}

// srcsetOf returns the files of the renditions with their widths; those without a name are left out.
func srcsetOf(all []news.Rendition, name func(news.Rendition) string) string {
	var set []string
	for _, r := range all {
		if n := name(r); n != "" {
			set = append(set, mediaPath(n)+" "+strconv.Itoa(r.Width)+"w")
		}
	}
	return strings.Join(set, ", ")
}

// cropOf returns the picture's crop of the shape, and false if it has no files of it.
func cropOf(p edition.Picture, s news.Shape) (news.Crop, bool) {
	for _, c := range p.Crops {
		if c.Shape == s && len(c.Renditions) > 0 {
			return c, true
		}
	}
	return news.Crop{}, false
}

func heightIn(s news.Shape, width int) int {
	if s == news.Shape3x4 {
		return width * 4 / 3
	}
	return width * 2 / 3
}

// shows reports whether there is a file to show of the picture, which may be nil.
func shows(p *edition.Picture) bool { return p != nil && (len(p.Renditions) > 0 || len(p.Crops) > 0) }

// The widths of a picture that is shown elsewhere.
const (
	leastShared = 1200 // Google's and Facebook's large form
	mostShared  = 1280
)

// shared returns the file that is fit for a preview elsewhere, as JPEG, and false if the picture has none: the
// crop that previews have, or else the whole.
func shared(p *edition.Picture) (news.Rendition, bool) {
	if p == nil {
		return news.Rendition{}, false
	}
	if c, ok := cropOf(*p, news.Shape16x9); ok {
		if r, _ := widest(c.Renditions); r.Width >= leastShared || len(p.Renditions) == 0 {
			return r, true
		}
	}
	return widest(p.Renditions)
}

// widest returns the widest of the renditions that a preview has a use for.
func widest(all []news.Rendition) (best news.Rendition, ok bool) {
	for i, r := range all {
		if i == 0 || r.Width <= mostShared {
			best, ok = r, true
		}
	}
	return best, ok
}

// everyShape are the files of a picture that search engines choose from: its crops, or else the whole.
func everyShape(p *edition.Picture) (all []news.Rendition) {
	if p == nil {
		return nil
	}
	for _, s := range []news.Shape{news.Shape16x9, news.Shape4x3, news.Shape1x1} {
		if c, ok := cropOf(*p, s); ok {
			r, _ := widest(c.Renditions)
			all = append(all, r)
		}
	}
	if r, ok := widest(p.Renditions); ok && len(all) == 0 {
		all = append(all, r)
	}
	return all
}

// colourClass returns the class of the placeholder for the colour, as "#8a9b7c": the nearest of the 27 colours in
// the stylesheet, which have three values for each of red, green and blue. A style of its own is what the pages'
// policy forbids. It is "" for no colour.
func colourClass(colour string) string {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	if err != nil || len(colour) != len("#8a9b7c") {
		return ""
	}
	class := []byte("h")
	for shift := 16; shift >= 0; shift -= 8 {
		switch v := n >> shift & 0xff; { // 3, 7 and b stand for 0x33, 0x77 and 0xbb
		case v < 0x55:
			class = append(class, '3')
		case v < 0x99:
			class = append(class, '7')
		default:
			class = append(class, 'b')
		}
	}
	return string(class)
}
