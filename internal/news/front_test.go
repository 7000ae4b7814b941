package news_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/news"
)

var blocks = []string{news.TopBlock, "sport", "world-news"}

func drawEdit(r *rapid.T) news.FrontEdit {
	e := news.FrontEdit{
		Do:    rapid.SampledFrom([]news.FrontDo{news.DoPlace, news.DoPlace, news.DoPlace, news.DoUp, news.DoDown, news.DoRemove, news.DoHeadline, news.DoPin, news.DoTopic}).Draw(r, "do"),
		Story: rapid.Int64Range(1, 9).Draw(r, "story"), Block: rapid.SampledFrom(blocks).Draw(r, "block"),
		Headline: rapid.SampledFrom([]string{"", "Other words"}).Draw(r, "headline"), Topic: rapid.SampledFrom([]string{"", "flood"}).Draw(r, "topic"),
	}
	e.Place = rapid.IntRange(0, news.Places(e.Block)-1).Draw(r, "place")
	if rapid.Bool().Draw(r, "with an end") {
		e.Until = time.Unix(int64(rapid.IntRange(1, 3).Draw(r, "until")), 0)
	}
	return e
}

// drawEdited edits the arrangement a few times, checking it after each.
func drawEdited(r *rapid.T, a news.Arrangement, most int) news.Arrangement {
	for range rapid.IntRange(0, most).Draw(r, "edits") {
		before := len(a.Slots)
		next, gone, err := a.Edit(drawEdit(r))
		if err != nil {
			continue
		}
		if len(next.Slots)+len(gone) < before {
			r.Fatalf("a story was lost: %+v became %+v, and %+v went off", a, next, gone)
		}
		wellFormed(r, next)
		a = next
	}
	return a
}

func wellFormed(r *rapid.T, a news.Arrangement) {
	stories, places := map[int64]bool{}, map[string]bool{}
	for _, s := range a.Slots {
		at := fmt.Sprint(s.Block, s.Place)
		if stories[s.Story] || places[at] || s.Place < 0 || s.Place >= news.Places(s.Block) {
			r.Fatalf("story %d or place %s is there twice, or there is no such place: %+v", s.Story, at, a)
		}
		stories[s.Story], places[at] = true, true
	}
	if !slices.IsSortedFunc(a.Slots, func(s, o news.Slot) int {
		if s.Block == o.Block {
			return s.Place - o.Place
		}
		return 0
	}) {
		r.Fatalf("the slots are not in order: %+v", a)
	}
}

// However a draft and a launch differ: each change of the draft stands, what only the
// launch changed stands too, and no story of either is lost without being named.
func TestARebasedDraftLosesNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		base := drawEdited(r, news.Arrangement{}, 8)
		yours, theirs := drawEdited(r, base, 4), drawEdited(r, base, 4)
		merged, overlaps, fell := yours.Rebase(base, theirs)
		wellFormed(r, merged)
		for _, c := range base.Changes(yours) {
			if c.Story == 0 {
				if merged.Topic != c.Topic {
					r.Fatalf("the draft's topic is gone")
				}
				continue
			}
			is, there := merged.Slot(c.Story)
			if (c.To != nil) != there || there && !cmp.Equal(is, *c.To) {
				r.Fatalf("the draft's change of story %d is gone: %+v, want %+v", c.Story, is, c.To)
			}
		}
		for _, s := range theirs.Slots {
			_, there := merged.Slot(s.Story)
			_, stays := yours.Slot(s.Story)
			_, was := base.Slot(s.Story)
			named := slices.ContainsFunc(fell, func(f news.Slot) bool { return f.Story == s.Story })
			if !there && !named && (stays || !was) {
				r.Fatalf("story %d of the launch is nowhere: %+v", s.Story, merged)
			}
			if named && !slices.ContainsFunc(overlaps, func(o news.Overlap) bool { return o.Theirs != nil && o.Theirs.Story == s.Story }) {
				r.Fatalf("story %d fell off and nobody is told", s.Story)
			}
		}
		if theirs.Same(base) && (!merged.Same(yours) || len(overlaps) > 0) {
			r.Fatalf("nothing came in between, and the draft changed")
		}
		if yours.Same(base) && (!merged.Same(theirs) || len(overlaps) > 0) {
			r.Fatalf("an empty draft is not what was launched")
		}
		if yours.Same(theirs) && (!merged.Same(theirs) || len(overlaps) > 0) {
			r.Fatalf("both did the same, and there are %d overlaps", len(overlaps))
		}
	})
}

