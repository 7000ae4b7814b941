// Package manuscript reads the text of a story or a source out of the file that it comes in.
package manuscript

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/move"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/docx"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// Most is how many bytes a file may have, and how many its text may grow to when it is unpacked.
const Most = 16 << 20

// Manuscript is what is read of a file.
type Manuscript struct {
	Text     string // all that is checked; paragraphs end with a line feed
	Headline int    // how many bytes of it, from its start, are the headline; 0 if it has none
	Body     int    // where in it the body begins
	Captions []Caption

	// What a web page says of itself; zero if it does not, or if the file is none.
	Place     string
	Published time.Time // in the zone that the page names
}

// Caption is what stands below a picture of a web page. It is not in the text.
type Caption struct{ Text, Credit string }

// Read returns what a file says: plain text in UTF-8, HTML or a Word document (docx). Which it is, the file itself says. Of a news page in
// HTML the story is read, without what is around it; of other HTML everything. A time on a page that names no zone is in the given one. An
// error is a *news.Error that names the file.
func Read(name string, b []byte, zone *time.Location) (Manuscript, error) {
	switch {
	case len(b) > Most:
		return Manuscript{}, news.Errorf(news.TooLarge, "%s has more than %d MB.", name, Most>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		text, err := word(name, b)
		return plain(text), err
	case isHTML(b):
		return page(b, zone), nil
	case !utf8.Valid(b):
		return Manuscript{}, news.Errorf(news.Invalid, "%s is no text in UTF-8, no HTML and no Word document (docx).", name)
	}
	return plain(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(b), "\ufeff"))), nil
}

// longestHeadline is how many characters the first line of a text may have and still be its headline.
const longestHeadline = 120

// plain finds the headline of a text: a short first line that does not end as a sentence does, with an empty line after it.
func plain(text string) Manuscript {
	m := Manuscript{Text: text}
	first, rest, more := strings.Cut(text, "\n\n")
	if body := strings.TrimLeft(rest, "\n"); more && body != "" && first != "" && !strings.Contains(first, "\n") &&
		utf8.RuneCountInString(first) <= longestHeadline && !strings.ContainsAny(first[len(first)-1:], ".!?:,") && !strings.HasSuffix(first, "।") {
		m.Headline, m.Body = len(first), len(text)-len(body)
	}
	return m
}

// page reads a web page.
func page(b []byte, zone *time.Location) Manuscript {
	p, err := move.ReadPage(bytes.NewReader(b), move.Options{Zone: zone})
	if err != nil {
		return plain(markup.HTML(strings.ToValidUTF8(string(b), "\ufffd"), nil).Body.Plain())
	}
	head := slices.DeleteFunc([]string{p.Headline, p.Standfirst}, func(s string) bool { return s == "" })
	m := Manuscript{Text: strings.Join(append(head, p.Body.Plain()), "\n\n"), Headline: len(p.Headline), Place: p.Place, Published: p.Published}
	m.Body = len(m.Text) - len(p.Body.Plain())
	if p.Picture != nil && p.Picture.Caption != "" {
		m.Captions = []Caption{{p.Picture.Caption, p.Picture.Credit}}
	}
	return m
}

func isHTML(b []byte) bool {
	kind := http.DetectContentType(b)
	return strings.HasPrefix(kind, "text/html") || strings.HasPrefix(kind, "text/xml") && bytes.Contains(b[:min(len(b), 1024)], []byte("<html"))
}

// word reads a Word document.
func word(name string, b []byte) (string, error) {
	text, err := docx.Text(b)
	switch {
	case errors.Is(err, docx.ErrTooLong):
		return "", news.Errorf(news.TooLarge, "%s has more than %d MB of text.", name, docx.Most>>20)
	case err != nil:
		return "", news.Errorf(news.Invalid, "%s is no Word document (docx) that can be read.", name)
	}
	return text, nil
}
