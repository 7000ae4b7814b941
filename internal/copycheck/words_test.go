package copycheck_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// surest returns the surest finding of one of the kinds on a story of the sources.
func surest(language, story string, sources []string, kinds ...copycheck.Kind) (level copycheck.Level, found bool) {
	var in []prose.Input
	for i, s := range sources {
		in = append(in, prose.Input{ID: "source " + string(rune('1'+i)), Text: s, Language: language})
	}
	for _, f := range copycheck.Check(prose.Input{ID: "story", Text: story, Language: language}, copycheck.NewIndex(in), copycheck.Options{}) {
		for _, k := range kinds {
			if f.Kind == k && (!found || f.Level > level) {
				level, found = f.Level, true
			}
		}
	}
	return level, found
}

type wordsCase struct {
	name, language, story, source string
	wrong                         bool // at likely or certain
}

func walkWords(t *testing.T, cases []wordsCase, kinds ...copycheck.Kind) {
	t.Helper()
	for _, w := range cases {
		t.Run(w.name, func(t *testing.T) {
			level, found := surest(w.language, w.story, []string{w.source}, kinds...)
			if got := found && level >= copycheck.Likely; got != w.wrong {
				t.Errorf("%q of %q: found %v at %s", w.story, w.source, found, level)
			}
		})
	}
}

func TestNegationsAreComparedInWhateverWordsTheyStand(t *testing.T) {
	walkWords(t, []wordsCase{
		{"copied and denied", "en", "The council will not pay the teachers in March.", "The council will pay the teachers in March.", true},
		{"no longer denied", "en", "The council will pay the teachers in March.", "The council will not pay the teachers in March.", true},
		{
			"joined to another sentence", "en", "Osei resigned on Monday and the minister has paid the nurses their bonus.",
			"Osei resigned on Monday after a year of talks. The minister has not paid the nurses their bonus.", true,
		},
		{
			"worded anew and denied", "en", "The harbour board did not reopen the northern quay to fishing boats.",
			"Fishing boats may use the northern quay once more, after the harbour board reopened it.", true,
		},
		{"unable", "en", "The two sides agreed on a date for the vote.", "The two sides were unable to agree on a date for the vote.", true},
		{"unable and not", "en", "The two sides did not agree on a date for the vote.", "The two sides were unable to agree on a date for the vote.", false},
		{"too far to", "en", "The island is too far to be seen from the coast.", "The island cannot be seen from the coast.", false},
		{"unbeaten and not beaten", "en", "Kestrel Rovers were not beaten in any of their five matches.", "Kestrel Rovers were unbeaten in their five matches.", false},
		{"no fewer than", "en", "The union wants at least ten free days a month.", "The union wants no fewer than ten free days a month.", false},
		{"the first since", "en", "It was the first series the team have won at home since 2019.", "The team had not won a series at home since 2019.", false},
		{"an emphatic did", "en", "Kestrel Rovers did lose any of their five matches.", "Kestrel Rovers were unbeaten in their five matches.", true},
		{"not only has become only", "en", "The drought is only a national problem for the growers.", "The drought is not only a national problem for the growers.", true},
		{"not only on both sides", "en", "The drought is not only a problem of this country.", "The drought is not only a national problem.", false},
		{"denied before a quotation", "en", "The judge said that she was \"vulnerable\" in any sense of the law.", "The judge said that she was not \"vulnerable\" in any sense of the law.", true},
		{"with an aside", "en", "Nairobi would sign a contract to buy gas this year.", "Nairobi would not, however, sign a contract to buy gas this year, it said.", true},
		{
			"two negations, each its own", "en", "The charity, which did not take part in the trial, said that patients should not stop taking the pill.",
			"The charity was not involved in the trial. It said patients should not stop taking the pill.", false,
		},
		{"a Bangla verb with its negation in it", "bn", "কোচ রেফারির সিদ্ধান্ত নিয়ে অভিযোগ করেননি।", "রেফারির সিদ্ধান্ত নিয়ে কোচের কোনো অভিযোগ ছিল না।", false},
		{"Bangla, left out", "bn", "হাসপাতালে স্যালাইনের কোনো সংকট আছে।", "হাসপাতালে স্যালাইনের কোনো সংকট নেই।", true},
	}, copycheck.Negation)
}

