package press

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// shell is what every page's template needs.
type shell struct {
	*words
	house *news.House
	zone  *time.Location
	site  string // the house's name in the page's language
	path  string // the page's own path; "" if it has none to be found under

	title       string // without the site's name; "" for the home page
	description string
	section     string // slug of the section the page is in
	feed        string // path of the folder that holds the feeds of what the page shows
	languages   []alternate
	og          openGraph
	linked      string // JSON-LD, as a script element
	today       time.Time
	lite        bool // a lite page, whose path is the full page's
}

// alternate is the same page in another language.
type alternate struct {
	language news.Language
	path     string
}

// openGraph is what other sites show of the page.
type openGraph struct {
	kind                string
	image, width        string
	height, alt         string
	published, modified string
	section             string
	tags                []string
}

// shellOf returns the shell of a page of the language. The house must be there.
func shellOf(v *archive.View, l news.Language, path, title string) shell {
	h := v.House()
	return shell{
		words: wordsIn(h, l), house: h, zone: h.Location(), site: h.Names[l], path: path,
		title: title, feed: home(l), og: openGraph{kind: "website"}, today: v.At().In(h.Location()),
	}
}

// full is the page's title with the site's name.
func (s shell) full() string {
	if s.title == "" {
		return s.site
	}
	return s.title + " | " + s.site
}

// heading is the page's title as other sites show it.
func (s shell) heading() string {
	if s.title == "" {
		return s.site
	}
	return s.title
}

// feedTitle is what the feeds that the page names are called.
func (s shell) feedTitle() string {
	if s.feed == home(s.language) {
		return s.site
	}
	return s.full()
}

// local returns t in the house's zone.
func (s shell) local(t time.Time) time.Time { return t.In(s.zone) }

// address returns the whole address of a path of this site.
func (s shell) address(path string) string { return s.house.URL + path }

// others are the site's languages but the page's own, each with this page in it if there
// is such a page, and otherwise with its home page.
func (s shell) others() (others []alternate) {
	for _, l := range s.house.Languages {
		if l == s.language {
			continue
		}
		to := home(l)
		for _, a := range s.languages {
			if a.language == l {
				to = a.path
			}
		}
		others = append(others, alternate{l, s.to(to)})
	}
	return others
}

// liteOf returns the lite page of this page, or the lite home page if it has none.
func (s shell) liteOf() string {
	switch r := routeOf(s.path); {
	case r.isDeeper():
	case r.kind == ofSection, r.kind == ofStory:
		return lited(s.path)
	}
	return lited(home(s.language))
}

// to returns the path as this page leads to it: lite pages lead to lite ones, where there
// are.
func (s shell) to(path string) string {
	if s.lite {
		return lited(path)
	}
	return path
}

// print returns the draft of the page, to be rendered.
func (s shell) print(name string, status int, c templ.Component) (*draft, error) {
	d := &draft{
		path: name, status: status, kind: "text/html; charset=utf-8", cache: cachePage, bar: s.language, content: c, house: s.house,
		headers: []string{
			"Content-Language", string(s.language),
			"Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=()",
		},
	}
	if status != http.StatusOK {
		d.cache = cacheMessage
		d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	}
	return d, nil
}

// The paths of pages, made in one place.
func home(l news.Language) string                  { return edition.HomePath(l) }
func front(l news.Language, section string) string { return edition.FrontPath(l, section) }
func topic(l news.Language, slug string) string    { return edition.TopicPath(l, slug) }
func author(l news.Language, slug string) string   { return edition.AuthorPath(l, slug) }
func ticker(l news.Language) string                { return edition.BarPath(l) }

// current says how the section in the navigation is the one a reader is in: its own page,
// or a page of it.
func current(s shell, section string) string {
	if s.path == front(s.language, section) {
		return "page"
	}
	return "true"
}
