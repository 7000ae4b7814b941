package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// RunDeliveries runs the contract of clients, deliveries, listings and partners' keys: one process at a time tries a delivery, of a story in
// order, and what a product has is read on without a gap.
func RunDeliveries(t *testing.T, open func(testing.TB) *store.DB) {
	db := open(t)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveClient(ctx, news.Client{ID: "c", Name: "Client", Active: true})
	})
	if err := db.Tx(t.Context(), func(tx *store.Tx) error { return tx.SaveClient(t.Context(), news.Client{ID: "d", Name: "Client"}) }); err == nil {
		t.Error("two clients have one name")
	}
	t.Run("deliveries", func(t *testing.T) { deliveries(t, db) })
	t.Run("listings", func(t *testing.T) { listings(t, db) })
	t.Run("listings at once", func(t *testing.T) { listingsAtOnce(t, db) })
	t.Run("keys", func(t *testing.T) { partnerKeys(t, db) })
}

func deliveries(t *testing.T, db *store.DB) {
	var now time.Time
	add := func(id string, story, edition int64, kind news.Sending) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			if now, err = tx.Now(ctx); err != nil {
				return err
			}
			return tx.AddDelivery(ctx, news.Delivery{ID: id, Client: "c", Destination: "to", Story: story, Edition: edition, Kind: kind, State: news.DeliveryWaiting, Made: now})
		})
	}
	next := func() (d news.Delivery, ok bool) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) (err error) {
			d, ok, err = tx.NextDelivery(ctx, "to", time.Minute)
			return err
		})
		return d, ok
	}
	save := func(d news.Delivery) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SaveDelivery(ctx, d) })
	}
	add("1", 7, 1, news.SendNew)
	add("again", 7, 1, news.SendNew) // the same edition to the same destination
	add("2", 7, 2, news.SendUpdate)
	add("3", 8, 3, news.SendNew)
	first, _ := next()
	second, ok := next()
	if first.ID != "1" || first.State != news.DeliverySending || first.Tries != 1 || !ok || second.ID != "3" {
		t.Fatalf("first %+v, then %+v", first, second)
	}
	if d, ok := next(); ok {
		t.Errorf("a later version does not wait for an earlier one: %+v", d)
	}
	if due, at, err := db.DueDestinations(t.Context()); err != nil || len(due) != 1 || at.IsZero() { // the one that waits for its turn
		t.Errorf("%v %s %v", due, at, err)
	}
	first.State, first.Next, first.Sent = news.DeliverySent, time.Time{}, now
	save(first.Tried(now, "Accepted."))
	if d, ok := next(); !ok || d.ID != "2" {
		t.Errorf("then comes %+v", d)
	}
	second.State, second.Next = news.DeliverySending, now.Add(-time.Second) // its process has ended
	save(second)
	if d, ok := next(); !ok || d.ID != "3" || d.Tries != 2 {
		t.Errorf("again comes %+v", d)
	}
	add("4", 8, 4, news.SendKill)
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		if gone, err := tx.TakenBack(ctx, second); err != nil || !gone {
			t.Errorf("taken back: %v, %v", gone, err)
		}
		if late, err := tx.Overtaken(ctx, second); err != nil || late {
			t.Errorf("overtaken: %v, %v", late, err)
		}
		second.State, second.Next = news.DeliveryParked, time.Time{}
		if err := tx.SaveDelivery(ctx, second); err != nil {
			return err
		}
		return tx.DropUnsent(ctx, "to", 8, 4, now, "gone")
	})
	if d, err := db.Delivery(t.Context(), "3"); err != nil || d.State != news.DeliveryDropped || d.Answer() != "gone" {
		t.Errorf("%+v, %v", d, err)
	}
	for what, f := range map[string]store.DeliveryFilter{
		"a story": {Story: 7}, "a client and a state": {Client: "c", State: news.DeliverySent}, "a day": {From: now.Add(-time.Hour), To: now.Add(time.Hour), Limit: 1},
	} {
		want := map[string]int{"a story": 2, "a client and a state": 1, "a day": 1}[what]
		if list, err := db.Deliveries(t.Context(), f); err != nil || len(list) != want {
			t.Errorf("by %s: %d, %v", what, len(list), err)
		}
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetDeliveries(ctx, -time.Hour) })
	if list, err := db.Deliveries(t.Context(), store.DeliveryFilter{}); err != nil || len(list) != 3 { // the older version of 7 went
		t.Errorf("%+v, %v", list, err)
	}
}

