package press

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// The pages that show a picture are printed anew and purged when it has other files; nothing says that the
// story changed, and the files that pages in caches name are not gone.
func TestAStoryThatIsDrawnAgainIsPrintedAndIsNoNews(t *testing.T) {
	w := testWorld(t)
	s := plainStory(1, news.English, "sport", "One")
	lead := photo("1", "", 640, 400)
	s.Lead, s.Topics, s.Byline.People = &lead, []edition.Topic{{Slug: "flood", Name: "Flood"}}, []string{"Nusrat Karim"}
	w.publish(s)
	before := w.View()
	other := photo("2", "", 640, 400)
	s.Lead = &other
	c := w.add(edition.Change{Kind: edition.Redrawn, Story: &s})
	a := Affects(before, w.View(), c)
	for _, name := range []string{s.Path(), "/en/", "/en/sport/", "/en/t/flood", "/en/a/nusrat-karim"} {
		if !slices.Contains(slices.Concat(a.Print, a.Stale), name) {
			t.Errorf("%s is not stale", name)
		}
	}
	p := a.Purge()
	if len(p.Gone) > 0 || !slices.Contains(p.Keys, "story-1") || !slices.Contains(p.Keys, "/en/") {
		t.Errorf("purged: %q", p)
	}
	if !w.View().Media(lead.Renditions[0].Name) {
		t.Error("the files that pages in caches name are gone")
	}
	said := regexp.MustCompile(`(?s)<updated>[^<]*|<lastmod>[^<]*|dateModified":"[^"]*|date_modified":"[^"]*|lastBuildDate>[^<]*`)
	for _, path := range []string{s.Path(), "/en/feed.atom", "/en/feed.rss", "/en/feed.json", "/sitemap.xml", "/sitemap-1.xml"} {
		was, is := said.FindAllString(string(printed(t, before, path).body), -1), said.FindAllString(string(printed(t, w.View(), path).body), -1)
		if !slices.Equal(was, is) || len(is) == 0 && path != "/en/feed.json" {
			t.Errorf("%s says %q after %q", path, is, was)
		}
	}
	before = w.View()
	c = w.add(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 1, Language: "en", Section: "sport", At: noon}})
	gone := Affects(before, w.View(), c).Purge().Gone
	for _, r := range append(lead.Renditions, other.Renditions...) {
		if !slices.Contains(gone, mediaKey(r.Name)) || w.View().Media(r.Name) {
			t.Errorf("%s is not gone with the story that was killed", r.Name)
		}
	}
}
