package store

import (
	"context"
	"time"
)

// Pushed reports whether the message was noted for the wire.
func (db *DB) Pushed(ctx context.Context, wire, id string) (bool, error) {
	n, err := all(ctx, db.read, scanNumber, `SELECT 1 FROM wire_push WHERE wire = $1 AND id = $2`, wire, id)
	return len(n) > 0, err
}

// NotePush notes a message for the wire, and forgets those that were noted before the time.
func (tx *Tx) NotePush(ctx context.Context, wire, id string, now, before time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM wire_push WHERE at < $1`, micros(before)); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO wire_push (wire, id, at) VALUES ($1, $2, $3) ON CONFLICT (wire, id) DO NOTHING`, wire, id, micros(now))
	return err
}

// WireHub is a hub that was asked to send a wire's feed to us when it changes (WebSub).
type WireHub struct {
	Wire, Hub, Topic string
	Token            string // last part of the address that it sends to
	Secret           string // that it signs with, sealed
	Expires          time.Time
	Next             time.Time // when to ask it again
	Failures         int
}

// WireHub returns the wire's hub, and whether it has one.
func (db *DB) WireHub(ctx context.Context, wire string) (WireHub, bool, error) {
	list, err := all(ctx, db.read, func(row scanner) (h WireHub, err error) {
		var expires, next int64
		err = row.Scan(&h.Wire, &h.Hub, &h.Topic, &h.Token, &h.Secret, &expires, &next, &h.Failures)
		if expires > 0 {
			h.Expires = time.UnixMicro(expires).UTC()
		}
		h.Next = time.UnixMicro(next).UTC()
		return h, err
	}, `SELECT wire, hub, topic, token, secret, expires, next, failures FROM wire_hub WHERE wire = $1`, wire)
	if err != nil || len(list) == 0 {
		return WireHub{}, false, err
	}
	return list[0], true, nil
}

// SaveWireHub keeps the wire's hub; one with no Hub takes it away.
func (tx *Tx) SaveWireHub(ctx context.Context, h WireHub) error {
	if h.Hub == "" {
		_, err := tx.exec(ctx, `DELETE FROM wire_hub WHERE wire = $1`, h.Wire)
		return err
	}
	var expires int64
	if !h.Expires.IsZero() {
		expires = micros(h.Expires)
	}
	_, err := tx.exec(ctx, `INSERT INTO wire_hub (wire, hub, topic, token, secret, expires, next, failures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (wire) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, token = excluded.token, secret = excluded.secret,
			expires = excluded.expires, next = excluded.next, failures = excluded.failures`,
		h.Wire, h.Hub, h.Topic, h.Token, h.Secret, expires, micros(h.Next), h.Failures)
	return err
}

// ConfirmWireHub notes until when the hub sends, if it was asked under the token.
func (tx *Tx) ConfirmWireHub(ctx context.Context, wire, token string, expires time.Time) error {
	_, err := tx.exec(ctx, `UPDATE wire_hub SET expires = $1, failures = 0 WHERE wire = $2 AND token = $3`, micros(expires), wire, token)
	return err
}
