package press

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

var dhaka = time.FixedZone("+06", 6*3600)

// The days are those of the calendar as Bangladesh revised it in 2019, with both ends of
// its long months and of a leap year's Falgun.
func TestTheBanglaCalendarIsBangladeshs(t *testing.T) {
	for day, want := range map[string]string{
		"2026-02-21": "৮ ফাল্গুন ১৪৩২", "2026-03-26": "১২ চৈত্র ১৪৩২", "2026-04-14": "১ বৈশাখ ১৪৩৩", "2026-05-08": "২৫ বৈশাখ ১৪৩৩",
		"2026-05-25": "১১ জ্যৈষ্ঠ ১৪৩৩", "2026-10-16": "৩১ আশ্বিন ১৪৩৩", "2026-10-17": "১ কার্তিক ১৪৩৩", "2026-12-16": "১ পৌষ ১৪৩৩",
		"2027-03-14": "২৯ ফাল্গুন ১৪৩৩", "2028-02-29": "১৬ ফাল্গুন ১৪৩৪", "2028-03-14": "৩০ ফাল্গুন ১৪৩৪", "2019-10-17": "১ কার্তিক ১৪২৬",
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := banglaDate(at); got != want {
			t.Errorf("%s is %s, want %s", day, got, want)
		}
	}
}

// A year has each of its days once, one after the other.
func TestEveryBanglaDayFollowsTheOneBefore(t *testing.T) {
	before := ""
	days := 0
	for at := boishakh(2027); at.Before(boishakh(2028)); at = at.AddDate(0, 0, 1) {
		is := banglaDate(at)
		day, _, _ := strings.Cut(is, " ")
		if was, _, _ := strings.Cut(before, " "); day != "১" && day == was {
			t.Fatalf("%s follows %s", is, before)
		}
		before = is
		days++
	}
	if days != 366 || before != "৩০ চৈত্র ১৪৩৪" {
		t.Errorf("the year has %d days and ends on %s", days, before)
	}
}

func TestTimesAreWrittenAsANewspaperDoes(t *testing.T) {
	at := time.Date(2026, 3, 26, 15, 5, 0, 0, dhaka)
	for got, want := range map[string]string{
		english.moment(at):                           "26 March 2026, 3:05 PM (GMT+6)",
		bangla.moment(at):                            "২৬ মার্চ ২০২৬, বিকেল ৩:০৫",
		english.brief(at, at.Add(time.Hour)):         "3:05 PM",
		bangla.brief(at, at.Add(time.Hour)):          "বিকেল ৩:০৫",
		english.brief(at, at.AddDate(0, 0, 1)):       "26 March",
		bangla.brief(at, at.AddDate(0, 0, 1)):        "২৬ মার্চ",
		english.brief(at, at.AddDate(1, 0, 0)):       "26 March 2026",
		bangla.day(at):                               "বৃহস্পতিবার, ২৬ মার্চ ২০২৬ · ১২ চৈত্র ১৪৩২",
		bangla.clock(at.Add(-12 * time.Hour)):        "রাত ৩:০৫",
		bangla.clock(at.Add(-10 * time.Hour)):        "ভোর ৫:০৫",
		bangla.clock(at.Add(-9 * time.Hour)):         "সকাল ৬:০৫",
		bangla.clock(at.Add(-3 * time.Hour)):         "দুপুর ১২:০৫",
		bangla.clock(at.Add(3 * time.Hour)):          "সন্ধ্যা ৬:০৫",
		bangla.clock(at.Add(5 * time.Hour)):          "রাত ৮:০৫",
		bangla.monthYear(at.AddDate(0, 5, 0)):        "আগস্ট ২০২৬",
		banglaOgust.date(at.AddDate(0, 5, 0)):        "২৬ অগাস্ট ২০২৬",
		zone(at.In(time.FixedZone("", 5*3600+1800))): "GMT+5:30",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNumbersAreGroupedAsTheLanguageAndTheHouseDo(t *testing.T) {
	for n, want := range map[int][3]string{
		7: {"৭", "7", "7"}, 999: {"৯৯৯", "999", "999"}, 1000: {"১,০০০", "1,000", "1,000"}, 123456: {"১,২৩,৪৫৬", "123,456", "1,23,456"},
		1234567: {"১২,৩৪,৫৬৭", "1,234,567", "12,34,567"}, 12345678: {"১,২৩,৪৫,৬৭৮", "12,345,678", "1,23,45,678"}, -1234567: {"-১২,৩৪,৫৬৭", "-1,234,567", "-12,34,567"},
	} {
		if got := [3]string{bangla.count(n), english.count(n), englishLakh.count(n)}; got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	h := house()
	h.Style = news.Style{Lakh: true, Ogust: true}
	if wordsIn(h, news.English) != englishLakh || wordsIn(h, news.Bangla) != banglaOgust {
		t.Error("the house's style is not used")
	}
}
