package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"

	"github.com/stet-news/stet/internal/pattern"
)

// salvage goes on where the XML broke: in the element that began at from. From there
// on every item is looked for by its tags and read by itself, strictly if it can be,
// and else as a browser would: with bare ampersands, entities of HTML, and ends that
// are missing. An item without its own end is not complete, and left out.
func (d *document) salvage(from int, cause error) {
	name := `(?:[A-Za-z_][\w.-]*:)?` + d.item
	start, end := regexp.MustCompile(`(?i)<`+name+`[\s/>]`), regexp.MustCompile(`(?i)</`+name+`\s*>`)
	next := start.FindIndex(d.text[from:])
	switch inItem := next != nil && next[0] == 0; {
	case inItem && errors.Is(cause, xmltree.ErrLimit):
		d.tell(from, "The item at line %d has "+strings.TrimPrefix(cause.Error(), xmltree.ErrLimit.Error()+": ")+"; it was left out.")
		from++
	case !inItem:
		d.broken(cause, from)
	}
	for range 2 * MaxItems {
		next := start.FindIndex(d.text[from:])
		if next == nil {
			return
		}
		from += next[0]
		limit := len(d.text)
		if after := start.FindIndex(d.text[from+1:]); after != nil {
			limit = from + 1 + after[0]
		}
		last := end.FindIndex(d.text[from:limit])
		switch {
		case last != nil:
			if !d.addAlone(from, from+last[1]) {
				return
			}
			from += last[1]
		case limit == len(d.text):
			d.tell(from, "The feed breaks off in the middle of the item at line %d: that item was not taken, those before it were.")
			return
		default:
			d.tell(from, "The item at line %d has no end; it was left out.")
			from = limit
		}
	}
	d.tell(from, "The feed has more faults than items; what comes after line %d was not read.")
}

// addAlone reads one item by itself and takes it.
func (d *document) addAlone(from, to int) bool {
	err := xmltree.Guard(d.text[from:to])
	if err == nil {
		var e *xmltree.Element
		if e, err = d.element(from, to, false); err == nil {
			return d.add(e, from, to, false)
		}
	}
	if !errors.Is(err, xmltree.ErrLimit) && xmltree.Guard(loosen(d.text[from:to])) == nil {
		if e, again := d.element(from, to, true); again == nil {
			d.feed.trail.tellLoose(func() string {
				if bad, ok := errors.AsType[*xml.SyntaxError](err); ok {
					return fmt.Sprintf("in the item at line %d, %s", d.line(from), bad.Msg)
				}
				return fmt.Sprintf("at line %d", d.line(from))
			})
			return d.add(e, from, to, true)
		}
	}
	d.tell(from, "The item at line %d could not be read; it was left out.")
	return true
}

// broken says that the XML is broken at a place that is not in an item.
func (d *document) broken(cause error, at int) {
	bad, ok := errors.AsType[*xml.SyntaxError](cause)
	switch {
	case ok && strings.Contains(bad.Msg, "unexpected EOF"):
		d.feed.trail.tell(func() string {
			return fmt.Sprintf("The feed ends in the middle, at line %d.", bad.Line+d.lines)
		})
	case ok:
		d.feed.trail.tell(func() string {
			return fmt.Sprintf("The feed is not well-formed at line %d: %s.", bad.Line+d.lines, bad.Msg)
		})
	default:
		d.tell(at, "The feed cannot be read at line %d.")
	}
}

var (
	reference = pattern.New(`&(?:#[xX]?[0-9A-Fa-f]{1,8};|[A-Za-z][A-Za-z0-9]{1,31};)?`)
	badNumber = pattern.New(`^&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcC]|[eEfF]|1[0-9A-Fa-f]));$`)
	bareLess  = pattern.New(`<(?:[A-Za-z_:/!?])?`)
)

// loosen rewrites what is not well-formed in text that is to be read loosely: an
// ampersand or a less-than sign that is only that, and numbers of no character. It
// leaves CDATA as it is.
func loosen(part []byte) []byte {
	var b bytes.Buffer
	for len(part) > 0 {
		cdata := bytes.Index(part, []byte("<![CDATA["))
		text := part
		if cdata >= 0 {
			text = part[:cdata]
		}
		text = reference.ReplaceAllFunc(text, func(r []byte) []byte {
			switch {
			case len(r) == 1:
				return []byte("&amp;")
			case badNumber.Match(r):
				return nil
			case r[1] != '#' && !isEntity(string(r[1:len(r)-1])):
				return append([]byte("&amp;"), r[1:]...)
			}
			return r
		})
		b.Write(bareLess.ReplaceAllFunc(text, func(r []byte) []byte {
			if len(r) == 1 {
				return []byte("&lt;")
			}
			return r
		}))
		if cdata < 0 {
			break
		}
		n := cdata + xmltree.Skip(part[cdata:], 9, "]]>")
		b.Write(part[cdata:n])
		part = part[n:]
	}
	return b.Bytes()
}

func isEntity(name string) bool {
	_, ok := xml.HTMLEntity[name]
	return ok || name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos"
}
