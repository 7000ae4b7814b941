package newsml1

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// beside is what stands beside a picture, in the components that it is in.
type beside struct{ headline, caption, credit string }

// component reads a component and those in it. What it says counts where none around it said something. What its texts say of themselves
// is put into said.
func (r *reader) component(c *xmltree.Element, out *beside, said *item.Item) {
	b := beside{}
	if out != nil {
		b = *out
	}
	b.headline = ""
	for _, n := range c.All("comment") {
		r.notes = append(r.notes, newsml.Long(n))
	}
	for _, l := range c.All("newslines") {
		r.lines(l, out == nil, &b)
	}
	r.metadata(c)
	for _, k := range c.All("newscomponent") {
		if role(k) == "caption" {
			if t := newsml.First(k, "datacontent"); t != nil {
				b.caption = item.Line(newsml.Read(t, nil, r.file.Source).Body.Plain())
			}
		}
	}
	alternative := strings.EqualFold(c.Attr("equivalentslist"), "yes")
	had := false
	for _, k := range c.Kids {
		if k.Element == nil {
			continue
		}
		before := len(r.item.Body.Blocks)
		if alternative && had && holdsText(k.Element) {
			continue // the same again in another form
		}
		switch k.Element.Name {
		case "newscomponent":
			if role(k.Element) != "caption" || !hasPicture(c) {
				r.component(k.Element, &b, said)
			}
		case "contentitem":
			r.content(k.Element, b, said)
		case "newsitem":
			r.heading(textOf(newsml.First(k.Element, "headline")))
		case "newsitemref":
			r.heading(item.Line(k.Element.Words()), k.Element.Attr("newsitem"))
		}
		had = had || len(r.item.Body.Blocks) > before
	}
}

func textOf(e *xmltree.Element) string {
	if e == nil {
		return ""
	}
	return newsml.Line(e)
}

// role returns what a component is for.
func role(c *xmltree.Element) string {
	for _, e := range c.All("role") {
		return strings.ToLower(tail(e.Attr("formalname")))
	}
	return ""
}

func hasPicture(c *xmltree.Element) bool {
	return slices.ContainsFunc(newsml.Find(c, "contentitem"), func(e *xmltree.Element) bool { return e.Attr("href") != "" })
}

func holdsText(e *xmltree.Element) bool { return newsml.First(e, "datacontent") != nil }

// lines takes the lines of a component. The headline of a part stands over its text.
func (r *reader) lines(l *xmltree.Element, top bool, b *beside) {
	i := &r.item
	first := func(to *string, name string) {
		for _, e := range l.All(name) {
			if *to == "" {
				*to = newsml.Line(e)
			}
		}
	}
	if b.headline = textOf(first1(l, "headline")); top || i.Headline == "" {
		first(&i.Headline, "headline")
	}
	if b.headline == i.Headline {
		b.headline = ""
	}
	first(&i.Summary, "subheadline")
	first(&i.Slugline, "slugline")
	first(&i.Dateline, "dateline")
	first(&i.Credit, "creditline")
	b.credit = ""
	if first(&b.credit, "creditline"); b.credit == "" {
		b.credit = i.Credit
	}
	for _, e := range l.All("byline") {
		r.by = append(r.by, newsml.Byline(newsml.Line(e)))
	}
	for _, e := range l.All("copyrightline", "rightsline") {
		r.rights = append(r.rights, newsml.Long(e))
	}
	for _, e := range l.All("keywordline") {
		r.keywords = append(r.keywords, strings.FieldsFunc(newsml.Line(e), func(c rune) bool { return strings.ContainsRune(",;/|", c) })...)
	}
	for _, e := range l.All("newsline") {
		kind := ""
		for _, t := range e.All("newslinetype") {
			kind = strings.ToLower(tail(t.Attr("formalname")))
		}
		for _, t := range e.All("newslinetext") {
			switch {
			case containsAny(kind, "note", "advis", "instruction", "warning"):
				r.notes = append(r.notes, newsml.Long(t))
			case containsAny(kind, "summary", "abstract", "teaser") && i.Summary == "":
				i.Summary = newsml.Line(t)
			}
		}
	}
}

