// Package store keeps the newsroom in SQL: SQLite on one machine, PostgreSQL when
// there are several.
//
// It holds facts and decides nothing. Rules live in package news; the order of work
// lives in package desk. One text of SQL serves both databases, with $1, $2, …
// placeholders, times as BIGINT microseconds in UTC, and ids made by the caller; what
// cannot be said once is in dialect.go. The contract is package storetest.
package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/stet-news/stet/internal/news"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DB is an open store. Reading is by its methods; writing is by Tx.
type DB struct {
	write   pool // one connection on SQLite
	read    pool // the same as write on PostgreSQL
	dialect dialect
	health  *health
	ping    *sql.DB      // one connection to see by whether a server answers; nil on SQLite
	untidy  atomic.Int64 // publications since TidySearch

	together gathering
}

// Open opens the store that address names, "sqlite:PATH" or "postgres://…", and brings
// its tables up to date. It refuses a SQLite that would not be durable.
func Open(ctx context.Context, address string) (*DB, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	var db *DB
	var err error
	switch scheme {
	case "sqlite":
		db, err = openSQLite(ctx, rest)
	case "postgres", "postgresql":
		db, err = openPostgres(ctx, address)
	default:
		return nil, news.Errorf(news.Invalid, "There is no database %q: the address is sqlite:PATH or postgres://USER@HOST/NAME.", scheme)
	}
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate the store: %w", err), db.Close())
	}
	return db, nil
}

func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	// Numbers are given out to parts of the work, so a later one can be there already.
	options := append(db.dialect.locker, searchTables(db.dialect.search), pictureTables(db.dialect.search.pictures), dispatchTables(db.dialect.search.dispatches), goose.WithAllowOutofOrder(true))
	p, err := goose.NewProvider(db.dialect.goose, db.write.DB, files, options...)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// Close closes the store.
func (db *DB) Close() error {
	db.health.closed.Store(true)
	err := db.write.Close()
	if db.read != db.write {
		err = errors.Join(db.read.Close(), err)
	}
	if db.ping != nil {
		err = errors.Join(err, db.ping.Close())
	}
	return err
}

// Tx is a write transaction. Everything that writes is a method of Tx.
type Tx struct {
	tx      transaction
	dialect dialect
	later   bool     // see IndexLater
	indexed bool     // it wrote into the search index
	arrived []string // see Arrived
}

// Trial runs f and takes back all that it wrote, so that an error of f is known before
// anything is done.
func (tx *Tx) Trial(ctx context.Context, f func() error) error {
	indexed := tx.indexed
	defer func() { tx.indexed = indexed }()
	if _, err := tx.exec(ctx, `SAVEPOINT trial`); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `ROLLBACK TO SAVEPOINT trial`); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `RELEASE SAVEPOINT trial`)
	return err
}

// errRace says that a row was changed by another transaction between our reading
// and our writing of it. Tx tries again.
var errRace = errors.New("somebody else changed this at the same moment")

// attempts is how often Tx tries a transaction that lost a race.
const attempts = 10

// Tx runs f in a write transaction and commits it if f returns nil: when Tx returns
// nil, what f wrote is durable. f is run again, from the start, when it lost a race, so
// it must do nothing but use the transaction.
func (db *DB) Tx(ctx context.Context, f func(*Tx) error) error {
	for try := 1; ; try++ {
		err := db.once(ctx, f)
		if err == nil || !errors.Is(err, errRace) && !db.dialect.race(err) {
			return err
		}
		if try == attempts {
			return news.Errorf(news.Conflict, "Somebody else is changing this at the same moment. Nothing was changed; try again.")
		}
	}
}

func (db *DB) once(ctx context.Context, f func(*Tx) error) error {
	tx, done, err := db.write.begin(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer done()
	t := Tx{tx: tx, dialect: db.dialect}
	if err := f(&t); err != nil {
		return tx.told(errors.Join(err, rollback(tx.Tx)))
	}
	if err := commit(tx.Tx); err != nil {
		return db.health.toldOfCommit(fmt.Errorf("commit: %w", err))
	}
	if t.indexed {
		db.untidy.Add(1)
	}
	return nil
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}

func (tx *Tx) exec(ctx context.Context, text string, args ...any) (int64, error) {
	res, err := tx.tx.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// next adds one to the counter and returns it. The transaction holds the counter until
// it ends, so the numbers are in the order of commits and have no gaps.
func (tx *Tx) next(ctx context.Context, name string) (n int64, err error) {
	err = tx.tx.QueryRowContext(ctx, `UPDATE counter SET value = value + 1 WHERE name = $1 RETURNING value`, name).Scan(&n)
	return n, err
}

// all runs the query and scans every row. The result is never nil.
func all[T any](ctx context.Context, q queryer, scan func(scanner) (T, error), text string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// one scans the row, or returns a NotFound error that says so.
func one[T any](row scanner, scan func(scanner) (T, error), none string, args ...any) (T, error) {
	v, err := scan(row)
	if errors.Is(err, sql.ErrNoRows) {
		return v, news.Errorf(news.NotFound, none, args...)
	}
	return v, err
}

// micros and instant are the one form of time in the database.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// text returns v as JSON for a column.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// where builds the conditions of a list. Only literal text of this package goes in it.
type where struct {
	conditions []string
	args       []any
}

// and adds a condition in which ? stands for the argument.
func (w *where) and(condition string, arg any) {
	w.args = append(w.args, arg)
	w.conditions = append(w.conditions, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(w.args))))
}

func (w *where) text() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// like returns s as a pattern that matches it anywhere, with \ as the escape.
func like(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(s)) + "%"
}

// bound returns limit if it is from 1 to most, and else most.
func bound(limit, most int) int {
	if limit < 1 || limit > most {
		return most
	}
	return limit
}
