package press

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The limits of the format (sitemaps.org).
const (
	mostAddresses = 50_000
	mostBytes     = 50 << 20
)

// urlset and siteindex are what a reader of sitemaps knows of them.
type urlset struct {
	XMLName xml.Name
	URLs    []struct {
		Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
		LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
		Images  []struct {
			Loc string `xml:"http://www.google.com/schemas/sitemap-image/1.1 loc"`
		} `xml:"http://www.google.com/schemas/sitemap-image/1.1 image"`
		Links []struct {
			Rel      string `xml:"rel,attr"`
			Language string `xml:"hreflang,attr"`
			Href     string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	Parts []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap"`
}

func read(t *testing.T, v *archive.View, path string) (u urlset) {
	t.Helper()
	d := printed(t, v, path)
	if err := xml.Unmarshal(d.body, &u); err != nil {
		t.Fatal(path, err)
	}
	if d.status != 200 || len(u.URLs) > mostAddresses || len(d.body) > mostBytes || len(u.URLs)+len(u.Parts) == 0 {
		t.Errorf("%s: %d, %d addresses, %d bytes", path, d.status, len(u.URLs), len(d.body))
	}
	return u
}

// everyAddress follows the index and returns every address, and by which file.
func everyAddress(t *testing.T, v *archive.View) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, p := range read(t, v, "/sitemap.xml").Parts {
		path := strings.TrimPrefix(p.Loc, v.House().URL)
		for _, u := range read(t, v, path).URLs {
			if other, twice := all[u.Loc]; twice {
				t.Errorf("%s is in %s and in %s", u.Loc, other, path)
			}
			all[u.Loc] = path
			if page := printed(t, v, strings.TrimPrefix(u.Loc, v.House().URL)); page.status != 200 {
				t.Errorf("%s leads to a %d", u.Loc, page.status)
			}
			if u.LastMod != "" {
				if _, err := time.Parse(time.RFC3339, u.LastMod); err != nil {
					t.Error(u.Loc, err)
				}
			}
		}
	}
	return all
}

func TestTheSitemapLeadsToEveryPageAndToNothingElse(t *testing.T) {
	v := sample(t)
	all := everyAddress(t, v)
	cards, err := v.Newest(archive.List{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"/en/", "/bn/", "/en/bangladesh/", "/bn/sport/", "/en/t/jamuna-flood", "/bn/t/jomuna-bonna", "/en/sections", "/bn/corrections", "/en/archive/2026/03/25", "/en/a/nusrat", "/en/a/imran-hossain"}
	for _, c := range cards {
		want = append(want, c.Path())
	}
	for _, path := range want {
		if all["https://padma.example"+path] == "" {
			t.Errorf("%s is not in the sitemap", path)
		}
	}
	for _, gone := range []string{"/7-", "/8-"} {
		for address := range all {
			if strings.Contains(address, gone) {
				t.Errorf("%s is in the sitemap", address)
			}
		}
	}
}

func TestASitemapIsSplitByNumbersAndAStoryStaysInItsPart(t *testing.T) {
	if inSitemap > mostAddresses || inLists > mostAddresses || inSitemap%archive.Block != 0 {
		t.Fatalf("a part holds %d stories or %d lists", inSitemap, inLists)
	}
	w := testWorld(t)
	for _, n := range []int64{1, inSitemap - 1, inSitemap, inSitemap + 1, 4 * inSitemap, 5*inSitemap + 7} {
		s := plainStory(n, news.English, "sport", fmt.Sprint("Story ", n))
		s.Published = noon.Add(time.Duration(n) * time.Second)
		w.publish(s)
	}
	parts := func(v *archive.View) (paths []string) {
		for _, p := range read(t, v, "/sitemap.xml").Parts {
			if strings.HasPrefix(p.Loc, "https://padma.example/sitemap-") && !strings.Contains(p.Loc, "pages") && !strings.Contains(p.Loc, "lists") {
				paths = append(paths, strings.TrimPrefix(p.Loc, "https://padma.example"))
				if _, err := time.Parse(time.RFC3339, p.LastMod); err != nil {
					t.Error(err)
				}
			}
		}
		return paths
	}
	before := w.View()
	if got, want := parts(before), []string{"/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-5.xml", "/sitemap-6.xml"}; !slices.Equal(got, want) {
		t.Fatalf("the parts are %q, want %q", got, want)
	}
	if all := everyAddress(t, before); len(all) < 6 {
		t.Errorf("%d addresses", len(all))
	}
	if d := printed(t, before, "/sitemap-3.xml"); d.status != 404 {
		t.Errorf("an empty part is a %d", d.status)
	}
	c := w.add(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 1, Language: "en", Section: "sport", At: noon}})
	var stale []string
	for _, name := range Affects(before, w.View(), c).Stale {
		if isSitemap(name) {
			stale = appendNew(stale, name)
		}
	}
	if want := []string{"/sitemap-news.xml", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-lists-1.xml"}; !slices.Equal(stale, want) {
		t.Errorf("a kill makes %q stale, want %q", stale, want)
	}
	if got := len(read(t, w.View(), "/sitemap-1.xml").URLs); got != 1 {
		t.Errorf("%d stories are left in the part", got)
	}
}

// Sixty thousand stories are more than one file may hold.
func TestMoreStoriesThanAFileMayHoldAreAllInTheSitemap(t *testing.T) {
	if testing.Short() {
		t.Skip("60,000 stories take some seconds")
	}
	w := testWorld(t)
	const stories = 60_000
	for n := int64(1); n <= stories; {
		var changes []edition.Change
		for range 5_000 {
			s := plainStory(n, news.English, "sport", "Story")
			s.Published = noon.Add(time.Duration(n) * time.Second)
			w.n++
			changes = append(changes, edition.Change{Number: w.n, At: noon, Kind: edition.Published, Story: &s})
			n++
		}
		if _, err := w.Append(changes); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for _, p := range read(t, w.View(), "/sitemap.xml").Parts {
		for _, u := range read(t, w.View(), strings.TrimPrefix(p.Loc, "https://padma.example")).URLs {
			if strings.Contains(u.Loc, "-story") {
				found++
			}
		}
	}
	if found != stories {
		t.Errorf("%d of %d stories are in the sitemap", found, stories)
	}
}

// Each of a pair names both, and whoever loses its partner names nobody.
func TestTranslationsNameEachOtherInTheSitemap(t *testing.T) {
	w := testWorld(t)
	w.publish(plainStory(1, news.English, "sport", "Original"))
	s := plainStory(2, news.Bangla, "sport", "Other")
	s.Translates = 1
	w.publish(s)
	links := func(number int) (all []string) {
		for _, u := range read(t, w.View(), "/sitemap-1.xml").URLs {
			if strings.Contains(u.Loc, fmt.Sprintf("/%d-", number)) {
				for _, l := range u.Links {
					all = append(all, l.Language+" "+l.Href[strings.LastIndex(l.Href, "/"):])
				}
			}
		}
		return all
	}
	want := []string{"en /1-original", "bn /2-other"}
	if one, two := links(1), links(2); !slices.Equal(one, want) || !slices.Equal(two, want) {
		t.Errorf("the pair is %q and %q, want %q", one, two, want)
	}
	before := w.View()
	c := w.add(edition.Change{Kind: edition.Withdrawn, Notice: &edition.Notice{Number: 1, Language: "en", Section: "sport", At: noon}})
	if got := links(2); len(got) > 0 {
		t.Errorf("alone, it names %q", got)
	}
	if !slices.Contains(Affects(before, w.View(), c).Stale, "/sitemap-1.xml") {
		t.Error("the part is not stale")
	}
}
