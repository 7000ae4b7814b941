package wire_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// desk is a store into which wires file, and which is compared.
type comparedDesk struct {
	*testing.T
	*store.DB
	at time.Time
}

func newComparedDesk(t *testing.T) *comparedDesk {
	d := &comparedDesk{t, storetest.SQLite(t), time.Now().UTC().Truncate(time.Second)}
	for _, name := range []string{"delta", "meridian"} {
		d.tx(func(tx *store.Tx) error {
			return tx.SaveWire(t.Context(), news.Wire{ID: name, Name: name, Kind: news.FeedWire, Language: news.English})
		})
	}
	return d
}

func (d *comparedDesk) tx(f func(*store.Tx) error) {
	d.Helper()
	if err := d.Tx(d.Context(), f); err != nil {
		d.Fatal(err)
	}
}

func (d *comparedDesk) files(wire, guid, headline, body string) (kept news.Dispatch) {
	d.Helper()
	d.at = d.at.Add(time.Second)
	d.tx(func(tx *store.Tx) (err error) {
		item := news.Dispatch{Wire: wire, GUID: guid, Headline: headline, Body: news.Paragraphs(body), Language: news.English, Received: d.at, Hash: fmt.Sprint(d.at)}
		kept, _, err = tx.Receive(d.Context(), item, []byte(headline+body))
		return err
	})
	return kept
}

func (d *comparedDesk) compared(c *wire.Comparing) {
	d.Helper()
	if err := c.Compare(d.Context()); err != nil {
		d.Fatal(err)
	}
	if more, err := c.MakeFacts(d.Context()); err != nil || more {
		d.Fatal(more, err)
	}
	if left, err := d.WithoutFacts(d.Context(), 9, news.English, news.Bangla); err != nil || len(left) > 0 {
		d.Fatalf("without facts are %v: %v", left, err)
	}
}

func (d *comparedDesk) clusterOf(one news.Dispatch) string {
	d.Helper()
	now, err := d.Dispatch(d.Context(), one.ID)
	if err != nil {
		d.Fatal(err)
	}
	return now.Cluster
}

const (
	crash      = "Five people were killed and 12 injured when a bus collided head-on with a truck on the Dhaka-Rangpur highway at Sherpur in Bogura on Monday, police said. The dead include the bus driver."
	crashAgain = "At least five people died and 12 were hurt as a Rangpur-bound bus and a truck rammed into each other in Bogura's Sherpur upazila on Monday morning, said highway police."
	otherCrash = "Four people were killed and six injured when a microbus collided head-on with a truck on the Dhaka-Sylhet highway at Osmaninagar in Sylhet on Monday, police said. The dead include the driver."
)

func TestTheSameEventFromTwoAgenciesIsOneClusterAndAnotherIsNot(t *testing.T) {
	d := newComparedDesk(t)
	c := wire.NewComparing(d.DB)
	first := d.files("delta", "1", "Five killed in Bogura bus-truck crash", crash)
	other := d.files("delta", "2", "Four killed in Sylhet microbus-truck crash", otherCrash)
	d.compared(c)
	again := d.files("meridian", "a", "Head-on collision leaves five dead in Sherpur", crashAgain)
	if d.clusterOf(again) != again.ID {
		t.Error("before it is compared a dispatch is by itself")
	}
	d.compared(wire.NewComparing(d.DB)) // another process, or this one started again
	if d.clusterOf(again) != d.clusterOf(first) || d.clusterOf(other) == d.clusterOf(first) {
		t.Errorf("clusters %s, %s and, of another crash, %s", d.clusterOf(first), d.clusterOf(again), d.clusterOf(other))
	}
	listed := func(f store.DispatchFilter) ([]store.Cluster, error) {
		dispatches, err := d.Dispatches(t.Context(), f)
		if err != nil {
			return nil, err
		}
		return d.Folded(t.Context(), dispatches, time.Time{})
	}
	list, err := listed(store.DispatchFilter{})
	if err != nil || len(list) != 2 || list[0].ID != again.ID || list[0].Count != 2 || list[1].ID != other.ID {
		t.Errorf("the list is %+v, %v", list, err)
	}
	if list, err = listed(store.DispatchFilter{Wire: "delta"}); err != nil || len(list) != 2 || list[1].ID != first.ID || list[1].Count != 2 {
		t.Errorf("of one wire the list is %+v, %v", list, err)
	}
	all, err := d.Dispatches(t.Context(), store.DispatchFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if list, err = d.Folded(t.Context(), all[1:], all[0].Received); err != nil || len(list) != 1 || list[0].ID != other.ID {
		t.Errorf("the page after the newest is %+v, %v", list, err)
	}
}

func TestWhatAPersonPutApartStaysApart(t *testing.T) {
	d := newComparedDesk(t)
	c := wire.NewComparing(d.DB)
	first := d.files("delta", "1", "Five killed in Bogura bus-truck crash", crash)
	d.compared(c)
	d.tx(func(tx *store.Tx) error { return tx.Group(t.Context(), first.ID, first.ID) })
	again := d.files("meridian", "a", "Head-on collision leaves five dead in Sherpur", crashAgain)
	d.compared(c)
	d.tx(func(tx *store.Tx) error { return tx.Group(t.Context(), again.ID, again.ID) })
	d.files("meridian", "a", "Head-on collision leaves five dead in Sherpur", crashAgain+" More follows.")
	d.compared(c)
	if d.clusterOf(again) == d.clusterOf(first) {
		t.Error("a newer version went back to where a person took it from")
	}
}
