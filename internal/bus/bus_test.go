package bus_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/stet-news/stet/internal/bus"
	"github.com/stet-news/stet/internal/news"
)

// contract is what every bus must do. a and b are two processes.
func contract(t *testing.T, a, b bus.Bus) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	heard, err := b.Listen(ctx, bus.Editions)
	if err != nil {
		t.Fatal(err)
	}
	within := func(what string) {
		t.Helper()
		select {
		case <-heard:
		case <-time.After(time.Minute):
			t.Fatal(what)
		}
	}
	deadline := time.After(time.Minute)
	for ringing := true; ringing; { // the listener may still be on its way to the server
		a.Ring(ctx, bus.Editions)
		select {
		case <-heard:
			ringing = false
		case <-deadline:
			t.Fatal("the first ring was not heard")
		case <-time.After(50 * time.Millisecond):
		}
	}
	for range 100 {
		a.Ring(ctx, bus.Editions)
	}
	within("a hundred rings were not heard as one at least")

	other, err := b.Listen(ctx, "other")
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // a new listener may be rung once, for what it could have missed
		a.Ring(ctx, bus.Editions)
		within("the topic is not heard beside another")
		select {
		case <-other:
		default:
			return
		}
	}
	t.Error("a topic hears the rings of another")
}

func TestLocal(t *testing.T) {
	b, err := bus.Open(t.Context(), "local:")
	if err != nil {
		t.Fatal(err)
	}
	contract(t, b, b)
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	var pair [2]bus.Bus
	for i := range pair {
		b, err := bus.Open(t.Context(), "file:"+dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		pair[i] = b
	}
	contract(t, pair[0], pair[1])
	contract(t, pair[0], pair[0])
	if _, err := bus.Open(t.Context(), "file:"); err == nil {
		t.Error("no folder is a bus")
	}
}

func TestPostgres(t *testing.T) {
	address := os.Getenv("TEST_POSTGRES_URL")
	if address == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("TEST_POSTGRES_URL is not set: in CI PostgreSQL is required")
		}
		t.Skip("PostgreSQL is not tested: TEST_POSTGRES_URL is not set (tools/with-postgres sets it)")
	}
	var pair [2]bus.Bus
	for i := range pair {
		b, err := bus.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = b.Close() })
		pair[i] = b
	}
	contract(t, pair[0], pair[1])

	heard, err := pair[1].Listen(t.Context(), bus.Editions)
	if err != nil {
		t.Fatal(err)
	}
	<-heard // it is connected
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`
	if _, err := conn.Exec(t.Context(), cut); err != nil {
		t.Fatal(err)
	}
	<-heard // it has a new connection, and is rung for what it could have missed
}

func TestAnAddressOfNoBusIsRefusedAndNotRepeated(t *testing.T) {
	for _, address := range []string{"nats://x:secret@y", "", "postgres://x:secret@y:port/z"} {
		_, err := bus.Open(t.Context(), address)
		if e, ok := errors.AsType[*news.Error](err); !ok || e.Kind != news.Invalid || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

// Without its server a bus opens, rings at home, and closes.
func TestPostgresThatIsAwayStopsNobody(t *testing.T) {
	b, err := bus.Open(t.Context(), "postgres://x@127.0.0.1:1/x?connect_timeout=1")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	heard, err := b.Listen(ctx, bus.Editions)
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		b.Ring(ctx, bus.Editions)
	}
	<-heard
	cancel()
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}
