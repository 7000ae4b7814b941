package style

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// sheetOf reads rules that a test writes down.
func sheetOf(t *testing.T, language, rules string) *Sheet {
	t.Helper()
	list, err := ParseRules("test.yml", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSheet("test", language, list)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// short names what a finding found and what should stand there.
func found(s *Sheet, story Story) []string {
	var out []string
	for _, f := range s.Check(story) {
		line := f.Text
		if f.Fix != "" {
			line += " → " + f.Fix
		}
		out = append(out, line)
	}
	return out
}

func inBody(s string) Story { return Story{Body: prose.Input{Text: s}} }

// Each kind of rule, with what it finds and what it leaves alone.
var kinds = []struct {
	name, language, rule, text string
	want                       []string
}{
	{"existence finds its tokens as whole words", "en", "extends: existence\nmessage: no “%s”\nignorecase: true\ntokens: [obviously, 'very']", "Obviously it is every inch very late.", []string{"Obviously", "very"}},
	{"existence minds case if it is not told otherwise", "en", "extends: existence\nmessage: no “%s”\ntokens: [very]", "Very late, very.", []string{"very"}},
	{"existence leaves quoted words alone", "en", "extends: existence\nmessage: no “%s”\ntokens: [very]", "He said: “It is very late.” It is very late.", []string{"very"}},
	{"existence looks at quoted words if it is told to", "en", "extends: existence\nmessage: no “%s”\nquoted: true\ntokens: [very]", "“It is very late.”", []string{"very"}},
	{"existence finds phrases over a line's spaces but not over paragraphs", "en", "extends: existence\nmessage: no “%s”\ntokens: [in fact]", "in  fact\nin\nfact", []string{"in  fact"}},
	{"existence with nonword finds parts of words", "en", "extends: existence\nmessage: no “%s”\nnonword: true\ntokens: [gate]", "Watergate and gates", []string{"gate", "gate"}},
	{"existence leaves its exceptions alone, and what is in them", "en", "extends: existence\nmessage: no “%s”\ntokens: [over]\nexceptions: ['over 100 people']", "over 100 people went over the hill", []string{"over"}},
	{"existence runs what is no list as an expression", "en", "extends: existence\nmessage: no “%s”\ntokens: ['\\w+gate']", "Watergate, gate", []string{"Watergate"}},
	{"existence joins raw to one expression", "en", "extends: existence\nmessage: no “%s”\nraw: ['foo', 'ba[rz]']", "foobar foobaz foo", []string{"foobar", "foobaz"}},
	{"existence sees the edges of Bangla words", "bn", "extends: existence\nmessage: no “%s”\ntokens: ['কর(?:া|ে)+']", "করা অকরা করাত", []string{"করা"}},
	{"existence sees no word in a contraction", "en", "extends: existence\nmessage: no “%s”\ntokens: [do, government]", "I don't do it. The government's plan.", []string{"do", "government"}},

	{"substitution gives the fix with the case that was found", "en", "extends: substitution\nignorecase: true\nswap: {e-mail: email, 'cease-?fire': ceasefire}", "E-mail, e-mail, E-MAIL, e mail, cease-fire, ceasefire", []string{"E-mail → Email", "e-mail → email", "E-MAIL → EMAIL", "cease-fire → ceasefire"}},
	{"substitution takes the longest that begins first", "en", "extends: substitution\nswap: {prior to: before, prior: earlier, to that: x}", "prior to that", []string{"prior to → before"}},
	{"substitution gives no fix where there is a choice", "en", "extends: substitution\nswap: {utilise: use|apply}", "to utilise", []string{"utilise"}},
	{"substitution puts groups in", "en", "extends: substitution\nswap: {'(\\d+) odd': about $1}", "There were 40 odd people", []string{"40 odd → about 40"}},
	{"substitution leaves alone what is right already", "en", "extends: substitution\nignorecase: true\nswap: {facebook: Facebook}", "Facebook and facebook", []string{"facebook → Facebook"}},
	{"substitution finds a Bangla word with its endings, and keeps them", "bn", "extends: substitution\nendings: true\nswap: {সরকারী: সরকারি, আশংকা: আশঙ্কা, দেশী: দেশি}", "সরকারীভাবে আশংকায় সরকারী দেশীয় কর্মচারী", []string{"সরকারীভাবে → সরকারিভাবে", "আশংকায় → আশঙ্কায়", "সরকারী → সরকারি"}},
	{"substitution takes both ways to type য়", "bn", "extends: substitution\nendings: true\nswap: {জানুয়ারী: জানুয়ারি}", "জানু\u09dfারী জানু\u09af\u09bcারী জানু\u09af\u09bcারীতে", []string{"জানু\u09dfারী → জানুয়ারি", "জানু\u09af\u09bcারী → জানুয়ারি", "জানু\u09af\u09bcারীতে → জানুয়ারিতে"}},

	{"occurrence counts in each sentence", "en", "extends: occurrence\nmessage: many commas\nscope: sentence\nmax: 2\ntoken: ','", "One, two, three, four. Five, six.", []string{","}},
	{"occurrence asks for a least number", "en", "extends: occurrence\nmessage: no place\nscope: paragraph\nmin: 1\ntoken: Dhaka", "In Dhaka.\nIn Sylhet.", []string{"In Sylhet."}},

	{"repetition finds doubled words in a sentence", "en", "extends: repetition\nignorecase: true\nexceptions: [had]", "The the man had had it. It is New York, York. Duran Duran. It was. Was it?", []string{"The the → The"}},
	{"repetition looks for its tokens only", "bn", "extends: repetition\ntokens: [এবং]", "ধীরে ধীরে এবং এবং", []string{"এবং এবং → এবং"}},

	{"consistency flags the form that came second", "en", "extends: consistency\nignorecase: true\neither: {adviser: advisor}", "An adviser met another advisor. The adviser left.", []string{"advisor → adviser"}},
	{"conditional asks for what explains", "en", "extends: conditional\nmessage: what is %s\nfirst: '\\b([A-Z]{3,5})\\b'\nsecond: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\nexceptions: [NATO]", "World Health Organization (WHO) and ABC, ABC and NATO", []string{"ABC"}},

	{"capitalization asks for title case", "en", "extends: capitalization\nmessage: '%s'\nscope: body\nmatch: $title", "The Rise of Dhaka", nil},
	{"capitalization finds a sentence where a title should be", "en", "extends: capitalization\nmessage: '%s'\nscope: body\nmatch: $title", "The rise of Dhaka", []string{"The rise of Dhaka"}},
	{"capitalization asks for sentence case", "en", "extends: capitalization\nmessage: '%s'\nscope: body\nmatch: $sentence\nexceptions: [Dhaka]", "The Rise Of Dhaka", []string{"The Rise Of Dhaka"}},
	{"capitalization takes an expression", "en", "extends: capitalization\nmessage: '%s'\nscope: body\nmatch: '[a-z ]+'", "Some words", []string{"Some words"}},

	{"variety asks for the house's spelling", "en", "extends: variety\nform: british", "The Defense Department has a color and a center.", []string{"color → colour", "center → centre"}},
	{"variety takes -ize for British", "en", "extends: variety\nform: british", "They organize the color.", []string{"color → colour"}},
	{"variety asks for one of -ise and -ize in a story", "en", "extends: variety\nform: british", "They organize and organise the defence.", []string{"organize → organise"}},
	{"variety asks for -ise if the house does", "en", "extends: variety\nform: british-ise", "They organize.", []string{"organize → organise"}},
	{"variety asks for -ize if the house does", "en", "extends: variety\nform: british-ize", "They organise and analyse.", []string{"organise → organize"}},
	{"variety knows a metre from a meter", "en", "extends: variety\nform: british\nexceptions: [meter, meters]", "The meters stood 100 meters apart.", []string{"meters → metres"}},
	{"variety asks for American", "en", "extends: variety\nform: american", "They organise the defence.", []string{"organise → organize", "defence → defense"}},
	{"date asks for one form, without a weekday", "en", "extends: date\nform: dmy", "On Thursday, July 3, 2025, and 4 July and 5th of July.", []string{"July 3, 2025 → 3 July 2025", "5th of July → 5 July"}},
	{"date leaves days alone that are names", "en", "extends: date\nform: dmy\nexceptions: [September 11]", "The September 11 attacks and July 3.", []string{"July 3 → 3 July"}},
	{"date asks for the other form", "en", "extends: date\nform: mdy", "On 4 July 2025 and Dec. 3", []string{"4 July 2025 → July 4, 2025"}},
	{"percent asks for a word after figures", "en", "extends: percent\nform: per cent", "It rose 4%, then 5 percent and 6 per cent; the percentage rose.", []string{"% →  per cent", "percent → per cent"}},
	{"percent asks for the sign", "en", "extends: percent\nform: '%'", "It rose 4%, then 5 percent.", []string{" percent → %"}},
	{"percent asks for the Bangla word", "bn", "extends: percent\nform: শতাংশ", "দাম ৪% বেড়েছে, আগে ৩ শতাংশ।", []string{"% →  শতাংশ"}},
	{"number writes the small ones in words", "en", "extends: number\nwords: 9", "The fire killed 3 people and twelve others fled, said 2 of them. Article 5 and Boeing 7 stay. He is 5 years old and won 3-1; between 5 and 15 people died. It cost $3.", []string{"3 → three", "twelve → 12", "2 → two"}},
	{"number finds a sentence that begins with a figure", "en", "extends: number\nstart: true", "12 people died. There were 12.", []string{"12"}},
	{"quotation finds straight marks beside curly ones", "en", "extends: quotation\nform: curly", "He said “no” and \"yes\".", []string{"\"yes\" → “yes”"}},
	{"quotation finds marks without a partner", "en", "extends: quotation\nform: curly", "He said “no and left.\nShe said yes” and left.\n“One paragraph\n“and the next.”", []string{"“", "”"}},
	{"firstreference asks for the full name first", "en", "extends: firstreference", "The talks failed, Hasan said. John Hasan had led them.", []string{"Hasan"}},
	{"digits asks for Bangla digits, but in names", "bn", "extends: digits\nform: bangla", "সভায় 25 জন, G20 ও কোভিড-১৯, ১2 জন, www.example.com/2025", []string{"25 → ২৫", "১2 → ১২"}},
	{"digits asks for Latin digits", "en", "extends: digits\nform: latin", "There were ২৫ people", []string{"২৫ → 25"}},
	{"marks finds brackets without a partner", "en", "extends: marks\nmarks: [brackets]", "One (two and [three] and (four).\nAnd five).\n1) list", []string{"(", ")"}},
	{"marks finds spaces before a comma", "en", "extends: marks\nmarks: [spaces]", "One , two .com and three", []string{" , → ,"}},
	{"marks finds doubled marks", "en", "extends: marks\nmarks: [doubled]", "One,, two.. And so ...", []string{",, → ,", ".. → ."}},
	{"marks finds a full stop for a danda", "bn", "extends: marks\nmarks: [danda]", "তিনি এসেছেন. মো. রহিম ও ড. করিম এলেন। এ.কে. ফজলুল এলেন|", []string{". → ।", "| → ।"}},
	{"bijoy finds what was never converted", "bn", "extends: bijoy", "তিনি বলেন, evsjv‡`k miKvi GB কথা। তিনি YouTube ও WhatsApp ব্যবহার করেন।", []string{"evsjv‡`k miKvi GB"}},
}

func TestEachKindOfRuleFindsWhatItIsForAndNothingElse(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			if diff := cmp.Diff(k.want, found(sheetOf(t, k.language, k.rule), inBody(k.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryKindHasACase(t *testing.T) {
	others := map[Kind]bool{HeadlineForm: true, CaptionForm: true} // have tests of their own
	for k := range fieldsOf {
		tested := others[k]
		for _, c := range kinds {
			tested = tested || strings.Contains(c.rule, "extends: "+string(k)+"\n") || strings.HasSuffix(c.rule, "extends: "+string(k))
		}
		if !tested {
			t.Errorf("no test has a rule that extends %s", k)
		}
	}
}

func TestAHeadlineIsWrittenAsTheHouseSays(t *testing.T) {
	for _, c := range []struct {
		rule, headline string
		want           []string
	}{
		{"form: sentence", "Levee Breach Floods Farm Town", []string{"Levee Breach Floods Farm Town → Levee breach floods farm town"}},
		{"form: sentence", "Levee breach floods farm town in California", nil},
		{"form: sentence", "Trump meets Putin in Helsinki", nil},
		{"form: sentence", "Levee breach floods town.", []string{"town. → town"}},
		{"form: title", "Levee breach floods farm town", []string{"Levee breach floods farm town"}},
		{"form: any\nmax: 10", "Levee breach", []string{"Levee breach"}},
	} {
		if diff := cmp.Diff(c.want, found(sheetOf(t, "en", "extends: headline\n"+c.rule), Story{Headline: c.headline})); diff != "" {
			t.Errorf("%s: %s: %s", c.rule, c.headline, diff)
		}
	}
}

func TestAPictureHasACreditAndAnOldOneSaysSo(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2025, 7, d, 12, 0, 0, 0, time.UTC) }
	sheet := sheetOf(t, "en", "id: a\nextends: caption\ncredit: true\n---\nid: b\nextends: caption\ndays: 7\nlabels: [File photo]")
	for _, c := range []struct {
		what    string
		caption Caption
		want    []string
	}{
		{"new, with a credit", Caption{"A ferry.", "UNB", day(3)}, nil},
		{"no credit", Caption{"A ferry.", "", day(3)}, []string{"a"}},
		{"a credit in the caption", Caption{"A ferry. Photo: Rahim Uddin", "", day(3)}, nil},
		{"old", Caption{"A ferry.", "UNB", day(3).AddDate(-1, 0, 0)}, []string{"b"}},
		{"old, and says so", Caption{"A ferry. (File Photo)", "UNB", day(3).AddDate(-1, 0, 0)}, nil},
		{"old by its own words", Caption{"A ferry on 3 July 2018.", "UNB", time.Time{}}, []string{"b"}},
	} {
		var got []string
		for _, f := range sheet.Check(Story{Captions: []Caption{c.caption}, Date: day(4)}) {
			got = append(got, f.Rule)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
	}
}

func TestARuleLooksWhereItsScopeSays(t *testing.T) {
	story := Story{Headline: "bad", Standfirst: "bad", Body: prose.Input{Text: "bad"}, Captions: []Caption{{Text: "bad", Credit: "bad"}}}
	for scope, want := range map[string]string{
		"text": "headline standfirst body caption", "heading": "headline", "~headline": "standfirst body caption", "credit": "credit", "[body, caption]": "body caption", "sentence": "standfirst body caption",
	} {
		var got []string
		for _, f := range sheetOf(t, "en", "extends: existence\nmessage: x\ntokens: [bad]\nscope: "+scope).Check(story) {
			got = append(got, string(f.Field.Name))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", scope, got)
		}
	}
}

func TestUsesOfBothFormsInOneStoryAreSurerThanOne(t *testing.T) {
	s := British()
	level := func(text, rule string) string {
		for _, f := range s.Check(inBody(text)) {
			if f.Rule == rule {
				return f.Level.String()
			}
		}
		return ""
	}
	for _, c := range [][3]string{
		{"The color is blue.", "spelling", "likely"},
		{"The color is blue, and its honour is saved.", "spelling", "certain"},
		{"They recognize its honour.", "spelling", ""},
		{"They recognise its color.", "spelling", "certain"},
		{"He came on July 3.", "dates", "likely"},
		{"He came on July 3 and left on 4 July.", "dates", "certain"},
		{"They found over 100 people and “the color”.", "spelling", ""},
	} {
		if got := level(c[0], c[1]); got != c[2] {
			t.Errorf("%s: %s is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestOneListOfMisspellingsServesBothEnglishes(t *testing.T) {
	for sheet, want := range map[*Sheet]string{British(): "neigbour → neighbour", American(): "neigbour → neighbor"} {
		if got := found(sheet, inBody("The neigbour left.")); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %s", sheet.Name, got, want)
		}
	}
}
