// Package jobs runs the chores that a process does by itself.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// Every calls f at once and then every d until ctx is done; a call that takes longer is
// the only one all the same. A call has ten times d and at least a minute, then its
// context is done. What fails, or panics, is logged, once for as long as it stays the
// same, and called again at its next turn; so f must find what is to be done, not
// remember that it was told.
func Every(ctx context.Context, d time.Duration, name string, f func(context.Context) error) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	last := ""
	for {
		err := call(ctx, max(10*d, time.Minute), f)
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

func call(ctx context.Context, most time.Duration, f func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return f(ctx)
}
