package newsmlg2

import (
	"cmp"
	"html"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// setContent sets the body, the media and the files, and the summary that may be the body's.
func (r *reader) setContent(e, content *xmltree.Element) {
	for _, set := range e.All("contentset") {
		for _, k := range set.Kids {
			if k.Element != nil && !slices.Contains(beside, tail(k.Element, "rendition")) {
				r.take(k.Element)
			}
		}
		r.remote(set)
	}
	r.groups(e)
	r.describe(content)
	if r.copy != nil {
		r.item.Media = append(r.item.Media, r.copy.Media...)
		r.copy.Media = nil
	}
	for _, icon := range content.All("icon") {
		r.addMedia(icon)
	}
	caption := r.caption(content)
	credit := content.Text("creditline")
	for n := range r.item.Media {
		m := &r.item.Media[n]
		if m.Caption == "" {
			m.Caption = caption
		}
		if m.Credit == "" {
			m.Credit = item.Line(credit)
		}
	}
}

// beside are the renditions that are not the text but something said beside it.
var beside = []string{"headline", "teaser", "summary", "caption", "public", "nonpublic", "notepad"}

// take reads text or data in the item. Of several texts the first counts.
func (r *reader) take(e *xmltree.Element) {
	var c newsml.Copy
	base := e.BaseOf(r.file.Base)
	switch e.Name {
	case "inlinexml":
		c = newsml.Read(e, base, r.file.Source)
	case "inlinedata":
		var f item.File
		var ok bool
		encoding := e.Attr("encoding")
		if encoding == "" {
			encoding = e.Attr("encodinguri")
		}
		if c, f, ok = newsml.Data(e.Words(), e.Attr("contenttype"), encoding, base); !ok {
			r.file.Tell("The item %s has data in it that cannot be decoded; it was left out.", r.called)
			return
		}
		if f.Data != nil && len(r.item.Files) < item.MaxFiles {
			r.item.Files = append(r.item.Files, f)
		}
	default:
		return
	}
	if c.Body.Empty() && len(c.Media) == 0 && c.Headline == "" {
		return
	}
	if c.Unknown != "" {
		r.file.Tell("The item %s has its content as <%s>, which Stet does not know; only the words in it were kept.", r.called, item.Cut(item.Line(c.Unknown), 50))
	}
	for _, p := range c.Problems {
		r.file.Tell("%s", p)
	}
	if r.copy == nil {
		r.copy, r.item.Body, r.item.Cut = &c.Item, c.Body, c.Cut
	}
}

// remote lists the renditions that a set points to, the largest first.
func (r *reader) remote(set *xmltree.Element) {
	size := func(e *xmltree.Element) int {
		w, _ := strconv.Atoi(e.Attr("width")) // what is not said counts as small
		h, _ := strconv.Atoi(e.Attr("height"))
		return min(w, 1<<15) * min(h, 1<<15)
	}
	all := set.All("remotecontent")
	slices.SortStableFunc(all, func(a, b *xmltree.Element) int { return cmp.Compare(size(b), size(a)) })
	lost := 0
	for _, e := range all {
		if !r.addMedia(e) {
			lost++
		}
	}
	if lost > 0 {
		r.file.Tell("The item %s points to %d of its %d files without an address on the web; those were left out.", r.called, lost, len(all))
	}
}

const maxMedia = 100

// addMedia lists what an element points to, and reports whether it could.
func (r *reader) addMedia(e *xmltree.Element) bool {
	base := e.BaseOf(r.file.Base)
	for _, href := range []string{e.Attr("href"), e.Text("altloc")} {
		address := item.Address(base, href)
		if address == "" || len(r.item.Media) == maxMedia {
			continue
		}
		if !slices.ContainsFunc(r.item.Media, func(m news.Media) bool { return m.URL == address }) {
			r.item.Media = append(r.item.Media, news.Media{URL: address, Type: kindOf(e, address)})
		}
		return true
	}
	return false
}

// kindOf returns the media type of what an element points to, or the first half of one.
func kindOf(e *xmltree.Element, address string) string {
	if t := item.Cut(item.Line(e.Attr("contenttype")), 100); t != "" {
		return t
	}
	for _, c := range e.All("itemclass") {
		switch t := tail(c, "qcode"); t {
		case "picture", "graphic":
			return "image"
		case "video", "audio":
			return t
		}
	}
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp":
		return "image"
	case ".mp4", ".avi", ".mpg", ".mov":
		return "video"
	}
	return ""
}

