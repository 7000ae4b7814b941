package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
)

func studio(t testing.TB) (*picture.Studio, *blob.Store) {
	t.Helper()
	files, err := blob.Open(t.Context(), "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return picture.New(files, darkroom.Open{}, darkroom.Open{}), files
}

// cases returns the folder of third-party files, or skips the test.
func cases(t *testing.T, folder string) []string {
	t.Helper()
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = "../../../../shared/cases"
	}
	files, err := filepath.Glob(filepath.Join(dir, "pictures", folder, "*"))
	if err != nil || len(files) == 0 {
		t.Skipf("SKIPPED: the cases in pictures/%s are missing; STET_CASES says where they are", folder)
	}
	return files
}

func photograph(width, height int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), uint8((x ^ y) & 255), 255})
		}
	}
	return m
}

func TestEachRenditionIsEncodedAnewUnderItsCeiling(t *testing.T) {
	s, files := studio(t)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photograph(1600, 1000), nil); err != nil {
		t.Fatal(err)
	}
	// A secret between the markers of the file, as a camera leaves its owner's place.
	secret := []byte("23.7104N,90.4074E")
	comment := append([]byte{0xff, 0xfe, 0, byte(len(secret) + 2)}, secret...)
	data := append(append(bytes.Clone(b.Bytes()[:2]), comment...), b.Bytes()[2:]...)
	p, err := s.Take(t.Context(), bytes.NewReader(data), `C:\photos\river.jpg`)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Renditions) != 7 || p.Width != 1600 || p.Name != "river.jpg" {
		t.Fatalf("%+v", p)
	}
	for i, ceiling := range []int64{6 << 10, 10 << 10, 16 << 10, 28 << 10, 42 << 10, 75 << 10, 120 << 10} {
		r := p.Renditions[i]
		out, err := files.Get(t.Context(), "rendition/"+r.Name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil || m.Bounds().Dx() != r.Width || m.Bounds().Dy() != r.Height || r.Height != r.Width*1000/1600 {
			t.Errorf("%+v: %v %v", r, m.Bounds(), err)
		}
		if r.Bytes > ceiling {
			t.Errorf("%d pixels wide takes %d bytes; the ceiling is %d", r.Width, r.Bytes, ceiling)
		}
		if bytes.Contains(out, secret) {
			t.Errorf("%d pixels wide tells where it was taken", r.Width)
		}
	}
	cover, err := files.Get(t.Context(), "rendition/"+p.Cover.Name)
	if err != nil || len(cover) > 1<<10 || p.Cover.Width != 64 || news.RenditionSet(p.Cover.Name) == news.RenditionSet(p.Renditions[0].Name) {
		t.Errorf("its cover is %+v, %d bytes: %v", p.Cover, len(cover), err)
	}
	if original, err := files.Get(t.Context(), "original/"+p.Hash); err != nil || !bytes.Equal(original, data) {
		t.Errorf("the original is not what came: %v", err)
	}
}

func TestASmallPictureIsNotBlownUp(t *testing.T) {
	s, _ := studio(t)
	var b bytes.Buffer
	if err := png.Encode(&b, photograph(100, 50)); err != nil {
		t.Fatal(err)
	}
	p, err := s.Take(t.Context(), &b, "x.png")
	if err != nil || len(p.Renditions) != 1 || p.Renditions[0].Width != 100 {
		t.Errorf("%+v %v", p.Renditions, err)
	}
}

func TestHostileFilesAreRefusedInASentence(t *testing.T) {
	for _, folder := range []string{"hostile", "corrupt"} {
		for _, file := range cases(t, folder) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, _ := studio(t)
			p, err := s.Take(t.Context(), bytes.NewReader(data), file)
			e, refused := errors.AsType[*news.Error](err)
			if err != nil && (!refused || !strings.HasSuffix(e.Message, ".")) {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
			t.Logf("%s: %v (%d renditions)", filepath.Base(file), err, len(p.Renditions))
		}
	}
}

