// Package anpa reads ANPA 1312, the text format of American agencies (ANPA Wire Service Transmission Guidelines, Special Report 84-2), with
// the habits of AP.
//
// A file holds one story or more, each from SOH to EOT. Of one it reads:
//
//	service letter and story number → in GUID, if the keyword line is empty
//	priority → Urgency: f 1, b 2, u 3, r 4, d 6, a, s, w (advances) 8, others 5
//	category → Codes "anpa:l"
//	keyword line "BC-LT--Argentina, 1st Ld-Writethru,466" → Slugline and GUID (the name), Edition (the version), Change (lead, correction, kill)
//	"^For Argentine patients …<" → Headline                   "^By NAME=" → Author, and the line below it → Credit
//	"^Eds: …", "^AP Photo …", "^Adv 15" → Note                another line above the text → Summary
//	text → Body, with the dashes and quotation marks that ``, ” and _ stand for; the place it begins with → Dateline, the agency in it → Source
//	date, time and zone after ETX → Issued                    "EMBARGO …", "KILL" at the head → Embargo, Change
//
// The name in the keyword line is the story's own within a day: a lead, a correction or a kill of that day has the GUID of what it is about,
// and is a version of it. An add or a take is an item of its own, for it goes with the others. An advance ("Adv15") that does not say an hour is
// withheld until a person has read what it says.
//
// It reads over and does not keep: the selector after the story number, the format (text or tabular), the shortened keyword, day and word count
// of the second header line, the word count of the keyword line, the service level after ETX ("WF"), and the marks of typesetting at the ends of
// lines (<, =, >), of which the words stay.
//
// Copy is ASCII, or else UTF-8 if it is valid UTF-8, or else windows-1252.
package anpa

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/pattern"
)

// The control characters that frame a story.
const (
	soh = 0x01
	stx = 0x02
	etx = 0x03
	eot = 0x04
)

const fill = "\x00\x16\x7f \t\r\n" // what may stand between stories

// start matches the two lines of the header: W2870 US _asian; f l DC3 DC1 BC-LT--Argentina-Cancer 11-13 1049.
var start = pattern.New(`^\x01 ?([A-Za-z])(\d{1,4})(?:\x1f([^\r\n]*))?[ \t]*\r*\n` +
	`[ \t]*([A-Za-z]) ?([A-Za-z])(?:[ \t]*[\x0e-\x15][\x0e-\x15]?|[ \t])[ \t]*([^\r\n\x02]*?)(?:\s+(\d{1,2})-(\d{1,2})(?:\s+(\d{1,5}))?)?[ \t]*(?:\r*\n|\x02)`)

// Is reports whether the file begins with the header of a story.
func Is(doc []byte, _ item.Source) bool {
	doc = bytes.TrimLeft(doc[:min(len(doc), 4<<10)], fill)
	return start.Match(doc[:min(len(doc), 512)])
}

// Parse reads the stories of a file.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	return item.Framed("ANPA 1312", doc, soh, eot, func(raw []byte) (item.Item, string) { return read(raw, from) },
		news.Errorf(news.Invalid, "This is not ANPA 1312: there is no story that begins with SOH and a header."))
}

func read(raw []byte, from item.Source) (i item.Item, problem string) {
	if len(raw) > item.MaxBytes {
		return i, "it is larger than Stet reads; it was left out."
	}
	text, kind := decode(raw)
	m := start.FindStringSubmatch(text)
	if m == nil {
		return i, "it has no header that can be read; it was left out."
	}
	rest := text[len(m[0]):]
	if at := strings.IndexByte(rest, stx); at >= 0 && strings.Trim(rest[:at], fill) == "" {
		rest = rest[at:]
	} else if m[0][len(m[0])-1] != stx {
		problem = "its text does not begin with STX; it was read as well as it could be."
	}
	body, trailer, ended := strings.Cut(rest, string(rune(etx)))
	if !ended {
		body, trailer, _ = strings.Cut(rest, string(rune(eot)))
		if problem == "" {
			problem = "it breaks off: its text has no end (ETX)."
		}
	}
	i.RawType = kind
	i.Urgency = urgency(m[4])
	i.Codes = []string{"anpa:" + strings.ToLower(m[5])}
	i.Issued = issued(trailer, from.Zone)
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimLeft(body, "\x02")), "\n")
	name, lines := keywords(&i, lines, m[6])
	copyOf(&i, lines, from.Zone)
	i.GUID = named(i, name, m[1]+m[2], raw)
	return i, problem
}

