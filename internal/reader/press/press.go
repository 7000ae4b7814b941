package press

import (
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/ui"
)

// Press prints.
type Press struct{}

// New returns a press.
func New() *Press { return &Press{} }

// Pages that stand for many paths are printed under a name of their own, which no path
// can be: one page for all that leads nowhere in a language, one for every path of a
// story that is gone, and one redirect for every path of a story but its own.
const (
	missingName = "\x00missing/"
	goneName    = "\x00gone/"
	movedName   = "\x00moved/"
)

// Name returns the name under which the page for the path is printed and kept: the path
// itself, or the name of a page that stands for many. It says what there is without
// printing it, and takes the same way for what was never there and what is not out yet.
func Name(v *archive.View, path string) string {
	h := v.House()
	if h == nil {
		return missingName
	}
	r := routeOf(path)
	switch {
	case r.kind == nowhere:
	case r.kind == whole:
		if i, part := sitemapNumber(path); !part || i < sitemaps(v) {
			return path
		}
	case !hasLanguage(h, r.language):
	case r.kind == story:
		switch v.State(r.number) {
		case archive.Live:
			if c, err := v.Card(r.number); err != nil || c.Path() == path {
				return path // an error is met again, and told, when it is printed
			}
			return movedName + itoa64(r.number)
		case archive.Withdrawn, archive.Killed:
			return goneName + itoa64(r.number)
		}
	case r.kind == sectionPart:
		if _, ok := h.Section(r.slug); ok {
			return path
		}
	case r.kind == topicPart:
		if v.Count(archive.List{Language: r.language, Topic: r.slug}) > 0 {
			return path
		}
	case r.kind == languagePart:
		return path
	}
	if hasLanguage(h, r.language) {
		return missingName + string(r.language)
	}
	return missingName + string(h.Languages[0])
}

func hasLanguage(h *news.House, l news.Language) bool {
	for _, have := range h.Languages {
		if have == l {
			return true
		}
	}
	return false
}

// Print prints the page of the name, which is from Name for the same view, or a path
// that is a page's own. It returns nil if there is no such page.
func (p *Press) Print(v *archive.View, name string) (*Page, error) {
	d, err := compose(v, name)
	if err != nil || d == nil {
		return nil, err
	}
	return d.finish()
}

// compose makes the page of the name, all but finished.
func compose(v *archive.View, name string) (*draft, error) {
	if l, ok := strings.CutPrefix(name, missingName); ok {
		return printMissing(v, news.Language(l), name)
	}
	if n, ok := strings.CutPrefix(name, goneName); ok {
		return printGone(v, atoi(n), name)
	}
	if n, ok := strings.CutPrefix(name, movedName); ok {
		c, err := v.Card(atoi(n))
		if err != nil {
			return nil, err
		}
		return redirect(name, c.Path(), true)
	}
	if Name(v, name) != name {
		return nil, nil
	}
	r := routeOf(name)
	switch r.kind {
	case story:
		return printStory(v, r.number)
	case languagePart:
		return printLanguage(v, r, name)
	case sectionPart:
		return printSection(v, r, name)
	case topicPart:
		return printTopic(v, r.language, r.slug, name)
	default:
		return printWhole(v, name)
	}
}

func printLanguage(v *archive.View, r route, path string) (*draft, error) {
	list := archive.List{Language: r.language}
	switch r.file {
	case "":
		return printHome(v, r.language)
	case "feed.rss":
		return printRSS(v, list, path, "")
	case "feed.atom":
		return printAtom(v, list, path, "")
	case "ticker":
		return &draft{path: path, status: 200, kind: "application/json", cache: "public, max-age=5", body: append(BarJSON(v, r.language), '\n')}, nil
	}
	return redirect(path, path+"/", true)
}

func printSection(v *archive.View, r route, path string) (*draft, error) {
	list := archive.List{Language: r.language, Section: r.slug}
	section, _ := v.House().Section(r.slug)
	switch r.file {
	case "":
		return printFront(v, r.language, section)
	case "feed.rss":
		return printRSS(v, list, path, section.Name(r.language))
	case "feed.atom":
		return printAtom(v, list, path, section.Name(r.language))
	}
	return redirect(path, path+"/", true)
}

