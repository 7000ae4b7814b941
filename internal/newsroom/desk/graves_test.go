package desk_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/gate"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

var graveKey = bytes.Repeat([]byte{7}, 32)

// grave is the tombstone of a story of its own, which said the words.
func grave(i int, words string) news.Tombstone {
	p := gate.NewPrints(graveKey)
	return news.Tombstone{ID: fmt.Sprintf("stone-%06d", i), Story: int64(1_000_000 + i), Key: p.Key(), At: time.Unix(int64(i), 0).UTC(), Shingles: p.Shingles(words)}
}

// saying is a long sentence that no other number has a run of six words of.
func saying(i int) string {
	var b strings.Builder
	for w := range 300 {
		fmt.Fprintf(&b, "w%dx%d ", i, w)
	}
	return b.String()
}

// The desk remembers what was taken down, and never longer than it is so: not when another
// process takes a story down or lifts it, and not out of a transaction that failed.
func TestWhatWasTakenDownElsewhereIsKnownAtOnce(t *testing.T) {
	n := open(t)
	n.UseRegisterKey(graveKey)
	write := func(words string) error {
		_, err := n.Create(t.Context(), nusrat, desk.Start{Content: with(words)})
		return err
	}
	ready := n.readyWith(saying(1)).Number
	set := func(fails error, stones ...news.Tombstone) {
		t.Helper()
		err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
			for _, s := range stones {
				if err := tx.SaveTombstone(t.Context(), s); err != nil {
					return err
				}
			}
			return fails
		})
		if !errors.Is(err, fails) {
			t.Fatal(err)
		}
	}
	if err := write(saying(1)); err != nil {
		t.Fatal(err)
	}
	set(nil, grave(1, saying(1)))
	if _, err := n.Publish(t.Context(), rashed, ready, desk.Out{}); err == nil {
		t.Error("what another process took down went out")
	}
	set(errors.New("no"), grave(2, saying(2)))
	if err := write(saying(2)); err != nil {
		t.Error("held by a takedown that never came to be:", err)
	}
	set(nil, grave(3, saying(3)))
	lifted := grave(1, saying(1))
	lifted.Lifted = time.Now()
	if err := write(saying(3)); err == nil {
		t.Error("the second takedown holds nothing")
	}
	set(nil, lifted)
	if err := write(saying(1)); err != nil {
		t.Error("what was lifted is still held:", err)
	}
	if err := write(saying(3)); err == nil {
		t.Error("lifting one takedown lifted another")
	}
}

// What a publication costs does not grow with what was taken down.
func BenchmarkPublishWithTombstones(b *testing.B) {
	for _, stones := range []int{0, 1, 1000} {
		b.Run(fmt.Sprint(stones), func(b *testing.B) {
			ctx := b.Context()
			db := storetest.SQLite(b)
			d := desk.New(db, func() {})
			d.UseRegisterKey(graveKey)
			if _, err := d.SetHouse(ctx, arif, house); err != nil {
				b.Fatal(err)
			}
			err := db.Tx(ctx, func(tx *store.Tx) (err error) {
				for i := range stones {
					err = errors.Join(err, tx.SaveTombstone(ctx, grave(i, saying(i))))
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				s, err := d.Create(ctx, nusrat, desk.Start{Content: with(saying(1_000_000 + i))})
				if err == nil {
					_, err = d.Submit(ctx, nusrat, s.Number, "")
				}
				if err == nil {
					_, err = d.Ready(ctx, imran, s.Number, "")
				}
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := d.Publish(ctx, rashed, s.Number, desk.Out{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
