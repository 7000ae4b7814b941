package nitf

import (
	"encoding/base64"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

func width(e *xmltree.Element) int {
	n, _ := strconv.Atoi(e.Attr("width")) // none is the smallest
	return n
}

// missing returns what to say of a file that the copy names, and that is not to be had by that name.
func missing(source string, m news.Media) string {
	said := item.Cut(listed(m.Caption, m.Credit), 200)
	if said == "" {
		return fmt.Sprintf("The file %q of the item has no address that can be followed, so it is not shown.", source)
	}
	return fmt.Sprintf("The file %q of the item (%s) has no address that can be followed, so it is not shown.", source, said)
}

// inside takes out the files that are in the copy itself, each after the reference that says what it is, and reports whether there are
// some.
func (w *writer) inside(e *xmltree.Element) (found bool) {
	reference := &xmltree.Element{}
	for _, k := range e.Kids {
		switch {
		case k.Element == nil:
		case k.Element.Name == "media-reference":
			reference = k.Element
		case k.Element.Name == "media-object":
			found = w.object(k.Element, reference) || found
		}
	}
	return found
}

func (w *writer) object(e, reference *xmltree.Element) bool {
	text := strings.Join(strings.Fields(e.Words()), "")
	if text == "" {
		return false
	}
	name := item.Cut(item.Line(path.Base(reference.Attr("source"))), 200)
	if name == "." || name == "/" {
		name = item.Cut(item.Line(reference.Attr("name")), 200)
	}
	f := item.File{Name: name, Type: item.Cut(item.Line(reference.Attr("mime-type")), 100)}
	if coding := strings.ToLower(e.Attr("encoding")); coding != "base64" {
		w.tell(fmt.Sprintf("The file %q in the item is in the coding %q, which is not read.", name, item.Cut(coding, 50)))
		return false
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		w.tell(fmt.Sprintf("The file %q in the item is damaged: it is not base64 as it says.", name))
		return false
	}
	if len(w.item.Files) == item.MaxFiles {
		w.tell(fmt.Sprintf("The item has more than %d files in it; the others were left out.", item.MaxFiles))
		return false
	}
	f.Data = data
	w.item.Files = append(w.item.Files, f)
	return true
}