func printWhole(v *archive.View, path string) (*draft, error) {
	switch path {
	case "/":
		return redirect(path, home(v.House().Languages[0]), false)
	case "/robots.txt":
		body := "User-agent: *\nDisallow:\n\nSitemap: " + v.House().URL + "/sitemap.xml\nSitemap: " + v.House().URL + "/sitemap-news.xml\n"
		return &draft{path: path, status: 200, kind: "text/plain; charset=utf-8", cache: "public, max-age=3600", body: []byte(body)}, nil
	case "/sitemap-news.xml":
		return printNewsSitemap(v, path)
	case "/assets/icon.svg":
		return &draft{path: path, status: 200, kind: "image/svg+xml", cache: "public, max-age=86400", body: ui.Icon()}, nil
	case scriptPath:
		return &draft{path: path, status: 200, kind: "text/javascript; charset=utf-8", cache: cacheAsset, body: script}, nil
	}
	return printSitemap(v, path)
}

// redirect sends a reader on: for good, or only for now.
func redirect(name, to string, forGood bool) (*draft, error) {
	status, cache := 302, cachePage
	if forGood {
		status = 301
	}
	return &draft{path: name, status: status, kind: "text/plain; charset=utf-8", cache: cache, body: []byte(to + "\n"), headers: map[string]string{"Location": to}}, nil
}

// Fronts returns the paths of the pages that everybody comes to first.
func Fronts(v *archive.View) (paths []string) {
	h := v.House()
	if h == nil {
		return nil
	}
	for _, l := range h.Languages {
		paths = append(paths, home(l), home(l)+"feed.rss")
		for _, s := range h.Sections {
			paths = append(paths, front(l, s.Slug))
		}
	}
	return append(paths, "/", scriptPath)
}

// Affected says which pages a change makes stale.
type Affected struct {
	All bool // every page
	// BarOf are the languages whose bar changed: every page that carries it is stale.
	BarOf []news.Language
	// Stale are names of further stale pages, and Print those of them to be printed
	// before readers get the edition, because everybody will ask.
	Stale []string
	Print []string
}

// And returns what is stale after both.
func (a Affected) And(b Affected) Affected {
	return Affected{a.All || b.All, append(a.BarOf, b.BarOf...), append(a.Stale, b.Stale...), appendNew(a.Print, b.Print...)}
}

func appendNew(list []string, more ...string) []string {
	seen := map[string]bool{}
	for _, s := range list {
		seen[s] = true
	}
	for _, s := range more {
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

// Affects returns which pages the change, one of those between the two views, makes
// stale.
func Affects(before, after *archive.View, c edition.Change) (a Affected) {
	if c.House != nil {
		return Affected{All: true, Print: Fronts(after)}
	}
	for _, b := range c.Bars {
		a.BarOf = append(a.BarOf, b.Language)
		a.Stale = append(a.Stale, "/ticker/"+string(b.Language)+".json")
		a.Print = append(a.Print, home(b.Language))
	}
	number := int64(0)
	var is []lists
	switch {
	case c.Story != nil:
		number = c.Story.Number
		is = append(is, listsOf(*c.Story))
		a.Print = append(a.Print, c.Story.Path())
	case c.Notice != nil:
		number = c.Notice.Number
	default:
		return a
	}
	if old, err := before.Story(number); err == nil {
		is = append(is, listsOf(old))
		a.Stale = append(a.Stale, old.Path())
	}
	a.Stale = append(a.Stale, movedName+itoa64(number), goneName+itoa64(number), "/sitemap.xml", "/sitemap-news.xml")
	for i := range sitemaps(after) {
		a.Stale = append(a.Stale, sitemapPath(i))
	}
	for _, l := range is {
		a.Print = appendNew(a.Print, home(l.language), front(l.language, l.section), home(l.language)+"feed.rss")
		a.Stale = append(a.Stale, missingName+string(l.language), home(l.language)+"feed.atom",
			front(l.language, l.section)+"feed.rss", front(l.language, l.section)+"feed.atom")
		for _, t := range l.topics {
			a.Stale = append(a.Stale, topic(l.language, t.Slug))
		}
	}
	return a
}

// lists are the lists a story is on.
type lists struct {
	language news.Language
	section  string
	topics   []edition.Topic
}

func listsOf(s edition.Story) lists { return lists{s.Language, s.Section, s.Topics} }
