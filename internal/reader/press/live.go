package press

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The pages of live coverage below a story's path.
const (
	postsWord = "posts"      // every post, from the first on
	postsFile = "posts.json" // the newest, for a page that is open
)

func posts(story string) string     { return story + "/" + postsWord }
func postsJSON(story string) string { return story + "/" + postsFile }

// firstPosts is how many posts a story's page shows; all of them have a page of their own.
const firstPosts = 20

// live is what a story's page shows of its coverage.
type live struct {
	*liveWords
	running   bool
	changed   time.Time
	keyPoints []string
	pinned    *post
	events    []post // key events, the newest first
	posts     []post // the newest first
	more      string // path of all posts, "" if all are here
	json      string // path of what a page that is open asks for
	whole     bool   // the page of all posts
}

// post is one post as pages show it.
type post struct {
	id, title, author string
	body              string // HTML
	plain             string
	at, edited        time.Time
	removed           time.Time
}

// liveWords are the words of live coverage in one language.
type liveWords struct {
	live, ended, lastUpdated, keyPoints, keyEvents, latest, pinned, edited, removed string
	allPosts, fromStart, still, newPost, newPosts, liveNow                          string
}

var liveEnglish = liveWords{
	live: "Live", ended: "Live coverage has ended", lastUpdated: "Last updated", keyPoints: "Key points", keyEvents: "Key events", latest: "Latest updates",
	pinned: "Pinned", edited: "Edited", removed: "This post was removed at", allPosts: "All posts", fromStart: "Read from the start",
	still: "This page does not update by itself. Reload it for what is new.", newPost: "1 new post", newPosts: "% new posts", liveNow: "Live now",
}

var liveBangla = liveWords{
	live: "সরাসরি", ended: "সরাসরি সম্প্রচার শেষ হয়েছে", lastUpdated: "সর্বশেষ হালনাগাদ", keyPoints: "মূল কথা", keyEvents: "ঘটনাক্রম", latest: "সর্বশেষ খবর",
	pinned: "পিন করা", edited: "সম্পাদিত", removed: "এই পোস্টটি সরানো হয়েছে", allPosts: "সব পোস্ট", fromStart: "শুরু থেকে পড়ুন",
	still: "পাতাটি নিজে থেকে হালনাগাদ হয় না। নতুন খবরের জন্য আবার লোড করুন।", newPost: "১টি নতুন পোস্ট", newPosts: "%টি নতুন পোস্ট", liveNow: "এখন সরাসরি",
}

func liveWordsOf(l news.Language) *liveWords {
	if l == news.Bangla {
		return &liveBangla
	}
	return &liveEnglish
}

// cover makes what the page shows of the story's coverage; nil for a story without.
func (p *storyPage) cover() {
	c := p.Coverage
	if c == nil {
		return
	}
	l := &live{
		liveWords: liveWordsOf(p.language), running: c.Running(), changed: p.local(c.LastChange()), keyPoints: c.KeyPoints, json: postsJSON(p.Path()),
	}
	for _, post := range c.Posts {
		shown := p.postOf(post)
		if post.Pinned {
			l.pinned = &shown
		}
		if post.Key {
			l.events = append(l.events, shown)
		}
		l.posts = append(l.posts, shown)
	}
	p.live = l
	if len(l.posts) > firstPosts {
		l.posts, l.more = l.posts[:firstPosts], posts(p.Path())
	}
}

func (p *storyPage) postOf(n news.Post) post {
	return post{
		id: "p-" + n.ID, title: n.Title, author: n.Author, body: news.HTMLWriter{EmbedNote: p.opens}.HTML(n.Body), plain: n.Body.Plain(),
		at: p.local(n.At), edited: p.moved(n.Edited), removed: p.moved(n.Removed),
	}
}

// moved is local for a time that may be none.
func (s shell) moved(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return s.local(t)
}

// name is what a post is called in a list.
func (n post) name() string {
	if n.title != "" {
		return n.title
	}
	return cut(n.plain, 80)
}

// eventPath leads to a post: on this page, or on the page of all posts.
func eventPath(p storyPage, n post) templ.SafeURL {
	for _, here := range p.live.posts {
		if here.id == n.id {
			return templ.SafeURL("#" + n.id)
		}
	}
	return templ.SafeURL(p.live.more + "#" + n.id)
}

// coverageOf returns the coverage as programs are told of it.
func (p storyPage) coverageOf() coverage {
	c := coverage{starts: p.Coverage.Began, ends: p.Coverage.Ended}
	for _, n := range p.live.posts {
		if n.removed.IsZero() {
			c.updates = append(c.updates, livePost{headline: n.title, text: n.plain, path: p.path + "#" + n.id, at: n.at, edited: n.edited, author: n.author})
		}
	}
	return c
}

// printPosts prints the page of all posts, from the first on.
func printPosts(v *archive.View, number int64, name string) (*draft, error) {
	p, err := storyPageOf(v, number)
	if err != nil || p.live == nil {
		return nil, err
	}
	p.live.posts, p.live.whole = nil, true
	for _, n := range slices.Backward(p.Coverage.Posts) {
		p.live.posts = append(p.live.posts, p.postOf(n))
	}
	p.shell.path, p.shell.languages, p.shell.linked = name, nil, ""
	p.shell.title = p.live.allPosts + p.dash + p.Headline
	d, err := p.print(name, http.StatusOK, postsHTML(p))
	if err != nil {
		return nil, err
	}
	d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	return d, nil
}

// printPostsJSON prints the newest posts for a page that is open: each as the HTML that
// would stand on it.
func printPostsJSON(v *archive.View, number int64, name string) (*draft, error) {
	p, err := storyPageOf(v, number)
	if err != nil || p.live == nil {
		return nil, err
	}
	type fragment struct {
		ID   string `json:"id"`
		HTML string `json:"html"`
	}
	out := struct {
		Running bool       `json:"running"`
		Changed string     `json:"changed"`
		Posts   []fragment `json:"posts"`
	}{p.live.running, p.clock(p.live.changed), []fragment{}}
	for _, n := range p.live.posts {
		var b strings.Builder
		if err := postHTML(p, n).Render(context.Background(), &b); err != nil {
			return nil, fmt.Errorf("print %s: %w", name, err)
		}
		out.Posts = append(out.Posts, fragment{n.id, b.String()})
	}
	text, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	return &draft{
		path: name, status: http.StatusOK, kind: "application/json", cache: cacheTicker, body: text, headers: []string{"X-Robots-Tag", "noindex"},
	}, nil
}

// covered reports whether there is coverage under the live story.
func covered(v *archive.View, number int64) bool {
	s, err := v.Story(number)
	return err == nil && s.Coverage != nil
}

// liveCards returns the stories of the page's language that are covered live now, of those
// that were published lately.
func (p homePage) liveCards(v *archive.View) ([]card, error) {
	const lately, most = 60, 4
	newest, err := v.Newest(archive.List{Language: p.language}, 0, lately)
	if err != nil {
		return nil, err
	}
	newest = slices.DeleteFunc(newest, func(c edition.Card) bool { return !c.Live })
	return p.briefly(p.cardsOf(newest[:min(len(newest), most)], slot{}, 0)), nil
}
