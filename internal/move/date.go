package move

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"
)

// when is a date that a text holds.
type when struct {
	start, end int       // the bytes of the text that say it
	time       time.Time // zero for a date that says no time that can be used
	dayOnly    bool      // it names no time of day
	zone       string    // the zone as it was named; "" if it was not
	note       string    // what was uncertain in reading it
}

// findDates returns the dates in the first 2 KiB of s, in order: a line that says
// when a story went out is not longer. Digits may be Latin or Bangla.
func findDates(s string, o Options) []when {
	f := fold(s[:min(len(s), 2<<10)])
	var found []when
	add := func(re *pattern.Pattern, read func(m []string) (day, bool)) {
		for _, at := range re.FindAllStringSubmatchIndex(f.text, -1) {
			if !f.alone(at[0], at[1]) {
				continue
			}
			if d, ok := read(groups(f.text, at)); ok {
				found = append(found, f.timeOf(d, at[0], at[1], o))
			}
		}
	}
	add(dateISO, func(m []string) (day, bool) { return numbers(m[1], m[3], m[5], "", m[2] == m[4]) })
	add(dateDMY, func(m []string) (day, bool) { return named(m[3], m[2], m[1]) })
	add(dateMDY, func(m []string) (day, bool) { return named(m[3], m[1], m[2]) })
	add(dateNumber, func(m []string) (day, bool) { return o.numeric(m) })
	for _, other := range []struct {
		re   *pattern.Pattern
		note string
	}{{dateBangla, "a date of the Bangla calendar"}, {relative, "a time relative to when the page was shown"}} {
		for _, at := range other.re.FindAllStringIndex(f.text, -1) {
			if f.alone(at[0], at[1]) {
				found = append(found, when{start: f.at[at[0]], end: f.at[at[1]], note: other.note})
			}
		}
	}
	slices.SortFunc(found, func(a, b when) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var out []when
	for _, w := range found {
		if len(out) == 0 || w.start >= out[len(out)-1].end {
			out = append(out, w)
		}
	}
	return out
}

// readStamp returns the time that a machine-readable value is: nothing but a date.
func readStamp(s string, o Options) (when, bool) {
	s = strings.TrimSpace(clean(s))
	found := findDates(s, o)
	if len(found) != 1 || found[0].time.IsZero() {
		return when{}, false
	}
	w := found[0]
	return w, strings.Trim(s[:w.start]+s[w.end:], " ,.") == ""
}

// day is a day of the calendar as it was written.
type day struct {
	year  int
	month time.Month
	day   int
	note  string
}

func numbers(y, m, d, note string, ok bool) (day, bool) {
	at := day{year: number(y), month: time.Month(number(m)), day: number(d), note: note}
	t := time.Date(at.year, at.month, at.day, 0, 0, 0, 0, time.UTC)
	return at, ok && at.year >= 1900 && at.year <= 2100 && t.Month() == at.month && t.Day() == at.day
}

func named(y, month, d string) (day, bool) {
	m, ok := months[strings.ToLower(month)]
	return numbers(y, strconv.Itoa(int(m)), d, "", ok)
}

// numeric reads 04/07/2025, of which only the house's habit says which is the month.
func (o Options) numeric(m []string) (day, bool) {
	d, mon := m[1], m[3]
	if o.MonthFirst {
		d, mon = mon, d
	}
	note := ""
	switch a, b := number(d), number(mon); {
	case b > 12 && a <= 12:
		d, mon = mon, d
	case b <= 12 && a <= 12 && a != b:
		note = "day before month is this house's habit"
		if o.MonthFirst {
			note = "month before day is this house's habit"
		}
	}
	return numbers(m[5], mon, d, note, m[2] == m[4])
}

// folded is a text with Latin digits, that knows where each byte came from.
type folded struct {
	text string
	at   []int
}

func fold(s string) folded {
	var b strings.Builder
	at := make([]int, 0, len(s)+1)
	for i, r := range s {
		n := b.Len()
		switch {
		case r >= '০' && r <= '৯':
			b.WriteByte(byte('0' + r - '০'))
		case r == 0xA0 || r == 0x202F || r == 0x2009:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		for k := range b.Len() - n {
			at = append(at, i+k)
		}
	}
	return folded{text: b.String(), at: append(at, len(s))}
}

// alone reports whether what is between the bytes is not part of a longer word or
// number, as the stamp in a file's name is.
func (f folded) alone(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(f.text[:start])
	after, _ := utf8.DecodeRuneInString(f.text[end:])
	return !wordRune(before) && (!wordRune(after) || isoTime.MatchString(f.text[end:]))
}

var isoTime = pattern.New(`^[Tt]\d`)

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '_')
}

// near is how many bytes before and after a date belong to it: the time of day, the
// zone, the day of the week.
const near = 100

