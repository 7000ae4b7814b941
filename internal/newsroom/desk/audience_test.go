package desk_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// What is most read reaches readers once an hour, however many processes count, and
// without what was killed.
func TestWhatIsMostReadIsLiveAndToldOnce(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			first, second, killed, draft := n.live(), n.live(), n.live(), n.ready()
			n.must(n.Kill(ctx, sadia, killed.Number, desk.KillOrder{Reason: "It is not true.", Alone: "For the test."}))
			views := func(s news.Story, times int64) audience.Views {
				return audience.Views{Page: "/en/" + s.Content.Headline, Language: "en", Story: s.Number, Source: audience.Direct, N: times}
			}
			pages := []audience.Views{views(first, 3), views(second, 7), views(killed, 90), views(draft, 80)}
			for i := range pages {
				pages[i].Page += string(rune('a' + i))
			}
			if err := n.AddCounts(ctx, audience.Counts{Views: pages}); err != nil {
				t.Fatal(err)
			}
			before := len(n.changes(0))
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					if err := n.CountMostRead(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			made := n.changes(int64(before))
			want := []int64{second.Number, first.Number}
			if len(made) != 1 || made[0].Kind != edition.Counted || !slices.Equal(made[0].MostRead[0].Stories, want) {
				t.Errorf("%+v", made)
			}
		})
	}
}
