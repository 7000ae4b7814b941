package press

import (
	"html"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// summary is what a feed says of a story in a few sentences: what the story says, and
// what was corrected in it.
func (f feed) summary(s edition.Story) string {
	text := summary(s)
	for _, c := range s.Corrections {
		text = strings.TrimSpace(text + " " + f.words.note(c.Kind) + ": " + c.Note)
	}
	return text
}

// wholeHTML is the story whole as HTML that stands on its own anywhere: every address in
// it is whole, and it needs no stylesheet and no script.
func (f feed) wholeHTML(s edition.Story) string {
	var b strings.Builder
	for _, c := range s.Corrections {
		if c.Kind == news.EditorNote {
			f.noteHTML(&b, c)
		}
	}
	if s.Lead != nil {
		b.WriteString(f.pictureHTML(*s.Lead, s.LeadCaption, s.LeadCredit))
	}
	b.WriteString(news.HTMLWriter{Picture: func(use news.PictureUse) string {
		i := slices.IndexFunc(s.Pictures, func(p edition.Picture) bool { return p.ID == use.Picture })
		if i < 0 {
			return ""
		}
		p := s.Pictures[i]
		p.Alt = use.Alt
		return f.pictureHTML(p, use.Caption, use.Credit)
	}, Media: f.mediaHTML(s)}.HTML(s.Body))
	for _, c := range s.Corrections {
		if c.Kind != news.EditorNote {
			f.noteHTML(&b, c)
		}
	}
	if s.Credit != "" {
		b.WriteString("<p>" + html.EscapeString(s.Credit) + "</p>\n")
	}
	return b.String()
}

func (f feed) noteHTML(b *strings.Builder, c news.Correction) {
	b.WriteString("<p><strong>" + f.words.note(c.Kind) + ", " + f.words.date(f.local(c.At)) + ":</strong> " + html.EscapeString(c.Note) + "</p>\n")
}

func (f feed) pictureHTML(p edition.Picture, caption, credit string) string {
	img := imageOf(p, slot{most: 1280, base: 1280})
	if img.src == "" {
		return ""
	}
	text := strings.TrimSpace(caption + " " + f.credit(credit))
	if text != "" {
		text = "<figcaption>" + html.EscapeString(text) + "</figcaption>"
	}
	return `<figure><img src="` + html.EscapeString(f.shell.address(img.src)) + `" width="` + img.width + `" height="` + img.height +
		`" alt="` + html.EscapeString(img.alt) + `">` + text + "</figure>\n"
}

// markup returns plain text as HTML, with no more escapes than it needs.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// mediaHTML returns what writes the story's films and sounds: what they are, how large they are
// and where.
func (f feed) mediaHTML(s edition.Story) func(news.RecordingUse) string {
	return func(use news.RecordingUse) string {
		p := storyPage{shell: f.shell, Story: s}
		r, ok := p.recordingOf(use)
		if !ok {
			return ""
		}
		return `<p><a href="` + html.EscapeString(f.shell.address(r.src)) + `">` + html.EscapeString(r.about) + "</a> " + html.EscapeString(use.Caption+" "+use.Credit) + "</p>\n"
	}
}
