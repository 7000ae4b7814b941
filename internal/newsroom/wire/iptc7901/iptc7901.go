// Package iptc7901 reads IPTC 7901, the text format of European agencies since 1979 (IPTC Recommended Message Format, 5th revision), with the
// habits of dpa: several lines of headline that end with an equals sign, and below the text, after "* * * *" or "# Notebook", what is not for
// publication.
//
// A file holds one message or more, each from SOH to EOT. Of one it reads:
//
//	service and message number → GUID, with the day         urgency → Urgency
//	category → Codes ("dpa:i"; "iptc7901:i" of no agency)    keyword line → Slugline, Keywords
//	agency in the optional information → Source              headline lines → Headline
//	"1ST LEAD", "REFILE", "CORRECTION" → Edition, Change     "By NAME, dpa =" → Author
//	text → Body, and the place it begins with → Dateline     notebook, editors' contacts → Note
//	day, time, zone, month and year after ETX → Issued       "EMBARGO …", "KILL" at the head → Embargo, Change
//
// A kill or a correction that names the number of the message it is about ("dpa 0045") has that message's GUID of the same day in Replaces.
//
// It reads over and does not keep: the word count, the optional information other than the agency, the agency's own number in it, control
// functions for typesetting (all control characters but line ends, tabs and backspaces), and the delete characters that fill the end.
//
// The charset is told by evidence, for no field says it: see decode.
package iptc7901

import (
	"bytes"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/pattern"
)

// The control characters that frame a message.
const (
	soh = 0x01 // before the header
	stx = 0x02 // before the text
	etx = 0x03 // after it
	eot = 0x04 // after all
)

const fill = "\x00\x7f\x16 \t\r\n" // what may stand between messages

// start matches a header: service and number, urgency, category, word count, optional information.
var start = pattern.New(`^\x01\s?([A-Za-z]{1,6}) ?(\d{1,6})[ \t]+([0-9])[ \t]+([A-Za-z]{1,5})(?:[ \t]+(\d{1,6}))?(?:[ \t]+([^\r\n]*))?[ \t]*\r*\n`)

// Is reports whether the file begins with the header of a message.
func Is(doc []byte, _ item.Source) bool {
	doc = bytes.TrimLeft(doc[:min(len(doc), 4<<10)], fill)
	return start.Match(doc[:min(len(doc), 512)])
}

// Parse reads the messages of a file.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	return item.Framed("IPTC 7901", doc, soh, eot, func(raw []byte) (item.Item, string) { return read(raw, from) },
		news.Errorf(news.Invalid, "This is not IPTC 7901: there is no message that begins with SOH and a header."))
}

// read reads one message. A problem is a sentence; with an item it says what of it is wrong.
func read(raw []byte, from item.Source) (i item.Item, problem string) {
	if len(raw) > item.MaxBytes {
		return i, "it is larger than Stet reads; it was left out."
	}
	text, charset := decode(raw)
	m := start.FindStringSubmatch(text)
	if m == nil {
		return i, "it has no header that can be read; it was left out."
	}
	header, rest, framed := strings.Cut(text[len(m[0]):], string(rune(stx)))
	if !framed {
		header, rest = "", text[len(m[0]):]
		problem = "its text does not begin with STX; it was read as well as it could be."
	}
	body, trailer, ended := strings.Cut(rest, string(rune(etx)))
	if !ended {
		body, trailer, _ = strings.Cut(rest, string(rune(eot)))
		if problem == "" {
			problem = "it breaks off: its text has no end (ETX)."
		}
	}
	i.RawType = "text/plain; charset=" + charset
	if charset == "" {
		i.RawType = "text/plain"
	}
	i.Issued = issued(trailer)
	i.Urgency = int(m[3][0] - '0')
	i.Source = agency(m[6])
	keywords(&i, header)
	copyOf(&i, body, from.Zone)
	if i.Source == "" {
		_, i.Source = head.Dateline(i.Body.Plain())
	}
	scheme := "iptc7901"
	if i.Source != "" {
		scheme = item.Line(strings.ReplaceAll(i.Source, " ", "-"))
	}
	i.Codes = []string{scheme + ":" + strings.ToLower(m[4])}
	if i.GUID = named(m[1], m[2], i.Issued); i.Issued.IsZero() {
		i.GUID += ":" + item.Hash(string(raw))[:16]
	} else if i.Change != "" {
		i.Replaces = replaced(m[1], m[2], i)
	}
	return i, problem
}

func named(service, number string, at time.Time) string {
	name := "iptc7901:" + strings.ToLower(service) + number
	if !at.IsZero() {
		name += ":" + at.UTC().Format("2006-01-02")
	}
	return name
}

var numbered = pattern.New(`(?i)\b([a-z]{3,6}) ?(\d{3,5})\b`)

// replaced returns the GUID of the one message that a change says it is about.
func replaced(service, own string, i item.Item) string {
	found := ""
	for _, m := range numbered.FindAllStringSubmatch(item.Cut(i.Headline+" "+i.Body.Plain()+" "+i.Note, 8_000), 200) {
		said := strings.ToLower(m[1])
		if said != strings.ToLower(service) && said != strings.ToLower(i.Source) || m[2] == own {
			continue
		}
		name := named(service, m[2], i.Issued)
		if found != "" && found != name {
			return "" // which of them?
		}
		found = name
	}
	return found
}

var provider = pattern.New(`([A-Za-z][A-Za-z./-]{1,9})\s+\d{1,6}\s*$`)

