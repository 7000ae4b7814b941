package news_test

import (
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// The same lines are in ui/src/newsroom/cropping.test.ts.
func TestCropsFollowTheFocus(t *testing.T) {
	t.Parallel()
	want := map[news.Focus][][4]int{
		{}:                 {{0, 168, 4032, 2688}, {0, 378, 4032, 2268}, {0, 0, 4032, 3024}, {504, 0, 3024, 3024}, {882, 0, 2268, 3024}},
		{X: .213, Y: .871}: {{0, 336, 4032, 2688}, {0, 756, 4032, 2268}, {0, 0, 4032, 3024}, {0, 0, 3024, 3024}, {0, 0, 2268, 3024}},
		{X: .623, Y: .4}:   {{0, 0, 4032, 2688}, {0, 76, 4032, 2268}, {0, 0, 4032, 3024}, {1000, 0, 3024, 3024}, {1378, 0, 2268, 3024}},
	}
	for focus, boxes := range want {
		p := news.Picture{Width: 4032, Height: 3024, Focus: focus}
		for i, s := range news.Shapes {
			c := p.Cropped(s)
			if got := [4]int{c.X, c.Y, c.Width, c.Height}; got != boxes[i] || c.ByHand || c.Shape != s {
				t.Errorf("focus %v: %s is %v, want %v", focus, s, got, boxes[i])
			}
		}
	}
}

func TestACropByHandStands(t *testing.T) {
	t.Parallel()
	p := news.Picture{Width: 4032, Height: 3024}
	c, err := p.CleanCrop(news.Crop{Shape: news.Shape16x9, X: 120, Y: 88, Width: 3600, Height: 1, Renditions: []news.Rendition{{Name: "x"}}})
	if err != nil || c.Height != 2025 || !c.ByHand || c.Renditions != nil {
		t.Fatalf("%+v, %v", c, err)
	}
	p.Crops = []news.Crop{c}
	p.Focus = news.Focus{X: .9, Y: .9, Set: true}
	if got := p.Cropped(news.Shape16x9); got.X != 120 || got.Width != 3600 || !got.ByHand {
		t.Errorf("the crop by hand became %+v", got)
	}
}

func TestACropOutsideOfThePictureIsRefused(t *testing.T) {
	t.Parallel()
	p := news.Picture{Width: 1000, Height: 800}
	for name, c := range map[string]news.Crop{
		"left of it": {Shape: news.Shape1x1, X: -1, Width: 100}, "too far right": {Shape: news.Shape1x1, X: 901, Width: 100}, "too far down": {Shape: news.Shape1x1, Y: 702, Width: 100},
		"too wide": {Shape: news.Shape3x2, Width: 1001}, "too high": {Shape: news.Shape3x4, Width: 700}, "nothing": {Shape: news.Shape3x2}, "of no shape": {Shape: "7:1", Width: 100},
		"of a width that overflows": {Shape: news.Shape3x2, Width: 1 << 62}, "far away": {Shape: news.Shape3x2, X: 1<<63 - 1, Width: 100},
	} {
		if got, err := p.CleanCrop(c); err == nil {
			t.Errorf("%s: %+v is taken", name, got)
		}
	}
	if _, err := p.CleanCrop(news.Crop{Shape: news.Shape1x1, X: 200, Width: 800}); err != nil {
		t.Error(err)
	}
}

func TestFacesDrawTheFocusAndAreSaidToBeCut(t *testing.T) {
	t.Parallel()
	faces := []news.Box{{X: 3000, Y: 300, Width: 400, Height: 400}, {X: 3400, Y: 700, Width: 200, Height: 200}}
	p := news.Picture{Width: 4000, Height: 2000, Faces: faces, Focus: news.Facing(faces, 4000, 2000)}
	if x, y := p.Focus.Point(); x != .815 || y != .28 || p.Focus.Set {
		t.Errorf("the focus is %v, %v", x, y)
	}
	if c := p.Cropped(news.Shape1x1); p.Cut(c) != 0 {
		t.Errorf("%+v cuts %d faces", c, p.Cut(c))
	}
	if n := p.Cut(news.Crop{X: 0, Y: 0, Width: 3100, Height: 2000}); n != 2 {
		t.Errorf("%d faces are cut, want 2", n)
	}
	if f := news.Facing(nil, 100, 100); f != (news.Focus{}) {
		t.Errorf("without faces the focus is %+v", f)
	}
}
