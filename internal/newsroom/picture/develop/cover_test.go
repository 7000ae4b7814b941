package develop

import (
	"bytes"
	"image"
	"testing"
)

// What a cover knows of its picture is a few points: two pictures that differ in what is to be made out have covers that
// hardly do, and two of other colours in other places do.
func TestNothingCanBeMadeOutOfACover(t *testing.T) {
	cover := func(m *image.RGBA) (Rendition, image.Image) {
		n, err := Decode(encoded(t, m), 1)
		if err != nil {
			t.Fatal(err)
		}
		r, err := n.Cover()
		if err != nil {
			t.Fatal(err)
		}
		back, format, err := image.Decode(bytes.NewReader(r.Data))
		if err != nil || format != "jpeg" || r.Over || len(r.Data) > 1<<10 {
			t.Fatalf("%s of %d bytes: %v", format, len(r.Data), err)
		}
		return r, back
	}
	plain, fine := quarters(1200, 800), quarters(1200, 800)
	for y := range 800 { // lines as fine as letters and faces are, of twice the brightness and of none
		for x := range 1200 {
			if at := fine.PixOffset(x, y); x/12%2 == 0 {
				copy(fine.Pix[at:at+3], []byte{0, 0, 0})
			} else {
				for i := range 3 {
					fine.Pix[at+i] = byte(min(255, 2*int(fine.Pix[at+i])))
				}
			}
		}
	}
	r, blurred := cover(fine)
	if r.Width != 64 || r.Height != 43 {
		t.Errorf("it is %d × %d", r.Width, r.Height)
	}
	rough := 0
	for y := range r.Height {
		for x := 1; x < r.Width; x++ {
			a, _, _, _ := blurred.At(x-1, y).RGBA()
			b, _, _, _ := blurred.At(x, y).RGBA()
			rough = max(rough, int(max(a, b)-min(a, b))>>8)
		}
	}
	if rough > 60 { // an edge of the picture is 200 levels from one pixel to the next
		t.Errorf("there is an edge of %d levels", rough)
	}
	_, was := cover(plain)
	if got, want := at(blurred, .2, .2), at(was, .2, .2); !(got[0] > got[1]+80 && want[0] > want[1]+80) {
		t.Errorf("the upper left is %v and %v: it was red", got, want)
	}
}

func TestEveryPictureHasACover(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 2}, {8, 5}, {9, 4000}, {4000, 1}, {700, 700}} {
		n, err := Decode(encoded(t, quarters(size[0], size[1])), 6)
		if err != nil {
			t.Fatal(err)
		}
		r, err := n.Cover()
		if err != nil || r.Width < 1 || r.Height < 1 || max(r.Width, r.Height) != 64 {
			t.Errorf("of %v: %d × %d, %v", size, r.Width, r.Height, err)
		}
		if (n.Height > n.Width) != (r.Height > r.Width) {
			t.Errorf("of %v turned: %d × %d", size, r.Width, r.Height)
		}
	}
}
