package desk_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// health writes how the wire is doing, as the room does that asks it.
func (n *newsroom) health(id string, h news.Health) {
	n.Helper()
	if err := n.db.Tx(n.Context(), func(tx *store.Tx) error { return tx.SaveWireHealth(n.Context(), id, h) }); err != nil {
		n.Fatal(err)
	}
}

func TestThatAWireIsDownIsToldOnceUntilItWorkedAgain(t *testing.T) {
	n := staffed(t)
	ctx := t.Context()
	w, err := n.AddWire(ctx, rashed, agencyWireWithout())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.TellOfWire(ctx, nusrat, w.ID); err == nil || !strings.Contains(err.Error(), "works") {
		t.Errorf("of one that works: %v", err)
	}
	worked := time.Now().Add(-time.Hour)
	n.health(w.ID, news.Health{Tried: time.Now(), Succeeded: worked, Failures: 3, Error: "The server does not answer."})
	told, err := n.TellOfWire(ctx, nusrat, w.ID)
	if err != nil || told.Told.By.ID != nusrat.ID || !told.ToldSince() {
		t.Fatalf("%+v, %v", told.Told, err)
	}
	n.isTold(rashed, news.NoticeWireDown)
	n.isTold(imran) // may not change wires
	list, err := n.db.Notices(ctx, rashed.ID, true, 0)
	if err != nil || list[0].Wire != w.ID || list[0].Title != w.Name || list[0].Text != "The server does not answer." || list[0].By.ID != nusrat.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if err := n.ReadNotices(ctx, rashed, "", 0); err != nil {
		t.Fatal(err)
	}
	again, err := n.TellOfWire(ctx, imran, w.ID)
	if err != nil || again.Told.By.ID != nusrat.ID || !again.Told.At.Equal(told.Told.At) {
		t.Errorf("the second has the first: %+v, %v", again.Told, err)
	}
	n.isTold(rashed)
	if saved, err := n.AddWire(ctx, rashed, again); err != nil || !saved.ToldSince() {
		t.Errorf("whoever changes it loses who told: %v", err)
	}
	// It works, and fails again: that is another trouble.
	n.health(w.ID, news.Health{Tried: time.Now(), Succeeded: time.Now(), Failures: 1, Error: "It fell over."})
	if fresh, err := n.TellOfWire(ctx, imran, w.ID); err != nil || fresh.Told.By.ID != imran.ID {
		t.Errorf("%+v, %v", fresh.Told, err)
	}
	n.isTold(rashed, news.NoticeWireDown)
}

func agencyWireWithout() news.Wire {
	w := agencyWire()
	w.Login = news.Login{}
	return w
}
