package redline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
)

// body is a story of the paragraphs.
func body(text string) news.Content {
	return news.Content{Headline: "Water", Body: news.Paragraphs(strings.Split(text, "\n")...)}
}

// edits are changes to what readers have, with what somebody who knows the trade calls them.
var edits = []struct {
	was, is string
	class   redline.Class
	kind    redline.Kind
	says    string
}{
	// Letters, spaces and signs.
	{"The ferrys are back on the river.", "The ferries are back on the river.", redline.Spelling, "", ""},
	{"Hte water rose at dawn.", "The water rose at dawn.", redline.Spelling, "", ""},
	{"Watar rose in the low areas.", "Water rose in the low areas.", redline.Spelling, "", ""},
	{"Officiasl said the govrenment would pay.", "Officials said the government would pay.", redline.Spelling, "", ""},
	{"He will recevie it.", "He will receive it.", redline.Spelling, "", ""},
	{"It was the the last boat.", "It was the last boat.", redline.Spelling, "", ""},
	{"People went to day.", "People went today.", redline.Fact, redline.Number, "today"},
	{"It happened some where in the hills.", "It happened somewhere in the hills.", redline.Spelling, "", ""},
	{"Boats left  the ghat.", "Boats left the ghat.", redline.Spelling, "", ""},
	{"Boats left the ghat", "Boats left the ghat.", redline.Spelling, "", ""},
	{"People in village fled.", "People in the village fled.", redline.Spelling, "", ""},
	{"The minister came back to the Padma.", "The minister came back to the padma.", redline.Spelling, "", ""},
	{"Some 1000 people fled.", "Some 1,000 people fled.", redline.Spelling, "", ""},
	{"She said: \"We will stay.\"", "She said: “We will stay.”", redline.Spelling, "", ""},
	{"বন্যার পানী বাড়ছে।", "বন্যার পানি বাড়ছে।", redline.Spelling, "", ""},
	{"ফেরি চলাচল সাভাবিক হয়েছে।", "ফেরি চলাচল স্বাভাবিক হয়েছে।", redline.Spelling, "", ""},
	{"কৃষকেরা খেতের ধান কাটছেন", "কৃষকেরা খেতের ধান কাটছেন।", redline.Spelling, "", ""},
	{"স্থানীয় বাসিন্দারা আশ্রয় কেন্দ্রে উঠেছেন।", "স্থানীয় বাসিন্দারা আশ্রয়কেন্দ্রে উঠেছেন।", redline.Spelling, "", ""},
	{"মানুষ মানুষ ঘর ছেড়েছে।", "মানুষ ঘর ছেড়েছে।", redline.Spelling, "", ""},

	// Other words, the same facts.
	{"The river is swelling quickly.", "The river is swelling with frightening speed.", redline.Wording, "", ""},
	{"Many people left their homes.", "Many families left their homes.", redline.Wording, "", ""},
	{"Boats are full. The road is closed.", "The road is closed. Boats are full.", redline.Wording, "", ""},
	{"The road is muddy and boats are full.", "The road is muddy, while boats are full.", redline.Wording, "", ""},
	{"Some fourteen boats sank.", "Some 14 boats sank.", redline.Wording, "", ""},
	{"The bridge cost 10 million dollars.", "The bridge cost 1 crore dollars.", redline.Wording, "", ""},
	{"It did not rain.", "It didn't rain.", redline.Spelling, "", ""},
	{"পানি দ্রুত বাড়ছে।", "পানি হুহু করে বাড়ছে।", redline.Wording, "", ""},
	{"১৪টি নৌকা ডুবেছে।", "চৌদ্দটি নৌকা ডুবেছে।", redline.Wording, "", ""},
	{"সেতুতে ব্যয় ১০ লাখ টাকা।", "সেতুতে ব্যয় ১ মিলিয়ন টাকা।", redline.Wording, "", ""},
	{"তিনজন মাঝি ফিরেছেন।", "৩ জন মাঝি ফিরেছেন।", redline.Wording, "", ""},

	// What is new, beside what was there.
	{"Water rose in 14 districts.", "Water rose in 14 districts. Three bridges in Kurigram were closed, police said.", redline.Addition, "", ""},
	{"Water rose in 14 districts.", "A boat with 40 people capsized in Sunamganj.\nWater rose in 14 districts.", redline.Addition, "", ""},
	{"Watar rose in the 14 districts.", "No one was hurt in Kurigram.\nWater rose in the 14 districts.", redline.Addition, "", ""},
	{"১৪ জেলায় পানি বেড়েছে।", "১৪ জেলায় পানি বেড়েছে। কুড়িগ্রামে তিনটি সেতু বন্ধ।", redline.Addition, "", ""},

	// Numbers.
	{"Water rose in 14 districts.", "Water rose in 41 districts.", redline.Fact, redline.Number, "“14” became “41”"},
	{"Some 1,400 people fled.", "Some 14,000 people fled.", redline.Fact, redline.Number, "“1,400” became “14,000”"},
	{"Three people drowned.", "Five people drowned.", redline.Fact, redline.Number, "“Three” became “Five”"},
	{"The bridge cost 5 lakh.", "The bridge cost 5 crore.", redline.Fact, redline.Number, "“5 lakh” became “5 crore”"},
	{"It cost 2.5 crore.", "It cost 25 crore.", redline.Fact, redline.Number, "25 crore"},
	{"Twenty-five boats sank.", "Twenty-four boats sank.", redline.Fact, redline.Number, "four"},
	{"The 10:30 ferry left.", "The 10:50 ferry left.", redline.Fact, redline.Number, "“10:30” became “10:50”"},
	{"They met on Monday.", "They met on Tuesday.", redline.Fact, redline.Number, "“Monday” became “Tuesday”"},
	{"The price rose 5 percent.", "The price rose 5 taka.", redline.Fact, redline.Number, "“percent” became “taka”"},
	{"Water rose in districts.", "Water rose in 14 districts.", redline.Fact, redline.Number, "“14” is new"},
	{"Water rose in 14 districts. Boats are full.", "Boats are full.", redline.Fact, redline.Number, "“14” is gone"},
	{"14 were killed and 41 hurt.", "41 were killed and 14 hurt.", redline.Fact, redline.Number, ""},
	{"১৪ জেলায় পানি বেড়েছে।", "৪১ জেলায় পানি বেড়েছে।", redline.Fact, redline.Number, "“১৪” became “৪১”"},
	{"১৪ জেলায় পানি বেড়েছে।", "41 জেলায় পানি বেড়েছে।", redline.Fact, redline.Number, "“১৪” became “41”"},
	{"তিনজন ডুবে গেছেন।", "পাঁচজন ডুবে গেছেন।", redline.Fact, redline.Number, "“তিনজন” became “পাঁচজন”"},
	{"সাড়ে তিন লাখ মানুষ পানিবন্দি।", "তিন লাখ মানুষ পানিবন্দি।", redline.Fact, redline.Number, ""},
	{"ব্যয় হবে ৫ লাখ টাকা।", "ব্যয় হবে ৫ কোটি টাকা।", redline.Fact, redline.Number, "“৫ লাখ” became “৫ কোটি”"},
	{"সভা হবে সোমবার।", "সভা হবে মঙ্গলবার।", redline.Fact, redline.Number, "“সোমবার” became “মঙ্গলবার”"},
	{"একটি নৌকা ডুবেছে।", "দুটি নৌকা ডুবেছে।", redline.Fact, redline.Number, "“একটি” became “দুটি”"},

	// Names.
	{"The suspect is Karim Ahmed of Bogura.", "The suspect is Rahim Ahmed of Bogura.", redline.Fact, redline.Name, "“Karim” became “Rahim”"},
	{"Karim won the seat.", "Rahim won the seat.", redline.Fact, redline.Name, "“Karim” became “Rahim”"},
	{"The boat sank in Bhola.", "The boat sank in Barguna.", redline.Fact, redline.Name, "“Bhola” became “Barguna”"},
	{"The case went to the BNP leader.", "The case went to the NCP leader.", redline.Fact, redline.Name, "“BNP” became “NCP”"},
	{"A man was held, police said.", "A man named Salam was held, police said.", redline.Fact, redline.Name, "Salam"},
	{"রহিম উদ্দিন গ্রেপ্তার হয়েছেন।", "করিম উদ্দিন গ্রেপ্তার হয়েছেন।", redline.Fact, redline.Name, "“রহিম” became “করিম”"},
	{"নৌকাটি ভোলায় ডুবেছে।", "নৌকাটি বরগুনায় ডুবেছে।", redline.Fact, redline.Name, "“ভোলায়” became “বরগুনায়”"},
	{"পুলিশ জানায়, সড়ক বন্ধ।", "সেনাবাহিনী জানায়, সড়ক বন্ধ।", redline.Fact, redline.Name, "“পুলিশ” became “সেনাবাহিনী”"},
	{"চেয়ারম্যান মতলুব বৈঠক ডেকেছেন।", "চেয়ারম্যান মাহতাব বৈঠক ডেকেছেন।", redline.Fact, redline.Name, "মাহতাব"},

	// Quotations.
	{"She said “we leave the sheets”.", "She said “we take the sheets”.", redline.Fact, redline.Quotation, "“leave” became “take”"},
	{"She said they leave the sheets.", "She said “they leave the sheets”.", redline.Fact, redline.Quotation, ""},
	{"তিনি বলেন, ‘আমরা ঘর ছাড়ছি।’", "তিনি বলেন, ‘আমরা গ্রাম ছাড়ছি।’", redline.Fact, redline.Quotation, "“ঘর” became “গ্রাম”"},

	// Not, and contraries.
	{"The minister did not resign.", "The minister did resign.", redline.Fact, redline.Negation, "“not” is gone"},
	{"Schools will open.", "Schools will not open.", redline.Fact, redline.Negation, "“not” is new"},
	{"He can pay.", "He can't pay.", redline.Fact, redline.Negation, "“can” became “can't”"},
	{"The sale was legal.", "The sale was illegal.", redline.Fact, redline.Negation, "“legal” became “illegal”"},
	{"The boy was killed.", "The boy was injured.", redline.Fact, redline.Negation, "“killed” became “injured”"},
	{"Prices rose again.", "Prices fell again.", redline.Fact, redline.Negation, "“rose” became “fell”"},
	{"স্কুল খুলছে না।", "স্কুল খুলছে।", redline.Fact, redline.Negation, "“না” is gone"},
	{"সড়কটি বন্ধ হয়েছে।", "সড়কটি বন্ধ হয়নি।", redline.Fact, redline.Negation, "“হয়েছে” became “হয়নি”"},
	{"লাইসেন্সটি বৈধ।", "লাইসেন্সটি অবৈধ।", redline.Fact, redline.Negation, "“বৈধ” became “অবৈধ”"},
	{"দুর্ঘটনায় চালক আহত।", "দুর্ঘটনায় চালক নিহত।", redline.Fact, redline.Negation, "“আহত” became “নিহত”"},
	{"টাকা ফেরত পাওয়া যায়নি।", "টাকা ফেরত পাওয়া যায়।", redline.Fact, redline.Negation, ""},
}

