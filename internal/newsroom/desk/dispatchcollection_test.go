package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// arrive is so many dispatches that came over one wire, by their IDs.
func (n *newsroom) arrive(count int) (ids []string) {
	n.Helper()
	w, err := n.AddWire(n.Context(), rashed, agencyWireWithout())
	if err != nil {
		n.Fatal(err)
	}
	err = n.db.Tx(n.Context(), func(tx *store.Tx) error {
		for i := range count {
			d, _, err := tx.Receive(n.Context(), news.Dispatch{Wire: w.ID, GUID: fmt.Sprint(i), Received: time.Now(), Headline: fmt.Sprintf("Item %d", i), Hash: fmt.Sprint(i)}, []byte("raw"))
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		return nil
	})
	if err != nil {
		n.Fatal(err)
	}
	return ids
}

func TestDispatchesComeIntoACollectionOnceAndLeaveItOnRecord(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	ids := n.arrive(2)
	c, err := n.NewDispatchCollection(ctx, nusrat, "  Monsoon   rain ", ids[:1])
	if err != nil || c.Name != "Monsoon rain" || c.Dispatches != 1 || c.By.ID != nusrat.ID {
		t.Fatalf("%+v, %v", c, err)
	}
	object := "dispatch-collection/" + c.ID
	if c, err = n.CollectDispatches(ctx, imran, c.ID, ids); err != nil || c.Dispatches != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := string(n.recordsOf(object)[0].Detail); !strings.Contains(got, ids[1]) || strings.Contains(got, ids[0]) {
		t.Errorf("the record says of one that was in it that it came: %s", got)
	}
	if _, err = n.CollectDispatches(ctx, imran, c.ID, ids); err != nil || len(n.recordsOf(object)) != 2 {
		t.Errorf("what changed nothing was recorded, or refused: %v", err)
	}
	if c, err = n.UncollectDispatches(ctx, imran, c.ID, ids[:1]); err != nil || c.Dispatches != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err = n.RenameDispatchCollection(ctx, nusrat, c.ID, "Rain"); err != nil || c.Name != "Rain" || c.Dispatches != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err = n.DropDispatchCollection(ctx, imran, c.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := n.CollectDispatches(ctx, imran, c.ID, ids); kindOf(err) != news.NotFound {
		t.Errorf("into one that is gone: %v", err)
	}
}

type collection = news.DispatchCollection

func kindOf(err error) news.Kind {
	if e, is := errors.AsType[*news.Error](err); is {
		return e.Kind
	}
	return ""
}

func TestACollectionOfDispatchesHasItsBoundsAndItsPeople(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	ids := n.arrive(news.MostCollected + 1)
	c, err := n.NewDispatchCollection(ctx, nusrat, "Rain", ids[1:])
	if err != nil || c.Dispatches != news.MostCollected {
		t.Fatalf("%+v, %v", c, err)
	}
	for what, f := range map[string]struct {
		try  func() (collection, error)
		kind news.Kind
	}{
		"one more than it may have": {func() (collection, error) { return n.CollectDispatches(ctx, nusrat, c.ID, ids[:1]) }, news.Conflict},
		"more than at once":         {func() (collection, error) { return n.UncollectDispatches(ctx, nusrat, c.ID, ids) }, news.Invalid},
		"none":                      {func() (collection, error) { return n.CollectDispatches(ctx, nusrat, c.ID, nil) }, news.Invalid},
		"one that is not there":     {func() (collection, error) { return n.NewDispatchCollection(ctx, nusrat, "Fog", []string{"none"}) }, news.NotFound},
		"no name":                   {func() (collection, error) { return n.RenameDispatchCollection(ctx, nusrat, c.ID, " ") }, news.Invalid},
		"who may make none":         {func() (collection, error) { return n.NewDispatchCollection(ctx, papia, "Fog", ids[:1]) }, news.Forbidden},
		"who may fill none":         {func() (collection, error) { return n.CollectDispatches(ctx, papia, c.ID, ids[:1]) }, news.Forbidden},
		"who may empty none":        {func() (collection, error) { return n.UncollectDispatches(ctx, papia, c.ID, ids[1:2]) }, news.Forbidden},
		"who may rename none":       {func() (collection, error) { return n.RenameDispatchCollection(ctx, papia, c.ID, "Fog") }, news.Forbidden},
		"who may delete none":       {func() (collection, error) { return n.DropDispatchCollection(ctx, papia, c.ID) }, news.Forbidden},
	} {
		if _, err := f.try(); kindOf(err) != f.kind {
			t.Errorf("%s: %v", what, err)
		}
	}
	if list, err := n.db.DispatchCollections(ctx); err != nil || len(list) != 1 || list[0].Name != "Rain" || list[0].Dispatches != news.MostCollected {
		t.Errorf("%+v, %v", list, err)
	}
}
