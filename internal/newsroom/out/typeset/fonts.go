package typeset

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// The fonts, by what they are for. Where a letter is in none of a style's, the first shows its sign for that.
var styles = map[style][]string{
	{}:                         {"NotoSerif-Regular", "NotoSerifBengali-Regular"},
	{bold: true}:               {"NotoSerif-Bold", "NotoSerifBengali-Bold"},
	{italic: true}:             {"NotoSerif-Italic", "NotoSerifBengali-Regular"}, // Bangla has no italics
	{bold: true, italic: true}: {"NotoSerif-Bold", "NotoSerifBengali-Bold"},
}

type style struct{ bold, italic bool }

// loaded are the fonts that were read, by name: they do not change.
var loaded = sync.OnceValues(func() (map[string]*font.Font, error) {
	all := map[string]*font.Font{}
	for _, names := range styles {
		for _, name := range names {
			if all[name] != nil {
				continue
			}
			data, err := fontFiles.ReadFile("fonts/" + name + ".ttf")
			if err != nil {
				return nil, err
			}
			f, err := font.ParseTTF(bytes.NewReader(data))
			if err != nil {
				return nil, fmt.Errorf("the font %s: %w", name, err)
			}
			all[name] = f.Font
		}
	}
	return all, nil
})

// face is a font as one document uses it.
type face struct {
	*font.Face
	name  string
	used  map[font.GID]string // glyphs that are drawn, with the text that each stands for; "" if it is a part of some
	shown string              // its name in the document's pages: "F1"
}

func (f *face) glyphs() (all []font.GID) {
	for g := range f.used {
		all = append(all, g)
	}
	slices.Sort(all)
	return all
}

// width is how far a glyph moves the pen by itself, in thousandths of the size.
func (f *face) width(g font.GID) int {
	return int(f.HorizontalAdvance(g)*1000/float32(f.Upem()) + 0.5)
}

// fontmap chooses the font of a letter: the first of a style's that has it.
type fontmap []*face

func (m fontmap) ResolveFace(r rune) *font.Face {
	for _, f := range m {
		if _, ok := f.NominalGlyph(r); ok {
			return f.Face
		}
	}
	return m[0].Face
}

// tables are the parts of a font file by name.
func tables(data []byte) (all map[string][]byte, names []string) {
	all = map[string][]byte{}
	for n := range int(u16(data, 4)) {
		at := 12 + 16*n
		if at+16 > len(data) {
			break
		}
		name, from, size := string(data[at:at+4]), int(u32(data, at+8)), int(u32(data, at+12))
		if from < 0 || size < 0 || from+size > len(data) {
			continue
		}
		all[name] = data[from : from+size]
		names = append(names, name)
	}
	return all, names
}

// embedded is the font file as a document has it: with the outlines of the glyphs that are drawn, under the numbers that they had, and
// without what only shaping needs.
func (f *face) embedded() ([]byte, error) {
	data, err := fontFiles.ReadFile("fonts/" + f.name + ".ttf")
	if err != nil {
		return nil, err
	}
	all, _ := tables(data)
	count := int(u16(all["maxp"], 4))
	long := u16(all["head"], 50) == 1
	place := func(g int) int {
		if long {
			return int(u32(all["loca"], 4*g))
		}
		return 2 * int(u16(all["loca"], 2*g))
	}
	keep := make([]bool, count)
	var mark func(g int)
	mark = func(g int) {
		if g >= count || keep[g] {
			return
		}
		keep[g] = true
		for _, part := range parts(all["glyf"][place(g):place(g+1)]) {
			mark(part)
		}
	}
	mark(0)
	for g := range f.used {
		mark(int(g))
	}
	var glyf, loca []byte
	for g := range count {
		loca = put32(loca, uint32(len(glyf)))
		if keep[g] {
			glyf = append(glyf, all["glyf"][place(g):place(g+1)]...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	loca = put32(loca, uint32(len(glyf)))
	head := bytes.Clone(all["head"])
	head[50], head[51] = 0, 1 // places are of 32 bits
	return fontFile(map[string][]byte{"glyf": glyf, "loca": loca, "head": head, "hhea": all["hhea"], "hmtx": all["hmtx"], "maxp": all["maxp"]}), nil
}

// parts are the glyphs that a glyph is put together from (OpenType, glyf).
func parts(g []byte) (all []int) {
	if len(g) < 12 || int16(u16(g, 0)) >= 0 { //nolint:gosec // a signed number as it stands in the file
		return nil
	}
	for at := 10; at+4 <= len(g); {
		flags := u16(g, at)
		all = append(all, int(u16(g, at+2)))
		at += 4
		at += pick(flags&1 != 0, 4, 2)
		switch {
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		if flags&0x20 == 0 {
			break
		}
	}
	return all
}

// fontFile puts a font file together.
func fontFile(all map[string][]byte) []byte {
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	out := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 64, 0, 2, 0, byte(16*len(names) - 64)}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		data := bytes.Clone(all[name])
		size := len(data)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
		sum := uint32(0)
		for n := 0; n < len(data); n += 4 {
			sum += u32(data, n)
		}
		out = append(out, name...)
		out = put32(put32(put32(out, sum), uint32(at+len(body))), uint32(size)) //nolint:gosec // of a font, some hundred kilobytes
		body = append(body, data...)
	}
	return append(out, body...)
}

func u16(b []byte, at int) uint16 {
	if at+2 > len(b) {
		return 0
	}
	return uint16(b[at])<<8 | uint16(b[at+1])
}

func u32(b []byte, at int) uint32 { return uint32(u16(b, at))<<16 | uint32(u16(b, at+2)) }

func put32(b []byte, n uint32) []byte {
	return append(b, byte(n>>24), byte(n>>16), byte(n>>8), byte(n)) //nolint:gosec // its bytes
}

func pick(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

// postScript is a font's name in a document that has a part of it.
func (f *face) postScript() string { return "STETXX+" + strings.ReplaceAll(f.name, " ", "") }
