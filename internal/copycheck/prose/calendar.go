package prose

import "time"

// resolve says what the date means by the day of the document.
func (d *Document) resolve(x *Date) {
	known := !d.Date.IsZero()
	switch x.Kind {
	case DayDate:
		d.resolveDay(x)
	case WeekdayDate:
		if known {
			d.resolveWeekday(x)
		}
	case MonthDate:
		year := x.Year
		if year == 0 && known {
			year = d.yearOfMonth(x)
		}
		if year != 0 {
			x.First, x.Last = day(year, time.Month(x.Month), 1), day(year, time.Month(x.Month)+1, 1)-1
		}
	case YearDate:
		x.First, x.Last = day(x.Year, 1, 1), day(max(x.Year, x.Until), 12, 31)
	case DecadeDate:
		x.First, x.Last = day(x.Year, 1, 1), day(x.Year+9, 12, 31)
	case RelativeDate:
		if known {
			d.resolveRelative(x)
		}
	}
}

// yearOfMonth returns the year of a month that is named without one: "last July" is the latest that is over, "next June" the first to come.
func (d *Document) yearOfMonth(x *Date) int {
	year, month := d.Date.Year(), int(d.Date.Month())
	switch {
	case x.Relative == "last" && x.Month >= month, x.Relative == "" && x.Month > month+6:
		return year - 1
	case x.Relative == "next" && x.Month <= month:
		return year + 1
	}
	return year
}

// resolveDay takes the year that puts a day without one nearest to the document's.
func (d *Document) resolveDay(x *Date) {
	switch {
	case x.Year != 0:
		x.Days = []int{day(x.Year, time.Month(x.Month), x.Day)}
	case d.Date.IsZero():
		return
	default:
		base, nearest := DayNumber(d.Date), 0
		for year := d.Date.Year() - 1; year <= d.Date.Year()+1; year++ {
			if n := day(year, time.Month(x.Month), x.Day); nearest == 0 || abs(n-base) < abs(nearest-base) {
				nearest = n
			}
		}
		x.Days = []int{nearest}
	}
	if is := int(DayOf(x.Days[0]).Weekday()); x.Weekday != None && x.Weekday != is {
		x.WrongWeekday = is
	}
}

// resolveWeekday takes the last such day and the next: a verb would say which.
func (d *Document) resolveWeekday(x *Date) {
	base, today := DayNumber(d.Date), int(d.Date.Weekday())
	back, forward := (today-x.Weekday+7)%7, (x.Weekday-today+7)%7
	switch {
	case x.Relative == "today" || x.Relative == "yesterday" || x.Relative == "tomorrow":
		d.resolveBeside(x, base)
		return
	case x.Relative == "last":
		x.Days = []int{base - back}
	case x.Relative == "next":
		x.Days = []int{base + forward, base + forward + 7}
		return
	case d.senseOf(x) == past:
		x.Days = []int{base - back}
	case d.senseOf(x) == toCome:
		x.Days = []int{base + forward}
		return
	default:
		x.Days = []int{base - back, base + forward}
	}
	if x.Relative == "last" || back == 0 {
		x.Days = append(x.Days, base-back-7)
	}
}

// besides are the days from that of the document that "today" and the like are.
var besides = map[string]int{"today": 0, "yesterday": -1, "tomorrow": 1}

// resolveBeside resolves a weekday beside "today" or "yesterday", which must be that day.
func (d *Document) resolveBeside(x *Date, base int) {
	is := base + besides[x.Relative]
	x.Days = []int{is}
	if weekday := int(DayOf(is).Weekday()); weekday != x.Weekday {
		x.WrongWeekday = weekday
	}
}

