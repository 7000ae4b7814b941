package bus_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/bus"
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
		case <-time.After(10 * time.Second):
			t.Fatal(what)
		}
	}
	deadline := time.After(10 * time.Second)
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
}

func TestLocal(t *testing.T) {
	b, err := bus.Open(t.Context(), "local:")
	if err != nil {
		t.Fatal(err)
	}
	contract(t, b, b)
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
}

func TestAnAddressOfNoBusIsRefused(t *testing.T) {
	if _, err := bus.Open(t.Context(), "nats://x"); err == nil {
		t.Error("opened")
	}
}
