package seed_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/newsroom/picture"
	"github.com/stet-news/stet/internal/newsroom/picture/darkroom"
	"github.com/stet-news/stet/internal/seed"
	"github.com/stet-news/stet/internal/store"
	"github.com/stet-news/stet/internal/store/storetest"
)

// The demo's newsroom is what the README says it is: forty-two stories in two languages, in
// every state, and six people with roles.
func TestTheNewsroomIsFilledWithStoriesInEveryState(t *testing.T) {
	ctx := t.Context()
	db := storetest.SQLite(t)
	files, err := blob.Open(ctx, "file:"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	people, err := seed.Fill(ctx, seed.Newsroom{
		Desk: desk.New(db, func() {}), Accounts: account.New(db, account.Options{Memory: 64}), Studio: picture.New(files, darkroom.Open{}, darkroom.Open{}),
		URL: "http://127.0.0.1", Zone: "Asia/Dhaka", Feeds: "http://127.0.0.1:1", Password: "boat river lantern rice",
		Progress: func(done, of int) { steps = of - done },
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(people) != 6 || steps != 0 {
		t.Errorf("%d people, %d steps left", len(people), steps)
	}
	stories, err := db.Stories(ctx, store.StoryFilter{})
	if err != nil {
		t.Fatal(err)
	}
	labels, languages := map[string]int{}, map[news.Language]int{}
	for _, s := range stories {
		labels[s.Label(time.Now())]++
		languages[s.Content.Language]++
	}
	if len(stories) != 42 || languages[news.Bangla] < 12 || languages[news.English] < 20 {
		t.Errorf("%d stories, %v", len(stories), languages)
	}
	for _, label := range []string{"Writing", "With desk", "Ready", "Scheduled", "Embargoed", "Live", "Corrected", "Killed", "Spiked"} {
		if labels[label] == 0 {
			t.Errorf("no story is %s: %v", label, labels)
		}
	}
	changes, err := db.Since(ctx, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	bars := map[news.Language]int{}
	blocks := map[news.NodeType]bool{}
	for _, c := range changes {
		for _, b := range c.Bars {
			bars[b.Language] = len(b.Items)
		}
		if c.Kind == edition.Published {
			c.Story.Body.Walk(func(n news.Node) { blocks[n.Type] = true })
		}
	}
	if bars["en"] < 3 || bars["bn"] < 3 {
		t.Errorf("the bars have %v headlines", bars)
	}
	for _, block := range news.NodeTypes {
		if !blocks[block] && block != news.Break && block != news.MediaRef { // pictures are painted here; films take an encoder
			t.Errorf("no published story has a %s", block)
		}
	}
	if wires, err := db.Wires(ctx); err != nil || len(wires) != 2 {
		t.Errorf("%d wires, %v", len(wires), err)
	}
	if n, err := db.VerifyLog(ctx); err != nil || n < 80 {
		t.Errorf("the log has %d records, %v", n, err)
	}
}
