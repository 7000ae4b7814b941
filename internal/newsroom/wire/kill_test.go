package wire_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire"
)

// A wire kills an item by taking it back or by sending it again as a kill. Its dispatch is killed once, with the text that it had; an
// item that is not known is not touched; and what the feed still has of it does not bring it back, but another text does.
func TestAKillIsKeptOnceAndOfWhatIsKnown(t *testing.T) {
	gone := func(guid string) string {
		return `<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="` + guid + `" when="2026-11-24T10:00:00Z"><at:comment>Wrong river.</at:comment></at:deleted-entry>`
	}
	for name, kill := range map[string]string{"taken back": gone("1"), "sent again": item("1", "KILL: wrong river")} {
		t.Run(name, func(t *testing.T) {
			a := newAgency(t)
			w := newWorld(t, wire.Options{}, a)
			id := w.feed("Delta", a).ID
			a.sends(rss(item("2", "Two"), item("1", "One")))
			w.try(id)
			for _, feed := range []string{
				rss(item("2", "Two"), kill), rss(item("2", "Two"), kill, gone("unknown")),
				rss(item("2", "Two"), item("1", "One")), rss(item("2", "Two"), item("1", "One"), gone("1")),
			} {
				a.sends(feed)
				if h := w.try(id); h.Error != "" {
					t.Fatal(h.Error)
				}
				if got := w.headlines(id); got != "One v2, Two v1" {
					t.Fatalf("there are %s", got)
				}
			}
			d := w.dispatches(id)[0]
			if d.Killed.IsZero() || !strings.Contains(strings.ToLower(d.Kill), "wrong river") {
				t.Errorf("it is killed %s, %q", d.Killed, d.Kill)
			}
			if raw, err := w.store.Raw(t.Context(), d.ID, 2); err != nil || string(raw) != kill {
				t.Errorf("the kill's bytes are %q, %v", raw, err)
			}
			a.sends(rss(item("2", "Two"), item("1", "One, put right")))
			w.try(id)
			if got := w.headlines(id); got != "One, put right v3, Two v1" || !w.dispatches(id)[0].Killed.IsZero() {
				t.Errorf("another text: %s", got)
			}
			a.sends(rss(item("3", "KILL: what we never had")))
			w.try(id)
			if d := w.dispatches(id)[0]; d.GUID != "3" || !d.Killed.IsZero() {
				t.Errorf("a kill of what is not known is no dispatch: %+v", d)
			}
		})
	}
}
