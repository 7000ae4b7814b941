package press

import (
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// words are the interface's words in one language (screens.md §1.17).
type words struct {
	language                                           news.Language
	home, skip, sections, theme, footer, feed          string
	newsUpdate, breaking, pause, play, previous, next  string
	topStories, latest, topics, corrections, inSection string
	published, updated, photo, share, opens            string
	correction, clarification, editorsNote             string
	missingTitle, missingText, killedTitle, killedText string
	withdrawnTitle, withdrawnText, goneAt, newest      string
	zone                                               string // how the zone is written when it is the house's own, "" for GMT±h
	months                                             [12]string
	days                                               [7]string
}

var english = words{
	language: news.English, home: "Home", skip: "Skip to main content", sections: "Sections", theme: "Dark or light", footer: "Footer", feed: "RSS feed",
	newsUpdate: "News update", breaking: "Breaking", pause: "Pause headlines", play: "Play headlines", previous: "Previous headline", next: "Next headline",
	topStories: "Top stories", latest: "Latest", topics: "Topics", corrections: "Corrections and updates", inSection: "In",
	published: "Published", updated: "Updated", photo: "", share: "Share", opens: "opens another site, uses data",
	correction: "Correction", clarification: "Clarification", editorsNote: "Editor’s note",
	missingTitle: "Page not found", missingText: "There is no page at this address. It may have been mistyped, or the page may have moved.",
	killedTitle: "This story was withdrawn", killedText: "The story that stood here has been withdrawn and will not return. We keep this notice so that nobody looks for it in vain.",
	withdrawnTitle: "This story is being reviewed", withdrawnText: "The story that stood here has been taken down while we review it. It may return.",
	goneAt: "Withdrawn", newest: "Newest stories",
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	days:   [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

var bangla = words{
	language: news.Bangla, home: "মূলপাতা", skip: "মূল লেখায় যান", sections: "বিভাগ", theme: "আলো বা অন্ধকার", footer: "পাদটীকা", feed: "আরএসএস ফিড",
	newsUpdate: "সর্বশেষ", breaking: "ব্রেকিং", pause: "শিরোনাম থামান", play: "শিরোনাম চালান", previous: "আগের শিরোনাম", next: "পরের শিরোনাম",
	topStories: "শীর্ষ খবর", latest: "সর্বশেষ খবর", topics: "বিষয়", corrections: "সংশোধনী ও হালনাগাদ", inSection: "বিভাগ",
	published: "প্রকাশ", updated: "হালনাগাদ", photo: "", share: "শেয়ার", opens: "অন্য সাইট খুলবে, ডেটা লাগবে",
	correction: "সংশোধনী", clarification: "ব্যাখ্যা", editorsNote: "সম্পাদকের কথা",
	missingTitle: "পাতাটি পাওয়া যায়নি", missingText: "এই ঠিকানায় কোনো পাতা নেই। ঠিকানা লিখতে ভুল হতে পারে, কিংবা পাতাটি সরে গেছে।",
	killedTitle: "প্রতিবেদনটি প্রত্যাহার করা হয়েছে", killedText: "এখানে যে প্রতিবেদন ছিল তা প্রত্যাহার করা হয়েছে; সেটি আর ফিরবে না। কেউ যেন বৃথা না খোঁজেন, সে জন্য এই নোটিশ।",
	withdrawnTitle: "প্রতিবেদনটি পর্যালোচনায় আছে", withdrawnText: "এখানে যে প্রতিবেদন ছিল তা পর্যালোচনার জন্য সরানো হয়েছে। সেটি ফিরতে পারে।",
	goneAt: "প্রত্যাহার", newest: "নতুন খবর",
	months: [12]string{"জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"},
	days:   [7]string{"রোববার", "সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার"},
}

// wordsOf returns the words of the language; English for one that is not known.
func wordsOf(l news.Language) *words {
	if l == news.Bangla {
		return &bangla
	}
	return &english
}

// own returns how a language calls itself.
func own(l news.Language) string {
	if l == news.Bangla {
		return "বাংলা"
	}
	return "English"
}

// note returns what a note is called.
func (w *words) note(k news.CorrectionKind) string {
	switch k {
	case news.Clarified:
		return w.clarification
	case news.EditorNote:
		return w.editorsNote
	}
	return w.correction
}

// digits writes the digits in s as the language does. It is the one place that does so.
func (w *words) digits(s string) string {
	if w.language != news.Bangla {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '০' + r - '0'
		}
		return r
	}, s)
}

// date returns "26 March 2026" or "২৬ মার্চ ২০২৬".
func (w *words) date(t time.Time) string {
	return w.digits(itoa(t.Day())) + " " + w.months[t.Month()-1] + " " + w.digits(itoa(t.Year()))
}

// clock returns "3:05 PM" or "বিকেল ৩:০৫".
func (w *words) clock(t time.Time) string {
	if w.language == news.Bangla {
		hour := t.Hour() % 12
		if hour == 0 {
			hour = 12
		}
		return dayPeriod(t.Hour()) + " " + w.digits(itoa(hour)+":"+t.Format("04"))
	}
	return t.Format("3:04 PM")
}

// dayPeriod returns the word for the part of the day (CLDR, bn).
func dayPeriod(hour int) string {
	switch {
	case hour >= 4 && hour < 6:
		return "ভোর"
	case hour >= 6 && hour < 12:
		return "সকাল"
	case hour >= 12 && hour < 16:
		return "দুপুর"
	case hour >= 16 && hour < 18:
		return "বিকেল"
	case hour >= 18 && hour < 20:
		return "সন্ধ্যা"
	}
	return "রাত"
}

// moment returns a date and time with the zone where that is not understood:
// "26 March 2026, 3:05 PM (GMT+6)", "২৬ মার্চ ২০২৬, বিকেল ৩:০৫".
func (w *words) moment(t time.Time) string {
	s := w.date(t) + ", " + w.clock(t)
	if w.language == news.Bangla {
		return s
	}
	return s + " (" + zone(t) + ")"
}

// zone returns the offset in words, "GMT+6" or "GMT+5:30", never an abbreviation that
// another country reads as its own.
func zone(t time.Time) string {
	_, offset := t.Zone()
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	if offset == 0 {
		return "GMT"
	}
	s := "GMT" + sign + itoa(offset/3600)
	if m := offset % 3600 / 60; m > 0 {
		s += ":" + two(m)
	}
	return s
}

// day returns the date line of the home page, in Bangla with the Bangla calendar's day.
func (w *words) day(t time.Time) string {
	s := w.days[t.Weekday()] + ", " + w.date(t)
	if w.language == news.Bangla {
		s += " · " + banglaDate(t)
	}
	return s
}

var banglaMonths = [12]string{"বৈশাখ", "জ্যৈষ্ঠ", "আষাঢ়", "শ্রাবণ", "ভাদ্র", "আশ্বিন", "কার্তিক", "অগ্রহায়ণ", "পৌষ", "মাঘ", "ফাল্গুন", "চৈত্র"}

// banglaDate returns the day in the Bangla calendar as revised in 2019: the year begins
// on 14 April; its first six months have 31 days and the others 30, but Falgun 29, and
// 30 in a Gregorian leap year.
func banglaDate(t time.Time) string {
	y := t.Year()
	start := time.Date(y, time.April, 14, 0, 0, 0, 0, time.UTC)
	today := time.Date(y, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	if today.Before(start) {
		y--
		start = time.Date(y, time.April, 14, 0, 0, 0, 0, time.UTC)
	}
	day := int(today.Sub(start).Hours() / 24)
	month := 0
	for ; month < 11; month++ {
		length := 30
		if month < 6 {
			length = 31
		}
		if month == 10 && !leap(y+1) {
			length = 29
		}
		if day < length {
			break
		}
		day -= length
	}
	return bangla.digits(itoa(day+1)) + " " + banglaMonths[month] + " " + bangla.digits(itoa(y-593))
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
