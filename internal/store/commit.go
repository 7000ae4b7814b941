//go:build !broken

package store

import (
	"context"
	"database/sql"
)

// commit ends the transaction. When it returns nil, what the transaction wrote is
// durable. The torture harness runs a broken build to show that it would notice
// an answer that comes before the commit.
func commit(tx *sql.Tx) error { return tx.Commit() }

// lifetime is how long a transaction lives: as long as who asked for it waits.
func lifetime(ctx context.Context) context.Context { return ctx }
