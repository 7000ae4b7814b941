package newsml1

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
	"github.com/stet-news/stet/internal/pattern"
)

// reader reads one item.
type reader struct {
	*message
	item     item.Item
	provider string
	called   string // what sentences about it call it

	by, creators, sources, providers, rights, notes, keywords, about, places []string

	origin string // where the copy is from

	lost, media int // of what the item points to
}

// read reads an item.
func (m *message) read(e *xmltree.Element) newsml.Part {
	r := &reader{message: m}
	version, previous := r.identify(e)
	for _, c := range e.All("comment") {
		r.notes = append(r.notes, newsml.Long(c))
	}
	r.item.Language = item.Language(e.Attr("xml:lang"))
	var said item.Item
	for _, c := range e.All("newscomponent") {
		r.component(c, nil, &said)
	}
	for _, u := range e.All("update") {
		r.file.Tell("The item %s holds only what changes in revision %d; that is all that was kept of it.", r.called, previous)
		r.add(newsml.Read(u, r.file.Base, r.file.Source), "", &said)
	}
	i := &r.item
	i.Author, i.Rights, i.Note = item.People(r.by), newsml.Join(r.rights...), newsml.Join(r.notes...)
	if i.Author == "" && said.Author == "" {
		i.Author = item.People(r.creators)
	}
	i.Keywords, i.Topics, i.Places = item.Topics(r.keywords), item.Topics(r.about), item.Topics(r.places)
	for _, s := range slices.Concat(r.sources, r.providers, []string{r.provider}) {
		if i.Source == "" {
			i.Source = s
		}
	}
	r.manage(e, previous)
	newsml.Fill(i, said)
	if i.Dateline == "" {
		i.Dateline = r.origin
	}
	if i.Headline == "" {
		i.Headline = item.Line(textIn(e, "identification", "namelabel"))
	}
	if i.Change == news.ChangeKill && i.Note != "" {
		i.Summary = i.Note // why
	}
	newsml.Bare(i)
	if r.lost > 0 {
		r.file.Tell("The item %s points to %d of its %d files without an address on the web; those were left out.", r.called, r.lost, r.media)
	}
	if i.Headline == "" && i.Body.Empty() && len(i.Media) == 0 && len(i.Files) == 0 && i.Change == "" {
		r.file.Tell("The item %s has no headline, no text and no media.", r.called)
	}
	return newsml.Part{Item: *i, Element: e, Version: version}
}

// textIn returns the words of an element in an element in e.
func textIn(e *xmltree.Element, outer, inner string) string {
	for _, o := range e.All(outer) {
		if s := o.Text(inner); s != "" {
			return s
		}
	}
	return ""
}

var revision = pattern.New(`:\d+[NUAnua]?$`)

// unrevised returns the name of an item without the number of its revision: urn:newsml:a.example:20261124:X of urn:newsml:a.example:20261124:X:2N.
func unrevised(urn string) string {
	urn = item.Line(urn)
	if strings.Count(urn, ":") >= 5 {
		return revision.ReplaceAllString(urn, "")
	}
	return urn
}

// identify sets the item's name and its edition, and returns the number of this revision and of the one before.
func (r *reader) identify(e *xmltree.Element) (version, previous int) {
	i := &r.item
	for _, id := range e.All("identification") {
		for _, n := range id.All("newsidentifier") {
			r.provider = item.Line(n.Text("providerid"))
			date, own := item.Line(n.Text("dateid")), item.Line(n.Text("newsitemid"))
			if r.provider != "" && date != "" && own != "" {
				i.GUID = "urn:newsml:" + r.provider + ":" + date + ":" + own
			} else if i.GUID = unrevised(n.Text("publicidentifier")); i.GUID == "" {
				i.GUID = own
			}
			i.Edition = item.Line(n.Text("revisionid"))
			version, _ = strconv.Atoi(i.Edition) // else it is none
			for _, rev := range n.All("revisionid") {
				previous, _ = strconv.Atoi(rev.Attr("previousrevision"))
			}
		}
	}
	if r.called = i.GUID; r.called == "" {
		r.called = "at line " + strconv.Itoa(r.file.Line(e))
	}
	return version, previous
}

// manage sets the times, the urgency and what the item does with those before it.
func (r *reader) manage(e *xmltree.Element, previous int) {
	i := &r.item
	at := func(s string) time.Time { return item.DateIn(s, r.file.Source.Zone) }
	var said []string
	var derived string
	for _, m := range e.All("newsmanagement") {
		i.Issued, i.Updated = at(m.Text("firstcreated")), at(m.Text("thisrevisioncreated"))
		if u := m.All("urgency"); len(u) > 0 {
			i.Urgency = urgency(u[0].Attr("formalname"))
		}
		for _, s := range m.All("status") {
			said = append(said, s.Attr("formalname"))
			if strings.EqualFold(tail(s.Attr("formalname")), "embargoed") {
				r.embargo(m, at)
			}
		}
		for _, s := range m.All("instruction") {
			said = append(said, s.Attr("formalname"))
		}
		for _, d := range m.All("derivedfrom") {
			if derived == "" {
				derived = unrevised(d.Attr("newsitem"))
			}
		}
	}
	if i.Issued.IsZero() {
		i.Issued = i.Updated
	}
	if i.Issued.IsZero() {
		i.Issued = at(r.sent)
	}
	if i.Updated.Equal(i.Issued) {
		i.Updated = time.Time{}
	}
	held := i.Change // by its embargo
	if i.Change = item.ChangeOf(append(said, string(held))...); i.Change != "" && held == "" && previous == 0 && derived != i.GUID {
		i.Replaces = derived
	}
	if i.Change == "" && previous > 0 {
		i.Change = news.ChangeUpdate
	}
}

// embargo sets until when the item is held.
func (r *reader) embargo(m *xmltree.Element, at func(string) time.Time) {
	for _, will := range m.All("statuswillchange") {
		future := ""
		for _, f := range will.All("futurestatus") {
			future = tail(f.Attr("formalname"))
		}
		if future == "" || strings.EqualFold(future, "usable") {
			r.item.Embargo = at(will.Text("dateandtime"))
		}
	}
	if r.item.Embargo.IsZero() {
		r.item.Change = news.ChangeWithheld
		r.file.Tell("The item %s is embargoed, and until when cannot be read: it is held until the wire says more.", r.called)
	}
}

// tail returns the last part of a name that has its vocabulary before it.
func tail(s string) string { return s[strings.LastIndexAny(s, ":/#")+1:] }

func urgency(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 9 {
		return n
	}
	return 0
}