func TestAChangeIsOfTheClassThatAnEditorWouldSay(t *testing.T) {
	if len(edits) < 60 {
		t.Fatalf("only %d edits", len(edits))
	}
	for _, e := range edits {
		c := redline.Of(body(e.was), body(e.is))
		kind := redline.Kind("")
		if len(c.Reasons) > 0 {
			kind = c.Reasons[0].Kind
		}
		if c.Class != e.class || kind != e.kind || !strings.Contains(c.Phrase().String(), e.says) {
			t.Errorf("%q\n%q\nis %s %s, not %s %s: %s", e.was, e.is, c.Class, kind, e.class, e.kind, c.Phrase().String())
		}
	}
}

func TestWhatIsBesideTheTextIsComparedAsWell(t *testing.T) {
	is := func(want redline.Class, change func(*news.Content)) {
		t.Helper()
		was := news.Content{
			Headline: "Ferries halted on Jamuna", Kicker: "Flood", Standfirst: "Boats wait.", Byline: news.Byline{People: []string{"Nusrat Karim"}},
			Dateline: news.Dateline{Place: "Bhola"}, Body: news.Paragraphs("Boats wait at the ghat."), Topics: []string{"Flood"},
			Lead: &news.PictureUse{Picture: "p1", Caption: "A boat near Bhola", Alt: "A boat"},
		}
		lead := *was.Lead
		next := was
		next.Lead = &lead
		change(&next)
		if c := redline.Of(was, next); c.Class != want {
			t.Errorf("%+v is %q, not %q", c, c.Class, want)
		}
	}
	is(redline.Nothing, func(*news.Content) {})
	is(redline.Nothing, func(c *news.Content) { c.Topics, c.Slug, c.Related = []string{"River"}, "x", []int64{4} })
	is(redline.Spelling, func(c *news.Content) { c.Headline = "Ferries haltd on Jamuna" })
	is(redline.Fact, func(c *news.Content) { c.Headline = "Ferries stopped on Jamuna" })
	is(redline.Wording, func(c *news.Content) { c.Standfirst = "Boats are waiting." })
	is(redline.Fact, func(c *news.Content) { c.Dateline.Place = "Barguna" })
	is(redline.Fact, func(c *news.Content) { c.Byline.People = []string{"Imran Ali"} })
	is(redline.Addition, func(c *news.Content) { c.Byline.People = []string{"Nusrat Karim", "Imran Ali"} })
	is(redline.Fact, func(c *news.Content) { c.Label = news.Opinion })
	is(redline.Fact, func(c *news.Content) { c.Lead.Caption = "A boat near Barguna" })
	is(redline.Wording, func(c *news.Content) { c.Lead.Picture, c.Lead.Caption = "p2", "A bridge" })
	quotation := func(words, who string) news.Document {
		p := news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: words}}}
		return news.Document{Blocks: []news.Node{{Type: news.Quotation, Attrs: news.Attrs{Attribution: who}, Content: []news.Node{p}}}}
	}
	for _, q := range [][2]string{{"We stay here", "শহিদুল, কৃষক"}, {"We leave here", "সোহাগ, কৃষক"}} {
		c := redline.Of(news.Content{Body: quotation("We leave here", "শহিদুল, কৃষক")}, news.Content{Body: quotation(q[0], q[1])})
		if c.Class != redline.Fact {
			t.Errorf("%v: %+v", q, c)
		}
	}
}

// articles are what the properties are tried on.
var articles = []string{
	"Water rose in 14 districts on Monday, and 3,250 people fled to 41 shelters.\nPolice did not say how many boats sank. “We will not leave,” said Nusrat Karim, 52, a farmer in Bhola.",
	"The central bank kept its rate at 10.5 percent. Inflation was 9.17 percent in June 2026, not 8.5 as it had said. No bank may charge more than 12.25.",
	"১৪ জেলায় পানি বেড়েছে, ৩ হাজার ২৫০ জন আশ্রয়কেন্দ্রে উঠেছেন। পুলিশ বলছে না কতটি নৌকা ডুবেছে।\n‘আমরা ঘর ছাড়ব না,’ বলেন ৫২ বছরের রহিমা খাতুন।",
	"বাজেটের আকার ৭ লাখ ৯০ হাজার কোটি টাকা। মূল্যস্ফীতি ৯.১৭ শতাংশ, তবে ঘাটতি কমবে না। ২০২৬ সালে কোনো নতুন কর নেই।",
}

// A digit that is another one is a fact, wherever it stands and in whatever script.
func TestAnotherDigitIsAlwaysAFact(t *testing.T) {
	for _, text := range articles {
		runes := []rune(text)
		for i, r := range runes {
			if !unicode.IsDigit(r) {
				continue
			}
			zero := '0'
			if r >= '০' && r <= '৯' {
				zero = '০'
			}
			for d := zero; d <= zero+9; d++ {
				if d == r {
					continue
				}
				next := string(runes[:i]) + string(d) + string(runes[i+1:])
				if c := redline.Of(body(text), body(next)); c.Class != redline.Fact {
					t.Fatalf("%q\n%q\nis %s", text, next, c.Class)
				}
			}
		}
	}
}

