package develop

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/inscribe"
)

// quarters is a picture whose four quarters are red, green, blue and white, as one reads.
func quarters(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	colours := []color.RGBA{{200, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 200, 255}, {255, 255, 255, 255}}
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, colours[2*min(1, 2*y/height)+min(1, 2*x/width)])
		}
	}
	return m
}

func encoded(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func at(m image.Image, x, y float64) [3]uint8 {
	b := m.Bounds()
	r, g, bl, _ := m.At(b.Min.X+int(x*float64(b.Dx())), b.Min.Y+int(y*float64(b.Dy()))).RGBA()
	return [3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8)} //nolint:gosec // eight bits are left
}

func alike(a, b [3]uint8) bool {
	for i := range a {
		if math.Abs(float64(a[i])-float64(b[i])) > 24 {
			return false
		}
	}
	return true
}

// Every way to hold a camera gives the same upright picture, of the whole and of a part.
func TestAPictureComesOutUprightHoweverTheCameraWasHeld(t *testing.T) {
	upright := quarters(400, 200)
	for turn := 1; turn <= 8; turn++ {
		w, h := 400, 200
		if sideways(turn) {
			w, h = h, w
		}
		stored := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range 200 {
			for x := range 400 {
				sx, sy := source(turn, x, y, w-1, h-1)
				stored.SetRGBA(sx, sy, upright.RGBAAt(x, y))
			}
		}
		n, err := Decode(encoded(t, stored), turn)
		if err != nil {
			t.Fatal(err)
		}
		if n.Width != 400 || n.Height != 200 {
			t.Errorf("turned %d: %d × %d", turn, n.Width, n.Height)
		}
		whole := n.Print(n.Whole(), 100)
		for _, p := range [][2]float64{{.25, .25}, {.75, .25}, {.25, .75}, {.75, .75}} {
			if got, want := at(whole, p[0], p[1]), at(upright, p[0], p[1]); !alike(got, want) {
				t.Errorf("turned %d: at %v is %v, want %v", turn, p, got, want)
			}
		}
		corner := n.Print(image.Rect(200, 0, 400, 100), 50) // all green
		if got := at(corner, .5, .5); corner.Rect.Dx() != 50 || corner.Rect.Dy() != 25 || !alike(got, [3]uint8{0, 200, 0}) {
			t.Errorf("turned %d: the upper right quarter is %v, %v", turn, corner.Rect, got)
		}
	}
}

