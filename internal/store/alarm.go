package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// RaiseAlarm keeps the alarm; one that lasts began when it was first raised.
func (tx *Tx) RaiseAlarm(ctx context.Context, a news.Alarm) error {
	value, err := text(a)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO alarm (id, since, at, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET at = excluded.at, value = excluded.value`, a.ID, micros(a.At), micros(a.At), value)
	return err
}

// EndAlarm says that it is over.
func (tx *Tx) EndAlarm(ctx context.Context, id string) error {
	_, err := tx.exec(ctx, `DELETE FROM alarm WHERE id = $1`, id)
	return err
}

// Alarms returns the alarms that last at now, the oldest first.
func (db *DB) Alarms(ctx context.Context, now time.Time) ([]news.Alarm, error) {
	return all(ctx, db.read, scanAlarm, `SELECT since, at, value FROM alarm WHERE at > $1 ORDER BY since, id`, micros(now.Add(-news.AlarmLife)))
}

func scanAlarm(row scanner) (a news.Alarm, err error) {
	var since, at int64
	var value []byte
	if err := row.Scan(&since, &at, &value); err != nil {
		return a, err
	}
	err = json.Unmarshal(value, &a)
	a.Since, a.At = instant(since), instant(at)
	return a, err
}
