package press

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// drawFront draws a front of stories 1 to 9, some of which may not be live, in places some
// of which may not be there.
func drawFront(r *rapid.T, l news.Language) edition.Front {
	f := edition.Front{Language: l, Section: rapid.SampledFrom([]string{"", "", "world-news", "sport"}).Draw(r, "front")}
	f.Topic = rapid.SampledFrom([]string{"", "", "", "flood"}).Draw(r, "topic")
	for _, name := range []string{edition.TopBlock, "world-news", "sport"} {
		b := edition.FrontBlock{Name: name}
		for range rapid.IntRange(0, 3).Draw(r, "slots") {
			b.Slots = append(b.Slots, edition.FrontSlot{
				Place: rapid.IntRange(-1, edition.TopPlaces).Draw(r, "place"), Story: rapid.Int64Range(1, 9).Draw(r, "placed"),
				Headline: rapid.SampledFrom([]string{"", "By hand"}).Draw(r, "override"),
			})
		}
		f.Blocks = append(f.Blocks, b)
	}
	return f
}

// Whatever somebody puts where, a story that readers may see stands in its place, under
// its headline, and no story stands in two places of what is arranged.
func TestWhatIsPlacedByHandStandsThereAndNothingStandsTwice(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		defer w.Close()
		for n := range int64(40) {
			s := plainStory(n+1, news.English, []string{"bangladesh", "world-news", "sport"}[n%3], fmt.Sprint("Story ", n+1))
			if n%4 == 0 {
				s.Topics = []edition.Topic{{Slug: "flood", Name: "Flood"}}
			}
			if rapid.Bool().Draw(r, "with a picture") {
				p := photo("boat", "A boat", 1280, 853)
				s.Lead = &p
			}
			w.publish(s)
		}
		for range rapid.IntRange(0, 3).Draw(r, "kills") {
			w.kill(rapid.Int64Range(1, 9).Draw(r, "killed"), news.English)
		}
		f := drawFront(r, news.English)
		v := w.View().WithFront(f)
		a, err := arrange(v, f.Language, f.Section)
		if err != nil {
			r.Fatal(err)
		}
		stands := map[string][]edition.Card{edition.TopBlock: a.top}
		for _, b := range a.blocks {
			stands[b.section.Slug] = b.cards
		}
		times := map[int64]int{}
		for _, cards := range stands {
			for _, c := range cards {
				times[c.Number]++
				if times[c.Number] > 1 || v.State(c.Number) != archive.Live {
					r.Fatalf("story %d stands %d times and is in state %d", c.Number, times[c.Number], v.State(c.Number))
				}
			}
		}
		seen, full := map[int64]bool{}, map[string]bool{}
		for _, b := range f.Blocks {
			places := edition.SectionPlaces
			if b.Name == edition.TopBlock {
				places = edition.TopPlaces
			}
			for _, s := range b.Slots {
				in := fmt.Sprint(b.Name, s.Place)
				if s.Place < 0 || s.Place >= places || v.State(s.Story) != archive.Live || seen[s.Story] || full[in] {
					continue
				}
				seen[s.Story], full[in] = true, true
				cards, shown := stands[b.Name]
				if !shown { // a block that this front does not have
					continue
				}
				at := s.Place
				if f.Topic != "" { // too few of a topic to fill the places above
					at = slices.IndexFunc(cards, func(c edition.Card) bool { return c.Number == s.Story })
				}
				if at < 0 || at > s.Place || at >= len(cards) || cards[at].Number != s.Story || s.Headline != "" && cards[at].Headline != s.Headline {
					r.Fatalf("story %d was put in place %d of %s; there stands %+v", s.Story, s.Place, b.Name, cards)
				}
			}
		}
	})
}

