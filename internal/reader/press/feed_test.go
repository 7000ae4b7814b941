package press

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	wire "github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/reader/archive"
)

var feedFaults = map[string]func([]byte, string) []string{rssFile: rssFaults, atomFile: atomFaults, jsonFile: jsonFaults}

// awkward are stories with everything that has ever broken a feed.
func awkward(w *world) {
	s := ferry()
	s.Number, s.Headline, s.Standfirst = 92, `"A" < B & C > D — ]]>`, "1 < 2 &amp; <b>3</b>"
	s.Topics = []edition.Topic{{Slug: "a-b", Name: "A & B"}, {Slug: "a-b", Name: "A & B"}}
	s.Byline.People = []string{"O’Neil <o@x.example>"}
	s.Corrections = append(s.Corrections, news.Correction{Kind: news.Clarified, Note: "It was < 5 & > 3.", At: s.Updated})
	w.publish(s)
	bare := plainStory(93, news.English, "bangladesh", "Only a headline")
	bare.Author, bare.Byline, bare.Body = "", news.Byline{}, news.Document{}
	w.publish(bare)
	w.publish(plainStory(7, news.English, "bangladesh", "A story that is killed"))
	w.publish(plainStory(8, news.Bangla, "bangladesh", "যে খবর তুলে নেওয়া হলো"))
	w.kill(7, news.English)
	w.withdraw(8, news.Bangla)
	w.publish(ferry())
	w.publish(ferryBangla())
}

// everyFeed returns the paths of feeds of each kind of list, full and empty.
func everyFeed() (paths []string) {
	for _, folder := range []string{"/en/", "/bn/", "/en/bangladesh/", "/bn/bangladesh/", "/en/sport/", "/en/t/jamuna-flood/", "/bn/t/jomuna-bonna/", "/en/a/nusrat-karim/", "/en/a/greenwatch-desk/"} {
		paths = append(paths, feedsIn(folder)...)
	}
	return paths
}

func TestFeedsKeepTheRulesOfTheirFormats(t *testing.T) {
	for _, whole := range []bool{false, true} {
		w := testWorld(t)
		h := house()
		h.Machines = news.Machines{WholeStories: whole, Hub: true, Hubs: []string{"https://hub.example/"}}
		w.add(edition.Change{Kind: edition.Arranged, House: h})
		awkward(w)
		for _, path := range everyFeed() {
			d := printed(t, w.View(), path)
			if d.status != 200 {
				t.Errorf("%s is a %d", path, d.status)
				continue
			}
			file := path[strings.LastIndex(path, "/")+1:]
			for _, fault := range feedFaults[file](d.body, "https://padma.example"+path) {
				t.Errorf("%s: %s", path, fault)
			}
			if want := `<https://padma.example` + path + `>; rel="self", <https://padma.example/hub>; rel="hub", <https://hub.example/>; rel="hub"`; d.headers[1] != want {
				t.Errorf("%s: Link is %s", path, d.headers[1])
			}
		}
	}
}

