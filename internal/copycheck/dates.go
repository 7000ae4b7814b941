package copycheck

import (
	"fmt"
	"slices"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// dateAt is a date of a source.
type dateAt struct {
	source *text
	number int
}

func (d dateAt) date() *prose.Date { return &d.source.Dates[d.number] }
func (d dateAt) passage() passage  { return d.source.of(d.date().Range) }
func (d dateAt) text() string      { return d.source.Cut(d.passage().Span) }

// dates checks each date by itself.
func (c *checker) dates() {
	for i := range c.story.Dates {
		x := &c.story.Dates[i]
		if c.verified[x.From] || c.weekdayInName(x) {
			continue
		}
		if x.WrongWeekday != prose.None {
			day := prose.DayOf(x.Days[0])
			f, from := Finding{Level: Certain, Reason: dateWeekday, Words: []string{day.Format("2 January 2006"), day.Weekday().String()}}, c.wrongThereToo(x)
			if from != nil { // the source is wrong, or of another year than its dateline has
				f.Level = ToCheck
			}
			c.findDate(x, f, from)
			continue
		}
		c.date(x, i)
		c.sourcesDifferOnDay(x, i)
	}
	c.thatDay()
}

// wrongThereToo returns the date of a source that has the same day with the same wrong weekday.
func (c *checker) wrongThereToo(x *prose.Date) *dateAt {
	for _, s := range c.index.sources {
		for n := range s.Dates {
			y := dateAt{s, n}
			if y.date().WrongWeekday == x.WrongWeekday && y.date().Weekday == x.Weekday && slices.Equal(y.date().Days, x.Days) {
				return &y
			}
		}
	}
	return nil
}

// weekdayInName reports whether the sources have the weekday as part of a name: the Sunday Times.
func (c *checker) weekdayInName(x *prose.Date) bool {
	return x.Kind == prose.WeekdayDate && x.To < len(c.story.Tokens) && c.index.weekdays[c.story.Tokens[x.From].Folded+" "+c.story.Tokens[x.To].Folded]
}

func (c *checker) findDate(x *prose.Date, f Finding, y *dateAt) {
	f.Kind = DateKind
	from := nowhere
	if y != nil {
		from = y.passage()
		if f.Words == nil {
			f.Words = []string{y.text()}
		}
		if f.Fix == "" && f.Reason == hasHere {
			f.Fix = c.inStory(y.source, y.text())
		}
	}
	c.find(f, c.story.Of(x.Range), from)
}

func (c *checker) date(x *prose.Date, number int) {
	context := c.story.dates[number]
	match := c.carried(x, context)
	var other *dateAt // with most of the words around x, and not the same
	most, with := 0.0, 0.0
	for _, s := range c.index.sources {
		for n := range s.Dates {
			y := &s.Dates[n]
			l := c.likeness(context, s.dates[n])
			switch {
			case prose.Carries(y, x, c.byDay) != prose.Differs, sameWeekday(x, y):
				with = max(with, l)
			case prose.Comparable(x, y) && l > most && !(match == prose.Carried && c.namedBeside(x, dateAt{s, n}, l)):
				other, most = &dateAt{s, n}, l
			}
		}
	}
	switch {
	case c.twice(x, number):
		c.findDate(x, Finding{Level: Likely, Reason: dateTwice}, nil)
	case match != prose.Differs && other != nil && most >= .4 && with < most && (x.IsDay() || x.Kind == prose.YearDate && other.date().Kind == prose.YearDate && most >= .5) && c.slotHas(x, *other):
		c.findDate(x, c.zoneShift(Finding{Level: Likely, Reason: hasHere}, x, *other), other)
	case match != prose.Differs && other != nil && len(context) >= 3 && most >= .6 && with < .3 && most-with >= .4 && x.Kind == other.date().Kind:
		c.findDate(x, c.zoneShift(Finding{Level: Likely, Reason: hasHere}, x, *other), other)
	case match == prose.Wider && x.Kind != prose.YearDate:
		c.findDate(x, Finding{Level: ToCheck, Reason: datePrecise}, nil)
	case match != prose.Differs:
		if at := c.bestHasOther(x); at != nil {
			c.findDate(x, c.zoneShift(Finding{Level: ToCheck, Reason: hasHere}, x, *at), at)
		}
	case x.Kind == prose.MonthDate && !c.story.Tokens[x.To-1].Digits && (other == nil || other.date().Kind != prose.MonthDate || most < .6): // by December, since January
		c.findDate(x, Finding{Level: ToCheck, Reason: dateNowhere}, nil)
	case x.Kind == prose.YearDate && (other == nil || most < .6) && c.yearFollows(x):
		c.findDate(x, Finding{Level: ToCheck, Reason: dateNowhere}, nil)
	case c.endOfRange(x, number):
		c.findDate(x, Finding{Level: ToCheck, Reason: dateNowhere}, nil)
	case other != nil && most >= .4:
		c.findDate(x, c.zoneShift(Finding{Level: Likely, Reason: hasHere}, x, *other), other)
	case c.shiftedDay(x):
	case x.Kind == prose.RelativeDate || x.Kind == prose.DecadeDate, x.Kind == prose.WeekdayDate && !c.byDay: // it may be the day that a source is of
		c.findDate(x, Finding{Level: ToCheck, Reason: dateNowhere}, nil)
	default:
		c.findDate(x, Finding{Level: Likely, Reason: dateNowhere}, nil)
	}
}

// sameWeekday reports whether both only name one weekday, whichever of them either means: Sunday working, a strike on Sunday.
func sameWeekday(x, y *prose.Date) bool {
	return x.Kind == prose.WeekdayDate && y.Kind == prose.WeekdayDate && x.Weekday == y.Weekday && x.Relative == y.Relative
}

// namedBeside reports whether another date of the story's sentence is the source's day, with as many of the words around that as x has, so that x
// is no word for it: a strike from Thursday was called off last night.
func (c *checker) namedBeside(x *prose.Date, y dateAt, likeness float64) bool {
	for n := range c.story.Dates {
		z := &c.story.Dates[n]
		if z != x && c.story.Tokens[z.From].Sentence == c.story.Tokens[x.From].Sentence && y.date().IsDay() &&
			prose.Carries(y.date(), z, c.byDay) == prose.Carried && c.likeness(c.story.dates[n], y.source.dates[y.number]) >= likeness {
			return true
		}
	}
	return false
}

// endOfRange reports whether the day follows from the one that the story has before it and from how many days the sources say that
// something lasts: four days from Monday are Monday to Thursday.
func (c *checker) endOfRange(x *prose.Date, number int) bool {
	if number == 0 || !x.IsDay() {
		return false
	}
	y := &c.story.Dates[number-1]
	if !y.IsDay() || x.From-y.To > 3 || c.story.Tokens[x.From].Sentence != c.story.Tokens[y.From].Sentence {
		return false
	}
	return slices.ContainsFunc(c.operands(c.story.Tokens[x.From].Sentence), func(at figureAt) bool {
		f := at.figure()
		if f.Kind != prose.Measure || f.Unit != "day" {
			return false
		}
		for _, p := range x.Days {
			for _, q := range y.Days {
				if d := float64(p - q); d == f.Value || d == f.Value-1 {
					return true
				}
			}
		}
		return false
	})
}

// twice reports whether the story has the same weekday on both sides of an "and".
func (c *checker) twice(x *prose.Date, number int) bool {
	if number == 0 || x.Kind != prose.WeekdayDate {
		return false
	}
	y := &c.story.Dates[number-1]
	return y.Kind == prose.WeekdayDate && y.Weekday == x.Weekday && x.From == y.To+1 && ands[c.story.Tokens[y.To].Folded]
}

var ands = wordSet(`and or to ও বা থেকে`)

// slotHas reports whether the other day is in a sentence that carries the story's, and the story's day in none of those, nor beside the
// best of them.
func (c *checker) slotHas(x *prose.Date, y dateAt) bool {
	best := c.best(c.story.Tokens[x.From].Sentence)
	at := y.source.Tokens[y.date().From].Sentence
	if !slices.ContainsFunc(best[:min(len(best), 2)], func(with candidate) bool { return with.source == y.source.id && with.sentence == at }) {
		return false
	}
	for k, with := range best {
		s := c.index.sources[with.source]
		for n := range s.Dates {
			near := s.Tokens[s.Dates[n].From].Sentence - with.sentence
			if (near == 0 || k == 0 && near >= -1 && near <= 1) && prose.Carries(&s.Dates[n], x, c.byDay) == prose.Carried {
				return false
			}
		}
	}
	return true
}

// bestHasOther returns the day that the best of the sentences that carry the story's has, if it has not the story's.
func (c *checker) bestHasOther(x *prose.Date) *dateAt {
	pairs := c.of[c.story.Tokens[x.From].Sentence]
	if !x.IsDay() || len(pairs) == 0 || pairs[0].cover < .4 {
		return nil
	}
	var other *dateAt
	s := pairs[0].source
	for n := range s.Dates {
		y := &s.Dates[n]
		if s.Tokens[y.From].Sentence != pairs[0].sentence {
			continue
		}
		if prose.Carries(y, x, c.byDay) != prose.Differs || sameWeekday(x, y) {
			return nil
		}
		if y.IsDay() && other == nil {
			other = &dateAt{s, n}
		}
	}
	return other
}

// yearFollows reports whether the sources have how many years ago the year was.
func (c *checker) yearFollows(x *prose.Date) bool {
	if !c.byDay {
		return false
	}
	ago := float64(c.story.Date.Year() - x.Year)
	return slices.ContainsFunc(c.operands(c.story.Tokens[x.From].Sentence), func(at figureAt) bool {
		y := at.figure()
		return (y.Kind == prose.Measure && y.Unit == "year" || y.Kind == prose.Age) && (y.Value == ago || y.Value == ago-1)
	})
}

// carried returns how well the sources have the date. The day of a source itself counts.
func (c *checker) carried(x *prose.Date, context []int32) (best prose.Match) {
	for _, s := range c.index.sources {
		for n := range s.Dates {
			m := prose.Carries(&s.Dates[n], x, c.byDay)
			if m == prose.Wider && c.likeness(context, s.dates[n]) < .3 { // any day is in some year
				continue
			}
			best = max(best, m)
			if sameWeekday(x, &s.Dates[n]) && c.likeness(context, s.dates[n]) >= .3 {
				best = prose.Carried
			}
		}
		day := prose.DayNumber(s.Date)
		switch {
		case c.byDay && prose.Carries(&prose.Date{Days: []int{day}}, x, true) == prose.Carried:
			return prose.Carried
		case !c.byDay && x.Kind == prose.YearDate && c.index.words[fmt.Sprint(x.Year)]:
			return prose.Carried
		case x.Kind == prose.YearDate && slices.ContainsFunc(s.Figures, func(f prose.Figure) bool { return f.Value == float64(x.Year) }): // 2,098 people
			return prose.Carried
		}
	}
	return best
}

// zoneShift explains a day that is the source's day by the desk's clock, or the other way round.
func (c *checker) zoneShift(f Finding, x *prose.Date, y dateAt) Finding {
	if !c.byDay && x.Kind != y.date().Kind { // Thursday may well be yesterday
		f.Level = min(f.Level, ToCheck)
	}
	if !c.byDay || len(x.Days) == 0 || len(y.date().Days) == 0 {
		return f
	}
	_, there := y.source.Date.Zone()
	_, here := c.story.Date.Zone()
	for _, q := range y.date().Days {
		for _, p := range x.Days {
			if (p-q == 1 && here > there || p-q == -1 && here < there) && (c.byDesksClock(x) || y.mayShift(q, float64(here-there)/3600)) {
				f.Level, f.Reason = ToCheck, dateZone // the desk's calendar may have it so
				if c.byDesksClock(x) || y.late() {
					f.Level = Info
				}
				f.Words = []string{y.text(), prose.DayOf(q).Format("Monday 2 January"), fmt.Sprintf("%+g h", float64(here-there)/3600)}
				f.Fix = c.inStory(y.source, y.text())
				return f
			}
		}
	}
	return f
}

// farZone is how many hours two zones are apart at least, if what was not late and not early may be on another day in the other.
const farZone = 6

// mayShift reports whether what was on the day may have been on another by a clock so many hours ahead.
func (d dateAt) mayShift(day int, ahead float64) bool {
	filed := d.source.Date
	switch {
	case ahead > 0 && day == prose.DayNumber(filed) && float64(filed.Hour())+ahead < 24: // it was before that
		return false
	case ahead > 0 && d.late(), ahead < 0 && d.early():
		return true
	}
	return ahead >= farZone || ahead <= -farZone
}

// thatDay checks "that day" and "the same day": the day that they mean must be one that the sources have.
func (c *checker) thatDay() {
	if !c.byDay {
		return
	}
	t := c.story.Tokens
	for i := 0; i+1 < len(t); i++ {
		if t[i+1].Folded != "day" || t[i].Folded != "that" && t[i].Folded != "same" || t[i].Sentence != t[i+1].Sentence {
			continue
		}
		x := c.dayBefore(i)
		if x == nil || c.sourcesHaveDay(x.Days[0]) {
			continue
		}
		first := i
		if i > 0 && (t[i-1].Folded == "earlier" || t[i-1].Folded == "later") {
			first--
		}
		day := prose.DayOf(x.Days[0]).Format("Monday 2 January")
		c.find(Finding{Kind: DateKind, Level: Likely, Reason: dateThatDay, Words: []string{day}}, c.span(first, i+1), nowhere)
	}
}

// dayBefore returns the last day that the story names before the token, two sentences away at most.
func (c *checker) dayBefore(token int) *prose.Date {
	for i := len(c.story.Dates) - 1; i >= 0; i-- {
		x := &c.story.Dates[i]
		if x.From <= token && len(x.Days) > 0 && c.story.Tokens[token].Sentence-c.story.Tokens[x.From].Sentence <= 2 {
			return x
		}
	}
	return nil
}

func (c *checker) sourcesHaveDay(day int) bool {
	x := &prose.Date{Days: []int{day}}
	for _, s := range c.index.sources {
		if prose.DayNumber(s.Date) == day {
			return true
		}
		for n := range s.Dates {
			if len(s.Dates[n].Days) > 0 && prose.Carries(&s.Dates[n], x, true) == prose.Carried {
				return true
			}
		}
	}
	return false
}

// shiftedDay looks for a day of the sources that is x by the desk's clock, where one of them says so. It returns true if there is one.
func (c *checker) shiftedDay(x *prose.Date) bool {
	for _, s := range c.index.sources {
		for n := range s.Dates {
			y := dateAt{s, n}
			if f := c.zoneShift(Finding{Level: Likely}, x, y); f.Reason == dateZone && f.Level == Info {
				c.findDate(x, f, &y)
				return true
			}
		}
	}
	return false
}

// byDesksClock reports whether the story says that it goes by a clock of its own: on Monday, Bangladesh time.
func (c *checker) byDesksClock(x *prose.Date) bool {
	s := c.story.SentenceOf(x.From)
	for i := max(s.From, x.From-6); i < min(s.To, x.To+6); i++ {
		if w := c.story.Tokens[i].Folded; w == "time" || w == prose.Fold("সময়") {
			return true
		}
	}
	return false
}

var lateWords = wordSet(`late night evening midnight tonight overnight dusk p.m. pm রাত রাতে সন্ধ্যা সন্ধ্যায় মধ্যরাতে`)

var earlyWords = wordSet(`early dawn midnight overnight morning night a.m. am ভোর ভোরে ভোররাতে রাতে রাত`)

// late reports whether the source says that it was late in the day, when it is the next day further east.
func (d dateAt) late() bool { return d.says(lateWords) }

// early reports whether the source says that it was early in the day, when it is the day before further west.
func (d dateAt) early() bool { return d.says(earlyWords) }

// says reports whether the date's sentence has one of the words, or a time of day of the same half of the day.
func (d dateAt) says(words map[string]bool) bool {
	s := d.source.SentenceOf(d.date().From)
	for i := s.From; i < s.To; i++ {
		t := &d.source.Tokens[i]
		if words[t.Folded] {
			return true
		}
	}
	return false
}
