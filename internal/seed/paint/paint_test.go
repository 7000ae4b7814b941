package paint_test

import (
	"bytes"
	"testing"

	"github.com/stet-news/stet/internal/seed/paint"
)

func TestAPictureIsTheSameAtEveryRun(t *testing.T) {
	const name = "river-dusk"
	a, ok := paint.Image(name)
	b, _ := paint.Image(name)
	if !ok || !bytes.Equal(a.Pix, b.Pix) {
		t.Errorf("%s: there %v, and not the same twice", name, ok)
	}
	if c, _ := paint.Image("city-night"); bytes.Equal(a.Pix, c.Pix) {
		t.Error("two scenes are one picture")
	}
	if _, ok := paint.Image("nowhere"); ok {
		t.Error("there is a picture of nowhere")
	}
}
