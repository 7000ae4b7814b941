package press

import (
	"encoding/json"
	"fmt"
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
		`<b class="on">সরাসরি</b>`, `data-live="` + s.Path() + `/posts.json"`, "১৪ জেলায় পানি", `id="p-24"`, `id="p-5"`, "পানি &lt;বাড়ছে&gt;", "এই পোস্টটি সরানো হয়েছে",
		`href="` + s.Path() + `/posts#p-0"`, `"@type":"LiveBlogPosting"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `id="p-4"`) {
		t.Error("it shows more than the newest twenty")
	}
	all := string(printed(t, w.View(), posts(s.Path())).body)
	if strings.Index(all, `id="p-0"`) > strings.Index(all, `id="p-24"`) || !strings.Contains(all, `id="p-0"`) {
		t.Error("all posts are not from the first on")
	}
	var answer struct {
		Running bool
		Posts   []struct{ ID, HTML string }
	}
	if err := json.Unmarshal(printed(t, w.View(), postsJSON(s.Path())).body, &answer); err != nil || !answer.Running || len(answer.Posts) != 20 || answer.Posts[0].ID != "p-24" {
		t.Errorf("%+v %v", answer, err)
	}
	if !strings.Contains(page, answer.Posts[0].HTML) {
		t.Error("an open page is told another post than stands on a new one")
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
	for _, path := range []string{posts(s.Path()), postsJSON(s.Path())} {
		if d := printed(t, w.View(), path); d.status != 410 || strings.Contains(string(d.body), "পোস্ট 1") {
			t.Errorf("%s of a killed story: %d", path, d.status)
		}
	}
	w.publish(plainStory(2, news.Bangla, "bangladesh", "আরেকটি"))
	c, err := w.View().Card(2)
	if err != nil {
		t.Fatal(err)
	}
	if d := printed(t, w.View(), posts(c.Path())); d.status != 404 {
		t.Errorf("posts of a story without coverage: %d", d.status)
	}
}
