package crossmatch_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
)

// desk is what stands on a desk: the reports of testdata/own.txt, and those that a test adds.
type desk struct{ all []text }

func newDesk(t *testing.T) *desk { return &desk{own(t)} }

func (d *desk) files(event, language, headline, body string) {
	d.all = append(d.all, text{event, cluster.Text{Language: language, Headline: headline, Body: body}})
}

// suggested returns the events of what is suggested for the event's report in the language.
func (d *desk) suggested(event, language string) (found []string) {
	dispatches := window(d.all)
	w := crossmatch.WindowOf(dispatches)
	for i, one := range d.all {
		if one.event != event || one.Language != language {
			continue
		}
		for _, n := range w.Nearest(dispatches[i]) {
			found = append(found, d.all[number(n.ID)].event)
		}
	}
	return found
}

func (d *desk) want(t *testing.T, event, language string, want ...string) {
	t.Helper()
	if got := d.suggested(event, language); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("for the report of %s in %s %v are suggested, and not %v", event, language, got, want)
	}
}

func TestTheSameFloodIsFoundFromEitherLanguage(t *testing.T) {
	d := newDesk(t)
	d.want(t, "own/teesta-flood", "en", "own/teesta-flood")
	d.want(t, "own/teesta-flood", "bn", "own/teesta-flood")
}

func TestTheSamePlaceOnAnotherMatterIsNotSuggested(t *testing.T) {
	d := newDesk(t)
	d.want(t, "own/lalmonirhat-border", "en")
	d.want(t, "own/kabul-talks", "bn")
	d.files("lights", "bn", "লালমনিরহাটে সড়কবাতি বসানো শুরু", "লালমনিরহাটের পাটগ্রাম পৌর এলাকায় ৪০০ সড়কবাতি বসানো হচ্ছে বলে জানিয়েছে পৌরসভা।")
	d.want(t, "lights", "bn")
}

func TestFiguresAloneJoinNothing(t *testing.T) {
	d := newDesk(t)
	d.files("school", "en", "New school opens in Kushtia", "KUSHTIA - A school with 44 rooms, 18,000 books and 52 computers opened in 2019 on 40 acres. It has 600 pupils and 25 teachers.")
	d.files("ship", "bn", "মোংলায় নতুন জাহাজ", "মোংলায় ৪৪টি কক্ষের একটি জাহাজ ভিড়েছে, যাতে ১৮ হাজার টন ও ৫২টি গাড়ি ধরে। ২০১৯ সালে তৈরি, ৪০ মিটার লম্বা। নাবিক ৬০০ ও ২৫ জন।")
	d.want(t, "school", "en")
	d.want(t, "ship", "bn")
}

func TestMillionsAreLakhsAndCrores(t *testing.T) {
	d := newDesk(t)
	d.files("loan", "en", "Wagtail Foods borrows Tk 312 million", "RAJSHAHI - Wagtail Foods borrowed Tk 312 million for a mill in Rajshahi, it said.")
	d.files("loan", "bn", "ওয়াগটেইল ফুডসের ৩১ কোটি ২০ লাখ টাকা ঋণ", "রাজশাহীতে মিল গড়তে ৩১ কোটি ২০ লাখ টাকা ঋণ নিয়েছে ওয়াগটেইল ফুডস।")
	d.want(t, "loan", "en", "loan")
	d.want(t, "loan", "bn", "loan")
}

func TestNamesAreKnownByTheirSound(t *testing.T) {
	for _, c := range [][2]string{{"Tarrant", "ট্যারান্টের"}, {"Noorzai", "নূরজাইয়ের"}, {"Rothwell", "রোথওয়েলের"}, {"Farida", "ফরিদা"}, {"Graves", "গ্রেভস"}} {
		english := crossmatch.SaidIn(cluster.Text{Language: "en", Body: "It was " + c[0] + " who said so."})
		both := 0
		for what := range crossmatch.SaidIn(cluster.Text{Language: "bn", Body: "এ কথা " + c[1] + "।"}) {
			if _, has := english[what]; has {
				both++
			}
		}
		if both == 0 {
			t.Errorf("%s and %s have no sound in common", c[0], c[1])
		}
	}
}

func TestPlacesAndBodiesHaveOneNameInBothLanguages(t *testing.T) {
	for _, c := range [][2]string{
		{"They met in Cox's Bazar today.", "তাঁরা কক্সবাজারে বসেন।"},
		{"They met in Chittagong today.", "তাঁরা চট্টগ্রামে বসেন।"},
		{"They met in Saudi Arabia today.", "তাঁরা সৌদি আরবে বসেন।"},
		{"The IMF agreed.", "আইএমএফ রাজি।"},
	} {
		english := crossmatch.SaidIn(cluster.Text{Language: "en", Body: c[0]})
		both := 0
		for what, kind := range crossmatch.SaidIn(cluster.Text{Language: "bn", Body: c[1]}) {
			if english[what] == kind && kind >= crossmatch.Place {
				both++
			}
		}
		if both != 1 {
			t.Errorf("%q and %q share %d places and bodies, and not one", c[0], c[1], both)
		}
	}
}