func TestTheRulesOfFeedsFindFaults(t *testing.T) {
	w := testWorld(t)
	h := house()
	h.Machines.WholeStories = true
	w.add(edition.Change{Kind: edition.Arranged, House: h})
	awkward(w)
	for _, c := range []struct{ file, old, new string }{
		{rssFile, "Thu, 26 Mar", "Fri, 26 Mar"},
		{rssFile, "<language>en</language>", "<language>english</language>"},
		{rssFile, `isPermaLink="false"`, `isPermaLink="true"`},
		{rssFile, `isPermaLink="false"`, ``},
		{rssFile, "story/90</guid>", "story/92</guid>"},
		{rssFile, "<title>The Padma Courier</title>", ""},
		{rssFile, "<link>https://padma.example/en/</link>", "<link>/en/</link>"},
		{rssFile, `rel="self"`, `rel="me"`},
		{rssFile, "feed.rss", "feed.xml"},
		{rssFile, `length="76800"`, `length=""`},
		{rssFile, "&lt;figure&gt;", "&lt;figure onclick=&#34;x()&#34;&gt;"},
		{rssFile, "&lt;figure&gt;", "&lt;iframe&gt;"},
		{rssFile, "src=&#34;https://padma.example/", "src=&#34;/"},
		{rssFile, "<docs>", "<managingEditor/><docs>"},
		{atomFile, "2026-03-26T15:05:00+06:00", "26 March 2026"},
		{atomFile, "<id>tag:padma.example,2026-03-26:story/90</id>", ""},
		{atomFile, "<id>tag:padma.example,2026-03-26:story/90</id>", "<id>90</id>"},
		{atomFile, `term="bangladesh"`, `term=""`},
		{atomFile, `xml:lang="en"`, ``},
		{atomFile, `when="2026`, `when="x2026`},
		{atomFile, `ref="tag:padma.example,2026-03-23:story/7"`, `ref="tag:padma.example,2026-03-26:story/90"`},
		{atomFile, `type="html"`, `type="markdown"`},
		{jsonFile, `"version":"https://jsonfeed.org/version/1.1"`, `"version":"1"`},
		{jsonFile, `story/90"`, `story/92"`},
		{jsonFile, `"content_html"`, `"content"`},
		{jsonFile, `"date_published":"2026`, `"date_published":"x`},
	} {
		path := "/en/" + c.file
		good := string(printed(t, w.View(), path).body)
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s has no %s", path, c.old)
		} else if len(feedFaults[c.file]([]byte(bad), "https://padma.example"+path)) == 0 {
			t.Errorf("%s with %q instead of %q has no fault", path, c.new, c.old)
		}
	}
}

// Whoever reads our feeds has of each story what our own readers have: the parser is the
// newsroom's, which is held to others' feeds and what is in them.
func TestAFeedReadsBackAsWhatWasPublished(t *testing.T) {
	w := testWorld(t)
	h := house()
	h.Machines.WholeStories = true
	w.add(edition.Change{Kind: edition.Arranged, House: h})
	awkward(w)
	for _, path := range feedsIn("/en/") {
		d := printed(t, w.View(), path)
		f, err := wire.Parse(d.body, item.Source{URL: "https://padma.example" + path, Type: d.kind})
		if err != nil {
			t.Fatal(path, err)
		}
		found := map[string]item.Item{}
		for item, err := range f.Items() {
			if err != nil {
				t.Error(path, err)
			}
			found[item.GUID] = item
		}
		if f.Title != "The Padma Courier" || f.Language != "en" || len(f.Problems) > 0 {
			t.Errorf("%s: %q in %q, %v", path, f.Title, f.Language, f.Problems)
		}
		s := ferry()
		i := found["tag:padma.example,2026-03-26:story/90"]
		if i.Headline != s.Headline || i.Link != "https://padma.example"+ferryPath || !i.Issued.Equal(s.Published) || !i.Updated.Equal(s.Updated) ||
			i.Author != "Nusrat Karim, Imran Hossain" || !slices.Equal(i.Topics, []string{"Bangladesh", "Jamuna flood", "Transport"}) || len(i.Media) == 0 ||
			i.Media[0].URL != "https://padma.example/media/ferry00000000000-1280.jpg" {
			t.Errorf("%s: the story reads back as %+v", path, i)
		}
		for _, want := range []string{"“We moved the cattle first,” said Rahela Begum", "An earlier version said 14 shelters were open. There are 41.", "13.35"} {
			if !strings.Contains(i.Body.Plain(), want) {
				t.Errorf("%s: the text lacks %q:\n%s", path, want, i.Body.Plain())
			}
		}
		if odd := found["tag:padma.example,2026-03-26:story/92"]; odd.Headline != `"A" < B & C > D — ]]>` {
			t.Errorf("%s: a title reads back as %q", path, odd.Headline)
		}
	}
}

func feedText(t *testing.T, v *archive.View, path string) string {
	t.Helper()
	return string(printed(t, v, path).body)
}

