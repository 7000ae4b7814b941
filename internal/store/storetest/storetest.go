// Package storetest is the contract of package store: what every database must do.
// Each database runs the whole of it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// Run holds the stores that open returns to the contract. Each must be empty.
func Run(t *testing.T, open func(testing.TB) *store.DB) {
	for _, test := range []struct {
		fact string
		run  func(*testing.T, *store.DB)
	}{
		{"AStoryComesBackAsItWasWritten", storyComesBack},
		{"OfTwoWhoChangeAStoryAtOnceBothChangesStand", bothChangesStand},
		{"EditionsAreNumberedInOrderWithoutGaps", editionsInOrder},
		{"WhatFailsLeavesNothingBehind", failureLeavesNothing},
		{"TheLogIsOneChainHoweverManyWrite", logIsOneChain},
		{"AChangedOrLostRecordIsFound", tamperedLog},
		{"TheSameItemTwiceIsOneDispatchWithANewerVersion", dispatchVersions},
		{"ADispatchHasItsFilesAndThoseThatComeAfterIt", filesOfDispatches},
		{"DispatchesOfWhichNothingWasMadeGoWhenTheirTimeIsOver", dispatchesExpire},
		{"AFlashIsOnUntilItEndsOrExpires", flashes},
		{"APictureIsUsedInCopyBeforeReadersAndByAuthors", pictureIsUsed},
		{"ThePicturesOfOlderStoriesAreNotedAFewStoriesAtATime", olderUsesAreNoted},
		{"PicturesWaitToBeDevelopedTheNewestFirst", picturesAreDeveloped},
		{"StoriesWaitOnceToBeRedrawnAndTheNewestFirst", storiesAreRedrawn},
		{"WhatIsDecidedAboutAPictureIsOfOneStory", pictureIsDecidedAbout},
		{"OfRightsThatEndPeopleAreToldOnceForEachWarning", rightsAreTold},
		{"APictureThatGoesIsFoundNowhereAndItsTwinsAreKnown", picturesGo},
		{"ARecordingComesBackAndItsPosterIsKnown", recordings},
		{"AnOldAddressLeadsToWhatBecameOfIt", oldAddresses},
		{"AFilmIsKeptWithWhatItsCaptionsSay", recordingIsKept},
		{"ABannerIsUpUntilItEndsOrExpires", banners},
		{"AKeyIsRememberedWithWhatItDid", idempotency},
		{"ListsAreFilteredAndBounded", lists},
		{"AScheduledStoryIsDueByTheDatabasesClock", due},
		{"AFollowerIsToldOfEveryEditionFromWhenItCame", followers},
		{"AStoryIsFoundAsItStoodBefore", storyBefore},
		{"ASubscriptionIsConfirmedSentAndForgotten", subscriptions},
		{"ViewsAddUpByStorySourceAndHour", viewsAddUp},
		{"WhatIsMostReadIsToldOnceAnHour", mostReadOnce},
	} {
		t.Run(test.fact, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

var (
	nusrat = news.Person{ID: "p-nusrat", Name: "Nusrat Karim"}
	noon   = time.Date(2026, 3, 26, 12, 0, 0, 123456000, time.UTC)
)

func tx(t testing.TB, db *store.DB, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func kindOf(err error) news.Kind {
	if e, ok := errors.AsType[*news.Error](err); ok {
		return e.Kind
	}
	return ""
}

// file inserts a story and returns it.
func file(t testing.TB, db *store.DB, edit func(*store.Row)) store.Row {
	t.Helper()
	var r store.Row
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextStory(ctx)
		if err != nil {
			return err
		}
		r = store.Row{Plan: []byte(`{}`), Story: news.Story{
			ID: news.StoryID(fmt.Sprintf("s-%d", n)), Number: n, Desk: "city", Status: news.Writing, Owner: nusrat, Revision: 1,
			Created: noon, Changed: noon.Add(time.Duration(n) * time.Second),
			Content: news.Content{Language: news.Bangla, Section: "world-news", Headline: "যমুনায় ফেরি বন্ধ", Body: news.Paragraphs("নদীর পানি বাড়ছে।")},
		}}
		if edit != nil {
			edit(&r)
		}
		return tx.Insert(ctx, r)
	})
	return r
}

func storyComesBack(t *testing.T, db *store.DB) {
	want := file(t, db, func(r *store.Row) {
		r.Embargo, r.PublishAt, r.Published, r.Updated = noon.Add(1), noon.Add(time.Hour), noon.Add(2*time.Hour), noon.Add(3*time.Hour)
		r.Embargo = r.Embargo.Truncate(time.Microsecond)
		r.Content.Lead = &news.PictureUse{Picture: "x", Alt: "A boat"}
		r.Corrections = []news.Correction{{ID: "c", Kind: news.Corrected, Note: "41, not 14", At: noon, By: nusrat}}
		r.PublishedRevision, r.Edition = 1, 7
	}).Story
	got, err := db.Story(t.Context(), want.Number)
	if err != nil {
		t.Fatal(err)
	}
	got.Sources = nil
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := db.Story(t.Context(), 999); kindOf(err) != news.NotFound {
		t.Errorf("a story that is not there: %v", err)
	}
}

func bothChangesStand(t *testing.T, db *store.DB) {
	n := file(t, db, nil).Number
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			err := db.Tx(t.Context(), func(tx *store.Tx) error {
				r, err := tx.Story(t.Context(), n)
				if err != nil {
					return err
				}
				r.Content.Topics = append(r.Content.Topics, fmt.Sprint(i))
				r.Revision++
				return tx.Write(t.Context(), r)
			})
			// With so many at once a Conflict is a fair answer; a lost change is not.
			if err != nil && kindOf(err) != news.Conflict {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	s, err := db.Story(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(s.Content.Topics)) != s.Revision-1 || s.Revision == 1 {
		t.Errorf("%d changes said they were written, %d are there", s.Revision-1, len(s.Content.Topics))
	}
}

func editionsInOrder(t *testing.T, db *store.DB) {
	const writers, each = 6, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				err := db.Tx(t.Context(), func(tx *store.Tx) error {
					n, err := tx.NextEdition(t.Context())
					if err != nil {
						return err
					}
					return tx.Publish(t.Context(), edition.Change{Number: n, Kind: edition.Killed, At: noon, Notice: &edition.Notice{Number: n}})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	var last int64
	for last < writers*each && !t.Failed() {
		changes, err := db.Since(t.Context(), last, 7)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if c.Number != last+1 || c.Notice.Number != c.Number {
				t.Fatalf("after edition %d comes %d", last, c.Number)
			}
			last = c.Number
		}
	}
	wg.Wait()
}

func failureLeavesNothing(t *testing.T, db *store.DB) {
	broken := errors.New("broken")
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		n, err := tx.NextEdition(t.Context())
		if err != nil || n != 1 {
			t.Errorf("edition %d, %v", n, err)
		}
		if _, err := tx.Record(t.Context(), news.Record{At: noon, Actor: nusrat, Verb: news.Save}); err != nil {
			t.Error(err)
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.NextEdition(ctx)
		if n != 1 {
			t.Errorf("the next edition is %d", n)
		}
		return err
	})
	if n, err := db.VerifyLog(t.Context()); n != 0 || err != nil {
		t.Errorf("the log has %d records, %v", n, err)
	}
}

func logIsOneChain(t *testing.T, db *store.DB) {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for j := range 10 {
				err := db.Tx(t.Context(), func(tx *store.Tx) error {
					_, err := tx.Record(t.Context(), news.Record{At: noon, Actor: nusrat, Verb: news.Save, Object: fmt.Sprintf("story/%d", i), Detail: []byte(fmt.Sprint(j))})
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n, err := db.VerifyLog(t.Context()); n != 40 || err != nil {
		t.Errorf("the log has %d records, %v", n, err)
	}
	of, err := db.LogNewest(t.Context(), "story/2", 5)
	if err != nil || len(of) != 5 || of[0].Object != "story/2" || of[0].Seq < of[4].Seq {
		t.Errorf("the newest of story 2: %v %v", of, err)
	}
}

func tamperedLog(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for range 3 {
			if _, err := tx.Record(ctx, news.Record{At: noon, Actor: nusrat, Verb: news.Publish, Object: "story/1"}); err != nil {
				return err
			}
		}
		return nil
	})
	records, err := db.Log(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, tamper := range map[string]func([]news.Record) []news.Record{
		"changed":  func(r []news.Record) []news.Record { r[1].Verb = news.Spike; return r },
		"removed":  func(r []news.Record) []news.Record { return append(r[:1], r[2:]...) },
		"inserted": func(r []news.Record) []news.Record { return append(r[:1], r...) },
	} {
		if err := news.VerifyChain(0, "", tamper(append([]news.Record(nil), records...))); err == nil || !strings.Contains(err.Error(), "breaks at record") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := news.VerifyChain(0, "", records); err != nil {
		t.Error(err)
	}
}

func dispatchVersions(t *testing.T, db *store.DB) {
	w := news.Wire{ID: "w", Name: "Delta", Kind: news.FeedWire, Address: "https://example.com/feed", Language: news.English, Every: time.Minute}
	receive := func(raw string, at time.Time) (d news.Dispatch, fresh bool) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			d, fresh, err = tx.Receive(ctx, news.Dispatch{Wire: "w", GUID: "g", Received: at, Headline: fmt.Sprintf("H %q", raw), Hash: fmt.Sprintf("%x", raw), RawType: "application/rss+xml"}, []byte(raw))
			return err
		})
		return d, fresh
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveWire(ctx, w) })
	first, fresh := receive("\x00one\xff", noon)
	if !fresh || first.Version != 1 {
		t.Errorf("the first time: version %d, fresh %v", first.Version, fresh)
	}
	if again, fresh := receive("\x00one\xff", noon.Add(1)); fresh || again.Version != 1 || again.ID != first.ID {
		t.Errorf("the same again: version %d, fresh %v", again.Version, fresh)
	}
	second, fresh := receive("two", noon.Add(time.Minute))
	if !fresh || second.Version != 2 || second.ID != first.ID {
		t.Errorf("with other bytes: version %d, fresh %v", second.Version, fresh)
	}
	list, err := db.Dispatches(t.Context(), store.DispatchFilter{Text: "TWO"})
	if err != nil || len(list) != 1 || list[0].Version != 2 || list[0].WireName != "Delta" {
		t.Errorf("listed: %+v %v", list, err)
	}
	raw, err := db.Raw(t.Context(), first.ID, 1)
	if err != nil || string(raw) != "\x00one\xff" {
		t.Errorf("the bytes of version 1: %q %v", raw, err)
	}
	s := file(t, db, nil)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddSource(ctx, s.ID, first.ID, 2) })
	d, err := db.Dispatch(t.Context(), first.ID)
	if err != nil || len(d.UsedBy) != 1 || d.UsedBy[0] != s.Number {
		t.Errorf("used by %v, %v", d.UsedBy, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveWireHealth(ctx, "w", news.Health{Failures: 2, Error: "no answer"})
	})
	w.Paused, w.Zone, w.Login = true, "Asia/Dhaka", news.Login{How: news.LoginBasic, User: "padma", Since: noon}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SetWireSecret(ctx, "w", "sealed") })
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveWire(ctx, w) })
	if sealed, err := db.WireSecret(t.Context(), "w"); err != nil || sealed != "sealed" {
		t.Errorf("the wire's secret: %q %v", sealed, err)
	}
	if got, err := db.Wire(t.Context(), "w"); err != nil || got.Login != w.Login || !got.Paused || got.Zone != "Asia/Dhaka" || got.Health.Failures != 2 || got.Every != time.Minute {
		t.Errorf("the wire: %+v %v", got, err)
	}
}

