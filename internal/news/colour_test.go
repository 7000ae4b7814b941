package news_test

import (
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestAColourIsCalledWhatSomebodyWhoLooksForItWouldCallIt(t *testing.T) {
	t.Parallel()
	for hex, want := range map[string]news.NamedColour{
		"#ff0000": news.Red, "#b33a3a": news.Red, "#ff8c00": news.Orange, "#ffe100": news.Yellow, "#00aa00": news.Green, "#4e7a3e": news.Green,
		"#009999": news.Teal, "#1e50c8": news.Blue, "#7d96b4": news.Blue, "#6a3fa0": news.Purple, "#f08cb4": news.Pink, "#6b4a2f": news.Brown,
		"#000000": news.Black, "#101214": news.Black, "#808080": news.Grey, "#8a8b89": news.Grey, "#ffffff": news.White, "#f4f4f2": news.White,
	} {
		if got, ok := news.NameColour(hex); !ok || got != want {
			t.Errorf("%s is called %q, not %q", hex, got, want)
		}
	}
	for _, none := range []string{"", "red", "#12345", "#gggggg", "1234567"} {
		if got, ok := news.NameColour(none); ok {
			t.Errorf("%q is called %q", none, got)
		}
	}
}

func TestLikenessesDifferInBits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"0000000000000000", "0000000000000000", 0},
		{"0000000000000000", "ffffffffffffffff", 64},
		{"8000000000000001", "0000000000000000", 2},
		{"", "0000000000000000", 64},
		{"zzzzzzzzzzzzzzzz", "0000000000000000", 64},
	} {
		if got := news.Unlike(c.a, c.b); got != c.want {
			t.Errorf("%q and %q differ in %d bits, not %d", c.a, c.b, got, c.want)
		}
	}
}
