package press

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// everyPath returns every path that means something in a world of stories 1 to 5, two
// slugs, two topics and the sections of house, and some that mean nothing.
func everyPath() []string {
	paths := []string{"/", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-lists-1.xml", "/sitemap-pages.xml", "/sitemap-news.xml", iconPath, scriptPath, workerPath, "/no/such/page"}
	for _, l := range []string{"en", "bn"} {
		paths = append(paths, "/"+l, "/ticker/"+l+".json", goneList(news.Language(l)), offline(news.Language(l)), "/"+l+"/nothing")
		for _, folder := range []string{"/", "/world-news/", "/sport/"} {
			paths = append(paths, "/"+l+folder)
			paths = append(paths, feedsIn("/"+l+folder)...)
		}
		for _, section := range []string{"world-news", "sport"} {
			paths = append(paths, "/"+l+"/"+section)
			for n := range 6 {
				for _, slug := range []string{"red", "blue"} {
					story := fmt.Sprintf("/%s/%s/%s/%d-%s", l, section, dayOfStory(int64(n)).Format(dayForm), n, slug)
					paths = append(paths, story, lited(story), versions(story), postsJSON(story), posts(story, 1), posts(story, 2), start(story, 1), start(story, 2))
				}
			}
			paths = append(paths, "/"+l+"/lite/"+section+"/", "/"+l+"/lite/"+section)
		}
		for _, t := range []string{"flood", "cricket"} {
			paths = append(paths, "/"+l+"/t/"+t, "/"+l+"/t/"+t+"/")
			paths = append(paths, feedsIn("/"+l+"/t/"+t+"/")...)
		}
		for _, a := range []string{"greenwatch-desk", "nusrat-karim", "nusrat"} {
			paths = append(paths, "/"+l+"/a/"+a, "/"+l+"/a/"+a+"/")
			paths = append(paths, feedsIn("/"+l+"/a/"+a+"/")...)
		}
		for _, list := range []string{"/world-news", "/sport", "/t/flood", "/t/cricket", "/a/greenwatch-desk", "/a/nusrat"} {
			for n := range 4 {
				paths = append(paths, numbered("/"+l+list, n))
			}
		}
		for day := 23; day < 29; day++ {
			paths = append(paths, fmt.Sprintf("/%s/archive/2026/03/%d", l, day))
		}
		paths = append(paths, "/"+l+"/archive", "/"+l+"/archive/", "/"+l+"/archive/2025/03/27", "/"+l+"/corrections", "/"+l+"/corrections/2025/03",
			"/"+l+"/corrections/2026/03", "/"+l+"/corrections/2026/04", "/"+l+"/sections", "/"+l+"/about", "/"+l+"/about/ethics", "/"+l+"/about/nothing", "/"+l+"/lite/", "/"+l+"/lite")
	}
	return paths
}

// dayOfStory returns the day on which the story of the number is published in the world of
// everyPath: one of three, or almost a year before them.
func dayOfStory(number int64) time.Time {
	if number == 5 {
		return time.Date(2025, 3, 27, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(2026, 3, 24+int(number%3), 0, 0, 0, 0, time.UTC)
}

// everyName returns every name that a page can have in that world.
func everyName(v *archive.View) []string {
	var names []string
	for _, path := range everyPath() {
		names = appendNew(names, Name(v, path))
	}
	return names
}

// everyPage returns everything that the pages say, by name.
func everyPage(t fataler, v *archive.View) map[string]*draft {
	pages := map[string]*draft{}
	for _, name := range everyName(v) {
		d, err := compose(v, name)
		if err != nil {
			t.Fatal(name, err)
		}
		if d == nil {
			t.Fatal(name, "has a name and no page")
		}
		if d.path != name {
			t.Fatal(name, "is printed as", d.path)
		}
		pages[name] = d
	}
	return pages
}

func says(d *draft) string {
	return fmt.Sprint(d.status, d.kind, d.cache, d.headers, string(d.body))
}

func barHTML(t fataler, v *archive.View, l news.Language) string {
	b, err := New().Bar(v, l)
	if err != nil {
		t.Fatal(err)
	}
	return string(b.html)
}

// drawChange draws something that the newsroom may do.
func drawChange(r *rapid.T, w *world) edition.Change {
	l := rapid.SampledFrom([]news.Language{"en", "bn"}).Draw(r, "language")
	bar := func() []edition.Bar {
		item := flashItem(fmt.Sprint(w.n), fmt.Sprint("flash ", w.n), "")
		return []edition.Bar{{Language: l, Items: []edition.BarItem{item}[:rapid.IntRange(0, 1).Draw(r, "flashes")]}}
	}
	number := rapid.Int64Range(1, 5).Draw(r, "story")
	switch rapid.IntRange(0, 9).Draw(r, "kind") {
	case 0:
		return edition.Change{Kind: edition.Flashed, Bars: bar()}
	case 1:
		h := house()
		h.Names[news.English] = fmt.Sprint("The Courier ", w.n)
		h.Authors = []news.Author{{Slug: "nusrat", Names: map[news.Language]string{news.English: "Nusrat Karim"}}}
		return edition.Change{Kind: edition.Arranged, House: h}
	case 2, 3:
		if w.View().State(number) == archive.None {
			break
		}
		how := rapid.SampledFrom([]edition.Kind{edition.Killed, edition.Withdrawn}).Draw(r, "how")
		return edition.Change{Kind: how, Notice: &edition.Notice{Number: number, Language: l, Section: "sport", Date: dayOfStory(number).Format(dayForm), At: w.now()}}
	case 4:
		return edition.Change{Kind: edition.Counted, MostRead: []edition.MostRead{{Language: l, Stories: rapid.SliceOfN(rapid.Int64Range(1, 5), 0, 3).Draw(r, "read")}}}
	case 5:
		return edition.Change{Kind: edition.Turned}
	case 6:
		s, err := w.View().Story(number)
		if err != nil {
			break
		}
		drawPictures(r, w, &s)
		return edition.Change{Kind: edition.Redrawn, Story: &s}
	}
	if rapid.IntRange(0, 3).Draw(r, "by hand") == 0 {
		return edition.Change{Kind: edition.Curated, Fronts: []edition.Front{drawFront(r, l)}}
	}
	s := plainStory(number, l, rapid.SampledFrom([]string{"world-news", "sport", "closed"}).Draw(r, "section"), rapid.SampledFrom([]string{"Red", "Blue"}).Draw(r, "headline"))
	at := dayOfStory(number)
	s.Date, s.Published = at.Format(dayForm), at.Add(time.Duration(number)*time.Hour)
	s.Standfirst = rapid.SampledFrom([]string{"", "One thing.", "Another."}).Draw(r, "standfirst")
	for _, name := range rapid.SampledFrom([][]string{nil, {"Flood"}, {"Cricket", "FLOOD"}}).Draw(r, "topics") {
		s.Topics = append(s.Topics, edition.Topic{Slug: strings.ToLower(name), Name: name})
	}
	s.Translates = rapid.Int64Range(0, 5).Draw(r, "translates")
	s.Byline.People = rapid.SampledFrom([][]string{nil, {"Nusrat Karim"}}).Draw(r, "people")
	if rapid.IntRange(0, 3).Draw(r, "corrected") == 0 {
		s.Corrections = []news.Correction{{Kind: news.Corrected, Note: "41, not 14.", At: rapid.SampledFrom([]time.Time{s.Published, w.now()}).Draw(r, "corrected at"), Top: rapid.Bool().Draw(r, "on top")}}
	}
	s.Related = rapid.SliceOfN(rapid.Int64Range(1, 5), 0, 2).Draw(r, "picked")
	s.Translates = rapid.SampledFrom([]int64{0, 0, 1, 2}).Draw(r, "translates")
	s.Versions = []news.Version{{Kind: news.FirstVersion, At: s.Published}}
	if rapid.IntRange(0, 3).Draw(r, "covered") == 0 {
		s.Coverage = &news.Coverage{Began: s.Published, Revision: w.n}
		for i := range rapid.IntRange(0, 3).Draw(r, "posts") {
			s.Coverage.Posts = append(s.Coverage.Posts, news.Post{ID: fmt.Sprint(i), At: s.Published, Title: s.Headline, Pinned: i == 0 && rapid.Bool().Draw(r, "pinned")})
		}
		s.Live = true
	}
	if rapid.Bool().Draw(r, "with pictures") {
		drawPictures(r, w, &s)
	}
	c := edition.Change{Kind: edition.Published, Story: &s}
	if rapid.Bool().Draw(r, "with a flash") {
		c.Bars = bar()
	}
	return c
}

// drawPictures gives the story a lead and a picture in its body, of new files.
func drawPictures(r *rapid.T, w *world, s *edition.Story) {
	lead := photo(fmt.Sprint("lead", w.n), "A river", rapid.SampledFrom([]int{480, 1280}).Draw(r, "lead"), 400)
	s.Lead = &lead
	s.Body = news.Paragraphs(s.Headline + ".")
	s.Body.Blocks = append(s.Body.Blocks, node(news.PictureRef, news.Attrs{Picture: "body", Alt: "A boat"}))
	body := photo("body", "A boat", 640, 400)
	body.Renditions[0].Name = fmt.Sprint("body", w.n, ".jpg")
	s.Pictures = []edition.Picture{body}
}

// The strongest thing to know of the press: whatever the newsroom does, and in however
// large a step readers get it, a page that is not said to be stale is the same to the
// byte when it is printed again.
func TestEveryPageThatChangesAreSaidToChange(t *testing.T) {
	few(t)
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(r, dir)
		defer w.Close()
		w.step = rapid.SampledFrom([]time.Duration{time.Minute, 7 * time.Hour, 16 * 24 * time.Hour}).Draw(r, "pace")
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			before := w.View()
			was := everyPage(r, before)
			var changes []edition.Change
			for range rapid.IntRange(1, 3).Draw(r, "changes") {
				changes = append(changes, w.add(drawChange(r, w)))
			}
			after := w.View()
			var stale Affected
			for _, c := range changes {
				stale = stale.And(Affects(before, after, c))
			}
			is := everyPage(r, after)
			for name, d := range was {
				said := stale.All || slices.Contains(stale.Print, name) || slices.Contains(stale.Stale, name) || d.read != "" && slices.Contains(stale.ReadOf, d.read)
				if now := is[name]; !said && (now == nil || says(now) != says(d)) {
					r.Fatalf("%q changed between editions %d and %d, and nobody said so", name, before.Edition(), after.Edition())
				}
			}
			for _, l := range []news.Language{"en", "bn"} {
				if was, is := barHTML(r, before, l), barHTML(r, after, l); !stale.All && !slices.Contains(stale.BarOf, l) && was != is {
					r.Fatalf("the bar of %s changed between editions %d and %d, and nobody said so", l, before.Edition(), after.Edition())
				}
			}
			for _, name := range stale.Print {
				if _, err := compose(after, name); err != nil {
					r.Fatalf("%q is to be printed and cannot be: %v", name, err)
				}
			}
		}
	})
}

