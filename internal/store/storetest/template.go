package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/stet-news/stet/internal/store"
)

// made is the name of the database that template makes.
var made = fmt.Sprintf("stet_made_%d", os.Getpid())

// template makes the database of a store that was just made, once a process: to make the
// tables takes longer than most tests do. A process cannot drop it when it ends, but holds a
// lock on it as long as it lives, so that the next process drops it.
var template = sync.OnceValue(func() error {
	ctx, base := context.Background(), os.Getenv("TEST_POSTGRES_URL")
	server, err := sql.Open("pgx", base)
	if err != nil {
		return err
	}
	holder, err := server.Conn(ctx) // stays open, and with it the lock
	if err != nil {
		return err
	}
	if _, err := holder.ExecContext(ctx, `SELECT pg_advisory_lock(hashtext($1))`, made); err != nil {
		return err
	}
	if err := dropLeft(ctx, holder); err != nil {
		return err
	}
	if _, err := holder.ExecContext(ctx, `CREATE DATABASE `+made); err != nil {
		return err
	}
	address, err := on(base, made)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	return db.Close() // what somebody is connected to cannot be copied
})

// dropLeft drops what template made in processes that are gone.
func dropLeft(ctx context.Context, holder *sql.Conn) error {
	var names string
	err := holder.QueryRowContext(ctx, `SELECT coalesce(string_agg(datname, ' '), '') FROM pg_database WHERE starts_with(datname, 'stet_made_')`).Scan(&names)
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(names) {
		var free bool
		if err := holder.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(hashtext($1))`, name).Scan(&free); err != nil {
			return err
		}
		if !free {
			continue
		}
		if _, err := holder.ExecContext(ctx, `DROP DATABASE IF EXISTS `+name); err != nil {
			return err
		}
	}
	return nil
}
