package newsml

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

const maxBad = 100 // items that are broken, in one file

// salvage reads the items that are whole in a file that is not, each by itself, and reports whether there is one.
func (f *File) salvage(words xmltree.Vocabulary, names []string, broken error) bool {
	text := f.text.UTF8
	head, name := rootTag(text)
	if name.Local == "" || len(head) > maxStart || len(names) == 0 {
		return false
	}
	root := &xmltree.Element{Name: words.Name(name)}
	bad := 0
	for at := 0; len(root.Kids) <= item.MaxItems && bad < maxBad; {
		from, tag, local := nextTag(text, at)
		if from < 0 {
			break
		}
		if at = from + 1; !slices.Contains(names, local) {
			continue
		}
		end := bytes.Index(text[at:], []byte("</"+tag+">"))
		if end < 0 {
			break
		}
		to := at + end + len("</"+tag+">")
		e := f.item(words, head, text[from:to], local)
		if e == nil {
			bad++
			continue // perhaps it has no end, and another starts before the one that was found
		}
		move(e, from-e.From)
		at = to
		root.Kids = append(root.Kids, xmltree.Kid{Element: e})
	}
	if len(root.Kids) == 0 {
		return false
	}
	f.Root = root
	f.Tell("%s The items that are whole were read by themselves.", broken)
	return true
}

// nextTag returns where the next start tag begins, with its name, and that without a prefix in lower case; -1 if there is none.
func nextTag(text []byte, at int) (from int, tag, local string) {
	i := bytes.IndexByte(text[at:], '<')
	if i < 0 {
		return -1, "", ""
	}
	from = at + i
	start := text[from+1:]
	start = start[:min(len(start), maxName)]
	if end := bytes.IndexAny(start, " \t\r\n/>"); end > 0 {
		tag = string(start[:end])
		local = strings.ToLower(tag[strings.IndexByte(tag, ':')+1:])
	}
	return from, tag, local
}

const maxName = 64 // bytes of an item's tag

// item reads a part of the file as an item, nil if it is none.
func (f *File) item(words xmltree.Vocabulary, head, part []byte, local string) *xmltree.Element {
	if len(part) > item.MaxBytes {
		return nil
	}
	e, err := xmltree.Parse(slices.Concat(head, part, []byte("</a>")), words)
	if err == nil && len(e.Kids) == 1 && e.Kids[0].Element != nil && Local(e.Kids[0].Element) == local {
		return e.Kids[0].Element
	}
	return nil
}

// move moves the places of an element and of all in it.
func move(e *xmltree.Element, by int) {
	e.From, e.To = e.From+by, e.To+by
	for _, k := range e.Kids {
		if k.Element != nil {
			move(k.Element, by)
		}
	}
}

// rootTag returns the start tag of the first element, under the name "a" and with nothing but its namespaces, and that element's name.
func rootTag(text []byte) ([]byte, xml.Name) {
	for d := xmltree.Decoder(text); ; {
		tok, err := d.Token()
		if err != nil {
			return nil, xml.Name{}
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		var b bytes.Buffer
		b.WriteString("<a")
		for _, a := range start.Attr {
			switch {
			case a.Name.Space == "" && a.Name.Local == "xmlns":
				b.WriteString(` xmlns="`)
			case a.Name.Space == "xmlns":
				b.WriteString(" xmlns:" + a.Name.Local + `="`)
			default:
				continue
			}
			_ = xml.EscapeText(&b, []byte(a.Value)) // a buffer takes all
			b.WriteByte('"')
		}
		b.WriteByte('>')
		return b.Bytes(), start.Name
	}
}
