package out

import (
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// text is all that a reader reads below the headline and the standfirst, as one document: the notes that stand above the text, the text,
// the posts of live coverage, the other notes, whose copy it is and who worked on it. Every format writes this document, so that none has
// less of it than another.
func (i Item) text() news.Document {
	if i.Gone() {
		return news.Paragraphs(i.note())
	}
	var d news.Document
	for _, c := range i.Story.Corrections {
		if c.Top || c.Kind == news.EditorNote {
			d.Blocks = append(d.Blocks, i.correction(c))
		}
	}
	d.Blocks = append(d.Blocks, i.Story.Body.Blocks...)
	d.Blocks = append(d.Blocks, i.coverage()...)
	for _, c := range i.Story.Corrections {
		if !c.Top && c.Kind != news.EditorNote {
			d.Blocks = append(d.Blocks, i.correction(c))
		}
	}
	more := news.Paragraphs(line(i.Story.Credit), line(i.Story.Contributors))
	d.Blocks = append(d.Blocks, more.Blocks...)
	return d
}

func (i Item) correction(c news.Correction) news.Node {
	return paragraph(bold(i.words().note(c.Kind)+", "+i.clock(c.At)+":"), plain(" "+line(c.Note)))
}

// coverage is the live coverage under the story: its key points, and its posts, the newest first.
func (i Item) coverage() (blocks []news.Node) {
	c, w := i.Story.Coverage, i.words()
	if c == nil {
		return nil
	}
	if len(c.KeyPoints) > 0 {
		list := news.Node{Type: news.List}
		for _, k := range c.KeyPoints {
			list.Content = append(list.Content, news.Node{Type: news.Item, Content: []news.Node{paragraph(plain(line(k)))}})
		}
		blocks = append(blocks, news.Node{Type: news.Heading, Content: []news.Node{plain(news.CleanText(w.keyPoints))}}, list)
	}
	for _, p := range c.Posts {
		title := i.clock(p.At)
		if t := line(p.Title); t != "" {
			title += " — " + t
		}
		blocks = append(blocks, news.Node{Type: news.Heading, Content: []news.Node{plain(title)}})
		switch {
		case !p.Removed.IsZero():
			blocks = append(blocks, paragraph(plain(news.CleanText(w.removed))))
			continue
		case line(p.Note) != "":
			blocks = append(blocks, paragraph(bold(w.note(news.Corrected)+", "+i.clock(p.Edited)+":"), plain(" "+line(p.Note))))
		}
		blocks = append(blocks, p.Body.Blocks...)
		if a := line(p.Author); a != "" {
			blocks = append(blocks, paragraph(plain("— "+a)))
		}
	}
	return blocks
}

func paragraph(runs ...news.Node) news.Node { return news.Node{Type: news.Paragraph, Content: runs} }

func plain(s string) news.Node { return news.Node{Type: news.Text, Text: s} }

func bold(s string) news.Node {
	return news.Node{Type: news.Text, Text: s, Marks: []news.Mark{{Type: news.Bold}}}
}

// marked reports whether a run has the mark, and the mark.
func marked(n news.Node, t news.MarkType) (news.Mark, bool) {
	k := slices.IndexFunc(n.Marks, func(m news.Mark) bool { return m.Type == t })
	if k < 0 {
		return news.Mark{}, false
	}
	return n.Marks[k], true
}
