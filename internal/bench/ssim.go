package bench

import (
	"image"
	"math"
)

// The similarity of pictures as Wang, Bovik, Sheikh and Simoncelli define it (2004): over the luma, in windows of 11 × 11 pixels that are weighted by a
// Gaussian of 1.5, of which the mean is taken.
const (
	windowSide = 11
	lumaC1     = (.01 * 255) * (.01 * 255)
	lumaC2     = (.03 * 255) * (.03 * 255)
)

// plane is one value for each pixel.
type plane struct {
	width, height int
	values        []float64
}

// luma returns how bright each pixel is.
func luma(m image.Image) plane {
	b := m.Bounds()
	p := plane{b.Dx(), b.Dy(), make([]float64, b.Dx()*b.Dy())}
	for y := range p.height {
		for x := range p.width {
			red, green, blue, _ := m.At(b.Min.X+x, b.Min.Y+y).RGBA()
			p.values[y*p.width+x] = (.299*float64(red) + .587*float64(green) + .114*float64(blue)) / 257
		}
	}
	return p
}

// similarity returns how alike two pictures of one size are: 1 is the same. Pictures smaller than a window have none, which is 0.
func similarity(a, b plane) float64 {
	if a.width != b.width || a.height != b.height || a.width < windowSide || a.height < windowSide {
		return 0
	}
	product := func(x, y plane) plane {
		p := plane{x.width, x.height, make([]float64, len(x.values))}
		for i := range p.values {
			p.values[i] = x.values[i] * y.values[i]
		}
		return p
	}
	meanA, meanB := a.blurred(), b.blurred()
	squareA, squareB, both := product(a, a).blurred(), product(b, b).blurred(), product(a, b).blurred()
	sum := 0.0
	for i := range meanA.values {
		x, y := meanA.values[i], meanB.values[i]
		sum += (2*x*y + lumaC1) * (2*(both.values[i]-x*y) + lumaC2) /
			((x*x + y*y + lumaC1) * (squareA.values[i] - x*x + squareB.values[i] - y*y + lumaC2))
	}
	return sum / float64(len(meanA.values))
}

// blurred returns the weighted mean of each window that is whole.
func (p plane) blurred() plane {
	var weights [windowSide]float64
	sum := 0.0
	for i := range weights {
		d := float64(i - windowSide/2)
		weights[i] = math.Exp(-d * d / (2 * 1.5 * 1.5))
		sum += weights[i]
	}
	across := plane{p.width - windowSide + 1, p.height, make([]float64, (p.width-windowSide+1)*p.height)}
	for y := range across.height {
		for x := range across.width {
			v := 0.0
			for i, w := range weights {
				v += w * p.values[y*p.width+x+i]
			}
			across.values[y*across.width+x] = v / sum
		}
	}
	down := plane{across.width, p.height - windowSide + 1, make([]float64, across.width*(p.height-windowSide+1))}
	for y := range down.height {
		for x := range down.width {
			v := 0.0
			for i, w := range weights {
				v += w * across.values[(y+i)*across.width+x]
			}
			down.values[y*down.width+x] = v / sum
		}
	}
	return down
}