func TestEveryOrientationComesOutUpright(t *testing.T) {
	var first image.Image // Landscape_1 needs no turning
	for _, file := range cases(t, "orientation") {
		name := filepath.Base(file)
		if !strings.HasPrefix(name, "Landscape") || name == "Landscape_0.jpg" {
			continue // the portraits say the same, and take as long again
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, files := studio(t)
		p, err := s.Take(t.Context(), bytes.NewReader(data), file)
		if err != nil {
			t.Fatal(err)
		}
		if p.Width <= p.Height {
			t.Errorf("%s comes out %d × %d", name, p.Width, p.Height)
		}
		small, err := files.Get(t.Context(), "rendition/"+p.Renditions[0].Name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = m
		}
		if d := difference(first, m); d > 4 {
			t.Errorf("%s is not as the first: %.1f of 255", name, d)
		}
	}
	if first == nil {
		t.Error("there was nothing to look at")
	}
}

// difference returns the mean difference of two pictures in red, of 255.
func difference(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 255
	}
	sum := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, _, _, _ := a.At(x, y).RGBA()
			q, _, _, _ := b.At(x, y).RGBA()
			d := int(p>>8) - int(q>>8)
			sum += max(d, -d)
		}
	}
	return float64(sum) / float64(a.Bounds().Dx()*a.Bounds().Dy())
}

func FuzzTake(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, photograph(8, 8)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	b.Reset()
	if err := jpeg.Encode(&b, photograph(8, 8), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	s, _ := studio(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && config.Width*config.Height > 1<<20 {
			t.Skip("large pictures are slow, not wrong")
		}
		_, err := s.Take(t.Context(), bytes.NewReader(data), "x")
		if _, ok := errors.AsType[*news.Error](err); err != nil && !ok {
			t.Fatal(err)
		}
	})
}

func BenchmarkTake12MP(b *testing.B) {
	var in bytes.Buffer
	if err := jpeg.Encode(&in, photograph(4000, 3000), nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, _ := studio(b)
		if _, err := s.Take(b.Context(), bytes.NewReader(in.Bytes()), "x.jpg"); err != nil {
			b.Fatal(err)
		}
	}
}

// What comes in can be used at once as JPEG; the rest is made later, in every format and shape, and what somebody drew by hand is cut where they drew it.
func TestTheRestOfAPictureIsMadeByThePlan(t *testing.T) {
	s, files := studio(t)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photograph(1600, 1200), nil); err != nil {
		t.Fatal(err)
	}
	p, err := s.Take(t.Context(), &b, "river.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if p.Plan != 0 || len(p.Crops) != 0 || p.Renditions[0].WebP.Name != "" || p.Colour == "" || len(p.Likeness) != 16 || p.Format != "jpeg" {
		t.Errorf("at first it is %+v", p)
	}
	p.Focus = news.Focus{X: .5, Y: 1, Set: true}
	p.Crops = []news.Crop{{Shape: news.Shape1x1, X: 10, Y: 20, Width: 1000, Height: 1000, ByHand: true}}
	if p, err = s.Develop(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if p.Plan != picture.Plan || len(p.Renditions) != 7 || len(p.Crops) != len(news.Shapes) {
		t.Errorf("then it is %+v", p)
	}
	for _, r := range p.Renditions {
		if r.Name == "" || r.WebP.Name == "" || r.AVIF.Name == "" {
			t.Errorf("%d pixels wide it is %+v", r.Width, r)
		}
	}
	for _, name := range append(news.RenditionNames(p.Renditions), news.RenditionNames(p.Crops[0].Renditions)...) {
		if _, err := files.Get(t.Context(), "rendition/"+name); err != nil {
			t.Error(err)
		}
	}
	wide, _ := p.Crop(news.Shape3x2)
	if wide.Y != 1200-1066 || wide.Width != 1600 || len(wide.Renditions) != 7 || wide.ByHand {
		t.Errorf("3:2 with the focus at the bottom is %+v", wide)
	}
	hand, _ := p.Crop(news.Shape1x1)
	if hand.X != 10 || hand.Y != 20 || !hand.ByHand || len(hand.Renditions) != 1 || hand.Renditions[0].Width != 1000 || hand.Renditions[0].Name == "" {
		t.Errorf("1:1 by hand is %+v", hand)
	}
}

// Most cameras' pictures are 3:2 as they are: cards and fronts show the whole then.
func TestAPictureOfTheShapeOfACropIsNotCutAgain(t *testing.T) {
	s, _ := studio(t)
	var b bytes.Buffer
	if err := png.Encode(&b, photograph(300, 201)); err != nil {
		t.Fatal(err)
	}
	p, err := s.Take(t.Context(), &b, "river.png")
	if err != nil {
		t.Fatal(err)
	}
	if p, err = s.Develop(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.Crop(news.Shape3x2); ok {
		t.Errorf("it is cut again: %+v", p.Crops)
	}
}
