package cluster_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/cluster"
)

var morning = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC)

func about(what string) cluster.Features {
	return cluster.Of(cluster.Text{Language: "en", Headline: "Ferry capsizes near " + what, Body: "A ferry with 80 people of " + what + " capsized in the river, police said. Divers of " + what + " found nine."})
}

var prices = cluster.Of(cluster.Text{Language: "en", Headline: "Onion prices fall at Khatunganj", Body: "Traders at Khatunganj sold onions at Tk 42 a kilogram, importers told reporters."})

func ids(near []cluster.Near) (all []string) {
	for _, n := range near {
		all = append(all, n.ID)
	}
	return all
}

func TestADispatchThatLeftTheWindowIsFoundNoMore(t *testing.T) {
	x := cluster.New()
	x.Put("first", morning, about("Mawa"))
	if got := ids(x.Nearest("second", morning.Add(47*time.Hour), about("Mawa"))); len(got) != 1 {
		t.Fatalf("within the window: %v", got)
	}
	x.Put("much later", morning.Add(49*time.Hour), prices)
	if got := ids(x.Nearest("second", morning.Add(47*time.Hour), about("Mawa"))); len(got) != 0 || x.Len() != 1 || x.Has("first", morning) {
		t.Errorf("after it: %v of %d", got, x.Len())
	}
}

func TestANewerVersionTakesThePlaceOfTheOneBefore(t *testing.T) {
	x := cluster.New()
	x.Put("one", morning, about("Mawa"))
	x.Put("one", morning.Add(time.Minute), prices)
	if got := ids(x.Nearest("two", morning, about("Mawa"))); len(got) != 0 {
		t.Errorf("what it no longer says is found: %v", got)
	}
	if got := ids(x.Nearest("two", morning, prices)); len(got) != 1 || x.Len() != 1 || x.Has("one", morning) {
		t.Errorf("what it says now finds %v of %d", got, x.Len())
	}
}

func TestMoreThanAreHeldPushOutTheFirst(t *testing.T) {
	x := cluster.New()
	x.Put("mawa", morning, about("Mawa"))
	for i := range full {
		x.Put(fmt.Sprint(i), morning, cluster.Of(cluster.Text{Language: "en", Headline: fmt.Sprintf("Prices w%d w%d", i/3, i/3+i%3)}))
	}
	if got := ids(x.Nearest("again", morning, about("Mawa"))); len(got) != 0 || x.Len() != full {
		t.Errorf("%v of %d", got, x.Len())
	}
	last := cluster.Of(cluster.Text{Language: "en", Headline: fmt.Sprintf("Prices w%d w%d", (full-1)/3, (full-1)/3+(full-1)%3)})
	if got := ids(x.Nearest("again", morning, last)); len(got) == 0 || got[0] != fmt.Sprint(full-1) {
		t.Errorf("the last one is not the nearest to itself: %v", got)
	}
}

func TestAWordThatAllHaveFindsNobodyButWhatTwoHaveDoes(t *testing.T) {
	x := cluster.New()
	for i := range 3_000 {
		x.Put(fmt.Sprint(i), morning, about(fmt.Sprintf("Place%d", i%1_500)))
	}
	if got := ids(x.Nearest("again", morning, about("Place7"))); len(got) != 2 {
		t.Errorf("of 3,000 about ferries %v are of Place7", got)
	}
	if got := ids(x.Nearest("again", morning, about("Elsewhere"))); len(got) != 0 {
		t.Errorf("of nowhere: %v", got)
	}
}

func TestAFigureIsTheSameInWordsDigitsAndBanglaOnes(t *testing.T) {
	of := func(language, text string) map[uint32]bool {
		figures := map[uint32]bool{}
		for _, f := range cluster.Of(cluster.Text{Language: language, Body: text}) {
			if f.Kind == cluster.Figure {
				figures[f.Hash] = true
			}
		}
		return figures
	}
	seven := of("bn", "৭টি ইউনিট আগুন নেভায়।")
	if len(seven) != 1 {
		t.Fatalf("৭টি is %d figures", len(seven))
	}
	for language, text := range map[string]string{"bn": "সাতটি ইউনিট আগুন নেভায়।", "en": "Seven units put out the fire."} {
		for hash := range of(language, text) {
			if !seven[hash] {
				t.Errorf("%q has another figure than ৭টি", text)
			}
		}
	}
	for hash := range of("en", "Eight units put out the fire.") {
		if seven[hash] {
			t.Error("eight is the figure that ৭টি is")
		}
	}
}

func TestAPlaceIsOneWhateverItsWordEndsIn(t *testing.T) {
	for _, text := range []string{"গাজীপুর শহর", "গাজীপুরের শহর", "গাজীপুরে আগুন"} {
		places := 0
		for _, f := range cluster.Of(cluster.Text{Language: "bn", Body: text}) {
			if f.Kind == cluster.Place {
				places++
			}
		}
		if places != 1 {
			t.Errorf("%q has %d places", text, places)
		}
	}
}

func TestTheSameFiguresInAnotherLanguageAreNotCompared(t *testing.T) {
	x := cluster.New()
	x.Put("en", morning, cluster.Of(cluster.Text{Language: "en", Headline: "Padma Bridge earns Tk 5.4 crore in a day", Body: "A record 43,120 vehicles crossed."}))
	if got := ids(x.Nearest("bn", morning, cluster.Of(cluster.Text{Language: "bn", Headline: "এক দিনে ৫ কোটি ৪০ লাখ টাকা টোল", Body: "পার হয়েছে ৪৩ হাজার ১২০টি গাড়ি।"}))); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
