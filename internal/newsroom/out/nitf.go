package out

import (
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// NITF 3.6 of IPTC (News Industry Text Format).

func (i Item) nitf() ([]byte, error) {
	m := &markup{}
	m.open("nitf", "xmlns", "http://iptc.org/std/NITF/2006-10-18/", "version", "-//IPTC//DTD NITF 3.6//EN",
		"baselang", string(i.Story.Language))
	i.nitfHead(m)
	m.open("body")
	i.nitfBodyHead(m)
	m.open("body.content")
	w := &nitfText{markup: m, item: i}
	if s := i.Story; s.Lead != nil {
		w.media(news.Attrs{Picture: s.Lead.ID, Caption: s.LeadCaption, Credit: s.LeadCredit, Alt: s.Lead.Alt})
	}
	w.nodes(i.text().Blocks)
	for len(m.within) > 0 {
		m.close()
	}
	return m.document()
}

// packed is a time as NITF has it (ISO 8601 without signs between).
func packed(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func (i Item) nitfHead(m *markup) {
	m.open("head")
	m.leaf("title", i.Headline())
	m.open("tobject", "tobject.type", "news")
	for _, c := range i.subjects() {
		if c.iptc {
			m.leaf("tobject.subject", "", "tobject.subject.ipr", "IPTC", "tobject.subject.refnum", c.code, "tobject.subject.type", c.name)
		}
	}
	m.close()
	i.docdata(m)
	m.leaf("pubdata", "", "type", "web", "date.publication", packed(i.Story.Published), "ex-ref", i.Link(), "position.section", pick(i.Gone(), "", i.section().name))
	m.leaf("revision-history", "", "norm", packed(i.At), "comment", i.words().changed(i.Change))
	m.close()
}

func (i Item) docdata(m *markup) {
	status := pubStatuses[i.Change]
	switch {
	case status != "":
	case !i.Embargo.IsZero():
		status = "embargoed"
	default:
		status = "usable"
	}
	m.open("docdata", "management-status", status)
	host := i.host()
	if i.Change == news.ChangeCorrection {
		m.leaf("correction", "", "info", i.corrected(), "id-string", i.GUID(), "regsrc", host)
	}
	m.leaf("doc-id", "", "id-string", i.GUID(), "regsrc", host)
	if i.Urgency != 0 {
		m.leaf("urgency", "", "ed-urg", strconv.Itoa(i.Urgency))
	}
	m.leaf("date.issue", "", "norm", packed(i.Story.Published))
	if !i.Embargo.IsZero() {
		m.leaf("date.release", "", "norm", packed(i.Embargo))
	}
	m.leaf("du-key", "", "version", strconv.Itoa(i.Version), "key", i.Slug())
	m.leaf("doc.copyright", "", "year", strconv.Itoa(i.Story.Published.UTC().Year()), "holder", i.provider())
	m.leaf("ed-msg", "", "info", i.notes())
	m.open("identified-content")
	for _, c := range i.subjects() {
		if !c.iptc {
			m.leaf("classifier", c.name, "type", pick(c.topic, "topic", "section"), "idsrc", host, "value", c.code)
		}
	}
	m.close()
	m.close()
}

func (i Item) nitfBodyHead(m *markup) {
	s := i.Story
	m.open("body.head")
	m.open("hedline")
	m.leaf("hl1", i.Headline())
	m.close()
	if r := line(i.Rights); r != "" {
		m.open("note", "noteclass", "cpyrt")
		m.open("body.content")
		m.leaf("p", r)
		m.close()
		m.close()
	}
	for _, a := range s.Authors() {
		m.leaf("byline", a)
	}
	m.leaf("distributor", i.provider())
	if p := line(s.Dateline.Place); p != "" {
		m.open("dateline")
		m.leaf("location", p)
		m.close()
	}
	if t := line(s.Standfirst); t != "" {
		m.open("abstract")
		m.leaf("p", t)
		m.close()
	}
	m.close()
}

// nitfText writes a document in the elements of NITF.
type nitfText struct {
	*markup
	item Item
}

var nitfTags = map[news.NodeType]string{news.Paragraph: "p", news.Heading: "hl2", news.Item: "li", news.Row: "tr"}

func (w *nitfText) nodes(nodes []news.Node) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w *nitfText) node(n news.Node) {
	switch n.Type {
	case news.Text:
		w.run(n)
	case news.Break:
		w.WriteString("<br/>")
	case news.PictureRef:
		w.media(n.Attrs)
	case news.MediaRef:
		if href, title, after, ok := w.item.heard(n.Attrs); ok {
			w.link(href, title, after)
		}
	case news.Embed:
		w.link(w.item.address(n.Attrs.URL), n.Attrs.Title, provider(n.Attrs))
	case news.PullQuote:
		w.quote(n.Attrs.Attribution, []news.Node{{Type: news.Paragraph, Content: n.Content}})
	case news.Quotation:
		w.quote(n.Attrs.Attribution, n.Content)
	case news.Table:
		w.open("table")
		w.leaf("caption", n.Attrs.Caption)
		w.nodes(n.Content)
		w.close()
	case news.List:
		w.wrap(pick(n.Attrs.Ordered, "ol", "ul"), n)
	case news.Cell:
		w.wrap(pick(n.Attrs.Header, "th", "td"), n)
	case news.Paragraph, news.Heading, news.Item, news.Row:
		w.wrap(nitfTags[n.Type], n)
	}
}

func (w *nitfText) wrap(tag string, n news.Node) {
	w.WriteString("<" + tag + ">")
	w.nodes(n.Content)
	w.WriteString("</" + tag + ">\n")
}

func (w *nitfText) quote(attribution string, content []news.Node) {
	w.open("bq")
	w.open("block")
	w.nodes(content)
	w.close()
	w.leaf("credit", attribution)
	w.close()
}

// run writes a text. NITF has one emphasis: what is bold is marked as such by its style.
func (w *nitfText) run(n news.Node) {
	var end string
	for _, m := range n.Marks {
		switch m.Type {
		case news.Link:
			w.WriteString(`<a href="` + escape(w.item.address(m.Href)) + `">`)
			end = "</a>" + end
		case news.Bold:
			w.WriteString(`<em style="font-weight: bold">`)
			end = "</em>" + end
		case news.Italic:
			w.WriteString("<em>")
			end = "</em>" + end
		}
	}
	w.WriteString(escape(tidy(n.Text)) + end)
}

func (w *nitfText) link(href, title, after string) {
	w.WriteString("<p>")
	w.run(linked(href, title))
	w.WriteString(escape(after) + "</p>\n")
}

// media writes a picture. One whose file is not to be had is left out, with what is said of it.
func (w *nitfText) media(a news.Attrs) {
	p, ok := w.item.picture(a.Picture)
	r, has := near(p, 1280)
	if !ok || !has {
		return
	}
	w.open("media", "media-type", "image")
	w.leaf("media-reference", "", "mime-type", mediaType(r.Name), "source", w.item.media(r.Name), "width", strconv.Itoa(r.Width), "height", strconv.Itoa(r.Height), "alternate-text", a.Alt)
	if c := line(a.Caption); c != "" {
		w.open("media-caption")
		w.leaf("p", c)
		w.close()
	}
	w.leaf("media-producer", a.Credit)
	w.close()
}
