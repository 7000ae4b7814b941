// Package paint makes pictures that could be a newspaper's out of nothing but
// arithmetic: no file, no font, nobody else's photograph. Each scene is the same at
// every run.
package paint

import (
	"image"
	"math"
	"math/rand/v2"
	"sync"

	"golang.org/x/image/vector"
)

// The size of every picture, in pixels: 3:2.
const (
	Width  = 1600
	Height = 1067
)

// tone is a colour, each part from 0 to 1 and, where light is strong, above.
type tone struct{ r, g, b float32 }

// hex returns the tone of 0xRRGGBB.
func hex(c uint32) tone {
	return tone{float32(c>>16&255) / 255, float32(c>>8&255) / 255, float32(c&255) / 255}
}

func (t tone) mix(o tone, by float32) tone {
	return tone{t.r + (o.r-t.r)*by, t.g + (o.g-t.g)*by, t.b + (o.b-t.b)*by}
}

func (t tone) times(k float32) tone { return tone{t.r * k, t.g * k, t.b * k} }

func (t tone) plus(o tone, by float32) tone {
	return tone{t.r + o.r*by, t.g + o.g*by, t.b + o.b*by}
}

// ramp is a gradient: tones at places in order.
type ramp []struct {
	at float32
	tone
}

func (r ramp) at(v float32) tone {
	for i := 1; i < len(r); i++ {
		if v < r[i].at {
			return r[i-1].mix(r[i].tone, smooth(r[i-1].at, r[i].at, v))
		}
	}
	return r[len(r)-1].tone
}

// smooth goes from 0 at a to 1 at b without a corner.
func smooth(a, b, v float32) float32 {
	t := clamp((v - a) / (b - a))
	return t * t * (3 - 2*t)
}

func clamp(v float32) float32 { return max(0, min(1, v)) }

func exp(v float32) float32 { return float32(math.Exp(float64(v))) }
func sin(v float32) float32 { return float32(math.Sin(float64(v))) }
func abs(v float32) float32 { return max(v, -v) }
func sqrt(v float32) float32 {
	return float32(math.Sqrt(float64(v)))
}

// plate is a picture being painted.
type plate struct {
	px  []tone
	rng *rand.Rand
}

func newPlate(seed uint64) *plate {
	return &plate{px: make([]tone, Width*Height), rng: rand.New(rand.NewPCG(seed, 71))} //nolint:gosec // paint, not a secret
}

// between returns a number from a to b.
func (p *plate) between(a, b float32) float32 { return a + (b-a)*p.rng.Float32() }

// rows calls f with each row from top to bottom, several at once. f must touch no other.
func (p *plate) rows(top, bottom int, f func(y int, row []tone)) {
	top, bottom = max(top, 0), min(bottom, Height)
	const bands = 4
	var wg sync.WaitGroup
	for i := range bands {
		wg.Go(func() {
			for y := top + i; y < bottom; y += bands {
				f(y, p.px[y*Width:(y+1)*Width])
			}
		})
	}
	wg.Wait()
}

// each paints every pixel from the row top to bottom with what f returns for it.
func (p *plate) each(top, bottom int, f func(x, y int, was tone) tone) {
	p.rows(top, bottom, func(y int, row []tone) {
		for x := range row {
			row[x] = f(x, y, row[x])
		}
	})
}

// point is a place on the plate, in pixels.
type point struct{ x, y float32 }

// shape is the outline of something: one closed line.
type shape []point

// fill paints the shape, its edge soft by a pixel, with what with returns.
func (p *plate) fill(s shape, with func(x, y int, was tone) tone) {
	if len(s) < 3 {
		return
	}
	lo, hi := s[0], s[0]
	for _, q := range s {
		lo.x, lo.y, hi.x, hi.y = min(lo.x, q.x), min(lo.y, q.y), max(hi.x, q.x), max(hi.y, q.y)
	}
	x0, y0 := max(0, int(lo.x)-1), max(0, int(lo.y)-1)
	x1, y1 := min(Width, int(hi.x)+2), min(Height, int(hi.y)+2)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	r := vector.NewRasterizer(x1-x0, y1-y0)
	for i, q := range s {
		if i == 0 {
			r.MoveTo(q.x-float32(x0), q.y-float32(y0))
			continue
		}
		r.LineTo(q.x-float32(x0), q.y-float32(y0))
	}
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, x1-x0, y1-y0))
	r.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			if a := mask.Pix[(y-y0)*mask.Stride+x-x0]; a > 0 {
				at := &p.px[y*Width+x]
				*at = at.mix(with(x, y, *at), float32(a)/255)
			}
		}
	}
}

// flat returns a colouring of one tone.
func flat(t tone) func(int, int, tone) tone { return func(int, int, tone) tone { return t } }

// glass returns a colouring that lets what is beneath through.
func glass(t tone, by float32) func(int, int, tone) tone {
	return func(_, _ int, was tone) tone { return was.mix(t, by) }
}

func box(x, y, w, h float32) shape { return shape{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}} }

