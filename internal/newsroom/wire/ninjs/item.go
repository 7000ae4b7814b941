package ninjs

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

func (p *parser) date(s string) time.Time { return item.DateIn(s, p.from.Zone).UTC() }

// item returns what an object says.
func (p *parser) item(o object) item.Item {
	line := func(names ...string) string { return item.Cut(markup.Line(o.text(names...)), item.MaxLine) }
	i := item.Item{Dispatch: news.Dispatch{
		GUID: o.text("uri", "guid", "id"), Slugline: line("slugline", "title"), Dateline: line("located"), Edition: item.Cut(line("version"), 100),
		Author: line("byline", "by"), Language: item.Language(o.text("language")), Issued: p.date(o.text("firstcreated")),
		Updated: p.date(o.text("versioncreated")), Embargo: p.date(o.text("embargoed", "embargoeduntil")),
		Replaces: line("evolvedfrom", "rewrittenfrom", "rewrite_of"),
	}}
	if i.Issued.IsZero() {
		i.Issued = i.Updated
	}
	if i.Issued.IsZero() {
		i.Issued = p.date(o.text("contentcreated"))
	}
	if n, err := strconv.Atoi(o.text("urgency")); err == nil && n >= 1 && n <= 9 {
		i.Urgency = n
	}
	if i.Author == "" {
		i.Author = item.People(names(o.objects("authors")))
	}
	i.Source = source(o)
	p.words(o, &i)
	p.concepts(o, &i)
	i.Source = first(append([]string{i.Source}, names(o.objects("infosources", "infosource"))...)...)
	change(o, &i)
	p.usage(o, &i)
	base, err := url.Parse(p.from.URL)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	body := body(o, base)
	i.Body, i.Cut = body.Body, body.Cut
	own := p.file(o, base, "")
	for n := range own {
		own[n].Caption, own[n].Credit = first(i.Summary, i.Headline), first(i.Credit, i.Author)
	}
	i.Media = appendMedia(i.Media, own...)
	for _, a := range o.objects("associations") {
		if !isText(a) {
			i.Media = appendMedia(i.Media, p.file(a, base, i.GUID)...)
		}
	}
	i.Media = appendMedia(i.Media, body.Media...)
	return i
}

