package faces_test

import (
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/picture/faces"
)

// paper is a picture with nothing in it but soft light.
func paper(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := uint8(110 + 25*math.Sin(float64(x)/140)*math.Cos(float64(y)/170))
			m.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	return m
}

// draw draws a face of a size: nobody's.
func draw(m *image.RGBA, x, y, size float64) {
	for _, b := range [][6]float64{ // middle, radii, softness, brightness
		{.5, .42, .44, .56, .05, 45}, // hair
		{.5, .56, .36, .47, .06, 190},
		{.5, .36, .30, .16, .15, 205},
		{.5, .60, .05, .2, .3, 215}, // skin, forehead, nose
		{.33, .47, .12, .055, .2, 90},
		{.67, .47, .12, .055, .2, 90},
		{.33, .395, .12, .02, .2, 70},
		{.67, .395, .12, .02, .2, 70},
		{.33, .47, .04, .035, .1, 30},
		{.67, .47, .04, .035, .1, 30}, // eyes
		{.5, .70, .09, .025, .3, 120},
		{.5, .82, .14, .03, .2, 95},
		{.5, .88, .10, .02, .3, 160}, // mouth
	} {
		blot(m, x+b[0]*size, y+b[1]*size, b[2]*size, b[3]*size, b[4], b[5])
	}
}

func blot(m *image.RGBA, cx, cy, rx, ry, soft, brightness float64) {
	for y := int(cy - ry*1.6); y < int(cy+ry*1.6); y++ {
		for x := int(cx - rx*1.6); x < int(cx+rx*1.6); x++ {
			share := 1 / (1 + math.Exp((math.Hypot((float64(x)-cx)/rx, (float64(y)-cy)/ry)-1)/soft))
			was := float64(m.RGBAAt(x, y).R)
			v := uint8(was + (brightness-was)*share)
			m.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
}

func TestAFaceIsFoundWhereItIs(t *testing.T) {
	t.Parallel()
	for _, at := range []struct{ width, height, x, y, size int }{{900, 600, 560, 120, 220}, {480, 640, 60, 300, 150}, {4000, 3000, 2500, 400, 900}} {
		m := paper(at.width, at.height)
		draw(m, float64(at.x), float64(at.y), float64(at.size))
		found := faces.Find(m)
		want := image.Rect(at.x, at.y, at.x+at.size, at.y+at.size)
		if len(found) != 1 || found[0].Intersect(want).Dx()*found[0].Intersect(want).Dy() < at.size*at.size/2 {
			t.Errorf("in %d × %d: %v, want one near %v", at.width, at.height, found, want)
		}
	}
}

func TestTwoFacesAreTwo(t *testing.T) {
	t.Parallel()
	m := paper(900, 600)
	draw(m, 80, 150, 200)
	draw(m, 560, 120, 220)
	if found := faces.Find(m); len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

func TestWhereNobodyIsNoFaceIsFound(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{900, 600}, {1, 1}, {23, 5000}, {5000, 24}, {25, 25}} {
		if found := faces.Find(paper(size[0], size[1])); len(found) > 0 {
			t.Errorf("in %v: %v", size, found)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	m := paper(1280, 853)
	draw(m, 560, 120, 220)
	for b.Loop() {
		faces.Find(m)
	}
}