// Roles of descriptions, those that say most of an item first.
var summaries = []string{"summary", "abstract", "", "teaser", "caption"}

// describe sets the summary; and the body, of an item that has no other.
func (r *reader) describe(content *xmltree.Element) {
	i := &r.item
	all := content.All("description")
	if i.Body.Empty() {
		var b strings.Builder
		for _, d := range all {
			b.WriteString(newsml.Described(d))
		}
		said := markup.HTML(b.String(), r.file.Base)
		i.Body, i.Cut = said.Body, said.Cut
	}
	for _, role := range summaries {
		if d := r.described(all, role); d != "" {
			i.Summary = d
			return
		}
	}
	if i.Summary == "" && len(all) > 0 {
		i.Summary = newsml.Line(all[0])
	}
}

// described returns the description with a role, in the item's language.
func (r *reader) described(all []*xmltree.Element, role string) string {
	var with []*xmltree.Element
	for _, d := range all {
		if tail(d, "role") == role {
			with = append(with, d)
		}
	}
	if d := r.inLanguage(with); d != nil {
		return newsml.Line(d)
	}
	return ""
}

// caption returns what is said of the item's pictures.
func (r *reader) caption(content *xmltree.Element) string {
	return r.described(content.All("description"), "caption")
}

// groups makes a body of what a package holds: the groups from the root on, each item with its title and what is said of it.
func (r *reader) groups(e *xmltree.Element) {
	if e.Name != "packageitem" {
		return
	}
	g := grouping{reader: r, groups: map[string]*xmltree.Element{}}
	for _, set := range e.All("groupset") {
		for _, one := range set.All("group") {
			if id := one.Attr("id"); g.groups[id] == nil {
				g.groups[id] = one
			}
		}
		if root := g.groups[set.Attr("root")]; root != nil {
			g.write(root)
		}
		for _, one := range set.All("group") {
			g.write(one) // those that nobody refers to
		}
	}
	g.write(e) // what stands in no group
	res := markup.HTML(g.html.String(), r.file.Base)
	if r.item.Body.Empty() {
		r.item.Body, r.item.Cut = res.Body, res.Cut
	}
}

// grouping writes the groups of a package as HTML.
type grouping struct {
	*reader
	groups map[string]*xmltree.Element
	done   []*xmltree.Element
	html   strings.Builder
}

// write writes a group, once, and those in it.
func (g *grouping) write(e *xmltree.Element) {
	if slices.Contains(g.done, e) || len(g.done) > maxGroups {
		return
	}
	g.done = append(g.done, e)
	for _, k := range e.Kids {
		switch {
		case k.Element == nil:
		case k.Element.Name == "groupref":
			if to := g.groups[k.Element.Attr("idref")]; to != nil {
				g.write(to)
			}
		case k.Element.Name == "itemref" || k.Element.Name == "conceptref":
			g.ref(k.Element)
		}
	}
}

const maxGroups = 1_000

// ref writes what a package says of an item in it, with its address if that is on the web.
func (g *grouping) ref(e *xmltree.Element) {
	title := g.inLanguage(e.All("headline"))
	if title == nil {
		title = g.inLanguage(e.All("title"))
	}
	words := e.Attr("residref")
	if title != nil {
		words = newsml.Line(title)
	}
	address := item.Address(g.file.Base, e.Attr("href"))
	if kind, _, _ := strings.Cut(kindOf(e, address), "/"); kind == "image" || kind == "video" || kind == "audio" {
		g.addMedia(e)
	}
	if words == "" {
		words = address
	}
	if words != "" {
		g.html.WriteString("<h3>" + linked(words, address) + "</h3>")
	}
	for _, d := range e.All("description") {
		g.html.WriteString("<p>" + escape(newsml.Line(d)) + "</p>")
	}
}

func linked(words, address string) string {
	if address == "" {
		return escape(words)
	}
	return `<a href="` + escape(address) + `">` + escape(words) + "</a>"
}

func escape(s string) string { return html.EscapeString(s) }
