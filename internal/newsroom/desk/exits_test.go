package desk_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

var long = flag.Bool("long", false, "try every word in every field at every exit, instead of each word at each exit and each field at each exit")

// stopped are a form of each hold marker, and a registered name as it might come: in
// capitals and with spaces, with what nobody sees, with accents and without dots, in the
// other script, with an ending, and split by a hyphen.
var stopped = []string{
	"DO NOT PUBLISH", "HOLD FOR RELEASE", "EMBARGOED until six", "DO NOT USE", "The minister TK said", "[tk]", "XXX people", "PREP: verdict", "lorem ipsum dolor", "dummy text",
	"This is a test message", "TEST", "DUMMY", "[HOLD]", "[DRAFT]", "প্রকাশ করবেন না", "[প্রকাশ নয়]", "[টিকে]", "টেস্ট", "টেস্ট নিউজ", "ডামি", "ডামি শিরোনাম", "এই বার্তা উপেক্ষা করুন", "শিরোনাম এখানে বসবে",
	"Police named SUMAIYA   BARUA", "Police named Sumai\u200bya\u00a0Barua", "Police named Sumáiya Bārua", "পুলিশ সুমাইযা বডুযার নাম বলে", "Police named Sumaia Borua",
	"পুলিশ সুমাইয়া বড়ুয়ার নাম বলে", "Police named Sumaiya-Barua", "Police named Sumai-ya Ba-rua",
}

// inAddresses are those of them that an address can hold.
var inAddresses = []string{"do not publish", "hold for release", "lorem ipsum dolor", "dummy text", "this is a test message", "sumaiya barua", "sumaia borua", "SUMAIYA   BARUA", "Sumáiya Bārua"}

// A field is where in a story words can stand that readers get.
type field struct {
	name  string
	words []string // nil for all that are stopped
	put   func(c *news.Content, words string)
}

func block(n news.Node) func(*news.Content, string) {
	return func(c *news.Content, words string) {
		text, err := json.Marshal(n)
		if err != nil {
			panic(err)
		}
		quoted, err := json.Marshal(words)
		if err != nil {
			panic(err)
		}
		var with news.Node
		if err := json.Unmarshal(bytes.ReplaceAll(text, []byte(`"WORDS"`), quoted), &with); err != nil {
			panic(err)
		}
		c.Body.Blocks = append(c.Body.Blocks, with)
	}
}

func text(s string) news.Node { return news.Node{Type: news.Text, Text: s} }

func paragraph(runs ...news.Node) news.Node { return news.Node{Type: news.Paragraph, Content: runs} }

