package newsml1

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
	"github.com/stet-news/stet/internal/pattern"
)

// metadata takes what is said of a component.
func (r *reader) metadata(c *xmltree.Element) {
	for _, a := range c.All("administrativemetadata") {
		r.sources = append(r.sources, parties(a.All("source"))...)
		r.providers = append(r.providers, parties(a.All("provider"))...)
		r.creators = append(r.creators, parties(a.All("creator"))...)
	}
	for _, m := range c.All("rightsmetadata") {
		for _, right := range m.All("copyright") {
			if holder := right.Text("copyrightholder"); holder != "" {
				r.rights = append(r.rights, item.Line("© "+right.Text("copyrightdate")+" "+holder))
			}
		}
		for _, use := range m.All("usagerights") {
			var terms []string
			for _, name := range []string{"usagetype", "geography", "rightsholder", "limitations", "startdate", "enddate"} {
				for _, e := range use.All(name) {
					terms = append(terms, newsml.Long(e))
				}
			}
			r.rights = append(r.rights, strings.Join(slices.DeleteFunc(terms, func(s string) bool { return s == "" }), ", "))
		}
	}
	for _, d := range c.All("descriptivemetadata") {
		r.describe(d)
	}
}

// parties returns the names of parties.
func parties(elements []*xmltree.Element) (names []string) {
	for _, e := range elements {
		for _, p := range e.All("party") {
			name := p.Attr("formalname")
			for _, prop := range p.All("property") {
				if strings.EqualFold(prop.Attr("formalname"), "Organisation") || strings.EqualFold(prop.Attr("formalname"), "FullName") {
					name = prop.Attr("value")
				}
			}
			if name = item.Line(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// describe takes what the copy of a component is about.
func (r *reader) describe(d *xmltree.Element) {
	for _, l := range d.All("language") {
		if tag := item.Language(l.Attr("formalname")); tag != "" {
			r.item.Language = tag
			break
		}
	}
	for _, s := range d.All("subjectcode") {
		for _, k := range s.Kids {
			if k.Element != nil && strings.HasPrefix(k.Element.Name, "subject") {
				r.code(k.Element)
			}
		}
	}
	for _, p := range d.All("property") {
		if strings.EqualFold(p.Attr("formalname"), "Keyword") {
			r.keywords = append(r.keywords, p.Attr("value"))
		}
	}
	for _, l := range d.All("location") {
		r.location(l)
	}
	for _, o := range d.All("topicoccurrence") {
		if t := r.topics[strings.TrimPrefix(o.Attr("topic"), "#")]; t != nil {
			r.about = append(r.about, item.Line(t.Text("description")))
		}
	}
}

var iptc = pattern.New(`^\d{8}$`)

const maxCodes = 100

// code takes the code of a subject, and the provider's own category beside it.
func (r *reader) code(e *xmltree.Element) {
	owner := "newsml"
	for _, s := range slices.Concat(r.providers, r.sources, []string{r.provider}) {
		if s != "" {
			owner = strings.ReplaceAll(s, " ", "")
			break
		}
	}
	code := item.Line(e.Attr("formalname"))
	switch {
	case code == "":
	case iptc.MatchString(code) && code[0] == '2': // which subject codes never had
		code = "medtop:" + code
	case iptc.MatchString(code):
		code = "subj:" + code
	case e.Attr("scheme") != "":
		code = item.Line(e.Attr("scheme")) + ":" + code
	default:
		code = owner + ":" + code
	}
	codes := []string{code}
	if cat := item.Line(e.Attr("cat")); cat != "" {
		codes = append(codes, owner+":"+cat)
	}
	for _, c := range codes {
		if c = item.Cut(c, 200); c != "" && len(r.item.Codes) < maxCodes && !slices.Contains(r.item.Codes, c) {
			r.item.Codes = append(r.item.Codes, c)
		}
	}
}

// location takes a place: the narrowest first, "Stockholm, SWE".
func (r *reader) location(l *xmltree.Element) {
	var names []string
	for _, kind := range []string{"sublocation", "city", "countryarea", "country", "worldregion"} {
		for _, p := range l.All("property") {
			if v := item.Line(p.Attr("value")); v != "" && strings.EqualFold(p.Attr("formalname"), kind) {
				names = append(names, v)
			}
		}
	}
	if len(names) == 0 {
		return
	}
	if !strings.EqualFold(tail(l.Attr("howpresent")), "origin") {
		r.places = append(r.places, strings.Join(names, ", "))
	} else if r.origin == "" {
		r.origin = names[0]
	}
}
