package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunSearch holds the stores that open returns to the contract of the index that readers
// search. Each must be empty.
func RunSearch(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"AWordIsFoundHoweverItIsTyped", foundHoweverTyped},
		{"TheCloserTheSpellingTheHigherTheStory", closerIsHigher},
		{"TheBestMatchHasTheWordsInItsHeadline", bestMatch},
		{"EachFilterLeavesOutTheRest", searchFilters},
		{"WhatWasTakenAwayIsNeitherFoundNorCounted", takenAway},
		{"AStoryIsFoundByItsNewTextAlone", newText},
		{"PagesOfResultsHaveEachStoryOnce", searchPages},
		{"WhatIsLeftForLaterIsFilledInAndCanBeStopped", searchFilled},
		{"AnIndexMadeAnewIsTheSame", searchRefilled},
		{"ManyStoriesOfOneSecondAllHaveAPlace", oneSecond},
		{"AnIndexThatIsTidiedFindsTheSame", tidied},
		{"WhatFailsToBePublishedIsNotFound", failedIsNotFound},
		{"NoQueryIsAnErrorOfTheDatabase", anyQuery},
	} {
		t.Run(test.fact, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

// tell publishes a story that differs from others as edit says, and returns its number.
func tell(t testing.TB, db *store.DB, headline, body string, edit func(*edition.Story)) int64 {
	t.Helper()
	r := file(t, db, func(r *store.Row) { r.Content.Headline, r.Status = headline, news.Live })
	s := edition.Story{
		Card: edition.Card{
			Number: r.Number, Language: news.Bangla, Section: "bangladesh", Slug: "x", Headline: headline,
			Published: noon.Add(time.Duration(r.Number) * time.Minute),
		},
		Byline: news.Byline{People: []string{"নুসরাত করিম"}}, Body: news.Paragraphs(body),
	}
	if edit != nil {
		edit(&s)
	}
	handOver(t, db, s)
	return r.Number
}

// handOver publishes the story as it is.
func handOver(t testing.TB, db *store.DB, s edition.Story) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return handOverIn(ctx, tx, s) })
}

func handOverIn(ctx context.Context, tx *store.Tx, s edition.Story) error {
	n, err := tx.NextEdition(ctx)
	if err != nil {
		return err
	}
	r, err := tx.Story(ctx, s.Number)
	if err != nil {
		return err
	}
	r.Edition, r.Published = n, s.Published
	if err := tx.Write(ctx, r); err != nil {
		return err
	}
	return tx.Publish(ctx, edition.Change{Number: n, Kind: edition.Published, At: noon, Story: &s})
}

func takeAway(t testing.TB, db *store.DB, number int64, kind edition.Kind) {
	t.Helper()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextEdition(ctx)
		if err != nil {
			return err
		}
		return tx.Publish(ctx, edition.Change{Number: n, Kind: kind, At: noon, Notice: &edition.Notice{Number: number, Language: news.Bangla}})
	})
}

func find(t testing.TB, db *store.DB, q edition.Query) edition.Found {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 20
	}
	f, err := db.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return f
}

func wantFound(t testing.TB, db *store.DB, q edition.Query, want ...int64) {
	t.Helper()
	f := find(t, db, q)
	if !slices.Equal(f.Numbers, want) || f.Total != len(want) {
		t.Errorf("%+v found %v of %d, want %v", q, f.Numbers, f.Total, want)
	}
}

func foundHoweverTyped(t *testing.T, db *store.DB) {
	tell(t, db, "মেঘনায় সেতু", "সংবাদ সম্মেলনে জানানো হয়।", func(s *edition.Story) { s.Byline = news.Byline{} })
	n := tell(t, db, "যমুনায় ফেরি বন্ধ", "বাড়ির কাছে পানি ২৬ সেন্টিমিটার বেড়েছে।", nil)
	for _, words := range [][]string{
		{"যমুনা"},
		{"যমুনায়"},
		{"যমুনা\u09DF"},
		{"যমুনার", "ফেরিগুলো"},
		{"জমূনা"},
		{"jomuna"},
		{"Jamuna", "feri"},
		{"বাড়ি"},
		{"বা\u09DCি"},
		{"বারি"},
		{"26"},
		{"২৬"},
		{"যমুনা", "২৬"},
		{"নুসরাত"},
		{"nusrat", "korim"},
		{"করে", "যমুনা"},
	} {
		wantFound(t, db, edition.Query{Words: words}, n)
	}
	wantFound(t, db, edition.Query{Words: []string{"সেবাদ"}}) // a tokenizer that splits at signs finds সংবাদ
	wantFound(t, db, edition.Query{Words: []string{"যমুনা", "পদ্মা"}})
}

