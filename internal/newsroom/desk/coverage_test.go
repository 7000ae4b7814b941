package desk_test

import (
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// Each post reaches readers with the story as they last had it: what is being worked on
// stays on the desk.
func TestAPostReachesReadersAndTheWorkingCopyDoesNot(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			n := openOn(t, open(t))
			ctx := t.Context()
			s := n.live()
			if _, err := n.Post(ctx, imran, s.Number, news.Post{Title: "Too early"}); err == nil {
				t.Fatal("a post came before the coverage")
			}
			_, err := n.Cover(ctx, nusrat, s.Number)
			n.refused(err, news.Forbidden, "Ask:")
			if _, err := n.Cover(ctx, imran, s.Number); err != nil {
				t.Fatal(err)
			}
			half := s.Content
			half.Headline = "Half a thought"
			n.must(n.Save(ctx, rashed, s.Number, desk.Draft{Base: s.Revision, Content: half}))
			post := func(p news.Post) news.Coverage {
				t.Helper()
				c, err := n.Post(ctx, imran, s.Number, p)
				if err != nil {
					t.Fatal(err)
				}
				return c
			}
			post(news.Post{Title: "Water at 14.2 m", Body: news.Paragraphs("It rose by a hand."), Pinned: true})
			c := post(news.Post{Title: "Shelters open", Key: true, Pinned: true})
			if len(c.Posts) != 2 || c.Posts[0].Title != "Shelters open" || c.Posts[1].Pinned || c.Posts[0].Author != imran.Name {
				t.Errorf("%+v", c)
			}
			first := c.Posts[1]
			first.Title = "Water at 14.3 m"
			_, err = n.Post(ctx, imran, s.Number, first)
			n.refused(err, news.Conflict, "“14.2” became “14.3”")
			first.Note = "It is 14.3 m, not 14.2."
			c = post(first)
			if c.Posts[1].Edited.IsZero() || !c.Posts[1].At.Equal(first.At) {
				t.Errorf("%+v", c.Posts[1])
			}
			if c, err = n.RemovePost(ctx, imran, s.Number, c.Posts[0].ID); err != nil || c.Posts[0].Title != "" || c.Posts[0].Removed.IsZero() {
				t.Errorf("%+v %v", c, err)
			}
			if _, err = n.SetKeyPoints(ctx, imran, s.Number, []string{"Fourteen districts are under water"}); err != nil {
				t.Fatal(err)
			}
			if _, err = n.EndCoverage(ctx, imran, s.Number); err != nil {
				t.Fatal(err)
			}
			made := n.changes(0)
			last := made[len(made)-1].Story
			if last.Headline != "Ferries halted on the Jamuna" || last.Live || len(last.Coverage.Posts) != 2 || last.Coverage.KeyPoints[0] != "Fourteen districts are under water" {
				t.Errorf("%+v", last)
			}
			if before := made[len(made)-2]; before.Kind != edition.Updated || !before.Story.Live {
				t.Errorf("%+v", before)
			}
			_, err = n.Post(ctx, imran, s.Number, news.Post{Title: "Too late"})
			n.refused(err, news.Conflict, "Begin its coverage first")
		})
	}
}
