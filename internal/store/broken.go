//go:build broken

package store

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"time"
)

// breaks is the one promise that this build does not keep, as STET_BREAKS names it when it starts: each
// has a test that must notice. They share a build, since to build the program is most of what such a test takes.
var breaks = os.Getenv("STET_BREAKS")

// claim is nothing with "claim": whoever read a story writes it.
var claim = unless("claim", ` AND turn = $3`, ``)

// synchronous is less than it must be with "normal".
var (
	synchronous      = unless("normal", "FULL", "NORMAL")
	synchronousLevel = unless("normal", 2, 1)
)

func unless[T any](promise string, kept, broken T) T {
	if breaks == promise {
		return broken
	}
	return kept
}

// commit answers before it commits with "early".
func commit(tx *sql.Tx) error {
	if breaks != "early" {
		return tx.Commit()
	}
	go func() {
		time.Sleep(20 * time.Millisecond)
		if err := tx.Commit(); err != nil {
			slog.Error("late commit failed", "err", err)
		}
	}()
	return nil
}

func lifetime(ctx context.Context) context.Context {
	if breaks == "early" {
		return context.WithoutCancel(ctx)
	}
	return ctx
}
