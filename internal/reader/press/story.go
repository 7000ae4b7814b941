package press

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// storyPage is what the template of a story needs.
type storyPage struct {
	shell
	edition.Story
	signers            []signer
	place              string
	label              string // what kind of writing it is, "" for news
	sectionName        string
	inSection          bool // the house still has the section
	published, updated time.Time
	age                string // said of a story that is old
	lead               image
	leadShape          string
	body               string // HTML
	top, end           []note
	share              []shareLink
	related, mostRead  []card
	live               *live // nil for a story that is not covered live
}

// note is a public note on a story.
type note struct {
	name string // what it is called
	text string
	at   time.Time
}

func printStory(v *archive.View, number int64) (*draft, error) {
	p, err := storyPageOf(v, number)
	if err != nil {
		return nil, err
	}
	return p.draft()
}

func (p storyPage) draft() (*draft, error) {
	d, err := p.print(p.path, http.StatusOK, storyHTML(p))
	if err != nil {
		return nil, err
	}
	d.read = p.language
	return d, nil
}

// storyPageOf returns everything that a story's page says.
func storyPageOf(v *archive.View, number int64) (p storyPage, err error) {
	story, err := v.Story(number)
	if err != nil {
		return p, err
	}
	return storyPageFor(v, story)
}

// storyPageFor returns everything that the page of the story says beside this edition, in
// which the story need not be.
func storyPageFor(v *archive.View, story edition.Story) (p storyPage, err error) {
	p = storyPage{shell: shellOf(v, story.Language, story.Path(), story.Headline), Story: story}
	p.shell.section, p.description = story.Section, summary(story)
	p.signers, p.place, p.label = p.shell.signers(story.Byline), story.Dateline.Place, p.labels[story.Label]
	if len(p.signers) == 0 && story.Author != "" {
		p.signers = []signer{{name: story.Author}}
	}
	section, ok := p.house.Section(story.Section)
	p.sectionName, p.inSection = section.Name(story.Language), ok
	if !ok {
		p.sectionName = story.Section
	}
	p.published = p.local(story.Published)
	if !story.Updated.IsZero() {
		p.updated = p.local(story.Updated)
	}
	if old(v, story.Card) {
		p.age = p.oldStory
	}
	if story.Lead != nil {
		p.lead, p.leadShape = p.figureImage(*story.Lead, leadSlot), shape(*story.Lead)
	}
	p.notes()
	p.body = p.bodyHTML()
	p.cover(news.HTMLWriter{EmbedNote: p.opens, Picture: p.pictureHTML, Media: p.mediaHTML})
	if p.languages, err = inLanguages(v, story.Card); err != nil {
		return p, err
	}
	beside, err := related(v, story)
	if err != nil {
		return p, err
	}
	read, err := mostRead(v, story.Language)
	if err != nil {
		return p, err
	}
	p.related, p.mostRead = p.cardsOf(beside, cardSlot, relatedCards), p.cardsOf(without(read, append(beside, story.Card), mostReadCards), slot{}, 0)
	p.share = p.shareLinks()
	p.og = p.openGraph()
	p.linked = p.linkedData()
	return p, nil
}

// old reports whether the story is more than a year old on the day of the edition.
func old(v *archive.View, c edition.Card) bool { return c.Published.Before(oldBefore(v)) }

// oldBefore is when a story must have been published before to be old.
func oldBefore(v *archive.View) time.Time { return dayOf(v).AddDate(-1, 0, 0) }

// summary is one sentence of what the story says: its standfirst, or else the beginning
// of its text, cut between words.
func summary(s edition.Story) string {
	if s.Standfirst != "" {
		return s.Standfirst
	}
	const most = 160
	for _, n := range s.Body.Blocks {
		if n.Type != news.Paragraph {
			continue
		}
		text := news.Document{Blocks: []news.Node{n}}.Plain()
		return cut(text, most)
	}
	return ""
}

// cut returns the text in one line, and of at most so many characters: between words, and
// never inside of a character.
func cut(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if news.Graphemes(text) <= most {
		return text
	}
	short := ""
	for word := range strings.FieldsSeq(text) {
		if news.Graphemes(short)+1+news.Graphemes(word) >= most {
			break
		}
		short += word + " "
	}
	return strings.TrimRight(short, " ,;:–—-") + "…"
}

