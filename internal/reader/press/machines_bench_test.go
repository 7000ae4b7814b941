package press

import (
	"fmt"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// filled returns a world of so many stories with topics, authors, pictures and notices.
func filled(b *testing.B, stories int) *world {
	b.Helper()
	w := newWorld(b, b.TempDir())
	b.Cleanup(func() { _ = w.Close() })
	for n := 1; n <= stories; {
		var changes []edition.Change
		for range 5_000 {
			s := plainStory(int64(n), news.English, "sport", fmt.Sprint("Story ", n))
			s.Published = noon.Add(time.Duration(n-stories) * time.Minute)
			s.Date = s.Published.Format("2006/01/02")
			lead := photo(fmt.Sprint(n), "A boat", 1280, 853)
			s.Lead = &lead
			s.Topics = []edition.Topic{{Slug: fmt.Sprint("t", n%500), Name: fmt.Sprint("T", n%500)}}
			w.n++
			changes = append(changes, edition.Change{Number: w.n, At: noon, Kind: edition.Published, Story: &s})
			n++
		}
		if _, err := w.Append(changes); err != nil {
			b.Fatal(err)
		}
	}
	return w
}

// What a publication costs the pages for programs, and what one of them costs who asks,
// must not depend on how much there is. Compare the sizes.
func BenchmarkPagesForPrograms(b *testing.B) {
	for _, stories := range []int{10_000, 100_000} {
		w := filled(b, stories)
		before := w.View()
		s := plainStory(int64(stories), news.English, "sport", "Again")
		s.Topics = []edition.Topic{{Slug: "t1", Name: "T1"}}
		c := w.add(edition.Change{Kind: edition.Updated, Story: &s})
		v := w.View()
		b.Run(fmt.Sprint(stories, "/stale"), func(b *testing.B) {
			for b.Loop() {
				Affects(before, v, c)
			}
		})
		for _, path := range []string{"/en/feed.rss", "/en/t/t1/feed.atom", sitemapIndex, newsSitemap, storyPart(1), part(listsSitemap, 0)} {
			b.Run(fmt.Sprint(stories, path), func(b *testing.B) {
				for b.Loop() {
					page, err := New().Print(v, path)
					if err != nil || page == nil {
						b.Fatal(path, err)
					}
				}
			})
		}
	}
}

// A kill in an old part makes only that part stale; the index says so without reading it.
func BenchmarkSpan(b *testing.B) {
	w := filled(b, 100_000)
	v := w.View()
	for b.Loop() {
		for n := range int(v.Numbers()/inSitemap) + 1 {
			v.Span(spanOf(n))
		}
	}
}
