package move

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"github.com/stet-news/stet/internal/news"
)

// notPages are how files begin that people take for saved pages, and what to say.
var notPages = []struct{ begins, message string }{
	{"%PDF", "This is a PDF file. Save the page as text or as HTML, and try again."},
	{"PK\x03\x04", "This is a zip or office file. Save the page as text or as HTML, and try again."},
	{"\xd0\xcf\x11\xe0", "This is an old office file. Save the page as text or as HTML, and try again."},
	{"{\\rtf", "This is an RTF file. Save the page as plain text, and try again."},
	{"\x1f\x8b", "This is a gzip file. Unpack it, and try again."},
	{"\x89PNG", "This is a picture, and not a page. Save the page as text or as HTML, and try again."},
	{"\xff\xd8\xff", "This is a picture, and not a page. Save the page as text or as HTML, and try again."},
	{"GIF8", "This is a picture, and not a page. Save the page as text or as HTML, and try again."},
	{"bplist", "This is a Safari web archive. Save the page as “Page Source”, and try again."},
}

var (
	webArchive   = pattern.New(`(?is)^\s*(?:from|subject|snapshot-content-location|mime-version)\s*:.*?multipart/related`)
	saysEncoding = pattern.New(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
)

// decode returns the text of a saved page, and what there is to say about it.
// UTF-8 comes first: a page that is UTF-8 is read so, whatever it says of itself.
func decode(data []byte) (string, []ReportLine, error) {
	if len(data) > MaxPage {
		return "", nil, news.Errorf(news.TooLarge, "This file is larger than %d MiB; one news page is not. Is it the right file?", MaxPage>>20)
	}
	for _, n := range notPages {
		if bytes.HasPrefix(data, []byte(n.begins)) {
			return "", nil, news.Errorf(news.Unsupported, "%s", n.message)
		}
	}
	if webArchive.Match(data[:min(len(data), 4<<10)]) {
		return "", nil, news.Errorf(news.Unsupported, "This is a web archive (MHTML). Save the page as “HTML only”, and try again.")
	}
	text, notes, err := toUTF8(data)
	if err != nil {
		return "", nil, err
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if binary(text) {
		return "", nil, news.Errorf(news.Unsupported, "This file is not text. Save the page as text or as HTML, and try again.")
	}
	if blank(text) {
		return "", nil, news.Errorf(news.Invalid, "This file is empty. Save the page again, and try again.")
	}
	if strings.Contains(strings.ToLower(text[:min(len(text), 256<<10)]), "sutonnymj") {
		notes = append(notes, note(PartPage, "the page is set in a Bijoy font (SutonnyMJ), not in Unicode; its Bangla was kept letter by letter and has to be converted"))
	}
	return text, notes, nil
}

// note is a line about the page as a whole.
func note(p Part, became string) ReportLine {
	return ReportLine{Part: p, Became: became, From: FromReader}
}

func toUTF8(data []byte) (string, []ReportLine, error) {
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		data = rest
	}
	if e, name := wide(data); e != nil {
		return transcode(data, e, name)
	}
	if utf8.Valid(data) {
		return string(data), nil, nil
	}
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		rest = rest[n:]
	}
	if good > 8*bad {
		became := fmt.Sprintf("%d bytes that are not UTF-8 were replaced by �", bad)
		return strings.ToValidUTF8(string(data), "�"), []ReportLine{note(PartPage, became)}, nil
	}
	for _, m := range saysEncoding.FindAllSubmatch(data[:min(len(data), 16<<10)], -1) {
		e, name := charset.Lookup(string(m[1]))
		if e != nil && name != "utf-8" && name != "replacement" && !strings.HasPrefix(name, "utf-16") {
			return transcode(data, e, name)
		}
	}
	return transcode(data, charmap.Windows1252, "windows-1252")
}

func transcode(data []byte, e encoding.Encoding, name string) (string, []ReportLine, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", nil, news.Errorf(news.Invalid, "The letters of this file could not be read as %s. Save the page as UTF-8, and try again.", name)
	}
	return strings.ToValidUTF8(string(out), "�"), []ReportLine{note(PartPage, "read as "+name)}, nil
}

// wide returns the encoding of a text of two bytes a letter, or nil.
func wide(data []byte) (encoding.Encoding, string) {
	var label string
	var nul [2]int
	head := data[:min(len(data), 4<<10)]
	for i, b := range head {
		if b == 0 {
			nul[i%2]++
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), nul[1] > len(head)/4 && nul[0] == 0:
		label = "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")), nul[0] > len(head)/4 && nul[1] == 0:
		label = "utf-16be"
	default:
		return nil, ""
	}
	return charset.Lookup(label)
}

// binary reports whether a text has more control characters than any page has.
func binary(text string) bool {
	controls, letters := 0, 0
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t' || r == '\f' || r == '\v':
		case r < ' ' || r == 0x7f || r == utf8.RuneError:
			controls++
		default:
			letters++
		}
	}
	return controls > 8 && controls*20 > letters
}

var looksHTML = pattern.New(`(?i)<(?:!doctype\s+html|html|head|body|title|meta|link|script|div|p|article|main|section|table|tr|td|h1|h2|br|span|font|a\s)[\s/>]`)

// isHTML reports whether a text is HTML: it begins with a tag, or has several.
func isHTML(text string) bool {
	head := text[:min(len(text), 128<<10)]
	found := looksHTML.FindAllStringIndex(head, 4)
	begins := strings.HasPrefix(strings.TrimSpace(head), "<")
	return begins && len(found) > 0 || len(found) >= 4
}

// clean returns a text as the report and the story have it: without control
// characters, in NFC, trimmed.
func clean(s string) string { return trim(news.CleanText(s)) }

func trim(s string) string { return strings.TrimFunc(s, invisible) }

// single is clean with all white space made single spaces.
func single(s string) string {
	return trim(strings.Join(strings.FieldsFunc(news.CleanText(s), space), " "))
}

func space(r rune) bool { return unicode.IsSpace(r) }

// invisible is white space, and the marks without a width that pages put at ends of lines.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == 0x200B || r == 0xFEFF || r == 0x2060 || r == 0x200E || r == 0x200F || r == 0xAD
}

// blank reports whether a reader would see nothing.
func blank(s string) bool { return strings.TrimFunc(s, unseen) == "" }

func unseen(r rune) bool { return invisible(r) || unicode.Is(unicode.Cf, r) }

// squeeze is a text without its white space and all that shows nothing: what two
// texts have in common when they say the same.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, news.CleanText(s))
}
