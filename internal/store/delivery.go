package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Advance notes that the follower goes on from one edition to another, and reports whether it stood there: of two that would do the same
// for it, the second waits for the first and then does nothing.
func (tx *Tx) Advance(ctx context.Context, name string, from, to int64) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE follower SET edition = $3, failing = 0, error = '', at = `+tx.dialect.now+` WHERE name = $1 AND edition = $2`, name, from, to)
	return n > 0, err
}

// AddDelivery makes the delivery, which is due at once. One edition goes to one destination once.
func (tx *Tx) AddDelivery(ctx context.Context, d news.Delivery) error {
	value, err := text(d)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO delivery (id, client, destination, story, edition, kind, state, next, tries, made, value)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $8, $9) ON CONFLICT (destination, edition) DO NOTHING`,
		d.ID, d.Client, d.Destination, d.Story, d.Edition, d.Kind, d.State, micros(d.Made), value)
	return err
}

const readDeliveries = `SELECT value, state, next, tries FROM delivery`

func scanDelivery(row scanner) (d news.Delivery, err error) {
	var value []byte
	var next int64
	if err := row.Scan(&value, &d.State, &next, &d.Tries); err != nil {
		return d, err
	}
	state, tries := d.State, d.Tries
	err = json.Unmarshal(value, &d)
	d.State, d.Tries, d.Next = state, tries, instant(next)
	return d, err
}

// DeliveriesOf returns the deliveries of the story, the oldest first.
func (tx *Tx) DeliveriesOf(ctx context.Context, story int64) ([]news.Delivery, error) {
	return all(ctx, tx.tx, scanDelivery, readDeliveries+` WHERE story = $1 ORDER BY edition, id`, story)
}

// DropUnsent ends the deliveries of the story to the destination that are not on their way, and says why. Its copy is no longer for readers.
func (tx *Tx) DropUnsent(ctx context.Context, destination string, story, before int64, at time.Time, why string) error {
	list, err := all(ctx, tx.tx, scanDelivery, readDeliveries+` WHERE destination = $1 AND story = $2 AND edition < $3 AND state IN ($4, $5)`,
		destination, story, before, news.DeliveryWaiting, news.DeliveryParked)
	if err != nil {
		return err
	}
	for _, d := range list {
		d.State, d.Next = news.DeliveryDropped, time.Time{}
		if err := tx.SaveDelivery(ctx, d.Tried(at, why)); err != nil {
			return err
		}
	}
	return nil
}

