package out_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/seed"
	"github.com/stet-news/stet/internal/store/storetest"
)

var demo struct {
	sync.Once
	items []out.Item
}

// demoItems are all that the demo's newsroom has had before readers: each version of each story, and what was killed.
func demoItems(t *testing.T) []out.Item {
	t.Helper()
	demo.Do(func() {
		ctx := t.Context()
		db := storetest.SQLite(t)
		files, err := blob.Open(ctx, "file:"+t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		_, err = seed.Fill(ctx, seed.Newsroom{
			Desk: desk.New(db, func() {}), Accounts: account.New(db, account.Options{Memory: 64}), Studio: picture.New(files, darkroom.Open{}, darkroom.Open{}),
			URL: "https://padma.example", Zone: "Asia/Dhaka", Feeds: "http://127.0.0.1:1", Password: "boat river lantern rice",
			Progress: func(int, int) {},
		})
		if err != nil {
			t.Fatal(err)
		}
		changes, err := db.Since(ctx, 0, 10_000)
		if err != nil {
			t.Fatal(err)
		}
		demo.items = fromChanges(changes)
	})
	if len(demo.items) < 25 {
		t.Fatalf("the demo has published %d things", len(demo.items))
	}
	return demo.items
}

func fromChanges(changes []edition.Change) (all []out.Item) {
	var h news.House
	version := map[int64]int{}
	for _, c := range changes {
		if c.House != nil {
			h = *c.House
		}
		switch {
		case c.Story != nil:
			i := out.Published(h, *c.Story)
			version[c.Story.Number] = i.Version
			all = append(all, i)
		case c.Notice != nil:
			version[c.Notice.Number]++
			all = append(all, out.TakenAway(h, *c.Notice, version[c.Notice.Number], c.Kind == edition.Withdrawn))
		}
	}
	return all
}

// instant is when the hand-made stories are from.
var instant = time.Date(2026, 11, 24, 9, 4, 5, 0, time.UTC)

func text(s string, marks ...news.Mark) news.Node {
	return news.Node{Type: news.Text, Text: s, Marks: marks}
}

func node(t news.NodeType, content ...news.Node) news.Node {
	return news.Node{Type: t, Content: content}
}

func para(s string) news.Node { return node(news.Paragraph, text(s)) }

// plainStory is a story of one paragraph.
func plainStory(body ...news.Node) out.Item {
	return out.Published(seed.House("https://padma.example", "Asia/Dhaka"), edition.Story{
		Card: edition.Card{
			Number: 91, Language: news.English, Section: "bangladesh", Slug: "ferry-stops", Headline: "Ferry stops at Aricha", Date: "2026/11/24", Published: instant,
		},
		Body: news.Document{Blocks: body},
	})
}

// everyControl are the characters that do no good in a file: all below a space, some above, those that turn the direction, and those that
// XML does not know.
func everyControl() string {
	var b strings.Builder
	for r := rune(0); r < ' '; r++ {
		b.WriteRune(r)
		b.WriteByte('x')
	}
	b.WriteString("\u007f\u0085\u202e\u2066\ufffe\uffff\xff")
	return b.String()
}

const breakers = `]]> </script> <!-- --> <b>&amp;</b> "quoted" 'single' <![CDATA[ {{x}} \u0000 %s <?xml?> </p></div></blockquote> &#0; &nbsp; end`

// hard are stories made to be hard to write, by what is hard in them.
func hard() map[string]out.Item {
	all := map[string]out.Item{"one paragraph": plainStory(para("The ferry stopped at dawn.")), "no text": plainStory()}

	i := plainStory(para("Not yet."))
	i.Embargo, i.Urgency, i.Rights, i.Note = instant.Add(3*time.Hour), 2, "For one use. Not for resale.", "Moved in advance."
	all["an embargo"] = i

	i = plainStory(para("Text that must not travel."))
	h := i.House
	all["a kill"] = out.TakenAway(h, edition.Notice{Number: 91, Language: news.English, Section: "bangladesh", Date: "2026/11/24", At: instant}, 3, false)
	all["a withdrawal in Bangla"] = out.TakenAway(h, edition.Notice{Number: 92, Language: news.Bangla, Section: "bangladesh", Date: "2026/11/24", At: instant}, 2, true)

	i = plainStory(para("The fare is 40 taka."))
	i.Story.Corrections = []news.Correction{
		{Kind: news.Corrected, Note: "The fare is 40 taka, not 30.", At: instant.Add(time.Hour), Top: true},
		{Kind: news.Clarified, Note: "Children pay half.", At: instant},
	}
	i.Story.Versions = []news.Version{{Kind: news.FirstVersion, At: instant}, {Kind: news.CorrectedVersion, At: instant.Add(time.Hour)}}
	i.Story.Updated = instant.Add(time.Hour)
	all["a correction"] = out.Published(h, i.Story)

	all["tables, quotes and lists"] = plainStory(structure()...)
	all["what ends elements and strings"] = nasty(breakers)
	all["every control character"] = nasty("a" + everyControl() + "b")
	all["emoji and their joiners"] = nasty("🚢 👩‍👩‍👧‍👦 🏳️‍🌈 🇧🇩 é e\u0301")
	i = nasty("ক্ষুদ্র ঋণের কিস্তি দ্বন্দ্ব, শ্রীমঙ্গলে র\u200d্যাব, উজ্জ্বল জ্যোৎস্না, ত্র ঙ্ক্ষ ষ্ট্র ন্ত্র; ৪০ টাকা।")
	i.Story.Language = news.Bangla
	i.Story.Headline = "যমুনায় ফেরি চলাচল বন্ধ"
	all["Bangla conjuncts"] = i
	all["live coverage"] = live()
	return all
}

func structure() []news.Node {
	link := news.Mark{Type: news.Link, Href: "/en/bangladesh/2026/11/23/90-river"}
	quote := node(news.Quotation, para("We wait."), para("And wait."))
	quote.Attrs.Attribution = "Abdul Karim, ferryman"
	pull := node(news.PullQuote, text("The river decides."))
	pull.Attrs.Attribution = "A proverb"
	table := node(news.Table,
		node(news.Row, header("Ghat"), header("Ferries")),
		node(news.Row, node(news.Cell, text("Aricha")), node(news.Cell, text("4"), node(news.Break), text("of 9"))))
	table.Attrs.Caption = "Ferries on Tuesday"
	ordered := node(news.List, node(news.Item, para("first"), node(news.List, node(news.Item, para("inside")))), node(news.Item, para("second")))
	ordered.Attrs.Ordered = true
	embed := node(news.Embed)
	embed.Attrs = news.Attrs{Provider: "YouTube", Title: "The ferry at dawn", URL: "https://www.youtube.com/watch?v=x&t=1"}
	return []news.Node{
		node(news.Heading, text("At the ghat")), quote, pull, table, ordered, embed,
		node(news.Paragraph, text("See "), text("the river", link, news.Mark{Type: news.Bold}), text(" and "), text("read", news.Mark{Type: news.Italic}), node(news.Break), text("on.")),
	}
}

func header(s string) news.Node {
	n := node(news.Cell, text(s))
	n.Attrs.Header = true
	return n
}

// nasty has the text wherever a story can have one.
func nasty(s string) out.Item {
	quote := node(news.Quotation, para(s))
	quote.Attrs.Attribution = s
	i := plainStory(para("First: "+s), node(news.Heading, text("Then: "+s)), quote, node(news.List, node(news.Item, para(s))))
	i.Story.Headline, i.Story.Standfirst, i.Story.Kicker, i.Story.Credit, i.Story.Contributors = s, s, s, s, s
	i.Story.Byline.People = []string{s}
	i.Story.Dateline.Place = s
	i.Story.Topics = []edition.Topic{{Slug: "t", Name: s}}
	i.Rights, i.Note = s, s
	return i
}

func live() out.Item {
	i := plainStory(para("What is known."))
	i.Story.Coverage = &news.Coverage{Began: instant, KeyPoints: []string{"Ferries stop", "Roads are open"}, Posts: []news.Post{
		{ID: "2", At: instant.Add(2 * time.Hour), Title: "Ferries go again", Body: news.Paragraphs("The first left at noon."), Author: "Nusrat Karim"},
		{ID: "1", At: instant.Add(time.Hour), Removed: instant.Add(90 * time.Minute)},
	}}
	return i
}

// pictured has a lead, a picture in the text, and one that is graphic.
func pictured() out.Item {
	ref := func(id, caption, alt string) news.Node {
		n := node(news.PictureRef)
		n.Attrs = news.Attrs{Picture: id, Caption: caption, Credit: "Papia Das", Alt: alt}
		return n
	}
	i := plainStory(para("Before."), ref("b", "The ghat", "A ghat at dawn"), ref("g", "The wreck", "A wreck"), para("After."))
	sizes := func(name string) []news.Rendition {
		return []news.Rendition{{Name: name + "-640.jpg", Width: 640, Height: 427, Bytes: 1000}, {Name: name + "-1600.jpg", Width: 1600, Height: 1067, Bytes: 9000}}
	}
	i.Story.Lead = &edition.Picture{ID: "a", Alt: "A ferry", Width: 1600, Height: 1067, Renditions: sizes("aa")}
	i.Story.LeadCaption, i.Story.LeadCredit = "A ferry at Aricha", "Papia Das"
	i.Story.Pictures = []edition.Picture{
		{ID: "b", Width: 1600, Height: 1067, Renditions: sizes("bb")},
		{ID: "g", Width: 1600, Height: 1067, Covered: &edition.Covered{Shows: "a wreck", Renditions: sizes("gg")}},
	}
	i.File = func(string) ([]byte, error) { return nil, errors.New("not there") }
	return i
}