// A flash is the cheapest change there is: a line of JSON is printed, and no page.
func TestAFlashMakesNoPageStale(t *testing.T) {
	w := testWorld(t)
	w.publish(plainStory(1, news.English, "sport", "Before"))
	before := w.View()
	c := w.add(edition.Change{Kind: edition.Flashed, Bars: []edition.Bar{{Language: "en", Items: []edition.BarItem{flashItem("1", "Ferries halted", "")}}}})
	a := Affects(before, w.View(), c)
	if a.All || !slices.Equal(a.Print, []string{"/ticker/en.json"}) || !slices.Equal(a.Stale, []string{"/sitemap-news.xml", "/en/lite/"}) || !slices.Equal(a.BarOf, []news.Language{"en"}) {
		t.Errorf("a flash makes stale: %+v", a)
	}
}

func TestAPublicationPrintsWhatEverybodyAsksForAndNoMore(t *testing.T) {
	w := testWorld(t)
	for n := range int64(3) {
		w.publish(plainStory(n+1, news.English, "sport", "Before"))
	}
	before := w.View()
	s := plainStory(9, news.English, "sport", "New")
	c := w.add(edition.Change{Kind: edition.Published, Story: &s})
	a := Affects(before, w.View(), c)
	want := []string{s.Path(), "/en/", "/en/sport/"}
	slices.Sort(want)
	slices.Sort(a.Print)
	if !slices.Equal(a.Print, want) {
		t.Errorf("printed: %q, want %q", a.Print, want)
	}
	if a.All || len(a.BarOf) > 0 {
		t.Errorf("one story makes more than its own pages stale: %+v", a)
	}
	for _, name := range a.Stale {
		if strings.HasPrefix(name, "/bn/") {
			t.Errorf("a story in English makes %s stale", name)
		}
	}
}

// few makes pages of lists hold two stories, so that a small world has some.
func few(t *testing.T) {
	was, wasPosts := perPage, perPosts
	perPage, perPosts = 2, 2
	t.Cleanup(func() { perPage, perPosts = was, wasPosts })
}
