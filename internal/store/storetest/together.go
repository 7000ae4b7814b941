package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

var errNotThis = errors.New("not this one")

// keptTogether: of many small writes at once all that can be are kept, each once, and who fails is told its own reason.
func keptTogether(t *testing.T, db *store.DB) {
	receive(t, db) // the wires
	const writers = 60
	own, failed := make([][]string, writers), make([]error, writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if i%10 == 3 {
				cancel()
			}
			failed[i] = db.Together(ctx, func(tx *store.Tx) error {
				d := news.Dispatch{Wire: "w1", GUID: fmt.Sprintf("item %d", i), Hash: fmt.Sprintf("h%d", i), Headline: "Ferry", Received: noon.Add(time.Duration(i) * time.Microsecond)}
				if _, _, err := tx.Receive(ctx, d, []byte("raw")); err != nil {
					return err
				}
				if own[i] = slices.Clone(tx.Arrived()); i%10 == 7 {
					return errNotThis
				}
				return nil
			})
		})
	}
	wg.Wait()
	for i := range writers {
		want := map[int]error{3: context.Canceled, 7: errNotThis}[i%10]
		if !errors.Is(failed[i], want) {
			t.Errorf("writer %d was told %v, want %v", i, failed[i], want)
		}
		if want == nil && len(own[i]) != 1 {
			t.Errorf("writer %d was told of %d arrivals, and had one", i, len(own[i]))
		}
	}
	list, err := db.Dispatches(t.Context(), store.DispatchFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != writers*8/10 {
		t.Errorf("%d dispatches are there, want the %d of who did not fail", len(list), writers*8/10)
	}
}

// faultOfOne: a writer that panics does so in its own goroutine, and nobody else notices.
func faultOfOne(t *testing.T, db *store.DB) {
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			defer func() {
				if fault := recover(); (fault != nil) != (i == 9) {
					t.Errorf("writer %d: fault %v", i, fault)
				}
			}()
			err := db.Together(t.Context(), func(*store.Tx) error {
				if i == 9 {
					panic("a fault of ours")
				}
				return nil
			})
			if err != nil {
				t.Errorf("writer %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}
