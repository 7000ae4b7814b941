package out

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// xhtml writes a document as HTML that is XML too, so that it can stand in a page, in JSON and in NewsML-G2 alike. Every address in it is
// whole, and it needs no stylesheet and no script. Nothing of a text can add an element or an attribute.
type xhtml struct {
	strings.Builder
	item Item
	// source returns the address of a picture's file; nil is its address on the site.
	source func(name string) string
}

// body returns the text with its pictures as XHTML, the lead first.
func (i Item) body(source func(name string) string) string {
	w := &xhtml{item: i, source: source}
	if s := i.Story; s.Lead != nil {
		w.figure(news.PictureUse{Picture: s.Lead.ID, Caption: s.LeadCaption, Credit: s.LeadCredit, Alt: s.Lead.Alt})
	}
	w.nodes(i.text().Blocks)
	return w.String()
}

var tags = map[news.NodeType]string{
	news.Paragraph: "p", news.Heading: "h2", news.Item: "li", news.Row: "tr", news.Table: "table", news.Quotation: "blockquote",
}

func (w *xhtml) nodes(nodes []news.Node) {
	for _, n := range nodes {
		w.node(n)
	}
}

func (w *xhtml) node(n news.Node) {
	switch n.Type {
	case news.Text:
		w.run(n)
	case news.Break:
		w.WriteString("<br/>")
	case news.PictureRef:
		w.figure(news.PictureUse{Picture: n.Attrs.Picture, Caption: n.Attrs.Caption, Credit: n.Attrs.Credit, Alt: n.Attrs.Alt})
	case news.MediaRef:
		w.recording(n.Attrs)
	case news.Embed:
		w.WriteString("<p>")
		w.run(linked(w.item.address(n.Attrs.URL), n.Attrs.Title))
		w.text(provider(n.Attrs))
		w.WriteString("</p>\n")
	case news.PullQuote:
		w.WriteString("<blockquote class=\"pull\"><p>")
		w.nodes(n.Content)
		w.WriteString("</p>" + w.small("footer", n.Attrs.Attribution) + "</blockquote>\n")
	case news.Quotation:
		w.WriteString("<blockquote>\n")
		w.nodes(n.Content)
		w.WriteString(w.small("footer", n.Attrs.Attribution) + "</blockquote>\n")
	case news.Table:
		w.WriteString("<table>" + w.small("caption", n.Attrs.Caption) + "\n")
		w.nodes(n.Content)
		w.WriteString("</table>\n")
	case news.List:
		w.wrap(pick(n.Attrs.Ordered, "ol", "ul"), n, "\n")
	case news.Cell:
		w.wrap(pick(n.Attrs.Header, "th", "td"), n, "")
	case news.Paragraph, news.Heading, news.Item, news.Row:
		w.wrap(tags[n.Type], n, "\n")
	}
}

func (w *xhtml) wrap(tag string, n news.Node, after string) {
	w.WriteString("<" + tag + ">")
	w.nodes(n.Content)
	w.WriteString("</" + tag + ">" + after)
}

// small is a short text in an element, "" for none.
func (w *xhtml) small(tag, s string) string {
	if s = line(s); s == "" {
		return ""
	}
	return "<" + tag + ">" + escape(s) + "</" + tag + ">"
}

func (w *xhtml) text(s string) { w.WriteString(escape(tidy(s))) }

func (w *xhtml) run(n news.Node) {
	var end string
	for _, m := range n.Marks {
		tag, attr := map[news.MarkType]string{news.Bold: "strong", news.Italic: "em", news.Link: "a"}[m.Type], ""
		if m.Type == news.Link {
			attr = ` href="` + escape(w.item.address(m.Href)) + `"`
		}
		if tag != "" {
			w.WriteString("<" + tag + attr + ">")
			end = "</" + tag + ">" + end
		}
	}
	w.text(n.Text)
	w.WriteString(end)
}

// figure writes a picture. One whose file is not to be had is left out, with what is said of it.
func (w *xhtml) figure(use news.PictureUse) {
	p, ok := w.item.picture(use.Picture)
	caption := w.small("span", use.Caption)
	if credit := line(use.Credit); credit != "" {
		caption = strings.TrimSpace(caption + " <cite>" + escape(credit) + "</cite>")
	}
	r, has := near(p, 1280)
	if !ok || !has {
		return
	}
	src := w.item.media(r.Name)
	if w.source != nil {
		src = w.source(r.Name)
	}
	w.WriteString(`<figure><img src="` + escape(src) + `" alt="` + escape(line(use.Alt)) + `" width="` + strconv.Itoa(r.Width) + `" height="` + strconv.Itoa(r.Height) + `"/>`)
	if caption != "" {
		w.WriteString("<figcaption>" + caption + "</figcaption>")
	}
	w.WriteString("</figure>\n")
}

// recording writes a film or a sound as a link to its file. One that readers do not have is left out.
func (w *xhtml) recording(a news.Attrs) {
	href, title, after, ok := w.item.heard(a)
	if !ok {
		return
	}
	w.WriteString("<p>")
	w.run(linked(href, title))
	w.text(after)
	w.WriteString("</p>\n")
}

// heard says of a film or a sound of the body where it is, what it shows and whose it is; false if readers do not have it.
func (i Item) heard(a news.Attrs) (href, title, after string, ok bool) {
	r, ok := i.recording(a.Media)
	if !ok {
		return "", "", "", false
	}
	title, after = line(a.Caption), line(a.Credit)
	if title == "" {
		title = pick(r.Kind == news.Film, i.words().film, i.words().sound)
	}
	if after != "" {
		after = " (" + after + ")"
	}
	return i.media(r.File), news.CleanText(title), after, true
}

// linked is a run that leads to an address; without words it is the address.
func linked(href, title string) news.Node {
	if title = line(title); title == "" {
		title = href
	}
	return news.Node{Type: news.Text, Text: title, Marks: []news.Mark{{Type: news.Link, Href: href}}}
}

// provider says whose page an embed leads to.
func provider(a news.Attrs) string {
	if p := line(a.Provider); p != "" {
		return " (" + p + ")"
	}
	return ""
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape returns a tidy text for XML and for HTML, in an element or in an attribute.
func escape(s string) string { return escapes.Replace(s) }
