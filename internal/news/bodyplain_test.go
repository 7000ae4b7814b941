package news_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stet-news/stet/internal/news"
)

// textBlocks walks a document as a client does: the first node to the last, each before what is in it, and of the texts those that are
// not empty.
func textBlocks(nodes []news.Node) (blocks []string) {
	add := func(texts ...string) {
		blocks = append(blocks, slices.DeleteFunc(texts, func(s string) bool { return s == "" })...)
	}
	for _, n := range nodes {
		switch n.Type {
		case news.Paragraph, news.Heading, news.Cell, news.PullQuote:
			text := ""
			for _, run := range n.Content {
				if text += run.Text; run.Type == news.Break {
					text += "\n"
				}
			}
			add(text, n.Attrs.Attribution)
		case news.PictureRef:
			add(n.Attrs.Caption, n.Attrs.Credit)
		case news.Embed:
			add(n.Attrs.Title, n.Attrs.URL)
		default:
			add(n.Attrs.Caption)
			blocks = append(blocks, textBlocks(n.Content)...)
			add(n.Attrs.Attribution)
		}
	}
	return blocks
}

// Every word of the plain text is found at its place in the blocks that a client counts, of every kind of node.
func TestEveryWordOfThePlainTextHasItsPlaceInTheDocument(t *testing.T) {
	for name, text := range map[string]string{
		"everything": everything,
		"empty ones": `{"type":"doc","content":[{"type":"paragraph"},{"type":"paragraph","content":[{"type":"text","text":"One"}]},{"type":"heading"},{"type":"picture","attrs":{"picture":"p"}},{"type":"paragraph","content":[{"type":"text","text":"Two"}]}]}`,
		"units":      `{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"🌊 পানি "},{"type":"text","text":"বেড়েছে","marks":[{"type":"bold"}]},{"type":"break"},{"type":"text","text":"é 🚣 boat"}]},{"type":"list","content":[{"type":"item","content":[{"type":"paragraph","content":[{"type":"text","text":"line"},{"type":"break"},{"type":"text","text":"more"}]}]}]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := news.DecodeDocument([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			p := doc.Places()
			if p.Text != doc.Plain() {
				t.Fatalf("the text is %q and not %q", p.Text, doc.Plain())
			}
			blocks := textBlocks(doc.Blocks)
			at := 0
			for i, b := range blocks {
				for word := range strings.FieldsSeq(b) {
					start := at + strings.Index(p.Text[at:], word)
					place, ok := p.At(start, start+len(word))
					if got := cut(b, place); !ok || place.Block != i || got != word {
						t.Errorf("%q is at %+v, which is %q; the block is %d, %q", word, place, got, i, b)
					}
					at = start + len(word)
				}
			}
			if strings.TrimSpace(p.Text[at:]) != "" {
				t.Errorf("%q is in no block", p.Text[at:])
			}
		})
	}
}

func cut(block string, p news.BlockPlace) string {
	units := utf16.Encode([]rune(block))
	if p.Start > p.End || p.End > len(units) {
		return "nothing"
	}
	return string(utf16.Decode(units[p.Start:p.End]))
}

// A span over the end of a block is its part in that block; one that begins between two is its part in the second; one with nothing of
// a block has no place.
func TestASpanOverBlocksIsCutAtTheEndOfTheFirst(t *testing.T) {
	p := news.Paragraphs("The river rose.", "It fell.").Places()
	for _, c := range []struct {
		start, end int
		want       news.BlockPlace
		ok         bool
	}{
		{10, 22, news.BlockPlace{Block: 0, Start: 10, End: 15}, true},
		{15, 19, news.BlockPlace{Block: 1, Start: 0, End: 2}, true},
		{15, 16, news.BlockPlace{}, false},
		{4, 4, news.BlockPlace{Block: 0, Start: 4, End: 4}, true},
		{25, 25, news.BlockPlace{}, false},
	} {
		if got, ok := p.At(c.start, c.end); got != c.want || ok != c.ok {
			t.Errorf("%d to %d is %+v, %v", c.start, c.end, got, ok)
		}
	}
}
