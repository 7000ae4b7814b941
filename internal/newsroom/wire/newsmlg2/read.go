package newsmlg2

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// reader reads one item.
type reader struct {
	*message
	schemes  schemes
	asserts  map[string]*xmltree.Element // by "qcode …", "uri …" or "literal …"
	language news.Language
	item     item.Item
	copy     *item.Item // what its text says of itself; nil if it has no text
	called   string     // what sentences about it call it
}

// read reads a news item or a package.
func (m *message) read(e *xmltree.Element) newsml.Part {
	r := &reader{message: m, schemes: m.schemes.with(e), asserts: map[string]*xmltree.Element{}}
	for _, a := range e.All("assert") {
		for _, attr := range []string{"qcode", "uri", "literal"} {
			if v := a.Attr(attr); v != "" && r.asserts[attr+" "+v] == nil {
				r.asserts[attr+" "+v] = a
			}
		}
	}
	i := &r.item
	i.GUID, i.Edition = item.Line(e.Attr("guid")), item.Line(e.Attr("version"))
	if r.called = i.GUID; r.called == "" {
		r.called = "at line " + strconv.Itoa(m.file.Line(e))
	}
	meta, content := one(e, "itemmeta"), one(e, "contentmeta")
	r.setLanguage(e, content)
	r.setContent(e, content)
	r.setManagement(meta)
	r.setWords(content)
	r.setParties(meta, content)
	r.setSubjects(content)
	r.setRights(e)
	r.setChange(meta)
	if r.copy != nil {
		newsml.Fill(i, *r.copy)
	}
	if i.Headline == "" {
		i.Headline = item.Line(meta.Text("title"))
	}
	if places := r.named(content.All("located")); i.Dateline == "" && len(places) > 0 {
		i.Dateline = places[0]
	}
	if i.Change == news.ChangeKill && i.Note != "" {
		i.Summary = i.Note // why
	}
	if r.copy != nil {
		newsml.Bare(i)
	}
	if i.Headline == "" && i.Body.Empty() && len(i.Media) == 0 && len(i.Files) == 0 && i.Change == "" {
		m.file.Tell("The item %s has no headline, no text and no media.", r.called)
	}
	version, _ := strconv.Atoi(e.Attr("version")) // else it is none
	return newsml.Part{Item: *i, Element: e, Version: version}
}

// one returns an element with what is in all of the name in e: a standard has one, and a careless wire several.
func one(e *xmltree.Element, name string) *xmltree.Element {
	all := e.All(name)
	if len(all) == 1 {
		return all[0]
	}
	joined := &xmltree.Element{Name: name}
	for _, a := range all {
		joined.Attrs = append(joined.Attrs, a.Attrs...)
		joined.Kids = append(joined.Kids, a.Kids...)
	}
	return joined
}

// setLanguage sets the language of the copy: what the item says of it, else that of the text, else that of the item.
func (r *reader) setLanguage(e, content *xmltree.Element) {
	said := make([]string, 0, 4)
	for _, l := range content.All("language") {
		said = append(said, l.Attr("tag"))
	}
	for _, set := range e.All("contentset") {
		for _, x := range set.All("inlinexml", "inlinedata") {
			said = append(said, x.Attr("xml:lang"))
		}
	}
	said = append(said, content.Attr("xml:lang"), e.Attr("xml:lang"))
	for _, s := range said {
		if r.language = item.Language(s); r.language != "" {
			break
		}
	}
	r.item.Language = r.language
}

// setManagement sets the times, and the notes.
func (r *reader) setManagement(meta *xmltree.Element) {
	i := &r.item
	at := func(s string) time.Time { return item.DateIn(s, r.file.Source.Zone) }
	first, version := at(meta.Text("firstcreated")), at(meta.Text("versioncreated"))
	if version.IsZero() {
		version = at(r.sent)
	}
	if i.Issued = first; first.IsZero() {
		i.Issued = version
	}
	if !version.Equal(i.Issued) {
		i.Updated = version
	}
	var notes []string
	for _, n := range meta.All("ednote") {
		notes = append(notes, newsml.Long(n))
	}
	i.Note = newsml.Join(notes...)
	for _, e := range meta.All("embargoed") {
		if i.Embargo = at(e.Words()); i.Embargo.IsZero() {
			i.Change = news.ChangeWithheld
			if s := item.Line(e.Words()); s != "" {
				r.file.Tell("The embargo of the item %s is %q, which is no time that can be read: it is held until the wire says more.", r.called, item.Cut(s, 100))
			}
		}
	}
}

// replacing are the relations of links to what an item replaces.
var replacing = []string{"previousversion", "replaces", "supersedes"}

