package letter

import (
	"bytes"
	"fmt"
	"html"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// The limits of a message's make. They keep the time and the memory that it takes within those of its size.
const (
	maxMultiparts  = 50    // parts of parts
	maxBoundaries  = 2_000 // lines that begin as a boundary does
	maxHeaderLines = 5_000
	maxInside      = 3        // messages inside one another
	maxText        = 4 << 20  // bytes of HTML or text of one message
	maxFileName    = 200      // bytes
	maxFileBytes   = 10 << 20 // of all files
)

// reader reads the parts of a message and of those inside it.
type reader struct {
	from    item.Source
	html    strings.Builder
	files   []item.File
	bytes   int
	left    int // files that were left out
	damaged string
	tnef    bool
	inside  int // messages inside that were not read
}

// envelope takes a message apart.
func (r *reader) envelope(doc []byte) (e *enmime.Envelope, err error) {
	lower := bytes.ToLower(doc)
	if bytes.Count(lower, []byte("multipart/")) > maxMultiparts ||
		bytes.Contains(lower, []byte("multipart/")) && bytes.Count(doc, []byte("\n--"))+bytes.Count(doc, []byte("\r--")) > maxBoundaries {
		return nil, news.Errorf(news.TooLarge, "The message has more parts inside one another than Stet reads.")
	}
	if end := bytes.Index(doc, []byte("\n\n")); bytes.Count(doc[:max(end, 0)], []byte("\n")) > maxHeaderLines {
		return nil, news.Errorf(news.TooLarge, "The message has a header of more than %d lines, which is the most Stet reads.", maxHeaderLines)
	}
	unreadable := news.Errorf(news.Invalid, "This is not an e-mail that can be read.")
	defer func() {
		if fault := recover(); fault != nil { // of the library
			e, err = nil, unreadable
		}
	}()
	e, err = enmime.NewParser(
		enmime.DisableTextConversion(true), enmime.SkipMalformedParts(true), enmime.MultipartWOBoundaryAsSinglePart(true), enmime.MaxStoredPartErrors(20),
	).ReadEnvelope(bytes.NewReader(doc))
	if err != nil || e == nil {
		return nil, unreadable
	}
	for _, fault := range e.Errors {
		if fault.Severe && r.damaged == "" {
			r.damaged = item.Line(fault.Name)
		}
	}
	return e, nil
}

// read reads the text and the files of a message that is that deep inside others.
func (r *reader) read(e *enmime.Envelope, depth int) {
	text, page := readable(e.Text), readable(e.HTML)
	if strings.TrimSpace(page) != "" && hasWords(page) {
		r.html.WriteString(page[:min(len(page), maxText)])
	} else {
		r.html.WriteString(asHTML(text[:min(len(text), maxText)]))
	}
	for _, parts := range [][]*enmime.Part{e.Attachments, e.Inlines, e.OtherParts} {
		for _, p := range parts {
			r.part(p, depth)
		}
	}
}

// part keeps a file, or reads the message that it is.
func (r *reader) part(p *enmime.Part, depth int) {
	name := item.Cut(words(path.Base(strings.ReplaceAll(p.FileName, `\`, "/"))), maxFileName)
	if name == "." || name == "/" {
		name = ""
	}
	kind := strings.ToLower(words(p.ContentType))
	switch {
	case strings.EqualFold(name, "winmail.dat") || kind == "application/ms-tnef":
		r.tnef = true
	case kind == "message/rfc822" && len(p.Content) > 0:
		if depth < maxInside && r.letter(p.Content, depth+1) {
			return
		}
		r.inside++
	case len(p.Content) == 0 || strings.HasPrefix(kind, "multipart/"):
		return
	case kind == "application/pgp-signature" || kind == "application/pkcs7-signature" || kind == "application/x-pkcs7-signature":
		return
	}
	if len(r.files) >= item.MaxFiles || r.bytes+len(p.Content) > maxFileBytes {
		r.left++
		return
	}
	r.bytes += len(p.Content)
	r.files = append(r.files, item.File{Name: name, Type: kind, Data: p.Content})
}

// letter reads a message inside another, below who wrote it and what about.
func (r *reader) letter(doc []byte, depth int) bool {
	e, err := r.envelope(opened(doc))
	if err != nil {
		return false
	}
	name, address := sender(e)
	r.html.WriteString("<hr><p>")
	for _, line := range []string{words(e.GetHeader("Subject")), strings.TrimSpace(name + " " + address), words(e.GetHeader("Date"))} {
		if line != "" {
			r.html.WriteString(html.EscapeString(line) + "<br>")
		}
	}
	r.html.WriteString("</p>")
	r.read(e, depth)
	return true
}

// sentences says what was wrong.
func (r *reader) sentences() (all []string) {
	if r.damaged != "" {
		all = append(all, fmt.Sprintf("A part of the message is damaged (%s); it was read as well as it could be.", r.damaged))
	}
	if r.tnef {
		all = append(all, "The attachment winmail.dat is in a form of its sender's mail program (TNEF) that Stet does not open; it was kept as it is.")
	}
	if r.inside > 0 {
		all = append(all, fmt.Sprintf("%d messages inside the message could not be read; they were kept as files.", r.inside))
	}
	if r.left > 0 {
		all = append(all, fmt.Sprintf("%d files in the message are more than Stet keeps of one; they were left out.", r.left))
	}
	return all
}

// readable returns s if it is UTF-8, else as windows-1252.
func readable(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if in, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
		return in
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// hasWords reports whether HTML has something to read or to see.
func hasWords(page string) bool {
	inside := false
	for i := 0; i < len(page); i++ {
		switch c := page[i]; {
		case c == '<':
			if strings.HasPrefix(strings.ToLower(page[i:min(len(page), i+5)]), "<img") {
				return true
			}
			inside = true
		case c == '>':
			inside = false
		case !inside && c > ' ':
			return true
		}
	}
	return false
}

// asHTML returns plain text as HTML: an empty line ends a paragraph, and a line that is quoted or short stays one.
func asHTML(text string) string {
	var b strings.Builder
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for _, paragraph := range strings.Split(text, "\n\n") {
		if strings.TrimSpace(paragraph) == "" {
			continue
		}
		b.WriteString("<p>")
		lines := strings.Split(strings.Trim(paragraph, "\n"), "\n")
		for n, line := range lines {
			b.WriteString(html.EscapeString(line))
			if n+1 < len(lines) && keepsLine(line, lines[n+1]) {
				b.WriteString("<br>")
			}
			b.WriteByte('\n')
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

const wrapped = 55 // characters from which a line was broken because it was full

// keepsLine reports whether the break between two lines means something: a quotation's, a list's, a signature's.
func keepsLine(line, next string) bool {
	line, next = strings.TrimRight(line, " "), strings.TrimSpace(next)
	return utf8.RuneCountInString(line) < wrapped || strings.HasPrefix(strings.TrimSpace(line), ">") || strings.HasPrefix(next, ">") || strings.HasPrefix(next, "- ") || strings.HasPrefix(next, "* ")
}
