package press

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// flood is a story that is covered live, with so many posts.
func flood(n int, ended time.Time) edition.Story {
	s := plainStory(1, news.Bangla, "bangladesh", "যমুনায় বন্যা")
	s.Coverage = &news.Coverage{Began: noon, Ended: ended, KeyPoints: []string{"১৪ জেলায় পানি"}}
	s.Live = ended.IsZero()
	for i := range n {
		p := news.Post{ID: fmt.Sprint(i), At: noon.Add(time.Duration(i) * time.Minute), Title: fmt.Sprint("পোস্ট ", i), Body: news.Paragraphs("পানি <বাড়ছে>।"), Author: "নুসরাত করিম"}
		p.Key, p.Pinned = i == 0, i == 1
		s.Coverage.Posts = append([]news.Post{p}, s.Coverage.Posts...)
	}
	return s
}

func TestLiveCoverageShowsTheNewestPostsAndLeadsToAll(t *testing.T) {
	w := testWorld(t)
	s := flood(25, time.Time{})
	s.Coverage.Posts[2] = news.Post{ID: "gone", At: noon, Removed: noon.Add(time.Hour)}
	w.publish(s)
	page := string(printed(t, w.View(), s.Path()).body)
	for _, want := range []string{
		`<b class="on">সরাসরি</b>`, `data-live="` + s.Path() + `/posts.json"`, `data-sse="/sse/live/bn/1"`, "১৪ জেলায় পানি", `id="p-24"`, `id="p-5"`, "পানি &lt;বাড়ছে&gt;", "পোস্টটি সরিয়ে নেওয়া হয়েছে",
		`href="` + s.Path() + `/posts/1#p-0"`, `"@type":"LiveBlogPosting"`, `href="` + s.Path() + `/start/1"`, `href="` + s.Path() + `/posts/2"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `id="p-4"`) {
		t.Error("it shows more than the newest twenty")
	}
	var answer liveUpdate
	if err := json.Unmarshal(printed(t, w.View(), postsJSON(s.Path())).body, &answer); err != nil || !answer.Running || len(answer.Posts) != 20 || answer.Posts[0].ID != "p-24" {
		t.Errorf("%+v %v", answer, err)
	}
	for _, html := range []string{answer.Posts[0].HTML, answer.Status, answer.Head} {
		if !strings.Contains(page, html) {
			t.Error("an open page is told something else than stands on a new one: ", html)
		}
	}
	if home := string(printed(t, w.View(), "/bn/").body); !strings.Contains(home, "এখন সরাসরি") {
		t.Error("the home page does not say what is live")
	}
}

func TestCoverageThatHasEndedSaysSoAndAsksNoMore(t *testing.T) {
	w := testWorld(t)
	s := flood(3, noon.Add(2*time.Hour))
	w.publish(s)
	page := string(printed(t, w.View(), s.Path()).body)
	if !strings.Contains(page, "সরাসরি সম্প্রচার শেষ হয়েছে") || strings.Contains(page, "data-live=") {
		t.Error("it does not say that it has ended")
	}
	if home := string(printed(t, w.View(), "/bn/").body); strings.Contains(home, "এখন সরাসরি") {
		t.Error("the home page says that it goes on")
	}
	w.kill(1, news.Bangla)
	for _, path := range []string{posts(s.Path(), 1), start(s.Path(), 1), postsJSON(s.Path())} {
		if d := printed(t, w.View(), path); d.status != 410 || strings.Contains(string(d.body), "পোস্ট 1") {
			t.Errorf("%s of a killed story: %d", path, d.status)
		}
	}
	w.publish(plainStory(2, news.Bangla, "bangladesh", "আরেকটি"))
	c, err := w.View().Card(2)
	if err != nil {
		t.Fatal(err)
	}
	if d := printed(t, w.View(), posts(c.Path(), 1)); d.status != 404 {
		t.Errorf("posts of a story without coverage: %d", d.status)
	}
}

// A post is on the same numbered page for ever: who passes its address on need not care how
// many come after it.
func TestAPostStaysOnItsNumberedPage(t *testing.T) {
	w := testWorld(t)
	s := flood(25, time.Time{})
	w.publish(s)
	page := func(path string) string { return string(printed(t, w.View(), path).body) }
	first, last := page(posts(s.Path(), 1)), page(posts(s.Path(), 2))
	if strings.Index(first, `id="p-19"`) > strings.Index(first, `id="p-0"`) || strings.Contains(first, `id="p-20"`) || !strings.Contains(last, `id="p-24"`) || strings.Contains(last, `id="p-19"`) {
		t.Error("the pages do not hold twenty each, the newest first")
	}
	if asc := page(start(s.Path(), 1)); strings.Index(asc, `id="p-0"`) > strings.Index(asc, `id="p-19"`) || !strings.Contains(asc, `href="`+start(s.Path(), 2)+`"`) {
		t.Error("from the start on it does not begin with the first")
	}
	for _, path := range []string{posts(s.Path(), 3), start(s.Path(), 3), s.Path() + "/posts", s.Path() + "/posts/0", s.Path() + "/posts/01", s.Path() + "/elsewhere/1"} {
		if d := printed(t, w.View(), path); d.status != 404 {
			t.Errorf("%s: %d", path, d.status)
		}
	}
	w.publish(flood(60, time.Time{}))
	if now := page(posts(s.Path(), 1)); !strings.Contains(now, `id="p-0"`) || !strings.Contains(now, `id="p-19"`) || strings.Contains(now, `id="p-20"`) {
		t.Error("a page has other posts when there are more")
	}
	if d := printed(t, w.View(), posts(s.Path(), 3)); d.status != 200 {
		t.Errorf("the third page: %d", d.status)
	}
}

func TestAPostShowsItsPictureAsAStoryDoes(t *testing.T) {
	w := testWorld(t)
	s := flood(1, time.Time{})
	pic := photo("ferry", "", 1600, 1067)
	s.Pictures = []edition.Picture{pic}
	s.Coverage.Posts[0].Body.Blocks = append(s.Coverage.Posts[0].Body.Blocks, news.Node{
		Type: news.PictureRef, Attrs: news.Attrs{Picture: pic.ID, Caption: "ঘাটে ফেরি", Credit: "নুসরাত করিম", Alt: "একটি ফেরি"},
	})
	w.publish(s)
	for path, want := range map[string][]string{
		s.Path():           {"<figure>", `alt="একটি ফেরি"`, "ঘাটে ফেরি", "নুসরাত করিম", "srcset="},
		posts(s.Path(), 1): {"<figure>", `alt="একটি ফেরি"`},
		lited(s.Path()):    {"পোস্ট 0", "একটি ফেরি", "ঘাটে ফেরি"},
	} {
		page := string(printed(t, w.View(), path).body)
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s lacks %s", path, text)
			}
		}
	}
	if strings.Contains(string(printed(t, w.View(), lited(s.Path())).body), "<img") {
		t.Error("the lite page has a picture")
	}
}

func TestAnOpenPageIsToldWhatChangedAndNoMore(t *testing.T) {
	w := testWorld(t)
	s := flood(25, time.Time{})
	s.Coverage.Revision = 7
	w.publish(s)
	told := func(change func(c *news.Coverage)) (u liveUpdate, running bool) {
		t.Helper()
		before := w.View()
		next := *s.Coverage
		next.Posts = slices.Clone(next.Posts)
		change(&next)
		next.Revision++
		s.Coverage, s.Live = &next, next.Running()
		w.publish(s)
		text, running, err := LiveJSON(before, w.View(), 1)
		if err != nil || json.Unmarshal(text, &u) != nil || strings.Contains(string(text), "\n") {
			t.Fatalf("%s %v", text, err)
		}
		return u, running
	}
	u, running := told(func(c *news.Coverage) {
		c.Posts = slices.Insert(c.Posts, 0, news.Post{ID: "new", At: noon.Add(time.Hour), Title: "নতুন"})
	})
	if !running || u.Was != 7 || u.Revision != 8 || u.Head != "" || len(u.Posts) != 1 || u.Posts[0].ID != "p-new" {
		t.Errorf("a new post: %+v", u)
	}
	if u, _ = told(func(c *news.Coverage) { c.Posts[3].Title = "সংশোধিত" }); len(u.Posts) != 1 || !strings.Contains(u.Posts[0].HTML, "সংশোধিত") {
		t.Errorf("an edited post: %+v", u)
	}
	if u, _ = told(func(c *news.Coverage) { c.KeyPoints = []string{"১৫ জেলায় পানি"} }); len(u.Posts) != 0 || !strings.Contains(u.Head, "১৫ জেলায়") {
		t.Errorf("key points: %+v", u)
	}
	if u, _ = told(func(c *news.Coverage) {
		for i := range 30 {
			c.Posts = slices.Insert(c.Posts, 0, news.Post{ID: fmt.Sprint("more", i), At: noon.Add(2 * time.Hour), Title: "আরও"})
		}
	}); u.Was != u.Revision {
		t.Errorf("who misses more than a page shows is to ask for all of it: %d %d", u.Was, u.Revision)
	}
	if u, running = told(func(c *news.Coverage) { c.Ended = noon.Add(3 * time.Hour) }); running || u.Running || !strings.Contains(u.Status, "শেষ হয়েছে") {
		t.Errorf("the end: %+v", u)
	}
	if text, _, err := LiveJSON(w.View(), w.View(), 1); text != nil || err != nil {
		t.Errorf("nothing changed: %s %v", text, err)
	}
}
