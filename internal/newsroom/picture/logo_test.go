package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
)

func TestALogoIsSmallKeepsItsHolesAndIsOurOwnBytes(t *testing.T) {
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewNRGBA(image.Rect(0, 0, 1600, 400))
	for x := 400; x < 1200; x++ {
		for y := 100; y < 300; y++ {
			m.Set(x, y, color.NRGBA{0, 87, 63, 255})
		}
	}
	var sent bytes.Buffer
	if err := png.Encode(&sent, m); err != nil {
		t.Fatal(err)
	}
	s := picture.New(files, darkroom.Open{}, darkroom.Open{})
	l, err := s.Logo(t.Context(), bytes.NewReader(sent.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if l.Rendition.Width != 384 || l.Rendition.Height != 96 || !strings.HasPrefix(l.Rendition.Name, "logo-") {
		t.Errorf("%+v", l.Rendition)
	}
	data, err := s.Rendition(t.Context(), l.Rendition.Name)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := kept.At(1, 1).RGBA(); a != 0 {
		t.Error("what was transparent is not")
	}
}

func TestALogoThatIsAPhotographIsRefused(t *testing.T) {
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewNRGBA(image.Rect(0, 0, 640, 96))
	for i := range m.Pix {
		m.Pix[i] = byte(r.IntN(256))
	}
	var sent bytes.Buffer
	if err := png.Encode(&sent, m); err != nil {
		t.Fatal(err)
	}
	if _, err := picture.New(files, darkroom.Open{}, darkroom.Open{}).Logo(t.Context(), &sent); err == nil || !strings.Contains(err.Error(), "Use fewer colours") {
		t.Error(err)
	}
	if _, err := picture.New(files, darkroom.Open{}, darkroom.Open{}).Logo(t.Context(), strings.NewReader("<svg onload=alert(1)>")); err == nil || !strings.Contains(err.Error(), "SVG") {
		t.Error(err)
	}
}
