package press

import (
	"slices"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The pages of live coverage below a story's path. Numbered pages count from the first post
// on, so that a post is always on the same one.
const (
	postsWord = "posts"      // /posts/3: the newest of the page first
	startWord = "start"      // /start/3: the same, the oldest first
	postsFile = "posts.json" // the newest, for a page that is open
)

func posts(story string, n int) string { return story + "/" + postsWord + "/" + decimal(n) }
func start(story string, n int) string { return story + "/" + startWord + "/" + decimal(n) }
func postsJSON(story string) string    { return story + "/" + postsFile }

// perPosts is how many posts a page shows. It is no constant, so that a test can have
// pages of few.
var perPosts = 20

// postPages returns how many numbered pages so many posts have.
func postPages(count int) int { return (count + perPosts - 1) / perPosts }

// live is what a story's page shows of its coverage.
type live struct {
	*liveWords
	running   bool
	revision  int64
	changed   time.Time
	keyPoints []string
	pinned    *post
	events    []post // key events, the newest first
	posts     []post // the newest first
	pager     pager  // to all posts, empty if all are here
	start     string // path of the first posts, "" if all are here
	json, sse string // paths of what a page that is open asks for, and listens to
	numbered  int    // which page of all posts, 0 for the story's own
}

// post is one post as pages show it.
type post struct {
	id, title, author string
	path              string // where it is found for ever
	body              string // HTML
	plain             string
	at, edited        time.Time
	removed           time.Time
	note              string // what an edit corrected
}

// liveWords are the words of live coverage in one language.
type liveWords struct {
	live, ended, lastUpdated, keyPoints, keyEvents, latest, pinned, edited, removed string
	allPosts, fromStart, still, newPost, newPosts, liveNow, offline, why, otherHead string
}

var liveEnglish = liveWords{
	live: "Live", ended: "Live coverage has ended", lastUpdated: "Last updated", keyPoints: "Key points", keyEvents: "Key events", latest: "Latest updates",
	pinned: "Pinned", edited: "Edited", removed: "This post was removed at", allPosts: "All posts", fromStart: "Read from the start",
	still: "This page does not update by itself. Reload it for what is new.", newPost: "1 new post", newPosts: "% new posts", liveNow: "Live now",
	offline: "You are offline. Showing posts up to", why: "Why?", otherHead: "Show what has changed",
}

var liveBangla = liveWords{
	live: "সরাসরি", ended: "সরাসরি সম্প্রচার শেষ হয়েছে", lastUpdated: "সর্বশেষ হালনাগাদ", keyPoints: "মূল কথা", keyEvents: "ঘটনাক্রম", latest: "সর্বশেষ খবর",
	pinned: "পিন করা", edited: "সম্পাদিত", removed: "পোস্টটি সরিয়ে নেওয়া হয়েছে", allPosts: "সব পোস্ট", fromStart: "শুরু থেকে পড়ুন",
	still: "পাতাটি নিজে থেকে হালনাগাদ হয় না। নতুন খবরের জন্য আবার লোড করুন।", newPost: "১টি নতুন পোস্ট", newPosts: "%টি নতুন পোস্ট", liveNow: "এখন সরাসরি",
	offline: "ইন্টারনেট সংযোগ নেই। এ পর্যন্ত পাওয়া পোস্ট দেখছেন:", why: "কেন?", otherHead: "কী বদলেছে দেখুন",
}

func liveWordsOf(l news.Language) *liveWords {
	if l == news.Bangla {
		return &liveBangla
	}
	return &liveEnglish
}

// cover makes what the page shows of the story's coverage, with the texts of posts by the
// writer; nothing for a story without.
func (p *storyPage) cover(w news.HTMLWriter) {
	c := p.Coverage
	if c == nil {
		return
	}
	l := &live{
		liveWords: liveWordsOf(p.language), running: c.Running(), revision: c.Revision, changed: p.local(c.LastChange()), keyPoints: c.KeyPoints,
		json: postsJSON(p.Path()), sse: "/sse/live/" + string(p.language) + "/" + decimal(p.Number),
	}
	for i, n := range c.Posts {
		if !n.Pinned && !n.Key && i >= perPosts {
			continue
		}
		shown := p.postOf(i, w)
		if n.Pinned {
			l.pinned = &shown
		}
		if n.Key {
			l.events = append(l.events, shown)
		}
		if i < perPosts {
			l.posts = append(l.posts, shown)
		}
	}
	if all := len(c.Posts); all > perPosts {
		l.pager = pagerTo(p.Path(), func(n int) string { return posts(p.Path(), n) }, postPages(all), 0)
		l.start = start(p.Path(), 1)
	}
	p.live = l
}

// postOf returns the i-th post of the coverage, from the newest on.
func (p *storyPage) postOf(i int, w news.HTMLWriter) post {
	n := p.Coverage.Posts[i]
	id := "p-" + n.ID
	return post{
		note: n.Note,
		id:   id, title: n.Title, author: n.Author, body: w.HTML(n.Body), plain: n.Body.Plain(),
		path: posts(p.Path(), (len(p.Coverage.Posts)-1-i)/perPosts+1) + "#" + id,
		at:   p.local(n.At), edited: p.moved(n.Edited), removed: p.moved(n.Removed),
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

// eventPath leads to a post: on this page, or where it is found for ever.
func eventPath(p storyPage, n post) templ.SafeURL {
	for _, here := range p.live.posts {
		if here.id == n.id {
			return templ.SafeURL("#" + n.id)
		}
	}
	return templ.SafeURL(n.path)
}

// coverageOf returns the coverage as programs are told of it.
func (p storyPage) coverageOf() coverage {
	c := coverage{starts: p.Coverage.Began, ends: p.Coverage.Ended}
	for _, n := range p.live.posts {
		if n.removed.IsZero() {
			c.updates = append(c.updates, livePost{headline: n.title, text: n.plain, path: n.path, at: n.at, edited: n.edited, author: n.author})
		}
	}
	return c
}

// covered reports whether there is coverage under the live story, and so many pages of it.
func covered(v *archive.View, number int64, page int) bool {
	s, err := v.Story(number)
	return err == nil && s.Coverage != nil && page <= postPages(len(s.Coverage.Posts))
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