// What was taken away is said in every feed that had it, for thirty days, and no word of it
// is said anywhere.
func TestFeedsSayForThirtyDaysThatAStoryIsGone(t *testing.T) {
	w := testWorld(t)
	s := plainStory(5, news.English, "sport", "Zanzibar")
	s.Topics = []edition.Topic{{Slug: "flood", Name: "Flood"}}
	s.Byline = news.Byline{People: []string{"Nusrat Karim"}}
	w.publish(s)
	paths := slices.Concat(feedsIn("/en/"), feedsIn("/en/sport/"), feedsIn("/en/t/flood/"), feedsIn("/en/a/nusrat-karim/"))
	const id = "tag:padma.example,2026-03-23:story/5"
	for _, path := range paths {
		if text := feedText(t, w.View(), path); !strings.Contains(text, "Zanzibar") {
			t.Errorf("%s lacks the story", path)
		}
	}
	w.add(edition.Change{Kind: edition.Killed, Notice: &edition.Notice{Number: 5, Language: "en", Section: "sport", Date: "2026/03/23", At: w.now()}})
	for _, path := range paths {
		text := feedText(t, w.View(), path)
		if strings.Contains(text, "Zanzibar") || !strings.Contains(text, id) || !strings.Contains(text, "will not return") {
			t.Errorf("%s after the kill: %s", path, text)
		}
		if strings.HasSuffix(path, atomFile) && !strings.Contains(text, `<at:deleted-entry ref="`+id+`"`) {
			t.Errorf("%s has no tombstone", path)
		}
	}
	for _, c := range []struct {
		day  int
		says bool
	}{{29, true}, {30, true}, {31, false}} {
		before := w.View()
		at := noon.AddDate(0, 0, c.day)
		w.n++
		change := edition.Change{Number: w.n, Kind: edition.Turned, At: at}
		v, err := w.Append([]edition.Change{change})
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if text := feedText(t, v, path); strings.Contains(text, id) != c.says {
				t.Errorf("after %d days %s says %v", c.day, path, !c.says)
			}
			if stale := slices.Contains(Affects(before, v, change).Stale, path); stale == c.says {
				t.Errorf("after %d days %s is stale: %v", c.day, path, stale)
			}
		}
	}
}

func TestACorrectionSendsTheStoryAgainWithItsNote(t *testing.T) {
	w := testWorld(t)
	s := plainStory(5, news.English, "sport", "Score")
	w.publish(s)
	s.Updated = noon.Add(time.Hour)
	s.Corrections = []news.Correction{{Kind: news.Corrected, Note: "They lost by two.", At: s.Updated}}
	w.add(edition.Change{Kind: edition.Corrected, Story: &s})
	for _, c := range []struct{ file, want string }{
		{rssFile, "<atom:updated>2026-03-26T13:00:00+06:00</atom:updated>"},
		{rssFile, "Correction: They lost by two.</description>"},
		{atomFile, "<updated>2026-03-26T13:00:00+06:00</updated>"},
		{atomFile, "Correction: They lost by two.</summary>"},
		{jsonFile, `"date_modified":"2026-03-26T13:00:00+06:00"`},
		{jsonFile, "Correction: They lost by two."},
	} {
		if text := feedText(t, w.View(), "/en/"+c.file); !strings.Contains(text, c.want) {
			t.Errorf("%s lacks %s", c.file, c.want)
		}
	}
}

func TestAFeedIsBounded(t *testing.T) {
	w := testWorld(t)
	for n := int64(1); n <= 90; n++ {
		w.publish(plainStory(n, news.English, "sport", fmt.Sprint("Story ", n)))
	}
	for n := int64(1); n <= 40; n++ {
		w.kill(n, news.English)
	}
	text := feedText(t, w.View(), "/en/feed.rss")
	if live, gone := strings.Count(text, "-story-"), strings.Count(text, "was withdrawn"); live != feedItems || gone != feedItems {
		t.Errorf("%d stories and %d that are gone", live, gone)
	}
}
