package press

import (
	"testing"
	"time"
)

func TestTheBanglaCalendarAgreesWithItsAnchors(t *testing.T) {
	for day, want := range map[string]string{
		"2026-02-21": "৮ ফাল্গুন ১৪৩২", "2026-03-26": "১২ চৈত্র ১৪৩২", "2026-04-14": "১ বৈশাখ ১৪৩৩", "2026-05-08": "২৫ বৈশাখ ১৪৩৩",
		"2026-05-25": "১১ জ্যৈষ্ঠ ১৪৩৩", "2026-10-16": "৩১ আশ্বিন ১৪৩৩", "2026-10-17": "১ কার্তিক ১৪৩৩", "2026-12-16": "১ পৌষ ১৪৩৩",
		"2027-03-14": "২৯ ফাল্গুন ১৪৩৩", "2028-02-29": "১৬ ফাল্গুন ১৪৩৪", "2028-03-14": "৩০ ফাল্গুন ১৪৩৪", "2019-10-17": "১ কার্তিক ১৪২৬",
	} {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := banglaDate(d); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

func TestTimesAreWrittenAsAPaperPrintsThem(t *testing.T) {
	dhaka, err := time.LoadLocation("Asia/Dhaka")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 26, 16, 5, 0, 0, dhaka)
	for want, got := range map[string]string{
		"26 March 2026, 4:05 PM (GMT+6)":             english.moment(at),
		"২৬ মার্চ ২০২৬, বিকেল ৪:০৫":                  bangla.moment(at),
		"২৬ মার্চ ২০২৬, রাত ১২:০৫":                   bangla.moment(at.Add(-16 * time.Hour)),
		"বৃহস্পতিবার, ২৬ মার্চ ২০২৬ · ১২ চৈত্র ১৪৩২": bangla.day(at),
		"Thursday, 26 March 2026":                    english.day(at),
		"GMT−3:30":                                   zone(at.In(time.FixedZone("", -12600))),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
