package news

import (
	"math"
)

// Box is a part of a picture, in pixels of the upright picture.
type Box struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

// holds reports whether all of the other box lies in the box.
func (b Box) holds(o Box) bool {
	return o.X >= b.X && o.Y >= b.Y && o.X+o.Width <= b.X+b.Width && o.Y+o.Height <= b.Y+b.Height
}

// shapeRatios are the ratios of the shapes.
var shapeRatios = map[Shape][2]int{Shape3x2: {3, 2}, Shape16x9: {16, 9}, Shape4x3: {4, 3}, Shape1x1: {1, 1}, Shape3x4: {3, 4}}

// Ratio returns the shape's width to its height, or zeros for what is no shape.
func (s Shape) Ratio() (width, height int) { return shapeRatios[s][0], shapeRatios[s][1] }

const (
	// CropWarning is the width in pixels below which a crop is too small for the largest place that readers see it in.
	CropWarning = 1280
	// LeastCrop is the width that a crop has at least, unless the picture itself is smaller.
	LeastCrop = 40
)

// HeightOf returns the height of a crop of the shape that is so wide.
func (s Shape) HeightOf(width int) int {
	w, h := s.Ratio()
	return max(1, (width*h+w/2)/w)
}

// Cropped returns the picture's crop of the shape, without renditions: as somebody drew it, or else the largest with the focus as near to its middle as the
// picture's edges allow.
func (p Picture) Cropped(s Shape) Crop {
	if c, ok := p.Crop(s); ok && c.ByHand {
		c.Renditions = nil
		return c
	}
	rw, rh := s.Ratio()
	w, h := p.Width, p.Width*rh/rw
	if h > p.Height {
		w, h = p.Height*rw/rh, p.Height
	}
	w, h = max(1, w), max(1, h)
	at := func(focus float64, whole, part int) int {
		return min(max(0, int(math.Round(focus*float64(whole)))-part/2), max(0, whole-part))
	}
	x, y := p.Focus.Point()
	return Crop{Shape: s, X: at(x, p.Width, w), Y: at(y, p.Height, h), Width: w, Height: h}
}

// CleanCrop returns a crop that somebody drew with the height that follows from its width. One that is not within the picture is refused.
func (p Picture) CleanCrop(c Crop) (Crop, error) {
	w, _ := c.Shape.Ratio()
	if w == 0 {
		return c, Errorf(Invalid, "There is no crop of the shape %q.", string(c.Shape))
	}
	c.Height, c.ByHand, c.Renditions = c.Shape.HeightOf(c.Width), true, nil
	if c.Height == p.Height+1 { // rounded over the edge
		c.Height = p.Height
	}
	if c.Y+c.Height == p.Height+1 {
		c.Y--
	}
	least := min(LeastCrop, p.Width, max(1, p.Height))
	if c.X < 0 || c.Y < 0 || c.Width < least || c.X > p.Width-c.Width || c.Y > p.Height-c.Height {
		return c, Errorf(Invalid, "The crop %s is not within the picture, which is %d × %d pixels, or is narrower than %d.", string(c.Shape), p.Width, p.Height, least)
	}
	return c, nil
}

// Cut returns how many of the picture's faces are not whole in the crop.
func (p Picture) Cut(c Crop) (n int) {
	box := Box{c.X, c.Y, c.Width, c.Height}
	for _, face := range p.Faces {
		if !box.holds(face) {
			n++
		}
	}
	return n
}

// Facing returns the focus that keeps the faces in sight: the middle of all of them, the larger ones counting for more. Without faces it is the zero focus.
func Facing(faces []Box, width, height int) Focus {
	var x, y, all float64
	for _, f := range faces {
		weight := float64(f.Width * f.Height)
		x += weight * (float64(f.X) + float64(f.Width)/2)
		y += weight * (float64(f.Y) + float64(f.Height)/2)
		all += weight
	}
	if all == 0 || width == 0 || height == 0 {
		return Focus{}
	}
	share := func(at float64, whole int) float64 {
		return math.Round(min(1, max(0, at/all/float64(whole)))*1000) / 1000
	}
	return Focus{X: share(x, width), Y: share(y, height)}
}