func TestAFrontWithoutAHandIsAsThePressArrangesIt(t *testing.T) {
	w := testWorld(t)
	for n := range int64(12) {
		w.publish(plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1)))
	}
	v := w.View()
	for _, path := range []string{"/en/", "/en/sport/"} {
		was := says(printed(t, v, path))
		section := strings.Trim(strings.TrimPrefix(path, "/en/"), "/")
		if is := says(printed(t, v.WithFront(edition.Front{Language: news.English, Section: section}), path)); is != was {
			t.Errorf("%s is another page under an empty front", path)
		}
		led := v.WithFront(edition.Front{Language: news.English, Section: section, Blocks: []edition.FrontBlock{
			{Name: edition.TopBlock, Slots: []edition.FrontSlot{{Story: 3, Headline: "Led by hand"}}},
		}})
		if is := string(printed(t, led, path).body); strings.Index(is, "Led by hand") > strings.Index(is, "Story 12") || !strings.Contains(is, "Led by hand") {
			t.Errorf("%s is not led by the story that was put there", path)
		}
		if says(printed(t, v, path)) != was {
			t.Errorf("looking at another front changed the edition's own")
		}
	}
}

func TestAFrontOfOneTopicHasNoOther(t *testing.T) {
	w := testWorld(t)
	for n := range int64(12) {
		s := plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1))
		if n < 2 {
			s.Topics = []edition.Topic{{Slug: "flood", Name: "Flood"}}
		}
		w.publish(s)
	}
	f := edition.Front{Language: news.English, Topic: "flood"}
	filled, err := Filled(w.View(), f)
	if err != nil || len(filled.Blocks) != 1 || len(filled.Blocks[0].Slots) != 2 || filled.Blocks[0].Slots[0].Story != 2 {
		t.Errorf("%+v %v", filled, err)
	}
	if body := string(printed(t, w.View().WithFront(f), "/en/").body); !strings.Contains(body, "/en/t/flood") {
		t.Error("the front does not lead to its topic")
	}
}

// What somebody looks at before readers have it is the page that readers then get.
func TestAPreviewIsTheReadersPageWithoutItsScripts(t *testing.T) {
	w := testWorld(t)
	for n := range int64(12) {
		w.publish(plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1)))
	}
	f := edition.Front{Language: news.English, Blocks: []edition.FrontBlock{{Name: edition.TopBlock, Slots: []edition.FrontSlot{{Place: 1, Story: 3, Headline: "<b>Other</b>"}}}}}
	before := says(printed(t, w.View(), "/en/"))
	seen, err := New().Preview(w.View(), f, "https://padma.example/?a=\"b")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(seen), "<script") || !strings.Contains(string(seen), "&lt;b&gt;Other") || !strings.Contains(string(seen), `<base href="https://padma.example/?a=&#34;b" target="_blank">`) {
		t.Errorf("somebody sees %s", seen)
	}
	if says(printed(t, w.View(), "/en/")) != before {
		t.Error("looking changed what readers have")
	}
	w.add(edition.Change{Kind: edition.Curated, Fronts: []edition.Front{f}})
	is := strings.Replace(string(scriptless(printed(t, w.View(), "/en/").body)), "<head>", `<head><base href="https://padma.example/?a=&#34;b" target="_blank">`, 1)
	if is != string(seen) {
		t.Error("readers get another page than somebody saw:", cmp.Diff(is, string(seen)))
	}
	if _, err := New().Preview(w.View(), edition.Front{Language: "en", Section: "closed"}, "/"); err != nil {
		t.Error(err)
	}
}

func TestAPreviewOfAStoryIsThePageThatReadersThenGet(t *testing.T) {
	w := testWorld(t)
	for n := range int64(3) {
		w.publish(plainStory(n+1, news.English, "sport", fmt.Sprint("Story ", n+1)))
	}
	s := plainStory(9, news.English, "sport", "Not out yet")
	seen, err := New().PreviewStory(w.View(), s, "https://padma.example/")
	if err != nil || !strings.Contains(string(seen), "Not out yet") || strings.Contains(string(seen), "<script") {
		t.Fatalf("somebody sees %s, %v", seen, err)
	}
	if path := s.Path(); !strings.HasPrefix(Name(w.View(), path), missingName) || strings.Contains(says(printed(t, w.View(), "/en/sport/")), "Not out yet") {
		t.Error("looking put it before readers")
	}
	w.publish(s)
	is := strings.Replace(string(scriptless(printed(t, w.View(), s.Path()).body)), "<head>", `<head><base href="https://padma.example/" target="_blank">`, 1)
	if is != string(seen) {
		t.Error("readers get another page than somebody saw:", cmp.Diff(is, string(seen)))
	}
}