// agency returns whose copy it is, as the optional information has it: "ccccb   dpa 061".
func agency(optional string) string {
	if m := provider.FindStringSubmatch(strings.TrimRight(optional, fill)); m != nil {
		return item.Line(m[1])
	}
	return ""
}

// keywords reads the lines between the header and the text.
func keywords(i *item.Item, header string) {
	line := item.Line(header)
	i.Slugline = strings.TrimRight(line, "/ ")
	for _, word := range strings.Split(line, "/") {
		if word = strings.TrimSpace(word); word != "" && len(i.Keywords) < item.MaxTopics {
			i.Keywords = append(i.Keywords, item.Cut(word, 200))
		}
	}
}

// trailer matches what stands after ETX: 131137 GMT Nov 13.
var trailerTime = pattern.New(`(\d{2})(\d{2})(\d{2})\s+([A-Za-z]{1,5})\s+(\pL{3})\pL*\.?\s+(\d{4}|\d{2})\b`)

var months = strings.NewReplacer("mär", "mar", "mrz", "mar", "mai", "may", "okt", "oct", "dez", "dec", "fév", "feb", "avr", "apr", "aoû", "aug", "déc", "dec", "maj", "may", "des", "dec")

func issued(trailer string) time.Time {
	m := trailerTime.FindStringSubmatch(trailer)
	if m == nil {
		return time.Time{}
	}
	month := months.Replace(strings.ToLower(m[5]))
	return item.Date(m[1] + " " + month + " " + m[6] + " " + m[2] + ":" + m[3] + " " + m[4])
}

var notForPrint = pattern.New(`(?i)^(?:#+ ?(?:\S+ )?(?:notebook|notizblock)|\*( ?\*){2,}|the following information is not|die folgenden informationen sind nicht)`)

// copyOf reads what is between STX and ETX.
func copyOf(i *item.Item, text string, zone *time.Location) {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	heads := heading(lines)
	readHeading(i, lines[:heads])
	rest := lines[heads:]
	for n, line := range rest {
		if notForPrint.MatchString(strings.TrimSpace(line)) {
			i.Note = note(rest[n:])
			rest = rest[:n]
			break
		}
	}
	read := markup.Text(paragraphs(rest))
	i.Body, i.Cut = read.Body, read.Cut
	i.Dateline, _ = head.Dateline(i.Body.Plain())
	head.Read(i.Issued, zone, append(lines[:heads:heads], rest[:min(len(rest), 8)]...)...).To(&i.Dispatch)
}

const mostHeading = 12 // lines

// heading returns how many lines are above the text: up to one that ends with an equals sign; or else, if they are few and no sentences, up to
// the first empty one.
func heading(lines []string) int {
	blank := 0
	for n, line := range lines[:min(len(lines), mostHeading)] {
		if line = strings.TrimSpace(line); len(line) > item.MaxLine {
			break
		}
		if strings.HasSuffix(line, "=") {
			return n + 1
		}
		if line == "" && blank == 0 && n > 0 {
			blank = n
		}
	}
	if blank == 0 || blank > 4 || strings.HasSuffix(strings.TrimSpace(lines[blank-1]), ".") {
		return 0
	}
	for _, line := range lines[:blank] {
		if place, _ := head.Dateline(line); place != "" {
			return 0
		}
	}
	return blank
}

var (
	marker = pattern.New(`^[*(]{0,3}(?:(?:\d+(?:ST|ND|RD|TH) )?(?:LEAD|ROUNDUP|UPDATE|ADD|GRAF|TAKE)|REFILE|REPEAT|REPETITION|CORRECTION|CORRECTED|CORRECTED REPETITION|RECAST|URGENT|FLASH|EIL|BULLETIN|KILL|WITHHOLD|` +
		`\d+\. ?(?:ZUSAMMENFASSUNG|NEUFASSUNG|ERGÄNZUNG|BERICHTIGUNG)|ZUSAMMENFASSUNG|NEUFASSUNG|BERICHTIGUNG|(?:EMBARGO|SPERRFRIST)\b.*)[*)]{0,3}:?$`)
	by = pattern.New(`^(?i:By|Von|Af|Av|Par|De) (\p{Lu}.*?|dpa correspondents?.*?)\s*=?$`)
)

// readHeading reads the lines above the text.
func readHeading(i *item.Item, lines []string) {
	var said, words []string
	for _, line := range lines {
		line = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "="))
		switch m := by.FindStringSubmatch(line); {
		case line == "":
		case len(words) == 0 && marker.MatchString(line):
			said = append(said, strings.TrimRight(line, ":"))
		case m != nil && len(words) > 0 && i.Author == "":
			i.Author = item.Line(m[1])
		default:
			words = append(words, line)
		}
	}
	i.Edition = item.Line(strings.Join(said, ", "))
	i.Headline = item.Line(strings.Join(words, " "))
}

// paragraphs puts an empty line before one that is indented after one that is not: some agencies begin paragraphs so.
func paragraphs(lines []string) string {
	var b strings.Builder
	last := true // the line before is empty or indented
	for _, line := range lines {
		indented := strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")
		if indented && !last {
			b.WriteByte('\n')
		}
		last = strings.TrimSpace(line) == "" || indented && last
		b.WriteString(line + "\n")
	}
	return b.String()
}

const mostNote = 4_000 // bytes

func note(lines []string) string {
	var words []string
	for _, line := range lines {
		line = strings.Trim(line, "#* \t=")
		if line != "" {
			words = append(words, line)
		}
	}
	return item.Cut(news.CleanText(strings.Join(strings.Fields(strings.Join(words, " ")), " ")), mostNote)
}
