package news

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Theme is how the site looks where houses differ. The zero Theme is Stet's own.
type Theme struct {
	// Accent is the colour of links and of what leads on, on light paper, and AccentDark on
	// dark. Empty is Stet's green.
	Accent     Colour `json:"accent,omitempty"`
	AccentDark Colour `json:"accent_dark,omitempty"`
	// Filled puts the house's name on a field of the accent instead of on paper.
	Filled bool `json:"filled,omitempty"`
	// Sans sets English headlines in the face of the text. Bangla ones always are.
	Sans bool `json:"sans,omitempty"`
	// Logo stands instead of the house's name, and LogoDark on dark paper; nil is the name
	// in letters, and the same logo.
	Logo     *Logo `json:"logo,omitempty"`
	LogoDark *Logo `json:"logo_dark,omitempty"`
	// Navigation is what the head of every page leads to; empty for the sections in order.
	Navigation []NavigationItem `json:"navigation,omitempty"`
}

// Logo is a picture of the house's name as readers may have it: a PNG that we encoded.
type Logo struct {
	Rendition Rendition `json:"rendition"`
}

// NavigationItem is one place that the head of every page leads to.
type NavigationItem struct {
	Names map[Language]string `json:"names"`
	// Path is a path of this site without its language, as "/t/jamuna-flood", or a whole
	// https address elsewhere.
	Path string `json:"path"`
}

// Colour is a colour as "#00573f".
type Colour string

var colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// Valid reports whether the colour is one.
func (c Colour) Valid() bool { return colourForm.MatchString(string(c)) }

// The papers that text stands on: a page and what is set off from it.
var (
	lightPapers = []Colour{"#ffffff", "#f6f5f1"}
	darkPapers  = []Colour{"#121416", "#1a1d20"}
)

// leastContrast is what text needs (WCAG 2.2, 1.4.3).
const leastContrast = 4.5

// OnColour returns what text is written in on a field of the colour: white or black,
// whichever is easier to read.
func OnColour(c Colour) Colour {
	const white, black = "#ffffff", "#000000"
	if Contrast(white, c) >= Contrast(black, c) {
		return white
	}
	return black
}

// Contrast returns how far apart two colours are by WCAG 2.2: from 1 to 21. A colour that
// is not one counts as black.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func (c Colour) parts() (parts [3]float64) {
	if !c.Valid() {
		return parts
	}
	for i := range parts {
		n, _ := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8) // the form is that of numbers
		parts[i] = float64(n)
	}
	return parts
}

func (c Colour) luminance() float64 {
	sum := 0.0
	for i, p := range c.parts() {
		v := p / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += v * [3]float64{0.2126, 0.7152, 0.0722}[i]
	}
	return sum
}

// legible returns nil if text in the colour can be read on the papers, and else an error
// that says how far it is from that, and which colour of its kind can.
func (c Colour) legible(what string, papers []Colour, towards float64) error {
	if !c.Valid() {
		return Errorf(Invalid, "%q is not a colour; write it as #00573f.", string(c))
	}
	readable := func(c Colour) bool {
		for _, p := range papers {
			if Contrast(c, p) < leastContrast {
				return false
			}
		}
		return true
	}
	if readable(c) {
		return nil
	}
	worst := min(Contrast(c, papers[0]), Contrast(c, papers[1]))
	near := c
	for step := 1; step <= 100 && !readable(near); step++ {
		near = c.mixed(towards, float64(step)/100)
	}
	return Errorf(Invalid, "The %s %s has a contrast of %.1f to 1 with the paper it stands on; readers need %.1f. The nearest like it that has is %s.",
		what, string(c), worst, leastContrast, string(near))
}

// mixed returns the colour with so much of a grey in it.
func (c Colour) mixed(grey, share float64) Colour {
	var b strings.Builder
	b.WriteByte('#')
	for _, p := range c.parts() {
		fmt.Fprintf(&b, "%02x", int(math.Round(p*(1-share)+grey*share)))
	}
	return Colour(b.String())
}

// mostNavigation is how many places the head of a page may lead to.
const mostNavigation = 20

// check returns nil if readers can be shown the theme.
func (t Theme) check(h House) error {
	if t.Accent != "" {
		if err := t.Accent.legible("accent colour", lightPapers, 0); err != nil {
			return err
		}
	}
	if t.AccentDark != "" {
		if err := t.AccentDark.legible("accent colour on dark paper", darkPapers, 255); err != nil {
			return err
		}
	}
	if t.Accent != "" && t.AccentDark == "" || t.Accent == "" && t.AccentDark != "" {
		return Errorf(Invalid, "A theme has an accent colour for light and one for dark paper, or neither.")
	}
	for _, l := range []*Logo{t.Logo, t.LogoDark} {
		if l != nil && (!logoName.MatchString(l.Rendition.Name) || l.Rendition.Width <= 0 || l.Rendition.Height <= 0) {
			return Errorf(Invalid, "The logo has no picture. Upload it again.")
		}
	}
	if t.LogoDark != nil && t.Logo == nil {
		return Errorf(Invalid, "A logo for dark paper needs one for light paper too.")
	}
	if len(t.Navigation) > mostNavigation {
		return Errorf(Invalid, "The head of a page may lead to %d places; there are %d.", mostNavigation, len(t.Navigation))
	}
	for _, n := range t.Navigation {
		for _, l := range h.Languages {
			if name, err := CleanLine("name in the navigation", n.Names[l], 40); err != nil || name == "" || name != n.Names[l] {
				return Errorf(Invalid, "%q in the navigation needs a name in %q of at most 40 characters.", n.Path, l)
			}
		}
		if !navigable(n.Path) {
			return Errorf(Invalid, "The navigation cannot lead to %q: write a path of this site, as /sport/, or an address that begins with https://.", n.Path)
		}
	}
	return nil
}

// logoName is what the file of a logo is called: no other picture of the newsroom's, which
// readers may not have yet, can be named as one.
var logoName = regexp.MustCompile(`^logo-[0-9a-f]{32}\.png$`)

var (
	ownPath      = regexp.MustCompile(`^/[a-z0-9/_-]*$`)
	otherAddress = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(:\d+)?(/[^\s"'<>\\]*)?$`)
)

func navigable(path string) bool {
	return len(path) <= 300 && (ownPath.MatchString(path) && !strings.HasPrefix(path, "//") || otherAddress.MatchString(path))
}
