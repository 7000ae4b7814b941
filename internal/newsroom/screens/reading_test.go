package screens_test

import (
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// A story that is made from an item of a wire is read against it each time its editor is opened, without script: what it says
// otherwise stands in the checks, with the words of both; and when it is put right it is gone.
func TestTheChecksSayWhereAStoryDiffersFromItsSource(t *testing.T) {
	n := open(t)
	b := n.as(news.DutyEditor)
	ctx := t.Context()
	err := n.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveWire(ctx, news.Wire{ID: "w", Name: "Delta News Agency", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English, Every: time.Minute}); err != nil {
			return err
		}
		_, _, err := tx.Receive(ctx, news.Dispatch{
			Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "River rises at Bahadurabad", Hash: "h",
			Body: news.Paragraphs("The river rose 41 centimetres at Bahadurabad in a day, the water board said."),
		}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := n.db.Dispatches(ctx, store.DispatchFilter{})
	if err != nil {
		t.Fatal(err)
	}
	b.open("/n/wires/d/"+list[0].ID).press("Take & edit", nil).shows(200, "As far as words show, it says what its sources say.")
	b.press("Save", map[string]string{"body": "The river rose 14 centimetres at Bahadurabad in a day, the water board said."}).
		shows(200, "Certainly otherwise", "The source has “", "41 centimetres", "Delta News Agency")
	b.press("Save", map[string]string{"body": "The river rose 41 centimetres at Bahadurabad in a day, the water board said."}).
		shows(200, "As far as words show, it says what its sources say.")
	b.press("Save", map[string]string{"body": "The river rose 41 centimetres at Bahadurabad in a day, the the water board said."}).shows(200, "House style")
}
