package nitf

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
	"github.com/stet-news/stet/internal/pattern"
)

// attr returns the attribute of the first of the elements in e with the name that has it.
func attr(e *xmltree.Element, name, attribute string) string {
	for _, k := range e.All(name) {
		if s := item.Line(k.Attr(attribute)); s != "" {
			return s
		}
	}
	return ""
}

func (r *reader) date(s string) time.Time { return item.DateIn(s, r.from.Zone) }

// identity reads by what names the document goes.
func (r *reader) identity(docdata *xmltree.Element) {
	i := &r.item
	i.GUID = strings.TrimSpace(attr(docdata, "doc-id", "id-string"))
	i.Slugline = attr(docdata, "du-key", "key")
	i.Edition = strings.Trim(attr(docdata, "du-key", "generation")+"."+attr(docdata, "du-key", "version"), ".")
	for _, list := range docdata.All("del-list") {
		if i.Source == "" {
			i.Source = attr(list, "from-src", "src-name")
		}
	}
	if i.Source == "" {
		i.Source = attr(docdata, "doc-id", "regsrc")
	}
	if n, err := strconv.Atoi(attr(docdata, "urgency", "ed-urg")); err == nil && n >= 1 && n <= 9 {
		i.Urgency = n
	}
}

func (r *reader) times(head, docdata *xmltree.Element) {
	i := &r.item
	i.Issued = r.date(attr(docdata, "date.issue", "norm"))
	if i.Issued.IsZero() {
		i.Issued = r.date(attr(head, "pubdata", "date.publication"))
	}
	for _, h := range r.heads {
		for _, d := range h.All("dateline") {
			if i.Issued.IsZero() {
				i.Issued = r.date(attr(d, "story.date", "norm"))
			}
		}
	}
	for _, h := range head.All("revision-history") {
		if at := r.date(h.Attr("norm")); at.After(i.Issued) && at.After(i.Updated) {
			i.Updated = at
		}
	}
	if at := r.date(attr(docdata, "date.release", "norm")); at.After(i.Issued) || strings.EqualFold(docdata.Attr("management-status"), "embargoed") {
		i.Embargo = at
	}
	if at := r.date(attr(docdata, "date.expire", "norm")); !at.IsZero() {
		r.rights = append(r.rights, fmt.Sprintf("Not to be used after %s UTC.", at.UTC().Format("2006-01-02 15:04")))
	}
}

// change reads what becomes of the document, and of the one that it names: a document that is itself usable comes in the place of the
// one that it cancels, and one that says nothing of the other is an update of it.
func (r *reader) change(docdata *xmltree.Element) {
	i := &r.item
	own, other := docdata.Attr("management-status"), docdata.Attr("management-idref-status")
	i.Replaces = item.Line(docdata.Attr("management-doc-idref"))
	corrections := docdata.All("correction")
	for _, c := range corrections {
		r.notes = append(r.notes, c.Attr("info"))
		if i.Replaces == "" {
			i.Replaces = item.Line(c.Attr("id-string"))
		}
	}
	if i.Replaces == i.GUID {
		i.Replaces = ""
	}
	switch {
	case item.ChangeOf(own) == news.ChangeKill:
		i.Change = news.ChangeKill
		for _, c := range corrections {
			i.Summary = joined([]string{i.Summary, c.Attr("info")})
		}
	case item.ChangeOf(own) == news.ChangeWithheld, strings.EqualFold(own, "embargoed") && i.Embargo.IsZero(),
		item.ChangeOf(other) == news.ChangeWithheld && i.Replaces != "":
		i.Change = news.ChangeWithheld
	case len(corrections) > 0:
		i.Change = news.ChangeCorrection
	case i.Replaces != "":
		i.Change = news.ChangeUpdate
	}
}

var eight = pattern.New(`^\d{8}$`)

// topics reads what the document is about.
func (r *reader) topics(head, docdata *xmltree.Element) {
	i := &r.item
	var topics, keywords []string
	for _, object := range head.All("tobject") {
		for _, s := range object.All("tobject.subject") {
			i.Codes = code(i.Codes, s.Attr("tobject.subject.ipr"), s.Attr("tobject.subject.refnum"))
			if topic := s.Attr("tobject.subject.type"); topic != "" {
				_, name, ok := strings.Cut(topic, ":") // EFE's "POL:POLITICS"
				if !ok {
					name = topic
				}
				topics = append(topics, name)
			}
			topics = append(topics, s.Attr("tobject.subject.matter"), s.Attr("tobject.subject.detail"), s.Attr("tobject.subject.qualifier"))
		}
		for _, p := range object.All("tobject.property") {
			keywords = append(keywords, p.Attr("tobject.property.type"))
		}
	}
	var own []string
	for _, list := range docdata.All("key-list") {
		for _, k := range list.All("keyword") {
			own = append(own, k.Attr("key"))
		}
	}
	keywords = append(own, keywords...)
	for _, f := range docdata.All("fixture") {
		keywords = append(keywords, f.Attr("fix-id"))
	}
	for _, s := range docdata.All("doc-scope") {
		topics = append(topics, s.Attr("scope"))
	}
	topics = append(topics, attr(head, "pubdata", "position.section"))
	for _, c := range docdata.All("identified-content") {
		t, k := r.identified(c)
		topics, keywords = append(topics, t...), append(keywords, k...)
	}
	for _, e := range docdata.All("evloc") {
		i.Places = append(i.Places, listed(e.Attr("city"), e.Attr("county-dist"), e.Attr("state-prov"), e.Attr("iso-cc")))
	}
	i.Topics, i.Places = item.Topics(once(topics)), item.Topics(i.Places)
	i.Keywords = item.Topics(keywords)
	if len(own) == 1 && i.Slugline == "" {
		i.Slugline = item.Line(own[0])
	}
	if link := attr(head, "pubdata", "ex-ref"); link != "" {
		i.Link = item.Address(r.base, link)
	}
}

