package screens_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// arrived is a newsroom with one dispatch of a wire.
func arrived(t *testing.T) (*newsroom, string) {
	t.Helper()
	n, ctx := open(t), t.Context()
	n.as(news.Admin) // sets the house up
	wire := news.Wire{ID: "w", Name: "Delta News Agency", Kind: news.FeedWire, Address: "https://delta.example/rss", Language: news.English, Every: time.Minute}
	err := n.db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.SaveWire(ctx, wire); err != nil {
			return err
		}
		_, _, err := tx.Receive(ctx, news.Dispatch{
			Wire: "w", GUID: "1", Received: time.Now(), Language: news.English, Headline: "Ferries stop", Hash: "h", Body: news.Paragraphs("Fog."),
		}, []byte("raw"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := n.db.Dispatches(ctx, store.DispatchFilter{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return n, list[0].ID
}

func TestRowsOfTheWiresStandCloseWhereThatWasChosen(t *testing.T) {
	n, _ := arrived(t)
	rows := func(b *browser, want bool) {
		t.Helper()
		b.shows(200, "Ferries stop")
		if strings.Contains(b.text, `class="dispatches compact"`) != want {
			t.Errorf("%s: the rows stand close: %t", b.url, !want)
		}
	}
	b := n.as(news.SubEditor).open("/n/wires?q=ferries")
	rows(b, false)
	rows(b.press("Compact", nil), true)
	if b.url.Query().Get("q") != "ferries" {
		t.Errorf("the filter is lost: %s", b.url)
	}
	rows(b.open("/n/wires"), true)
	rows(n.as(news.Reporter).open("/n/wires"), false)
	rows(b.press("Compact", nil), false)
}

func TestADispatchIsTakenToBeAssignedByWhoMayAssign(t *testing.T) {
	n, id := arrived(t)
	page := n.as(news.SubEditor).open("/n/wires/d/"+id).shows(200, "Take & edit")
	if strings.Contains(page.text, ">Assign<") {
		t.Error("a sub-editor is offered to assign")
	}
	b := n.as(news.DeskEditor).open("/n/wires/d/" + id)
	b.press("Assign", nil).shows(200, "Ferries stop")
	if !strings.HasSuffix(b.url.Path, "/assign") {
		t.Errorf("they are at %s", b.url)
	}
}
