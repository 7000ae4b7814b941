package nitf

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
	"github.com/stet-news/stet/internal/pattern"
)

// bodyHead reads what stands over the copy, and returns the second headline if it is said nowhere else.
func (r *reader) bodyHead(head *xmltree.Element) (second string) {
	i := &r.item
	var authors, datelines, abstracts []string
	for _, h := range r.heads {
		for _, l := range h.All("hedline") {
			if i.Headline == "" {
				i.Headline = item.Line(l.Text("hl1"))
			}
			if second == "" {
				second = item.Line(l.Text("hl2"))
			}
		}
		for _, b := range h.All("byline") {
			authors = append(authors, byline(b))
		}
		if d := item.Line(h.Text("distributor")); d != "" {
			i.Source = d
		}
		for _, d := range h.All("dateline") {
			datelines = append(datelines, dateline(d))
		}
		for _, a := range h.All("abstract") {
			abstracts = append(abstracts, a.Words())
		}
		for _, n := range h.All("note") {
			r.note(n)
		}
		for _, x := range h.All("rights", "copyrite") {
			r.rights = append(r.rights, spaced(x))
		}
	}
	if i.Headline == "" {
		i.Headline = item.Line(head.Text("title"))
	}
	i.Author = item.Cut(listed(authors...), item.MaxLine)
	i.Dateline = item.Cut(listed(datelines...), item.MaxLine)
	if s := item.Line(strings.Join(abstracts, " ")); s != "" {
		i.Summary = joined([]string{i.Summary, s})
	}
	return r.elsewhere(second)
}

// elsewhere returns the second headline, "" if the item has it in another field, into which it may go now.
func (r *reader) elsewhere(second string) string {
	i := &r.item
	if second == "" || second == i.Headline || second == i.Slugline {
		return ""
	}
	for _, k := range i.Keywords {
		if strings.EqualFold(k, second) {
			return ""
		}
	}
	if i.Summary == "" {
		i.Summary = second
		return ""
	}
	return second
}

func (r *reader) note(n *xmltree.Element) {
	switch strings.ToLower(n.Attr("noteclass")) {
	case "cpyrt", "trademk":
		r.rights = append(r.rights, spaced(n))
	default:
		r.notes = append(r.notes, spaced(n))
	}
}

// spaced returns the words of e with a space between elements.
func spaced(e *xmltree.Element) string {
	var b strings.Builder
	var write func(*xmltree.Element)
	write = func(e *xmltree.Element) {
		for _, k := range e.Kids {
			b.WriteString(k.Text)
			if k.Element != nil {
				write(k.Element)
				b.WriteByte(' ')
			}
		}
	}
	write(e)
	return item.Line(b.String())
}

var by = pattern.New(`(?i)^(?:by|von|por|par|di|door|av)\s+(\S.*)$`)

// byline returns the name in a byline, with what the person is in brackets.
func byline(b *xmltree.Element) string {
	title := item.Line(b.Text("byttl"))
	rest := &xmltree.Element{}
	for _, k := range b.Kids {
		if k.Element == nil || k.Element.Name != "byttl" {
			rest.Kids = append(rest.Kids, k)
		}
	}
	name := item.Line(rest.Words())
	if m := by.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	name = strings.Trim(name, " ,;")
	switch {
	case name == "" || strings.EqualFold(name, "by"):
		return title
	case title == "" || title == name:
		return name
	}
	return name + " (" + title + ")"
}

// dateline returns the words of a dateline. A date that is written as a number is for programs.
func dateline(d *xmltree.Element) string {
	words := &xmltree.Element{}
	for _, k := range d.Kids {
		if e := k.Element; e != nil && e.Name == "story.date" && strings.Trim(e.Words(), "0123456789TZ+-: \t\r\n") == "" {
			continue
		}
		words.Kids = append(words.Kids, k)
	}
	return strings.Trim(strings.ReplaceAll(item.Line(words.Words()), " ,", ","), ", ")
}

// copy reads the copy itself.
func (r *reader) copy(second string) {
	w := &writer{reader: r}
	if second != "" {
		w.wrap("h2", func() { w.text(second) })
	}
	for _, c := range r.content {
		w.kids(c)
	}
	read := markup.HTML("<div>"+w.b.String()+"</div>", r.base)
	r.item.Body, r.item.Cut = read.Body, read.Cut || w.full
}

// writer writes the elements of NITF as those of HTML, which package markup reads. What is not of running text goes to the reader.
type writer struct {
	*reader
	b         strings.Builder
	full      bool
	separated bool // the fraction that is written has a sign of its own between its numbers
}

const maxMarkup = 4 << 20 // bytes, of which a dispatch can hold an eighth

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (w *writer) text(s string) {
	if w.full = w.full || w.b.Len()+len(s) > maxMarkup; !w.full {
		_, _ = escape.WriteString(&w.b, s) // to memory
	}
}

