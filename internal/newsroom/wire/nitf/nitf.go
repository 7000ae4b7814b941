// Package nitf reads the News Industry Text Format of IPTC, versions 3.0 to 3.6, with or without its namespace. A document of it is one
// item. Where a version or an agency leaves out what the standard has, the next best is taken: the lists below go from the best down.
//
// A dispatch has its fields from these elements:
//
//	GUID       doc-id/@id-string
//	Headline   hedline/hl1; head/title
//	Summary    abstract; hedline/hl2; a correction's info if it is a kill
//	Body       hedline/hl2 that is nowhere else, body.content, body.end
//	Author     byline, with its byttl in brackets, without "By"
//	Dateline   dateline, without a story.date that is a number
//	Source     distributor; the first del-list/from-src; doc-id/@regsrc; doc.copyright/@holder
//	Slugline   du-key/@key; meta slug, slugline; the keyword if there is one only
//	Edition    du-key/@generation and @version, with a dot between
//	Issued     date.issue; pubdata/@date.publication; story.date
//	Updated    the last revision-history/@norm, if it is after Issued
//	Embargo    date.release, if it is after Issued or the status is "embargoed"
//	Change     docdata/@management-status and @management-idref-status, correction
//	Replaces   docdata/@management-doc-idref; correction/@id-string
//	Urgency    urgency/@ed-urg; meta priority, by the letters of ANPA
//	Codes      tobject.subject/@tobject.subject.refnum ("subj:" or "medtop:" if IPTC's, else by its ipr), classifier/@value, meta category
//	Topics     tobject.subject's type, matter, detail and qualifier; classifier; doc-scope; pubdata/@position.section
//	Keywords   keyword, fixture, tobject.property; the names of org, person and event in identified-content
//	Places     location in identified-content; evloc
//	Note       ed-msg, correction/@info, note, series
//	Rights     doc.copyright, doc.rights, the elements rights and copyrite, note of the class cpyrt or trademk, date.expire
//	Language   nitf/@baselang, xml:lang
//	Link       pubdata/@ex-ref
//	Media      media, in its widest form, with media-caption and media-producer
//	Files      media-object in base64
//
// These are read over, and only kept in the bytes received: the versions and dates of the DTD on the root, head/meta but for those
// above, iim and ds, fixture's, series' and ed-msg's types, del-list but for its first, du-key/@part, pubdata's name, numbers, lengths,
// editions and place on a page, the names, functions and comments of revision-history, the codes of elements in running text (person, org,
// location, chron, money, num: their words are kept), function, object.title and virtloc in identified-content, media-metadata, the time
// and outcue of media, nitf-table-metadata, pronunciations, and all attributes of style.
package nitf

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
	"github.com/stet-news/stet/internal/pattern"
)

var words = xmltree.Vocabulary{Own: "nitf", Short: map[string]string{
	"iptc.org/std/nitf/2006-10-18": "nitf", "www.iptc.org/std/nitf/2006-10-18": "nitf", "nitf": "nitf", "iptc.org/std/nitf": "nitf",
}}

const lookAt = 4 << 10 // bytes in which the root must start

// root matches what may stand before the root, and the root's name.
var root = pattern.New(`^\s*(?:<\?[^>]*>\s*|<!--(?:[^-]|-[^-])*-->\s*|<![dD][oO][cC][^>]*>\s*)*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]`)

// Is reports whether the document's root is named nitf, in whatever charset.
func Is(doc []byte, _ item.Source) bool {
	start := doc[:min(len(doc), lookAt)]
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		start = bytes.TrimPrefix(start, []byte(mark))
	}
	m := root.FindSubmatch(bytes.ReplaceAll(start, []byte{0}, nil)) // as UTF-16 has it
	return m != nil && strings.EqualFold(string(m[1]), "nitf")
}

// Parse reads a document, which is one item.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, charset.ErrTooLarge
	}
	t, err := charset.Decode(doc, from.Type)
	if err != nil {
		return item.Batch{}, err
	}
	text := unfold(t.UTF8)
	tree, err := xmltree.Parse(text, words)
	if err != nil {
		return item.Batch{}, err
	}
	if local(tree.Name) != "nitf" {
		return item.Batch{}, news.Errorf(news.Unsupported, "This is XML of the kind <%s>, not NITF.", item.Cut(item.Line(tree.Name), 50))
	}
	i, problems := Read(tree, from)
	i.Raw, i.RawType = doc, t.Type("application/nitf+xml")
	i.GUID = item.GUID(i.GUID, "", i.Headline, i.Issued, doc)
	if rest := bytes.TrimSpace(text[tree.To:]); len(rest) > 0 && !onlyComment(rest) {
		problems = append(problems, fmt.Sprintf("After the end of the item, from line %d on, there is more; it was not read.", xmltree.Line(text, tree.To)))
	}
	b := item.Of(version(tree), i)
	b.Problems = problems
	return b, nil
}

