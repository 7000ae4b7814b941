package wire_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire"
	"github.com/stet-news/stet/internal/store"
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

// A feed may hold an item and, under the same name, its kill: in whichever order they stand, the item is killed.
func TestAKillBesideItsItemInOneFeedKillsIt(t *testing.T) {
	for name, feed := range map[string]string{
		"the newest first": rss(dated("1", "KILL: wrong river", 5), dated("1", "One", 1), dated("2", "Two", 0)),
		"the newest last":  rss(dated("2", "Two", 0), dated("1", "One", 1), dated("1", "KILL: wrong river", 5)),
	} {
		t.Run(name, func(t *testing.T) {
			a := newAgency(t)
			w := newWorld(t, wire.Options{}, a)
			id := w.feed("Delta", a).ID
			for range 2 { // and it stays so when the feed is read again
				a.sends(feed)
				if h := w.try(id); h.Error != "" {
					t.Fatal(h.Error)
				}
				for _, d := range w.dispatches(id) {
					if killed := !d.Killed.IsZero(); killed != strings.HasPrefix(d.Headline, "One") {
						t.Errorf("%q (%s) is killed: %t", d.Headline, d.GUID, killed)
					}
				}
			}
		})
	}
}

// dated is an item that says when it was changed, at a minute past ten.
func dated(guid, title string, minute int) string {
	return fmt.Sprintf("<item><guid>%s</guid><title>%s</title><pubDate>Tue, 24 Nov 2026 10:%02d:00 GMT</pubDate></item>", guid, title, minute)
}

const tookBack = `<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="1" when="2026-11-24T10:30:00Z"><at:comment>Wrong river.</at:comment></at:deleted-entry>`

// kills are the ways in which a feed kills the item 1, half past ten or without a time, and how many dispatches it makes of that by itself.
var kills = map[string]struct {
	kill    string
	notices int
}{
	"taken back": {tookBack, 0}, "sent again": {dated("1", "KILL: wrong river", 30), 1}, "sent again without a time": {item("1", "KILL: wrong river"), 1},
}

func TestAnItemWhoseKillCameBeforeItComesKilled(t *testing.T) {
	for name, k := range kills {
		for text, one := range map[string]string{"a time": dated("1", "One", 10), "no time": item("1", "One")} {
			t.Run(name+", "+text, func(t *testing.T) {
				a := newAgency(t)
				w := newWorld(t, wire.Options{}, a)
				id := w.feed("Delta", a).ID
				a.sends(rss(item("2", "Two"), k.kill))
				w.try(id)
				if got := len(w.dispatches(id)); got != 1+k.notices {
					t.Fatalf("there are %s", w.headlines(id))
				}
				for _, feed := range []string{rss(item("2", "Two"), one), rss(item("2", "Two"), k.kill), rss(one)} {
					a.sends(feed)
					if h := w.try(id); h.Error != "" {
						t.Fatal(h.Error)
					}
					d := w.dispatches(id)[0]
					if d.GUID != "1" || d.Headline != "One" || d.Killed.IsZero() || !strings.Contains(strings.ToLower(d.Kill), "wrong river") || len(w.dispatches(id)) != 2 {
						t.Fatalf("it is %+v, of %s", d, w.headlines(id))
					}
				}
				a.sends(rss(dated("1", "One, put right", 59)))
				w.try(id)
				if d := w.dispatches(id)[0]; d.Headline != "One, put right" || !d.Killed.IsZero() && k.kill != kills["sent again without a time"].kill {
					t.Errorf("a later text: %+v", d)
				}
				a.sends(rss(dated("3", "Three", 10)))
				w.try(id)
				if d := w.dispatches(id)[0]; d.GUID != "3" || !d.Killed.IsZero() {
					t.Errorf("another item: %+v", d)
				}
			})
		}
	}
}

func TestTheWordsOfWhatWasKilledDoNotComeBackWhenItsTimeIsOver(t *testing.T) {
	for name, k := range kills {
		for text, one := range map[string]string{"a time": dated("1", "One", 10), "no time": item("1", "One")} {
			t.Run(name+", "+text, func(t *testing.T) {
				a := newAgency(t)
				w := newWorld(t, wire.Options{}, a)
				id := w.feed("Delta", a).ID
				before := dated("1", "One, as it was first", 5)
				for _, feed := range []string{rss(before), rss(one), rss(k.kill)} {
					a.sends(feed)
					w.try(id)
				}
				if d := w.dispatches(id); len(d) != 1 || d[0].Killed.IsZero() {
					t.Fatalf("it is not killed: %+v", d)
				}
				expire := func() {
					err := w.store.Tx(t.Context(), func(tx *store.Tx) error {
						for _, d := range w.dispatches(id) {
							if err := tx.Reread(t.Context(), d.ID, d.Version); err != nil {
								return err
							}
						}
						_, err := tx.RemoveDispatches(t.Context(), id, time.Now().Add(time.Hour), time.Now(), 50)
						return err
					})
					if err != nil {
						t.Fatal(err)
					}
				}
				expire()
				for _, feed := range []string{rss(one, item("2", "Two")), rss(k.kill, item("2", "Two")), rss(one), rss(before), rss(k.kill), rss(one)} {
					a.sends(feed)
					w.try(id)
					if got := w.headlines(id); got != "Two v1" {
						t.Fatalf("there are %s", got)
					}
				}
				expire()
				a.sends(rss(k.kill, item("2", "Two")))
				w.try(id)
				a.sends(rss(one))
				w.try(id)
				if got := w.headlines(id); got != "" {
					t.Errorf("there are %s", got)
				}
				a.sends(rss(dated("1", "One, put right", 59)))
				w.try(id)
				if got := w.headlines(id); got != "One, put right v1" && k.kill != kills["sent again without a time"].kill {
					t.Errorf("a later text: %s", got)
				}
			})
		}
	}
}