func flashes(t *testing.T, db *store.DB) {
	add := func(id string, l news.Language, story int64, expires time.Time) {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.AddFlash(ctx, news.Flash{ID: id, Language: l, Text: id, Story: story, Path: "/p", At: noon, Expires: expires})
		})
	}
	later := time.Now().Add(time.Hour)
	add("a", news.English, 0, later)
	add("b", news.English, 5, later)
	add("old", news.Bangla, 0, time.Now().Add(-time.Second))
	if n, err := db.Expired(t.Context()); n != 1 || err != nil {
		t.Errorf("%d are expired, %v", n, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		for name, end := range map[string]func() ([]news.Flash, error){
			"old": func() ([]news.Flash, error) { return tx.EndExpired(ctx) },
			"b":   func() ([]news.Flash, error) { return tx.EndFlashesOf(ctx, 5, noon.UnixMicro()) },
		} {
			if ended, err := end(); err != nil || len(ended) != 1 || ended[0].ID != name || ended[0].Path != "/p" {
				t.Errorf("%s: ended %v, %v", name, ended, err)
			}
		}
		if _, err := tx.EndFlash(ctx, "b", noon.UnixMicro()); kindOf(err) != news.NotFound {
			t.Errorf("ended twice: %v", err)
		}
		return nil
	})
	if on, err := db.Flashes(t.Context(), ""); err != nil || len(on) != 1 || on[0].ID != "a" {
		t.Errorf("still on: %v %v", on, err)
	}
}

