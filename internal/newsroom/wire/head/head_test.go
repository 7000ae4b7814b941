package head_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
)

var at = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestAnEmbargoIsReadWhereItIsPlain(t *testing.T) {
	dhaka := time.FixedZone("", 6*3600)
	for _, c := range []struct{ line, want string }{
		{"EMBARGO: 24 November 2026 18:00 GMT", "2026-11-24T18:00:00Z"},
		{"EMBARGOED UNTIL 00:01 GMT, Tuesday 24 November 2026", "2026-11-24T00:01:00Z"},
		{"*** Embargoed until 6 p.m. CET on 24 November 2026 ***", "2026-11-24T17:00:00Z"},
		{"EMBARGO till 2026-11-24 18:00 +06:00", "2026-11-24T12:00:00Z"},
		{"NOT FOR PUBLICATION OR BROADCAST BEFORE 0001 GMT 24 NOV", "2026-11-24T00:01:00Z"},
		{"Sperrfrist: 24.11.2026, 18.00 Uhr", "2026-11-24T12:00:00Z"},
		{"EMBARGO: November 24, 2026, 6:30 pm Dhaka time", "2026-11-24T12:30:00Z"},
		{"নিষেধাজ্ঞা: ২৪ নভেম্বর ২০২৬ সন্ধ্যা ৬টা পর্যন্ত", "2026-11-24T12:00:00Z"},
		{"এমবার্গো: ২৪ নভেম্বর, সকাল ১০:৩০টা (বাংলাদেশ সময়)", "2026-11-24T04:30:00Z"},
		{"EMBARGO: 2 January, 09:00 GMT", "2027-01-02T09:00:00Z"},
	} {
		n := head.Read(at, dhaka, c.line)
		if got := n.Embargo.UTC().Format(time.RFC3339); got != c.want || n.Change != "" || n.Note == "" {
			t.Errorf("%s: %s, %q, %q", c.line, got, n.Change, n.Note)
		}
	}
}

func TestAnEmbargoThatIsNotPlainWithholds(t *testing.T) {
	for _, line := range []string{
		"EMBARGO: until delivery", "EMBARGOED until 18:00", "EMBARGO: 24 November 2026", "EMBARGO: 24 November 2026 18:00 London time",
		"EMBARGO: 24 November 2026 18:00 XYZ", "EMBARGO: 24 November 18:00 for print, 25 November 06:00 for online",
		"EMBARGO: 24 November 2026 between 17:00 GMT and 18:00 GMT", "EMBARGO: 24/11/2026 18:00", "EMBARGO",
		"নিষেধাজ্ঞা: ২৪ নভেম্বর ২০২৬ রাত ১২টা পর্যন্ত", "EMBARGO: 31 February 2026 10:00",
	} {
		n := head.Read(at, nil, line)
		if !n.Embargo.IsZero() || n.Change != news.ChangeWithheld || n.Note != line {
			t.Errorf("%s: %v, %q, %q", line, n.Embargo, n.Change, n.Note)
		}
	}
}

func TestTheWordsThatChangeCopyAreToldFromHeadlines(t *testing.T) {
	for line, want := range map[string]news.Change{
		"KILL: Minister resigns": news.ChangeKill, "MANDATORY KILL": news.ChangeKill, "প্রত্যাহার: মন্ত্রীর পদত্যাগ": news.ChangeKill,
		"[CORRECTION] Floods": news.ChangeCorrection, "CORRECTED - Floods": news.ChangeCorrection, "সংশোধনী: বন্যা": news.ChangeCorrection,
		"1ST LEAD": news.ChangeUpdate, "REFILE": news.ChangeUpdate, "UPDATE 2: Floods": news.ChangeUpdate, "URGENT: KILL:": news.ChangeKill,
		"WITHHOLD: Minister": news.ChangeWithheld,
		// and headlines
		"Kill Bill director dies": "", "Killed in a raid: three men": "", "Correction officers strike": "", "Lead in water: what to know": "",
		"Update on floods expected": "", "Hold the line, says minister": "", "বাতিল হলো নির্বাচন": "", "Withdrawal from pact begins": "",
	} {
		if got := head.Read(at, nil, line); got.Change != want || got.Note != "" {
			t.Errorf("%s: %q, %q", line, got.Change, got.Note)
		}
	}
	for _, line := range []string{
		"Embargo on oil is lifted", "নিষেধাজ্ঞা তুলে নিল যুক্তরাষ্ট্র", "EMBARGO HAS BEEN LIFTED", "Cuba embargo vote", "For immediate release: 24 November 2026 18:00",
	} {
		if n := head.Read(at, nil, line); n != (head.Notice{}) {
			t.Errorf("%s: %+v", line, n)
		}
	}
}

func TestADatelineIsFound(t *testing.T) {
	for text, want := range map[string][2]string{
		"   Berlin (dpa) - Negotiations": {"Berlin (dpa)", "dpa"}, "BUENOS AIRES, Argentina (AP) _ For": {"BUENOS AIRES, Argentina (AP)", "AP"},
		"ঢাকা, ২৭ নভেম্বর (বাসস) — বন্যা": {"ঢাকা, ২৭ নভেম্বর (বাসস)", "বাসস"}, "The party (CDU) and their": {"", ""}, "": {"", ""},
	} {
		if line, agency := head.Dateline(text); line != want[0] || agency != want[1] {
			t.Errorf("%q: %q %q", text, line, agency)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("EMBARGO: 24 November 2026 18:00 GMT")
	f.Add("নিষেধাজ্ঞা: ২৪ নভেম্বর রাত ৮টা পর্যন্ত")
	f.Fuzz(func(t *testing.T, line string) {
		n := head.Read(at, nil, line)
		if n.Note != news.CleanText(n.Note) || n.Embargo.IsZero() == false && n.Note == "" {
			t.Fatalf("%+v", n)
		}
		head.Dateline(line)
	})
}
