package prose

import (
	"strconv"
	"strings"
	"time"
)

// Date is a day, or a longer time, that a text names.
type Date struct {
	Range
	Kind     DateKind
	Year     int // 0 if not named; so too Month and Day
	Until    int // the last year of a span of them, or 0: ২০২৩-২৪
	Month    int
	Day      int
	Weekday  int    // 0 is Sunday, None if not named
	Relative string // "yesterday", "last week"; of a weekday "last", "next" or "this", of a month "last" or "next"

	// What it means by the day of the document. Nothing, if that is not known.
	Days        []int // that it may be, as days since 1 January 1970
	First, Last int   // the first and the last day of a longer time, both 0 if it is a day

	WrongWeekday int // what the day named really is, if another weekday is named with it; else None
}

// DateKind is how a date is named.
type DateKind int

// The kinds of dates.
const (
	DayDate DateKind = iota + 1 // 3 July, 3 July 2025, Thursday 3 July
	WeekdayDate
	MonthDate
	YearDate
	DecadeDate
	RelativeDate // today, last week
)

// DayNumber returns the days from 1 January 1970 to the day of t in its zone.
func DayNumber(t time.Time) int { return day(t.Year(), t.Month(), t.Day()) }

// DayOf returns midnight, UTC, of a day.
func DayOf(number int) time.Time { return time.Unix(int64(number)*86400, 0).UTC() }

func day(year int, month time.Month, d int) int {
	seconds := time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix()
	if seconds < 0 {
		seconds -= 86399
	}
	return int(seconds / 86400)
}

// findDates finds dates from left to right, each as long as can be.
func (d *Document) findDates() {
	for i := 0; i < len(d.Tokens) && len(d.Dates) < most; i++ {
		if d.Tokens[i].Mark {
			continue
		}
		x := Date{Range: Range{i, i}, Weekday: None, WrongWeekday: None}
		if d.Bangla() {
			d.readBanglaDate(&x)
		} else {
			d.readDate(&x)
		}
		if x.none() {
			continue
		}
		d.resolve(&x)
		for k := x.From; k < x.To; k++ {
			d.Tokens[k].Date = len(d.Dates)
		}
		d.Dates = append(d.Dates, x)
		i = x.To - 1
	}
}

// none reports whether nothing was read.
func (x *Date) none() bool { return x.To == x.From }

// readDate reads an English date that begins at x.From, if there is one.
func (d *Document) readDate(x *Date) {
	i := x.From
	t := &d.Tokens[i]
	if d.weekdayInName(i) {
		return
	}
	if w, ok := weekdays[t.Folded]; ok && t.Capital && (len(t.Folded) > 3 || d.same(i, i+1) && (d.at(i+1).Text == "." || d.at(i+1).Text == ",")) {
		x.Kind, x.Weekday, x.To = WeekdayDate, w, i+1
		d.dayAfterWeekday(x)
		if before := d.at(i - 1); before.Sentence == t.Sentence && (before.Folded == "last" || before.Folded == "next" || before.Folded == "this") {
			x.Relative = before.Folded
		}
		return
	}
	if d.readMonthFirst(x, i) || d.readDayFirst(x, i) || d.readYear(x) {
		return
	}
	d.readRelative(x)
}

// beforeDays are words that stand before a weekday that is one.
var beforeDays = setOf(`on last next this since until by from late early that of and or every each before after`)

// weekdayInName reports whether the weekday is a word of a name: coach Sunday Oliseh.
func (d *Document) weekdayInName(i int) bool {
	t, before, after := &d.Tokens[i], d.at(i-1), d.at(i+1)
	if _, ok := weekdays[t.Folded]; !ok || !d.same(i, i-1) || !d.same(i, i+1) {
		return false
	}
	return after.Capital && !after.Mark && months[after.Folded] == 0 && !before.Mark && !beforeDays[before.Folded] && !Speaking(before.Stem)
}

// dayAfterWeekday reads on from a weekday: Thursday, July 3.
func (d *Document) dayAfterWeekday(x *Date) {
	i := x.To
	if !d.same(x.From, i) {
		return
	}
	if t := d.at(i); t.Text == "," || t.Text == "(" || t.Folded == "the" {
		i++
	}
	y := *x
	if d.same(x.From, i) && (d.readMonthFirst(&y, i) || d.readDayFirst(&y, i)) && y.Kind == DayDate {
		*x = y
	}
}

func (d *Document) monthAt(i int) int {
	if t := d.at(i); !t.Mark && (t.Capital || d.Bangla()) {
		return months[t.Folded]
	}
	return 0
}

// readMonthFirst reads July 3, July 3, 2025, July 2025 and July.
func (d *Document) readMonthFirst(x *Date, i int) bool {
	m := d.monthAt(i)
	if m == 0 {
		return false
	}
	j := i + 1
	if t := d.at(j); t.Text == "." && t.Start == d.Tokens[i].End && len(d.Tokens[i].Folded) <= 4 && d.at(j+1).Digits {
		j++
	}
	if n, ok := d.dayAt(j); ok && d.same(i, j) {
		x.Kind, x.Month, x.Day, x.To = DayDate, m, n, j+1
		d.yearAfter(x)
		return true
	}
	if d.same(i, j) && (d.at(j).Text == "," || d.at(j).Folded == "of") {
		j++
	}
	if y, ok := d.yearAt(j); ok && d.same(i, j) {
		x.Kind, x.Month, x.Year, x.To = MonthDate, m, y, j+1
		return true
	}
	if ambiguousMonths[d.Tokens[i].Folded] && (d.Tokens[i].First || !beforeMonths[d.at(i-1).Folded]) {
		return false
	}
	x.Kind, x.Month, x.To = MonthDate, m, i+1
	if after := d.at(i + 2).Folded; d.same(i, i+2) && after == "year" && !d.Date.IsZero() { // June last year
		if ago, ok := yearsOff[d.at(i+1).Folded]; ok {
			x.Year, x.To = d.Date.Year()+ago, i+3
		}
	}
	if before := d.at(i - 1).Folded; x.Year == 0 && d.same(i, i-1) && (before == "last" || before == "next") {
		x.Relative = before
	}
	return true
}

