package desk

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// Come reports whether something may go out that is to at that time, by the database's clock
// and ours.
func Come(at, db, ours time.Time) bool { return clocks{db, ours, ours}.come(at) }

// Brought are the rules of style that Stet brings for the language.
func Brought(l news.Language) []style.Rule { return style.Default(string(l)).Rules }

// SettleNow is SettlePassages of every story, however short it was left alone.
func (d *Desk) SettleNow(ctx context.Context) error {
	return d.settleBefore(ctx, time.Now().Add(time.Hour))
}
