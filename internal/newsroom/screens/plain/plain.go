// Package plain is a story's body as plain characters, for a phone, a browser without
// script and anything else that has only a text field. The newsroom's script has the
// same rules in ui/src/newsroom/plain.ts; testdata/cases.json holds both to them.
//
// Blocks stand apart by an empty line. A block begins with its sign:
//
//	words                      a paragraph; a new line in it is a line break
//	## words                   a sub-heading
//	> words -- who said them   a quotation
//	>> words -- who said them  a pull quote
//	- words                    a list; two spaces before the sign for a list in the list
//	1. words                   a numbered list
//	[table 1: Levels]          a block that plain characters cannot hold, as it was
//
// In a text, **bold**, *italic* and [words](https://address). A \ before a sign makes
// it a character.
//
// Nothing is lost by going through it: a block that would not come back as it was is
// written as a line in square brackets, which stands for that block of the document.
package plain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Write returns the document as plain characters. Read with the same document as its
// base gives the document back.
func Write(doc news.Document) string {
	var b strings.Builder
	for i, text := range written(doc) {
		if text == "" {
			continue // an empty paragraph says nothing
		}
		if i > 0 && b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// written returns each block of the document as plain characters.
func written(doc news.Document) []string {
	count := map[news.NodeType]int{}
	texts := make([]string, len(doc.Blocks))
	for i, n := range doc.Blocks {
		text, ok := express(n)
		if !ok {
			count[n.Type]++
			text = stand(n, count[n.Type])
		}
		texts[i] = text
	}
	return texts
}

// express returns the block as plain characters, if it comes back from them as it was.
func express(n news.Node) (string, bool) {
	want := key(n)
	if want == "" {
		return "", true
	}
	for _, escape := range []bool{false, true} {
		text, ok := writer{escape}.block(n)
		if !ok {
			return "", false
		}
		if back := parse(text); len(back) == 1 && key(back[0]) == want {
			return text, true
		}
	}
	return "", false
}

// stands are the words of the lines that stand for a block.
var stands = map[news.NodeType]string{
	news.Paragraph: "paragraph", news.Heading: "sub-heading", news.Quotation: "quote", news.List: "list",
	news.PictureRef: "picture", news.MediaRef: "media", news.PullQuote: "pull quote", news.Table: "table", news.Embed: "embed",
}

var standLine = regexp.MustCompile(`^\[(paragraph|sub-heading|quote|list|picture|media|pull quote|table|embed) ([0-9]{1,5})(?:: [^\n]*)?\]$`)

// stand returns the line that stands for the block. What is after the colon is only
// there to be read.
func stand(n news.Node, count int) string {
	about := ""
	for _, s := range []string{n.Attrs.Caption, n.Attrs.Title, n.Attrs.Alt, news.Document{Blocks: n.Content}.Plain()} {
		if s = strings.Join(strings.Fields(strings.Map(outOfBrackets, s)), " "); s != "" {
			about = ": " + short(s)
			break
		}
	}
	return fmt.Sprintf("[%s %d%s]", stands[n.Type], count, about)
}

func outOfBrackets(r rune) rune {
	if r == '[' || r == ']' {
		return ' '
	}
	return r
}

// short cuts s between words after about 40 characters.
func short(s string) string {
	words := strings.Split(s, " ")
	line := words[0]
	for _, w := range words[1:] {
		if news.Graphemes(line)+1+news.Graphemes(w) > 40 {
			return line + " …"
		}
		line += " " + w
	}
	return line
}

// Read returns the document that the plain characters say. A line that stands for a
// block of base becomes that block, and a block whose words are as base has them
// becomes base's own. Every text is a document: there is nothing that Read refuses.
func Read(text string, base news.Document) news.Document {
	kept := map[string]news.Node{}   // by the line that stands for it
	same := map[string][]news.Node{} // by key
	for i, text := range written(base) {
		n := base.Blocks[i]
		if m := standLine.FindStringSubmatch(text); m != nil {
			kept[m[1]+m[2]] = n
		}
		same[key(n)] = append(same[key(n)], n)
	}
	blocks := parse(text)
	for i, n := range blocks {
		if n.Type == standing {
			m := standLine.FindStringSubmatch(n.Text)
			k, ok := kept[m[1]+m[2]]
			if !ok {
				k = news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: n.Text}}}
			}
			blocks[i] = k
			continue
		}
		if olds := same[key(n)]; len(olds) > 0 {
			blocks[i], same[key(n)] = olds[0], olds[1:]
		}
	}
	return news.Document{Blocks: blocks}
}

// writer writes blocks; with escape, every sign that is a character gets a \.
type writer struct{ escape bool }

// block writes a block. It returns false for one that has no form here.
func (w writer) block(n news.Node) (string, bool) {
	switch n.Type {
	case news.Paragraph:
		return guard(w.runs(n.Content)), true
	case news.Heading:
		return "## " + w.runs(n.Content), true
	case news.PullQuote:
		return ">> " + strings.ReplaceAll(w.runs(n.Content), "\n", "\n>> ") + w.attribution(n), true
	case news.Quotation:
		var b strings.Builder
		for i, p := range n.Content {
			if i > 0 {
				b.WriteString("\n>\n")
			}
			b.WriteString("> " + strings.ReplaceAll(w.runs(p.Content), "\n", "\n> "))
		}
		return b.String() + w.attribution(n), true
	case news.List:
		var b strings.Builder
		ok := w.list(&b, n, "")
		return strings.TrimSuffix(b.String(), "\n"), ok
	default:
		return "", false
	}
}

func (w writer) attribution(n news.Node) string {
	if n.Attrs.Attribution == "" {
		return ""
	}
	return " -- " + w.escaped(n.Attrs.Attribution)
}

func (w writer) list(b *strings.Builder, n news.Node, indent string) bool {
	for i, item := range n.Content {
		if len(item.Content) == 0 || item.Content[0].Type != news.Paragraph {
			return false
		}
		sign := "- "
		if n.Attrs.Ordered {
			sign = strconv.Itoa(i+1) + ". "
		}
		b.WriteString(indent + sign + w.runs(item.Content[0].Content) + "\n")
		for _, inner := range item.Content[1:] {
			if inner.Type != news.List || !w.list(b, inner, indent+"  ") {
				return false
			}
		}
	}
	return true
}

var (
	signs   = regexp.MustCompile(`(?m)^(#{1,3} |>|[-*•] )`)
	numbers = regexp.MustCompile(`(?m)^([0-9০-৯]{1,3})([.)।] )`)
)

// guard puts a \ before what would make a line of a paragraph another kind of block.
func guard(text string) string {
	if standLine.MatchString(text) {
		return `\` + text
	}
	return signs.ReplaceAllString(numbers.ReplaceAllString(text, `$1\$2`), `\$1`)
}
