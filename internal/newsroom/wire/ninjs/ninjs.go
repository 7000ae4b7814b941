// Package ninjs reads News in JSON of IPTC, versions 1.0 to 1.6, 2.0 to 2.2 and 3.0 to 3.1, as one object, a list of them, one a line, or
// the answer of an interface that holds a list ("item", "items", "_items", "data"), as BBC's and Superdesk's do. Names of members are
// taken without regard to their case, for 3.x writes versionCreated for what was versioncreated. What the schemas forbid is read all
// the same where it has a meaning: a member of the wrong kind is left out and said, and one that nobody knows is read over.
//
// A dispatch has its fields from these members, from the best down:
//
//	GUID       uri; guid (Superdesk); id
//	Headline   headline, headlines (of the role main, else without one, else the first), title
//	Summary    description_*, descriptions (but for credit lines); a second headline
//	Body       body_*, bodies: the first that is HTML, else text; others are the same copy in other forms
//	Author     byline, by; the names in authors (Superdesk)
//	Dateline   located
//	Source     provider, source; copyrightholder; the first of infosource(s)
//	Credit     the description of the role creditline, creditline
//	Slugline   slugline; title
//	Edition    version
//	Issued     firstcreated; versioncreated; contentcreated
//	Updated    versioncreated
//	Embargo    embargoed, embargoeduntil
//	Change     pubstatus (canceled is a kill), signal (Superdesk); an update if it has Replaces
//	Replaces   evolvedfrom, rewrittenfrom, rewrite_of
//	Urgency    urgency
//	Topics     the names of subject(s) and service
//	Codes      the codes of subject(s) and service: Media Topics are "medtop:", Subject Codes "subj:", others go by the host of their scheme, or the source
//	Keywords   keywords; the names of genre(s), person and people, organisation(s), event(s), object(s)
//	Places     the names of place(s)
//	Language   language
//	Note       ednote, embargoedreason, digitalsourcetype, a representationtype that is not complete
//	Rights     copyrightnotice, copyrightholder, usageterms, rightsinfo's linkedrights, expires
//	Media      renditions of the item and of the pictures, graphics, films and sounds in associations, each at its widest
//
// A text in associations that has a body is an item of its own; one that has none is said to be named.
//
// These are read over, and only kept in the bytes received: altids, profile, type of a text, mimetype, charcount and wordcount, headlines
// and descriptions of other roles, relations, relevance, confidence, contactinfo, symbols and geometry of concepts, trustindicator(s),
// encodedrights, translationof, advice, priority (Superdesk), eventdetails and plannedcoverage (3.1), sizes, formats and points of
// interest of renditions.
package ninjs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// Parse reads a file. Items that come before the JSON breaks are taken, and of one a line those after a broken line.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, charset.ErrTooLarge
	}
	t, err := charset.Decode(doc, from.Type)
	if err != nil {
		return item.Batch{}, err
	}
	p := &parser{doc: doc, text: t, from: from, at: map[string]int{}, exact: bytes.HasSuffix(doc, t.UTF8)}
	if err := p.values(); err != nil {
		return item.Batch{}, err
	}
	p.read()
	if len(p.items) == 0 {
		return item.Batch{}, news.Errorf(news.Unsupported, "This is JSON, but not ninjs: nothing in it has a uri.")
	}
	if n := len(p.items); n > 1 && p.items[n-1].Order().Before(p.items[0].Order()) && !p.items[n-1].Order().IsZero() {
		for i := range n / 2 {
			p.items[i], p.items[n-1-i] = p.items[n-1-i], p.items[i] // interfaces answer with the newest first
		}
	}
	b := item.Of(p.format, p.items...)
	b.Problems = p.problems
	return b, nil
}

// parser reads one file.
type parser struct {
	doc   []byte
	text  charset.Text
	exact bool // the text is the bytes of the file
	from  item.Source

	records  []object // that are to be items
	items    []item.Item
	at       map[string]int // where the item with a GUID is
	format   string
	problems []string
	more     int // problems that were not said
}

const maxProblems = 20

// tell says what is wrong.
func (p *parser) tell(format string, args ...any) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, fmt.Sprintf(format, args...))
	}
}

// tellAt says what is wrong at a place, by its line, which is first in the format.
func (p *parser) tellAt(at int, format string, args ...any) {
	if len(p.problems) < maxProblems { // counting lines takes long
		p.tell(format, append([]any{p.line(at)}, args...)...)
	}
}

func (p *parser) line(at int) int { return xmltree.Line(p.text.UTF8, at) }

// read makes items of the records.
func (p *parser) read() {
	spans := make([]charset.Span, len(p.records))
	for i, o := range p.records {
		spans[i] = charset.Span{From: o.at, To: o.at + o.size}
	}
	raws := p.text.Raw(spans)
	for n, o := range p.records {
		raw := raws[n]
		if len(p.records) == 1 {
			raw = p.doc
		}
		switch {
		case len(p.records) > 1 && o.size > item.MaxBytes:
			p.tellAt(o.at, "The item at line %d is larger than %d MB; it was left out.", item.MaxBytes>>20)
		case !o.isItem():
			p.tellAt(o.at, "The item at line %d has no uri and no text; it was left out.")
		default:
			p.add(o, raw, 0)
		}
	}
}

// add adds the item in an object, which was received as raw, and those that are in it.
func (p *parser) add(o object, raw []byte, depth int) {
	if len(p.items) >= item.MaxItems {
		return
	}
	i := p.item(o)
	i.Raw, i.RawType = raw, p.text.Type("application/json")
	i.GUID = item.GUID(i.GUID, "", i.Headline, i.Issued, p.text.UTF8[o.at:o.at+o.size])
	if p.format == "" {
		p.format = version(o)
	}
	place, again := p.at[i.GUID]
	switch {
	case !again:
		place = len(p.items)
		p.at[i.GUID] = place
		p.items = append(p.items, i)
	case depth > 0:
		return // named again by another item
	default:
		p.tell("The item %q is in the file more than once; the newest was taken.", i.GUID)
		if i.Order().Before(p.items[place].Order()) {
			return
		}
		p.items[place] = i
	}
	p.associated(place, o, depth)
	for _, name := range *o.wrong {
		p.tell("In the item %q, what is in %q is not of the kind that it should be; it was left out.", i.GUID, name)
	}
}

// version returns the format with the version that an item says, or else shows.
func version(o object) string {
	for _, name := range []string{"$standard", "standard"} {
		if s, ok := o.object(name); ok {
			if v := s.text("version"); v != "" {
				return "ninjs " + item.Cut(item.Line(v), 20)
			}
		}
	}
	for _, name := range []string{"headlines", "bodies", "descriptions", "subjects", "people", "places", "by"} {
		if o.has(name) {
			if o.camel {
				return "ninjs 3"
			}
			return "ninjs 2"
		}
	}
	return "ninjs 1"
}

func firstByte(b []byte) byte {
	if b = bytes.TrimLeft(b, " \t\r\n"); len(b) > 0 {
		return b[0]
	}
	return 0
}

func lower(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
