package jobs_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stet-news/stet/internal/jobs"
)

func TestAChoreRunsAtOnceAndAgainEvenWhenItFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute-1)
		defer cancel()
		runs := 0
		jobs.Every(ctx, 10*time.Second, "count", func(context.Context) error { runs++; return errors.New("no") })
		if runs != 6 {
			t.Errorf("it ran %d times in a minute", runs)
		}
	})
}
