package desk_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// The first edition of a day is made once, however many processes look, and not at all
// when something was published since midnight.
func TestADayBeginsOnceForAllProcesses(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			if err := n.ReleaseDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			if made := n.changes(1); len(made) != 0 {
				t.Fatalf("the day had its edition already; there is %v", made)
			}
			yesterday := time.Now().Add(-24 * time.Hour).UTC().Truncate(time.Microsecond)
			err := n.db.Tx(t.Context(), func(tx *store.Tx) error {
				number, err := tx.NextEdition(t.Context())
				if err != nil {
					return err
				}
				return tx.Publish(t.Context(), edition.Change{Number: number, Kind: edition.Flashed, At: yesterday})
			})
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					if err := n.ReleaseDue(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if made := n.changes(2); len(made) != 1 || made[0].Kind != edition.Turned || made[0].Number != 3 {
				t.Errorf("%+v", made)
			}
		})
	}
}