// oval returns an ellipse about a centre.
func oval(x, y, rx, ry float32) shape {
	n := max(12, int(sqrt(rx+ry)*5))
	s := make(shape, n)
	for i := range s {
		a := float32(i) / float32(n) * 2 * math.Pi
		s[i] = point{x + rx*sin(a+math.Pi/2), y + ry*sin(a)}
	}
	return s
}

// line returns a stroke from a to b, wa and wb wide there.
func line(a, b point, wa, wb float32) shape {
	dx, dy := b.x-a.x, b.y-a.y
	l := max(sqrt(dx*dx+dy*dy), .001)
	nx, ny := -dy/l/2, dx/l/2
	return shape{
		{a.x + nx*wa, a.y + ny*wa},
		{b.x + nx*wb, b.y + ny*wb},
		{b.x - nx*wb, b.y - ny*wb},
		{a.x - nx*wa, a.y - ny*wa},
	}
}

// glow adds light that falls off from a centre.
func (p *plate) glow(x, y, radius float32, t tone, strength float32) {
	x0, x1 := max(0, int(x-3*radius)), min(Width, int(x+3*radius)+1)
	p.rows(int(y-3*radius), int(y+3*radius)+1, func(py int, row []tone) {
		dy := (float32(py) - y) / radius
		for px := x0; px < x1; px++ {
			dx := (float32(px) - x) / radius
			if d := dx*dx + dy*dy; d < 9 {
				row[px] = row[px].plus(t, strength*exp(-d*1.5)*(1-d/9))
			}
		}
	})
}

// image returns the plate as a camera would have it: the light that spills round what
// is bright, darker corners, a film's shoulder and its grain.
func (p *plate) image(grain float32) *image.RGBA {
	p.bloom()
	m := image.NewRGBA(image.Rect(0, 0, Width, Height))
	specks := noise().white
	p.rows(0, Height, func(y int, row []tone) {
		dy := (float32(y) - Height/2) / (Height * .75)
		above, below := p.px[max(0, y-1)*Width:], p.px[min(Height-1, y+1)*Width:]
		for x := range row {
			// A lens is never as sharp as an edge that was computed.
			t := row[x].times(.56).plus(row[max(0, x-1)], .11).plus(row[min(Width-1, x+1)], .11).plus(above[x], .11).plus(below[x], .11)
			dx := (float32(x) - Width/2) / (Width * .75)
			k := 1 - .28*(dx*dx+dy*dy)
			n := grain * specks[(y%side)*side+x%side]
			i := y*m.Stride + x*4
			m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = film(t.r*k+n), film(t.g*k+n), film(t.b*k+n), 255
		}
	})
	return m
}

// film maps light to a byte: straight to three quarters, then ever less.
func film(v float32) uint8 {
	if v > .75 {
		v = 1 - .25/(1+(v-.75)*4)
	}
	return uint8(clamp(v)*255 + .5)
}

// bloom spreads a little of all light that is above white's shoulder.
func (p *plate) bloom() {
	const by = 8
	w, h := Width/by, (Height+by-1)/by
	small := make([]tone, w*h)
	for y := range h {
		for x := range w {
			t := p.px[min(y*by+by/2, Height-1)*Width+x*by+by/2]
			small[y*w+x] = tone{max(0, t.r-.8), max(0, t.g-.8), max(0, t.b-.8)}
		}
	}
	for range 3 {
		small = blur(blur(small, w, h, 1, w, 3), h, w, w, 1, 3)
	}
	p.each(0, Height, func(x, y int, was tone) tone {
		return was.plus(sample(small, w, h, float32(x)/by-.5, float32(y)/by-.5), .8)
	})
}

// blur averages along lines: count of length, their elements step and themselves jump
// apart.
func blur(px []tone, length, count, step, jump, radius int) []tone {
	out := make([]tone, len(px))
	k := 1 / float32(2*radius+1)
	for l := range count {
		var sum tone
		at := func(i int) tone { return px[l*jump+max(0, min(length-1, i))*step] }
		for i := -radius; i <= radius; i++ {
			sum = sum.plus(at(i), 1)
		}
		for i := range length {
			out[l*jump+i*step] = sum.times(k)
			sum = sum.plus(at(i+radius+1), 1).plus(at(i-radius), -1)
		}
	}
	return out
}

// sample returns the tone between the elements of px.
func sample(px []tone, w, h int, x, y float32) tone {
	x, y = max(0, min(float32(w-1), x)), max(0, min(float32(h-1), y))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	fx, fy := x-float32(x0), y-float32(y0)
	return px[y0*w+x0].mix(px[y0*w+x1], fx).mix(px[y1*w+x0].mix(px[y1*w+x1], fx), fy)
}

// soften blurs the rows from top to bottom, as what is not in focus.
func (p *plate) soften(top, bottom, radius int) {
	top, bottom = max(top, 0), min(bottom, Height)
	part := p.px[top*Width : bottom*Width]
	for range 2 {
		part = blur(blur(part, Width, bottom-top, 1, Width, radius), bottom-top, Width, Width, 1, radius)
	}
	copy(p.px[top*Width:], part)
}