func closerIsHigher(t *testing.T, db *store.DB) {
	exact := tell(t, db, "যমুনা", "x", nil)
	variant := tell(t, db, "জমূনা", "x", nil)
	sound := tell(t, db, "jomuna", "x", nil)
	for _, best := range []bool{false, true} {
		wantFound(t, db, edition.Query{Words: []string{"যমুনা"}, Best: best}, exact, variant, sound)
		wantFound(t, db, edition.Query{Words: []string{"jomuna"}, Best: best}, sound, variant, exact)
	}
	for i := range 10 { // much was found: what only sounds alike is left out
		tell(t, db, fmt.Sprint("যমুনা ", i), "x", nil)
	}
	if f := find(t, db, edition.Query{Words: []string{"যমুনা"}}); f.Total != 12 || slices.Contains(f.Numbers, sound) || f.Numbers[11] != variant {
		t.Errorf("%+v", f)
	}
}

func bestMatch(t *testing.T, db *store.DB) {
	headline := tell(t, db, "Ferry stops on the Jamuna", "x", nil)
	topic := tell(t, db, "River", "x", func(s *edition.Story) { s.Topics = []edition.Topic{{Name: "Jamuna ferry"}} })
	half := tell(t, db, "Jamuna", "The ferry.", nil)
	body := tell(t, db, "Other", "The ferry on the Jamuna.", nil)
	q := edition.Query{Words: []string{"jamuna", "ferry"}}
	wantFound(t, db, q, body, half, topic, headline)
	q.Best = true
	wantFound(t, db, q, headline, topic, half, body)
}

func searchFilters(t *testing.T, db *store.DB) {
	day := time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC)
	old := tell(t, db, "যমুনা", "x", func(s *edition.Story) { s.Published = day.AddDate(-60, 0, 0) })
	en := tell(t, db, "Jamuna", "x", func(s *edition.Story) { s.Language, s.Published = news.English, day.Add(time.Hour) })
	world := tell(t, db, "যমুনা", "x", func(s *edition.Story) { s.Section, s.Published = "world-news", day.AddDate(0, 0, 1) })
	desk := tell(t, db, "যমুনা", "x", func(s *edition.Story) {
		s.Byline, s.Published = news.Byline{Desk: "GreenWatch Desk"}, day.AddDate(0, 0, 2)
		s.Lead = &edition.Picture{ID: "p"}
	})
	put := tell(t, db, "যমুনা", "x", func(s *edition.Story) {
		s.Published = day.AddDate(0, 0, 3).Add(-time.Second)
		s.Corrections = []news.Correction{{Kind: news.Corrected}}
	})
	words := []string{"যমুনা"}
	wantFound(t, db, edition.Query{Words: words}, put, desk, world, old, en)
	wantFound(t, db, edition.Query{Words: words, Language: news.English}, en)
	wantFound(t, db, edition.Query{Words: words, Language: news.Bangla, Section: "world-news"}, world)
	wantFound(t, db, edition.Query{Words: words, Author: "greenwatch"}, desk)
	wantFound(t, db, edition.Query{Words: words, Author: "nusrat karim"}, put, world, old, en)
	wantFound(t, db, edition.Query{Words: words, Author: "…"})
	wantFound(t, db, edition.Query{Words: words, Kind: edition.WithPictures}, desk)
	wantFound(t, db, edition.Query{Words: words, Kind: edition.WithCorrection}, put)
	wantFound(t, db, edition.Query{From: day.AddDate(0, 0, 1)}, put, desk, world)
	wantFound(t, db, edition.Query{Before: day}, old)
	wantFound(t, db, edition.Query{Words: words, From: day.AddDate(0, 0, 2), Before: day.AddDate(0, 0, 3)}, put, desk)
	wantFound(t, db, edition.Query{}, put, desk, world, en, old)
}

