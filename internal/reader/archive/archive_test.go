package archive_test

import (
	order "cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

var noon = time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func published(n, number int64, headline string, topics ...string) edition.Change {
	s := &edition.Story{
		Card: edition.Card{
			Number: number, Language: news.English, Section: "world-news", Slug: "s", Headline: headline,
			Date: "2026/03/26", Published: noon.Add(time.Duration(number) * time.Minute),
		},
		Body: news.Paragraphs(headline, strings.Repeat("x", 50)),
	}
	for _, t := range topics {
		s.Topics = append(s.Topics, edition.Topic{Slug: t, Name: strings.ToUpper(t)})
	}
	return edition.Change{Number: n, Kind: edition.Published, At: noon.Add(time.Duration(n) * time.Second), Story: s}
}

func killed(n, number int64) edition.Change {
	return edition.Change{Number: n, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: number, Language: news.English, At: noon}}
}

// withdrawn is for editions of which older ones are looked at later: what is killed goes out
// of those, too.
func withdrawn(n, number int64) edition.Change {
	c := killed(n, number)
	c.Kind = edition.Withdrawn
	return c
}

// world is what a reader can learn from a view.
func world(t interface{ Fatal(...any) }, v *archive.View) map[string]any {
	w := map[string]any{"edition": v.Edition(), "at": v.At(), "house": v.House()}
	for number := range int64(12) {
		w[fmt.Sprint("state ", number)] = v.State(number)
		if s, err := v.Story(number); err == nil {
			w[fmt.Sprint("story ", number)] = s
		}
		if n, ok := v.Notice(number); ok {
			w[fmt.Sprint("notice ", number)] = n
		}
		w[fmt.Sprint("lists ", number)] = v.ListsOf(number)
	}
	for _, l := range []archive.List{{}, {Language: "en"}, {Language: "en", Section: "world-news"}, {Language: "en", Topic: "a"}, {Language: "en", Topic: "b"}} {
		cards, err := v.Newest(l, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		w[fmt.Sprint("list ", l)] = cards
		w[fmt.Sprint("gone ", l)] = v.Gone(l, time.Time{}, 100)
		if len(cards) != v.Count(l) {
			t.Fatal("a list and its count differ")
		}
	}
	bar, made := v.Bar("en")
	w["bar"], w["made"] = bar, made
	w["home"], w["front"], w["read"] = v.Front("en", ""), v.Front("en", "world-news"), v.MostRead("en")
	return w
}

// Whatever is published, corrected, killed and brought back: a view says what a plain
// reading of the changes says, views made earlier go on saying what they said, and an
// archive that is opened again says the same.
func TestAViewIsItsEditionForEver(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			r.Fatal(err)
		}
		a := open(t, dir)
		type kept struct {
			view *archive.View
			says map[string]any
		}
		var all []kept
		live := map[int64]edition.Story{}
		n := int64(0)
		for range rapid.IntRange(1, 25).Draw(r, "changes") {
			n++
			number := rapid.Int64Range(1, 10).Draw(r, "number")
			var c edition.Change
			switch rapid.IntRange(0, 4).Draw(r, "kind") {
			case 0:
				c = withdrawn(n, number)
				delete(live, number)
			case 1:
				c = edition.Change{Number: n, Kind: edition.Flashed, At: noon, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{{ID: fmt.Sprint(n)}}}}}
			case 2:
				slots := []edition.FrontSlot{{Place: int(n), Story: number}}
				section := rapid.SampledFrom([]string{"", "world-news"}).Draw(r, "front")
				c = edition.Change{
					Number: n, Kind: edition.Curated, At: noon,
					Fronts:   []edition.Front{{Language: "en", Section: section, Blocks: []edition.FrontBlock{{Name: edition.TopBlock, Slots: slots}}}},
					MostRead: []edition.MostRead{{Language: "en", Stories: []int64{number, n}}},
				}
			default:
				c = published(n, number, fmt.Sprint("headline ", n), rapid.SampledFrom([][]string{nil, {"a"}, {"a", "b"}, {"b", "b"}}).Draw(r, "topics")...)
				c.Story.Published = noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(r, "hour")) * time.Hour)
				live[number] = *c.Story
			}
			v, err := a.Append([]edition.Change{c})
			if err != nil {
				r.Fatal(err)
			}
			switch rapid.IntRange(0, 3).Draw(r, "sync") {
			case 0, 1:
				if err := a.Sync(); err != nil {
					r.Fatal(err)
				}
			case 2:
				if err := a.Snapshot(); err != nil {
					r.Fatal(err)
				}
			}
			all = append(all, kept{v, world(r, v)})
		}
		newest := all[len(all)-1]
		for _, topic := range []string{"", "a", "b"} {
			list := archive.List{Topic: topic}
			if topic != "" {
				list.Language = "en"
			}
			cards, err := newest.view.Newest(list, 0, 100)
			if err != nil {
				r.Fatal(err)
			}
			if d := cmp.Diff(listed(live, topic), cards, cmpopts.EquateEmpty()); d != "" {
				r.Fatalf("on the list %q: %s", topic, d)
			}
		}
		for number, want := range live {
			got, err := newest.view.Story(number)
			if err != nil {
				r.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				r.Fatal(d)
			}
		}
		for _, k := range all {
			if d := cmp.Diff(k.says, world(r, k.view)); d != "" {
				r.Fatalf("edition %d changed: %s", k.view.Edition(), d)
			}
		}
		if err := a.Close(); err != nil {
			r.Fatal(err)
		}
		again := open(t, dir)
		if d := cmp.Diff(newest.says, world(r, again.View())); d != "" {
			r.Fatalf("opened again: %s", d)
		}
		if err := again.Close(); err != nil {
			r.Fatal(err)
		}
	})
}

