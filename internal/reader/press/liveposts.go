package press

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// printPosts prints a numbered page of a story's posts.
func printPosts(v *archive.View, r route, name string) (*draft, error) {
	p, err := storyPageOf(v, r.number)
	if err != nil || p.live == nil {
		return nil, err
	}
	all, w := len(p.Coverage.Posts), news.HTMLWriter{EmbedNote: p.opens, Picture: p.pictureHTML, Media: p.mediaHTML}
	to := posts
	fromStart := strings.HasPrefix(r.file, startWord+"/")
	if fromStart {
		to = start
	}
	p.live.posts, p.live.numbered = nil, r.post
	for i := max(0, all-r.post*perPosts); i < all-(r.post-1)*perPosts; i++ {
		p.live.posts = append(p.live.posts, p.postOf(i, w))
	}
	if fromStart {
		slices.Reverse(p.live.posts)
	}
	p.live.pager = pagerTo(p.Path(), func(n int) string { return to(p.Path(), n) }, postPages(all), r.post)
	p.live.start = start(p.Path(), 1)
	p.shell.path, p.shell.languages, p.shell.linked = name, nil, ""
	p.shell.title = p.live.allPosts + ", " + p.pageWord + " " + p.count(r.post) + p.dash + p.Headline
	d, err := p.print(name, http.StatusOK, postsHTML(p))
	if err != nil {
		return nil, err
	}
	d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	return d, nil
}

// liveUpdate is what a page of live coverage that is open is told: each post as the HTML that
// would stand on the page.
type liveUpdate struct {
	// Was is the revision to which this leads on, and Revision the one that it leads to.
	Was      int64      `json:"was"`
	Revision int64      `json:"rev"`
	Running  bool       `json:"running"`
	Status   string     `json:"status"`         // HTML
	Head     string     `json:"head,omitempty"` // HTML of what stands above the posts, if it is another
	Posts    []fragment `json:"posts"`
}

type fragment struct {
	ID   string `json:"id"`
	At   int64  `json:"at"` // milliseconds since 1970
	HTML string `json:"html"`
}

// update returns what an open page is told, with those of its newest posts that is holds
// for.
func (p storyPage) update(is func(i int) bool) (u liveUpdate, err error) {
	u = liveUpdate{Revision: p.live.revision, Running: p.live.running, Posts: []fragment{}}
	for i, n := range p.live.posts {
		if !is(i) {
			continue
		}
		html, err := rendered(postHTML(p, n))
		if err != nil {
			return u, err
		}
		u.Posts = append(u.Posts, fragment{n.id, n.at.UnixMilli(), html})
	}
	if u.Status, err = rendered(liveStatus(p)); err != nil {
		return u, err
	}
	u.Head, err = rendered(liveHead(p))
	return u, err
}

func rendered(c templ.Component) (string, error) {
	var b strings.Builder
	err := c.Render(context.Background(), &b)
	return b.String(), err
}

// printPostsJSON prints the newest posts for a page that is open.
func printPostsJSON(v *archive.View, number int64, name string) (*draft, error) {
	p, err := storyPageOf(v, number)
	if err != nil || p.live == nil {
		return nil, err
	}
	u, err := p.update(func(int) bool { return true })
	if err != nil {
		return nil, fmt.Errorf("print %s: %w", name, err)
	}
	text, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	return &draft{
		path: name, status: http.StatusOK, kind: "application/json", cache: cacheTicker, body: text, headers: []string{"X-Robots-Tag", "noindex"},
	}, nil
}

// LiveJSON returns what those are told, as one line of JSON, who have the story open, if its
// coverage is another after than before: what changed of it. It returns nil if it is not, and
// reports whether the coverage goes on.
//
// A page that has not had what came before asks for all of it. So does one that missed more
// than a page shows.
func LiveJSON(before, after *archive.View, number int64) (text []byte, running bool, err error) {
	p, err := storyPageOf(after, number)
	if err != nil || p.live == nil {
		return nil, false, err
	}
	was, old := &news.Coverage{}, ""
	if before.State(number) == archive.Live {
		q, err := storyPageOf(before, number)
		if err != nil {
			return nil, false, err
		}
		if q.live != nil {
			if was = q.Coverage; was.Revision == p.live.revision && q.Headline == p.Headline {
				return nil, p.live.running, nil
			}
			if old, err = rendered(liveHead(q)); err != nil {
				return nil, false, err
			}
		}
	}
	had := make(map[string]news.Post, len(was.Posts))
	for _, n := range was.Posts {
		had[n.ID] = n
	}
	changed := func(i int) bool {
		n := p.Coverage.Posts[i]
		h, ok := had[n.ID]
		return !ok || !reflect.DeepEqual(n, h)
	}
	u, err := p.update(changed)
	if err != nil {
		return nil, false, err
	}
	if u.Head == old {
		u.Head = ""
	}
	u.Was = was.Revision
	if len(p.Coverage.Posts)-len(was.Posts) > perPosts {
		u.Was = u.Revision
	}
	text, err = json.Marshal(u)
	return text, u.Running, err
}
