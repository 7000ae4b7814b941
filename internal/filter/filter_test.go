package filter_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/filter"
	"github.com/stet-news/stet/internal/filter/filtertest"
	"github.com/stet-news/stet/internal/news"
)

var now = time.Date(2026, 3, 26, 15, 0, 0, 0, time.UTC)

// ferries is a dispatch as an agency sends one.
func ferries() news.Dispatch {
	return news.Dispatch{
		Wire: "01972f", WireName: "UNB English", GUID: "1", Version: 1, Language: news.English, Urgency: 2,
		Headline: "Floods halt ferries on the Jamuna", Summary: "Thousands are stranded in Sirajganj.", Slugline: "FLOOD-FERRY",
		Dateline: "SIRAJGANJ, March 26", Keywords: []string{"river transport"}, Codes: []string{"medtop:20000151", "AFP:ECO"},
		Media: []news.Media{{URL: "https://unb.test/1.jpg"}}, Embargo: now.Add(time.Hour),
		Body: news.Paragraphs("The ferry service was stopped at noon. নদীর পানি বাড়ছে।"),
	}
}

func TestADispatchPasses(t *testing.T) {
	for text, want := range map[string]bool{
		"":                                true,
		"flood":                           true, // in any form
		"FERRY":                           true,
		"fer":                             false, // whole words only
		"নদী":                             true,  // নদীর is a form of it
		"বন্যা":                           false,
		"flood earthquake":                false,
		"flood OR earthquake":             true,
		"flood|earthquake":                true,
		"-earthquake":                     true,
		"NOT flood":                       false,
		"flood -(fire OR storm)":          true,
		`"ferry service"`:                 true,
		`"service ferry"`:                 false,
		"headline:stranded":               false,
		"headline:halted":                 true,
		"wire:unb":                        true,
		"wire:01972f":                     true,
		`wire:"english unb"`:              false,
		"wire:reuters":                    false,
		"urgency:1-3":                     true,
		"urgency:১-২":                     true,
		"urgency:3":                       false,
		"is:urgent":                       true,
		"lang:bn":                         false,
		"lang:EN":                         true,
		"place:sirajganj":                 true,
		"place:dhaka":                     false,
		"has:picture":                     true,
		"is:embargoed":                    true,
		"is:kill":                         false,
		`topic:"medtop:03000000"`:         true, // by the tree: a natural disaster stands in disasters
		"topic:20000151":                  true,
		"topic:15000000":                  false,
		"topic:AFP:ECO":                   true,
		`topic:"river transport"`:         true,
		"wire:unb urgency:1-3 -sport":     true,
		"(flood OR fire) AND place:dhaka": false,
	} {
		f, err := filter.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.Passes(filter.Of(ferries()), now); got != want {
			t.Errorf("%s: passes is %v", text, got)
		}
	}
}

func TestAnEmbargoThatIsOverIsNone(t *testing.T) {
	f, _ := filter.Parse("is:embargoed")
	if f.Passes(filter.Of(ferries()), now.Add(2*time.Hour)) {
		t.Error("it passes after the embargo")
	}
}

func TestAFilterPrintsInOneWay(t *testing.T) {
	for text, want := range map[string]string{
		"  flood   OR\tferry ":            "flood OR ferry",
		"flood OR ferry wire:unb":         "(flood OR ferry) wire:unb",
		"a AND b AND (c d)":               "a b c d",
		"NOT NOT a":                       "a",
		"-(-a)":                           "a",
		"is:urgent":                       "urgency:1-2",
		"URGENCY:২":                       "urgency:2",
		`wire:"UNB English" “ferry line”`: `wire:"UNB English" "ferry line"`,
		"((((flood))))":                   "flood",
		`topic:"15000000"`:                "topic:15000000",
		`"OR"`:                            `"OR"`,
		"tag:Ferry_Line":                  "tag:ferry-line",
	} {
		f, err := filter.Parse(text)
		if err != nil || f.String() != want {
			t.Errorf("%s: %s, %v, want %s", text, f, err, want)
		}
	}
}

