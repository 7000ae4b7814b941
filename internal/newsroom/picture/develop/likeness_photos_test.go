package develop_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"golang.org/x/image/draw"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/develop"
)

// again are ways in which one photograph comes a second time.
var again = []struct {
	way  string
	make func(image.Image) image.Image
	q    int
}{
	{"saved at quality 40", whole, 40},
	{"half as wide", func(m image.Image) image.Image { return scaled(m, .5) }, 85},
	{"a quarter as wide, quality 60", func(m image.Image) image.Image { return scaled(m, .25) }, 60},
	{"2 % cut off each side", func(m image.Image) image.Image { return cut(m, .02) }, 85},
	{"4 % cut off each side", func(m image.Image) image.Image { return cut(m, .04) }, 85},
	{"a tenth brighter", brighter, 85},
}

func whole(m image.Image) image.Image { return m }

func scaled(m image.Image, by float64) image.Image {
	b := m.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, max(16, int(float64(b.Dx())*by)), max(16, int(float64(b.Dy())*by))))
	draw.BiLinear.Scale(to, to.Rect, m, b, draw.Src, nil)
	return to
}

func cut(m image.Image, share float64) image.Image {
	b := m.Bounds()
	x, y := int(float64(b.Dx())*share), int(float64(b.Dy())*share)
	to := image.NewRGBA(image.Rect(0, 0, b.Dx()-2*x, b.Dy()-2*y))
	draw.Draw(to, to.Rect, m, b.Min.Add(image.Pt(x, y)), draw.Src)
	return to
}

func brighter(m image.Image) image.Image {
	b := m.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	more := func(v uint32) uint8 { return uint8(min(255, v*11/10>>8)) } //nolint:gosec // it is below 256
	for y := range b.Dy() {
		for x := range b.Dx() {
			red, green, blue, _ := m.At(b.Min.X+x, b.Min.Y+y).RGBA()
			to.SetRGBA(x, y, color.RGBA{more(red), more(green), more(blue), 255})
		}
	}
	return to
}

func likenessOf(t *testing.T, m image.Image, quality int) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	n, err := develop.Decode(b.Bytes(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return n.Likeness()
}

// photographs are those of the public sets beside the repository, each once, and the files of a folder that STET_PHOTOGRAPHS names.
func photographs(t *testing.T) map[string]image.Image {
	t.Helper()
	all := map[string]image.Image{}
	for _, pattern := range []string{"../../../../../shared/cases/pictures/meta/*.jpg", "../../../../../shared/cases/pictures/orientation/*_1.jpg", os.Getenv("STET_PHOTOGRAPHS") + "/*.jpg"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if m, err := jpeg.Decode(bytes.NewReader(data)); err == nil && m.Bounds().Dx() >= 100 && m.Bounds().Dy() >= 100 {
				all[filepath.Base(f)] = m
			}
		}
	}
	return all
}

// A photograph that comes again, smaller, compressed more or cut a little, is known for the one that is here; another one is not.
func TestAPhotographThatComesAgainIsKnown(t *testing.T) {
	t.Parallel()
	photos := photographs(t)
	if len(photos) < 20 {
		t.Skipf("only %d photographs are beside the repository", len(photos))
	}
	names := make([]string, 0, len(photos))
	first := map[string]string{}
	for name, m := range photos {
		if first[name] = likenessOf(t, m, 92); first[name] != "" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, w := range again {
		var apart []int
		for _, name := range names {
			apart = append(apart, news.Unlike(first[name], likenessOf(t, w.make(photos[name]), w.q)))
		}
		sort.Ints(apart)
		known := sort.SearchInts(apart, news.MostUnlike+1)
		within := ""
		for _, most := range []int{4, 6, 8, 10, 12, 14} {
			within += fmt.Sprintf("%4d", sort.SearchInts(apart, most+1))
		}
		t.Logf("%-30s of %d, within 4 6 8 10 12 14 bits:%s", w.way, len(apart), within)
		if known*100 < len(apart)*90 {
			t.Errorf("%s: only %d of %d are known again", w.way, known, len(apart))
		}
	}
	within := make([]int, 65)
	for i, a := range names {
		for _, b := range names[:i] {
			d := news.Unlike(first[a], first[b])
			within[d]++
			if d <= news.MostUnlike {
				t.Logf("%d bits: %s and %s", d, a, b)
			}
		}
	}
	pairs, sum := len(names)*(len(names)-1)/2, 0
	for d := 0; d <= 20; d++ {
		sum += within[d]
		if d >= 4 && d%2 == 0 {
			t.Logf("of %d pairs of files %d are within %d bits", pairs, sum, d)
		}
	}
}
