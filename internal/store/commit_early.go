//go:build torture_early

package store

import (
	"context"
	"database/sql"
	"log/slog"
	"time"
)

// commit answers before it commits, which is the mistake the harness must catch.
func commit(tx *sql.Tx) error {
	go func() {
		time.Sleep(20 * time.Millisecond)
		if err := tx.Commit(); err != nil {
			slog.Error("late commit failed", "err", err)
		}
	}()
	return nil
}

func lifetime(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }
