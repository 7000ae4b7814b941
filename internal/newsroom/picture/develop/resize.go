package develop

import (
	"image"
	"image/draw"
	"math"
)

// Weights are whole numbers: a pixel's add up to one, which is 1 << unit. After the rows are added up, spare more bits than a byte has are kept.
const (
	unit  = 12
	spare = 8
)

// kernel is what a pixel of a line is made of: of the weighted pixels of a longer one, from the first on.
type kernel struct {
	first   int
	weights []int32
}

// kernels returns what each pixel of a line of the length to is made of, where the longer one has the length from (Catmull and Rom, 1974, stretched to what
// one pixel stands for).
func kernels(from, to int) []kernel {
	all := make([]kernel, to)
	by := float64(from) / float64(to)
	for i := range all {
		middle := (float64(i)+.5)*by - .5
		first, last := max(0, int(math.Ceil(middle-2*by))), min(from-1, int(math.Floor(middle+2*by)))
		shares, sum := make([]float64, last-first+1), 0.0
		for j := range shares {
			shares[j] = catmullRom((float64(first+j) - middle) / by)
			sum += shares[j]
		}
		k := kernel{first, make([]int32, len(shares))}
		left, heaviest := int32(1<<unit), 0
		for j, s := range shares {
			k.weights[j] = int32(math.Round(s / sum * (1 << unit)))
			left -= k.weights[j]
			if k.weights[j] > k.weights[heaviest] {
				heaviest = j
			}
		}
		k.weights[heaviest] += left // what rounding took, so that an even picture stays as it is
		all[i] = k
	}
	return all
}

// catmullRom is the weight of what is x pixels away.
func catmullRom(x float64) float64 {
	x = math.Abs(x)
	switch {
	case x < 1:
		return 1 + x*x*(1.5*x-2.5)
	case x < 2:
		return 2 + x*(-4+x*(2.5-.5*x))
	}
	return 0
}

// flat returns the part as pixels of which none is transparent: what was, is white.
func flat(m image.Image, part image.Rectangle) *image.RGBA {
	if rgba, ok := m.(*image.RGBA); ok && rgba.Opaque() {
		return rgba.SubImage(part).(*image.RGBA) //nolint:forcetypeassert // it always is
	}
	to := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	if o, ok := m.(interface{ Opaque() bool }); ok && o.Opaque() {
		draw.Draw(to, to.Rect, m, part.Min, draw.Src)
		return to
	}
	draw.Draw(to, to.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(to, to.Rect, m, part.Min, draw.Over)
	return to
}

// resize scales a picture without transparency down to width × height: the rows first, each then along itself.
func resize(m *image.RGBA, width, height int) *image.RGBA {
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	from := m.Rect.Dx()
	across, down := kernels(from, width), kernels(m.Rect.Dy(), height)
	sums := make([]int32, 4*from)
	for y, k := range down {
		clear(sums)
		for i, w := range k.weights {
			addWeighted(sums, m.Pix[(k.first+i)*m.Stride:], w)
		}
		for i, v := range sums {
			sums[i] = v >> (unit - spare)
		}
		along(to.Pix[y*to.Stride:], sums, across)
	}
	return to
}

// addWeighted adds the first bytes of a row to the sums, each as often as its weight says.
func addWeighted(sums []int32, row []byte, weight int32) {
	row = row[:len(sums)]
	for i, v := range row {
		sums[i] += weight * int32(v)
	}
}

// along makes a row of pixels out of one that is longer.
func along(out []byte, sums []int32, across []kernel) {
	const half = 1 << (unit + spare - 1)
	for x, k := range across {
		red, green, blue := int32(half), int32(half), int32(half)
		at := sums[4*k.first:]
		for i, w := range k.weights {
			red += w * at[4*i]
			green += w * at[4*i+1]
			blue += w * at[4*i+2]
		}
		out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = level(red), level(green), level(blue), 255
	}
}

// level returns a sum as a byte: a kernel with negative weights goes beyond both ends where edges are sharp.
func level(sum int32) byte {
	return byte(min(255, max(0, sum>>(unit+spare))))
}
