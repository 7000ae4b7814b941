package paint

import (
	"image"
	"testing"
)

// A picture is a landscape of the size that cameras send, is the same whenever it is
// painted, and is not one colour from edge to edge.
func TestAPictureIsAWholePhotographAndAlwaysTheSame(t *testing.T) {
	if _, ok := Image("no-such-scene"); ok {
		t.Error("a scene that is not there was painted")
	}
	if len(Names()) < 12 {
		t.Errorf("there are %d scenes", len(Names()))
	}
	m, ok := Image("mangrove-creek")
	again, _ := Image("mangrove-creek")
	if !ok || m.Bounds().Dx() < 1280 || m.Bounds().Dx() <= m.Bounds().Dy() || string(m.Pix) != string(again.Pix) {
		t.Fatalf("%v, and the same again: %v", m.Bounds(), string(m.Pix) == string(again.Pix))
	}
	colours := map[image.Point]bool{}
	for i := 0; i < len(m.Pix); i += 4 * 997 {
		colours[image.Pt(int(m.Pix[i])>>4, int(m.Pix[i+1])>>4)] = true
	}
	if len(colours) < 20 {
		t.Errorf("it has only %d shades", len(colours))
	}
}
