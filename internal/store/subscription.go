package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// Subscription is a program's subscription to one of our feeds.
type Subscription struct {
	Callback, Topic string // Topic is the feed's path
	Host            string // of the callback
	Secret          string
	Expires         time.Time // zero before it was confirmed
	Asked           *Asked    // what was asked and not confirmed yet; nil for nothing
	Wanted, Sent    int64     // editions
	Failures        int
	Next            time.Time
}

// Asked is what somebody asked for a subscription.
type Asked struct {
	Mode   string        `json:"mode"` // subscribe or unsubscribe
	Lease  time.Duration `json:"lease,omitempty"`
	Secret string        `json:"secret,omitempty"`
}

// How many subscriptions there may be in all and to one host, and of those to one host,
// how many may be waiting to be confirmed.
const (
	mostSubscriptions = 10_000
	mostOfHost        = 200
	mostWaiting       = 20
)

// Ask keeps what somebody asked for a subscription until it is confirmed. What was asked
// before and not confirmed is forgotten.
func (tx *Tx) Ask(ctx context.Context, s Subscription) error {
	asked, err := text(s.Asked)
	if err != nil {
		return err
	}
	var total, ofHost, waiting int
	err = tx.tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM subscription), count(*), coalesce(sum(CASE WHEN asked <> '' THEN 1 ELSE 0 END), 0)
		FROM subscription WHERE host = $1 AND NOT (callback = $2 AND topic = $3)`, s.Host, s.Callback, s.Topic).Scan(&total, &ofHost, &waiting)
	if err != nil {
		return err
	}
	if total >= mostSubscriptions || ofHost >= mostOfHost || waiting >= mostWaiting {
		return news.Errorf(news.Unavailable, "There are too many subscriptions, or too many of %s that are not confirmed yet. Try again later.", s.Host)
	}
	if s.Asked.Mode == "unsubscribe" { // of what there is not there is nothing to confirm
		_, err = tx.exec(ctx, `UPDATE subscription SET asked = $3, failures = 0, next = 0 WHERE callback = $1 AND topic = $2`, s.Callback, s.Topic, asked)
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO subscription (callback, topic, host, secret, expires, asked, wanted, sent, failures, next)
		VALUES ($1, $2, $3, '', 0, $4, 0, 0, 0, 0)
		ON CONFLICT (callback, topic) DO UPDATE SET asked = excluded.asked, failures = 0, next = 0`, s.Callback, s.Topic, s.Host, asked)
	return err
}

const subscriptions = `SELECT callback, topic, host, secret, expires, asked, wanted, sent, failures, next FROM subscription `

func scanSubscription(row scanner) (s Subscription, err error) {
	var expires, next int64
	var asked string
	if err := row.Scan(&s.Callback, &s.Topic, &s.Host, &s.Secret, &expires, &asked, &s.Wanted, &s.Sent, &s.Failures, &next); err != nil {
		return s, err
	}
	s.Expires, s.Next = instant(expires), instant(next)
	if asked != "" {
		s.Asked = new(Asked)
		err = json.Unmarshal([]byte(asked), s.Asked)
	}
	return s, err
}

// ToConfirm returns the subscriptions whose owners are to be asked whether they meant it.
func (db *DB) ToConfirm(ctx context.Context, limit int) ([]Subscription, error) {
	return all(ctx, db.read, scanSubscription, subscriptions+`WHERE asked <> '' AND next <= `+db.dialect.now+` ORDER BY next LIMIT $1`, bound(limit, 1000))
}

// ToSend returns the confirmed subscriptions to feeds that changed since they were sent.
func (db *DB) ToSend(ctx context.Context, limit int) ([]Subscription, error) {
	return all(ctx, db.read, scanSubscription, subscriptions+`WHERE sent < wanted AND next <= `+db.dialect.now+` AND expires > `+db.dialect.now+` ORDER BY next, topic LIMIT $1`, bound(limit, 1000))
}

// Subscriptions returns the subscriptions, by callback and topic.
func (db *DB) Subscriptions(ctx context.Context) ([]Subscription, error) {
	return all(ctx, db.read, scanSubscription, subscriptions+`ORDER BY callback, topic`)
}

// Claim makes everybody else leave the subscription alone for a while, and returns false if
// somebody was faster.
func (tx *Tx) Claim(ctx context.Context, s Subscription, d time.Duration) (bool, error) {
	n, err := tx.exec(ctx, `UPDATE subscription SET next = `+tx.dialect.now+` + $4 WHERE callback = $1 AND topic = $2 AND next = $3`,
		s.Callback, s.Topic, micros(s.Next), d.Microseconds())
	return n == 1, err
}

// Confirm makes the subscription what was asked, for as long as that lasts. It begins with
// the next edition.
func (tx *Tx) Confirm(ctx context.Context, s Subscription) error {
	if s.Asked.Mode == "unsubscribe" {
		return tx.Unsubscribe(ctx, s)
	}
	_, err := tx.exec(ctx, `UPDATE subscription SET secret = $3, expires = `+tx.dialect.now+` + $4, asked = '', failures = 0, next = 0 WHERE callback = $1 AND topic = $2`,
		s.Callback, s.Topic, s.Asked.Secret, s.Asked.Lease.Microseconds())
	return err
}

// Refuse forgets what was asked: its owner did not mean it, or cannot be reached. A
// subscription that was confirmed before stays.
func (tx *Tx) Refuse(ctx context.Context, s Subscription) error {
	if s.Expires.IsZero() {
		return tx.Unsubscribe(ctx, s)
	}
	_, err := tx.exec(ctx, `UPDATE subscription SET asked = '', failures = 0, next = 0 WHERE callback = $1 AND topic = $2`, s.Callback, s.Topic)
	return err
}

// Unsubscribe ends the subscription.
func (tx *Tx) Unsubscribe(ctx context.Context, s Subscription) error {
	_, err := tx.exec(ctx, `DELETE FROM subscription WHERE callback = $1 AND topic = $2`, s.Callback, s.Topic)
	return err
}

// Sent notes that the subscription was sent its feed as of the edition.
func (tx *Tx) Sent(ctx context.Context, s Subscription, edition int64) error {
	_, err := tx.exec(ctx, `UPDATE subscription SET sent = $3, failures = 0, next = 0 WHERE callback = $1 AND topic = $2`, s.Callback, s.Topic, edition)
	return err
}

// Unreached notes that the subscription's owner could not be reached, and leaves it alone
// for a while.
func (tx *Tx) Unreached(ctx context.Context, s Subscription, wait time.Duration) error {
	_, err := tx.exec(ctx, `UPDATE subscription SET failures = failures + 1, next = `+tx.dialect.now+` + $3 WHERE callback = $1 AND topic = $2`, s.Callback, s.Topic, wait.Microseconds())
	return err
}

// Want says that the feed changed with the edition.
func (tx *Tx) Want(ctx context.Context, topic string, edition int64) error {
	_, err := tx.exec(ctx, `UPDATE subscription SET wanted = $2 WHERE topic = $1 AND wanted < $2`, topic, edition)
	return err
}

// ForgetSubscriptions ends those whose time is over and that nobody asked to renew.
func (tx *Tx) ForgetSubscriptions(ctx context.Context) error {
	_, err := tx.exec(ctx, `DELETE FROM subscription WHERE expires <> 0 AND expires <= `+tx.dialect.now+` AND asked = ''`)
	return err
}