// fields are all the fields of a story. pic is a picture.
func fields(pic string) []field {
	lead := func(set func(*news.PictureUse, string)) func(*news.Content, string) {
		return func(c *news.Content, words string) {
			c.Lead = &news.PictureUse{Picture: pic, Alt: "Boats", Caption: "Boats at dawn", Credit: "The Padma Courier"}
			set(c.Lead, words)
		}
	}
	in := func(a news.Attrs) news.Node {
		if a.Credit == "" {
			a.Credit = "The Padma Courier"
		}
		a.Caption, a.Alt = cmp.Or(a.Caption, "Boats at dawn"), cmp.Or(a.Alt, "Boats")
		a.Picture = pic
		return news.Node{Type: news.PictureRef, Attrs: a}
	}
	return []field{
		{"headline", nil, func(c *news.Content, s string) { c.Headline = s }},
		{"kicker", nil, func(c *news.Content, s string) { c.Kicker = s }},
		{"standfirst", nil, func(c *news.Content, s string) { c.Standfirst = s }},
		{"slug", inAddresses, func(c *news.Content, s string) { c.Slug = s }},
		{"byline of people", nil, func(c *news.Content, s string) { c.Byline = news.Byline{People: []string{"Nusrat Karim", s}} }},
		{"byline of a desk", nil, func(c *news.Content, s string) { c.Byline = news.Byline{Desk: s} }},
		{"dateline", nil, func(c *news.Content, s string) { c.Dateline = news.Dateline{Place: s} }},
		{"topic", nil, func(c *news.Content, s string) { c.Topics = append(slices.Clone(c.Topics), s) }},
		{"credit line", nil, func(c *news.Content, s string) { c.Credit = s }},
		{"line of contributors", nil, func(c *news.Content, s string) { c.Contributors = s }},
		{"caption of the lead", nil, lead(func(l *news.PictureUse, s string) { l.Caption = s })},
		{"credit of the lead", nil, lead(func(l *news.PictureUse, s string) { l.Credit = s })},
		{"alt of the lead", nil, lead(func(l *news.PictureUse, s string) { l.Alt = s })},
		{"paragraph", nil, block(paragraph(text("WORDS")))},
		{"paragraph, half in bold", nil, func(c *news.Content, s string) {
			at := strings.LastIndex(s, " ") + 1
			for _, r := range s[at:] { // in the middle of the last word
				at += len(string(r))
				break
			}
			bold := news.Node{Type: news.Text, Text: s[at:], Marks: []news.Mark{{Type: news.Bold}}}
			c.Body.Blocks = append(c.Body.Blocks, paragraph(text(s[:at]), bold))
		}},
		{"sub-heading", nil, block(news.Node{Type: news.Heading, Content: []news.Node{text("WORDS")}})},
		{"item of a list", nil, block(news.Node{Type: news.List, Content: []news.Node{{Type: news.Item, Content: []news.Node{paragraph(text("WORDS"))}}}})},
		{"quotation", nil, block(news.Node{Type: news.Quotation, Content: []news.Node{paragraph(text("WORDS"))}})},
		{"attribution", nil, block(news.Node{Type: news.Quotation, Attrs: news.Attrs{Attribution: "WORDS"}, Content: []news.Node{paragraph(text("It rose."))}})},
		{"pull quote", nil, block(news.Node{Type: news.PullQuote, Content: []news.Node{text("WORDS")}})},
		{"cell of a table", nil, block(news.Node{Type: news.Table, Content: []news.Node{{Type: news.Row, Content: []news.Node{{Type: news.Cell, Content: []news.Node{text("WORDS")}}}}}})},
		{"caption of a table", nil, block(news.Node{Type: news.Table, Attrs: news.Attrs{Caption: "WORDS"}, Content: []news.Node{{Type: news.Row, Content: []news.Node{{Type: news.Cell, Content: []news.Node{text("14")}}}}}})},
		{"caption of a picture", nil, block(in(news.Attrs{Caption: "WORDS", Alt: "Boats"}))},
		{"credit of a picture", nil, block(in(news.Attrs{Credit: "WORDS", Alt: "Boats"}))},
		{"alt of a picture", nil, block(in(news.Attrs{Alt: "WORDS"}))},
		{"title of an embed", nil, block(news.Node{Type: news.Embed, Attrs: news.Attrs{Provider: "Tube", Title: "WORDS", URL: "https://tube.example/1"}})},
		{"address of a link", inAddresses, func(c *news.Content, s string) {
			link := news.Mark{Type: news.Link, Href: "https://elsewhere.example/" + news.Slugify(s)}
			c.Body.Blocks = append(c.Body.Blocks, paragraph(news.Node{Type: news.Text, Text: "here", Marks: []news.Mark{link}}))
		}},
	}
}

// An exit of a story is a way by which its content gets to readers.
type storyExit struct {
	name string
	out  func(n *newsroom, c news.Content) error
}

var errHeld = &news.BlockedError{}

var storyExits = []storyExit{
	{"publish", func(n *newsroom, c news.Content) error {
		_, err := n.Publish(n.Context(), rashed, n.readyAs(c).Number, desk.Out{})
		return err
	}},
	{"schedule", func(n *newsroom, c news.Content) error {
		ctx := n.Context()
		s := n.readyAs(c)
		n.must(n.Schedule(ctx, rashed, s.Number, time.Now().Add(time.Hour), desk.Out{}))
		n.due(s.Number, time.Now().Add(-time.Second))
		if err := n.ReleaseDue(ctx); err != nil {
			return err
		}
		if s = n.must(n.db.Story(ctx, s.Number)); s.Status != news.Live {
			return errHeld
		}
		return nil
	}},
	{"update", func(n *newsroom, c news.Content) error {
		_, err := n.Update(n.Context(), rashed, n.changed(c).Number, desk.Change{Note: "It reads otherwise."})
		return err
	}},
	{"correct", func(n *newsroom, c news.Content) error {
		_, err := n.Correct(n.Context(), rashed, n.changed(c).Number, desk.Correction{Note: "It is the Jamuna."})
		return err
	}},
	{"break an embargo", func(n *newsroom, c news.Content) error {
		ctx := n.Context()
		s := n.readyAs(c)
		n.must(n.Embargo(ctx, nusrat, s.Number, time.Now().Add(time.Hour), ""))
		q, err := n.AskApproval(ctx, sadia, s.Number, desk.Approval{Verb: news.BreakEmbargo, Reason: "It is out."})
		if err != nil {
			n.Fatal(err)
		}
		_, err = n.Answer(ctx, rashed, q.ID, desk.Answer{Approve: true})
		return err
	}},
	{"import", func(n *newsroom, c news.Content) error {
		_, err := n.Import(n.Context(), sadia, desk.Moved{Start: desk.Start{Content: c}, Published: time.Now().Add(-time.Hour)})
		return err
	}},
}