// setChange sets what the item does with those before it.
func (r *reader) setChange(meta *xmltree.Element) {
	i := &r.item
	said := []string{string(i.Change)}
	for _, e := range meta.All("pubstatus", "signal") {
		said = append(said, e.Attr("qcode"), e.Attr("uri"), e.Attr("literal"))
	}
	for _, l := range meta.All("link") {
		if !slices.Contains(replacing, tail(l, "rel")) {
			continue
		}
		said = append(said, string(news.ChangeUpdate))
		to := l.Attr("residref")
		if to == "" {
			to = l.Attr("href")
		}
		if to = item.GUID(to, "", "", time.Time{}, nil); to != i.GUID && i.Replaces == "" && l.Attr("residref")+l.Attr("href") != "" {
			i.Replaces = to
		}
	}
	i.Change = item.ChangeOf(said...)
}

// setWords sets the headline and the lines beside it.
func (r *reader) setWords(content *xmltree.Element) {
	i := &r.item
	i.Headline = r.headline(content)
	line := func(name string) string {
		for _, e := range content.All(name) {
			if s := newsml.Line(e); s != "" {
				return s
			}
		}
		return ""
	}
	i.Slugline, i.Credit, i.Dateline = line("slugline"), line("creditline"), line("dateline")
	if n, err := strconv.Atoi(content.Text("urgency")); err == nil && n >= 1 && n <= 9 {
		i.Urgency = n
	}
	var keywords []string
	for _, k := range content.All("keyword") {
		keywords = append(keywords, newsml.Line(k))
	}
	i.Keywords = item.Topics(keywords)
}

// headline returns the main headline, of those in the item's language if there are some.
func (r *reader) headline(content *xmltree.Element) string {
	var main, all []*xmltree.Element
	for _, h := range content.All("headline") {
		if role := tail(h, "role"); role == "" || strings.HasPrefix(role, "main") {
			main = append(main, h)
		}
		all = append(all, h)
	}
	for _, of := range [][]*xmltree.Element{main, all} {
		if h := r.inLanguage(of); h != nil {
			return newsml.Line(h)
		}
	}
	return ""
}

// writers are the roles of contributors whose words the copy is.
var writers = []string{"author", "writer", "reporter", "journalist", "correspondent", "photographer", "byline"}

// setParties sets whose the copy is.
func (r *reader) setParties(meta, content *xmltree.Element) {
	var by, contributors []string
	for _, e := range content.All("by") {
		by = append(by, newsml.Byline(newsml.Line(e)))
	}
	for _, c := range content.All("contributor") {
		if slices.Contains(writers, tail(c, "role")) {
			contributors = append(contributors, r.name(c))
		}
	}
	for _, names := range [][]string{by, r.named(content.All("creator")), contributors} {
		if r.item.Author == "" {
			r.item.Author = item.People(names)
		}
	}
	sources, providers := content.All("infosource"), meta.All("provider")
	names := append(r.named(sources), r.named(providers)...)
	for _, e := range append(providers, sources...) {
		names = append(names, party(e))
	}
	for _, n := range names {
		if r.item.Source == "" {
			r.item.Source = n
		}
	}
}

// setRights sets the terms of use.
func (r *reader) setRights(e *xmltree.Element) {
	var notices, terms []string
	for _, info := range e.All("rightsinfo") {
		if n := r.inLanguage(info.All("copyrightnotice")); n != nil {
			notices = append(notices, newsml.Long(n))
		} else {
			for _, holder := range r.named(info.All("copyrightholder")) {
				notices = append(notices, "© "+holder)
			}
		}
		for _, t := range r.ours(info.All("usageterms")) {
			terms = append(terms, newsml.Long(t))
		}
	}
	r.item.Rights = newsml.Join(append(notices, terms...)...)
}

// setSubjects sets what the item is about.
func (r *reader) setSubjects(content *xmltree.Element) {
	i := &r.item
	var topics, places []string
	for _, s := range content.All("subject") {
		for _, main := range s.All("mainconcept") {
			s = main // the rest are its facets
		}
		r.addCode(s)
		for _, same := range s.All("sameas") {
			if c := r.schemes.code(same); strings.HasPrefix(c, "medtop:") || strings.HasPrefix(c, "subj:") {
				r.addCode(same)
			}
		}
		name := r.name(s)
		if !r.isPlace(s) {
			topics = append(topics, name)
			continue
		}
		if wider := r.named(s.All("broader")); name == "" && len(wider) > 0 {
			name = wider[0]
		}
		places = append(places, name)
	}
	i.Topics, i.Places = item.Topics(topics), item.Topics(places)
}

func (r *reader) addCode(e *xmltree.Element) {
	if c := r.schemes.code(e); c != "" && len(r.item.Codes) < maxCodes && !slices.Contains(r.item.Codes, c) {
		r.item.Codes = append(r.item.Codes, c)
	}
}

// isPlace reports whether a subject is a place.
func (r *reader) isPlace(e *xmltree.Element) bool {
	if t := tail(e, "type"); strings.HasPrefix(t, "geo") || t == "poi" {
		return true
	}
	a := r.asserted(e)
	return a != nil && len(a.All("geoareadetails", "poidetails")) > 0 || len(e.All("geoareadetails", "poidetails")) > 0
}
