// Package typeset sets text on pages of A4 and writes them as PDF 1.7. It was made for Bangla: letters are shaped by HarfBuzz (as
// go-text/typesetting has it in Go), so that conjuncts and the signs around them stand as they must, and what is copied or searched in the
// document is the text, not its glyphs. It is deterministic, reads nothing and fetches nothing.
//
// What it lacks: letters of other scripts than Latin, Greek, Cyrillic and Bangla are shown as an empty box (their text is there), as are
// emoji; and the structure for screen readers is not tagged.
package typeset

import (
	"slices"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// The page, in points.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	margin     = 62.0
	// Width is how wide a line may be.
	Width  = pageWidth - 2*margin
	bottom = margin + 14
)

// Run is a piece of text of one look.
type Run struct {
	Text         string // without line ends; Break is one
	Bold, Italic bool
	Link         string // address that it leads to, "" for none
	Break        bool
}

// Look is how a paragraph stands.
type Look struct {
	Size          float64 // of the letters, in points
	Indent        float64 // from the left margin
	Before, After float64 // empty space
	Mark          string  // stands to the left of the first line, in the indent: a bullet, a number
	Bar           bool    // a line to the left, as beside a quotation
	Grey          bool
	width         float64 // 0 for the whole line
}

// Document is a document that is being set. Make one with New.
type Document struct {
	info    Info
	faces   []*face
	maps    map[style]fontmap
	shaper  shaping.HarfbuzzShaper
	wrapper shaping.LineWrapper

	pages []*page
	y     float64 // of the next line's top, from below
	files []picture
}

// Info is what a document says of itself.
type Info struct {
	Title, Author, Language string
	Footer                  string // on every page, beside its number
}

// New returns an empty document.
func New(info Info) (*Document, error) {
	fonts, err := loaded()
	if err != nil {
		return nil, err
	}
	d := &Document{info: info, maps: map[style]fontmap{}}
	byName := map[string]*face{}
	for _, s := range []style{{}, {bold: true}, {italic: true}, {bold: true, italic: true}} {
		for _, name := range styles[s] {
			f := byName[name]
			if f == nil {
				f = &face{Face: font.NewFace(fonts[name]), name: name, used: map[font.GID]string{}, shown: "F" + itoa(len(d.faces)+1)}
				byName[name] = f
				d.faces = append(d.faces, f)
			}
			d.maps[s] = append(d.maps[s], f)
		}
	}
	d.turn()
	return d, nil
}

// turn begins a page.
func (d *Document) turn() {
	d.pages = append(d.pages, &page{})
	d.y = pageHeight - margin
}

func (d *Document) page() *page { return d.pages[len(d.pages)-1] }

// room makes room for something of the height on the page, or on the next.
func (d *Document) room(height float64) {
	if d.y-height < bottom && d.y < pageHeight-margin {
		d.turn()
	}
}

// lineHeight is the distance of lines: Bangla's signs below and above need more than Latin letters.
func lineHeight(size float64) float64 { return size * 1.45 }

// Text sets a paragraph. One without words is left out.
func (d *Document) Text(look Look, runs ...Run) {
	lines := d.lines(look, runs)
	if len(lines) == 0 {
		return
	}
	height := lineHeight(look.Size)
	if d.y < pageHeight-margin {
		d.y -= look.Before
	}
	d.room(height * float64(min(2, len(lines))))
	for n, l := range lines {
		d.room(height)
		if n == 0 && look.Mark != "" {
			mark := d.lines(Look{Size: look.Size}, []Run{{Text: look.Mark}})
			if len(mark) > 0 {
				d.draw(mark[0], margin+look.Indent-mark[0].width()-5, look)
			}
		}
		d.draw(l, margin+look.Indent, look)
		if look.Bar {
			d.page().rule(margin+look.Indent-9, d.y, margin+look.Indent-9, d.y-height)
		}
		d.y -= height
	}
	d.y -= look.After
}

// line is a line of a paragraph.
type line struct {
	text []rune
	runs []Run
	of   []int // the run of each rune
	outs []shaping.Output
}

func (l line) width() (w float64) {
	for _, o := range l.outs {
		w += float64(o.Advance) / 64
	}
	return w
}

// lines shapes the runs and breaks them into lines.
func (d *Document) lines(look Look, runs []Run) (all []line) {
	width := look.width
	if width == 0 {
		width = Width - look.Indent
	}
	begin := 0
	for n := range len(runs) + 1 {
		if n == len(runs) || runs[n].Break {
			all = append(all, d.broken(look.Size, width, runs[begin:n])...)
			begin = n + 1
		}
	}
	return all
}

// broken breaks runs without a line end into lines.
func (d *Document) broken(size, width float64, runs []Run) (all []line) {
	var text []rune
	var of []int
	for n, r := range runs {
		for _, c := range r.Text {
			text, of = append(text, c), append(of, n)
		}
	}
	if len(text) == 0 {
		return nil
	}
	var outs []shaping.Output
	var seg shaping.Segmenter
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && of[end] == of[at] {
			end++
		}
		r := runs[of[at]]
		in := shaping.Input{Text: text, RunStart: at, RunEnd: end, Direction: di.DirectionLTR, Size: fixed.Int26_6(size * 64), Language: language.NewLanguage(d.info.Language)}
		for _, part := range seg.Split(in, d.maps[style{r.Bold, r.Italic}]) {
			outs = append(outs, d.shaper.Shape(part))
		}
		at = end
	}
	lines, _ := d.wrapper.WrapParagraphF(shaping.WrapConfig{Direction: di.DirectionLTR}, fixed.Int26_6(width*64), text, shaping.NewSliceIterator(outs))
	for _, l := range lines {
		one := line{text: text, runs: runs, of: of, outs: slices.Clone(l)}
		slices.SortStableFunc(one.outs, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
		all = append(all, one)
	}
	return all
}

// draw writes a line with its top at d.y.
func (d *Document) draw(l line, x float64, look Look) {
	base := d.y - look.Size*1.07
	for _, o := range l.outs {
		f := d.faceOf(o.Face)
		run := l.runs[l.of[min(o.Runes.Offset, len(l.of)-1)]]
		end := min(o.Runes.Offset+o.Runes.Count, len(l.text))
		d.page().text(f, look, o, x, base, l.text[o.Runes.Offset:end], l.text)
		width := float64(o.Advance) / 64
		if run.Link != "" && width > 0 {
			d.page().link(run.Link, x, base-look.Size*0.25, x+width, base+look.Size)
			d.page().rule(x, base-1.5, x+width, base-1.5)
		}
		x += width
	}
}

func (d *Document) faceOf(f *font.Face) *face {
	for _, have := range d.faces {
		if have.Face == f {
			return have
		}
	}
	return d.faces[0]
}
