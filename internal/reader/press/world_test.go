package press

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

var noon = time.Date(2026, 3, 26, 6, 0, 0, 0, time.UTC) // in Dhaka

var house = &news.House{
	Names:     map[news.Language]string{news.English: "The Padma Courier", news.Bangla: "পদ্মা কুরিয়ার"},
	Languages: []news.Language{news.English, news.Bangla}, Zone: "Asia/Dhaka", URL: "https://padma.example",
	Sections: []news.Section{
		{Slug: "world-news", Names: map[news.Language]string{news.English: "World News", news.Bangla: "বিশ্ব"}},
		{Slug: "sport", Names: map[news.Language]string{news.English: "Sport", news.Bangla: "খেলা"}},
	},
}

// world is an archive to which a test adds changes.
type world struct {
	*archive.Archive
	n int64
}

func newWorld(t testing.TB) *world {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	w := &world{Archive: a}
	w.add(t, edition.Change{Kind: edition.Arranged, House: house})
	return w
}

func (w *world) add(t interface{ Fatal(...any) }, c edition.Change) edition.Change {
	w.n++
	c.Number, c.At = w.n, noon.Add(time.Duration(w.n)*time.Minute)
	if _, err := w.Append([]edition.Change{c}); err != nil {
		t.Fatal(err)
	}
	return c
}

func storyOf(number int64, l news.Language, section, headline string, topics ...string) *edition.Story {
	s := &edition.Story{
		Card: edition.Card{Number: number, Language: l, Section: section, Slug: news.Slugify(headline), Headline: headline, Date: "2026/03/26",
			Author: "GreenWatch Desk", Published: noon.Add(time.Duration(number) * time.Minute)},
		Byline: news.Byline{Desk: "GreenWatch Desk"}, Body: news.Paragraphs(headline + " in the body."),
	}
	for _, t := range topics {
		s.Topics = append(s.Topics, edition.Topic{Slug: news.Slugify(t), Name: t})
	}
	return s
}

// everyName returns every name that a page of the small world can have.
func everyName(v *archive.View) []string {
	names := []string{"/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/assets/icon.svg", scriptPath, "/no/such/page"}
	for _, l := range []string{"en", "bn"} {
		names = append(names, "/"+l, "/"+l+"/", "/"+l+"/feed.rss", "/"+l+"/feed.atom", "/ticker/"+l+".json", "/"+l+"/nothing")
		for _, s := range []string{"world-news", "sport"} {
			names = append(names, "/"+l+"/"+s, "/"+l+"/"+s+"/", "/"+l+"/"+s+"/feed.rss", "/"+l+"/"+s+"/feed.atom")
			for n := range 6 {
				for _, slug := range []string{"red", "blue"} {
					names = append(names, fmt.Sprintf("/%s/%s/2026/03/26/%d-%s", l, s, n, slug))
				}
			}
		}
		for _, t := range []string{"flood", "cricket"} {
			names = append(names, "/"+l+"/t/"+t)
		}
	}
	seen := map[string]bool{}
	var all []string
	for _, path := range names {
		if name := Name(v, path); !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return all
}

func printAll(t interface{ Fatal(...any) }, v *archive.View) map[string]string {
	pages := map[string]string{}
	for _, name := range everyName(v) {
		d, err := compose(v, name)
		if err != nil {
			t.Fatal(name, err)
		}
		if d == nil {
			t.Fatal(name, "has a name and no page")
		}
		pages[name] = fmt.Sprint(d.bar, d.status, d.headers["Location"], string(d.body))
	}
	return pages
}

// The strongest thing to know of the press: whatever changes, each page that is not
// said to be stale is the same to the byte when it is printed again.
func TestEveryPageThatAChangeAltersIsSaidToBeStale(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		live := map[int64]bool{}
		for range rapid.IntRange(1, 12).Draw(r, "changes") {
			before := w.View()
			was := printAll(r, before)
			number := rapid.Int64Range(1, 5).Draw(r, "story")
			l := rapid.SampledFrom([]news.Language{"en", "bn"}).Draw(r, "language")
			var c edition.Change
			switch kind := rapid.IntRange(0, 5).Draw(r, "kind"); {
			case kind == 0:
				c = edition.Change{Kind: edition.Flashed, Bars: []edition.Bar{{Language: l, Items: []edition.BarItem{{ID: fmt.Sprint(w.n), Text: fmt.Sprint("flash ", w.n), At: noon, Expires: noon}}}}}
			case kind == 1 && live[number]:
				c = edition.Change{Kind: rapid.SampledFrom([]edition.Kind{edition.Killed, edition.Withdrawn}).Draw(r, "how"), Notice: &edition.Notice{Number: number, Language: l, At: noon}}
				delete(live, number)
			default:
				s := storyOf(number, l, rapid.SampledFrom([]string{"world-news", "sport"}).Draw(r, "section"), rapid.SampledFrom([]string{"Red", "Blue"}).Draw(r, "headline"),
					rapid.SampledFrom([][]string{nil, {"Flood"}, {"Cricket", "Flood"}}).Draw(r, "topics")...)
				s.Standfirst = fmt.Sprint("standfirst ", rapid.IntRange(0, 1).Draw(r, "standfirst"))
				c = edition.Change{Kind: edition.Published, Story: s}
				if rapid.Bool().Draw(r, "flash") {
					c.Bars = []edition.Bar{{Language: l, Items: []edition.BarItem{{ID: "x", Text: fmt.Sprint("out ", w.n), Path: s.Path(), At: noon, Expires: noon}}}}
				}
				live[number] = true
			}
			c = w.add(r, c)
			stale := Affects(before, w.View(), c)
			said := map[string]bool{}
			for _, name := range append(stale.Print, stale.Stale...) {
				said[name] = true
			}
			for name, now := range printAll(r, w.View()) {
				for _, l := range stale.BarOf {
					said[name] = said[name] || strings.HasPrefix(now, string(l))
				}
				if old, there := was[name]; there && old != now && !said[name] {
					r.Fatalf("%q changed with edition %d and nobody said so", name, c.Number)
				}
			}
		}
	})
}
