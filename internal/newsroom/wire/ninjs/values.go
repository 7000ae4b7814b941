package ninjs

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// fault returns what is wrong with JSON, in words.
func fault(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends in the middle"
	}
	return item.Cut(item.Line(strings.TrimPrefix(err.Error(), "json: ")), 200)
}

// values reads the values that are in the file one after the other. After one that is broken it goes on with the next line that starts as one.
func (p *parser) values() error {
	doc := p.text.UTF8
	for at, n := 0, 0; at < len(doc); n++ {
		if n > item.MaxItems || len(p.records) == item.MaxItems {
			p.tell("The file has more than %d items; the others were left out.", item.MaxItems)
			break
		}
		d := json.NewDecoder(bytes.NewReader(doc[at:]))
		var raw json.RawMessage
		err := d.Decode(&raw)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			end := at + int(d.InputOffset())
			p.value(raw, end-len(raw), 0)
			at = end
			continue
		}
		line := p.line(at + int(d.InputOffset()))
		if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
			line = p.line(at + int(bad.Offset))
		}
		next := nextLine(doc, at)
		if next < 0 && len(p.records) == 0 {
			return news.Errorf(news.Invalid, "This is not ninjs that can be read: at line %d the JSON is broken (%s).", line, fault(err))
		}
		p.tell("The JSON is broken at line %d (%s): the item there was left out.", line, fault(err))
		if p.more++; next < 0 || p.more > maxProblems {
			break
		}
		at = next
	}
	if len(p.records) > 0 {
		return nil
	}
	if len(p.problems) > 0 {
		return news.Errorf(news.Invalid, "This is not ninjs that can be read: no line of it is whole.")
	}
	return news.Errorf(news.Unsupported, "This is JSON, but not ninjs: nothing in it has a uri.")
}

// nextLine returns where the next line starts an object that ends on it, -1 if none does.
func nextLine(doc []byte, at int) int {
	for tries := 0; tries < item.MaxItems; tries++ {
		i := bytes.IndexByte(doc[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		line := doc[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		line = bytes.TrimRight(line, " \t\r")
		if len(line) > 1 && line[0] == '{' && line[len(line)-1] == '}' && json.Valid(line) { // an indented one is in another
			return at
		}
	}
	return -1
}

// value takes a value of the file: an item, a list of items, or what holds one.
func (p *parser) value(raw []byte, at, depth int) {
	switch firstByte(raw) {
	case '[':
		all, err := elements(raw, at)
		if errors.Is(err, errMany) {
			p.tell("The file has more than %d items; the others were left out.", item.MaxItems)
		}
		for _, e := range all {
			if depth < 4 {
				p.value(e.raw, e.at, depth+1)
			}
		}
	case '{':
		o, err := open(raw, at, &[]string{})
		if err != nil {
			p.tellAt(at, "The item at line %d cannot be read (%s); it was left out.", fault(err))
			return
		}
		if o.text("uri", "guid") == "" && depth < 4 {
			for _, m := range o.list {
				if c := firstByte(m.raw); lists[m.name] && (c == '[' || c == '{') {
					p.value(m.raw, m.at, depth+1)
					return
				}
			}
		}
		if len(p.records) < item.MaxItems {
			p.records = append(p.records, o)
		}
	default:
		p.tellAt(at, "The item at line %d is not an object; it was left out.")
	}
}
