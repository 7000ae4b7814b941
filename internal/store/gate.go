package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/stet-news/stet/internal/news"
)

// scanValue scans one column that holds JSON.
func scanValue[T any](row scanner) (v T, err error) {
	var value []byte
	if err := row.Scan(&value); err != nil {
		return v, err
	}
	return v, json.Unmarshal(value, &v)
}

const readProtected = `SELECT value FROM protected ORDER BY id DESC LIMIT 10000`

// Protected returns the register of protected identities, the newest first.
func (db *DB) Protected(ctx context.Context) ([]news.Protected, error) {
	return all(ctx, db.read, scanValue[news.Protected], readProtected)
}

// Protected returns the register as this transaction sees it.
func (tx *Tx) Protected(ctx context.Context) ([]news.Protected, error) {
	return all(ctx, tx.tx, scanValue[news.Protected], readProtected)
}

// SaveProtected keeps an entry of the register.
func (tx *Tx) SaveProtected(ctx context.Context, p news.Protected) error {
	value, err := text(p)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO protected (id, value) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET value = excluded.value`, p.ID, value)
	if err != nil {
		return err
	}
	return tx.changedRegister(ctx)
}

func (tx *Tx) changedRegister(ctx context.Context) error {
	_, err := tx.exec(ctx, `UPDATE register_key SET revision = revision + 1`)
	return err
}

// RemoveProtected drops an entry of the register and returns it.
func (tx *Tx) RemoveProtected(ctx context.Context, id string) (news.Protected, error) {
	p, err := one(tx.tx.QueryRowContext(ctx, `SELECT value FROM protected WHERE id = $1`, id), scanValue[news.Protected], "There is no entry %q in the register.", id)
	if err != nil {
		return p, err
	}
	if _, err = tx.exec(ctx, `DELETE FROM protected WHERE id = $1`, id); err != nil {
		return p, err
	}
	return p, tx.changedRegister(ctx)
}

// RegisterKey returns what proves the key of the register, "" if none was used yet, and
// the register's revision, which is another one whenever the register is.
func (tx *Tx) RegisterKey(ctx context.Context) (proof string, revision int64, err error) {
	err = tx.tx.QueryRowContext(ctx, `SELECT proof, revision FROM register_key WHERE id = 1`).Scan(&proof, &revision)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, nil
	}
	return proof, revision, err
}

// SetRegisterKey keeps what proves the key of the register.
func (tx *Tx) SetRegisterKey(ctx context.Context, proof string) error {
	_, err := tx.exec(ctx, `INSERT INTO register_key (id, proof) VALUES (1, $1)`, proof)
	return err
}

// HeldBack returns what the gate held under the key; NotFound if nothing.
func (tx *Tx) HeldBack(ctx context.Context, key string) (news.Held, error) {
	return one(tx.tx.QueryRowContext(ctx, `SELECT value FROM held WHERE id = $1`, key), scanValue[news.Held], "There is no such thing held.")
}

// SaveHeld keeps what the gate held.
func (tx *Tx) SaveHeld(ctx context.Context, h news.Held) error {
	value, err := text(h)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO held (id, state, at, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, at = excluded.at, value = excluded.value`, h.Key, h.State, micros(h.At), value)
	return err
}

// HeldNewest returns what the gate held, the newest first, at most 200.
func (db *DB) HeldNewest(ctx context.Context) ([]news.Held, error) {
	return all(ctx, db.read, scanValue[news.Held], `SELECT value FROM held ORDER BY at DESC, id LIMIT 200`)
}