// Two digits that changed places are a fact, unless they are the same digit.
func TestDigitsThatChangedPlacesAreAlwaysAFact(t *testing.T) {
	for _, text := range articles {
		runes := []rune(text)
		for i := 1; i < len(runes); i++ {
			if !unicode.IsDigit(runes[i]) || !unicode.IsDigit(runes[i-1]) || runes[i] == runes[i-1] {
				continue
			}
			next := append([]rune{}, runes...)
			next[i], next[i-1] = next[i-1], next[i]
			if c := redline.Of(body(text), body(string(next))); c.Class != redline.Fact {
				t.Fatalf("%q\n%q\nis %s", text, string(next), c.Class)
			}
		}
	}
}

// A "not" that is taken out or put in is a fact, whatever slips are mended with it.
func TestANotThatComesOrGoesIsAlwaysAFact(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		text := articles[random.IntN(len(articles))]
		not := "not"
		if strings.Contains(text, "না") {
			not = "না"
		}
		words := strings.Fields(strings.ReplaceAll(text, "\n", " "))
		i := random.IntN(len(words))
		with := strings.Join(append(append(append([]string{}, words[:i]...), not), words[i:]...), " ")
		without := strings.Join(words, " ")
		if random.IntN(2) == 0 { // and a slip elsewhere
			j := random.IntN(len(words))
			without = strings.Replace(without, words[j], words[j]+words[j][len(words[j])-1:], 1)
			without = strings.ToValidUTF8(without, "")
		}
		if c := redline.Of(body(with), body(without)); c.Class != redline.Fact {
			t.Fatalf("%q\n%q\nis %s", with, without, c.Class)
		}
		if c := redline.Of(body(without), body(with)); c.Class != redline.Fact && i > 0 && i < len(words) {
			t.Fatalf("%q\n%q\nis %s", without, with, c.Class)
		}
	}
}

