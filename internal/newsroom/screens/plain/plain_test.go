package plain_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
)

// cases are what the newsroom's script is held to as well.
type testCase struct {
	Name string        `json:"name"`
	Text *string       `json:"text"` // written from Doc, and read back to it
	Read string        `json:"read"` // only read
	Doc  news.Document `json:"doc"`
}

func cases(t testing.TB) (all []testCase) {
	t.Helper()
	text, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestABodyIsWrittenInPlainCharactersAndReadBack(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			text := c.Read
			if c.Text != nil {
				text = *c.Text
				if d := cmp.Diff(text, plain.Write(c.Doc)); d != "" {
					t.Error("written:", d)
				}
			}
			if d := cmp.Diff(asJSON(t, c.Doc), asJSON(t, plain.Read(text, c.Doc))); d != "" {
				t.Error("read:", d)
			}
		})
	}
}

func TestATextThatWasEditedKeepsTheBlocksAroundItAsTheyWere(t *testing.T) {
	base, err := news.DecodeDocument([]byte(`{"type":"doc","content":[
	 {"type":"paragraph","content":[{"type":"text","text":"One "},{"type":"text","text":"x","marks":[{"type":"italic"},{"type":"bold"}]}]},
	 {"type":"table","content":[{"type":"row","content":[{"type":"cell"}]}]},
	 {"type":"paragraph","content":[{"type":"text","text":"Two"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(plain.Write(base), "Two", "Three", 1)
	got := plain.Read("New first.\n\n"+text, base)
	want := news.Document{Blocks: []news.Node{
		news.Paragraphs("New first.").Blocks[0], base.Blocks[0], base.Blocks[1], news.Paragraphs("Three").Blocks[0],
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestNoDocumentLosesABlockInPlainCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := news.Document{Blocks: rapid.SliceOfN(block(), 0, 5).Draw(t, "blocks")}
		back := plain.Read(plain.Write(doc), doc)
		want := news.Document{}
		for _, n := range doc.Blocks { // an empty paragraph or sub-heading says nothing
			if n.Type != news.Paragraph && n.Type != news.Heading || plain.Write(news.Document{Blocks: []news.Node{n}}) != "" {
				want.Blocks = append(want.Blocks, n)
			}
		}
		if d := cmp.Diff(asJSON(t, want), asJSON(t, back)); d != "" {
			t.Fatalf("%s\n%q", d, plain.Write(doc))
		}
	})
}

func block() *rapid.Generator[news.Node] {
	words := rapid.SampledFrom([]string{"a", "b c", " ", "**", "*", "\\", "[", "](https://x.example)", "- ", "1. ", "১। ", "> ", "## ", " -- ", "[table 1]", "পানি", "x ", " y", "ক\u00a0"})
	mark := rapid.SampledFrom([]news.Mark{{Type: news.Bold}, {Type: news.Italic}, {Type: news.Link, Href: "https://x.example/(1)"}, {Type: news.Link, Href: "/en/"}})
	run := rapid.Custom(func(t *rapid.T) news.Node {
		if rapid.IntRange(0, 5).Draw(t, "break") == 0 {
			return news.Node{Type: news.Break}
		}
		marks := rapid.SliceOfNDistinct(mark, 0, 2, func(m news.Mark) news.MarkType { return m.Type }).Draw(t, "marks")
		return news.Node{Type: news.Text, Text: words.Draw(t, "words"), Marks: marks}
	})
	runs := rapid.SliceOfN(run, 0, 4)
	who := rapid.SampledFrom([]string{"", "A farmer", "x -- y", "*z*"})
	var list func(t *rapid.T, depth int) news.Node
	list = func(t *rapid.T, depth int) news.Node {
		n := news.Node{Type: news.List, Attrs: news.Attrs{Ordered: rapid.Bool().Draw(t, "ordered")}}
		for range rapid.IntRange(1, 3).Draw(t, "items") {
			item := news.Node{Type: news.Item, Content: []news.Node{{Type: news.Paragraph, Content: runs.Draw(t, "runs")}}}
			if depth < 5 && rapid.IntRange(0, 2).Draw(t, "deeper") == 0 {
				item.Content = append(item.Content, list(t, depth+1))
			}
			n.Content = append(n.Content, item)
		}
		return n
	}
	return rapid.Custom(func(t *rapid.T) news.Node {
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return news.Node{Type: news.Heading, Content: runs.Draw(t, "runs")}
		case 1:
			return news.Node{Type: news.PullQuote, Attrs: news.Attrs{Attribution: who.Draw(t, "who")}, Content: runs.Draw(t, "runs")}
		case 2:
			n := news.Node{Type: news.Quotation, Attrs: news.Attrs{Attribution: who.Draw(t, "who")}}
			for range rapid.IntRange(1, 3).Draw(t, "paragraphs") {
				n.Content = append(n.Content, news.Node{Type: news.Paragraph, Content: runs.Draw(t, "runs")})
			}
			return n
		case 3:
			return list(t, 0)
		case 4:
			return news.Node{Type: news.PictureRef, Attrs: news.Attrs{Picture: "p", Caption: words.Draw(t, "caption")}}
		default:
			return news.Node{Type: news.Paragraph, Content: runs.Draw(t, "runs")}
		}
	})
}

func asJSON(t interface{ Fatal(...any) }, doc news.Document) string {
	text, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func FuzzRead(f *testing.F) {
	for _, c := range cases(f) {
		if c.Text != nil {
			f.Add(*c.Text)
		}
		f.Add(c.Read)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return // the decoder's limits are not the question here
		}
		doc := plain.Read(text, news.Document{})
		back, err := news.DecodeDocument([]byte(asJSON(t, doc)))
		if err != nil {
			t.Fatalf("%v\n%q", err, text)
		}
		again := plain.Read(plain.Write(back), back)
		if d := cmp.Diff(asJSON(t, back), asJSON(t, again)); d != "" && !strings.Contains(plain.Write(back), "[") {
			t.Fatal(d)
		}
	})
}
