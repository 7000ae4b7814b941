package ask

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

var house = &news.House{
	Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka",
	Sections: []news.Section{{Slug: "sport"}, {Slug: "world-news"}},
}

var dhaka = house.Location()

// today is a Thursday.
var today = time.Date(2026, 11, 26, 21, 0, 0, 0, dhaka)

func parse(query string) Ask { return Parse(query, news.Bangla, house, today) }

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, dhaka) }

func TestDatesInTheBoxAreUnderstood(t *testing.T) {
	for text, want := range map[string]struct {
		words        string
		from, before time.Time
	}{
		"যমুনা":    {words: "যমুনা"},
		"26 March": {"", day(2026, 3, 26), day(2026, 3, 27)},
		"২৬ মার্চ": {"", day(2026, 3, 26), day(2026, 3, 27)},
		"২৬শে মার্চের কুচকাওয়াজ":   {"কুচকাওয়াজ", day(2026, 3, 26), day(2026, 3, 27)},
		"flood on 26th March, 2024": {"flood on", day(2024, 3, 26), day(2024, 3, 27)},
		"March 26 2024 flood":       {"flood", day(2024, 3, 26), day(2024, 3, 27)},
		"16 December":               {"", day(2025, 12, 16), day(2025, 12, 17)}, // the last one that has come
		"26 November":               {"", day(2026, 11, 26), day(2026, 11, 27)},
		"মার্চ ২০২৫ বন্যা":          {"বন্যা", day(2025, 3, 1), day(2025, 4, 1)},
		"১ ফেব্রুয়ারী ২০২৫":        {"", day(2025, 2, 1), day(2025, 2, 2)},
		"৫ অগাস্ট ২০২৪":             {"", day(2024, 8, 5), day(2024, 8, 6)},
		"2024-08-05 dhaka":          {"dhaka", day(2024, 8, 5), day(2024, 8, 6)},
		"০৫/০৮/২০২৪":                {"", day(2024, 8, 5), day(2024, 8, 6)},
		"last week ferry":           {"ferry", day(2026, 11, 19), day(2026, 11, 26)},
		"গত সপ্তাহে ফেরি":           {"ফেরি", day(2026, 11, 19), day(2026, 11, 26)},
		"গত মাসের দাম":              {"দাম", day(2026, 10, 1), day(2026, 11, 1)},
		"last year":                 {"", day(2025, 1, 1), day(2026, 1, 1)},
		"this month":                {"", day(2026, 11, 1), day(2026, 11, 27)},
		"গত ১০ দিনে":                {"", day(2026, 11, 17), day(2026, 11, 27)},
		"last 2 weeks":              {"", day(2026, 11, 13), day(2026, 11, 27)},
		"গতকাল আজ":                  {"আজ", day(2026, 11, 25), day(2026, 11, 26)}, // one date is enough
		"today":                     {"", day(2026, 11, 26), day(2026, 11, 27)},
		`"26 March"`:                {words: `"26 March"`},
		`“গত সপ্তাহ” বাজার`:         {words: "“গত সপ্তাহ” বাজার"},
		`" 26 March "`:              {words: `" 26 March "`},
		"31 June":                   {words: "31 June"},
		"March":                     {words: "March"},
		"৭ মার্চের ভাষণ 1971":       {"ভাষণ 1971", day(2026, 3, 7), day(2026, 3, 8)},
		"last supper":               {words: "last supper"},
		"এই মানুষ":                  {words: "এই মানুষ"},
		"2026":                      {words: "2026"},
		"covid 19":                  {words: "covid 19"},
		"may 5 people":              {"people", day(2026, 5, 5), day(2026, 5, 6)},
		"29 February 2023":          {"29", day(2023, 2, 1), day(2023, 3, 1)}, // there is no such day
		"29 ফেব্রুয়ারি ২০২৪":         {"", day(2024, 2, 29), day(2024, 3, 1)},
		"৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯ মার্চ": {words: "৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯৯ মার্চ"},
	} {
		a := parse(url.Values{"q": {text}}.Encode())
		if got := strings.Join(a.Words, " "); got != want.words || !a.Days.From.Equal(want.from) || !a.Days.Before.Equal(want.before) {
			t.Errorf("%s: %q from %s before %s", text, got, a.Days.From, a.Days.Before)
		}
	}
}