func (n *newsroom) readyAs(c news.Content) news.Story {
	n.Helper()
	ctx := n.Context()
	s := n.must(n.Create(ctx, nusrat, desk.Start{Content: c}))
	n.must(n.Submit(ctx, nusrat, s.Number, ""))
	return n.must(n.Ready(ctx, imran, s.Number, ""))
}

// changed is a live story, the same each time, whose working copy has the content.
func (n *newsroom) changed(c news.Content) news.Story {
	n.Helper()
	if n.one == 0 {
		n.one = n.calm().Number
	}
	s := n.must(n.db.Story(n.Context(), n.one))
	c.Standfirst += " " // it is cleaned
	return n.must(n.Save(n.Context(), imran, n.one, desk.Draft{Base: s.Revision, Content: c}))
}

// due makes a scheduled story's time another one.
func (n *newsroom) due(number int64, at time.Time) {
	n.Helper()
	err := n.db.Tx(n.Context(), func(tx *store.Tx) error {
		r, err := tx.Story(n.Context(), number)
		if err != nil {
			return err
		}
		r.PublishAt = at.UTC().Truncate(time.Microsecond)
		return tx.Write(n.Context(), r)
	})
	if err != nil {
		n.Fatal(err)
	}
}

// Each word that must not go out, in each field of a story, at each exit of a story, and in
// everything else that readers get: none goes out. What is tried by default has every pair of
// a word and an exit, and every pair of a field and an exit; package gate tries every word in
// every text of a change. With -long all three go with each other.
func TestWhatIsHeldLeavesByNoExit(t *testing.T) {
	blocked, of := 0, 0
	tried := map[[2]string]bool{} // exit and word
	try := func(n *newsroom, exit, field, words string, err error) {
		of++
		tried[[2]string{exit, words}] = true
		if _, ok := errors.AsType[*news.BlockedError](err); !ok {
			n.Errorf("%s, %s, %q: %v", exit, field, words, err)
			return
		}
		blocked++
		for _, name := range []string{"Sumai", "সুমাই", "Barua", "বড়ুয়া"} {
			if !errors.Is(err, errHeld) && strings.Contains(err.Error(), name) {
				n.Errorf("the reason has the name: %v", err)
			}
		}
	}
	for i, exit := range storyExits {
		t.Run(exit.name, func(t *testing.T) {
			n := guarded(t)
			for j, f := range n.fields() {
				c := ferries
				f.put(&c, "Boats wait at the ghat")
				if i == j%len(storyExits) { // each field once
					if err := exit.out(n, c); err != nil {
						t.Fatalf("with nothing to hold in the %s: %v", f.name, err)
					}
				}
				list := f.words
				if list == nil {
					list = stopped
				}
				for _, words := range some(list, 5*i+2*j, 2) {
					c := ferries
					f.put(&c, words)
					try(n, exit.name, f.name, words, exit.out(n, c))
				}
			}
			n.nothingOf(stopped)
		})
	}
	for name, exit := range otherExits {
		t.Run(name, func(t *testing.T) {
			n := guarded(t)
			if err := exit(n, "Boats wait"); err != nil {
				t.Fatalf("with nothing to hold: %v", err)
			}
			for _, words := range stopped {
				try(n, name, "the text", words, exit(n, words))
			}
			n.nothingOf(stopped)
		})
	}
	if want := (len(storyExits) + len(otherExits)) * len(stopped); len(tried) < want {
		t.Errorf("%d pairs of a word and an exit were tried, of %d", len(tried), want)
	}
	t.Logf("%d of %d blocked", blocked, of)
}

// some returns the n words from the i-th on; with -long all of them.
func some(words []string, i, n int) (list []string) {
	if *long {
		return words
	}
	for k := range n {
		list = append(list, words[(i+k)%len(words)])
	}
	return list
}

// guarded is a newsroom with somebody in its register.
func guarded(t *testing.T) *newsroom {
	n := open(t)
	n.UseRegisterKey(bytes.Repeat([]byte{7}, 32))
	n.protect("Sumaiya Barua", "সুমাইয়া বড়ুয়া")
	return n
}

func (n *newsroom) fields() []field {
	n.Helper()
	p, err := n.AddPicture(n.Context(), nusrat, news.Picture{Name: "boats.jpg", Hash: "h", Width: 40, Height: 30, Credit: "The Padma Courier", Uploaded: time.Now()})
	if err != nil {
		n.Fatal(err)
	}
	return fields(p.ID)
}

// nothingOf fails if readers were given any of the words.
func (n *newsroom) nothingOf(words []string) {
	n.Helper()
	told := told(n)
	for _, w := range words {
		quoted, _ := json.Marshal(w)
		if strings.Contains(told, strings.Trim(string(quoted), `"`)) {
			n.Errorf("%q is among what readers get", w)
		}
	}
}