// SaveDelivery keeps what became of the delivery.
func (tx *Tx) SaveDelivery(ctx context.Context, d news.Delivery) error {
	value, err := text(d)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE delivery SET state = $1, next = $2, tries = $3, value = $4 WHERE id = $5`, d.State, micros(d.Next), d.Tries, value, d.ID)
	return err
}

// NextDelivery returns a delivery to the destination for which it is time, as one that is tried once more, and keeps others from it for so
// long: if nothing is said of it by then, its process has ended, and it is tried again. Of a story, a later version waits for an earlier one.
// It returns false if there is none.
func (tx *Tx) NextDelivery(ctx context.Context, destination string, lease time.Duration) (d news.Delivery, ok bool, err error) {
	list, err := all(ctx, tx.tx, scanDelivery, `UPDATE delivery SET state = 'sending', next = `+tx.dialect.now+` + $2, tries = tries + 1
		WHERE next > 0 AND next <= `+tx.dialect.now+` AND id IN (SELECT d.id FROM delivery d WHERE d.destination = $1 AND d.next > 0 AND d.next <= `+tx.dialect.now+`
			AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.destination = d.destination AND e.story = d.story AND e.edition < d.edition AND e.next > 0)
			ORDER BY d.next, d.edition LIMIT 1)
		RETURNING value, state, next, tries`, destination, lease.Microseconds())
	if err != nil || len(list) == 0 {
		return d, false, err
	}
	return list[0], true, nil
}

// TakenBack reports whether a later delivery of the story to the same destination says that its copy may not be used.
func (tx *Tx) TakenBack(ctx context.Context, d news.Delivery) (bool, error) {
	var n int
	err := tx.tx.QueryRowContext(ctx, `SELECT count(*) FROM delivery WHERE destination = $1 AND story = $2 AND edition > $3 AND kind IN ($4, $5)`,
		d.Destination, d.Story, d.Edition, news.SendWithdrawn, news.SendKill).Scan(&n)
	return n > 0, err
}

// Overtaken reports whether a later version of the story was accepted at the same destination.
func (tx *Tx) Overtaken(ctx context.Context, d news.Delivery) (bool, error) {
	var n int
	err := tx.tx.QueryRowContext(ctx, `SELECT count(*) FROM delivery WHERE destination = $1 AND story = $2 AND edition > $3 AND state = $4`,
		d.Destination, d.Story, d.Edition, news.DeliverySent).Scan(&n)
	return n > 0, err
}

// Hurry makes everything that waits for the destination due: it answers again.
func (tx *Tx) Hurry(ctx context.Context, destination string) error {
	_, err := tx.exec(ctx, `UPDATE delivery SET next = `+tx.dialect.now+` WHERE destination = $1 AND state = $2 AND next > `+tx.dialect.now, destination, news.DeliveryWaiting)
	return err
}

// DueDestinations returns the IDs of the destinations to which something is due, and when something will be next; zero if nothing waits.
func (db *DB) DueDestinations(ctx context.Context) (due []string, next time.Time, err error) {
	due, err = all(ctx, db.read, func(row scanner) (id string, err error) { return id, row.Scan(&id) },
		`SELECT DISTINCT destination FROM delivery WHERE next > 0 AND next <= `+db.dialect.now)
	if err != nil {
		return nil, next, err
	}
	next, err = one(db.read.QueryRowContext(ctx, `SELECT coalesce(min(next), 0) FROM delivery WHERE next > `+db.dialect.now), scanInstant, "There is no delivery.")
	return due, next, err
}

// DeliveryFilter says which deliveries to list. The zero value lists all.
type DeliveryFilter struct {
	Story    int64
	Client   string
	State    news.DeliveryState
	From, To time.Time // made from one, before the other
	Before   time.Time // the cursor of the next page
	Limit    int       // 1 to 200; else 200
}

// Deliveries lists deliveries, the last made first.
func (db *DB) Deliveries(ctx context.Context, f DeliveryFilter) ([]news.Delivery, error) {
	var w where
	if f.Story != 0 {
		w.and(`story = ?`, f.Story)
	}
	if f.Client != "" {
		w.and(`client = ?`, f.Client)
	}
	if f.State != "" {
		w.and(`state = ?`, f.State)
	}
	if !f.From.IsZero() {
		w.and(`made >= ?`, micros(f.From))
	}
	if !f.To.IsZero() {
		w.and(`made < ?`, micros(f.To))
	}
	if !f.Before.IsZero() {
		w.and(`made < ?`, micros(f.Before))
	}
	return all(ctx, db.read, scanDelivery, readDeliveries+w.text()+fmt.Sprintf(` ORDER BY made DESC, id DESC LIMIT %d`, bound(f.Limit, 200)), w.args...)
}

// Delivery returns one delivery.
func (db *DB) Delivery(ctx context.Context, id string) (news.Delivery, error) {
	return one(db.read.QueryRowContext(ctx, readDeliveries+` WHERE id = $1`, id), scanDelivery, "There is no delivery %s.", id)
}

// Delivery returns one delivery as this transaction sees it.
func (tx *Tx) Delivery(ctx context.Context, id string) (news.Delivery, error) {
	return one(tx.tx.QueryRowContext(ctx, readDeliveries+` WHERE id = $1`, id), scanDelivery, "There is no delivery %s.", id)
}

// Parked returns the deliveries that wait for a person, the oldest first.
func (db *DB) Parked(ctx context.Context, limit int) ([]news.Delivery, error) {
	return all(ctx, db.read, scanDelivery, readDeliveries+fmt.Sprintf(` WHERE state = 'parked' ORDER BY destination, made LIMIT %d`, bound(limit, 1000)))
}

// ForgetDeliveries drops what is over and older than so long. Of a story that was not killed the newest delivery to each destination stays,
// so that a kill finds everybody who has its copy.
func (tx *Tx) ForgetDeliveries(ctx context.Context, kept time.Duration) error {
	over := `DELETE FROM delivery WHERE next = 0 AND state <> 'parked' AND made < ` + tx.dialect.now + ` - $1 AND `
	_, err := tx.exec(ctx, over+`(tries = 0 OR EXISTS (SELECT 1 FROM delivery e WHERE e.destination = delivery.destination AND e.story = delivery.story
		AND e.edition > delivery.edition AND e.tries > 0))`, kept.Microseconds())
	if err == nil {
		_, err = tx.exec(ctx, over+`kind = $2`, kept.Microseconds(), news.SendKill)
	}
	return err
}
