package newsml

import (
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Fill takes from an item what another does not say. Body, GUID, edition and times are its own, but for an embargo.
func Fill(to *item.Item, from item.Item) {
	for _, s := range []struct {
		to   *string
		from string
	}{
		{&to.Headline, from.Headline},
		{&to.Slugline, from.Slugline},
		{&to.Dateline, from.Dateline},
		{&to.Summary, from.Summary},
		{&to.Author, from.Author},
		{&to.Source, from.Source},
		{&to.Credit, from.Credit},
		{&to.Rights, from.Rights},
		{&to.Note, from.Note},
		{&to.Link, from.Link},
	} {
		if *s.to == "" {
			*s.to = s.from
		}
	}
	for _, s := range []struct {
		to   *[]string
		from []string
	}{
		{&to.Topics, from.Topics}, {&to.Codes, from.Codes}, {&to.Keywords, from.Keywords}, {&to.Places, from.Places},
	} {
		if len(*s.to) == 0 {
			*s.to = s.from
		}
	}
	if to.Language == "" {
		to.Language = from.Language
	}
	if to.Urgency == 0 {
		to.Urgency = from.Urgency
	}
	if to.Embargo.IsZero() {
		to.Embargo = from.Embargo
	}
	if to.Change == "" {
		to.Change = from.Change
	}
	to.Media = append(to.Media, from.Media[:min(len(from.Media), max(0, maxMedia-len(to.Media)))]...)
	to.Files = append(to.Files, from.Files[:min(len(from.Files), max(0, item.MaxFiles-len(to.Files)))]...)
	to.Cut = to.Cut || from.Cut
}

// The limits of an item that several texts are joined in: those of one.
const (
	maxMedia = 100
	maxNodes = 5_000
	maxBytes = 512 << 10
)

// Append adds a text to the body of an item, unless that would be longer than a dispatch may be: then the item is cut.
func Append(to *item.Item, body news.Document) {
	nodes, bytes := size(to.Body.Blocks)
	more, wider := size(body.Blocks)
	if nodes+more > maxNodes || bytes+wider > maxBytes {
		to.Cut = true
		return
	}
	to.Body.Blocks = append(to.Body.Blocks, body.Blocks...)
}

const maxHead = 8 // blocks in which a text repeats its headline

// Bare takes from the start of a body what it repeats of the item: the headline, with what stands over it, the byline and the summary.
func Bare(i *item.Item) {
	rest := i.Body.Blocks
	for n, b := range rest[:min(len(rest), maxHead)] {
		if b.Type == news.Heading && i.Headline != "" && plain(b) == i.Headline {
			rest = rest[n+1:]
			break
		}
	}
	for len(rest) > 0 && rest[0].Type == news.Paragraph {
		if s := plain(rest[0]); s != i.Headline && (Byline(s) != i.Author || s == "") && s != i.Summary {
			break
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		i.Body.Blocks = rest
	}
}

func plain(b news.Node) string { return item.Line(news.Document{Blocks: []news.Node{b}}.Plain()) }

func size(all []news.Node) (nodes, bytes int) {
	for _, n := range all {
		a := n.Attrs
		nodes, bytes = nodes+1, bytes+len(n.Type)+len(n.Text)+len(a.Attribution)+len(a.Caption)+len(a.Title)+len(a.URL)+len(a.Provider)
		for _, m := range n.Marks {
			bytes += len(m.Type) + len(m.Href)
		}
		within, more := size(n.Content)
		nodes, bytes = nodes+within, bytes+more
	}
	return nodes, bytes
}
