package delivery_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// An update, a correction and a kill go to each client who got the story, also when it is of no product any more, and to no other.
func TestWhatBecomesOfAStoryFollowsToExactlyWhoGotIt(t *testing.T) {
	first, second, elsewhere, late := receive(t), receive(t), receive(t), receive(t)
	w := open(t, first, second, elsewhere, late)
	w.tx(func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveProduct(ctx, news.Product{ID: "q", Name: "World", Filter: news.ProductFilter{Sections: []string{"world"}}})
	})
	w.client("first", news.PushWay, first.URL)
	w.client("second", news.PushWay, second.URL)
	other := w.client("elsewhere", news.PushWay, elsewhere.URL)
	other.Orders[0].Product = "q"
	w.tx(func(ctx context.Context, tx *store.Tx) error { return tx.SaveClient(ctx, other) })
	w.run()
	w.publish(text(edition.Published, 1, "sport"))
	w.publish(text(edition.Published, 2, "world"))
	w.until("each has what it ordered", func() bool { return len(first.all())+len(second.all())+len(elsewhere.all()) == 3 })
	w.client("late", news.PushWay, late.URL) // it has ordered sport, and never got this story
	w.publish(text(edition.Updated, 1, "city"))
	w.publish(text(edition.Corrected, 1, "city"))
	w.publish(gone(edition.Killed, 1))
	w.publish(text(edition.Published, 3, "sport")) // so that the last of them has come to everybody
	w.until("all is over", func() bool {
		return len(late.all()) > 0 && !slices.ContainsFunc(w.log(store.DeliveryFilter{}), func(d news.Delivery) bool {
			return d.State == news.DeliveryWaiting || d.State == news.DeliverySending
		})
	})
	whole := func(e *receiver, story string) (kinds []string) {
		for _, c := range e.all() {
			if c.story == story {
				kinds = append(kinds, c.kind)
			}
		}
		return kinds
	}
	for name, e := range map[string]*receiver{"first": first, "second": second} {
		// A version that a kill or a later one has overtaken is not sent; the kill is, and last.
		got := whole(e, "1")
		if len(got) < 2 || got[0] != "published" || got[len(got)-1] != "killed" || !slices.IsSortedFunc(got, func(a, b string) int { return order[a] - order[b] }) {
			t.Errorf("%s got of the story %q", name, got)
		}
		if !slices.Equal(whole(e, "3"), []string{"published"}) || whole(e, "2") != nil {
			t.Errorf("%s got %q", name, e.kinds())
		}
	}
	if got := elsewhere.kinds(); !slices.Equal(got, []string{"2 published"}) {
		t.Errorf("who ordered another product got %q", got)
	}
	if got := late.kinds(); !slices.Equal(got, []string{"3 published"}) {
		t.Errorf("who came later got %q", got)
	}
	for _, client := range []string{"first", "second"} { // the log says so too: who got what, when
		for _, d := range w.log(store.DeliveryFilter{Client: client, Story: 1}) {
			if d.State == news.DeliverySent == d.Sent.IsZero() {
				t.Errorf("on record is %+v", d)
			}
		}
	}
}

var order = map[string]int{"published": 1, "updated": 2, "corrected": 3, "killed": 4}

// An embargoed story comes to clients when it comes to readers, not before, whatever the room does meanwhile.
func TestAnEmbargoedStoryIsNotSentBeforeItsTime(t *testing.T) {
	e := receive(t)
	w := open(t, e)
	w.client("a", news.PushWay, e.URL)
	var early []came
	var until time.Time
	ctx := t.Context()
	e.answers(func(c came) int {
		if now, err := w.db.Now(ctx); c.story != "1" && (err != nil || now.Before(until)) {
			early = append(early, c)
		}
		return 200
	})
	w.run()
	editor := news.Person{ID: "editor", Name: "Rashed Hasan", Roles: news.Roles, Desk: "city"}
	d := desk.New(w.db, w.ring)
	_, err := d.SetHouse(ctx, editor, news.House{
		Names: map[news.Language]string{news.English: "Padma"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "https://padma.example",
		Sections: []news.Section{{Slug: "sport", Names: map[news.Language]string{news.English: "Sport"}}}, Desks: []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	must := func(s news.Story, err error) news.Story {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ready := func(headline string) int64 {
		s := must(d.Create(ctx, editor, desk.Start{Content: news.Content{Language: news.English, Section: "sport", Headline: headline, Body: news.Paragraphs("It was won.")}}))
		must(d.Submit(ctx, editor, s.Number, ""))
		return must(d.Ready(ctx, editor, s.Number, "")).Number
	}
	free, embargoed := ready("Toss"), ready("Result")
	now, err := w.db.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	e.mu.Lock()
	until = now.Add(3 * time.Second)
	e.mu.Unlock()
	must(d.Embargo(ctx, editor, embargoed, until, ""))
	must(d.Schedule(ctx, editor, embargoed, until, desk.Out{}))
	must(d.Publish(ctx, editor, free, desk.Out{}))
	w.until("it has both", func() bool {
		if err := d.ReleaseDue(ctx); err != nil {
			t.Fatal(err)
		}
		return len(e.all()) == 2
	})
	if got := e.kinds(); !slices.Equal(got, []string{fmt.Sprint(free, " published"), fmt.Sprint(embargoed, " published")}) || len(early) > 0 {
		t.Errorf("it got %q, before its time %+v", got, early)
	}
}
