package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/stet-news/stet/internal/news"
)

// dialect is everything about a database that one text of SQL cannot say. Each
// field is a place where the two can drift apart, so there are few.
type dialect struct {
	goose  goose.Dialect
	locker []goose.ProviderOption
	// now is an expression: the database's own clock in microseconds.
	now    string
	unique func(error) bool // a row like that exists
	race   func(error) bool // the database itself asks to try again
	search searchDialect
}

// openSQLite opens a file. Every connection is asked for WAL and synchronous=FULL: a
// commit that returned is on the disk.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	if err := keepPages(); err != nil {
		slog.WarnContext(ctx, "SQLite gives its memory back more often than it needs to", "err", err)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(" + synchronous + ")&_pragma=foreign_keys(ON)"
	write, err := sql.Open("sqlite", dsn+"&_txlock=immediate&_pragma=cache_size(-8000)")
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	if err := checkDurable(ctx, write); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), write.Close())
	}
	read, err := sql.Open("sqlite", dsn+"&_pragma=query_only(ON)")
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxIdleConns(8)
	read.SetMaxOpenConns(8)
	h := newHealth(sqliteLost)
	return &DB{write: pool{write, h}, read: pool{read, h}, health: h, dialect: dialect{
		goose: goose.DialectSQLite3,
		now:   `CAST(unixepoch('subsec') * 1000000 AS INTEGER)`,
		unique: func(err error) bool {
			e, ok := errors.AsType[*sqlite.Error](err)
			return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
		},
		race:   func(error) bool { return false }, // there is one writer
		search: sqliteSearch,
	}}, nil
}

// checkDurable asserts what durability rests on, on the one connection that writes.
func checkDurable(ctx context.Context, write *sql.DB) error {
	var mode string
	var level int
	if err := write.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil {
		return err
	}
	if err := write.QueryRowContext(ctx, `PRAGMA synchronous`).Scan(&level); err != nil {
		return err
	}
	if !strings.EqualFold(mode, "wal") || level < synchronousLevel {
		return news.Errorf(news.Unavailable, "SQLite runs with journal_mode=%s and synchronous=%d; it must be WAL and at least %d, or saves could be lost.", mode, level, synchronousLevel)
	}
	return nil
}

func openPostgres(ctx context.Context, address string) (*DB, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(16)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	ping, err := sql.Open("pgx", address)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	ping.SetMaxOpenConns(1)
	h := newHealth(postgresLost)
	return &DB{write: pool{db, h}, read: pool{db, h}, health: h, ping: ping, dialect: dialect{
		goose:  goose.DialectPostgres,
		locker: []goose.ProviderOption{goose.WithSessionLocker(locker)},
		now:    `CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)`,
		unique: func(err error) bool { return pgCode(err) == "23505" },
		race:   func(err error) bool { c := pgCode(err); return c == "40001" || c == "40P01" },
		search: postgresSearch,
	}}, nil
}

func pgCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}
