package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/stet-news/stet/internal/news"
)

func TestWhatADriverSaysOfALostDatabaseIsSaidToPeople(t *testing.T) {
	h := newHealth(postgresLost)
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for _, tt := range []struct {
		err  error
		away bool
	}{
		{refused, true},
		{driver.ErrBadConn, true},
		{io.ErrUnexpectedEOF, true},
		{context.DeadlineExceeded, true},
		{&pgconn.PgError{Code: "57P01", Severity: "FATAL"}, true}, // an administrator ends it
		{&pgconn.PgError{Code: "53100", Severity: "ERROR"}, true}, // the disk is full
		{&pgconn.PgError{Code: "25006", Severity: "ERROR"}, true}, // it only reads
		{&pgconn.PgError{Code: "23505", Severity: "ERROR"}, false},
		{&pgconn.PgError{Code: "42601", Severity: "ERROR"}, false},
		{context.Canceled, false},
		{syscall.ENOSPC, false}, // of a file that is none of the database's
		{news.Errorf(news.NotFound, "There is no wire."), false},
		{nil, false},
	} {
		err := h.told(fmt.Errorf("find it: %w", tt.err))
		if tt.err == nil {
			err = h.told(nil)
		}
		away, _ := Away(err)
		said, isSaid := errors.AsType[*news.Error](err)
		if away != tt.away || away && (!isSaid || said.Kind != news.Unavailable || !errors.Is(err, tt.err)) {
			t.Errorf("%v: away %t, said %v", tt.err, away, said)
		}
	}
	if _, unsure := Away(h.toldOfCommit(refused)); !unsure {
		t.Error("a commit whose answer was lost is said to have changed nothing")
	}
	if away, unsure := Away(h.toldOfCommit(&pgconn.PgError{Code: "53100", Severity: "ERROR"})); !away || unsure {
		t.Error("a commit that the database refused is said to be unknown")
	}
}

func TestAFullOrReadOnlyFileIsADatabaseThatIsAway(t *testing.T) {
	for _, pragma := range []string{"PRAGMA query_only=ON", "PRAGMA max_page_count=1"} {
		db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "stet.db"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.write.ExecContext(t.Context(), pragma); err != nil {
			t.Fatal(err)
		}
		add := func() error {
			return db.Tx(t.Context(), func(tx *Tx) error {
				_, err := tx.exec(t.Context(), `INSERT INTO alarm (id, since, at, value) VALUES ($1, 1, 1, $2)`, "a", string(make([]byte, 1<<20)))
				return err
			})
		}
		if away, unsure := Away(add()); !away || unsure {
			t.Errorf("%s: away %t, unsure %t", pragma, away, unsure)
		}
		if _, err := db.Alarms(t.Context(), time.Now()); err != nil { // what can be read is read
			t.Errorf("%s: %v", pragma, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if away, _ := Away(add()); !away {
			t.Errorf("%s: a store that was closed is not away", pragma)
		}
	}
}