func TestABadFilterIsToldWhatAndWhere(t *testing.T) {
	for text, want := range map[string]string{
		"flood AND":                  "character 10: something must follow",
		"OR flood":                   "character 1: OR has nothing before it",
		"a OR b AND c":               "character 8: AND and OR stand in one row",
		"(flood":                     "character 1: this parenthesis closes nowhere",
		"flood)":                     "character 6: this parenthesis closes none",
		"নদী ()":                     "character 6: nothing stands here",
		`a "b`:                       "character 3: this quotation mark closes nowhere",
		"wier:unb":                   `there is no field "wier"`,
		"urgency:12":                 `"12" is no number from 1 to 9`,
		"urgency:3-1":                "is no number",
		"lang:english":               "is no language",
		"is:dead":                    `"dead" is nothing that can stand after "is:"`,
		"!!":                         "has no letter or digit",
		"place:":                     "Say a word",
		strings.Repeat("(", 9) + "a": "more than 8 parentheses",
		strings.Repeat("a ", 65):     "at most 64 words",
		strings.Repeat("a", 1001):    "at most 1000",
		`"` + strings.Repeat("word ", 13) + `more"`: "more than 12 words",
	} {
		_, err := filter.Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %s", text, err, want)
		}
	}
}

func TestAPassIsExplained(t *testing.T) {
	for text, want := range map[string]string{
		"flood -sport wire:unb":        "flood -sport wire:unb",
		"earthquake OR flood OR ferry": "flood ferry",
		"sport wire:unb":               "-sport", // why it does not pass
		"-(flood OR sport)":            "flood",
	} {
		f, err := filter.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := filter.Because(f.Why(filter.Of(ferries()), now)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestWhatIsAskedOfADatabaseFindsAllThatPasses puts random filters to random dispatches: a database that has the keys finds what passes, and
// where the question is exact, nothing else.
func TestWhatIsAskedOfADatabaseFindsAllThatPasses(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	wires := []news.Wire{{ID: "w1", Name: "UNB"}, {ID: "w2", Name: "Reuters World"}}
	passed, inexact := 0, 0
	for range 4000 {
		f := filtertest.Filter(r)
		d := filtertest.Dispatch(r, now)
		i := r.IntN(2)
		d.Wire, d.WireName = wires[i].ID, wires[i].Name
		q, every, none, exact := f.Ask(wires)
		found := every || !none && answers(q, filter.Keys(d))
		passes := f.Passes(filter.Of(d), now)
		if passes && !found || exact && found != passes {
			t.Fatalf("seed %d: %s: found is %v, passes is %v of %+v", seed, f, found, passes, d)
		}
		if passes {
			passed++
		}
		if !exact {
			inexact++
		}
	}
	if passed < 400 || inexact < 400 {
		t.Errorf("%d passed, %d are not exact: too few to tell", passed, inexact)
	}
}

// answers reports whether the keys are what the query asks for.
func answers(q filter.Query, keys []string) bool {
	n := 0
	for _, p := range q.Of {
		if answers(p, keys) {
			n++
		}
	}
	switch q.Kind {
	case filter.All:
		return n == len(q.Of)
	case filter.Any:
		return n > 0
	case filter.Not:
		return n == 0
	}
	return strings.Contains(" "+strings.Join(keys, " ")+" ", " "+q.Key+" ")
}

func TestRandomFiltersComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 3000 {
		comesBack(t, filtertest.Filter(r).String())
	}
}

// comesBack checks that a filter that can be read prints itself so that it is read as the same, and printed so again.
func comesBack(t *testing.T, text string) {
	t.Helper()
	f, err := filter.Parse(text)
	if err != nil {
		if _, ok := err.(*news.Error); !ok { //nolint:errorlint // that it is one, and wraps none
			t.Fatalf("%q: %v is no sentence", text, err)
		}
		return
	}
	again, err := filter.Parse(f.String())
	if err != nil || !reflect.DeepEqual(f, again) {
		t.Fatalf("%q is %s, and that is %s: %v\n%#v\n%#v", text, f, again, err, f, again)
	}
	f.Passes(filter.Of(ferries()), now)
	_ = fmt.Sprint(f.Why(filter.Of(ferries()), now))
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"flood OR ferry", `wire:unb urgency:1-3 -sport topic:"15000000"`, "(a|b) NOT c", `"a b" -"c`, "tag:x desk:city priority:1-2", "নদী -বন্যা", "is:urgent has:picture lang:bn"} {
		f.Add(s)
	}
	f.Fuzz(comesBack)
}