func TestACropHasItsShapeAndKeepsItsFocusInside(t *testing.T) {
	n, err := Decode(encoded(t, quarters(600, 400)), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, shape := range []Ratio{{16, 9}, {3, 2}, {4, 3}, {1, 1}, {4, 5}, {3, 4}} {
		for fx := 0.0; fx <= 1; fx += .125 {
			for fy := 0.0; fy <= 1; fy += .125 {
				r := n.Crop(shape, fx, fy)
				if !r.In(n.Whole()) {
					t.Fatalf("%v at %v,%v: %v is outside", shape, fx, fy, r)
				}
				if got, want := float64(r.Dx())/float64(r.Dy()), float64(shape.Width)/float64(shape.Height); math.Abs(got-want) > .01*want {
					t.Errorf("%v at %v,%v: %v is %.3f", shape, fx, fy, r, got)
				}
				if x, y := int(fx*599), int(fy*399); !image.Pt(x, y).In(r) {
					t.Errorf("%v: the focus %d,%d is cut off by %v", shape, x, y, r)
				}
				if r.Dx() != 600 && r.Dy() != 400 {
					t.Errorf("%v: %v could be larger", shape, r)
				}
			}
		}
	}
}

// What a part looks like does not depend on how much smaller it is made: the mean of whole pixels and the kernel agree.
func TestAReducedPictureLooksTheSame(t *testing.T) {
	n, err := Decode(encoded(t, quarters(3001, 1999)), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{3001, 1501, 1000, 400, 53} {
		m := n.Print(n.Whole(), width)
		if m.Rect.Dx() != width {
			t.Errorf("asked for %d, got %v", width, m.Rect)
		}
		if got := at(m, .75, .25); !alike(got, [3]uint8{0, 200, 0}) {
			t.Errorf("%d wide: the upper right is %v", width, got)
		}
	}
}

func TestWhatIsTransparentIsWhite(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 900, 600))
	n, err := Decode(encoded(t, m), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{900, 500, 100} {
		if got := at(n.Print(n.Whole(), width), .5, .5); got != [3]uint8{255, 255, 255} {
			t.Errorf("%d wide: %v", width, got)
		}
	}
}

// noise is a picture that no format makes small.
func noise(width, height int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	seed := uint32(1)
	for i := range m.Pix {
		seed = seed*1664525 + 1013904223
		m.Pix[i] = byte(seed >> 24)
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

// Each format is read again, has the size that was asked for, and is below its ceiling or says that it is not.
func TestEachFormatIsWrittenBelowItsCeilingOrSaysSo(t *testing.T) {
	for _, f := range Formats {
		for name, m := range map[string]*image.RGBA{"plain": quarters(480, 320), "noise": noise(480, 320)} {
			r, err := encode(m, f, 28<<10, inscribe.Words{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			back, format, err := image.Decode(bytes.NewReader(r.Data))
			if err != nil || format != string(f) || back.Bounds().Dx() != 480 || back.Bounds().Dy() != 320 {
				t.Errorf("%s %s: %s %v", name, f, format, err)
				continue
			}
			if r.Over != (len(r.Data) > 28<<10) || r.Over && r.Quality != encoders[f].least {
				t.Errorf("%s %s: %d bytes at quality %d, over: %v", name, f, len(r.Data), r.Quality, r.Over)
			}
			if name == "plain" && (r.Over || !alike(at(back, .25, .75), [3]uint8{0, 0, 200})) {
				t.Errorf("%s %s: over: %v, the lower left is %v", name, f, r.Over, at(back, .25, .75))
			}
		}
	}
}

func TestASetHasTheWidthsThatThePictureHasPixelsFor(t *testing.T) {
	for width, want := range map[int][]int{100: {100}, 200: {160, 200}, 320: {160, 240, 320}, 700: {160, 240, 320, 480, 640, 700}, 2000: {160, 240, 320, 480, 640, 960, 1280}} {
		n, err := Decode(encoded(t, quarters(width, width/2)), 1)
		if err != nil {
			t.Fatal(err)
		}
		all, err := n.Set(n.Whole(), Widths, []Format{JPEG})
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, r := range all {
			got = append(got, r.Width)
		}
		if len(got) != len(want) {
			t.Errorf("of %d pixels: %v, want %v", width, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("of %d pixels: %v, want %v", width, got, want)
			}
		}
	}
}

func TestWhatIsNoPictureIsRefusedByItsName(t *testing.T) {
	for head, want := range map[string]string{
		"<svg onload=alert(1)>": "SVG can carry a program", "<!doctype html>": "a web page", "%PDF-1.7": "a PDF", "II*\x00\x08": "TIFF",
		"\x00\x00\x00\x18ftypmp42": "a video", "plain words": "not a picture", "": "not a picture",
	} {
		_, err := Decode([]byte(head), 1)
		e, ok := errors.AsType[*news.Error](err)
		if !ok || !bytes.Contains([]byte(e.Message), []byte(want)) {
			t.Errorf("%q: %v, want %q", head, err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, quarters(16, 16), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), 1)
	f.Add(encoded(f, quarters(16, 16)), 6)
	f.Fuzz(func(t *testing.T, data []byte, turn int) {
		head, err := Look(data)
		if err != nil || head.Width*head.Height > 1<<20 {
			return
		}
		n, err := Decode(data, turn&7+1)
		if err != nil {
			if _, ok := errors.AsType[*news.Error](err); !ok {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		if m := n.Print(n.Crop(Ratio{16, 9}, .3, .7), 40); m.Rect.Dx() > 40 || m.Rect.Empty() {
			t.Errorf("a print of %v", m.Rect)
		}
	})
}