func TestAnAddressIsReadAndWritten(t *testing.T) {
	for query, want := range map[string]string{
		"q=%E0%A6%AF&section=sport&from=2026-01-02&to=2026-01-03&author=Nusrat&type=pictures&lang=all&sort=best&page=3": "/bn/search?author=Nusrat&from=2026-01-02&lang=all&page=3&q=%E0%A6%AF&section=sport&sort=best&to=2026-01-03&type=pictures",
		"": "/bn/search",
		"q=+x++y+&section=none&from=2026-13-40&to=x&type=secret&lang=fr&sort=worst&page=0": "/bn/search?q=x+y",
		"page=-1&lang=bn":          "/bn/search",
		"lang=en&page=9999999":     "/bn/search?lang=en&page=100",
		"page=5000":                "/bn/search?page=100",
		"q=%FF%00%E2%80%AEx&;&%zz": "/bn/search?q=%EF%BF%BDx",
		"q=a&q=b":                  "/bn/search?q=a",
	} {
		if got := parse(query).Address(); got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}

func TestADayIsWholeInTheHousesZone(t *testing.T) {
	q := parse("q=x&from=2026-03-26&to=2026-03-26").Query()
	if !q.From.Equal(day(2026, 3, 26)) || !q.Before.Equal(day(2026, 3, 27)) {
		t.Errorf("%s %s", q.From, q.Before)
	}
	q = parse("q=last+week&from=2026-11-24").Query() // both, in the form and in the box
	if !q.From.Equal(day(2026, 11, 24)) || !q.Before.Equal(day(2026, 11, 26)) {
		t.Errorf("%s %s", q.From, q.Before)
	}
}

func TestEachFilterCanBeTakenBack(t *testing.T) {
	a := parse(url.Values{"q": {"ফেরি গত সপ্তাহ"}, "section": {"sport"}, "author": {"x"}, "type": {"pictures"}, "from": {"2026-01-01"}, "page": {"2"}}.Encode())
	if len(a.Filters()) != 5 {
		t.Fatalf("%v", a.Filters())
	}
	for _, f := range a.Filters() {
		b := Parse(strings.TrimPrefix(a.Without(f).Address(), "/bn/search?"), news.Bangla, house, today)
		if len(b.Filters()) != 4 || b.Page != 1 {
			t.Errorf("without %d: %v", f, b.Filters())
		}
	}
	if b := parse(strings.TrimPrefix(a.Literally().Address(), "/bn/search?")); !b.Days.Zero() || len(b.Words) != 3 {
		t.Errorf("literally: %+v", b)
	}
	if a.Query().Kind != edition.WithPictures || a.InEveryLanguage().Query().Language != "" {
		t.Error(a.Query())
	}
}

func TestALongTextIsCutBetweenGraphemes(t *testing.T) {
	a := parse(url.Values{"q": {strings.Repeat("ক্ষ", 5000)}}.Encode())
	if n := news.Graphemes(a.Text); n != 200 || !strings.HasSuffix(a.Text, "ক্ষ") {
		t.Errorf("%d graphemes: …%s", n, a.Text[len(a.Text)-9:])
	}
}

func whole(t interface{ Errorf(string, ...any) }, runs []Run) {
	text := ""
	for _, r := range runs {
		text += r.Text
	}
	edges := map[int]bool{0: true}
	for it := graphemes.FromString(text); it.Next(); {
		edges[it.End()] = true
	}
	at := 0
	for _, r := range runs {
		if at += len(r.Text); !edges[at] {
			t.Errorf("%q is cut in %+q at %d", text, runs, at)
		}
	}
}

// What is true of every address: reading it, writing it and reading that gives the same,
// and every link of the page stays on the search page.
func checkQuery(t interface{ Errorf(string, ...any) }, query string) {
	a := parse(query)
	b := parse(strings.TrimPrefix(strings.TrimPrefix(a.Address(), "/bn/search"), "?"))
	if d := cmp.Diff(a, b, cmpopts.IgnoreUnexported(Ask{}), cmp.AllowUnexported(Days{}), cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%q: %s", query, d)
	}
	if !utf8.ValidString(a.Text) || news.Graphemes(a.Text) > mostText || !strings.HasPrefix(a.Address(), "/bn/search") {
		t.Errorf("%q: %q", query, a.Address())
	}
	story := NewMarker(a.Words).Story("যমুনায় ফেরি বন্ধ", a.Text)
	whole(t, story.Mark(a.Text))
	whole(t, story.Snippet(strings.Repeat(a.Text+" যমুনায় ক্ষতি। ", 20)))
}

func TestWhatIsTrueOfEveryAddress(t *testing.T) {
	text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune(`"“”26 March২৬মার্চগতসপ্তাহেlastweek়্া-/`+"\u200d")), rapid.Rune()))
	rapid.Check(t, func(t *rapid.T) {
		checkQuery(t, url.Values{"q": {text.Draw(t, "q")}, "from": {rapid.SampledFrom([]string{"", "2026-03-26", "x"}).Draw(t, "from")}, "author": {text.Draw(t, "author")}}.Encode())
	})
}

