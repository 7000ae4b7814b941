package press

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// A feed carries the newest stories of a list and, so that those who have a story take it
// away too, what became of those that were withdrawn lately.
const (
	feedItems = 30
	goneFor   = 30 // days
)

// The files in the folder of a list.
const (
	rssFile  = "feed.rss"
	atomFile = "feed.atom"
	jsonFile = "feed.json"
)

func isFeed(file string) bool { return file == rssFile || file == atomFile || file == jsonFile }

// feedsIn returns the feeds in a folder.
func feedsIn(folder string) []string {
	return []string{folder + rssFile, folder + atomFile, folder + jsonFile}
}

// hasList reports whether there is a page or a feed of the list. A feed is there for as
// long as it has something to say, and be it only that a story is gone.
func hasList(v *archive.View, l archive.List, file string) bool {
	return v.Count(l) > 0 || isFeed(file) && len(v.Gone(l, goneSince(v), 1)) > 0
}

// IsFeed reports whether the path is that of a feed.
func IsFeed(v *archive.View, path string) bool {
	return v.House() != nil && isFeed(routeOf(path).file) && Name(v, path) == path
}

// folder returns the folder that holds the feeds of the list, "" if it has none.
func folder(l archive.List) string {
	switch {
	case l.Language == "":
		return ""
	case l.Author != "":
		return author(l.Language, l.Author) + "/"
	case l.Topic != "":
		return topic(l.Language, l.Topic) + "/"
	case l.Section != "":
		return front(l.Language, l.Section)
	case l == archive.List{Language: l.Language}:
		return home(l.Language)
	default:
		return ""
	}
}

// feed is what all formats say alike.
type feed struct {
	shell
	list    archive.List
	address string // its own
	title   string
	page    string // address of the page that it is of
	hubs    []string
	entries []feedEntry // the newest first
	// changed is when the newest of the entries changed; the epoch when there is none.
	changed time.Time
}

// feedEntry is a story, or what stands where one was.
type feedEntry struct {
	edition.Story
	id, link           string
	published, changed time.Time
	gone               bool
	title              string
	summary            string // plain text
	html               string // the story whole, "" if it is not carried whole
}

func feedOf(v *archive.View, list archive.List, path string) (feed, error) {
	h := v.House()
	f := feed{shell: shellOf(v, list.Language, path, ""), list: list}
	f.address, f.title, f.page = h.URL+path, f.site, h.URL+strings.TrimSuffix(folder(list), "/")
	if section, ok := h.Section(list.Section); ok {
		f.title = section.Name(list.Language) + " | " + f.title
	}
	if name := v.Name(list); name != "" { // of a topic or an author
		f.title = name + " | " + f.title
		if a, ok := authorOf(v, list.Language, list.Author); ok {
			f.page = h.URL + author(list.Language, a.slug)
		}
	} else {
		f.page += "/"
	}
	if h.Machines.Hub {
		f.hubs = append(f.hubs, h.URL+news.HubPath)
	}
	f.hubs = append(f.hubs, h.Machines.Hubs...)
	cards, err := v.Newest(list, 0, feedItems)
	if err != nil {
		return f, err
	}
	for _, c := range cards {
		s, err := v.Story(c.Number)
		if err != nil {
			return f, err
		}
		f.entries = append(f.entries, f.entryOf(s))
	}
	for _, n := range v.Gone(list, goneSince(v), feedItems) {
		if n.Date != "" {
			f.entries = append(f.entries, f.goneEntry(n, v.State(n.Number)))
		}
	}
	slices.SortStableFunc(f.entries, func(a, b feedEntry) int { return b.published.Compare(a.published) })
	f.changed = time.Unix(0, 0).In(f.zone)
	for _, e := range f.entries {
		if e.changed.After(f.changed) {
			f.changed = e.changed
		}
	}
	return f, nil
}

// goneSince is the beginning of the day since which a story must have been taken away for
// feeds to say so. It moves once a day, and feeds are stale no oftener for it.
func goneSince(v *archive.View) time.Time {
	y, m, d := v.At().In(v.House().Location()).Date()
	return time.Date(y, m, d-goneFor, 0, 0, 0, 0, v.House().Location())
}

func (f feed) entryOf(s edition.Story) feedEntry {
	e := feedEntry{
		Story: s, id: f.id(s.Number, s.Date), link: f.shell.address(s.Path()), title: s.Headline,
		published: f.local(s.Published), changed: f.local(changed(s.Card)), summary: f.summary(s),
	}
	if f.house.Machines.WholeStories {
		e.html = f.wholeHTML(s)
	}
	return e
}

// goneEntry says that a story was withdrawn. Nothing of the story is in it.
func (f feed) goneEntry(n edition.Notice, state archive.State) feedEntry {
	says := f.killed
	if state == archive.Withdrawn {
		says = f.withdrawn
	}
	e := feedEntry{
		id: f.id(n.Number, n.Date), link: f.shell.address(n.Path()), gone: true, title: says.title, summary: says.text,
		published: f.local(n.At), changed: f.local(n.At),
	}
	e.Section = n.Section
	return e
}

// changed is when readers last got something new of the story.
func changed(c edition.Card) time.Time {
	if c.Updated.After(c.Published) {
		return c.Updated
	}
	return c.Published
}

// id names a story for feeds for ever, whatever becomes of its path (RFC 4151).
func (f feed) id(number int64, date string) string {
	_, host, _ := strings.Cut(f.house.URL, "://")
	host, _, _ = strings.Cut(host, ":")
	return "tag:" + host + "," + strings.ReplaceAll(date, "/", "-") + ":story/" + decimal(number)
}

func (f feed) sectionName(slug string) string {
	if s, ok := f.house.Section(slug); ok {
		return s.Name(f.list.Language)
	}
	return slug
}

// picture returns the file of the story's picture that suits a list, nil if there is none.
func (e feedEntry) picture() *news.Rendition {
	if e.Lead == nil {
		return nil
	}
	if r, ok := widest(e.Lead.Renditions); ok {
		return &r
	}
	return nil
}

func mediaType(name string) string {
	switch {
	case strings.HasSuffix(name, ".webp"):
		return "image/webp"
	case strings.HasSuffix(name, ".avif"):
		return "image/avif"
	case strings.HasSuffix(name, ".png"):
		return "image/png"
	}
	return "image/jpeg"
}

// printFeed prints the feed of the list in the format that the file's name says.
func printFeed(v *archive.View, list archive.List, path, file string) (*draft, error) {
	f, err := feedOf(v, list, path)
	if err != nil {
		return nil, err
	}
	d := &draft{path: path, status: http.StatusOK, cache: cacheFeed}
	switch file {
	case rssFile:
		d.kind = rssType
		d.body, err = f.rss()
	case atomFile:
		d.kind = atomType
		d.body, err = f.atom()
	default:
		d.kind = jsonType
		d.body, err = f.json()
	}
	d.kind += "; charset=utf-8"
	links := []string{"<" + f.address + `>; rel="self"`}
	for _, hub := range f.hubs {
		links = append(links, "<"+hub+`>; rel="hub"`)
	}
	d.headers = append(d.headers, "Link", strings.Join(links, ", "))
	return d, err
}

// The formats.
const (
	rssType  = "application/rss+xml"
	atomType = "application/atom+xml"
	jsonType = "application/feed+json"
)
