// Package jobs runs the chores that a process does by itself.
package jobs

import (
	"context"
	"log/slog"
	"time"
)

// Every calls f at once and then every d until ctx is done. An error is logged, once for
// as long as it stays the same, and f is called again at its next turn; so f must find
// what is to be done, not remember that it was told.
func Every(ctx context.Context, d time.Duration, name string, f func(context.Context) error) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	last := ""
	for {
		err := f(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			last = ""
		case err.Error() != last:
			last = err.Error()
			slog.ErrorContext(ctx, "a chore failed; it is tried again", "chore", name, "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
