package typeset

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// Bytes returns the document as a file. The document is finished then.
func (d *Document) Bytes() ([]byte, error) {
	d.footers()
	w := &writer{}
	w.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	catalog, pages, info := w.next(), w.next(), w.next()
	fonts, err := d.writeFonts(w)
	if err != nil {
		return nil, err
	}
	var pictures []int
	for _, p := range d.files {
		n := w.next()
		pictures = append(pictures, n)
		w.stream(n, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode", p.width, p.height, p.space), p.data)
	}
	var kids []string
	for _, p := range d.pages {
		kids = append(kids, ref(w.page(p, pages, fonts, pictures)))
	}
	w.object(pages, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 %s %s] >>", strings.Join(kids, " "), len(kids), number(pageWidth), number(pageHeight)))
	w.object(info, fmt.Sprintf("<< /Title <%s> /Author <%s> /Producer (Stet) >>", utf16BE(d.info.Title), utf16BE(d.info.Author)))
	w.object(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %s /Lang <%s> /ViewerPreferences << /DisplayDocTitle true >> >>", ref(pages), utf16BE(d.info.Language)))
	return w.finish(catalog, info), nil
}

func ref(n int) string { return itoa(n) + " 0 R" }

// writer writes the objects of a file and remembers where each is.
type writer struct {
	bytes.Buffer
	at []int // of the object with the number, from 1
}

func (w *writer) next() int {
	w.at = append(w.at, 0)
	return len(w.at)
}

func (w *writer) object(n int, body string) {
	w.at[n-1] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) stream(n int, dict string, data []byte) {
	w.at[n-1] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n<< %s /Length %d >>\nstream\n", n, dict, len(data))
	w.Write(data)
	w.WriteString("\nendstream\nendobj\n")
}

// packed writes a stream that is compressed.
func (w *writer) packed(n int, dict string, data []byte) error {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, err := z.Write(data)
	if err == nil {
		err = z.Close()
	}
	w.stream(n, strings.TrimSpace(dict+" /Filter /FlateDecode"), b.Bytes())
	return err
}

func (w *writer) page(p *page, parent int, fonts string, pictures []int) int {
	n, content := w.next(), w.next()
	_ = w.packed(content, "", p.Bytes()) // to memory
	var links, shown []string
	for _, l := range p.links {
		a := w.next()
		w.object(a, fmt.Sprintf("<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%s %s %s %s] /A << /S /URI /URI (%s) >> >>",
			number(l.x0), number(l.y0), number(l.x1), number(l.y1), address(l.to)))
		links = append(links, ref(a))
	}
	for _, k := range p.pictures {
		shown = append(shown, fmt.Sprintf("/I%d %s", k, ref(pictures[k])))
	}
	w.object(n, fmt.Sprintf("<< /Type /Page /Parent %s /Contents %s /Annots [%s] /Resources << /Font << %s >> /XObject << %s >> >> >>",
		ref(parent), ref(content), strings.Join(links, " "), fonts, strings.Join(shown, " ")))
	return n
}

// address is an address as PDF has it: in ASCII, with nothing that ends a text.
func address(s string) string {
	if u, err := url.Parse(s); err == nil {
		s = u.String()
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' || strings.IndexByte(`()\`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// finish writes where every object is. The file's name for itself is made of its bytes.
func (w *writer) finish(catalog, info int) []byte {
	sum := sha256.Sum256(w.Bytes())
	id := hex.EncodeToString(sum[:16])
	at := w.Len()
	fmt.Fprintf(w, "xref\n0 %d\n0000000000 65535 f \n", len(w.at)+1)
	for _, a := range w.at {
		fmt.Fprintf(w, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d /Root %s /Info %s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n", len(w.at)+1, ref(catalog), ref(info), id, id, at)
	return w.Bytes()
}

// footers writes the foot of every page.
func (d *Document) footers() {
	all := d.pages
	for n, p := range all {
		d.pages = []*page{p}
		look := Look{Size: 8, Grey: true}
		for _, foot := range []struct {
			text  string
			right bool
		}{{d.info.Footer, false}, {fmt.Sprintf("%d / %d", n+1, len(all)), true}} {
			lines := d.lines(Look{Size: 8, width: Width - 60}, []Run{{Text: foot.text}})
			if len(lines) == 0 {
				continue
			}
			d.y = margin - 6
			x := margin
			if foot.right {
				x = margin + Width - lines[0].width()
			}
			d.draw(lines[0], x, look)
		}
	}
	d.pages = all
}

// writeFonts writes the fonts that were used, and returns them as pages name them.
func (d *Document) writeFonts(w *writer) (string, error) {
	var all []string
	for _, f := range d.faces {
		if len(f.used) == 0 {
			continue
		}
		data, err := f.embedded()
		if err != nil {
			return "", err
		}
		outer, inner, about, file, said := w.next(), w.next(), w.next(), w.next(), w.next()
		name := f.postScript()
		w.object(outer, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>", name, ref(inner), ref(said)))
		w.object(inner, fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "+
			"/FontDescriptor %s /CIDToGIDMap /Identity /DW 0 /W [%s] >>", name, ref(about), f.widths()))
		e, _ := f.FontHExtents()
		scale := 1000 / float32(f.Upem())
		w.object(about, fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-1000 -1000 3000 2000] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight 714 /StemV 80 /FontFile2 %s >>",
			name, int(e.Ascender*scale), int(e.Descender*scale), ref(file)))
		if err := w.packed(file, fmt.Sprintf("/Length1 %d", len(data)), data); err != nil {
			return "", err
		}
		if err := w.packed(said, "", f.toUnicode()); err != nil {
			return "", err
		}
		all = append(all, "/"+f.shown+" "+ref(outer))
	}
	return strings.Join(all, " "), nil
}

func (f *face) widths() string {
	var b strings.Builder
	for _, g := range f.glyphs() {
		fmt.Fprintf(&b, "%d [%d] ", g, f.width(g))
	}
	return strings.TrimSpace(b.String())
}

// toUnicode says which letters each glyph stands for, for programs that do not know of ActualText.
func (f *face) toUnicode() []byte {
	var rows []string
	for _, g := range f.glyphs() {
		if said := f.used[g]; said != "" {
			var b strings.Builder
			for _, u := range utf16.Encode([]rune(said)) {
				fmt.Fprintf(&b, "%04X", u)
			}
			rows = append(rows, fmt.Sprintf("<%04X> <%s>", g, b.String()))
		}
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(rows) > 0 {
		n := min(100, len(rows)) // as many as one list may have
		fmt.Fprintf(&b, "%d beginbfchar\n%s\nendbfchar\n", n, strings.Join(rows[:n], "\n"))
		rows = rows[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
