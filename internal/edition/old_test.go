package edition

import (
	"slices"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestAnOldAddressIsKnownInEverySize(t *testing.T) {
	for _, c := range []struct {
		path, query string
		names       []string
		width       int
	}{
		{"/wp-content/uploads/2020/01/boat.jpg", "", []string{"/wp-content/uploads/2020/01/boat.jpg"}, 0},
		{"/wp-content/uploads/2020/01/boat-300x200.jpg", "", []string{"/wp-content/uploads/2020/01/boat-300x200.jpg", "/wp-content/uploads/2020/01/boat.jpg"}, 300},
		{"/u/boat-scaled.jpeg", "", []string{"/u/boat-scaled.jpeg", "/u/boat.jpeg"}, 0},
		{"/u/boat-e1612345678901-1024x683.jpg", "", []string{"/u/boat-e1612345678901-1024x683.jpg", "/u/boat.jpg"}, 1024},
		{"/u/boat-640x480.jpg.webp", "", []string{"/u/boat-640x480.jpg.webp", "/u/boat.jpg"}, 640},
		{"/u/boat.jpg", "w=640&quality=80", []string{"/u/boat.jpg"}, 640},
		{"/u/boat.jpg", "resize=800%2C600&ssl=1", []string{"/u/boat.jpg"}, 800},
		{"/u/boat.jpg", "w=-3", []string{"/u/boat.jpg"}, 0},
		{"/content/images/size/w600/2024/01/a.png", "", []string{"/content/images/size/w600/2024/01/a.png", "/content/images/2024/01/a.png"}, 600},
		{"/content/images/size/w1000/format/webp/2024/01/a.png", "", []string{"/content/images/size/w1000/format/webp/2024/01/a.png", "/content/images/2024/01/a.png"}, 1000},
		{"/sites/default/files/styles/large/public/x.jpg", "itok=Ab1", []string{"/sites/default/files/styles/large/public/x.jpg", "/sites/default/files/x.jpg"}, 0},
		{"/u/%E0%A6%A8%E0%A7%8C%E0%A6%95%E0%A6%BE.jpg", "", []string{"/u/নৌকা.jpg"}, 0},
		{"/image.php", "id=7&w=300", []string{"/image.php?id=7&w=300"}, 0},
		{"/image.php", "w=300&id=7", []string{"/image.php?id=7&w=300"}, 0},
		{"/u/../secret.jpg", "", []string{"/secret.jpg"}, 0},
		{"/en/", "", nil, 0},
		{"/u/%zz.jpg", "", nil, 0},
	} {
		got := ReadOldAddress(c.path, c.query)
		if !slices.Equal(got.Names, c.names) || got.Width != c.width {
			t.Errorf("%s?%s: %q, %d px; want %q, %d px", c.path, c.query, got.Names, got.Width, c.names, c.width)
		}
	}
}

func TestTheNearestRenditionIsTaken(t *testing.T) {
	p := Picture{Renditions: []news.Rendition{{Name: "a", Width: 320}, {Name: "b", Width: 640}, {Name: "c", Width: 960}}}
	for width, want := range map[int]string{0: "c", 1: "a", 320: "a", 479: "a", 480: "b", 700: "b", 4000: "c"} {
		if got, ok := p.Nearest(width); got != want || !ok {
			t.Errorf("%d px: %q, want %q", width, got, want)
		}
	}
	if name, ok := (Picture{}).Nearest(1); ok {
		t.Errorf("a picture without renditions leads to %q", name)
	}
}

func FuzzReadOldAddress(f *testing.F) {
	f.Add("/wp-content/uploads/2020/01/boat-300x200.jpg", "w=3")
	f.Add("/image.php", "id=7")
	f.Fuzz(func(t *testing.T, path, query string) {
		a := ReadOldAddress(path, query)
		for _, n := range a.Names {
			if n == "" || n[0] != '/' {
				t.Errorf("%q?%q has the name %q", path, query, n)
			}
		}
		if a.Width < 0 || a.Width >= 1e5 {
			t.Errorf("%q?%q asks for %d px", path, query, a.Width)
		}
	})
}
