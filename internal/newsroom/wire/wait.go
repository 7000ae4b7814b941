package wire

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// waiting is what a way in does between two tries of a wire: it waits for the wire's server to say that there is something new.
type waiting struct {
	until func(context.Context) bool
	stop  context.CancelFunc
}

// Wait has f run between this try and the next one. When f returns true, the wire is tried at once, but not sooner than a wire may be asked again. f ends soon after its
// ctx does.
func (v *Visit) Wait(f func(ctx context.Context) bool) { v.desk.until = f }

func (w *waiting) stopWaiting() {
	if w.stop != nil {
		w.stop()
	}
	*w = waiting{}
}

// wait begins what the way in asked for. It ends with ctx, which is the wire's for as long as it is followed as it is.
func (r *Room) wait(ctx context.Context, d *desk, w news.Wire) {
	until := d.until
	if until == nil {
		return
	}
	ctx, d.stop = context.WithCancel(ctx)
	soonest := time.Now().Add(leastEvery)
	r.follow.done.Go(func() {
		defer func() {
			if fault := recover(); fault != nil {
				slog.ErrorContext(ctx, "a fault while waiting for a wire", "wire", w.ID, "fault", fault, "stack", string(debug.Stack()))
			}
		}()
		if !until(ctx) || ctx.Err() != nil {
			return
		}
		r.follow.postpone(w.ID, later(time.Now(), soonest))
	})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
