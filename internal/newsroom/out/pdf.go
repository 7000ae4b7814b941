package out

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out/typeset"
)

// PDF: the story on pages of A4, for print and for those who want to see it.

const bodySize = 10.5

// pdf sets the item. It is written by package typeset, which shapes Bangla.
func (i Item) pdf() ([]byte, error) {
	w, s := i.words(), i.Story
	d, err := typeset.New(typeset.Info{
		Title: i.Headline(), Author: i.author(), Language: string(s.Language), Footer: i.provider() + " · " + i.Slug() + " · " + i.version(),
	})
	if err != nil {
		return nil, err
	}
	small := typeset.Look{Size: 9, Grey: true, After: 4}
	d.Text(small, typeset.Run{Text: i.provider()})
	d.Text(typeset.Look{Size: 10, Before: 6}, typeset.Run{Text: line(s.Kicker), Bold: true})
	d.Text(typeset.Look{Size: 20, After: 6}, typeset.Run{Text: i.Headline(), Bold: true})
	d.Text(typeset.Look{Size: 12, After: 6}, typeset.Run{Text: line(s.Standfirst)})
	d.Text(typeset.Look{Size: 10}, typeset.Run{Text: i.author(), Bold: true})
	at := i.clock(i.At)
	if p := line(s.Dateline.Place); p != "" {
		at = p + ", " + at
	}
	small.After = 10
	d.Text(small, typeset.Run{Text: at})
	t := &setting{d, i}
	if s.Lead != nil {
		t.picture(news.Attrs{Picture: s.Lead.ID, Caption: s.LeadCaption, Credit: s.LeadCredit})
	}
	t.blocks(i.text().Blocks, 0)
	small.After, small.Before = 0, 14
	for _, row := range [][2]string{
		{w.version, i.version()},
		{w.embargo, i.embargo()},
		{w.urgency, i.urgency()},
		{w.sections, i.topicLine()},
		{"", i.rights()},
		{w.editors, i.note()},
	} {
		if v := line(row[1]); v != "" {
			if row[0] != "" {
				v = strings.TrimSuffix(news.CleanText(row[0]), ":") + ": " + v
			}
			d.Text(small, typeset.Run{Text: v})
			small.Before = 0
		}
	}
	d.Text(small, typeset.Run{Text: i.Link(), Link: i.Link()})
	return d.Bytes()
}

// setting sets a document's blocks.
type setting struct {
	*typeset.Document
	item Item
}

func (t *setting) blocks(nodes []news.Node, indent float64) {
	for _, n := range nodes {
		t.block(n, typeset.Look{Size: bodySize, Indent: indent, After: 5})
	}
}

func (t *setting) block(n news.Node, look typeset.Look) {
	switch n.Type {
	case news.Heading:
		look.Size, look.Before = 13, 8
		runs := t.runs(n.Content)
		for k := range runs {
			runs[k].Bold = true
		}
		t.Text(look, runs...)
	case news.Paragraph:
		t.Text(look, t.runs(n.Content)...)
	case news.Quotation, news.PullQuote:
		t.quote(n, look)
	case news.List:
		t.list(n, look)
	case news.Table:
		if c := line(n.Attrs.Caption); c != "" {
			t.Text(typeset.Look{Size: 9.5, Before: 6}, typeset.Run{Text: c, Bold: true})
		}
		t.table(n)
	case news.PictureRef:
		t.picture(n.Attrs)
	case news.MediaRef:
		if href, title, after, ok := t.item.heard(n.Attrs); ok {
			t.Text(look, typeset.Run{Text: title, Link: href}, typeset.Run{Text: after})
		}
	case news.Embed:
		href := t.item.address(n.Attrs.URL)
		t.Text(look, typeset.Run{Text: linked(href, n.Attrs.Title).Text, Link: href}, typeset.Run{Text: provider(n.Attrs)})
	case news.Item, news.Row, news.Cell, news.Text, news.Break: // inside of others only
	}
}

func (t *setting) quote(n news.Node, look typeset.Look) {
	look.Indent += 22
	look.Bar = true
	if n.Type == news.PullQuote {
		look.Size = 12
		t.Text(look, t.runs(n.Content)...)
	}
	for _, p := range n.Content {
		if p.Type == news.Paragraph {
			t.Text(look, t.runs(p.Content)...)
		}
	}
	if a := line(n.Attrs.Attribution); a != "" {
		look.Size = 9.5
		t.Text(look, typeset.Run{Text: "— " + a})
	}
}

func (t *setting) list(n news.Node, look typeset.Look) {
	look.Indent += 22
	look.After = 2
	for k, item := range n.Content {
		mark := "•"
		if n.Attrs.Ordered {
			mark = strconv.Itoa(k+1) + "."
		}
		for _, b := range item.Content {
			one := look
			if b.Type == news.Paragraph {
				one.Mark, mark = mark, ""
			}
			t.block(b, one)
		}
	}
}

func (t *setting) table(n news.Node) {
	var rows [][]typeset.Cell
	for _, r := range n.Content {
		var row []typeset.Cell
		for _, c := range r.Content {
			row = append(row, typeset.Cell{Runs: t.runs(c.Content), Header: c.Attrs.Header})
		}
		rows = append(rows, row)
	}
	t.Table(9.5, rows)
}

func (t *setting) runs(nodes []news.Node) (all []typeset.Run) {
	for _, n := range nodes {
		r := typeset.Run{Text: tidy(n.Text), Break: n.Type == news.Break}
		_, r.Bold = marked(n, news.Bold)
		_, r.Italic = marked(n, news.Italic)
		if m, ok := marked(n, news.Link); ok {
			r.Link = t.item.address(m.Href)
		}
		all = append(all, r)
	}
	return all
}

// picture shows a picture whose file can be had, with what is said of it; of another it is said where it is.
func (t *setting) picture(a news.Attrs) {
	p, ok := t.item.picture(a.Picture)
	r, has := near(p, 1280)
	if !ok || !has {
		return
	}
	shown := false
	if t.item.File != nil {
		if data, err := t.item.File(r.Name); err == nil {
			shown = t.Picture(data)
		}
	}
	look := typeset.Look{Size: 9, Grey: true, After: 8}
	text := strings.TrimSpace(line(a.Caption) + " " + line(a.Credit))
	if shown {
		t.Text(look, typeset.Run{Text: text})
		return
	}
	href := t.item.media(r.Name)
	t.Text(look, typeset.Run{Text: t.item.words().photo, Link: href}, typeset.Run{Text: ": " + text})
}
