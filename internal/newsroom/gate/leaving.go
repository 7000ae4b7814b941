package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Leaving is what leaves by one exit.
type Leaving struct {
	Exit     string // "story 12", "the bar", "the front /en/"
	Language news.Language
	Story    int64 // its number, 0 for none
	Parts    []Part
	Pictures []Picture
}

// Part is one text as readers would have it.
type Part struct{ Where, Text string }

// Picture is one picture as readers would have it.
type Picture struct{ ID, Credit, Caption, Where string }

// Of returns everything that readers would have to read or to see of the change. A test
// fails if a text of edition.Change is neither here nor named as no text.
func Of(c edition.Change) (all []Leaving) {
	if c.Story != nil {
		all = append(all, story(*c.Story))
		if c.Story.Coverage != nil {
			all = append(all, coverage(*c.Story))
		}
	}
	for _, b := range c.Bars {
		l := Leaving{Exit: "the bar", Language: b.Language}
		for _, f := range b.Items {
			l.say("the line", f.Text)
		}
		all = append(all, l)
		if b.Banner != nil {
			l := Leaving{Exit: "the emergency banner", Language: b.Language}
			l.say("the line", b.Banner.Text)
			l.say("the link", address(b.Banner.Path))
			all = append(all, l)
		}
	}
	for _, f := range c.Fronts {
		name := "/" + string(f.Language) + "/"
		if f.Section != "" {
			name += f.Section + "/"
		}
		l := Leaving{Exit: "the front " + name, Language: f.Language}
		for _, b := range f.Blocks {
			for _, s := range b.Slots {
				l.say(fmt.Sprintf("the headline over story %d", s.Story), s.Headline)
			}
		}
		all = append(all, l)
	}
	if c.House != nil {
		all = append(all, house(*c.House))
	}
	return all
}

// say adds a text that is not empty.
func (l *Leaving) say(where, text string) {
	if strings.TrimSpace(text) != "" {
		l.Parts = append(l.Parts, Part{where, text})
	}
}

// address is an address as words: a slug can name somebody.
func address(path string) string {
	return strings.NewReplacer("/", " ", "-", " ", "_", " ", "%20", " ", "+", " ").Replace(path)
}

func story(s edition.Story) Leaving {
	l := Leaving{Exit: fmt.Sprintf("story %d", s.Number), Language: s.Language, Story: s.Number}
	l.say("the headline", s.Headline)
	l.say("the kicker", s.Kicker)
	l.say("the standfirst", s.Standfirst)
	l.say("the address", address(s.Slug))
	l.say("the byline", s.Author)
	l.say("the byline", s.Byline.Desk)
	for _, p := range s.Byline.People {
		l.say("the byline", p)
	}
	l.say("the dateline", s.Dateline.Place)
	for _, t := range s.Topics {
		l.say("a topic", t.Name)
		l.say("a topic", address(t.Slug))
	}
	if s.Lead != nil {
		l.say("the description of the lead picture", s.Lead.Alt)
		l.cover(*s.Lead)
		l.Pictures = append(l.Pictures, Picture{s.Lead.ID, s.LeadCredit, s.LeadCaption, "the lead picture"})
	}
	l.say("the caption of the lead picture", s.LeadCaption)
	for _, r := range s.Recordings {
		l.say("the address of a transcript", r.Transcript)
		l.say("the address of a transcript", address(r.Transcript))
		for _, c := range r.Captions {
			l.say("the captions of a video or audio", c.Words)
		}
		if r.Poster != nil {
			l.say("the description of a picture", r.Poster.Alt)
			l.cover(*r.Poster)
		}
	}
	l.say("the credit of the lead picture", s.LeadCredit)
	l.document("", s.Body)
	for _, p := range s.Pictures {
		l.say("the description of a picture", p.Alt)
		l.cover(p)
	}
	l.say("the credit line", s.Credit)
	l.say("the line of contributors", s.Contributors)
	for _, n := range s.Corrections {
		l.say("a public note", n.Note)
	}
	for _, v := range s.Versions {
		l.say("a public note", v.Note)
		for _, e := range v.Edits {
			for _, words := range []string{e.Before, e.Was, e.Is, e.After, e.Before + " " + e.Was + " " + e.After, e.Before + " " + e.Is + " " + e.After} {
				l.say("the words that were changed", words)
			}
		}
	}
	return l
}