func takenAway(t *testing.T, db *store.DB) {
	a, b, c := tell(t, db, "যমুনা ক", "x", nil), tell(t, db, "যমুনা খ", "x", nil), tell(t, db, "যমুনা গ", "x", nil)
	file(t, db, func(r *store.Row) { r.Content.Headline = "যমুনা ঘ" }) // never published
	q := edition.Query{Words: []string{"যমুনা"}}
	wantFound(t, db, q, c, b, a)
	takeAway(t, db, b, edition.Killed)
	wantFound(t, db, q, c, a)
	takeAway(t, db, c, edition.Withdrawn)
	wantFound(t, db, q, a)
	wantFound(t, db, edition.Query{Words: []string{"jomuna"}}, a)
	wantFound(t, db, edition.Query{}, a)
	if err := db.RefillSearch(t.Context()); err != nil {
		t.Fatal(err)
	}
	fill(t, db)
	wantFound(t, db, q, a)
}

func newText(t *testing.T, db *store.DB) {
	var s edition.Story
	n := tell(t, db, "যমুনায় ফেরি", "পুরোনো লেখা", func(p *edition.Story) { s = *p })
	s.Number = n
	s.Headline, s.Body = "পদ্মায় সেতু", news.Paragraphs("নতুন লেখা")
	handOver(t, db, s)
	wantFound(t, db, edition.Query{Words: []string{"যমুনা"}})
	wantFound(t, db, edition.Query{Words: []string{"পুরোনো"}})
	wantFound(t, db, edition.Query{Words: []string{"পদ্মা", "নতুন"}}, n)
	takeAway(t, db, n, edition.Withdrawn)
	handOver(t, db, s) // reinstated
	wantFound(t, db, edition.Query{Words: []string{"পদ্মা"}}, n)
}

func searchPages(t *testing.T, db *store.DB) {
	want := map[int64]bool{}
	for i := range 57 {
		want[tell(t, db, [...]string{"নদী", "নদি", "nadia"}[i%3], "নদী"[:3*(i%2)+3], nil)] = true
	}
	for _, best := range []bool{false, true} {
		var got []int64
		for skip := 0; ; skip += 7 {
			f := find(t, db, edition.Query{Words: []string{"নদী"}, Best: best, Skip: skip, Limit: 7})
			if f.Total != 38 { // what only sounds alike is left out
				t.Fatalf("skipping %d: %d", skip, f.Total)
			}
			if len(f.Numbers) == 0 {
				break
			}
			got = append(got, f.Numbers...)
		}
		all := slices.Sorted(slices.Values(got))
		if len(got) != 38 || len(slices.Compact(all)) != 38 {
			t.Errorf("best %v: %d stories: %v", best, len(got), got)
		}
	}
	if f := find(t, db, edition.Query{Skip: 5000, Limit: 10}); len(f.Numbers) != 0 || f.Total != 57 {
		t.Errorf("beyond the end: %+v", f)
	}
}

func fill(t testing.TB, db *store.DB) {
	t.Helper()
	if err := db.FillSearch(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
}

func searchFilled(t *testing.T, db *store.DB) {
	fill(t, db)
	var want []int64
	for i := range 50 {
		r := file(t, db, func(r *store.Row) { r.Status = news.Live })
		s := edition.Story{Card: edition.Card{Number: r.Number, Headline: "নদী", Published: noon.Add(time.Duration(i) * time.Second)}}
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			tx.IndexLater()
			return handOverIn(ctx, tx, s)
		})
		want = append([]int64{r.Number}, want...)
	}
	wantFound(t, db, edition.Query{Words: []string{"নদী"}})
	takeAway(t, db, want[10], edition.Killed)
	want = slices.Delete(want, 10, 11)
	ctx, stop := context.WithCancel(t.Context())
	steps := 0
	err := db.FillSearch(ctx, func(done, of int) {
		if of != 50 || done < 1 || done > of {
			t.Errorf("%d of %d", done, of)
		}
		if steps++; steps == 2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("it was stopped: %v", err)
	}
	if f := find(t, db, edition.Query{}); f.Total == 0 || f.Total == 49 {
		t.Errorf("stopped half-way it has %d", f.Total)
	}
	fill(t, db)
	f := find(t, db, edition.Query{Words: []string{"নদী"}, Limit: 100})
	if d := cmp.Diff(want, f.Numbers); d != "" {
		t.Error(d)
	}
	if err := db.FillSearch(t.Context(), func(int, int) { t.Error("there was nothing to do") }); err != nil {
		t.Error(err)
	}
}