// A feed must be able to say that a story is gone to those who had it from that feed.
func TestWhatWasTakenAwayIsKnownByTheListsItWasOn(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	away := func(n, number int64, at time.Time) edition.Change {
		c := killed(n, number)
		c.Notice.At = at
		return c
	}
	v, err := a.Append([]edition.Change{
		published(1, 1, "One", "a"), published(2, 2, "Two", "b"), published(3, 3, "Three", "a"), published(4, 4, "Four", "a"),
		away(5, 1, noon), away(6, 2, noon.Add(time.Hour)), away(7, 3, noon.Add(2*time.Hour)), away(8, 3, noon.Add(3*time.Hour)),
	})
	if err != nil {
		t.Fatal(err)
	}
	gone := func(v *archive.View, l archive.List, since time.Time, limit int) (numbers []int64) {
		for _, n := range v.Gone(l, since, limit) {
			numbers = append(numbers, n.Number)
		}
		return numbers
	}
	any, topic := archive.List{}, archive.List{Language: "en", Topic: "a"}
	for _, c := range []struct {
		what string
		got  []int64
		want []int64
	}{
		{"all", gone(v, any, time.Time{}, 9), []int64{3, 2, 1}},
		{"the newest", gone(v, any, time.Time{}, 1), []int64{3}},
		{"the last hours", gone(v, any, noon.Add(time.Hour), 9), []int64{3, 2}},
		{"a topic's", gone(v, topic, time.Time{}, 9), []int64{3, 1}},
		{"a list's that never was", gone(v, archive.List{Language: "bn"}, time.Time{}, 9), nil},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	back, err := a.Append([]edition.Change{published(9, 3, "Three", "b")})
	if err != nil {
		t.Fatal(err)
	}
	if got := gone(back, topic, time.Time{}, 9); !slices.Equal(got, []int64{1}) || back.Count(topic) != 1 {
		t.Errorf("after it came back with another topic: %v gone, %d live", got, back.Count(topic))
	}
	if got := gone(v, topic, time.Time{}, 9); !slices.Equal(got, []int64{3, 1}) {
		t.Errorf("an older view changed: %v", got)
	}
}

// listed is what a list of the live stories must be.
func listed(live map[int64]edition.Story, topic string) (cards []edition.Card) {
	for _, s := range live {
		if topic == "" || slices.ContainsFunc(s.Topics, func(t edition.Topic) bool { return t.Slug == topic }) {
			cards = append(cards, s.Card)
		}
	}
	slices.SortFunc(cards, func(a, b edition.Card) int {
		return order.Or(b.Published.Compare(a.Published), order.Compare(b.Number, a.Number))
	})
	return cards
}

func TestAChangeThatCannotBeIsRefusedAndNothingChanges(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	if _, err := a.Append([]edition.Change{published(1, 1, "one")}); err != nil {
		t.Fatal(err)
	}
	says := world(t, a.View())
	for name, changes := range map[string][]edition.Change{
		"a gap":              {published(3, 2, "x")},
		"a gap later":        {published(2, 2, "x"), published(4, 3, "x")},
		"a second time":      {published(1, 1, "x")},
		"no number":          {published(2, 2, "x"), published(3, 0, "x")},
		"a number below one": {published(2, -1, "x")},
		"a number too large": {published(2, 1<<40, "x")},
		"a notice of none":   {killed(2, 0)},
	} {
		if _, err := a.Append(changes); err == nil {
			t.Errorf("%s was accepted", name)
		}
		if d := cmp.Diff(says, world(t, a.View())); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if v, err := a.Append([]edition.Change{published(2, 2, "two", "a")}); err != nil || v.Count(archive.List{}) != 2 {
		t.Errorf("after that: %v", err)
	}
}

// Readers go on reading their editions while new ones are made (with the race detector
// this says that nothing they look at is written).
func TestViewsAreReadWhileEditionsAreMade(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	var wg sync.WaitGroup
	for n := int64(1); n <= 300; n++ {
		c := published(n, n%40+1, fmt.Sprint("headline ", n), fmt.Sprint("t", n%3))
		if n%7 == 0 {
			c = withdrawn(n, n%40+1)
		}
		v, err := a.Append([]edition.Change{c})
		if err != nil {
			t.Fatal(err)
		}
		if n%10 != 0 {
			continue
		}
		says := world(t, v)
		wg.Go(func() {
			for range 10 {
				if d := cmp.Diff(says, world(panics{}, v)); d != "" {
					t.Error(d)
				}
			}
		})
	}
	wg.Wait()
}

// panics is a test's Fatal for goroutines, which must not call it.
type panics struct{}

func (panics) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func TestAPictureIsServedWhileALiveStoryUsesIt(t *testing.T) {
	a := open(t, t.TempDir())
	defer a.Close()
	with := func(n, number int64) edition.Change {
		c := published(n, number, "x")
		c.Story.Lead = &edition.Picture{ID: "p", Renditions: []news.Rendition{{Name: "a.jpg"}}}
		return c
	}
	var views []*archive.View
	var served []bool
	for i, step := range []struct {
		change edition.Change
		served bool
	}{{published(1, 1, "x"), false}, {with(2, 1), true}, {with(3, 2), true}, {killed(4, 1), true}, {published(5, 2, "x"), false}} {
		if _, err := a.Append([]edition.Change{step.change}); err != nil {
			t.Fatal(err)
		}
		v := a.View()
		if v.Media("a.jpg") != step.served || v.Media("b.jpg") {
			t.Errorf("after change %d it is served: %v", i+1, v.Media("a.jpg"))
		}
		for earlier, was := range views {
			if was.Media("a.jpg") != served[earlier] {
				t.Errorf("after change %d edition %d says otherwise", i+1, earlier+1)
			}
		}
		views, served = append(views, v), append(served, step.served)
	}
}
