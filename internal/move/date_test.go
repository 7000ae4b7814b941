package move

import (
	"testing"
	"time"
	_ "time/tzdata" // so that Asia/Dhaka is known on every machine
)

func dhaka(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Asia/Dhaka")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestDatesAreReadInEveryHabit(t *testing.T) {
	o := Options{Zone: dhaka(t)}
	const noon = "2025-07-04T11:03:00+06:00"
	for in, want := range map[string]string{
		"2025-07-04, 11:03am":                             noon,
		"GreenWatch Desk: World News 2025-07-04, 11:03am": noon,
		"4 July 2025, 11:03 am":                           noon,
		"04 Jul 2025 11.03 AM":                            noon,
		"July 4, 2025, 11:03 am":                          noon,
		"July 4, 2025 at 11:03 a.m.":                      noon,
		"Friday, July 4th, 2025 | 11:03":                  noon,
		"Published: 11:03 AM, 04 July 2025":               noon,
		"11:03 am (GMT+6), Friday, 4 July 2025":           noon,
		"11:03 am on 4 July 2025":                         noon,
		"2025-07-04T11:03:00+06:00":                       noon,
		"2025-07-04T11:03:00+0600":                        noon,
		"2025-07-04T05:03:00Z":                            "2025-07-04T05:03:00Z",
		"2025-07-04T05:03:00.123Z":                        "2025-07-04T05:03:00Z",
		"2025-07-04 05:03:00 UTC":                         "2025-07-04T05:03:00Z",
		"Fri, 04 Jul 2025 11:03:00 +0600":                 noon,
		"Jul 4, 2025, 1:03 AM EDT":                        "2025-07-04T01:03:00-04:00",
		"4 July 2025, 11:03 BST":                          "2025-07-04T11:03:00+01:00",
		"4 July 2025, 11:03 Bangladesh Time":              noon,
		"4 July 2025, 11:03 (UTC+06:00)":                  noon,
		"৪ জুলাই ২০২৫, ১১:০৩":                             noon,
		"প্রকাশ: ০৪ জুলাই ২০২৫, ১১:০৩ এএম":             noon,
		"শুক্রবার, ৪ঠা জুলাই ২০২৫, সকাল ১১টা ৩ মিনিটে": noon,
		"৪ জুলাই ২০২৫, রাত ১২:৩০":                      "2025-07-04T00:30:00+06:00",
		"৪ জুলাই ২০২৫, রাত ৯টা":                        "2025-07-04T21:00:00+06:00",
		"৪ জুলাই ২০২৫, রাত ৩টা":                        "2025-07-04T03:00:00+06:00",
		"৪ জুলাই ২০২৫ দুপুর ১২টা ১৫ মিনিট":             "2025-07-04T12:15:00+06:00",
		"৪ জুলাই ২০২৫ দুপুর ২:১৫":                      "2025-07-04T14:15:00+06:00",
		"৪ জুলাই ২০২৫ বিকেল ৫:১৫ বাংলাদেশ সময়":        "2025-07-04T17:15:00+06:00",
		"২০২৫-০৭-০৪ ১১:০৩:০০":                          noon,
		"04/07/2025 11:03":        noon,
		"07/24/2025 11:03 pm":     "2025-07-24T23:03:00+06:00",
		"4 July 2025":             "2025-07-04T00:00:00+06:00 day",
		"4 July 2025 - 12 killed": "2025-07-04T00:00:00+06:00 day",
		"12:30 AM, 4 July 2025":   "2025-07-04T00:30:00+06:00",
		"12:30 PM, 4 July 2025":   "2025-07-04T12:30:00+06:00",
		"04-Jul-2025 23:59":       "2025-07-04T23:59:00+06:00",
		"29 February 2024":        "2024-02-29T00:00:00+06:00 day",
	} {
		found := findDates(clean(in), o)
		if len(found) != 1 {
			t.Errorf("%q: %d dates, want one", in, len(found))
			continue
		}
		got := found[0].time.Format(time.RFC3339)
		if found[0].dayOnly {
			got += " day"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestWhatIsNoDateIsNotReadAsOne(t *testing.T) {
	for _, in := range []string{
		"", "image_2025-07-04_110548028-ca13.png", "30 February 2025", "2025-13-01", "call 01711-2025", "1.2.3", "May I ask",
		"31/31/2025", "version 10.12.20256", "He ran 4 marches 2025 times", "may2025be",
	} {
		if found := findDates(in, Options{}); len(found) != 0 {
			t.Errorf("%q was read as %v", in, found)
		}
	}
	for _, in := range []string{"২০ আষাঢ় ১৪৩২", "2 hours ago", "৫ ঘণ্টা আগে"} {
		found := findDates(clean(in), Options{})
		if len(found) != 1 || !found[0].time.IsZero() {
			t.Errorf("%q must be recognised and give no time: %v", in, found)
		}
	}
}

func TestTheHousesHabitsDecideWhatADateLeavesOpen(t *testing.T) {
	at := func(in string, o Options) string {
		t.Helper()
		found := findDates(in, o)
		if len(found) != 1 {
			t.Fatalf("%q: %v", in, found)
		}
		return found[0].time.Format(time.RFC3339) + " " + found[0].note
	}
	for _, c := range []struct {
		in, want string
		o        Options
	}{
		{"04/07/2025 11:03", "2025-07-04T11:03:00Z day before month is this house's habit", Options{}},
		{"04/07/2025 11:03", "2025-04-07T11:03:00Z month before day is this house's habit", Options{MonthFirst: true}},
		{"4 July 2025, 11:03 BST", "2025-07-04T11:03:00+06:00 ", Options{BSTIsBangladesh: true}},
		{"4 July 2025, 11:03 BST", "2025-07-04T11:03:00+01:00 BST was read as British Summer Time", Options{}},
		{"4 July 2025, 11:03 IST", "2025-07-04T11:03:00+06:00 IST names several zones; the house's zone was taken", Options{Zone: dhaka(t)}},
	} {
		if got := at(c.in, c.o); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}