func idempotency(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if _, found, err := tx.Recall(ctx, "p", "k", "f"); found || err != nil {
			t.Errorf("before: %v %v", found, err)
		}
		return tx.Remember(ctx, "p", "k", "f", []byte(`{"a":1}`), 1)
	})
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		result, found, err := tx.Recall(ctx, "p", "k", "f")
		if string(result) != `{"a":1}` || !found || err != nil {
			t.Errorf("after: %s %v %v", result, found, err)
		}
		if _, _, err := tx.Recall(ctx, "p", "k", "other"); kindOf(err) != news.Conflict {
			t.Errorf("another request under the key: %v", err)
		}
		if _, found, _ := tx.Recall(ctx, "q", "k", "f"); found {
			t.Error("another person's key is found")
		}
		return tx.Forget(ctx, 2)
	})
}

func lists(t *testing.T, db *store.DB) {
	for i := range 5 {
		file(t, db, func(r *store.Row) {
			if i%2 == 0 {
				r.Desk, r.Status = "green", news.Live
			}
			r.Content.Headline = fmt.Sprintf("100%% of Story_%d", i)
		})
	}
	count := func(f store.StoryFilter) int {
		l, err := db.Stories(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		return len(l)
	}
	for want, f := range map[int]store.StoryFilter{
		5: {}, 3: {Desk: "green"}, 2: {Statuses: []news.Status{news.Writing, news.Ready}, Owner: nusrat.ID},
		1: {Text: "story_3", Language: news.Bangla, Section: "world-news"}, 4: {Limit: 4}, 0: {Text: "story%3"},
	} {
		if got := count(f); got != want {
			t.Errorf("%+v lists %d, want %d", f, got, want)
		}
	}
	page, err := db.Stories(t.Context(), store.StoryFilter{Limit: 2})
	if err != nil || page[0].Number != 5 {
		t.Fatalf("the newest is %v, %v", page, err)
	}
	if got := count(store.StoryFilter{Before: page[1].Changed}); got != 3 {
		t.Errorf("after the first page come %d, want 3", got)
	}
}

func due(t *testing.T, db *store.DB) {
	past := file(t, db, func(r *store.Row) { r.Status, r.PublishAt = news.Scheduled, time.Now().Add(-time.Second) })
	file(t, db, func(r *store.Row) { r.Status, r.PublishAt = news.Scheduled, time.Now().Add(time.Hour) })
	file(t, db, func(r *store.Row) { r.Status, r.PublishAt = news.Ready, time.Now().Add(-time.Hour) })
	got, err := db.Due(t.Context(), 10)
	if err != nil || len(got) != 1 || got[0] != past.Number {
		t.Errorf("due: %v %v", got, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		now, err := tx.Now(ctx)
		if d := time.Since(now).Abs(); d > time.Minute {
			t.Errorf("the database's clock is %s from ours", d)
		}
		return err
	})
}
