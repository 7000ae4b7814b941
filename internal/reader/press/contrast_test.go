package press

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// tokens returns the colours that a rule of the stylesheet names.
func tokens(t *testing.T, rule string) map[string]string {
	t.Helper()
	_, after, ok := strings.Cut(stylesheet, rule+" {")
	if !ok {
		t.Fatalf("the stylesheet has no rule %q", rule)
	}
	inside, _, _ := strings.Cut(after, "}")
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\s*[;}]?`).FindAllStringSubmatch(inside, -1) {
		hex := m[2]
		if len(hex) == 4 {
			hex = "#" + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:3], 2) + strings.Repeat(hex[3:4], 2)
		}
		found[m[1]] = hex
	}
	return found
}

// pairs are every text on what it stands on, with the contrast that WCAG asks of it.
var pairs = []struct {
	text, on string
	least    float64
}{
	{"ink", "paper", 4.5},
	{"ink", "paper-2", 4.5},
	{"ink", "paper-3", 4.5},
	{"ink-2", "paper", 4.5},
	{"ink-2", "paper-2", 4.5},
	{"ink-3", "paper", 4.5},
	{"ink-3", "paper-2", 4.5},
	{"ink-3", "paper-3", 4.5},
	{"link", "paper", 4.5},
	{"link", "paper-2", 4.5},
	{"visited", "paper", 4.5},
	{"on-accent", "accent", 4.5},
	{"on-breaking", "breaking", 4.5},
	{"breaking-ink", "paper", 4.5},
	{"on-bar", "bar", 4.5},
	{"ink", "note", 4.5},
	{"link", "note", 4.5},
	{"visited", "note", 4.5},
	{"note-rule", "note", 3},
	{"on-focus", "focus", 4.5},
	{"rule-strong", "paper", 3},
	{"rule-strong", "paper-2", 3},
}

func TestEveryTextCanBeReadOnWhatItStandsOn(t *testing.T) {
	light := tokens(t, ":root")
	dark := maps.Clone(light)
	maps.Copy(dark, tokens(t, ":root[data-theme=dark]"))
	for name, theme := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			a, b := theme[p.text], theme[p.on]
			if a == "" || b == "" {
				t.Errorf("%s: there is no %s or no %s", name, p.text, p.on)
				continue
			}
			if got := news.Contrast(news.Colour(a), news.Colour(b)); got < p.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, and needs %.1f", name, p.text, p.on, got, p.least)
			}
		}
	}
}

func TestTheSystemsDarkAndTheReadersAreAlike(t *testing.T) {
	if asked, chosen := tokens(t, ":root:not([data-theme=light])"), tokens(t, ":root[data-theme=dark]"); !maps.Equal(asked, chosen) {
		t.Errorf("%v\n%v", asked, chosen)
	}
}

// The control: grey on grey is found.
func TestContrastFindsWhatCannotBeRead(t *testing.T) {
	if got := news.Contrast("#cccccc", "#ffffff"); got > 4.5 {
		t.Errorf("%.2f", got)
	}
}