func (w *writer) wrap(tag string, inside func()) {
	if w.full = w.full || w.b.Len() > maxMarkup; w.full {
		return
	}
	w.b.WriteString("<" + tag + ">")
	inside()
	name, _, _ := strings.Cut(tag, " ")
	w.b.WriteString("</" + name + ">")
}

func (w *writer) kids(e *xmltree.Element) {
	for _, k := range e.Kids {
		w.text(k.Text)
		if k.Element != nil && !w.full {
			w.element(k.Element)
		}
	}
}

// tags are the elements of HTML that those of NITF become. An element that is not here is of running text, and its words are kept.
var tags = map[string]string{
	"p": "p", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "pre": "pre", "em": "em", "q": "q", "sub": "sub", "sup": "sup",
	"table": "table", "caption": "caption", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "tr": "tr", "th": "th", "td": "td",
	"hl1": "h2", "hl2": "h2", "bq": "blockquote", "credit": "footer", "block": "div", "body.content": "div", "body.head": "div",
	"nitf-table": "div", "custom-table": "div", "table-reference": "p", "abstract": "div", "fn": "p", "datasource": "p", "copyrite": "p",
	"byline": "p", "distributor": "p", "dateline": "p", "tagline": "p", "bibliography": "p", "hedline": "div", "postaddr": "p",
}

func (w *writer) element(e *xmltree.Element) {
	switch e.Name {
	case "media":
		w.media(e)
	case "note":
		w.note(e)
	case "br":
		w.b.WriteString("<br>")
	case "hr":
		w.b.WriteString("<hr>")
	case "media-metadata", "nitf-table-metadata", "alt-code", "col", "colgroup":
	case "a":
		href := strings.ReplaceAll(escape.Replace(e.Attr("href")), `"`, "&quot;")
		w.wrap(`a href="`+href+`"`, func() { w.kids(e) })
	case "frac-sep":
		if w.kids(e); e.Words() == "" {
			w.text("/")
		}
	case "denom":
		if !w.separated {
			w.text("/")
		}
		w.kids(e)
	case "frac":
		w.separated = len(e.All("frac-sep")) > 0
		w.kids(e)
	case "addressee", "delivery.point", "postcode", "delivery.office", "care.of":
		w.kids(e)
		w.b.WriteString("<br>")
	default:
		if tag := tags[e.Name]; tag != "" {
			w.wrap(tag, func() { w.kids(e) })
		} else {
			w.kids(e)
		}
	}
}

// widest returns the form of the largest width among those of one kind, the first of equals.
func widest(forms []*xmltree.Element, kind func(*xmltree.Element) string) []*xmltree.Element {
	var kept []*xmltree.Element
	at := map[string]int{}
	for _, f := range forms {
		k := kind(f)
		i, again := at[k]
		if !again {
			at[k] = len(kept)
			kept = append(kept, f)
		} else if width(f) > width(kept[i]) {
			kept[i] = f
		}
	}
	return kept
}

// maxMedia is how many files a dispatch points to.
const maxMedia = 100

// media lists a file that is part of the copy, or takes it out.
func (w *writer) media(e *xmltree.Element) {
	var captions, producers []string
	for _, c := range e.All("media-caption", "caption") {
		captions = append(captions, spaced(c))
	}
	for _, p := range e.All("media-producer") {
		producers = append(producers, spaced(p))
	}
	caption, credit := joined(captions), item.Cut(listed(producers...), item.MaxLine)
	kind := strings.ToLower(e.Attr("media-type"))
	inside := w.inside(e)
	if inside {
		return
	}
	mime := func(f *xmltree.Element) string {
		major, _, _ := strings.Cut(f.Attr("mime-type"), "/")
		return strings.ToLower(major)
	}
	for _, f := range widest(e.All("media-reference"), mime) {
		w.reference(f, kind, caption, credit)
	}
}

func (w *writer) reference(f *xmltree.Element, kind, caption, credit string) {
	source := item.Line(f.Attr("source"))
	if source == "" {
		source = item.Line(f.Attr("data-location"))
	}
	m := news.Media{URL: item.Address(w.base, source), Type: kind, Caption: caption, Credit: credit}
	if t := item.Line(f.Attr("mime-type")); t != "" {
		m.Type = item.Cut(t, 100)
	}
	for _, a := range []string{"alternate-text", "name"} {
		if m.Caption == "" {
			m.Caption = item.Line(f.Attr(a))
		}
	}
	for _, a := range []string{"source-credit", "copyright"} {
		if m.Credit == "" {
			m.Credit = item.Line(f.Attr(a))
		}
	}
	if m.URL == "" {
		m.Name = item.Beside(source)
	}
	switch {
	case m.Name != "" && len(w.item.Media) < maxMedia:
		w.item.Media = append(w.item.Media, m)
	case m.URL == "" && source+m.Caption != "":
		w.tell(missing(source, m))
	case m.URL != "" && len(w.item.Media) < maxMedia:
		for _, had := range w.item.Media {
			if had.URL == m.URL {
				return
			}
		}
		w.item.Media = append(w.item.Media, m)
	}
}
