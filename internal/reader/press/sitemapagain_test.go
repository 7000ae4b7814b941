package press

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// Whatever happens to a story, the part made out of the one before is the part that is
// printed; and one that is not what it should be is printed.
func TestAPartOfTheSitemapIsMadeOutOfTheOneBefore(t *testing.T) {
	const path = "/sitemap-1.xml"
	w := testWorld(t)
	story := func(n int64, l news.Language, headline string, of int64) edition.Story {
		s := plainStory(n, l, "sport", headline)
		s.Translates = of
		return s
	}
	for n := int64(10); n <= 30; n += 2 {
		w.publish(story(n, news.English, fmt.Sprint("Story ", n), 0))
	}
	gone := func(k edition.Kind, n int64) func() {
		return func() {
			w.add(edition.Change{Kind: k, Notice: &edition.Notice{Number: n, Language: "en", Section: "sport", At: noon}})
		}
	}
	for _, step := range []struct {
		name   string
		number int64
		do     func()
	}{
		{"another headline", 20, func() { w.publish(story(20, news.English, "Another", 0)) }},
		{"the first", 4, func() { w.publish(story(4, news.English, "First", 0)) }},
		{"the last", 90, func() { w.publish(story(90, news.English, "Last", 0)) }},
		{"one between", 15, func() { w.publish(story(15, news.Bangla, "Between", 12)) }},
		{"its original goes", 12, gone(edition.Withdrawn, 12)},
		{"and comes back", 12, func() { w.publish(story(12, news.English, "Back", 0)) }},
		{"the first is killed", 4, gone(edition.Killed, 4)},
		{"the last is killed", 90, gone(edition.Killed, 90)},
	} {
		before := w.View()
		was := printed(t, before, path).body
		step.do()
		want := printed(t, w.View(), path).body
		if got := SitemapAgain(before, w.View(), path, was, []int64{step.number}); !bytes.Equal(got, want) {
			t.Errorf("%s: it is\n%s\nwant\n%s", step.name, got, want)
		}
		short := bytes.Replace(was, []byte("<url>"), nil, 1)
		for what, bad := range map[string][]byte{"nothing": nil, "half of it": was[:len(was)/2], "a damaged line": short, "a line too many": bytes.Replace(was, []byte("</urlset>"), []byte("<url><loc>https://padma.example/en/sport/2026/03/26/99-x</loc></url>\n</urlset>"), 1)} {
			if got := SitemapAgain(before, w.View(), path, bad, []int64{step.number}); got != nil {
				t.Errorf("%s: out of %s came %s", step.name, what, got)
			}
		}
	}
}
