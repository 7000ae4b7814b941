package press

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// goldens are the pages of the sample that are kept, by file.
var goldens = map[string]string{
	"home-en.html": "/en/", "home-bn.html": "/bn/",
	"section-en.html": "/en/bangladesh/", "section-bn.html": "/bn/bangladesh/",
	"story-en.html": ferryPath, "story-bn.html": ferryPathBN,
	"topic-en.html": "/en/t/jamuna-flood", "topic-bn.html": "/bn/t/jomuna-bonna",
	"killed-en.html": "/en/bangladesh/2026/03/23/7-x", "withdrawn-bn.html": "/bn/bangladesh/2026/03/23/8-x",
	"missing-en.html": "/en/nothing", "missing-bn.html": "/bn/nothing",
	"home-en.rss": "/en/feed.rss", "section-bn.rss": "/bn/bangladesh/feed.rss",
	"home-en.json": "/en/feed.json", "topic-en.rss": "/en/t/jamuna-flood/feed.rss",
	"home-bn.atom": "/bn/feed.atom", "section-en.atom": "/en/bangladesh/feed.atom",
	"sitemap.xml": "/sitemap.xml", "sitemap-1.xml": "/sitemap-1.xml", "sitemap-pages.xml": "/sitemap-pages.xml", "sitemap-lists-1.xml": "/sitemap-lists-1.xml", "sitemap-news.xml": "/sitemap-news.xml", "robots.txt": "/robots.txt",
	"offline-en.html": "/en/offline", "offline-bn.html": "/bn/offline", "gone-en.json": "/gone/en.json",
	"author-en.html": "/en/a/nusrat", "author-bn.html": "/bn/a/nusrat", "desk-en.html": "/en/a/greenwatch-desk",
	"day-en.html": "/en/archive/2026/03/26", "day-bn.html": "/bn/archive/2026/03/26",
	"corrections-en.html": "/en/corrections", "corrections-bn.html": "/bn/corrections/2026/03",
	"sections-en.html": "/en/sections", "sections-bn.html": "/bn/sections", "ethics-en.html": "/en/about/ethics", "ethics-bn.html": "/bn/about/ethics",
	"versions-en.html": versions(ferryPath), "versions-bn.html": versions(ferryPathBN),
	"lite-home-en.html": "/en/lite/", "lite-home-bn.html": "/bn/lite/", "lite-section-bn.html": "/bn/lite/bangladesh/",
	"lite-story-en.html": lited(ferryPath), "lite-story-bn.html": lited(ferryPathBN),
	"ticker-en.json": "/ticker/en.json", "ticker-bn.json": "/ticker/bn.json",
}

func TestPagesAreAsTheirGoldens(t *testing.T) {
	v := sample(t)
	for file, path := range goldens {
		name := filepath.Join("testdata", file)
		got := legible(string(printed(t, v, path).body))
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (go test -update writes it anew):\n%s", path, diff)
		}
	}
}
