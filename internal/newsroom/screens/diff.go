package screens

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
)

// part is a piece of a text that two versions share or do not.
type part struct {
	op   rune // '=' both have it, '-' only the older, '+' only the newer
	text string
}

// changed is one field, or one paragraph of the body, that two versions have differently.
type changed struct {
	name  string // of the field; empty for the body
	parts []part
}

// mostCells bounds the work of comparing: above it, all is old and all is new.
const mostCells = 4_000_000

// compare returns the parts of two lists of pieces, by their longest common subsequence.
func compare(a, b []string) []part {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var parts []part
	add := func(op rune, texts []string) {
		for _, t := range texts {
			parts = append(parts, part{op, t})
		}
	}
	add('=', a[:start])
	parts = append(parts, middle(a[start:len(a)-end], b[start:len(b)-end])...)
	add('=', a[len(a)-end:])
	return parts
}

func middle(a, b []string) (parts []part) {
	if len(a)*len(b) > mostCells {
		for _, t := range a {
			parts = append(parts, part{'-', t})
		}
		for _, t := range b {
			parts = append(parts, part{'+', t})
		}
		return parts
	}
	width := len(b) + 1
	common := make([]int32, (len(a)+1)*width) // of the rests from i and j
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			parts = append(parts, part{'=', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[(i+1)*width+j] >= common[i*width+j+1]:
			parts = append(parts, part{'-', a[i]})
			i++
		default:
			parts = append(parts, part{'+', b[j]})
			j++
		}
	}
	return parts
}

// compareWords returns the parts of two texts word by word, neighbours joined.
func compareWords(a, b string) []part {
	var joined []part
	for _, p := range compare(strings.Fields(a), strings.Fields(b)) {
		if k := len(joined) - 1; k >= 0 && joined[k].op == p.op {
			joined[k].text += " " + p.text
			continue
		}
		joined = append(joined, p)
	}
	return joined
}

// compareContent returns what is different in two versions of a story, field by field
// and then paragraph by paragraph.
func compareContent(a, b news.Content) (all []changed) {
	fieldsB := fieldsOf(b)
	for i, f := range fieldsOf(a) {
		if f.text != fieldsB[i].text {
			all = append(all, changed{f.name, compareWords(f.text, fieldsB[i].text)})
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
			all = append(all, changed{"", compareWords(was, is)})
		}
		old, fresh = nil, nil
	}
	for _, p := range compare(blocksOf(a), blocksOf(b)) {
		switch p.op {
		case '-':
			old = append(old, p.text)
		case '+':
			fresh = append(fresh, p.text)
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
