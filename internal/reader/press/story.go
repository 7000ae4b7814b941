package press

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// storyPage is what the template of a story needs.
type storyPage struct {
	shell
	edition.Story
	byline             string
	sectionName        string
	inSection          bool // the house still has the section
	published, updated time.Time
	lead               image
	leadShape          string
	body               string // HTML
	top, end           []note
}

// note is a public note on a story.
type note struct {
	name string // what it is called
	text string
	at   time.Time
}

func printStory(v *archive.View, number int64) (*draft, error) {
	story, err := v.Story(number)
	if err != nil {
		return nil, err
	}
	p := storyPage{shell: shellOf(v, story.Language, story.Path(), story.Headline), Story: story}
	p.shell.section, p.description = story.Section, summary(story)
	p.byline = p.words.byline(story.Byline)
	if p.byline == "" {
		p.byline = story.Author
	}
	if place := story.Dateline.Place; p.byline == "" {
		p.byline = place
	} else if place != "" {
		p.byline += ", " + place
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
	if story.Lead != nil {
		p.lead, p.leadShape = imageOf(*story.Lead, leadSlot), shape(*story.Lead)
	}
	p.notes()
	p.body = p.bodyHTML()
	p.og = p.openGraph()
	p.linked = p.linkedData()
	return p.print(story.Path(), http.StatusOK, storyHTML(p))
}

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
	return ""
}

// notes sorts the story's notes: what an editor has to say stands before the text, what
// was corrected after it, with a line before the text that leads there.
func (p *storyPage) notes() {
	for _, c := range p.Corrections {
		n := note{name: p.words.note(c.Kind), text: c.Note, at: p.local(c.At)}
		if c.Kind == news.EditorNote {
			p.top = append(p.top, n)
		} else {
			p.end = append(p.end, n)
		}
	}
}

// corrected returns the newest correction of a fact, which the story's top must name.
func (p storyPage) corrected() (news.Correction, bool) {
	i := slices.IndexFunc(p.Corrections, func(c news.Correction) bool { return c.Kind == news.Corrected })
	if i < 0 {
		return news.Correction{}, false
	}
	return p.Corrections[i], true
}

// bodyHTML returns the story's text as HTML.
func (p storyPage) bodyHTML() string {
	return news.HTMLWriter{
		EmbedNote: p.opens,
		Picture: func(use news.PictureUse) string {
			i := slices.IndexFunc(p.Pictures, func(pic edition.Picture) bool { return pic.ID == use.Picture })
			if i < 0 {
				return ""
			}
			pic := p.Pictures[i]
			pic.Alt = use.Alt
			var b strings.Builder
			figure := figureHTML(imageOf(pic, bodySlot), use.Caption, p.credit(use.Credit), shape(pic))
			if err := figure.Render(context.Background(), &b); err != nil {
				return "" // a Builder takes everything, and the template fails at nothing else
			}
			return b.String()
		},
	}.HTML(p.Body)
}

func (p storyPage) openGraph() openGraph {
	og := openGraph{kind: "article", published: stamp(p.published), section: p.sectionName}
	if !p.updated.IsZero() {
		og.modified = stamp(p.updated)
	}
	for _, t := range p.Topics {
		og.tags = append(og.tags, t.Name)
	}
	if name, width, height, ok := shared(p.Lead); ok {
		og.image, og.width, og.height, og.alt = p.address(mediaPath(name)), decimal(width), decimal(height), p.Lead.Alt
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