// notes sorts the story's notes: what an editor has to say stands before the text, what
// was corrected after it, with a line before the text that leads there; then what was new in
// an update.
func (p *storyPage) notes() {
	for _, c := range p.Corrections {
		n := note{name: p.words.note(c.Kind), text: c.Note, at: p.local(c.At)}
		if c.Kind == news.EditorNote || c.Top {
			p.top = append(p.top, n)
		} else {
			p.end = append(p.end, n)
		}
	}
	for _, v := range p.Versions {
		if v.Kind == news.UpdatedVersion && v.Note != "" {
			p.end = append(p.end, note{name: p.versionName(v), text: v.Note, at: p.local(v.At)})
		}
	}
}

// leadsToNotes reports whether the story's top must lead to a correction at its end.
func (p storyPage) leadsToNotes() bool {
	return slices.ContainsFunc(p.Corrections, func(c news.Correction) bool { return c.Kind == news.Corrected && !c.Top })
}

// bodyHTML returns the story's text as HTML.
func (p storyPage) bodyHTML() string {
	return news.HTMLWriter{EmbedNote: p.opens, Picture: p.pictureHTML, Media: p.mediaHTML}.HTML(p.Body)
}

// pictureHTML is a picture in the text of the story or of a post.
func (p storyPage) pictureHTML(use news.PictureUse) string {
	pic, ok := p.pictureOf(use)
	if !ok {
		return ""
	}
	f := figure{p.figureImage(pic, bodySlot), use.Caption, p.credit(use.Credit), pic.File, shape(pic)}
	var b strings.Builder
	if err := figureHTML(p.shell, f).Render(context.Background(), &b); err != nil {
		return "" // a Builder takes everything, and the template fails at nothing else
	}
	return b.String()
}

// bylineHTML is who wrote the story, each with the way to their page, and where: "By Nusrat
// Karim and Imran Hossain, Sirajganj".
func (p storyPage) bylineHTML() string {
	var b strings.Builder
	if len(p.Byline.People) > 0 {
		b.WriteString(templ.EscapeString(p.by))
	}
	for i, s := range p.signers {
		switch {
		case i > 0 && i == len(p.signers)-1:
			b.WriteString(templ.EscapeString(p.and))
		case i > 0:
			b.WriteString(", ")
		}
		name := templ.EscapeString(s.name)
		if s.path != "" {
			name = `<a href="` + templ.EscapeString(s.path) + `" rel="author">` + name + "</a>"
		}
		b.WriteString(name)
	}
	if b.Len() > 0 && p.place != "" {
		b.WriteString(", ")
	}
	b.WriteString(templ.EscapeString(p.place))
	return b.String()
}

// pictureOf returns the picture that the body uses.
func (p storyPage) pictureOf(use news.PictureUse) (edition.Picture, bool) {
	i := slices.IndexFunc(p.Pictures, func(pic edition.Picture) bool { return pic.ID == use.Picture })
	if i < 0 {
		return edition.Picture{}, false
	}
	pic := p.Pictures[i]
	pic.Alt = use.Alt
	return pic, true
}

// figure is a picture with what is said of it, always in this order: the caption, that it
// is a file photo, whose it is.
type figure struct {
	image           image
	caption, credit string
	file            bool
	class           string
}

// leadFigure is the story's own picture.
func (p storyPage) leadFigure() figure {
	return figure{p.lead, p.LeadCaption, p.credit(p.LeadCredit), p.Lead.File, strings.TrimSpace("lead " + p.leadShape)}
}

// shareLink leads to where a reader can pass the story on. None of them is asked for
// anything before it is followed.
type shareLink struct{ name, url string }

func (p storyPage) shareLinks() []shareLink {
	address, title := p.address(p.path), p.Headline
	return []shareLink{
		{"WhatsApp", "https://wa.me/?" + url.Values{"text": {title + " " + address}}.Encode()},
		{"Facebook", "https://www.facebook.com/sharer/sharer.php?" + url.Values{"u": {address}}.Encode()},
		{"X", "https://x.com/intent/post?" + url.Values{"text": {title}, "url": {address}}.Encode()},
		{p.email, "mailto:?" + strings.ReplaceAll(url.Values{"subject": {title}, "body": {address}}.Encode(), "+", "%20")},
	}
}

func (p storyPage) openGraph() openGraph {
	og := openGraph{kind: "article", published: stamp(p.published), section: p.sectionName}
	if !p.updated.IsZero() {
		og.modified = stamp(p.updated)
	}
	for _, t := range p.Topics {
		og.tags = append(og.tags, t.Name)
	}
	if r, ok := shared(p.Lead); ok {
		og.image, og.width, og.height, og.alt = p.address(mediaPath(r.Name)), decimal(r.Width), decimal(r.Height), p.Lead.Alt
	}
	return og
}

// shape is the class of a picture that is higher than wide. In a story none is cut.
func shape(p edition.Picture) string {
	if p.Height > p.Width {
		return "tall"
	}
	return ""
}
