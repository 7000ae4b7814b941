package store

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// OpenReceipt begins a receipt. Those before it of the same story are over: nobody can be
// shown what is no longer there. One that was begun stays as it is.
func (tx *Tx) OpenReceipt(ctx context.Context, r news.Receipt) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `UPDATE receipt SET next = 0 WHERE story = $1 AND edition < $2`, r.Story, r.Edition); err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO receipt (edition, story, next, value) VALUES ($1, $2, `+tx.dialect.now+`, $3) ON CONFLICT (edition) DO NOTHING`,
		r.Edition, r.Story, value)
	return err
}

// ClaimReceipts returns the receipts for which it is time, the oldest first, and keeps other
// processes from them for so long.
func (tx *Tx) ClaimReceipts(ctx context.Context, lease time.Duration, limit int) ([]news.Receipt, error) {
	return all(ctx, tx.tx, scanValue[news.Receipt], `UPDATE receipt SET next = `+tx.dialect.now+` + $1
		WHERE next > 0 AND next <= `+tx.dialect.now+` AND edition IN (SELECT edition FROM receipt WHERE next > 0 AND next <= `+tx.dialect.now+` ORDER BY edition LIMIT $2)
		RETURNING value`, lease.Microseconds(), bound(limit, 200))
}

// KeepReceipt keeps what the surfaces showed, and that they are asked again after so long;
// 0 is never. A receipt that is over stays so.
func (tx *Tx) KeepReceipt(ctx context.Context, r news.Receipt, again time.Duration) error {
	value, err := text(r)
	if err != nil {
		return err
	}
	next := `0`
	if again > 0 {
		next = tx.dialect.now
	}
	_, err = tx.exec(ctx, `UPDATE receipt SET value = $1, next = CASE WHEN next = 0 THEN 0 ELSE `+next+` + $2 END WHERE edition = $3`,
		value, again.Microseconds(), r.Edition)
	return err
}

// ReceiptOf returns the newest receipt of the story; NotFound if there is none.
func (db *DB) ReceiptOf(ctx context.Context, story int64) (news.Receipt, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT value FROM receipt WHERE story = $1 ORDER BY edition DESC LIMIT 1`, story), scanValue[news.Receipt], "There is no receipt of story %d yet.", story)
}

// OpenReceipts returns the receipts that are not over, the oldest first.
func (db *DB) OpenReceipts(ctx context.Context) ([]news.Receipt, error) {
	return all(ctx, db.read, scanValue[news.Receipt], `SELECT value FROM receipt WHERE next > 0 ORDER BY edition LIMIT 200`)
}

// NextReceipt returns when the surfaces of a receipt are asked next; zero if there is none.
func (db *DB) NextReceipt(ctx context.Context) (time.Time, error) {
	return one(db.read.QueryRowContext(ctx, `SELECT coalesce(min(next), 0) FROM receipt WHERE next > 0`), scanInstant, "There is no receipt.")
}

// ForgetReceipts drops those that are over of editions before the time.
func (tx *Tx) ForgetReceipts(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM receipt WHERE next = 0 AND edition < (SELECT coalesce(min(number), 0) FROM edition WHERE at >= $1)`, micros(before))
	return err
}
