package screens

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
	"github.com/stet-news/stet/internal/redline"
)

// changed is one field, or one paragraph of the body, that two versions have differently.
type changed struct {
	name  string // of the field; empty for the body
	parts []redline.Part
}

// compareContent returns what is different in two versions of a story, field by field
// and then paragraph by paragraph.
func compareContent(a, b news.Content) (all []changed) {
	fieldsB := fieldsOf(b)
	for i, f := range fieldsOf(a) {
		if f.text != fieldsB[i].text {
			all = append(all, changed{f.name, redline.Words(f.text, fieldsB[i].text)})
		}
	}
	return append(all, compareBody(a.Body, b.Body)...)
}

func compareBody(a, b news.Document) (all []changed) {
	var old, fresh []string
	flush := func() {
		for i := range max(len(old), len(fresh)) {
			var was, is string
			if i < len(old) {
				was = old[i]
			}
			if i < len(fresh) {
				is = fresh[i]
			}
			all = append(all, changed{"", redline.Words(was, is)})
		}
		old, fresh = nil, nil
	}
	for _, p := range redline.Compare(blocksOf(a), blocksOf(b)) {
		switch p.Op {
		case '-':
			old = append(old, p.Text)
		case '+':
			fresh = append(fresh, p.Text)
		default:
			flush()
		}
	}
	flush()
	return all
}

// blocksOf returns each block as plain characters, with what its placeholder leaves out.
func blocksOf(d news.Document) (texts []string) {
	for _, n := range d.Blocks {
		one := news.Document{Blocks: []news.Node{n}}
		text := plain.Write(one)
		if n.Type == news.Table || n.Type == news.List {
			text = one.Plain()
		}
		if n.Type == news.PictureRef || n.Type == news.Embed {
			text = strings.Join([]string{text, n.Attrs.Caption, n.Attrs.Credit, n.Attrs.Alt, n.Attrs.URL, n.Attrs.Picture}, " ")
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

type field struct{ name, text string }

// fieldsOf returns every field but the body as text, always in the same order.
func fieldsOf(c news.Content) []field {
	lead := news.PictureUse{}
	if c.Lead != nil {
		lead = *c.Lead
	}
	filed := ""
	if !c.Dateline.Filed.IsZero() {
		filed = utc(c.Dateline.Filed)
	}
	return []field{
		{"Kicker", c.Kicker},
		{"Headline", c.Headline},
		{"Standfirst", c.Standfirst},
		{"Byline", bylineOf(c)},
		{"Dateline", strings.TrimSpace(c.Dateline.Place + " " + filed)},
		{"Section", c.Section},
		{"Language", string(c.Language)},
		{"Topics", strings.Join(c.Topics, ", ")},
		{"Slug", c.Slug},
		{"Credit line", c.Credit},
		{"Who reported and edited", c.Contributors},
		{"Label", string(c.Label)},
		{"Beside it", numbersField(c.Related...)},
		{"Translation of", numbersField(c.Translates)},
		{"Lead picture", strings.Join(slices.DeleteFunc([]string{lead.Picture, lead.Caption, lead.Credit, lead.Alt}, func(s string) bool { return s == "" }), " · ")},
	}
}

func bylineOf(c news.Content) string {
	if c.Byline.Desk != "" {
		return c.Byline.Desk
	}
	return strings.Join(c.Byline.People, ", ")
}
