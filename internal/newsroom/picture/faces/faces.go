// Package faces finds where faces are in a picture, looking straight or nearly so. What it finds is a guess: it misses faces from the side, and now and then
// it finds one in leaves. Nothing in it knows who somebody is.
//
// It asks 468 small decision trees, one after the other, whether a square looks like a face; most squares are given up after the first few. A question
// compares two pixels (Markuš and others, pico, 2014). The trees are theirs.
package faces

import (
	_ "embed"
	"encoding/binary"
	"image"
	"math"
	"slices"
	"sync"
)

// facefinder is their file of trees.
//
//go:embed facefinder
var facefinder []byte

// most is the larger side of the picture that is looked at: a face that counts is still seen at that size, and it takes some milliseconds.
const most = 480

const (
	smallest = 24   // the width of a face that is looked for, in pixels of the small picture
	growth   = 1.1  // from one width to the next
	shift    = .1   // of the width, from one place to the next
	sure     = 12.0 // what all the squares of one face come to together
	overlap  = .2   // from which two squares are of one face
)

// Find returns the squares in which faces are, in pixels of the picture, the surest first.
func Find(m *image.RGBA) (found []image.Rectangle) {
	size := m.Bounds().Size()
	if size.X < smallest || size.Y < smallest {
		return nil
	}
	by := max(1, float64(max(size.X, size.Y))/most)
	gray := shrink(m, by)
	for _, s := range together(theForest().squares(gray)) {
		if s.score < sure {
			continue
		}
		at := func(n float64) int { return int(math.Round(n * by)) }
		r := image.Rect(at(s.x-s.size/2), at(s.y-s.size/2), at(s.x+s.size/2), at(s.y+s.size/2)).Intersect(image.Rectangle{Max: size})
		if !r.Empty() {
			found = append(found, r)
		}
	}
	return found
}

// shrink returns the picture's brightness, smaller by a factor.
func shrink(m *image.RGBA, by float64) *image.Gray {
	size := m.Bounds().Size()
	g := image.NewGray(image.Rect(0, 0, int(float64(size.X)/by), int(float64(size.Y)/by)))
	wide := max(1, int(by))
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			sum, n := 0, 0
			for dy := range wide {
				row := min(size.Y-1, int(float64(y)*by)+dy)
				for dx := range wide {
					i := row*m.Stride + 4*min(size.X-1, int(float64(x)*by)+dx)
					sum += 299*int(m.Pix[i]) + 587*int(m.Pix[i+1]) + 114*int(m.Pix[i+2])
					n++
				}
			}
			g.Pix[y*g.Stride+x] = uint8(sum / (1000 * n)) //nolint:gosec // a mean of bytes is one
		}
	}
	return g
}

// square is a square that looks like a face, by its middle.
type square struct{ x, y, size, score float64 }

// forest is the trees in their order. A tree of depth d has 2^d - 1 questions and as many answers as leaves.
type forest struct {
	depth     int
	questions [][4]int // y and x of one pixel and of another, in 256ths of the square's width from its middle; those of a tree follow each other
	answers   []float32
	least     []float32 // what the answers must come to after each tree
}

// theForest is read once.
var theForest = sync.OnceValue(func() *forest {
	data := facefinder[8:] // what comes before is of no use here
	next := func() uint32 {
		n := binary.LittleEndian.Uint32(data)
		data = data[4:]
		return n
	}
	f := &forest{depth: int(next())}
	for range next() {
		for range 1<<f.depth - 1 {
			f.questions = append(f.questions, [4]int{signed(data[0]), signed(data[1]), signed(data[2]), signed(data[3])})
			data = data[4:]
		}
		for range 1 << f.depth {
			f.answers = append(f.answers, math.Float32frombits(next()))
		}
		f.least = append(f.least, math.Float32frombits(next()))
	}
	return f
})

func signed(b byte) int { return int(int8(b)) } //nolint:gosec // that is how it is written

// squares asks of each square of each size.
func (f *forest) squares(g *image.Gray) (all []square) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	for size := smallest; size <= min(w, h); size = max(size+2, int(float64(size)*growth)) {
		edge, step := size/2+1, max(1, int(float64(size)*shift))
		for y := edge; y <= h-edge; y += step {
			for x := edge; x <= w-edge; x += step {
				if score := f.ask(g, x, y, size); score > 0 {
					all = append(all, square{float64(x), float64(y), float64(size), float64(score)})
				}
			}
		}
	}
	return all
}

// ask returns how much a square looks like a face: 0 or less for not at all.
func (f *forest) ask(g *image.Gray, x, y, size int) (score float32) {
	x, y = x<<8, y<<8
	inner, leaves := 1<<f.depth-1, 1<<f.depth
	for tree, least := range f.least {
		at := 0
		for range f.depth {
			q := &f.questions[tree*inner+at]
			one := g.Pix[(y+q[0]*size)>>8*g.Stride+(x+q[1]*size)>>8]
			other := g.Pix[(y+q[2]*size)>>8*g.Stride+(x+q[3]*size)>>8]
			at = 2*at + 1
			if one <= other {
				at++
			}
		}
		if score += f.answers[tree*leaves+at-inner]; score <= least {
			return -1
		}
	}
	return score - f.least[len(f.least)-1]
}

// together makes one square of those that lie over each other, with their scores added. The surest comes first.
func together(all []square) (faces []square) {
	slices.SortFunc(all, func(a, b square) int { return -compare(a.score, b.score) })
	taken := make([]bool, len(all))
	for i, a := range all {
		if taken[i] {
			continue
		}
		var sum square
		n := 0.
		for j := i; j < len(all); j++ {
			if b := all[j]; !taken[j] && common(a, b) > overlap {
				taken[j] = true
				sum = square{sum.x + b.x, sum.y + b.y, sum.size + b.size, sum.score + b.score}
				n++
			}
		}
		faces = append(faces, square{sum.x / n, sum.y / n, sum.size / n, sum.score})
	}
	slices.SortFunc(faces, func(a, b square) int { return -compare(a.score, b.score) })
	return faces
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// common is the share of two squares together that lies in both.
func common(a, b square) float64 {
	side := func(p, q float64) float64 {
		return max(0, min(p+a.size/2, q+b.size/2)-max(p-a.size/2, q-b.size/2))
	}
	both := side(a.x, b.x) * side(a.y, b.y)
	return both / (a.size*a.size + b.size*b.size - both)
}
