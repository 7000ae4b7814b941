package press

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press/override"
)

// Press prints. Any number of goroutines may use one.
type Press struct {
	caches []Cache
	custom *override.Templates
	bars   bars
}

// New returns a press whose pages tell the caches before the site, if there are any,
// what they need to know.
func New(caches ...Cache) *Press { return &Press{caches: caches} }

// Replace makes the house's own templates take the place of parts of pages. It is called
// before the first page is printed.
func (p *Press) Replace(custom *override.Templates) { p.custom = custom }

// Caches returns the caches before the site.
func (p *Press) Caches() []Cache { return p.caches }

// Pages that stand for many paths are printed under a name of their own, which no path
// can be: one page for all that leads nowhere in a language, one for every path of a
// story that is gone, and one redirect for every path of a story but its own. So what is
// kept is bounded by what exists, whatever readers ask for.
const (
	missingName = "\x00missing/"
	goneName    = "\x00gone/"
	movedName   = "\x00moved/"

	movedLiteName = "\x00movedlite/"
)

// Name returns the name under which the page for the path is printed and kept: the path
// itself, or the name of a page that stands for many. It says what there is without
// printing it, and takes the same way for what was never there and what is not out yet.
func Name(v *archive.View, path string) string {
	h := v.House()
	if h == nil {
		return missingName
	}
	if key := h.Machines.IndexNow; key.Key != "" && path == key.KeyPath() {
		return path
	}
	r := routeOf(path)
	known := speaks(h, r.language)
	switch {
	case r.kind == whole:
		if !isSitemap(path) || hasSitemap(v, path) {
			return path
		}
	case !known:
		return missingName + string(h.Languages[0])
	case r.isDeeper():
		if name := there(v, r, path); name != "" {
			return name
		}
	case r.kind == ofLanguage:
		return path
	case r.kind == ofSection:
		if _, ok := h.Section(r.slug); ok {
			return path
		}
	case r.kind == ofTopic:
		if hasList(v, archive.List{Language: r.language, Topic: r.slug}, r.file) {
			return path
		}
	case r.kind == ofAuthor:
		if hasList(v, archive.List{Language: r.language, Author: r.slug}, r.file) {
			return path
		}
	case r.kind == ofStory:
		if name := storyName(v, r.number, path); name != "" {
			return name
		}
	}
	if !known {
		return missingName + string(h.Languages[0])
	}
	return missingName + string(r.language)
}

// IsMissing reports whether the name is of the page for what leads nowhere.
func IsMissing(name string) bool { return strings.HasPrefix(name, missingName) }

// storyName returns the name of the page for a path that has a story's number, "" if
// readers know no such story.
func storyName(v *archive.View, number int64, path string) string {
	switch v.State(number) {
	case archive.Live:
		if c, err := v.Card(number); err != nil || c.Path() == path {
			return path // an error is met again, and told, when it is printed
		}
		return movedName + decimal(number)
	case archive.Withdrawn, archive.Killed:
		return goneName + decimal(number)
	default:
		return ""
	}
}

func speaks(h *news.House, l news.Language) bool { return slices.Contains(h.Languages, l) }

// Print prints the page of the name, which is from Name for the same view, or a path
// that is a page's own. It returns nil if there is no such page. The same view and name
// always give the same bytes.
func (p *Press) Print(v *archive.View, name string) (*Page, error) {
	d, err := draftOf(v, name)
	if err != nil || d == nil {
		return nil, err
	}
	return p.finish(v, d, name)
}

// finish renders the page of the name and puts all that it consists of together.
func (p *Press) finish(v *archive.View, d *draft, name string) (*Page, error) {
	if err := d.render(p.custom); err != nil {
		return nil, fmt.Errorf("print %s: %w", name, err)
	}
	d.caches = p.caches
	var bar *Bar
	if d.bar != "" {
		var err error
		if bar, err = p.Bar(v, d.bar); err != nil {
			return nil, err
		}
	}
	return d.finish(bar)
}

