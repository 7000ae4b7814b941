package archive_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// A story stands on every list that it has to do with, and on none that it had to do with
// before.
func TestAStoryIsOnTheListsOfAllThatItHasToDoWith(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	first := published(1, 1, "one", "flood")
	first.Story.Byline = news.Byline{Desk: "GreenWatch Desk", People: []string{"Rumana Haque", "Tariq Aziz"}}
	second := published(2, 1, "one")
	second.Story.Byline = news.Byline{People: []string{"Rumana Haque"}}
	second.Story.Corrections = []news.Correction{{Kind: news.Corrected, Note: "n", At: time.Date(2026, 4, 1, 1, 0, 0, 0, time.UTC)}}
	en := func(l archive.List) archive.List { l.Language = "en"; return l }
	for i, c := range []edition.Change{first, second} {
		if _, err := a.Append([]edition.Change{c, published(c.Number+1, 7, "seven")}[:1]); err != nil {
			t.Fatal(err)
		}
		for list, want := range map[archive.List][2]int{
			{}:                                       {1, 1},
			en(archive.List{}):                       {1, 1},
			{Language: "bn"}:                         {0, 0},
			en(archive.List{Section: "world-news"}):  {1, 1},
			en(archive.List{Day: "2026/03/26"}):      {1, 1},
			en(archive.List{Topic: "flood"}):         {1, 0},
			en(archive.List{Author: "tariq-aziz"}):   {1, 0},
			en(archive.List{Author: "rumana-haque"}): {1, 1},
			en(archive.List{Author: archive.AuthorSlug("GreenWatch Desk")}): {1, 0},
			en(archive.List{Corrected: "2026/04"}):                          {0, 1},
		} {
			if got := a.View().Count(list); got != want[i] {
				t.Errorf("edition %d: %d stories on %+v, want %d", i+1, got, list, want[i])
			}
		}
	}
	if got := a.View().Name(en(archive.List{Author: "rumana-haque"})); got != "Rumana Haque" {
		t.Errorf("the author is called %q", got)
	}
}

func TestAStoryKnowsHowManyAreOlderOnAList(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	for n := int64(1); n <= 9; n++ {
		if _, err := a.Append([]edition.Change{published(n, n, "x", []string{"other", "even"}[n%2])}); err != nil {
			t.Fatal(err)
		}
	}
	v := a.View()
	for n := int64(1); n <= 9; n++ {
		if older, on := v.Older(archive.List{}, n); older != int(n-1) || !on {
			t.Errorf("%d stories are older than the %dth, %v", older, n, on)
		}
		if older, on := v.Older(archive.List{Language: "en", Topic: "even"}, n); older != int(n/2) || on != (n%2 == 1) {
			t.Errorf("of its topic, %d are older than the %dth, %v", older, n, on)
		}
	}
	if _, on := v.Older(archive.List{}, 10); on {
		t.Error("a story that there is not is on a list")
	}
}

func TestAStorysNeighboursAreThoseNextToItOnEitherSide(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	for n := int64(1); n <= 9; n++ {
		if _, err := a.Append([]edition.Change{published(n, n, "x", []string{"other", "even"}[n%2])}); err != nil {
			t.Fatal(err)
		}
	}
	v := a.View()
	for number, want := range map[int64][]int64{5: {7, 6, 4, 3}, 1: {3, 2}, 9: {8, 7}, 10: nil} {
		var got []int64
		for _, s := range v.Around(archive.List{}, number, 2) {
			c, err := v.Card(s.Number)
			if err != nil || !c.Published.Equal(s.Published) {
				t.Errorf("%d was published %s, not %s: %v", s.Number, c.Published, s.Published, err)
			}
			got = append(got, s.Number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("around %d stand %v, want %v", number, got, want)
		}
	}
	if got := v.Around(archive.List{Language: "en", Topic: "even"}, 4, 2); got != nil {
		t.Errorf("around a story that is not on the list stand %v", got)
	}
}

// A card that cannot be had is told of in its place, and the others come.
func TestCardsComeInTheOrderAskedFor(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	for n := int64(1); n <= 3; n++ {
		if _, err := a.Append([]edition.Change{published(n, n, "x")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir) // nothing was read yet
	defer a.Close()
	var got []int64
	for c, err := range a.View().Cards([]int64{3, 4, 1, 3, 2}) {
		if err != nil {
			c.Number = -1
		}
		got = append(got, c.Number)
	}
	if want := []int64{3, -1, 1, 3, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
