package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/fetch"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/store"
)

// What a delivery says of itself that was not brought, as people read it.
const (
	takenAway = "The story was taken from readers before this version had left."
	overtaken = "A later version is there already."
	ended     = "The destination is in use no longer."
	accepted  = "Accepted."
)

// verdict is what came of a try.
type verdict struct {
	state  news.DeliveryState
	answer string
	wait   time.Duration // of one that waits; 0 is what is usual
	silent bool          // nobody answered, or only to say that it does not work there
	cause  error         // for our own log
}

// try brings one delivery once, and keeps what came of it.
func (p *place) try(ctx context.Context, d news.Delivery) error {
	bytes, v := p.room.attempt(ctx, &d)
	if ctx.Err() != nil {
		return ctx.Err() // it is tried again when the lease is over
	}
	if v.cause != nil {
		slog.WarnContext(ctx, "a delivery failed", "delivery", d.ID, "client", d.ClientName, "why", v.answer, "err", v.cause)
	}
	if bytes != nil {
		sum := sha256.Sum256(bytes)
		d.Hash, d.Bytes = hex.EncodeToString(sum[:]), len(bytes)
	}
	p.mu.Lock()
	back := p.silent > 0 && !v.silent
	if p.silent++; !v.silent {
		p.silent = 0
	}
	p.mu.Unlock()
	err := p.room.DB.Tx(ctx, func(tx *store.Tx) error { return p.room.keep(ctx, tx, d, v, back) })
	if err == nil && v.state == news.DeliveryParked && p.room.Parked != nil {
		p.room.Parked()
	}
	return err
}

// keep notes what came of a try. If the destination answers again, what waits for it is due.
func (r *Room) keep(ctx context.Context, tx *store.Tx, d news.Delivery, v verdict, back bool) error {
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	d.State, d.Next = v.state, time.Time{}
	switch v.state {
	case news.DeliverySent:
		d.Sent = now
	case news.DeliveryWaiting:
		gone, err := tx.TakenBack(ctx, d)
		if err != nil {
			return err
		}
		if gone && !d.Kind.TakesBack() { // what takes it back must not wait for it
			d.State, v.answer = news.DeliveryDropped, v.answer+" "+takenAway
		} else {
			d.Next = now.Add(v.wait)
		}
	case news.DeliverySending, news.DeliveryParked, news.DeliveryDropped:
	}
	if err := tx.SaveDelivery(ctx, d.Tried(now, v.answer)); err != nil {
		return err
	}
	if back && v.state == news.DeliverySent {
		return tx.Hurry(ctx, d.Destination)
	}
	return nil
}

// attempt brings the delivery, and returns the bytes that were sent and what came of it.
func (r *Room) attempt(ctx context.Context, d *news.Delivery) ([]byte, verdict) {
	client, err := r.DB.ReadClient(ctx, d.Client)
	if err != nil {
		return nil, r.failed(*d, err)
	}
	to, ok := client.Destination(d.Destination)
	if !ok || !to.Ended.IsZero() {
		return nil, verdict{state: news.DeliveryDropped, answer: ended}
	}
	d.Way, d.Format, d.DestinationName, d.ClientName = to.Way, to.Format, to.Name, client.Name
	l, v, err := r.letter(ctx, *d, to)
	if err != nil {
		return nil, r.failed(*d, err)
	}
	if v.state != "" {
		return nil, v
	}
	if err := r.by(ctx, l); err != nil {
		return l.file.Body, r.failed(*d, err)
	}
	return l.file.Body, verdict{state: news.DeliverySent, answer: accepted}
}

// letter is what is brought, ready to go.
type letter struct {
	delivery news.Delivery
	to       news.Destination
	item     out.Item
	file     out.File
}

// letter makes it of what readers had in the edition, if it may leave the house now. A verdict with a state says that nothing is brought.
func (r *Room) letter(ctx context.Context, d news.Delivery, to news.Destination) (l letter, v verdict, err error) {
	c, err := r.DB.VersionOf(ctx, d.Story, d.Edition)
	if err != nil {
		return l, v, err
	}
	newest, ok, err := r.DB.NewestOf(ctx, d.Story)
	if err != nil {
		return l, v, err
	}
	if !d.Kind.TakesBack() {
		if c.Story == nil || ok && newest.Story == nil {
			return l, verdict{state: news.DeliveryDropped, answer: takenAway}, nil
		}
		if err := r.Leaves(ctx, c); err != nil {
			if _, blocked := errors.AsType[*news.BlockedError](err); !blocked {
				return l, v, err
			}
			return l, verdict{state: news.DeliveryParked, answer: "The release gate does not let it leave now."}, nil
		}
	}
	var late bool
	err = r.DB.Tx(ctx, func(tx *store.Tx) (err error) { late, err = tx.Overtaken(ctx, d); return err })
	if err != nil {
		return l, v, err
	}
	if late {
		return l, verdict{state: news.DeliveryDropped, answer: overtaken}, nil
	}
	house, err := r.DB.House(ctx)
	if err != nil {
		return l, v, err
	}
	l = letter{delivery: d, to: to, item: Item(house, c, d.Version)}
	if r.Picture != nil {
		l.item.File = func(name string) ([]byte, error) { return r.Picture(ctx, name) }
	}
	if to.Way == news.EventWay {
		l.file, err = event(l.item, d)
	} else {
		l.file, err = out.Write(l.item, out.Format(to.Format))
	}
	return l, v, err
}

// Item returns the change of a story as it leaves, as the version of the number.
func Item(house news.House, c edition.Change, version int) out.Item {
	if c.Story == nil {
		return out.TakenAway(house, *c.Notice, version, c.Kind == edition.Withdrawn)
	}
	return out.Published(house, *c.Story)
}

// failed is what to do after a try that failed.
func (r *Room) failed(d news.Delivery, err error) verdict {
	v := verdict{state: news.DeliveryWaiting}
	if said, ok := errors.AsType[*news.Error](err); ok {
		v.answer = said.Message
	} else {
		v.answer, v.cause = "It could not be sent; the log says why.", err
	}
	waits := r.Waits
	if waits == nil {
		waits = usualWaits
	}
	if d.Tries > len(waits) {
		v.state = news.DeliveryParked
	} else {
		v.wait = waits[max(0, d.Tries-1)]
	}
	status, answered := errors.AsType[*fetch.StatusError](err)
	if said, ok := errors.AsType[*news.Error](err); ok && d.Way.Files() && said.Kind != news.Unavailable {
		return v // a place that says why it does not take files is there
	}
	if v.silent = !answered || status.Status >= 500 || status.Status == http.StatusTooManyRequests; answered {
		v.wait = max(v.wait, min(status.RetryAfter, waits[len(waits)-1]))
	}
	return v
}