func TestHowSureASentenceIsStays(t *testing.T) {
	walkWords(t, []wordsCase{
		{"may has become will", "en", "The council will close two of its nine libraries in May.", "The council may close two of its nine libraries in May.", true},
		{"is to and plans to", "en", "The city corporation is to spend 48 crore on mosquito control this year.", "The city corporation plans to spend 48 crore on mosquito control this year.", false},
		{"due to and expected to", "en", "The bridge is due to open on the northern road in spring.", "The bridge is expected to open on the northern road in spring.", false},
		{"can see and sees", "en", "The radar sees through cloud at night.", "The radar can see through cloud at night.", false},
		{"could not and did not", "en", "He did not rule out closing a factory.", "He said that he could not rule out closing a factory.", false},
		{"could not has become will not", "en", "The sharing of water will not be settled this year.", "The sharing of water could not be settled this year.", true},
		{"alleged has become known", "en", "The clerk is known to have photographed the paper in the strongroom.", "The clerk is alleged to have photographed the paper in the strongroom.", true},
		{"would probably and was likely to", "en", "The causeway was closed and would probably stay so for weeks.", "The causeway was closed, and was likely to remain closed for weeks.", false},
		{"Bangla", "bn", "দাম স্বাভাবিক হলে চাল আমদানি বন্ধ করা হবে।", "দাম স্বাভাবিক হলে চাল আমদানি বন্ধ করা হতে পারে।", true},
	}, copycheck.Modality)
}

func TestWhatIsSaidFromTheOtherSideIsNoOpposite(t *testing.T) {
	walkWords(t, []wordsCase{
		{"given and received", "en", "Each person will receive one dose of the vaccine and not two.", "Each person will be given one dose of the vaccine and not two.", false},
		{"beat and lost to", "en", "Kenya beat Angola by three runs in the third match at Nairobi.", "Angola lost by three runs to Kenya in the third match at Nairobi.", false},
		{"one's imports are the other's exports", "en", "Bhutan has agreed to export 90 megawatts of power to Nepal.", "Nepal has agreed to import 90 megawatts of power from Bhutan.", false},
		{"exports have become imports", "en", "Kenya's exports of tea rose by a tenth in the year to June.", "Kenya's imports of tea rose by a tenth in the year to June.", true},
		{"আমদানি ও রপ্তানি", "bn", "নেপালে আরও ৯০ মেগাওয়াট বিদ্যুৎ রপ্তানির চুক্তি করেছে ভুটান।", "ভুটান থেকে আরও ৯০ মেগাওয়াট বিদ্যুৎ আমদানির চুক্তি করেছে নেপাল।", false},
		{"won has become lost", "en", "Captain Jermaine Alleyne lost the toss and chose to field on a green pitch.", "Captain Jermaine Alleyne won the toss and chose to field on a green pitch.", true},
		{"the one after, the other before", "en", "The comet was discovered eleven days before it flew by.", "The comet passed eleven days after it was discovered.", false},
		{"after has become before", "en", "His name was added in 1995, before a dispute that lasted nearly ten years.", "After a dispute that lasted nearly ten years, his name was added in 1995.", true},
		{"a quarter and three months", "en", "Exports of clothing fell in the first quarter of the year.", "Exports of clothing fell in the first three months of the year.", false},
		{"Bangla", "bn", "এর পরে অধিনায়ক তানিয়া ৪৭ বলে ৬৩ রান করেন।", "এর আগে অধিনায়ক তানিয়া ৪৭ বলে ৬৩ রান করেন।", true},
	}, copycheck.Opposite, copycheck.Word)
}