func TestTheChangesBetweenTwoArrangementsMakeOneOfTheOther(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := drawEdited(r, news.Arrangement{}, 8)
		b := drawEdited(r, a, 6)
		stories := map[int64]news.Slot{}
		for _, s := range a.Slots {
			stories[s.Story] = s
		}
		topic := a.Topic
		for _, c := range a.Changes(b) {
			switch {
			case c.Story == 0:
				topic = c.Topic
			case c.To == nil:
				delete(stories, c.Story)
			default:
				stories[c.Story] = *c.To
			}
		}
		made := map[int64]news.Slot{}
		for _, s := range b.Slots {
			made[s.Story] = s
		}
		if topic != b.Topic || !cmp.Equal(stories, made) {
			r.Fatal(cmp.Diff(made, stories))
		}
	})
}

func TestAStoryThatIsMovedUpChangesPlacesWithTheOneAbove(t *testing.T) {
	a := news.Arrangement{}
	for _, e := range []news.FrontEdit{
		{Do: news.DoPlace, Story: 1, Block: "top"},
		{Do: news.DoUp, Story: 3, Block: "top", Place: 2},   // the press had put it third
		{Do: news.DoUp, Story: 3, Block: "top", Place: 2},   // where it stands by hand counts
		{Do: news.DoPlace, Story: 5, Block: "top"},          // 3 and 1 move down
		{Do: news.DoHeadline, Story: 1, Headline: "Other"},  // and stays where it is
		{Do: news.DoPin, Story: 5, Until: time.Unix(99, 0)}, // likewise
	} {
		var err error
		if a, _, err = a.Edit(e); err != nil {
			t.Fatal(e, err)
		}
	}
	want := []news.Slot{{Block: "top", Story: 5, Until: time.Unix(99, 0)}, {Block: "top", Place: 1, Story: 3}, {Block: "top", Place: 2, Story: 1, Headline: "Other"}}
	if d := cmp.Diff(want, a.Slots); d != "" {
		t.Error(d)
	}
	if !a.Lapses().Equal(time.Unix(99, 0)) {
		t.Errorf("the first pin ends %s", a.Lapses())
	}
	if rest, gone := a.Lapsed(time.Unix(99, 0)); len(gone) != 1 || gone[0].Story != 5 || len(rest.Slots) != 2 {
		t.Errorf("at its time there went %+v", gone)
	}
	for _, e := range []news.FrontEdit{
		{Do: news.DoUp, Story: 5},
		{Do: news.DoRemove, Story: 8},
		{Do: news.DoPlace, Story: 8, Block: "top", Place: 5},
		{Do: news.DoPlace, Story: 8, Block: "top", Place: -1},
		{Do: "shout", Story: 5},
	} {
		if _, _, err := a.Edit(e); err == nil {
			t.Errorf("%+v is done", e)
		}
	}
}

func TestAFullBlockGivesUpItsLastStory(t *testing.T) {
	a := news.Arrangement{}
	var gone []news.Slot
	for n := range int64(5) {
		var err error
		if a, gone, err = a.Edit(news.FrontEdit{Do: news.DoPlace, Story: n + 1, Block: "sport"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(a.Slots) != 4 || len(gone) != 1 || gone[0].Story != 1 {
		t.Errorf("%+v, %+v went off", a, gone)
	}
	f := news.Front{}
	for n := range int64(8) {
		f.Remember(news.Slot{Story: n%6 + 1})
	}
	if got := fmt.Sprint(f.Removed[0].Story, len(f.Removed)); got != "2 5" {
		t.Errorf("taken off last: %s of %+v", got, f.Removed)
	}
}

func TestAFrontsNameIsReadBack(t *testing.T) {
	for _, n := range []news.FrontName{{Language: "bn"}, {Language: "en", Section: "world-news"}} {
		if got := news.ReadFrontName(n.String()); got != n {
			t.Errorf("%s is read as %+v", n, got)
		}
	}
}