func decode(raw []byte) (text, kind string) {
	if utf8.Valid(raw) {
		return string(raw), "text/plain"
	}
	b, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		b = []byte(strings.ToValidUTF8(string(raw), "\ufffd"))
	}
	return string(b), "text/plain; charset=windows-1252"
}

func urgency(priority string) int {
	switch strings.ToLower(priority) {
	case "f":
		return 1
	case "b":
		return 2
	case "u":
		return 3
	case "r":
		return 4
	case "d":
		return 6
	case "a", "s", "w":
		return 8
	default:
		return 5
	}
}

// ended matches what stands after ETX: AP-WF-11-13-13 1509GMT.
var ended = pattern.New(`\b(\d{2})-(\d{2})-(\d{2}|\d{4})\s+(\d{1,2}):?(\d{2})\s*([AaPp]\.?[Mm]\.?)?\s*([A-Z]{1,4}\b)?`)

func issued(trailer string, zone *time.Location) time.Time {
	m := ended.FindStringSubmatch(trailer)
	if m == nil {
		return time.Time{}
	}
	year := m[3]
	if len(year) == 2 {
		if year = "20" + year; year >= "2070" {
			year = "19" + m[3]
		}
	}
	return item.DateIn(strings.TrimSpace(fmt.Sprintf("%s-%s-%s %s:%s %s %s", year, m[1], m[2], m[4], m[5], m[6], m[7])), zone)
}

// named returns the story's GUID: its name and day; of a part of a story the part too; of one without a name its number.
func named(i item.Item, name, number string, raw []byte) string {
	if name == "" {
		name = number
	}
	guid := "anpa:"
	if i.Source != "" {
		guid += strings.ToLower(strings.ReplaceAll(i.Source, " ", "-")) + ":"
	}
	if i.Issued.IsZero() {
		return guid + name + ":" + item.Hash(string(raw))[:16]
	}
	guid += i.Issued.UTC().Format("2006-01-02") + ":" + name
	if part.MatchString(i.Edition) {
		guid += "#" + i.Edition
	}
	return guid
}

// part matches the version of what goes with an earlier part of the story, and does not stand for it.
var part = pattern.New(`(?i)\b(?:add|take|insert|sub)\b`)

var (
	versions = []struct {
		words  *pattern.Pattern
		change news.Change
	}{
		{pattern.New(`(?i)\b(?:kill|elimination|withdraw[n]?)\b`), news.ChangeKill},
		{pattern.New(`(?i)\bwithhold\b`), news.ChangeWithheld},
		{pattern.New(`(?i)\bcorrect(?:ion|ive|ed)?\b`), news.ChangeCorrection},
		{pattern.New(`(?i)\bl(?:ea)?d\b|ld-|\bwrite-?thru\b|\bupdate|\brecast\b`), news.ChangeUpdate},
	}
	words = pattern.New(`^\d{1,5}$`)
	// keyworded matches a keyword line: the cycle it is for, or a word count at its end.
	keyworded = pattern.New(`^\^?(?:[A-Z]{2}-.{1,200}|.{1,200},\s*\d{0,5})[<>= \t]*$`)
)

// keywords reads the keyword line, which is the first of the text, and returns the story's name and the lines after it. Without one the shortened
// keyword of the header is the slugline.
func keywords(i *item.Item, lines []string, short string) (name string, rest []string) {
	for len(lines) > 0 && strings.Trim(lines[0], fill) == "" {
		lines = lines[1:]
	}
	short = item.Line(short)
	if len(lines) == 0 || strings.HasPrefix(lines[0], "\t") || !keyworded.MatchString(lines[0]) {
		i.Slugline = short
		return short, lines
	}
	var version []string
	for n, p := range strings.Split(strings.TrimRight(strings.TrimLeft(lines[0], "^"), "<>= \t"), ",") {
		switch p = item.Line(p); {
		case n == 0:
			name = p
		case p != "" && !words.MatchString(p):
			version = append(version, p)
		}
	}
	i.Slugline, i.Edition = name, item.Line(strings.Join(version, ", "))
	for _, v := range versions {
		if v.words.MatchString(i.Edition) && !part.MatchString(i.Edition) {
			i.Change = v.change
			break
		}
	}
	return name, lines[1:]
}