func TestATextInAThirdLanguageHasNoFacts(t *testing.T) {
	if f := crossmatch.Of(cluster.Text{Language: "fr", Headline: "Inondations au Bangladesh"}); len(f) > 0 || crossmatch.Other("fr") != "" {
		t.Errorf("it has %v", f)
	}
}

// What holds whatever is in a window: what two have in common is the same from either side, nothing is suggested in the same language, of the same
// cluster or twice of one, and never more than three.
func TestWhatHoldsOfEverySuggestion(t *testing.T) {
	all := own(t)
	rapid.Check(t, func(t *rapid.T) {
		var dispatches []crossmatch.Dispatch
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 2, 40).Draw(t, "reports") {
			one := all[n].Text
			one.Body += rapid.SampledFrom([]string{"", "\nদুর্ঘটনায় ৭ জন নিহত।", "\nSeven were killed in Feni."}).Draw(t, "more")
			dispatches = append(dispatches, crossmatch.Dispatch{
				ID: fmt.Sprint(i), Cluster: rapid.SampledFrom([]string{"a", "b", fmt.Sprint(i)}).Draw(t, "cluster"), Language: one.Language, Facts: crossmatch.Of(one),
			})
		}
		w := crossmatch.WindowOf(dispatches)
		for _, d := range dispatches {
			near := w.Nearest(d)
			if len(near) > crossmatch.Most {
				t.Fatalf("%d are suggested", len(near))
			}
			clusters := map[string]bool{d.Cluster: true}
			for _, n := range near {
				other := dispatches[number(n.ID)]
				if other.Language == d.Language || clusters[other.Cluster] || n.Likeness < crossmatch.Alike || n.Likeness > 1 {
					t.Fatalf("%+v is suggested for one of %s in %s", n, d.Cluster, d.Language)
				}
				clusters[other.Cluster] = true
				if there, back := w.Compare(d.Facts, other.Facts), w.Compare(other.Facts, d.Facts); there.Likeness() != back.Likeness() {
					t.Fatalf("%v from the one side and %v from the other", there, back)
				}
			}
		}
	})
}

func TestFactsAreReadBackAsTheyWere(t *testing.T) {
	for _, one := range own(t) {
		f := crossmatch.Of(one.Text)
		b, err := f.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := crossmatch.FromBytes(b); err != nil || fmt.Sprint(back) != fmt.Sprint(f) {
			t.Errorf("%s: %v, %v", one.event, back, err)
		}
	}
}

func FuzzFromBytes(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 2})
	f.Add([]byte{0, 0, 0, 2, 2, 0, 0, 0, 1, 2})
	f.Add([]byte{0, 0, 0, 1, 99})
	f.Fuzz(func(t *testing.T, b []byte) {
		facts, err := crossmatch.FromBytes(b)
		if err != nil {
			return
		}
		if back, err := facts.AppendBinary(nil); err != nil || string(back) != string(b) {
			t.Errorf("%x is read and written as %x: %v", b, back, err)
		}
	})
}

// BenchmarkNearest finds among 300 texts of 500 words in the other language, and 150 in its own, their facts read from bytes.
func BenchmarkNearest(b *testing.B) {
	reports := pairs(b, "tune")
	var kept [][]byte
	var dispatches []crossmatch.Dispatch
	for i := range 450 {
		one := cluster.Text{Language: "bn"}
		if i < 150 {
			one.Language = "en"
		}
		for n := i; len(one.Body) < 3500; n++ {
			if r := reports[n%len(reports)]; r.Language == one.Language {
				one.Body += r.Body + "\n"
			}
		}
		bytes, err := crossmatch.Of(one).AppendBinary(nil)
		if err != nil {
			b.Fatal(err)
		}
		kept = append(kept, bytes)
		dispatches = append(dispatches, crossmatch.Dispatch{ID: fmt.Sprint(i), Cluster: fmt.Sprint(i), Language: one.Language})
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range dispatches {
			facts, err := crossmatch.FromBytes(kept[i])
			if err != nil {
				b.Fatal(err)
			}
			dispatches[i].Facts = facts
		}
		crossmatch.WindowOf(dispatches).Nearest(dispatches[0])
	}
}