// source returns whose copy it is, which is also whose the codes are that have no scheme.
func source(o object) string {
	for _, name := range []string{"provider", "source"} {
		if in, ok := o.object(name); ok {
			if s := item.Line(in.text("name")); s != "" {
				return s
			}
		} else if s := item.Line(o.text(name)); s != "" {
			return s
		}
	}
	return item.Line(o.text("copyrightholder"))
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

func names(all []object) []string {
	var kept []string
	for _, o := range all {
		kept = append(kept, item.Line(o.text("name")))
	}
	return kept
}

// words reads the lines over the copy.
func (p *parser) words(o object, i *item.Item) {
	other := ""
	headlines := texts(o, "headline", "headlines")
	i.Headline = pick(headlines, "main", "", "headline", "title").line()
	for _, h := range headlines {
		if s := h.line(); other == "" && s != i.Headline {
			other = s
		}
	}
	var said []words
	for _, d := range texts(o, "description", "descriptions") {
		switch d.role {
		case "creditline", "credit":
			i.Credit = first(i.Credit, d.line())
		case "writer": // who wrote the caption
		default:
			said = append(said, d)
		}
	}
	i.Credit = first(i.Credit, item.Line(o.text("creditline")))
	i.Summary = first(pick(said, "text", "summary", "abstract", "caption", "main", "").line(), other)
	if i.Headline == "" {
		i.Headline = item.Cut(markup.Line(o.text("title")), item.MaxLine)
	}
}

// change reads what becomes of what was sent before.
func change(o object, i *item.Item) {
	var said []string
	for _, s := range o.objects("signal", "signals") {
		said = append(said, s.text("code", "literal", "name"))
	}
	i.Change = item.ChangeOf(append(said, o.text("pubstatus"))...)
	if i.Replaces == i.GUID {
		i.Replaces = ""
	}
	if i.Change == "" && i.Replaces != "" {
		i.Change = news.ChangeUpdate
	}
}

// usage reads what may be done with the item, and what is said to editors.
func (p *parser) usage(o object, i *item.Item) {
	var rights, notes []string
	notice, holder := item.Line(o.text("copyrightnotice")), item.Line(o.text("copyrightholder"))
	rights = append(rights, notice)
	if holder != "" && !strings.Contains(notice, holder) {
		rights = append(rights, "© "+holder+".")
	}
	rights = append(rights, item.Line(o.text("usageterms")))
	if r, ok := o.object("rightsinfo"); ok {
		rights = append(rights, item.Address(nil, r.text("linkedrights")))
	}
	if at := p.date(o.text("expires")); !at.IsZero() {
		rights = append(rights, fmt.Sprintf("Not to be used after %s UTC.", at.Format("2006-01-02 15:04")))
	}
	notes = append(notes, item.Line(markup.Line(o.text("ednote"))), item.Line(o.text("embargoedreason")))
	if r := lower(o.text("representationtype")); r == "incomplete" || r == "partial" {
		notes = append(notes, "The wire has more of this item than it sent.")
	}
	kind := ""
	if d, ok := o.object("digitalsourcetype"); ok {
		kind = d.text("name", "literal", "uri")
	}
	if kind == "" {
		kind = o.text("digitalsourcetype")
	}
	if kind = item.Cut(item.Line(kind), 200); kind != "" {
		notes = append(notes, "Digital source: "+kind+".")
	}
	i.Rights, i.Note = joined(rights), joined(notes)
}

func joined(texts []string) string {
	var kept []string
	for _, s := range texts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return item.Cut(strings.Join(kept, " "), 4*item.MaxLine)
}

// concepts reads what the item is about.
func (p *parser) concepts(o object, i *item.Item) {
	var topics, keywords, codes []string
	for _, list := range [][]object{o.objects("subjects", "subject"), o.objects("service", "services")} {
		topics = append(topics, names(list)...)
		for _, s := range list {
			if len(codes) < item.MaxTopics {
				codes = append(codes, code(s, i.Source))
			}
		}
	}
	for _, list := range [][]string{{"keywords", "keyword"}, {"genres", "genre"}, {"people", "person"}, {"organisations", "organisation"}, {"events", "event"}, {"objects", "object"}} {
		keywords = append(keywords, names(o.objects(list...))...)
	}
	i.Topics, i.Codes, i.Keywords = item.Topics(topics), item.Topics(codes), item.Topics(keywords)
	i.Places = item.Topics(names(o.objects("places", "place")))
}

// schemes are IPTC's vocabularies, by what their addresses have in them.
var schemes = []struct{ in, short string }{{"mediatopic", "medtop"}, {"medtop", "medtop"}, {"subjectcode", "subj"}, {"subref", "subj"}}

// code returns a concept's code with its scheme, which is the source if it says none; "" if it has no code.
func code(o object, source string) string {
	scheme, uri := item.Line(o.text("scheme")), item.Line(o.text("uri"))
	value := item.Line(o.text("code", "literal", "qcode"))
	if value == "" && uri != "" {
		value = uri[strings.LastIndexAny(uri, "/:#")+1:]
	}
	name := item.Line(o.text("name"))
	switch {
	case value == "" || len(value) > 100, value == name && scheme+uri == "":
		return ""
	case isNumber(value):
		for _, s := range schemes {
			if strings.Contains(lower(scheme+uri), s.in) {
				return s.short + ":" + value
			}
		}
		if scheme+uri == "" {
			if value[0] == '2' {
				return "medtop:" + value
			}
			return "subj:" + value
		}
	case strings.Contains(value, ":"):
		return value
	}
	if u, err := url.Parse(first(scheme, uri)); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.") + ":" + value
	}
	if scheme = first(scheme, source); scheme == "" || len(scheme) > 50 {
		scheme = "ninjs"
	}
	return scheme + ":" + value
}

// isNumber reports whether s is as the codes of IPTC are.
func isNumber(s string) bool { return len(s) == 8 && strings.Trim(s, "0123456789") == "" }