// What is compared with itself is no change, and a text of thousands of words is compared in
// a moment.
func TestALongStoryIsComparedInAMoment(t *testing.T) {
	var long, other []string
	for i := range 5000 {
		long = append(long, fmt.Sprintf("The word number %d stands in a village by the river and says nothing.", i))
		other = append(other, fmt.Sprintf("A line numbered %d is on the hill behind the town.", i))
	}
	if c := redline.Of(body(strings.Join(long, "\n")), body(strings.Join(long, "\n"))); c.Class != redline.Nothing {
		t.Errorf("the same is %s", c.Class)
	}
	if c := redline.Of(body(strings.Join(long, "\n")), body(strings.Join(other, "\n"))); c.Class != redline.Fact {
		t.Errorf("another story is %s", c.Class)
	}
}

func FuzzOf(f *testing.F) {
	for _, e := range edits {
		f.Add(e.was, e.is)
	}
	f.Add("Boats left \u200d\u200c the ghat.", "Boats left by the ghat.") // joiners that join nothing
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = news.CleanText(a), news.CleanText(b)
		if c := redline.Of(body(a), body(a)); c.Class != redline.Nothing {
			t.Errorf("%q and itself: %+v", a, c)
		}
		there, back := redline.Of(body(a), body(b)).Class, redline.Of(body(b), body(a)).Class
		if (there == redline.Nothing) != (back == redline.Nothing) {
			t.Errorf("%q to %q is %q, and back %q", a, b, there, back)
		}
	})
}