// once returns the words without those that differ from one before by their letters' case only.
func once(words []string) []string {
	var kept []string
	seen := map[string]bool{}
	for _, s := range words {
		if low := strings.ToLower(s); !seen[low] {
			seen[low] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// code adds a code to others. A number of eight digits is one of IPTC's: of the Media Topics from 20000000 on, else of the older Subject
// Codes.
func code(codes []string, scheme, value string) []string {
	scheme, value = item.Line(scheme), item.Line(value)
	switch {
	case value == "" || len(scheme)+len(value) > 150 || len(codes) >= item.MaxTopics:
		return codes
	case (scheme == "" || strings.EqualFold(scheme, "IPTC")) && eight.MatchString(value):
		if scheme = "subj"; value[0] == '2' {
			scheme = "medtop"
		}
	case scheme == "":
		scheme = "nitf"
	}
	return item.Topics(append(codes, scheme+":"+value))
}

// listed joins names, without those that are empty.
func listed(names ...string) string {
	var kept []string
	for _, n := range names {
		if n = item.Line(n); n != "" {
			kept = append(kept, n)
		}
	}
	return strings.Join(kept, ", ")
}

// identified reads what the document as a whole has to do with. Elements there are empty, as the standard has it, or hold a name.
func (r *reader) identified(c *xmltree.Element) (topics, keywords []string) {
	for _, k := range c.All("classifier") {
		name := item.Line(k.Words())
		value := item.Line(k.Attr("value"))
		if name == "" && !eight.MatchString(value) {
			name = value
		}
		topics = append(topics, name)
		scheme := k.Attr("idsrc")
		if scheme == "" {
			scheme = k.Attr("type")
		}
		r.item.Codes = code(r.item.Codes, scheme, value)
	}
	for _, k := range c.All("location") {
		name := listed(strings.Trim(item.Line(k.Words()), ", "))
		if name == "" {
			name = item.Line(k.Attr("value"))
		}
		if at := k.Attr("location-code"); name == "" && at != "" {
			r.item.Codes = code(r.item.Codes, k.Attr("code-source"), at)
		}
		r.item.Places = append(r.item.Places, name)
	}
	for _, k := range c.All("org", "person", "event") {
		name := item.Line(k.Words())
		if name == "" {
			name = item.Line(k.Attr("value"))
		}
		keywords = append(keywords, name)
	}
	return topics, keywords
}

// urgencies are the letters of priority, flash to deferred, as agencies have them from ANPA.
var urgencies = map[string]int{"f": 1, "b": 2, "u": 3, "r": 5, "d": 6}

// metas reads the agencies' own fields, which have no names in common.
func (r *reader) metas(head *xmltree.Element) {
	i := &r.item
	for _, m := range head.All("meta") {
		name, content := strings.ToLower(m.Attr("name")), item.Line(m.Attr("content"))
		if content == "" {
			continue
		}
		name = strings.TrimPrefix(strings.TrimPrefix(name, "ap-"), "anpa-")
		switch name {
		case "category", "categoria":
			scheme := i.Source
			if scheme == "" {
				scheme = "category"
				if name == "categoria" {
					scheme = "EFE"
				}
			}
			i.Codes = code(i.Codes, scheme, content)
		case "slug", "slugline":
			if i.Slugline == "" {
				i.Slugline = content
			}
		case "keyword", "keywords":
			i.Keywords = item.Topics(append(i.Keywords, strings.Split(content, ",")...))
		case "priority", "prioridad":
			if i.Urgency == 0 {
				i.Urgency = urgencies[strings.ToLower(content)]
			}
		}
	}
}

// usage reads the notes to editors, and whose copy this is.
func (r *reader) usage(docdata *xmltree.Element) {
	for _, m := range docdata.All("ed-msg") {
		r.notes = append(r.notes, m.Attr("info"))
	}
	for _, s := range docdata.All("series") {
		if name := item.Line(s.Attr("series.name")); name != "" {
			part := ""
			if n := item.Line(s.Attr("series.part")); n != "" && n != "0" {
				part = ", part " + n
			}
			if n := item.Line(s.Attr("series.totalpart")); part != "" && n != "" && n != "0" {
				part += " of " + n
			}
			r.notes = append(r.notes, "Series: "+name+part+".")
		}
	}
	for _, c := range docdata.All("doc.copyright") {
		year, holder := item.Line(c.Attr("year")), item.Line(c.Attr("holder"))
		if s := strings.TrimSpace(year + " " + holder); s != "" {
			r.rights = append(r.rights, "© "+s+".")
		}
		if r.item.Source == "" {
			r.item.Source = holder
		}
	}
	for _, c := range docdata.All("doc.rights") {
		said := listed(c.Attr("owner"), c.Attr("agent"), c.Attr("type"), c.Attr("geography"), c.Attr("limitations"))
		if start, end := item.Line(c.Attr("startdate")), item.Line(c.Attr("enddate")); start+end != "" {
			said = listed(said, start+"–"+end)
		}
		if said != "" {
			r.rights = append(r.rights, "Rights: "+said+".")
		}
	}
}
