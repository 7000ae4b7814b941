package seed

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
)

// The markup of a story's file is that of package plain, with three blocks more:
//
//	| What the table shows          a table: its caption, if there is one,
//	| Union | Homes lost |          the row of headings,
//	| Kaijuri | 97 |                and the rows
//	!picture name | caption | credit
//	!embed provider | title | https://address
//
// and with links to other stories of the seed: [words](story:slug).

var storyLink = regexp.MustCompile(`\]\(story:([a-z0-9-]+)\)`)

// document reads a body.
func document(text string, find Lookup) (doc news.Document, err error) {
	text = storyLink.ReplaceAllStringFunc(text, func(link string) string {
		slug := storyLink.FindStringSubmatch(link)[1]
		path, ok := find.Path(slug)
		if !ok {
			err = fmt.Errorf("there is no story %q", slug)
		}
		return "](" + path + ")"
	})
	if err != nil {
		return doc, err
	}
	for _, block := range strings.Split(text, "\n\n") {
		nodes, err := read(strings.Trim(block, "\n"), find)
		if err != nil {
			return doc, fmt.Errorf("%w in %q", err, block)
		}
		doc.Blocks = append(doc.Blocks, nodes...)
	}
	return doc, nil
}

func read(block string, find Lookup) ([]news.Node, error) {
	word, rest, _ := strings.Cut(block, " ")
	switch {
	case word == "|":
		return table(strings.Split(block, "\n"))
	case word == "!picture":
		return picture(cells(rest), find)
	case word == "!embed":
		parts := cells(rest)
		if len(parts) != 3 {
			return nil, fmt.Errorf("an embed is \"provider | title | address\"")
		}
		return []news.Node{{Type: news.Embed, Attrs: news.Attrs{Provider: parts[0], Title: parts[1], URL: parts[2]}}}, nil
	case strings.HasPrefix(word, "!"):
		return nil, fmt.Errorf("there is no %s", word)
	}
	return plain.Read(block, news.Document{}).Blocks, nil
}

func picture(parts []string, find Lookup) ([]news.Node, error) {
	if len(parts) != 3 {
		return nil, fmt.Errorf("a picture is \"name | caption | credit\"")
	}
	use, ok := find.Picture(parts[0])
	if !ok {
		return nil, fmt.Errorf("there is no picture %q", parts[0])
	}
	return []news.Node{{Type: news.PictureRef, Attrs: news.Attrs{Picture: use.Picture, Caption: parts[1], Credit: parts[2], Alt: use.Alt}}}, nil
}

func table(lines []string) ([]news.Node, error) {
	t := news.Node{Type: news.Table}
	if first := lines[0]; !strings.HasSuffix(first, "|") {
		t.Attrs.Caption = strings.TrimSpace(strings.TrimPrefix(first, "|"))
		lines = lines[1:]
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "| ") || !strings.HasSuffix(line, " |") {
			return nil, fmt.Errorf("a row of a table is \"| a | b |\"")
		}
		row := news.Node{Type: news.Row}
		for _, text := range cells(line[1 : len(line)-1]) {
			words := plain.Read(text, news.Document{}).Blocks
			cell := news.Node{Type: news.Cell, Attrs: news.Attrs{Header: len(t.Content) == 0 && text != ""}}
			if len(words) == 1 && words[0].Type == news.Paragraph {
				cell.Content = words[0].Content
			} else if text != "" {
				return nil, fmt.Errorf("a cell holds a line of text")
			}
			row.Content = append(row.Content, cell)
		}
		if len(t.Content) > 0 && len(t.Content[0].Content) != len(row.Content) {
			return nil, fmt.Errorf("the rows of a table have the same number of cells")
		}
		t.Content = append(t.Content, row)
	}
	if len(t.Content) < 2 {
		return nil, fmt.Errorf("a table has a row of headings and a row")
	}
	return []news.Node{t}, nil
}

// cells splits a line at its bars.
func cells(line string) []string {
	parts := strings.Split(line, "|")
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}
