package ninjs

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

const maxMembers = 2_000 // of one object

var (
	errShape = errors.New("not an object")
	errMany  = errors.New("it has too many members")
)

// object is an object of JSON, whose members keep their order. What is not of the kind it should be counts as missing, and its name goes
// to wrong.
type object struct {
	list     []member
	index    map[string]int // of the first member with the name
	at, size int            // where it is in the text
	camel    bool           // a name has capitals in it
	wrong    *[]string      // names, shared by all that is in one item
}

type member struct {
	name string // in lower case
	raw  json.RawMessage
	at   int
}

// open reads an object that stands at a place in the text.
func open(raw []byte, at int, wrong *[]string) (object, error) {
	o := object{index: map[string]int{}, at: at, size: len(raw), wrong: wrong}
	d := json.NewDecoder(bytes.NewReader(raw))
	if tok, err := d.Token(); err != nil || tok != json.Delim('{') {
		return o, errors.Join(errShape, err)
	}
	for d.More() {
		tok, err := d.Token()
		if err != nil {
			return o, err
		}
		name, _ := tok.(string) // a member's name is always a string
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return o, err
		}
		if len(o.list) == maxMembers {
			return o, errMany
		}
		low := lower(name)
		o.camel = o.camel || low != name
		if _, again := o.index[low]; !again {
			o.index[low] = len(o.list)
		}
		o.list = append(o.list, member{low, value, at + int(d.InputOffset()) - len(value)})
	}
	return o, nil
}

func (o object) get(name string) json.RawMessage {
	if i, ok := o.index[name]; ok {
		return o.list[i].raw
	}
	return nil
}

func (o object) has(name string) bool { _, ok := o.index[name]; return ok }

// isItem reports whether there is enough of an item in o to be read as one.
func (o object) isItem() bool {
	if o.text("uri", "guid") != "" {
		return true
	}
	n := 0
	for _, m := range o.list {
		if marks[m.name] || m.name == "headline" {
			n++
		}
	}
	return n > 1
}

func (o object) blame(name string) {
	if o.wrong != nil && len(*o.wrong) < maxProblems && !slices.Contains(*o.wrong, name) {
		*o.wrong = append(*o.wrong, item.Cut(item.Line(name), 100))
	}
}

// text returns the first of the named members that is a text which is not empty. A number counts as one.
func (o object) text(names ...string) string {
	for _, name := range names {
		raw := o.get(name)
		if s, ok := text(raw); !ok {
			o.blame(name)
		} else if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func text(raw json.RawMessage) (s string, ok bool) {
	switch firstByte(raw) {
	case 0, 'n': // null
		return "", true
	case '"':
		return s, json.Unmarshal(raw, &s) == nil
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return string(raw), true
	}
	return "", false
}

// object returns the member that is an object.
func (o object) object(name string) (object, bool) {
	i, ok := o.index[name]
	if !ok || firstByte(o.list[i].raw) != '{' {
		return object{}, false
	}
	in, err := open(o.list[i].raw, o.list[i].at, o.wrong)
	return in, err == nil
}

// objects returns what the first of the named members that is there has for a list. Elsewhere it may be an object whose members are named,
// or one thing alone; a text is an object with that name.
func (o object) objects(names ...string) []object {
	for _, name := range names {
		i, ok := o.index[name]
		if !ok {
			continue
		}
		m := o.list[i]
		var all []object
		switch firstByte(m.raw) {
		case '[':
			elements, err := elements(m.raw, m.at)
			if err != nil {
				o.blame(name)
			}
			for _, e := range elements {
				all = o.element(all, name, e)
			}
		case '{':
			in, err := open(m.raw, m.at, o.wrong)
			if err != nil {
				o.blame(name)
				continue
			}
			if in.has("name") || in.has("code") || in.has("uri") && in.text("uri") != "" {
				all = append(all, in)
				break
			}
			for _, e := range in.list {
				all = o.element(all, name, e)
			}
		case '"':
			o.blame(name)
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

// element adds an element of a list.
func (o object) element(all []object, name string, e member) []object {
	switch firstByte(e.raw) {
	case '{':
		in, err := open(e.raw, e.at, o.wrong)
		if err != nil {
			o.blame(name)
			return all
		}
		if e.name != "" && !in.has("name") {
			in.put("name", e.name)
		}
		return append(all, in)
	case 'n': // null: Superdesk has it for a picture that was taken out
		return all
	case '"':
		in := object{index: map[string]int{}, at: e.at, size: len(e.raw), wrong: o.wrong}
		in.list = append(in.list, member{"name", e.raw, e.at})
		in.index["name"] = 0
		return append(all, in)
	}
	o.blame(name)
	return all
}

func (o *object) put(name, value string) {
	raw, err := json.Marshal(value)
	if err != nil {
		return // a text has no error
	}
	o.index[name] = len(o.list)
	o.list = append(o.list, member{name, raw, o.at})
}

// elements returns the elements of a list, and those before an error with the error.
func elements(raw []byte, at int) ([]member, error) {
	var all []member
	d := json.NewDecoder(bytes.NewReader(raw))
	if tok, err := d.Token(); err != nil || tok != json.Delim('[') {
		return nil, errors.Join(errShape, err)
	}
	for d.More() {
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return all, err
		}
		if len(all) == item.MaxItems {
			return all, errMany
		}
		all = append(all, member{"", value, at + int(d.InputOffset()) - len(value)})
	}
	_, err := d.Token()
	return all, err
}