func coverage(s edition.Story) Leaving {
	l := Leaving{Exit: fmt.Sprintf("the live coverage of story %d", s.Number), Language: s.Language, Story: s.Number}
	for _, k := range s.Coverage.KeyPoints {
		l.say("a key point", k)
	}
	for i, p := range s.Coverage.Posts {
		where := ordinal("post", len(s.Coverage.Posts)-1-i) // as they were posted
		l.say(where, p.Title)
		l.say(where, p.Author)
		l.say(where, p.Note)
		l.document(where+", ", p.Body)
	}
	return l
}

// cover adds the words on the cover of a picture.
func (l *Leaving) cover(p edition.Picture) {
	if p.Covered != nil {
		l.say("the words on the cover of a picture", p.Covered.Shows)
	}
}

// document adds the texts of a document, block by block: a name that is half in bold is
// one name.
func (l *Leaving) document(prefix string, d news.Document) {
	n := 0
	d.Walk(func(b news.Node) {
		l.attributes(prefix, b)
		switch b.Type {
		case news.Paragraph, news.Heading, news.PullQuote, news.Cell:
			l.say(prefix+ordinal("paragraph", n), runs(b))
			n++
		}
		for _, m := range b.Marks {
			l.say(prefix+"a link", address(m.Href))
		}
	})
}

// attributes adds what a block says beside its runs.
func (l *Leaving) attributes(prefix string, b news.Node) {
	a := b.Attrs
	l.say(prefix+"an attribution", a.Attribution)
	l.say(prefix+"a caption", a.Caption)
	l.say(prefix+"a credit", a.Credit)
	l.say(prefix+"the description of a picture", a.Alt)
	l.say(prefix+"the words on the cover of a picture", a.Graphic)
	l.say(prefix+"the title of an embed", a.Title)
	l.say(prefix+"the provider of an embed", a.Provider)
	l.say(prefix+"the address of an embed", address(a.URL))
	if b.Type == news.PictureRef {
		l.Pictures = append(l.Pictures, Picture{a.Picture, a.Credit, a.Caption, prefix + "a picture"})
	}
}

// runs is the text of a block's runs as one.
func runs(b news.Node) string {
	var s strings.Builder
	for _, c := range b.Content {
		switch c.Type {
		case news.Text:
			s.WriteString(c.Text)
		case news.Break:
			s.WriteByte('\n')
		}
	}
	return s.String()
}

func house(h news.House) Leaving {
	l := Leaving{Exit: "the settings"}
	names := func(where string, m map[news.Language]string) {
		for _, lang := range languages(m) {
			l.say(where, m[lang])
		}
	}
	names("the site's name", h.Names)
	for _, s := range h.Sections {
		names("a section's name", s.Names)
	}
	names("the Hijri day", h.Style.Hijri)
	for _, a := range h.Authors {
		names("an author's name", a.Names)
		names("an author's role", a.Role)
		names("an author's beat", a.Beat)
		names("an author's page", a.Bio)
		l.say("an author's address", address(a.Slug))
	}
	for _, p := range h.Pages {
		l.say("the address of a page", address(p.Slug))
		for _, lang := range languages(p.Texts) {
			l.say("the page "+p.Slug, p.Texts[lang].Title)
			l.document("the page "+p.Slug+", ", p.Texts[lang].Body)
		}
	}
	for _, t := range h.Topics {
		l.say("what a topic is about", t.Text)
		l.say("a topic", address(t.Slug))
	}
	return l
}

func languages[T any](m map[news.Language]T) []news.Language {
	all := make([]news.Language, 0, len(m))
	for l := range m {
		all = append(all, l)
	}
	slices.Sort(all)
	return all
}
