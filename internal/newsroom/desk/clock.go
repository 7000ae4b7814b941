package desk

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// clockSlack is how far the database's clock and ours may be apart for something to go out
// by the clock.
const clockSlack = 2 * time.Second

// UseClock makes the desk take our time from now instead of time.Now. It is to be called
// before the desk is used.
func (d *Desk) UseClock(now func() time.Time) { d.clock = now }

// clocks are the database's clock and ours at one moment. A clock can be wrong, and then
// what waits for its time would go out early; but two rarely are wrong in the same way. So
// nothing goes out by the clock unless both say that its time has come, and agree.
type clocks struct {
	db       time.Time
	from, to time.Time // ours, before and after the database was asked
}

// readClocks asks ask, which is the database, for its time.
func (d *Desk) readClocks(ctx context.Context, ask func(context.Context) (time.Time, error)) (c clocks, err error) {
	c.from = d.clock()
	if c.db, err = ask(ctx); err != nil {
		return c, fmt.Errorf("ask the database for the time: %w", err)
	}
	c.to = d.clock()
	return c, nil
}

// apart is how far the database's clock is ahead of ours, or behind it if that is less than
// nothing, as far as can be told.
func (c clocks) apart() time.Duration {
	switch {
	case c.db.Before(c.from):
		return c.db.Sub(c.from)
	case c.db.After(c.to):
		return c.db.Sub(c.to)
	}
	return 0
}

func (c clocks) agree() bool { return c.apart().Abs() <= clockSlack }

// come reports whether the time has come by both clocks.
func (c clocks) come(at time.Time) bool { return c.agree() && !c.db.Before(at) && !c.to.Before(at) }

// sentence says how far the clocks are apart, for people.
func (c clocks) sentence() string {
	way := "ahead of"
	if c.apart() < 0 {
		way = "behind"
	}
	return fmt.Sprintf("The database's clock is %s %s this machine's (%s and %s). Nothing goes out by the clock until they agree within %s.",
		c.apart().Abs().Round(time.Millisecond), way, c.db.UTC().Format(time.RFC3339), c.to.UTC().Format(time.RFC3339), clockSlack)
}

// alarmEvery is how often an alarm that lasts is raised anew.
const alarmEvery = 10 * time.Second

// bell is the alarm of this machine. Any number of goroutines may ring it.
type bell struct {
	mu   sync.Mutex
	on   bool
	rang time.Time // by our clock
}

// watchClocks reads the clocks, and raises or ends the alarm of this machine.
func (d *Desk) watchClocks(ctx context.Context) (clocks, error) {
	c, err := d.readClocks(ctx, d.db.Now)
	if err != nil {
		return c, err
	}
	d.bell.mu.Lock()
	defer d.bell.mu.Unlock()
	if c.agree() && !d.bell.on {
		return c, nil
	}
	host, err := os.Hostname()
	if err != nil {
		return c, err
	}
	a := news.Alarm{ID: "clock/" + host, Kind: news.AlarmClock, Text: c.sentence(), Where: host, At: c.db}
	switch {
	case c.agree():
		if err := d.db.Tx(ctx, func(tx *store.Tx) error { return tx.EndAlarm(ctx, a.ID) }); err != nil {
			return c, err
		}
		slog.InfoContext(ctx, "the clocks agree again")
	case d.bell.on && c.to.Sub(d.bell.rang).Abs() < alarmEvery:
		return c, nil
	default:
		slog.ErrorContext(ctx, "the clocks do not agree: nothing goes out by the clock", "database", c.db, "ours", c.to, "apart", c.apart())
		if err := d.db.Tx(ctx, func(tx *store.Tx) error { return tx.RaiseAlarm(ctx, a) }); err != nil {
			return c, err
		}
	}
	if d.bell.on == c.agree() {
		d.changed()
	}
	d.bell.on, d.bell.rang = !c.agree(), c.to
	return c, nil
}
