package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/stet-news/stet/internal/news"
)

// What is said of a database that cannot be worked with.
var (
	errAway = news.Errorf(news.Unavailable, "The newsroom's database cannot be reached or written to just now, so nothing was changed. Try again in a moment.")
	// errUnsure is said when the answer to a commit was lost.
	errUnsure = news.Errorf(news.Unavailable, "The newsroom's database went away while this was being written, so it is not known whether it was done. Look first, then send it again if it was not.")
)

// awayError says that the database is away: to people, that nothing was changed, and to
// whoever reads the log, why. It is a *news.Error of the kind Unavailable.
type awayError struct {
	said error
	why  error
}

func (e *awayError) Error() string   { return "the database is away: " + e.why.Error() }
func (e *awayError) Unwrap() []error { return []error{e.said, e.why} }

// Away reports whether err says that the database is away, and whether it is not even known
// what became of what was being written.
func Away(err error) (away, unsure bool) {
	e, ok := errors.AsType[*awayError](err)
	return ok, ok && errors.Is(e.said, errUnsure)
}

// errKnownAway is why a request does not even ask.
var errKnownAway = errors.New("it did not answer before, and has not since")

type patienceKey struct{}

// Within returns a context in which every query and every transaction of a store has at most
// d, and fails at once while the database is known to be away. It is for who waits for the
// answer: a chore has a time of its own.
func Within(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, patienceKey{}, d)
}

// health is what is known of the database that a DB works with.
type health struct {
	lost   func(error) bool // the dialect's own words for it
	closed atomic.Bool
	look   chan struct{} // something failed: see now

	mu     sync.Mutex
	from   time.Time // since when it is away; zero while it answers
	logged time.Time
}

func newHealth(lost func(error) bool) *health {
	return &health{lost: lost, look: make(chan struct{}, 1)}
}

// begin returns the context of one query or transaction, and what is to be called when it
// is over.
func (h *health) begin(ctx context.Context) (context.Context, context.CancelFunc, error) {
	d, ok := ctx.Value(patienceKey{}).(time.Duration)
	if !ok {
		return ctx, func() {}, nil
	}
	h.mu.Lock()
	away := !h.from.IsZero()
	h.mu.Unlock()
	if away {
		return ctx, func() {}, &awayError{errAway, errKnownAway}
	}
	ctx, cancel := context.WithTimeout(ctx, d)
	return ctx, cancel, nil
}

// told is the one place where what a driver says becomes what people are told: it returns
// err as one that says that the database is away, if that is what it means.
func (h *health) told(err error) error {
	if err == nil || !h.means(err) {
		return err
	}
	select {
	case h.look <- struct{}{}:
	default:
	}
	h.mu.Lock()
	say := time.Since(h.logged) > 10*time.Second
	if say {
		h.logged = time.Now()
	}
	h.mu.Unlock()
	if say {
		slog.ErrorContext(context.Background(), "the database cannot be worked with", "err", err)
	}
	return &awayError{errAway, err}
}

// toldOfCommit is told for the error of a commit. Unless the database itself answered that it
// did not commit, it may have.
func (h *health) toldOfCommit(err error) error {
	err = h.told(err)
	if e, ok := errors.AsType[*awayError](err); ok && !answered(e.why) {
		e.said = errUnsure
	}
	return err
}

// means reports whether err means that the database is away.
func (h *health) means(err error) bool {
	if _, said := errors.AsType[*news.Error](err); said || errors.Is(err, context.Canceled) {
		return false // it is said already, or nobody waits any more
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone):
		return true
	}
	return h.closed.Load() || h.lost(err)
}

// answered reports whether err is the database's own refusal.
func answered(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()&0xff != sqlite3.SQLITE_IOERR
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Severity == "ERROR"
}

// sqliteLost reports whether the file cannot be read or written: its disk is full or broken,
// it is read-only, or another program has not let go of it for too long.
func sqliteLost(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return true
	}
	return false
}

// postgresLost reports whether the server is not there, goes away, or can take nothing in.
func postgresLost(err error) bool {
	if code := pgCode(err); code != "" {
		switch code[:2] {
		case "08", "53", "57", "58": // connection, resources, an operator's hand, the machine
			return true
		}
		return code == "25006" // it is a copy that only reads
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, net.ErrClosed) ||
		pgconn.SafeToRetry(err)
}
