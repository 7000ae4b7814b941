package out_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
)

// words are texts with what stories have in them, and with what they should not have.
func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		part := rapid.OneOf(
			rapid.SampledFrom([]string{"ferry", "the", "ক্ষুদ্র", "র\u200d্যাব", "দ্বন্দ্ব।", "]]>", "</script>", "<b>", "&amp;", `"`, "'", "🚢", "👩\u200d👩\u200d👧", "e\u0301", "\x00", "\ufffe", "\u202e", "—", "৪০", "\n", "  ", "%s", "{{", "http://x.example/?a=1&b=2"}),
			rapid.StringOfN(rapid.RuneFrom([]rune("abcdefghijklmnopqrstuvwxyz <>&;#-অআকখগঘ্ািু")), 1, 12, -1),
		)
		s := ""
		for range rapid.IntRange(1, 8).Draw(t, "parts") {
			s += part.Draw(t, "part") + " "
		}
		return s + "end"
	})
}

func runsOf(t *rapid.T) (all []news.Node) {
	for range rapid.IntRange(1, 4).Draw(t, "runs") {
		if len(all) > 0 && all[len(all)-1].Type == news.Text && rapid.IntRange(0, 6).Draw(t, "break") == 0 {
			all = append(all, node(news.Break))
		}
		n := text(words().Draw(t, "text"))
		if rapid.Bool().Draw(t, "bold") {
			n.Marks = append(n.Marks, news.Mark{Type: news.Bold})
		}
		if rapid.IntRange(0, 4).Draw(t, "link") == 0 {
			n.Marks = append(n.Marks, news.Mark{Type: news.Link, Href: rapid.SampledFrom([]string{"https://x.example/a?b=1&c=%22", "/en/bangladesh/", "mailto:a@b.example"}).Draw(t, "href")})
		}
		all = append(all, n)
	}
	return all
}

func blockOf(t *rapid.T) news.Node {
	kind := rapid.SampledFrom([]news.NodeType{news.Paragraph, news.Heading, news.Quotation, news.List, news.PullQuote, news.Table, news.Embed}).Draw(t, "kind")
	n := node(kind)
	switch kind { //nolint:exhaustive // those that were drawn
	case news.Quotation:
		n.Content = []news.Node{node(news.Paragraph, runsOf(t)...)}
		n.Attrs.Attribution = words().Draw(t, "attribution")
	case news.List:
		n.Attrs.Ordered = rapid.Bool().Draw(t, "ordered")
		for range rapid.IntRange(1, 3).Draw(t, "items") {
			n.Content = append(n.Content, node(news.Item, node(news.Paragraph, runsOf(t)...)))
		}
	case news.Table:
		n.Attrs.Caption = words().Draw(t, "caption")
		for range rapid.IntRange(1, 3).Draw(t, "rows") {
			n.Content = append(n.Content, node(news.Row, node(news.Cell, runsOf(t)...), node(news.Cell, runsOf(t)...)))
		}
	case news.Embed:
		n.Attrs = news.Attrs{Provider: "YouTube", Title: words().Draw(t, "title"), URL: "https://www.youtube.com/watch?v=x"}
	default:
		n.Content = runsOf(t)
	}
	return n
}

// generated is a story as the desk would take it: its body passes the newsroom's own reader.
func generated(t *rapid.T) out.Item {
	i := plainStory()
	blocks := []news.Node{para("At the beginning.")}
	for range rapid.IntRange(0, 6).Draw(t, "blocks") {
		blocks = append(blocks, blockOf(t))
	}
	data, err := json.Marshal(news.Document{Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	s := &i.Story
	if s.Body, err = news.DecodeDocument(data); err != nil {
		t.Fatal(err)
	}
	s.Language = rapid.SampledFrom([]news.Language{news.English, news.Bangla}).Draw(t, "language")
	s.Headline, s.Standfirst, s.Credit = "H "+words().Draw(t, "headline"), "S "+words().Draw(t, "standfirst"), "C "+words().Draw(t, "credit")
	s.Dateline.Place = "D " + words().Draw(t, "place")
	s.Byline.People = []string{"Karim " + words().Draw(t, "byline")}
	s.Topics = []edition.Topic{{Slug: "flood", Name: "Flood"}, {Slug: "x", Name: "T" + words().Draw(t, "topic")}}
	if rapid.Bool().Draw(t, "corrected") {
		s.Corrections = []news.Correction{{Kind: news.Corrected, Note: words().Draw(t, "note"), At: instant.Add(time.Hour), Top: rapid.Bool().Draw(t, "top")}}
		s.Versions = []news.Version{{Kind: news.FirstVersion, At: instant}, {Kind: news.CorrectedVersion, At: instant.Add(time.Hour)}}
	}
	file := i.File
	i = out.Published(i.House, *s)
	i.File, i.Urgency = file, rapid.IntRange(0, 9).Draw(t, "urgency")
	if rapid.Bool().Draw(t, "embargoed") {
		i.Embargo = instant.Add(5 * time.Hour)
	}
	i.Rights, i.Note = words().Draw(t, "rights"), words().Draw(t, "to editors")
	return i
}

// The seed of a failure is printed, and -rapid.seed runs it again.
func TestAnyStoryIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		i := generated(r)
		for _, f := range whole {
			if all := differences(i, f, readBack(t, written(t, i, f))); len(all) > 0 {
				r.Fatalf("%s: %q", f, all)
			}
		}
		for _, f := range []out.Format{out.Text, out.HTML, out.PDF} {
			said(r, i, f, written(t, i, f).Body)
		}
	})
}

func FuzzWrite(f *testing.F) {
	for _, s := range []string{breakers, everyControl(), "ক্ষুদ্র ঋণের কিস্তি", "🚢 👩‍👩‍👧‍👦", "", "plain"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 500 {
			return // a line of a dispatch is cut further on
		}
		i := nasty(s + " end")
		for _, format := range out.Formats() {
			file := written(t, i, format)
			for _, of := range whole {
				if of == format {
					if got := readBack(t, file); got.GUID != i.GUID() {
						t.Errorf("%s is read back as %q", format, got.GUID)
					}
				}
			}
			said(t, i, format, file.Body)
		}
	})
}