func (d *Document) resolveRelative(x *Date) {
	base, year, month := DayNumber(d.Date), d.Date.Year(), d.Date.Month()
	switch x.Relative {
	case "today", "this morning", "this afternoon", "this evening":
		x.Days = []int{base}
	case "yesterday", "last night":
		x.Days = []int{base - 1}
	case "tomorrow":
		x.Days = []int{base + 1}
	case "last week":
		x.First, x.Last = base-14, base-1
	case "this week":
		x.First, x.Last = base-7, base+7
	case "next week":
		x.First, x.Last = base+1, base+14
	case "last month":
		x.First, x.Last = day(year, month-1, 1), day(year, month, 1)-1
	case "this month":
		x.First, x.Last = day(year, month, 1), day(year, month+1, 1)-1
	case "next month":
		x.First, x.Last = day(year, month+1, 1), day(year, month+2, 1)-1
	case "last year":
		x.First, x.Last = day(year-1, 1, 1), day(year-1, 12, 31)
	case "this year":
		x.First, x.Last = day(year, 1, 1), day(year, 12, 31)
	case "next year":
		x.First, x.Last = day(year+1, 1, 1), day(year+1, 12, 31)
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// Match is how well a date of one text is carried by a date of another.
type Match int

// The matches, the weakest first.
const (
	Differs Match = iota
	Wider         // the other is a longer time that has the day in it
	Carried       // it says as much
)

// Carries reports how well the source's date y carries the story's x. Days are compared as they are
// meant if both documents have one, which byDay says, and else by what is named of them.
func Carries(y, x *Date, byDay bool) Match {
	switch {
	case byDay && len(x.Days) > 0 && len(y.Days) > 0:
		return matchIf(share(x.Days, y.Days), Carried)
	case byDay && len(x.Days) > 0 && y.Last > 0:
		return matchIf(within(x.Days, y.First, y.Last), Wider)
	case byDay && x.Last > 0 && len(y.Days) > 0:
		return matchIf(within(y.Days, x.First, x.Last), Carried)
	case byDay && x.Last > 0 && y.Last > 0 && !(x.Kind == RelativeDate && y.Kind == RelativeDate && x.Relative == y.Relative):
		if x.First <= y.First && y.Last <= x.Last {
			return Carried
		}
		return matchIf(y.First <= x.First && x.Last <= y.Last, Wider)
	case byDay && x.Last > 0 && y.Last > 0:
		return matchIf(x.First <= y.Last && y.First <= x.Last, Carried)
	case x.Kind == RelativeDate || y.Kind == RelativeDate:
		return matchIf(x.Kind == y.Kind && x.Relative == y.Relative, Carried)
	case x.Kind == DecadeDate || y.Kind == DecadeDate:
		return matchIf(x.Kind == DecadeDate && y.Year >= x.Year && y.Year < x.Year+10, Carried)
	}
	return byName(y, x)
}

func matchIf(is bool, m Match) Match {
	if is {
		return m
	}
	return Differs
}

func share(a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func within(days []int, first, last int) bool {
	for _, n := range days {
		if first <= n && n <= last {
			return true
		}
	}
	return false
}

// byName compares what is named: nothing may differ, and something must be named in both.
func byName(y, x *Date) Match {
	named, shared := 0, 0
	for _, part := range [...]struct{ x, y, none int }{{x.Year, y.Year, 0}, {x.Month, y.Month, 0}, {x.Day, y.Day, 0}, {x.Weekday, y.Weekday, None}} {
		if part.x == part.none {
			continue
		}
		named++
		if part.y == part.none {
			continue
		}
		if part.x != part.y {
			return Differs
		}
		shared++
	}
	switch shared {
	case 0:
		return Differs
	case named:
		return Carried
	}
	return Wider
}

// Comparable reports whether two dates are of a kind, so that one may stand where the other should.
func Comparable(x, y *Date) bool {
	return x.Kind == y.Kind || x.IsDay() && y.IsDay() || x.Kind == MonthDate && y.Kind == DayDate || x.Kind == DayDate && y.Kind == MonthDate
}

// IsDay reports whether the date is of one day, and no longer time.
func (x *Date) IsDay() bool {
	return x.Kind == DayDate || x.Kind == WeekdayDate || x.Relative == "today" || x.Relative == "yesterday" || x.Relative == "tomorrow"
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"mon": 1, "tue": 2, "tues": 2, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
}

// Weekday reports whether the folded word is a weekday in English.
func Weekday(word string) bool { _, is := weekdays[word]; return is }

// Month returns the number of the month that the folded word names in English, or 0.
func Month(word string) int { return months[word] }
