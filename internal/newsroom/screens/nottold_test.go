package screens_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

func TestTodayHasWhoCannotBeToldOfWhatIsPublished(t *testing.T) {
	n := open(t)
	ctx := t.Context()
	editor, admin, reporter := n.as(news.DeskEditor), n.as(news.Admin), n.as(news.Reporter)
	engine := "indexnow https://search.example/indexnow"
	for _, name := range []string{"hub https://hub.example/", engine, "hub", "receipts"} {
		if _, err := n.db.Follow(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	said := []string{
		"The cache varnish is not told what is stale", "search.example", "The hub hub.example is not told", "own hub does not tell its subscribers", "It answered nothing at all.",
	}
	none := func(b *browser, who string) {
		b.open("/n").shows(200, "Today")
		for _, s := range said {
			if strings.Contains(b.text, s) {
				t.Errorf("%s is told: %s", who, s)
			}
		}
	}
	none(editor, "an editor, while all goes well,")
	why := "It answered nothing at all."
	if err := n.db.Tx(ctx, func(tx *store.Tx) error {
		for _, name := range []string{"hub https://hub.example/", engine, "hub"} {
			if err := tx.NotTold(ctx, name, why); err != nil {
				return err
			}
		}
		return tx.PurgeFailed(ctx, "varnish", why)
	}); err != nil {
		t.Fatal(err)
	}
	editor.open("/n").shows(200, said...)
	admin.open("/n").shows(200, said...)
	none(reporter, "a reporter")
	if err := n.db.Tx(ctx, func(tx *store.Tx) error {
		for _, name := range []string{"hub https://hub.example/", engine, "hub"} {
			if err := tx.Told(ctx, name, 1); err != nil {
				return err
			}
		}
		return tx.Purged(ctx, "varnish", -1, 1)
	}); err != nil {
		t.Fatal(err)
	}
	none(editor, "an editor, when all is well again,")
}
