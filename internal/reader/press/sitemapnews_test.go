package press

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func init() {
	maps.Copy(prefixes, map[string]string{
		"http://www.sitemaps.org/schemas/sitemap/0.9": "", "http://www.google.com/schemas/sitemap-news/0.9": "news:", "http://www.google.com/schemas/sitemap-image/1.1": "image:",
		"http://www.w3.org/2001/XMLSchema-instance": "xsi:",
	})
}

// newsDate is a date as the news schema has it: a day, or a day and a time with its zone.
var newsDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$`)

// newsFaults returns what is wrong with a news sitemap: by its schema, whose elements
// stand in an order, and by what Google says of it. now is when it is read, zero for never.
func newsFaults(body []byte, now time.Time) []string {
	c := &check{ids: map[string]bool{}}
	root, err := parseXML(body)
	if err != nil {
		return []string{err.Error()}
	}
	if root.name != "urlset" || len(root.children) > 1000 || len(root.children) == 0 {
		return []string{fmt.Sprintf("it is a %s of %d", root.name, len(root.children))}
	}
	ordered := func(at string, e *element, names ...string) {
		last := -1
		for _, child := range e.children {
			for i, name := range names {
				if child.name == name {
					if i < last {
						c.fault(at, "%s stands too late", name)
					}
					last = i
				}
			}
		}
	}
	article := map[string]rule{
		"news:publication": {1, 1, func(c *check, at string, e *element) {
			c.children(at, e, map[string]rule{"news:name": {1, 1, isText}, "news:language": {1, 1, func(c *check, at string, e *element) {
				if !regexp.MustCompile(`^(zh-cn|zh-tw|[a-z]{2,3})$`).MatchString(e.text) {
					c.fault(at, "%q is no language", e.text)
				}
			}}})
			ordered(at, e, "news:name", "news:language")
		}},
		"news:publication_date": {1, 1, func(c *check, at string, e *element) {
			t, err := time.Parse(time.RFC3339, e.text)
			if !newsDate.MatchString(e.text) || err == nil && !now.IsZero() && (now.Sub(t) > 48*time.Hour || t.After(now)) {
				c.fault(at, "%q is no date of the last two days", e.text)
			}
		}},
		"news:title": {1, 1, isText}, "news:keywords": {0, 1, isText}, "news:genres": {0, 1, isText}, "news:stock_tickers": {0, 1, isText}, "news:access": {0, 1, isText},
	}
	for _, u := range root.children {
		if u.name != "url" {
			c.fault("urlset", "%s has no place here", u.name)
		}
		c.children("url", u, map[string]rule{
			"loc": {1, 1, func(c *check, at string, e *element) { c.url(at, e.text); c.id(at, e.text) }},
			"news:news": {1, 1, func(c *check, at string, e *element) {
				c.children(at, e, article)
				ordered(at, e, "news:publication", "news:publication_date", "news:title")
			}},
			"image:image": {0, 1000, func(c *check, at string, e *element) {
				c.children(at, e, map[string]rule{"image:loc": {1, 1, isURL}, "image:title": {0, 1, isText}, "image:caption": {0, 1, isText}})
			}},
			"lastmod": {0, 1, nil},
		})
		ordered("url", u, "loc", "lastmod", "news:news")
	}
	return c.faults
}

// A news sitemap holds the newest thousand of what was published in the last two days, and
// nothing that was taken away.
func TestTheNewsSitemapKeepsItsSchema(t *testing.T) {
	w := testWorld(t)
	for n := int64(1); n <= 1100; n++ {
		s := plainStory(n, []news.Language{"en", "bn"}[n%2], "sport", fmt.Sprint("Story <", n, "> & more"))
		s.Published = noon.Add(-time.Duration(1100-n) * 3 * time.Minute)
		s.Lead = ferry().Lead
		w.publish(s)
	}
	w.kill(1099, "bn")
	d := printed(t, w.View(), newsSitemap)
	for _, fault := range newsFaults(d.body, w.View().At()) {
		t.Error(fault)
	}
	oldest := w.View().At().Add(-48 * time.Hour)
	want := 0
	for n := int64(1); n <= 1100; n++ {
		if at := noon.Add(-time.Duration(1100-n) * 3 * time.Minute); !at.Before(oldest) && n != 1099 {
			want++
		}
	}
	if got := bytes.Count(d.body, []byte("<url>")); got != want || want < 300 || bytes.Contains(d.body, []byte("/1099-")) {
		t.Errorf("it holds %d stories, want %d", got, want)
	}
	w.step = time.Millisecond
	for n := int64(2000); n < 3100; n++ {
		s := plainStory(n, "en", "sport", "New")
		s.Published = w.View().At().Add(-time.Minute)
		w.publish(s)
	}
	if got := bytes.Count(printed(t, w.View(), newsSitemap).body, []byte("<url>")); got != inNewsSitemap {
		t.Errorf("of eleven hundred new stories it holds %d", got)
	}
}

// The checker reads others' news sitemaps as it reads ours.
func TestTheCheckerOfNewsSitemapsKnowsGoodFromBad(t *testing.T) {
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "cases")
	}
	read := func(name string) []byte {
		body, err := os.ReadFile(filepath.Join(dir, "web", "crawlers", "sitemaps", "extension", name))
		if err != nil {
			t.Skipf("NOT TESTED with real cases: %s is not there (set STET_CASES)", dir)
		}
		return body
	}
	good := read("shinpaideshou-news-sitemap.xml")
	if faults := newsFaults(good, time.Time{}); len(faults) > 0 {
		t.Errorf("a good one: %q", faults)
	}
	if faults := newsFaults(good, noon); len(faults) == 0 {
		t.Error("news of nine years ago is no fault")
	}
	if faults := newsFaults(read("sitemap-news.xml"), time.Time{}); len(faults) != 1 || !strings.Contains(faults[0], "news:name") {
		t.Errorf("one with an empty name: %q", faults)
	}
}
