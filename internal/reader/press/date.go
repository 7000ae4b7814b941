package press

import (
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Dates and times as a newspaper prints them (screens.md §1.8). Every t is in the
// house's zone already.

// date returns "26 March 2026" or "২৬ মার্চ ২০২৬". The year is always whole.
func (w *words) date(t time.Time) string {
	return w.number(t.Day()) + " " + w.months[t.Month()-1] + " " + w.number(t.Year())
}

// monthYear returns "March 2026".
func (w *words) monthYear(t time.Time) string {
	return w.months[t.Month()-1] + " " + w.number(t.Year())
}

// brief returns when a story was published as fronts have it, on the day of today: its hour
// if it is of today, and otherwise its date, without the year if it is this one.
func (w *words) brief(t, today time.Time) string {
	switch {
	case sameDay(t, today):
		return w.clock(t)
	case t.Year() == today.Year():
		return w.number(t.Day()) + " " + w.months[t.Month()-1]
	default:
		return w.date(t)
	}
}

// clock returns "3:05 PM" or "বিকেল ৩:০৫".
func (w *words) clock(t time.Time) string {
	if w.language != news.Bangla {
		return t.Format("3:04 PM")
	}
	return dayPeriod(t.Hour()) + " " + w.digits(t.Format("3:04"))
}

// dayPeriod returns the Bangla word for the part of the day: CLDR's, but the afternoon
// begins at three, as most papers have it.
func dayPeriod(hour int) string {
	switch {
	case hour < 4 || hour >= 20:
		return "রাত"
	case hour < 6:
		return "ভোর"
	case hour < 12:
		return "সকাল"
	case hour < 15:
		return "দুপুর"
	case hour < 18:
		return "বিকেল"
	default:
		return "সন্ধ্যা"
	}
}

// when returns the date and the time, as cards have it. It is never relative to now: a
// page may be read long after it was printed.
func (w *words) when(t time.Time) string { return w.date(t) + ", " + w.clock(t) }

// moment is when with the zone, for a language that is read in many.
func (w *words) moment(t time.Time) string {
	if w.language == news.Bangla {
		return w.when(t)
	}
	return w.when(t) + " (" + zone(t) + ")"
}

// zone returns the offset as "GMT+6" or "GMT+5:30", never an abbreviation that another
// country reads as its own.
func zone(t time.Time) string {
	_, offset := t.Zone()
	if offset == 0 {
		return "GMT"
	}
	sign := '+'
	if offset < 0 {
		sign, offset = '−', -offset
	}
	s := fmt.Sprintf("GMT%c%d", sign, offset/3600)
	if m := offset % 3600 / 60; m > 0 {
		s += fmt.Sprintf(":%02d", m)
	}
	return s
}

// day returns the date line of the home page; in Bangla with the Bangla calendar's day.
func (w *words) day(t time.Time) string {
	s := w.days[t.Weekday()] + ", " + w.date(t)
	if w.language == news.Bangla {
		s += " · " + banglaDate(t)
	}
	return s
}

// banglaDate returns the day in the Bangla calendar as Bangladesh revised it in 2019. The
// year begins on 14 April; its first six months have 31 days and the others 30, but
// Falgun 29, or 30 when the Gregorian year it falls in is a leap year.
func banglaDate(t time.Time) string {
	year := t.Year()
	today := time.Date(year, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	if today.Before(boishakh(year)) {
		year--
	}
	day := int(today.Sub(boishakh(year)).Hours()) / 24
	month := 0
	for ; day >= banglaLength(year, month); month++ {
		day -= banglaLength(year, month)
	}
	return bangla.number(day+1) + " " + bangla.banglaMonths[month] + " " + bangla.number(year-593)
}

// boishakh returns the first day of the Bangla year that begins in the Gregorian year.
func boishakh(year int) time.Time { return time.Date(year, time.April, 14, 0, 0, 0, 0, time.UTC) }

// banglaLength returns how many days the month has, from 0 for Boishakh, in the Bangla
// year that begins in the Gregorian year.
func banglaLength(year, month int) int {
	const falgun = 10
	switch {
	case month < 6:
		return 31
	case month == falgun && !leap(year+1):
		return 29
	default:
		return 30
	}
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// stamp returns t for programs, with the zone's offset.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }
