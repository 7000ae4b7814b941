package ask

import (
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/terms"
)

// datesIn takes the first date out of the text: a day, a month, or days such as "last week",
// in English or Bangla. What stands in quotation marks is meant as it stands. dated is the
// part of the text that was the date.
func datesIn(text string, today time.Time) (words []string, days Days, dated string) {
	fields := strings.Fields(text)
	quoted := false
	for i := 0; i < len(fields); i++ {
		marks := strings.Count(fields[i], `"`) + strings.Count(fields[i], "“") + strings.Count(fields[i], "”")
		if !quoted && marks == 0 && days.Zero() {
			if d, n := dateAt(fields[i:], today); n > 0 {
				days, dated = d, strings.Join(fields[i:i+n], " ")
				i += n - 1
				continue
			}
		}
		if marks%2 == 1 {
			quoted = !quoted
		}
		words = append(words, fields[i])
	}
	return words, days, dated
}

// dateAt returns the days that the fields begin with, and how many of the fields say so.
func dateAt(fields []string, today time.Time) (Days, int) {
	midnight := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, today.Location())
	at := make([]string, 3)
	for i := range at {
		if i < len(fields) {
			at[i] = plain(fields[i])
		}
	}
	if d, ok := written(at[0], midnight); ok {
		return d, 1
	}
	if d, n := calendarDay(at, midnight); n > 0 {
		return d, n
	}
	return relative(at, midnight)
}

// plain returns the word in lower case, with Latin digits and without the signs about it.
func plain(s string) string {
	return strings.Trim(news.LatinDigits(strings.ToLower(s)), ",.;:()।‘’'")
}

// written returns the day that one field says, as 2026-03-26, 26/3/2026 or 26-03-2026.
func written(s string, midnight time.Time) (Days, bool) {
	for _, form := range []string{"2006-1-2", "2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.ParseInLocation(form, s, midnight.Location()); err == nil {
			return oneDay(t), true
		}
	}
	return Days{}, false
}

func oneDay(t time.Time) Days { return Days{t, t.AddDate(0, 0, 1)} }

// calendarDay returns "26 March 2026", "26 March", "March 26, 2026", "March 26" or "March
// 2026". Without a year it is the last one that has come.
func calendarDay(at []string, midnight time.Time) (Days, int) {
	day, month, n := dayOf(at[0]), monthOf(at[1]), 2
	if day == 0 || month == 0 {
		month, day = monthOf(at[0]), dayOf(at[1])
		if year := yearOf(at[1]); month != 0 && year != 0 {
			from := time.Date(year, month, 1, 0, 0, 0, 0, midnight.Location())
			return Days{from, from.AddDate(0, 1, 0)}, 2
		}
		if day == 0 || month == 0 {
			return Days{}, 0
		}
	}
	year := yearOf(at[2])
	if year != 0 {
		n = 3
	} else if year = midnight.Year(); time.Date(year, month, day, 0, 0, 0, 0, midnight.Location()).After(midnight) {
		year--
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, midnight.Location())
	if t.Day() != day { // there is no 31 June
		return Days{}, 0
	}
	return oneDay(t), n
}

// dayOf returns the day of a month, with or without its ending: 26, 26th, ২৬শে, ১লা.
func dayOf(s string) int {
	for _, ending := range []string{"st", "nd", "rd", "th", "শে", "ই", "লা", "রা", "ঠা"} {
		if rest, ok := strings.CutSuffix(s, ending); ok {
			s = rest
			break
		}
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 31 || len(s) > 2 {
		return 0
	}
	return n
}

func yearOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1900 && n < 2200 {
		return n
	}
	return 0
}

var monthNames = [12]string{
	"january jan জানুয়ারি", "february feb ফেব্রুয়ারি", "march mar মার্চ", "april apr এপ্রিল", "may মে", "june jun জুন", "july jul জুলাই",
	"august aug আগস্ট অগাস্ট", "september sept sep সেপ্টেম্বর", "october oct অক্টোবর", "november nov নভেম্বর", "december dec ডিসেম্বর",
}

var months = func() map[string]time.Month {
	m := map[string]time.Month{}
	for i, names := range monthNames {
		for name := range strings.FieldsSeq(names) {
			for _, form := range terms.Of(name).Forms[terms.Variant] {
				m[form] = time.Month(i + 1)
			}
		}
	}
	return m
}()

// monthOf returns the month, however its name is spelt and ends: মার্চের is মার্চ.
func monthOf(s string) time.Month {
	for _, form := range terms.Of(s).Forms[terms.Variant] {
		if m := months[form]; m != 0 {
			return m
		}
	}
	return 0
}

// relative returns "today", "yesterday", "last week", "this month", "last 10 days" and
// their like. The last week is the seven days before today; last month and last year are
// those of the calendar.
func relative(at []string, midnight time.Time) (Days, int) {
	tomorrow := midnight.AddDate(0, 0, 1)
	switch at[0] {
	case "today", "আজ", "আজকে", "আজকের":
		return oneDay(midnight), 1
	case "yesterday", "গতকাল", "গতকালের":
		return oneDay(midnight.AddDate(0, 0, -1)), 1
	}
	last, this := is(at[0], "last past previous গত বিগত"), is(at[0], "this এ এই চলতি")
	if count, err := strconv.Atoi(at[1]); last && err == nil && count > 0 && count < 1000 {
		switch unitOf(at[2]) {
		case "day":
			return Days{midnight.AddDate(0, 0, 1-count), tomorrow}, 3
		case "week":
			return Days{midnight.AddDate(0, 0, 1-7*count), tomorrow}, 3
		case "month":
			return Days{midnight.AddDate(0, -count, 1), tomorrow}, 3
		case "year":
			return Days{midnight.AddDate(-count, 0, 1), tomorrow}, 3
		}
	}
	month := time.Date(midnight.Year(), midnight.Month(), 1, 0, 0, 0, 0, midnight.Location())
	year := time.Date(midnight.Year(), 1, 1, 0, 0, 0, 0, midnight.Location())
	switch unit := unitOf(at[1]); {
	case last && unit == "week":
		return Days{midnight.AddDate(0, 0, -7), midnight}, 2
	case last && unit == "month":
		return Days{month.AddDate(0, -1, 0), month}, 2
	case last && unit == "year":
		return Days{year.AddDate(-1, 0, 0), year}, 2
	case this && unit == "week":
		return Days{midnight.AddDate(0, 0, -6), tomorrow}, 2
	case this && unit == "month":
		return Days{month, tomorrow}, 2
	case this && unit == "year":
		return Days{year, tomorrow}, 2
	}
	return Days{}, 0
}

var units = map[string]string{"day": "day দিন", "week": "week সপ্তাহ", "month": "month মাস", "year": "year বছর"}

// unitOf returns which unit of time the word is, "" for none.
func unitOf(s string) string {
	t := terms.Of(s)
	for unit, names := range units {
		for name := range strings.FieldsSeq(names) {
			if t.Is(terms.Of(name), terms.Exact) {
				return unit
			}
		}
	}
	return ""
}

func is(s, words string) bool {
	for w := range strings.FieldsSeq(words) {
		if s == w {
			return true
		}
	}
	return false
}