var entity = pattern.New(`&[A-Za-z][A-Za-z0-9]{1,30};`)

// unfold returns the text with a letter for each entity of HTML, such as &nbsp; and &eacute;, which agencies use as if the DTD had declared
// them. Those of XML stay, and so do those that nobody knows.
func unfold(text []byte) []byte {
	return entity.ReplaceAllFunc(text, func(e []byte) []byte {
		letter := html.UnescapeString(string(e))
		if letter == string(e) || strings.ContainsAny(letter, "<>&\"'") {
			return e
		}
		return []byte(letter)
	})
}

func onlyComment(rest []byte) bool {
	return bytes.HasPrefix(rest, []byte("<!--")) && bytes.Index(rest, []byte("-->")) == len(rest)-3
}

var number = pattern.New(`(?i)nitf[ -](\d(?:[.-]\d)?)`)

// version returns the format with the version that the document says: "-//IPTC//DTD NITF 3.4//EN".
func version(tree *xmltree.Element) string {
	if m := number.FindStringSubmatch(tree.Attr("version")); m != nil {
		return "NITF " + strings.ReplaceAll(m[1], "-", ".")
	}
	return "NITF"
}

// Read reads an element of NITF that may be in a document of another kind: nitf, body or body.content, whatever prefix its name has. The
// item lacks what only a file has: Raw and, if the element has none, GUID. The problems are what of it could not be read, a sentence each.
func Read(e *xmltree.Element, from item.Source) (item.Item, []string) {
	if prefix, _, ok := strings.Cut(e.Name, ":"); ok {
		e = bare(e, prefix+":")
	}
	base, err := url.Parse(from.URL)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	r := &reader{from: from, base: e.BaseOf(base)}
	switch e.Name {
	case "body.content", "body.end", "block":
		r.content = []*xmltree.Element{e}
	case "body":
		r.body(e)
	default:
		for _, b := range e.All("body") {
			r.body(b)
		}
	}
	r.read(e)
	return r.item, r.problems
}

// bare returns a copy of e in which the names have lost the prefix.
func bare(e *xmltree.Element, prefix string) *xmltree.Element {
	c := &xmltree.Element{Name: strings.TrimPrefix(e.Name, prefix), Attrs: e.Attrs, Kids: make([]xmltree.Kid, len(e.Kids)), From: e.From, To: e.To}
	for i, k := range e.Kids {
		if c.Kids[i] = k; k.Element != nil {
			c.Kids[i].Element = bare(k.Element, prefix)
		}
	}
	return c
}

func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// reader reads one document.
type reader struct {
	from item.Source
	base *url.URL // of addresses; nil if there is none

	heads   []*xmltree.Element // body.head
	content []*xmltree.Element // body.content and body.end

	item     item.Item
	problems []string
	rights   []string
	notes    []string
}

const maxProblems = 20

func (r *reader) tell(sentence string) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, sentence)
	}
}

func (r *reader) body(b *xmltree.Element) {
	r.heads = append(r.heads, b.All("body.head")...)
	r.content = append(r.content, b.All("body.content", "body.end")...)
}

// read fills in the item. The head goes first, because what the body says is taken with regard to it.
func (r *reader) read(e *xmltree.Element) {
	head := &xmltree.Element{}
	if all := e.All("head"); len(all) > 0 {
		head = all[0]
	}
	docdata := &xmltree.Element{}
	if all := head.All("docdata"); len(all) > 0 {
		docdata = all[0]
	}
	r.identity(docdata)
	r.times(head, docdata)
	r.change(docdata)
	r.topics(head, docdata)
	r.metas(head)
	r.usage(docdata)
	second := r.bodyHead(head)
	r.copy(second)
	i := &r.item
	if len(i.Keywords) == 1 && i.Slugline == "" {
		i.Slugline = i.Keywords[0]
	}
	i.Language = r.language(e)
	i.Note = joined(r.notes)
	i.Rights = joined(r.rights)
}

// joined returns texts as one, each once.
func joined(texts []string) string {
	var kept []string
	seen := map[string]bool{}
	for _, s := range texts {
		if s = item.Line(s); s != "" && !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return item.Cut(strings.Join(kept, " "), 4*item.MaxLine)
}

func (r *reader) language(e *xmltree.Element) news.Language {
	said := []string{e.Attr("baselang"), e.Attr("xml:lang")}
	for _, b := range e.All("body") {
		said = append(said, b.Attr("xml:lang"))
	}
	for _, c := range r.content {
		said = append(said, c.Attr("xml:lang"))
	}
	for _, s := range said {
		if l := item.Language(s); l != "" {
			return l
		}
	}
	return ""
}
