package paint

import (
	"math"
	"math/rand/v2"
	"sync"
)

// side is how many points a square of noise has on each side, a power of two.
const side = 512

// square is noise that repeats in both directions.
type square []float32

// noises are the squares that scenes are made from: smooth from very large to very
// small, as clouds are; only small, as leaves are; and without any order.
type noises struct{ cloud, leaf, white square }

var noise = sync.OnceValue(func() noises {
	rng := rand.New(rand.NewPCG(3, 14)) //nolint:gosec // paint, not a secret
	n := noises{make(square, side*side), make(square, side*side), make(square, side*side)}
	for i := range n.white {
		n.white[i] = rng.Float32()*2 - 1
	}
	weight, sum := float32(1), float32(0)
	for cell := side / 4; cell >= 4; cell /= 2 {
		n.cloud.add(rng, cell, weight)
		sum += weight
		weight *= .5
	}
	for i := range n.cloud {
		n.cloud[i] *= 2.2 / sum
	}
	for _, cell := range []int{32, 16, 8, 4} {
		n.leaf.add(rng, cell, .62)
	}
	return n
})

// add adds gradient noise of one size of cell.
func (s square) add(rng *rand.Rand, cell int, weight float32) {
	n := side / cell
	slopes := make([]point, n*n)
	for i := range slopes {
		a := rng.Float64() * 2 * math.Pi
		slopes[i] = point{float32(math.Cos(a)), float32(math.Sin(a))}
	}
	for y := range side {
		cy, fy := y/cell, float32(y%cell)/float32(cell)
		for x := range side {
			cx, fx := x/cell, float32(x%cell)/float32(cell)
			corner := func(i, j int) float32 {
				g := slopes[(cy+j)%n*n+(cx+i)%n]
				return g.x*(fx-float32(i)) + g.y*(fy-float32(j))
			}
			ux, uy := fx*fx*fx*(fx*(fx*6-15)+10), fy*fy*fy*(fy*(fy*6-15)+10)
			top := corner(0, 0) + (corner(1, 0)-corner(0, 0))*ux
			low := corner(0, 1) + (corner(1, 1)-corner(0, 1))*ux
			s[y*side+x] += weight * (top + (low-top)*uy)
		}
	}
}

// at returns the noise at a place, where the square is 1 wide.
func (s square) at(x, y float32) float32 {
	x, y = x*side, y*side
	x0, y0 := floor(x), floor(y)
	fx, fy := x-float32(x0), y-float32(y0)
	x0, y0 = x0&(side-1), y0&(side-1)
	x1, y1 := (x0+1)&(side-1), (y0+1)&(side-1)
	a, b, c, d := s[y0*side+x0], s[y0*side+x1], s[y1*side+x0], s[y1*side+x1]
	top, low := a+(b-a)*fx, c+(d-c)*fx
	return top + (low-top)*fy
}

func floor(v float32) int {
	i := int(v)
	if float32(i) > v {
		i--
	}
	return i
}

// cloud is noise().cloud.at.
func cloud(x, y float32) float32 { return noise().cloud.at(x, y) }

// leaf is noise().leaf.at.
func leaf(x, y float32) float32 { return noise().leaf.at(x, y) }
