package picture

import (
	"image"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// Plan is the number of the plan that renditions are made by. A picture of an older plan is developed again.
const Plan = 1

// whole is the name of the part that is all of the picture.
const whole = "whole"

// cover is the part that stands before a graphic picture. Every picture has one: which are graphic is known later.
var cover = darkroom.Part{Name: "cover", Cover: true}

// glance is the first that is made of a picture: what the newsroom needs to use it, and readers too until the rest is there.
func glance() []darkroom.Part {
	return []darkroom.Part{{Name: whole, Formats: []develop.Format{develop.JPEG}}, cover}
}

// parts are all that readers may get of a picture. Cards and fronts show 3:2 and authors 3:4; the other shapes go to programs elsewhere, which take JPEG of
// one size.
func parts(p news.Picture) []darkroom.Part {
	all := []darkroom.Part{{Name: whole}, cover}
	for _, shape := range news.Shapes {
		part := darkroom.Part{Name: string(shape)}
		part.Shape.Width, part.Shape.Height = shape.Ratio()
		part.FocusX, part.FocusY = p.Focus.Point()
		if c, ok := p.Crop(shape); ok && c.ByHand {
			hand := image.Rect(c.X, c.Y, c.X+c.Width, c.Y+c.Height)
			part.Exact = &hand
		}
		switch shape {
		case news.Shape3x2:
			if part.Exact == nil && same(p.Width*2, p.Height*3) {
				continue
			}
		case news.Shape3x4:
			part.Widths = develop.Widths[:3]
		default:
			part.Formats, part.Widths = []develop.Format{develop.JPEG}, develop.Widths[len(develop.Widths)-1:]
		}
		all = append(all, part)
	}
	return all
}

// same reports whether two lengths are the same to the eye: then a crop would be the whole.
func same(a, b int) bool { return max(a, b)-min(a, b) <= max(a, b)/100 }
