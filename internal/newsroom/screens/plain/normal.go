package plain

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// normal returns the blocks in the one form of all that say the same: texts with equal
// marks joined, marks in order, no emphasis on outer spaces, no spaces around a line.
func normal(blocks []news.Node) []news.Node {
	var out []news.Node
	for _, n := range blocks {
		n = normalNode(n)
		if (n.Type == news.Paragraph || n.Type == news.Heading) && len(n.Content) == 0 {
			continue
		}
		out = append(out, n)
	}
	return out
}

func normalNode(n news.Node) news.Node {
	switch n.Type {
	case news.Paragraph, news.Heading, news.PullQuote, news.Cell:
		n.Content = tidy(n.Content)
		return n
	}
	content := make([]news.Node, len(n.Content))
	for i, c := range n.Content {
		content[i] = normalNode(c)
	}
	if n.Content = content; len(content) == 0 {
		n.Content = nil
	}
	return n
}

// key returns a text that two blocks share if they say the same, and "" for a block
// that says nothing.
func key(n news.Node) string {
	blocks := normal([]news.Node{n})
	if len(blocks) == 0 {
		return ""
	}
	text, err := json.Marshal(news.Document{Blocks: blocks})
	if err != nil {
		panic("plain: a document that is not JSON: " + err.Error()) // texts always are
	}
	return string(text)
}

// tidy returns texts and breaks in normal form. A space keeps a mark only between two
// words that have it: elsewhere nobody sees the difference.
func tidy(nodes []news.Node) []news.Node {
	var parts []news.Node
	for _, n := range merged(nodes) {
		words := strings.Trim(n.Text, " ")
		if n.Type != news.Text || len(n.Marks) == 0 || words == n.Text {
			parts = append(parts, n)
			continue
		}
		before, after, _ := strings.Cut(n.Text, words)
		if words == "" {
			before, after = n.Text, ""
		}
		for _, text := range []string{before, words, after} {
			if text != "" {
				parts = append(parts, news.Node{Type: news.Text, Text: text, Marks: n.Marks})
			}
		}
	}
	for i, n := range parts {
		if space(n) {
			parts[i].Marks = slices.DeleteFunc(slices.Clone(n.Marks), func(m news.Mark) bool {
				return !marks(parts, i, -1, m) || !marks(parts, i, 1, m)
			})
		}
	}
	return trimmed(merged(parts))
}

func space(n news.Node) bool { return n.Type == news.Text && strings.Trim(n.Text, " ") == "" }

// marks reports whether the nearest words before or after i have the mark.
func marks(parts []news.Node, i, step int, m news.Mark) bool {
	for i += step; i >= 0 && i < len(parts); i += step {
		if !space(parts[i]) {
			return slices.Contains(parts[i].Marks, m)
		}
	}
	return false
}

// merged joins neighbouring texts with equal marks and puts marks in order.
func merged(nodes []news.Node) []news.Node {
	var out []news.Node
	for _, n := range nodes {
		if n.Type == news.Text {
			if n.Marks = slices.Clone(n.Marks); len(n.Marks) == 0 {
				n.Marks = nil
			}
			slices.SortFunc(n.Marks, byOrder)
			if k := len(out) - 1; k >= 0 && out[k].Type == news.Text && slices.Equal(out[k].Marks, n.Marks) {
				out[k].Text += n.Text
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// trimmed takes spaces off the ends of each line, and breaks off the end of the text.
func trimmed(nodes []news.Node) []news.Node {
	for i := range nodes {
		if nodes[i].Type != news.Text {
			continue
		}
		if i == 0 || nodes[i-1].Type == news.Break {
			nodes[i].Text = strings.TrimLeft(nodes[i].Text, " ")
		}
		if i == len(nodes)-1 || nodes[i+1].Type == news.Break {
			nodes[i].Text = strings.TrimRight(nodes[i].Text, " ")
		}
	}
	nodes = slices.DeleteFunc(nodes, func(n news.Node) bool { return n.Type == news.Text && n.Text == "" })
	for len(nodes) > 0 && nodes[len(nodes)-1].Type == news.Break {
		nodes = nodes[:len(nodes)-1]
	}
	for len(nodes) > 0 && nodes[0].Type == news.Break {
		nodes = nodes[1:]
	}
	if len(nodes) == 0 {
		return nil
	}
	return nodes
}
