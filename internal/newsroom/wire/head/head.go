// Package head reads what stands at the head of copy in plain text: the words by which an agency says what may be done with it, and the
// dateline. Older wires, mail and files have no field for either.
package head

import (
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/pattern"
)

// Notice is what a head says may be done with the copy. The zero value says nothing.
type Notice struct {
	Change news.Change
	// Embargo is when it ends, if the words say so plainly. If they do not, Change is withheld and Note has the words: then a person has to
	// read them, and until that is done nobody may take the copy for free.
	Embargo time.Time
	Note    string // an embargo in the words in which it was sent
}

// most is how many lines of copy are its head.
const most = 6

// longest is how many bytes a line may have in which an embargo is said.
const longest = 500

// Read reads the notices in the first lines that have words. A time without a zone is in the given one (nil: UTC), a day without a year is
// the one nearest to at. Of two changes the graver counts.
func Read(at time.Time, zone *time.Location, lines ...string) (n Notice) {
	seen := 0
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if len(line) > 2*longest {
			line = strings.ToValidUTF8(line[:2*longest], "")
		}
		if line == "" {
			continue
		}
		if seen++; seen > most {
			break
		}
		n.read(line, at, zone)
	}
	return n
}

// To writes the notice into a dispatch that says no graver thing itself.
func (n Notice) To(d *news.Dispatch) {
	if grave(n.Change) > grave(d.Change) {
		d.Change = n.Change
	}
	if !n.Embargo.IsZero() && d.Embargo.IsZero() {
		d.Embargo = n.Embargo
	}
	if n.Note != "" {
		d.Note = item.Line(n.Note + " " + d.Note)
	}
}

func grave(c news.Change) int {
	switch c {
	case news.ChangeKill:
		return 4
	case news.ChangeWithheld:
		return 3
	case news.ChangeCorrection:
		return 2
	case news.ChangeUpdate:
		return 1
	default:
		return 0
	}
}

const (
	// before is what may stand before the word, and after what has to follow: a headline may begin with the word too.
	before = `(?i)^[\s*\[(<"“#=!-]*(?:URGENT[ :,-]+)?`
	after  = `(?:\s*(?:no\.?\s*)?\d{1,2})?\s*(?:[:：–—*\])>=!]|- |-$|$|/)`
)

var changes = []struct {
	words  *pattern.Pattern
	change news.Change
}{
	{pattern.New(before + `(?:(?:mandatory |advisory |bulletin )?kill(?: notice| advisory)?|story kill|killed|withdrawn|withdrawal|retraction|elimination|annulation|annul[ée]e?|zur[üu]e?ckgezogen|প্রত্যাহার|বাতিল)` + after), news.ChangeKill},
	{pattern.New(before + `(?:withhold|withheld|hold|do not use|স্থগিত)` + after), news.ChangeWithheld},
	{pattern.New(before + `(?:correction|corrected|corrective|correct|corrected repetition|erratum|errata|corrigendum|berichtigung|berichtigt|korrektur|rectificatif|সংশোধনী|সংশোধন|সংশোধিত)` + after), news.ChangeCorrection},
	{pattern.New(before + `(?:update[ds]?|refile[ds]?|recast[s]?|write-?thru|(?:\d{1,2}(?:st|nd|rd|th) )?(?:ld|lead|roundup|update)(?:[- ]write-?thru)?|neufassung|zusammenfassung|হালনাগাদ)` + after), news.ChangeUpdate},
}

// ChangeOf returns what a line says is done with earlier copy: "CORRECTION:", "1ST LEAD", "(KILL)"; "" for a headline.
func ChangeOf(line string) news.Change {
	for _, c := range changes {
		if c.words.MatchString(line) {
			return c.change
		}
	}
	return ""
}

var (
	embargo = pattern.New(before + `(?:(?:strictly|strict|under|media|press) )*(?:embargo(?:ed)?|sperrfrist|sperrvermerk|এমবার্গো|প্রকাশে নিষেধাজ্ঞা|নিষেধাজ্ঞা|সংবাদ নিষেধাজ্ঞা)` +
		`(?:\s*(?:[:：–—*\])>!]|- |-$|$)|\s+(?:until|till?|to|for|bis|lifts|ends|not before)\b|.{0,120}পর্যন্ত)`)
	notBefore = pattern.New(`(?i)(?:^|[\s(*\[])(?:not (?:for|to be) (?:release[d]?|publication|published|broadcast|use[d]?)[\w\s,/]{0,60}(?:before|until|till?|prior to)|hold (?:for release )?(?:until|till?)|for release (?:at|on|after|not before)?\s*\S*\d|embargo(?:ed)? (?:until|till?)|(?:frei|sperrfrist) (?:ab|bis))\b`)
	released  = pattern.New(`(?i)\b(?:no embargo|embargo (?:has been |is |was )?(?:lifted|released|broken|over)|immediate release)\b`)
)

func (n *Notice) read(line string, at time.Time, zone *time.Location) {
	if c := ChangeOf(line); grave(c) > grave(n.Change) {
		n.Change = c
	}
	if len(line) > longest || !embargo.MatchString(line) && !notBefore.MatchString(line) || released.MatchString(line) {
		return
	}
	until := Until(line, at, zone)
	if until.After(n.Embargo) {
		n.Embargo = until
	}
	n.Note = strings.TrimSpace(n.Note + " " + item.Line(line))
	if until.IsZero() && grave(news.ChangeWithheld) > grave(n.Change) {
		n.Change = news.ChangeWithheld
	}
}

// dateline matches "GENEVA (dpa) -", "BUENOS AIRES, Argentina (AP) _" and "ঢাকা, ২৭ নভেম্বর (বাসস) —".
var dateline = pattern.New(`^\s*([\p{Lu}\p{Lo}][\p{L}\p{M}\p{Nd} .,'’/-]{1,80}?\s*\(([\p{L}\p{M}][\p{L}\p{M}\d/ .-]{0,20})\))\s*(?:-{1,2}|–|—|_)\s`)

// Dateline returns the place, day and agency with which a text begins, and the agency; "" if it begins otherwise.
func Dateline(text string) (line, agency string) {
	if len(text) > 300 {
		text = text[:300]
	}
	m := dateline.FindStringSubmatch(strings.ToValidUTF8(text, ""))
	if m == nil {
		return "", ""
	}
	return item.Line(m[1]), item.Line(m[2])
}