func first1(e *xmltree.Element, name string) *xmltree.Element {
	for _, k := range e.All(name) {
		return k
	}
	return nil
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// content takes a text, a file, or the address of one.
func (r *reader) content(c *xmltree.Element, b beside, said *item.Item) {
	kind := kindOf(c)
	if href := c.Attr("href"); href != "" {
		r.media++
		name := item.Beside(href)
		switch address := item.Address(c.BaseOf(r.file.Base), href); {
		case address == "" && name != "" && len(r.item.Media) < maxMedia:
			r.item.Media = append(r.item.Media, news.Media{Name: name, Type: kind, Caption: cmp.Or(b.caption, b.headline), Credit: b.credit})
		case address == "":
			r.lost++
		case len(r.item.Media) < maxMedia && !slices.ContainsFunc(r.item.Media, func(m news.Media) bool { return m.URL == address }):
			caption := b.caption
			if caption == "" {
				caption = b.headline
			}
			r.item.Media = append(r.item.Media, news.Media{URL: address, Type: kind, Caption: caption, Credit: b.credit})
		}
		return
	}
	for _, data := range newsml.Find(c, "datacontent") {
		if encoding := first1(c, "encoding"); encoding != nil && !strings.EqualFold(encoding.Attr("notation"), "none") {
			copied, file, ok := newsml.Data(data.Words(), kind, encoding.Attr("notation"), r.file.Base)
			switch {
			case !ok:
				r.file.Tell("The item %s has data in it that cannot be decoded; it was left out.", r.called)
			case file.Data != nil && len(r.item.Files) < item.MaxFiles:
				r.item.Files = append(r.item.Files, file)
			case file.Data == nil:
				r.add(copied, b.headline, said)
			}
			continue
		}
		r.add(newsml.Read(data, data.BaseOf(r.file.Base), r.file.Source), b.headline, said)
	}
}

const maxMedia = 100

// kindOf returns the media type of a content, or the first half of one.
func kindOf(c *xmltree.Element) string {
	for _, e := range c.All("mimetype") {
		if t := item.Line(e.Attr("formalname")); strings.Contains(t, "/") {
			return item.Cut(t, 100)
		}
	}
	for _, e := range c.All("format") {
		switch f := strings.ToLower(e.Attr("formalname")); {
		case strings.Contains(f, "jpeg") || strings.Contains(f, "jpg"):
			return "image/jpeg"
		case strings.Contains(f, "png"):
			return "image/png"
		case strings.Contains(f, "gif"):
			return "image/gif"
		}
	}
	for _, e := range c.All("mediatype") {
		switch tail(strings.ToLower(e.Attr("formalname"))) {
		case "photo", "picture", "graphic", "image":
			return "image"
		case "video", "audio":
			return tail(strings.ToLower(e.Attr("formalname")))
		case "text":
			return "text/plain"
		}
	}
	return ""
}

// add adds a text to the body, under the headline that it has in the item.
func (r *reader) add(c newsml.Copy, headline string, said *item.Item) {
	if c.Unknown != "" {
		r.file.Tell("The item %s has its content as <%s>, which Stet does not know; only the words in it were kept.", r.called, item.Cut(item.Line(c.Unknown), 50))
	}
	for _, p := range c.Problems {
		r.file.Tell("%s", p)
	}
	body := c.Body
	c.Body = news.Document{}
	newsml.Fill(said, c.Item)
	if len(body.Blocks) == 0 {
		return
	}
	if headline == "" && len(r.item.Body.Blocks) > 0 {
		headline = c.Headline
	}
	if headline != "" && headline != r.item.Headline {
		r.heading(headline)
	}
	newsml.Append(&r.item, body)
}

// heading adds the first of the words that there are as a heading.
func (r *reader) heading(words ...string) {
	for _, w := range words {
		if w = item.Line(w); w != "" {
			newsml.Append(&r.item, news.Document{Blocks: []news.Node{{Type: news.Heading, Content: []news.Node{{Type: news.Text, Text: w}}}}})
			return
		}
	}
}