func FuzzQuery(f *testing.F) {
	for _, q := range []string{"q=%E0%A6%AF&page=2", "q=26+March", "q=%22last+week", "from=2026-01-01&lang=all", "q=%FF&%zz&;", "q=e%CC%81+%E2%80%8D"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) { checkQuery(t, query) })
}

func show(runs []Run) string {
	s := ""
	for _, r := range runs {
		if r.Marked {
			s += "[" + r.Text + "]"
		} else {
			s += r.Text
		}
	}
	return s
}

func TestWordsAreMarkedWhereTheyStand(t *testing.T) {
	for _, tt := range []struct{ words, text, want string }{
		{"যমুনা", "যমুনায় ফেরি, যমুনার পানি", "[যমুনায়] ফেরি, [যমুনার] পানি"},
		{"যমুনা ফেরি", "যমুনায় ফেরি বন্ধ", "[যমুনায় ফেরি] বন্ধ"},
		{"jomuna", "যমুনায় ফেরি", "[যমুনায়] ফেরি"},
		{"jamuna", "The Jamuna and যমুনা", "The [Jamuna] and যমুনা"}, // as it was typed, and not as it sounds
		{"the flood", "The floods of the year", "The [floods] of the year"},
		{"the", "The floods", "[The] floods"},
		{"x", "<b>x</b>", "<b>[x]</b>"},
		{"", "যমুনায়", "যমুনায়"},
	} {
		if got := show(NewMarker(strings.Fields(tt.words)).Story(tt.text).Mark(tt.text)); got != tt.want {
			t.Errorf("%q in %q: %s", tt.words, tt.text, got)
		}
	}
}

func TestASnippetShowsWhereTheWordsAre(t *testing.T) {
	text := strings.Repeat("এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ। ", 10) + "হঠাৎ যমুনায় ফেরি বন্ধ। " + strings.Repeat("এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ। ", 10)
	s := NewMarker([]string{"যমুনা", "ফেরি"}).Story(text)
	got := show(s.Snippet(text))
	if !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || !strings.Contains(got, "হঠাৎ [যমুনায় ফেরি] বন্ধ।") || news.Graphemes(got) > 160 {
		t.Error(got)
	}
	short := "যমুনায় ফেরি।"
	if got := show(s.Snippet(short)); got != "[যমুনায় ফেরি]।" {
		t.Error(got)
	}
	if got := show(NewMarker([]string{"নেই"}).Story(text).Snippet(text)); !strings.HasPrefix(got, "এক দুই") {
		t.Error(got)
	}
}

func TestASlipIsCorrectedToTheNearestWord(t *testing.T) {
	var v Vocabulary
	for _, h := range []string{"যমুনায় ফেরি বন্ধ", "যমুনার পানি", "পদ্মায় সেতু", "Government announces budget", "Budget passed"} {
		v.Add(h)
	}
	for words, want := range map[string]string{
		"যমুমা": "যমুনার", "ফেরি": "", "buget": "budget", "gvernment budget": "Government budget", "কখগঘঙ": "", "xy": "", "সেতূ": "",
	} {
		got, ok := v.Correct(strings.Fields(words))
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s %v", words, got, ok)
		}
	}
}