// draftOf makes the page of the name, all but rendered and finished.
func draftOf(v *archive.View, name string) (*draft, error) {
	if l, ok := strings.CutPrefix(name, missingName); ok {
		return printMissing(v, news.Language(l), name)
	}
	if n, ok := numberAfter(name, goneName); ok {
		return printGone(v, n, name)
	}
	if n, ok := numberAfter(name, movedName); ok {
		if v.State(n) != archive.Live {
			return nil, nil
		}
		c, err := v.Card(n)
		if err != nil {
			return nil, err
		}
		return moved(name, c.Path()), nil
	}
	if n, ok := numberAfter(name, movedLiteName); ok {
		if v.State(n) != archive.Live {
			return nil, nil
		}
		c, err := v.Card(n)
		if err != nil {
			return nil, err
		}
		return moved(name, lited(c.Path())), nil
	}
	if Name(v, name) != name {
		return nil, nil
	}
	if key := v.House().Machines.IndexNow; key.Key != "" && name == key.KeyPath() {
		return &draft{path: name, status: http.StatusOK, kind: "text/plain; charset=utf-8", cache: cacheFile, body: []byte(key.Key)}, nil
	}
	r := routeOf(name)
	if r.isDeeper() {
		return printDeeper(v, r, name)
	}
	switch r.kind {
	case ofStory:
		return printStory(v, r.number)
	case ofLanguage:
		return printLanguage(v, r, name)
	case ofSection:
		return printSection(v, r, name)
	case ofAuthor:
		return printFeed(v, archive.List{Language: r.language, Author: r.slug}, name, r.file)
	case ofTopic:
		return printTopicFile(v, r, name)
	default:
		return printWhole(v, name)
	}
}

func numberAfter(name, prefix string) (int64, bool) {
	s, ok := strings.CutPrefix(name, prefix)
	n, err := strconv.ParseInt(s, 10, 64)
	return n, ok && err == nil
}

// printLanguage prints a page in the folder of a language.
func printLanguage(v *archive.View, r route, path string) (*draft, error) {
	list := archive.List{Language: r.language}
	switch r.file {
	case rssFile, atomFile, jsonFile:
		return printFeed(v, list, path, r.file)
	case tickerFile:
		return &draft{
			path: path, status: http.StatusOK, kind: "application/json", cache: cacheTicker, body: append(BarJSON(v, r.language), '\n'),
			headers: []string{"X-Robots-Tag", "noindex"},
		}, nil
	case goneFile:
		return printGoneList(v, r.language, path)
	case offlineFile:
		return printOffline(v, r.language, path)
	case slashFile:
		return moved(path, path+"/"), nil
	default:
		return printHome(v, r.language)
	}
}

// printSection prints a page in the folder of a section.
func printSection(v *archive.View, r route, path string) (*draft, error) {
	list := archive.List{Language: r.language, Section: r.slug}
	switch r.file {
	case rssFile, atomFile, jsonFile:
		return printFeed(v, list, path, r.file)
	case slashFile:
		return moved(path, path+"/"), nil
	default:
		section, _ := v.House().Section(r.slug)
		return printFront(v, r.language, section)
	}
}

// printTopicFile prints a topic, or a page in its folder.
func printTopicFile(v *archive.View, r route, path string) (*draft, error) {
	switch r.file {
	case rssFile, atomFile, jsonFile:
		return printFeed(v, archive.List{Language: r.language, Topic: r.slug}, path, r.file)
	case slashFile:
		return moved(path, topic(r.language, r.slug)), nil
	default:
		return printTopic(v, r.language, r.slug)
	}
}

// printWhole prints what the whole site has one of.
func printWhole(v *archive.View, path string) (*draft, error) {
	switch path {
	case "/":
		d := moved(path, home(v.House().Languages[0]))
		d.status, d.cache = http.StatusFound, cachePage
		return d, nil
	case robotsPath:
		return printRobots(v, path), nil
	case workerPath:
		return printWorker(v, path)
	case iconPath:
		return &draft{path: path, status: http.StatusOK, kind: "image/svg+xml", cache: cacheAsset, body: icon}, nil
	case scriptPath:
		return scriptDraft(path, script), nil
	default:
		if content, ok := later[path]; ok {
			return scriptDraft(path, content), nil
		}
		return printSitemap(v, path)
	}
}

func scriptDraft(path string, content []byte) *draft {
	return &draft{path: path, status: http.StatusOK, kind: "text/javascript; charset=utf-8", cache: cacheAsset, body: content}
}

// moved sends a reader on to a path.
func moved(name, to string) *draft {
	return &draft{
		path: name, status: http.StatusMovedPermanently, kind: "text/plain; charset=utf-8", cache: cacheMessage,
		body: []byte(to + "\n"), headers: []string{"Location", to},
	}
}