var yearsOff = map[string]int{"last": -1, "this": 0, "next": 1}

// ambiguousMonths are months whose names are other words too, so that something must say that they are meant.
var (
	ambiguousMonths = setOf(`may march mar dec jan jun`)
	beforeMonths    = setOf(`in last next since until by early late mid this from to of for`)
)

// readDayFirst reads 3 July, 3rd of July and 3 July 2025.
func (d *Document) readDayFirst(x *Date, i int) bool {
	n, ok := d.dayAt(i)
	if !ok {
		return false
	}
	j := i + 1
	if d.at(j).Folded == "of" {
		j++
	}
	m := d.monthAt(j)
	if m == 0 || !d.same(i, j) {
		if m, ok := d.monthOfRange(i); ok {
			x.Kind, x.Month, x.Day, x.To = DayDate, m, n, i+1
			return true
		}
		return false
	}
	x.Kind, x.Month, x.Day, x.To = DayDate, m, n, j+1
	d.yearAfter(x)
	return true
}

// monthOfRange returns the month of the day at i where another follows that names it: 5 to 12 March.
func (d *Document) monthOfRange(i int) (int, bool) {
	if !rangeWords[d.at(i+1).Folded] || !d.same(i, i+3) {
		return 0, false
	}
	if _, ok := d.dayAt(i + 2); !ok {
		return 0, false
	}
	if d.Bangla() {
		return banglaForm(banglaMonths, d.at(i+3).Folded)
	}
	m := d.monthAt(i + 3)
	return m, m != 0
}

func (d *Document) yearAfter(x *Date) {
	j := x.To
	if d.same(x.From, j) && d.at(j).Text == "," {
		j++
	}
	if y, ok := d.yearAt(j); ok && d.same(x.From, j) {
		x.Year, x.To = y, j+1
	}
}

// readYear reads 2025, 2024-25 and the 1990s.
func (d *Document) readYear(x *Date) bool {
	i := x.From
	t, before, after := &d.Tokens[i], d.at(i-1), d.at(i+1)
	if y, ok := d.yearAt(i); ok {
		if currencies[before.Folded] != "" || before.Text == "#" || countedThings[after.Folded] || len(after.Folded) > 2 && measures[after.Folded] != "" && !timeUnits[measures[after.Folded]] || after.Joined && !after.Digits && after.Folded != "based" {
			return false
		}
		x.Kind, x.Year, x.To = YearDate, y, i+1
		if after.Joined && after.Digits && (len(after.Folded) == 2 || len(after.Folded) == 4) {
			x.To++
		}
		return true
	}
	if decade, ok := strings.CutSuffix(t.Folded, "s"); ok && len(decade) == 4 && t.Digits {
		if y, err := strconv.Atoi(decade); err == nil && y > 1700 && y < 2100 {
			x.Kind, x.Year, x.To = DecadeDate, y, i+1
			return true
		}
	}
	return false
}

// countedThings are words after a number that looks like a year and is none.
var countedThings = setOf(`people men women workers troops soldiers dollars pounds euros percent per % km miles metres meters feet kg tonnes
tons homes jobs houses points votes cases deaths students police officers acres hectares children seats new of million billion crore lakh families shops`)

var timeUnits = setOf(`second minute hour day week month year decade`)

// readRelative reads today, last week and the like.
func (d *Document) readRelative(x *Date) {
	i := x.From
	t := &d.Tokens[i]
	switch t.Folded {
	case "today", "tonight":
		x.Relative, x.To = "today", i+1
	case "yesterday", "tomorrow":
		x.Relative, x.To = t.Folded, i+1
	case "last", "next", "this", "past", "previous", "following":
		if d.same(i, i+1) && periods[d.at(i+1).Folded] {
			which := t.Folded
			if which == "past" || which == "previous" {
				which = "last"
			}
			x.Relative, x.To = which+" "+d.at(i+1).Folded, i+2
		}
	}
	if !x.none() {
		x.Kind = RelativeDate
	}
}

var periods = setOf(`week month year weekend decade century summer winter spring autumn season morning afternoon evening night quarter fortnight`)

// dayAt returns the day of a month that the token is: 3, 03, 3rd.
func (d *Document) dayAt(i int) (int, bool) {
	t := d.at(i)
	if !t.Digits || len(t.Folded) > 4 {
		return 0, false
	}
	s := t.Folded
	if len(s) > 2 {
		switch s[len(s)-2:] {
		case "st", "nd", "rd", "th":
			s = s[:len(s)-2]
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= 31
}

func (d *Document) yearAt(i int) (int, bool) {
	t := d.at(i)
	if !t.Digits || len(t.Folded) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(t.Folded)
	return y, err == nil && y >= 1700 && y <= 2100
}
