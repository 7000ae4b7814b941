package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/jobs"
)

// runs lets the chore run every ten seconds for a while and returns how often it was
// called and what was logged.
func runs(t *testing.T, during time.Duration, f func(context.Context) error) (n int, logged string) {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), during-1)
		defer cancel()
		jobs.Every(ctx, 10*time.Second, "count", func(ctx context.Context) error { n++; return f(ctx) })
	})
	return n, log.String()
}

func TestAChoreRunsAtOnceAndAgainEvenWhenItFails(t *testing.T) {
	n, logged := runs(t, time.Minute, func(context.Context) error { return errors.New("no") })
	if n != 6 || strings.Count(logged, "chore failed") != 1 {
		t.Errorf("it ran %d times in a minute and said\n%s", n, logged)
	}
	n, logged = runs(t, time.Minute, func(context.Context) error { panic("a bad story") })
	if n != 6 || !strings.Contains(logged, "a bad story") {
		t.Errorf("with a panic it ran %d times in a minute and said\n%s", n, logged)
	}
}

func TestAChoreThatHangsIsCutOff(t *testing.T) {
	n, logged := runs(t, 5*time.Minute, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	if n != 3 || !strings.Contains(logged, "deadline") {
		t.Errorf("it ran %d times and said\n%s", n, logged)
	}
}
