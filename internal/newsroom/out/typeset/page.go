package typeset

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // to know a JPEG's size
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/go-text/typesetting/shaping"
)

// page is the content of a page.
type page struct {
	bytes.Buffer
	links    []link
	pictures []int // numbers of those that it shows
}

type link struct {
	to             string
	x0, y0, x1, y1 float64
}

func (p *page) link(to string, x0, y0, x1, y1 float64) {
	p.links = append(p.links, link{to, x0, y0, x1, y1})
}

func (p *page) rule(x0, y0, x1, y1 float64) {
	fmt.Fprintf(p, "0.5 w 0.5 G %s %s m %s %s l S\n", number(x0), number(y0), number(x1), number(y1))
}

func (p *page) box(x, y, w, h float64) {
	fmt.Fprintf(p, "0.5 w 0.5 G %s %s %s %s re S\n", number(x), number(y), number(w), number(h))
}

// text writes shaped letters with the pen at x on the line base. What they stand for goes with them, so that it can be copied and searched.
func (p *page) text(f *face, look Look, o shaping.Output, x, base float64, said, whole []rune) {
	if len(o.Glyphs) == 0 {
		return
	}
	fmt.Fprintf(p, "/Span <</ActualText <%s>>> BDC\nBT /%s %s Tf %s g\n", utf16BE(string(said)), f.shown, number(look.Size), shade(look.Grey))
	pen := math.Inf(1)
	open := false
	for n, g := range o.Glyphs {
		gx, gy := x+float64(g.XOffset)/64, base+float64(g.YOffset)/64
		if !open || math.Abs(gx-pen) > 0.02 || g.YOffset != 0 {
			if open {
				p.WriteString("> Tj\n")
			}
			fmt.Fprintf(p, "1 0 0 1 %s %s Tm <", number(gx), number(gy))
		}
		open = true
		fmt.Fprintf(p, "%04X", g.GlyphID)
		pen = gx + float64(f.width(g.GlyphID))*look.Size/1000
		if g.YOffset != 0 {
			pen = math.Inf(1)
		}
		f.stands(o, n, whole)
		x += float64(g.Advance) / 64
	}
	p.WriteString("> Tj\nET EMC\n")
}

// stands notes what a glyph stands for, if it stands for some letters by itself.
func (f *face) stands(o shaping.Output, n int, whole []rune) {
	g := o.Glyphs[n]
	said := ""
	if from, end := g.TextIndex(), g.TextIndex()+g.RunesCount(); g.GlyphsCount() == 1 && from >= 0 && end <= len(whole) {
		said = string(whole[from:end])
	}
	if had, ok := f.used[g.GlyphID]; !ok || had == "" {
		f.used[g.GlyphID] = said
	}
}

func shade(grey bool) string {
	if grey {
		return "0.35"
	}
	return "0"
}

// picture is a JPEG that the document shows.
type picture struct {
	data          []byte
	width, height int
	space         string
}

// Picture shows a JPEG as wide as a line, or less so that it is no higher than half a page. It reports whether it could: what is no JPEG, or
// is one for a printing press, is left out.
func (d *Document) Picture(jpeg []byte) bool {
	c, kind, err := image.DecodeConfig(bytes.NewReader(jpeg))
	if err != nil || kind != "jpeg" || c.Width < 1 || c.Height < 1 {
		return false
	}
	pic := picture{data: jpeg, width: c.Width, height: c.Height}
	switch c.ColorModel {
	case color.GrayModel:
		pic.space = "DeviceGray"
	case color.YCbCrModel, color.RGBAModel:
		pic.space = "DeviceRGB"
	default:
		return false
	}
	w := Width
	h := w * float64(c.Height) / float64(c.Width)
	if most := pageHeight * 0.42; h > most {
		w, h = w*most/h, most
	}
	d.y -= 8
	d.room(h + 20)
	n := len(d.files)
	d.files = append(d.files, pic)
	d.page().pictures = append(d.page().pictures, n)
	fmt.Fprintf(d.page(), "q %s 0 0 %s %s %s cm /I%d Do Q\n", number(w), number(h), number(margin), number(d.y-h), n)
	d.y -= h + 4
	return true
}

// number is a number as PDF has it: no exponent, no more than three digits of a point.
func number(f float64) string {
	s := strconv.FormatFloat(f, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// utf16BE is a text as PDF has it, in hexadecimal digits.
func utf16BE(s string) string {
	var b strings.Builder
	b.WriteString("FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
