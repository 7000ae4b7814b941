package newsmlg2

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// schemes are the vocabularies that a file's own catalogues name: their addresses by their short names.
type schemes map[string]string

// known are IPTC's vocabularies whose short names mean the same in every dispatch, by their addresses without the scheme.
var known = map[string]string{
	"cv.iptc.org/newscodes/mediatopic/":  "medtop",
	"cv.iptc.org/newscodes/subjectcode/": "subj",
}

const maxSchemes = 1_000

// with returns the schemes and those of the catalogues in an element.
func (s schemes) with(e *xmltree.Element) schemes {
	all := maps.Clone(s)
	for _, c := range e.All("catalog") {
		for _, one := range c.All("scheme") {
			if alias, uri := one.Attr("alias"), one.Attr("uri"); alias != "" && uri != "" && len(all) < maxSchemes {
				if all == nil {
					all = schemes{}
				}
				all[alias] = uri
			}
		}
	}
	return all
}

// code returns a concept's code, with the short name of its vocabulary before it: "medtop:20000002". It is the address of the concept if
// that vocabulary has no short name, and "" if the concept has no code.
func (s schemes) code(e *xmltree.Element) string {
	if q := e.Attr("qcode"); q != "" {
		alias, rest, ok := strings.Cut(q, ":")
		if !ok || rest == "" {
			return ""
		}
		if uri, declared := s[alias]; declared {
			return s.short(uri+rest, alias+":"+rest)
		}
		return item.Cut(item.Line(q), maxCode)
	}
	uri := e.Attr("uri")
	return s.short(uri, uri)
}

const (
	maxCode  = 200
	maxCodes = 100
)

// short returns the code of an address of a concept, or else what is given.
func (s schemes) short(uri, otherwise string) string {
	bare := strings.TrimPrefix(strings.TrimPrefix(uri, "http://"), "https://")
	for start, alias := range known {
		if rest, ok := strings.CutPrefix(bare, start); ok && rest != "" {
			return item.Cut(item.Line(alias+":"+rest), maxCode)
		}
	}
	for _, alias := range slices.Sorted(maps.Keys(s)) {
		if rest, ok := strings.CutPrefix(uri, s[alias]); ok && rest != "" {
			return s.own(alias, rest, uri)
		}
	}
	return item.Cut(item.Line(otherwise), maxCode)
}

// own returns the code in a vocabulary of the file's own. One that has taken one of IPTC's names for another is called by its address.
func (s schemes) own(alias, rest, uri string) string {
	for _, taken := range known {
		if alias == taken {
			return item.Cut(item.Line(uri), maxCode)
		}
	}
	return item.Cut(item.Line(alias+":"+rest), maxCode)
}

// tail returns the last part of the code or the address in an attribute, in lower case: of the role "drol:caption" or of the roleuri that
// ends in "/caption", "caption".
func tail(e *xmltree.Element, attr string) string {
	s := e.Attr(attr)
	if s == "" {
		s = e.Attr(attr + "uri")
	}
	return strings.ToLower(s[strings.LastIndexAny(s, ":/#")+1:])
}

// named returns the names of the elements' concepts; those without one are left out.
func (r *reader) named(elements []*xmltree.Element) (names []string) {
	for _, e := range elements {
		if n := r.name(e); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// name returns a concept's name: its own, or that of the assertion about it elsewhere in the item, in the item's language if it has several.
func (r *reader) name(e *xmltree.Element) string {
	if n := r.inLanguage(e.All("name")); n != nil {
		return newsml.Line(n)
	}
	if a := r.asserted(e); a != nil {
		if n := r.inLanguage(a.All("name")); n != nil {
			return newsml.Line(n)
		}
	}
	return ""
}

// asserted returns what the item asserts of a concept; nil if that is nothing.
func (r *reader) asserted(e *xmltree.Element) *xmltree.Element {
	for _, attr := range []string{"qcode", "uri", "literal"} {
		if v := e.Attr(attr); v != "" {
			if a := r.asserts[attr+" "+v]; a != nil {
				return a
			}
		}
	}
	return nil
}

// inLanguage returns the first element with words in the item's language; else the first with words.
func (r *reader) inLanguage(elements []*xmltree.Element) *xmltree.Element {
	var first *xmltree.Element
	for _, e := range elements {
		if strings.TrimSpace(e.Words()) == "" {
			continue
		}
		if first == nil {
			first = e
		}
		if lang := e.Attr("xml:lang"); lang != "" && base(lang) == base(string(r.language)) {
			return e
		}
	}
	return first
}

// ours returns the elements without those that say the same in other languages: what is in another language than the item, if something is
// in its own.
func (r *reader) ours(all []*xmltree.Element) (kept []*xmltree.Element) {
	own := func(e *xmltree.Element) bool { return base(e.Attr("xml:lang")) == base(string(r.language)) }
	if !slices.ContainsFunc(all, own) {
		return all
	}
	for _, e := range all {
		if own(e) || e.Attr("xml:lang") == "" {
			kept = append(kept, e)
		}
	}
	return kept
}

// base returns the language of a tag, without the country.
func base(tag string) string {
	b, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return b
}

// party returns what a party is called that has no name: its literal, its code, or the host of its address.
func party(e *xmltree.Element) string {
	if s := e.Attr("literal"); s != "" {
		return item.Line(s)
	}
	if _, code, ok := strings.Cut(e.Attr("qcode"), ":"); ok {
		return item.Line(code)
	}
	if u, err := url.Parse(e.Attr("uri")); err == nil {
		return item.Line(u.Hostname())
	}
	return ""
}