func searchRefilled(t *testing.T, db *store.DB) {
	var want []int64
	for range 45 {
		want = append([]int64{tell(t, db, "যমুনায় ফেরি", "x", nil)}, want...)
	}
	fill(t, db)
	if err := db.RefillSearch(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := db.FillSearch(t.Context(), func(int, int) { n++ }); err != nil || n != 3 {
		t.Fatalf("%d steps: %v", n, err)
	}
	f := find(t, db, edition.Query{Words: []string{"যমুনা"}, Limit: 100})
	if d := cmp.Diff(want, f.Numbers); d != "" || f.Total != 45 {
		t.Error(f.Total, d)
	}
}

func oneSecond(t *testing.T, db *store.DB) {
	var want []int64
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		want = nil
		for range 1100 {
			n, err := tx.NextStory(ctx)
			if err != nil {
				return err
			}
			e, err := tx.NextEdition(ctx)
			if err != nil {
				return err
			}
			s := edition.Story{Card: edition.Card{Number: n, Headline: "নদী", Published: noon}}
			if err := tx.Publish(ctx, edition.Change{Number: e, Kind: edition.Published, At: noon, Story: &s}); err != nil {
				return err
			}
			want = append(want, n)
		}
		return nil
	})
	slices.Reverse(want)
	f := find(t, db, edition.Query{Words: []string{"নদী"}, Skip: 990, Limit: 20})
	if d := cmp.Diff(want[990:1000], f.Numbers); d != "" || f.Total != 1100 {
		t.Error(f.Total, d)
	}
}

func tidied(t *testing.T, db *store.DB) {
	var want []int64
	for i := range 60 {
		n := tell(t, db, "যমুনায় ফেরি", fmt.Sprint("শব্দ", i), nil)
		if i%3 == 0 {
			takeAway(t, db, n, edition.Killed)
		} else {
			want = append([]int64{n}, want...)
		}
		if i%10 == 0 {
			if err := db.TidySearch(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 2 {
		if err := db.TidySearch(t.Context()); err != nil {
			t.Fatal(err)
		}
		f := find(t, db, edition.Query{Words: []string{"যমুনা"}, Limit: 100})
		if d := cmp.Diff(want, f.Numbers); d != "" || f.Total != len(want) {
			t.Error(f.Total, d)
		}
	}
}

func failedIsNotFound(t *testing.T, db *store.DB) {
	broken := errors.New("the power went")
	r := file(t, db, nil)
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		if err := handOverIn(t.Context(), tx, edition.Story{Card: edition.Card{Number: r.Number, Headline: "নদী", Published: noon}}); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	wantFound(t, db, edition.Query{})
}

func anyQuery(t *testing.T, db *store.DB) {
	tell(t, db, "যমুনা", "x", nil)
	for _, s := range []string{
		"", " ", `"`, `'`, `\`, `" OR "`, "')|('", "AND", "OR NOT", "NEAR(a b)", "a*", "^a", "-a", "{a}:b", "x:y", "\x00", "\xff", "ক্", "্", "🙂", "a'b\"c\\d",
		"।", "‘’", "ি", "\u200d", "h", "be", "lbn",
	} {
		for _, q := range []edition.Query{{Words: []string{s}}, {Words: []string{s, "যমুনা"}}, {Author: s}, {Section: s}, {Kind: edition.SearchKind(s)}, {Language: news.Language(s)}} {
			find(t, db, q)
		}
	}
}
