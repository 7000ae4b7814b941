package bench

import (
	"image"
	"math"
	"testing"
)

// A picture is wholly like itself, less like itself with noise the more there is, and what is known of two even pictures comes out.
func TestSimilarityFallsWithTheNoise(t *testing.T) {
	shade := func(noise float64) image.Image {
		m := image.NewGray(image.Rect(0, 0, 64, 48))
		seed := uint32(1)
		for i := range m.Pix {
			seed = seed*1664525 + 1013904223
			m.Pix[i] = uint8(min(255, max(0, 60+float64(i%64)*2+noise*(float64(seed>>24)/255-.5)))) //nolint:gosec // it is a byte
		}
		return m
	}
	still := luma(shade(0))
	last := similarity(still, still)
	if math.Abs(last-1) > 1e-9 {
		t.Errorf("it is %v like itself", last)
	}
	for _, noise := range []float64{4, 16, 64} {
		got := similarity(still, luma(shade(noise)))
		if got >= last || got <= 0 {
			t.Errorf("with noise of %v it is %v, and with less %v", noise, got, last)
		}
		last = got
	}
	even := func(grey float64) plane {
		p := plane{20, 20, make([]float64, 400)}
		for i := range p.values {
			p.values[i] = grey
		}
		return p
	}
	want := (2*100*150 + lumaC1) / (100*100 + 150*150 + lumaC1) // nothing is left of the formula but the means
	if got := similarity(even(100), even(150)); math.Abs(got-want) > 1e-9 {
		t.Errorf("two even pictures are %v alike, not %v", got, want)
	}
	if got := similarity(still, plane{10, 10, make([]float64, 100)}); got != 0 {
		t.Errorf("pictures of two sizes are %v alike", got)
	}
}