func listings(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveProduct(ctx, news.Product{ID: "p", Name: "All"})
	})
	list := func(number, story int64) {
		t.Helper()
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			return tx.List(ctx, "p", edition.Change{Number: number, At: time.Now(), Story: &edition.Story{Card: edition.Card{Number: story}}})
		})
	}
	list(1, 1)
	list(2, 2)
	list(3, 1)
	list(1, 1) // an older version changes nothing
	all, err := db.Listings(t.Context(), store.ListingFilter{Product: "p"})
	if err != nil || len(all) != 2 || all[0].Story != 2 || all[1].Story != 1 || all[1].Edition != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	if rest, err := db.Listings(t.Context(), store.ListingFilter{Product: "p", After: all[0].Position}); err != nil || len(rest) != 1 || rest[0].Story != 1 {
		t.Errorf("%+v, %v", rest, err)
	}
	if u, err := db.Unfilled(t.Context()); err != nil || len(u) != 1 {
		t.Errorf("%+v, %v", u, err)
	}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.Filled(ctx, "p", 0, -1) })
	if u, err := db.Unfilled(t.Context()); err != nil || len(u) != 0 {
		t.Errorf("%+v, %v", u, err)
	}
}

// listingsAtOnce has several transactions list stories at the same time while one reader follows the product by position: an order in which a
// position could be seen before a smaller one would leave a story out.
func listingsAtOnce(t *testing.T, db *store.DB) {
	tx(t, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveProduct(ctx, news.Product{ID: "busy", Name: "Busy"})
	})
	const writers, each = 4, 25
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := range each {
				n := int64(100 + w*each + i)
				err := db.Tx(t.Context(), func(tx *store.Tx) error {
					err := tx.List(t.Context(), "busy", edition.Change{Number: n, At: time.Now(), Story: &edition.Story{Card: edition.Card{Number: n}}})
					time.Sleep(time.Duration(n%3) * time.Millisecond) // between its position and its commit
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	seen, after := map[int64]int{}, int64(0)
	for over := false; ; {
		select {
		case <-done:
			over = true // what is there now is all that there will be
		default:
		}
		page, err := db.Listings(t.Context(), store.ListingFilter{Product: "busy", After: after, Limit: 7})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page {
			seen[l.Story]++
			after = l.Position
		}
		if over && len(page) == 0 {
			break
		}
	}
	if len(seen) != writers*each {
		t.Errorf("who follows saw %d stories of %d", len(seen), writers*each)
	}
	for story, times := range seen {
		if times != 1 {
			t.Errorf("it saw story %d %d times", story, times)
		}
	}
}

func partnerKeys(t *testing.T, db *store.DB) {
	k := news.PartnerKey{ID: "k", Client: "c", Name: "site", Products: []string{"p"}, PerMin: 5}
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.AddPartnerKey(ctx, k, "hash") })
	at := time.Now().Truncate(time.Microsecond).UTC()
	tx(t, db, func(ctx context.Context, tx *store.Tx) error { return tx.SeePartnerKey(ctx, "k", at) })
	if got, err := db.PartnerKey(t.Context(), "hash"); err != nil || got.Client != "c" || !got.Seen.Equal(at) || !got.Ended.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	for _, want := range []bool{true, false} {
		tx(t, db, func(ctx context.Context, tx *store.Tx) error {
			if ended, err := tx.EndPartnerKey(ctx, "c", "k"); err != nil || ended != want {
				t.Errorf("ended: %v, %v", ended, err)
			}
			return nil
		})
	}
	if got, err := db.PartnerKeys(t.Context(), "c"); err != nil || len(got) != 1 || got[0].Ended.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := db.PartnerKey(t.Context(), "other"); !store.IsNotFound(err) {
		t.Errorf("a key that there is not: %v", err)
	}
}
