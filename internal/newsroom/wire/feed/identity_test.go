package feed_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/item"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/newsroom/wire/feed"
)

func guids(items []item.Item) []string {
	var all []string
	for _, i := range items {
		all = append(all, i.GUID)
	}
	return all
}

func TestAGUIDIsTheItemsOwnElseItsLinkElseMadeOfItsWords(t *testing.T) {
	_, items := parse(t, rssOf(
		"<item><guid> a </guid><link>https://a.example/1</link></item>",
		"<item><link>https://a.example/2</link><title>T</title></item>",
		"<item><title>T</title><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate></item>",
		"<item><title>T</title></item>",
		"<item><description>only this</description></item>",
		"<item><guid>"+strings.Repeat("x", 5000)+"</guid></item>",
	), item.Source{})
	got := guids(items)
	if got[0] != "a" || got[1] != "https://a.example/2" {
		t.Error(got)
	}
	for _, g := range got[2:] {
		if !strings.HasPrefix(g, "stet:") || len(g) != 69 {
			t.Error(g)
		}
	}
	_, again := parse(t, rssOf("<item><title>T</title></item>"), item.Source{})
	if again[0].GUID != got[3] {
		t.Error("the GUID that is made of words is not the same the next time")
	}
}

func TestTheSameItemTwiceIsTakenOnceAndTwoItemsWithOneGUIDAreBothTaken(t *testing.T) {
	dated := func(title, date, text string) string {
		return "<item><guid>g</guid><title>" + title + "</title><pubDate>" + date + "</pubDate><description>" + text + "</description></item>"
	}
	one, two := "Tue, 24 Nov 2026 09:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT"
	_, items := parse(t, rssOf(dated("T", one, "old"), dated("T", two, "new"), dated("T", two, "new"), dated("U", one, "other"), dated("U", one, "other")), item.Source{})
	if len(items) != 2 || items[0].Summary != "new" || items[0].GUID != "g" || items[1].Summary != "other" || !strings.HasPrefix(items[1].GUID, "g#") {
		t.Errorf("%+v", items)
	}
	_, again := parse(t, rssOf(dated("T", two, "new"), dated("U", two, "other, changed")), item.Source{})
	if d := cmp.Diff(guids(items), guids(again)); d != "" {
		t.Errorf("the next time they are called otherwise:\n%s", d)
	}
}

func TestItemsComeOldestFirst(t *testing.T) {
	a, b := "<item><title>A</title><pubDate>24 Nov 2026 09:00 GMT</pubDate></item>", "<item><title>B</title><pubDate>24 Nov 2026 10:00 GMT</pubDate></item>"
	for _, doc := range []string{rssOf(a, b), rssOf(b, a)} {
		f, err := feed.Parse([]byte(doc), item.Source{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, err := range f.Items() {
			if err != nil {
				t.Fatal(err)
			}
			got += i.Headline
		}
		if got != "AB" {
			t.Errorf("%s from %s", got, doc)
		}
	}
}

func TestADateInAnyFormIsAnInstant(t *testing.T) {
	for in, want := range map[string]string{
		"Tue, 24 Nov 2026 15:04:05 +0600": "2026-11-24T09:04:05Z", "24 Nov 26 15:04 EST": "2026-11-24T20:04:00Z", "Tue, 24 Nov 2026 15:04:05 GMT+6": "2026-11-24T09:04:05Z",
		"Tuesday, 24 November 2026 15:04:05 GMT": "2026-11-24T15:04:05Z", "Tue,24 Nov 2026 15:04:05 -0330 (NST)": "2026-11-24T18:34:05Z", "Tue, 24-Nov-2026 15:04:05 UTC": "2026-11-24T15:04:05Z",
		"2026-11-24T15:04:05+06:00": "2026-11-24T09:04:05Z", "2026-11-24T15:04:05.123456789Z": "2026-11-24T15:04:05Z", "2026-11-24 15:04:05": "2026-11-24T15:04:05Z", "2026-11-24T15:04+0530": "2026-11-24T09:34:00Z",
		"2026-11-24": "2026-11-24T00:00:00Z", "2026-11": "2026-11-01T00:00:00Z", "2026": "2026-01-01T00:00:00Z", "20261124T150405Z": "2026-11-24T15:04:05Z", "20261124": "2026-11-24T00:00:00Z", "2026/11/24 3:04 PM": "2026-11-24T15:04:00Z",
		"Tue Nov 24 15:04:05 BDT 2026": "2026-11-24T09:04:05Z", "Tue Nov  4 15:04:05 2026": "2026-11-04T15:04:05Z", "November 24, 2026 12:30 AM": "2026-11-24T00:30:00Z", "Nov. 24th, 2026, 3:04 p.m. PST": "2026-11-24T23:04:00Z", "24 Nov 2026": "2026-11-24T00:00:00Z",
		"Tue, 24 Nov 2026 23:59:60 GMT": "2026-11-24T23:59:59Z", "Tue, 24 Nov 2026 24:00:00 GMT": "2026-11-25T00:00:00Z", "Wrong, 24 Nov 2026 15:04:05 GMT": "2026-11-24T15:04:05Z", "24 Nov 99 00:00 GMT": "1999-11-24T00:00:00Z",
		"": "", "yesterday": "", "31 Feb 2026": "", "24 Nov 2026 25:00 GMT": "", "24 Nov 2026 15:04 XYZ": "", "0001-01-01T00:00:00Z": "", "2026-13-01": "", "24 Foo 2026": "", strings.Repeat("1", 1000): "",
	} {
		_, items := parse(t, rssOf("<item><title>T</title><pubDate>"+in+"</pubDate></item>"), item.Source{})
		if got := stamp(items[0].Issued); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
