package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stet-news/stet/internal/store"
)

// SQLite opens an empty store in a file of its own, closed when the test ends. It is
// the store for every test above this package: there are no fakes.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stet.db")
	image, err := empty()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, image, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, "sqlite:"+path)
}

// empty is the file of a store that was just made. It is made once a process, for a package may open a hundred
// stores; and once for all processes that are given a folder to keep it in, which ends with the run of tests.
var empty = sync.OnceValues(func() (image []byte, err error) {
	folder := os.Getenv("STET_TEST_EMPTY")
	if folder == "" {
		return migrated()
	}
	kept := filepath.Join(folder, "empty.db")
	if image, err = os.ReadFile(kept); !errors.Is(err, fs.ErrNotExist) {
		return image, err
	}
	if image, err = migrated(); err != nil {
		return nil, err
	}
	part := fmt.Sprintf("%s.%d", kept, os.Getpid())
	return image, errors.Join(os.WriteFile(part, image, 0o600), os.Rename(part, kept))
})

// migrated makes a store and returns its file.
func migrated() (image []byte, err error) {
	folder, err := os.MkdirTemp("", "stet")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "stet.db")
	db, err := store.Open(context.Background(), "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil { // which brings the write-ahead log into the file
		return nil, err
	}
	return os.ReadFile(path)
}

var databases atomic.Int64

// Postgres opens an empty database on the server that TEST_POSTGRES_URL names, dropped
// when the test ends. Without a server it skips the test, and in CI fails it.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	base := server(t)
	if err := template(); err != nil {
		t.Fatal(err)
	}
	return open(t, database(t, base, " TEMPLATE "+made))
}

// PostgresAddress is Postgres for programs that open the database themselves: it has no
// tables yet.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	return database(t, server(t), "")
}

func server(t testing.TB) string {
	t.Helper()
	base := os.Getenv("TEST_POSTGRES_URL")
	if base == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("TEST_POSTGRES_URL is not set: in CI PostgreSQL is required")
		}
		t.Skip("PostgreSQL is not tested: TEST_POSTGRES_URL is not set (tools/with-postgres sets it)")
	}
	return base
}

func database(t testing.TB, base, how string) string {
	t.Helper()
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("stet_%d_%d", os.Getpid(), databases.Add(1))
	if _, err := admin.Exec("CREATE DATABASE " + name + how); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	address, err := on(base, name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// on is the address of a database on the server of another.
func on(base, name string) (string, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

func open(t testing.TB, address string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
