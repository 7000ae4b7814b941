package news

import (
	"math"
	"strings"
	"testing"
)

// The figures are WCAG's own examples and those of screens.md §1.4.
func TestContrastIsWCAGs(t *testing.T) {
	for _, c := range []struct {
		a, b Colour
		want float64
	}{{"#ffffff", "#000000", 21}, {"#777777", "#ffffff", 4.48}, {"#00573f", "#ffffff", 8.62}, {"#7fd1b5", "#121416", 10.28}, {"#5e646b", "#eceae3", 4.97}} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.05 {
			t.Errorf("%s on %s is %.2f, not %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestAColourThatCannotBeReadIsRefusedWithOneThatCan(t *testing.T) {
	for _, c := range []struct {
		theme Theme
		dark  bool
	}{{Theme{Accent: "#ffcc00", AccentDark: "#7fd1b5"}, false}, {Theme{Accent: "#00573f", AccentDark: "#202080"}, true}} {
		err := c.theme.check(House{})
		if err == nil || !strings.Contains(err.Error(), "contrast of 1.") {
			t.Fatal(err)
		}
		said := err.Error()
		near := Colour(said[strings.LastIndex(said, "#") : strings.LastIndex(said, "#")+7])
		if c.dark {
			c.theme.AccentDark = near
		} else {
			c.theme.Accent = near
		}
		if err := c.theme.check(House{}); err != nil {
			t.Errorf("what was offered is refused too: %v", err)
		}
	}
}

func TestAnyFieldHasLettersThatCanBeRead(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			c := Colour("#000000").mixed(float64(r), 1)
			c = c[:3] + Colour("#000000").mixed(float64(g), 1)[3:5] + "80"
			if got := Contrast(OnColour(c), c); got < leastContrast {
				t.Errorf("on %s: %.2f", c, got)
			}
		}
	}
}

func TestTheNavigationLeadsNowhereElseUnseen(t *testing.T) {
	for path, fine := range map[string]bool{
		"/sport/": true, "/t/jamuna-flood": true, "https://epaper.example/today": true,
		"//evil.example": false, "javascript:alert(1)": false, "http://plain.example": false, "": false, `https://a.example/"><script>`: false,
	} {
		if navigable(path) != fine {
			t.Errorf("%q", path)
		}
	}
}
