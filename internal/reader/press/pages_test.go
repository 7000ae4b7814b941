package press

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// Every story of a section is on its front or on one numbered page, and a publication
// changes none of those.
func TestEveryStoryIsOnAPageAndNumberedPagesStay(t *testing.T) {
	w := testWorld(t)
	publish := func(n int64) {
		s := plainStory(n, news.English, "sport", fmt.Sprint("Story number ", n))
		s.Published = noon.Add(time.Duration(n) * time.Minute)
		w.publish(s)
	}
	for n := range int64(67) {
		publish(n + 1)
	}
	before := w.View()
	text := func(v *archive.View, path string) string { return string(printed(t, v, path).body) }
	all := text(before, "/en/sport/")
	for n := 1; n <= pagesOf(67); n++ {
		page := text(before, numbered("/en/sport/", n))
		if got := strings.Count(page, "<article"); got != perPage {
			t.Errorf("page %d has %d stories", n, got)
		}
		all += page
	}
	for n := 1; n <= 67; n++ {
		if !strings.Contains(all, fmt.Sprintf("Story number %d<", n)) {
			t.Errorf("story %d is on no page", n)
		}
	}
	if name := Name(before, numbered("/en/sport/", pagesOf(67)+1)); !strings.HasPrefix(name, missingName) {
		t.Errorf("there is a page after the last: %s", name)
	}
	publish(68)
	for n := 1; n <= pagesOf(67); n++ {
		if text(before, numbered("/en/sport/", n)) != text(w.View(), numbered("/en/sport/", n)) {
			t.Errorf("page %d changed because something was published", n)
		}
	}
}

// An ordinary story, with everything that it can have, makes the pages that everybody asks
// for be printed at once, and only names the others.
func TestAWholeStoryPrintsFewPagesAtOnce(t *testing.T) {
	v := sample(t)
	a := Affects(v, v, edition.Change{Number: v.Edition(), Kind: edition.Updated, Story: new(edition.Story{Card: edition.Card{Number: 90, Language: news.English, Section: "bangladesh"}})})
	if len(a.Print) > 12 || a.All {
		t.Errorf("%d pages are printed at once: %q", len(a.Print), a.Print)
	}
	stale := slices.Compact(slices.Sorted(slices.Values(a.Stale)))
	t.Logf("%d are printed at once, %d are named: %q", len(a.Print), len(stale), a.Print)
	if len(stale) > 150 {
		t.Errorf("%d pages are stale", len(stale))
	}
}

func TestAStoryStandsBesideOthersOnceAndNeverWhenItIsGone(t *testing.T) {
	w := testWorld(t)
	flood := []edition.Topic{{Slug: "flood", Name: "Flood"}}
	for n := range int64(9) {
		s := plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1))
		if n%2 == 0 {
			s.Topics = flood
		}
		if n == 8 {
			s.Related = []int64{2, 4, 9, 2}
		}
		w.publish(s)
	}
	w.kill(4, news.English)
	s, err := w.View().Story(9)
	if err != nil {
		t.Fatal(err)
	}
	cards, err := related(w.View(), s)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int64
	for _, c := range cards {
		numbers = append(numbers, c.Number)
	}
	if want := []int64{2, 7, 5, 3}; !slices.Equal(numbers, want) { // picked and live, then by topic from the newest
		t.Errorf("beside it stand %v, want %v", numbers, want)
	}
}

func TestAStoryIsOldOnTheDayAfterItsYear(t *testing.T) {
	w := testWorld(t)
	s := plainStory(1, news.English, "sport", "Then")
	s.Published = noon.AddDate(-1, 0, 0)
	s.Date = "2025/03/26"
	w.publish(s)
	before := w.View()
	if strings.Contains(string(printed(t, before, s.Path()).body), english.oldStory) {
		t.Error("it is old too early")
	}
	w.step = 24 * time.Hour
	turned := w.add(edition.Change{Kind: edition.Turned})
	if !strings.Contains(string(printed(t, w.View(), s.Path()).body), english.oldStory) {
		t.Error("it is not old")
	}
	if a := Affects(before, w.View(), turned); !slices.Contains(a.Stale, s.Path()) || a.All {
		t.Errorf("the turn of the day makes stale %+v", a)
	}
}

func TestAPairLeadsToEachOtherAndEachMakesTheOtherStale(t *testing.T) {
	w := testWorld(t)
	en := plainStory(1, news.English, "sport", "Rain")
	w.publish(en)
	before := w.View()
	bn := plainStory(2, news.Bangla, "sport", "Brishti")
	bn.Translates = 1
	c := w.add(edition.Change{Kind: edition.Published, Story: &bn})
	for path, other := range map[string]string{en.Path(): bn.Path(), bn.Path(): en.Path(), lited(en.Path()): lited(bn.Path())} {
		if page := string(printed(t, w.View(), path).body); !strings.Contains(page, `href="`+other+`"`) {
			t.Errorf("%s does not lead to %s", path, other)
		}
	}
	if a := Affects(before, w.View(), c); !slices.Contains(a.Stale, en.Path()) {
		t.Errorf("the translation makes stale %q", a.Stale)
	}
	if strings.Contains(string(printed(t, before, en.Path()).body), "/bn/sport/") {
		t.Error("it leads to a translation that there is not")
	}
}

func TestMostReadLeavesOutWhatIsGoneAndWhatIsOld(t *testing.T) {
	w := testWorld(t)
	for n := range int64(4) {
		w.publish(plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1)))
	}
	stale := plainStory(5, news.English, "sport", "Last week")
	stale.Published = noon.AddDate(0, 0, -8)
	w.publish(stale)
	w.kill(2, news.English)
	w.add(edition.Change{Kind: edition.Counted, MostRead: []edition.MostRead{{Language: news.English, Stories: []int64{5, 2, 3, 1, 77}}}})
	cards, err := mostRead(w.View(), news.English)
	if err != nil || len(cards) != 2 || cards[0].Number != 3 || cards[1].Number != 1 {
		t.Errorf("%+v %v", cards, err)
	}
}
