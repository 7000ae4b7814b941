package desk

import (
	"context"
	"fmt"

	"github.com/stet-news/stet/internal/news"
)

// TellOfWire tells those who may set the wires that one is down, and returns the wire with who told of it and when. Of one trouble they are told
// once: until the wire has worked again, whoever tells of it later changes nothing. A wire that works is a Conflict.
func (d *Desk) TellOfWire(ctx context.Context, by news.Person, id string) (news.Wire, error) {
	if err := by.May(news.TellOfWire); err != nil {
		return news.Wire{}, err
	}
	return do(ctx, d, by, func(t *turn) (news.Wire, error) {
		w, err := t.Wire(ctx, id)
		if err != nil {
			return w, err
		}
		switch {
		case !w.InTrouble(t.now):
			return w, news.Errorf(news.Conflict, "The wire %s works: nobody needs to be told.", w.Name)
		case w.ToldSince():
			t.quiet = true
			return w, nil
		}
		w.Told = news.Told{By: by.Short(), At: t.now}
		if err := t.SaveWireTold(ctx, w.ID, w.Told); err != nil {
			return w, err
		}
		// One trouble has one name, so two who tell of it at the same moment tell once.
		n := news.Notice{ID: fmt.Sprintf("wire down %s %d", w.ID, w.Health.Succeeded.UnixMicro()), Kind: news.NoticeWireDown, Wire: w.ID, Title: w.Name, Text: w.Health.Error, By: w.Told.By, At: t.now}
		if err := t.send(ctx, n, func(p news.Person) bool { return p.May(news.ManageWires) == nil }); err != nil {
			return w, err
		}
		return w, t.record(ctx, news.TellOfWire, w.Named(), map[string]any{"name": w.Name, "error": w.Health.Error})
	})
}