// timeOf looks for the time of day and the zone, after the date or before it.
func (f folded) timeOf(d day, start, end int, o Options) when {
	w := when{dayOnly: true, note: d.note}
	hour, minute, second := 0, 0, 0
	rest := f.text[end:min(len(f.text), end+near)]
	if m := clockAfter.FindStringSubmatchIndex(rest); m != nil {
		if h, mi, s, ok := readClock(groups(rest, m)[1:]); ok && (f.endsAlone(end+m[1]) || zoneAfter.MatchString(rest[m[1]:])) {
			hour, minute, second, w.dayOnly, end = h, mi, s, false, end+m[1]
		}
	}
	loc := o.zone()
	rest = f.text[end:min(len(f.text), end+near)]
	if z := zoneAfter.FindStringSubmatchIndex(rest); z != nil && !w.dayOnly && f.endsAlone(end+z[1]) {
		loc = w.setZone(groups(rest, z), o)
		end += z[1]
	}
	if w.dayOnly {
		if h, mi, s, at, ok := f.before(start, &w, &loc, o); ok {
			hour, minute, second, w.dayOnly, start = h, mi, s, false, at
		}
	}
	from := max(0, start-near)
	if at := weekdayEnd.FindStringIndex(f.text[from:start]); at != nil && startsAlone(f.text, from+at[0]) {
		start = from + at[0]
	}
	w.time = time.Date(d.year, d.month, d.day, hour, minute, second, 0, loc)
	w.start, w.end = f.at[start], f.at[end]
	return w
}

func (f folded) endsAlone(end int) bool {
	last, _ := utf8.DecodeLastRuneInString(f.text[:end])
	after, _ := utf8.DecodeRuneInString(f.text[end:])
	return !wordRune(last) || !wordRune(after)
}

// before looks for "11:03 am (GMT+6)," in front of a date.
func (f folded) before(start int, w *when, loc **time.Location, o Options) (h, m, s, at int, ok bool) {
	from := max(0, start-near)
	text := f.text[from:start]
	if at := betweenEnd.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	for cut := len(text); cut >= 0 && cut > len(text)-30; cut-- { // a zone may stand between
		head, tail := text[:cut], text[cut:]
		c := clockBefore.FindStringSubmatchIndex(head)
		if c == nil {
			continue
		}
		h, m, s, ok := readClock(groups(head, c)[1:])
		if !ok || !startsAlone(head, c[0]) {
			continue
		}
		if tail != "" {
			z := zoneAfter.FindStringSubmatch(tail)
			if z == nil || strings.TrimSpace(tail[len(z[0]):]) != "" {
				continue
			}
			*loc = w.setZone(z, o)
		}
		return h, m, s, from + c[0], true
	}
	return 0, 0, 0, 0, false
}

func startsAlone(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return !wordRune(r) && r != ':' && r != '.'
}

// readClock reads what the pattern clock found. An hour without minutes, am, pm or
// a word of the day is only a number.
func readClock(m []string) (hour, minute, second int, ok bool) {
	part, half := m[0], strings.ToLower(strings.ReplaceAll(m[6], ".", ""))
	hour, minute, second = number(m[1]), number(m[2]+m[5]), number(m[3])
	if m[2]+m[4]+part+half == "" {
		return 0, 0, 0, false
	}
	switch half {
	case "পিএম", "pm":
		part = "বিকাল"
	case "এএম", "am":
		part = "সকাল"
	}
	if from, named := dayParts[part]; named && hour <= 12 {
		switch {
		case hour == 12 && (part == "রাত" || from == 13):
			hour = 0
		case hour < 12 && hour >= from && part != "দুপুর", part == "দুপুর" && hour < 11:
			hour += 12
		}
	}
	return hour, minute, second, hour <= 23 && minute <= 59 && second <= 59
}

// setZone returns the zone that the pattern zoneAfter found, and notes it in w.
func (w *when) setZone(m []string, o Options) *time.Location {
	if m[2] != "" {
		minutes := number(m[3])*60 + number(m[4])
		if m[2] != "+" {
			minutes = -minutes
		}
		if minutes >= -14*60 && minutes <= 14*60 {
			w.zone = offsetName(minutes)
			return time.FixedZone("", minutes*60)
		}
		w.note = "the zone " + strings.TrimSpace(m[0]) + " is none; the house's zone was taken"
		return o.zone()
	}
	word := strings.ToLower(m[5])
	minutes, sure := zoneOffsets[word]
	switch {
	case word == "bst" && o.BSTIsBangladesh:
		minutes, sure = 360, true
	case word == "bst":
		minutes, sure = 60, true
		w.note = "BST was read as British Summer Time"
	case slices.Contains(unsureZones, word):
		w.note = strings.ToUpper(word) + " names several zones; the house's zone was taken"
	}
	if !sure {
		if w.note == "" {
			w.zone = o.zone().String()
		}
		return o.zone()
	}
	w.zone = offsetName(minutes)
	return time.FixedZone("", minutes*60)
}

func offsetName(minutes int) string {
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // the patterns let only digits through; "" is 0
	return n
}

func groups(s string, at []int) []string {
	m := make([]string, len(at)/2)
	for i := range m {
		if at[2*i] >= 0 {
			m[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return m
}
