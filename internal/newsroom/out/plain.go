package out

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/news"
)

// Plain text: UTF-8 with lines of at most 72 characters, the head first, as names and values, and the copy after an empty line.

const lineWidth = 72 // what a terminal, a mail and a printout all show

func (i Item) plainText() ([]byte, error) {
	s := i.Story
	var b strings.Builder
	say := func(name, value string) {
		if value = line(value); value != "" {
			b.WriteString(wrap(name+": "+value, "  ") + "\n")
		}
	}
	say("SLUG", i.Slug())
	say("ID", i.GUID())
	say("VERSION", i.version())
	say("DATE", i.clock(i.At))
	say("EMBARGO", i.embargo())
	say("URGENCY", i.urgency())
	say("SOURCE", i.provider())
	say("TOPICS", i.topicLine())
	say("RIGHTS", strings.TrimSpace(i.copyright()+". "+line(i.Rights)))
	say("NOTE TO EDITORS", i.note())
	say("LINK", i.Link())
	b.WriteString("\n")
	for _, t := range []string{s.Kicker, i.Headline(), s.Standfirst} {
		if t = line(t); t != "" {
			b.WriteString(wrap(t, "") + "\n\n")
		}
	}
	if a := i.author(); a != "" {
		b.WriteString(wrap(a, "") + "\n\n")
	}
	b.WriteString(i.plainBody() + "\n")
	return []byte(norm.NFC.String(b.String())), nil
}

// plainBody is the copy with the dateline before its first words, and the pictures' captions at its end.
func (i Item) plainBody() string {
	d := i.text()
	var blocks []string
	if place := line(i.Story.Dateline.Place); place != "" {
		dateline := place + " — "
		if len(d.Blocks) > 0 && d.Blocks[0].Type == news.Paragraph {
			first := d.Blocks[0]
			first.Content = append([]news.Node{plain(dateline)}, first.Content...)
			d.Blocks = append([]news.Node{first}, d.Blocks[1:]...)
		} else {
			blocks = append(blocks, strings.TrimSpace(dateline))
		}
	}
	for _, n := range d.Blocks {
		if n.Type == news.PictureRef {
			continue
		}
		if t := i.plainBlock(n); t != "" {
			blocks = append(blocks, t)
		}
	}
	for _, p := range i.pictures() {
		said := strings.TrimSpace(p.caption + " " + p.credit)
		if r, ok := widest(p.Picture); ok {
			said = strings.TrimSpace(said + " " + i.media(r.Name))
		}
		if said != "" {
			blocks = append(blocks, wrap("["+i.words().photo+": "+said+"]", ""))
		}
	}
	return strings.Join(blocks, "\n\n")
}

func (i Item) plainBlock(n news.Node) string {
	switch n.Type { //nolint:exhaustive // the others are as package news writes them
	case news.MediaRef:
		href, title, after, ok := i.heard(n.Attrs)
		if !ok {
			return ""
		}
		return wrap(title+after+": "+href, "")
	case news.Embed:
		return wrap(line(n.Attrs.Title)+provider(n.Attrs)+": "+i.address(n.Attrs.URL), "")
	case news.Quotation, news.PullQuote:
		return wrapped(clean(news.Document{Blocks: []news.Node{n}}.Plain()), "> ")
	}
	return wrapped(clean(news.Document{Blocks: []news.Node{n}}.Plain()), "")
}

// wrapped wraps each line of a text, with what stands before each.
func wrapped(s, before string) string {
	lines := strings.Split(s, "\n")
	for n, l := range lines {
		indent := l[:len(l)-len(strings.TrimLeft(l, " "))]
		lines[n] = wrap(before+l, before+indent)
	}
	return strings.Join(lines, "\n")
}

// wrap breaks a line at spaces so that no line is longer than lineWidth characters, if no word is. Lines after the first begin with
// indent. What is one letter for a reader, as a Bangla conjunct is, has no space in it and so is never broken; the marks that stand
// above and below letters are not counted.
func wrap(s, indent string) string {
	start := s[:len(s)-len(strings.TrimLeft(s, " "))]
	var b strings.Builder
	b.WriteString(start)
	width, fresh := utf8.RuneCountInString(start), true
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }) {
		n := columns(word)
		switch {
		case fresh:
		case width+1+n > lineWidth:
			b.WriteString("\n" + indent)
			width = utf8.RuneCountInString(indent)
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
		fresh = false
	}
	return b.String()
}

// columns is how wide a word is: its characters, without the marks that stand above, below or inside of others.
func columns(word string) (n int) {
	for _, r := range word {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}
