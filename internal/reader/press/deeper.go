package press

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The words of paths below a language, beside the slugs of sections.
const (
	authorWord      = "a"
	topicWord       = "t"
	liteWord        = "lite"
	pageWord        = "page"
	archiveWord     = "archive"
	correctionsWord = "corrections"
	sectionsWord    = "sections"
	aboutWord       = "about"
	versionsWord    = "versions"
)

// The kinds of page below a language that routeOf leaves to deeper.
const (
	ofDay         kind = iota + 100 // /en/archive/2026/03/26
	ofCorrections                   // /en/corrections, /en/corrections/2026/03
	ofVersions                      // a story's path and /versions
	ofPosts                         // a story's path and /posts/3, /start/3 or /posts.json
	ofSections                      // /en/sections
	ofHouse                         // /en/about/ethics
)

// deeper takes apart the paths below a language that are not those of a section, a topic
// or a story itself, and false for those.
func deeper(path string, parts []string) (route, bool) {
	r := route{language: news.Language(parts[0])}
	if len(parts) < 2 {
		return r, false
	}
	rest := parts[1:]
	if n := len(rest); n > 2 && rest[n-2] == pageWord {
		base := routeOf("/" + strings.Join(parts[:len(parts)-2], "/"))
		page, ok := pageNumber(rest[n-1])
		if !ok || base.page != 0 || base.lite || (base.kind != ofTopic && base.kind != ofAuthor && (base.kind != ofSection || base.file != slashFile)) {
			return r, true
		}
		base.page, base.file = page, ""
		return base, true
	}
	switch rest[0] {
	case liteWord:
		return lite(parts), true
	case authorWord:
		if len(rest) == 2 || len(rest) == 3 && rest[2] == "" {
			r.kind, r.slug = ofAuthor, rest[1]
			if len(rest) == 3 {
				r.file = slashFile
			}
		}
		return r, len(rest) < 3 || rest[2] == ""
	case archiveWord:
		if day := strings.Join(rest[1:], "/"); day == "" || isDay(day) {
			r.kind, r.day = ofDay, day
		}
	case correctionsWord:
		if month := strings.Join(rest[1:], "/"); month == "" || isMonth(month) {
			r.kind, r.day = ofCorrections, month
		}
	case sectionsWord:
		if len(rest) == 1 {
			r.kind = ofSections
		}
	case aboutWord:
		if len(rest) <= 2 {
			r.kind, r.slug = ofHouse, strings.Join(rest[1:], "")
		}
	default:
		return belowStory(r, path)
	}
	return r, true
}

// belowStory takes apart a path below that of a story.
func belowStory(r route, path string) (route, bool) {
	nowhere := r
	i := strings.LastIndexByte(path, '/')
	story, last := path[:i], path[i+1:]
	r.kind, r.file = ofPosts, last
	switch last {
	case versionsWord:
		r.kind = ofVersions
	case postsFile:
	default:
		page, ok := pageNumber(last)
		i = strings.LastIndexByte(story, '/')
		if word := story[i+1:]; !ok || word != postsWord && word != startWord {
			return nowhere, false
		}
		story, r.file, r.post = story[:i], path[i+1:], page
	}
	n, ok := edition.StoryNumber(story)
	if !ok {
		return nowhere, false
	}
	r.number = n
	return r, true
}

// lite takes apart the path of a lite page: that of the page it is of, below /{lang}/lite.
func lite(parts []string) route {
	nowhere := route{language: news.Language(parts[0])}
	if len(parts) == 2 {
		return route{kind: ofLanguage, language: nowhere.language, file: slashFile, lite: true}
	}
	r := routeOf("/" + parts[0] + "/" + strings.Join(parts[2:], "/"))
	switch {
	case r.lite, r.page != 0:
		return nowhere
	case r.kind == ofLanguage && r.file == "", r.kind == ofSection && (r.file == "" || r.file == slashFile), r.kind == ofStory:
		r.lite = true
		return r
	}
	return nowhere
}

func pageNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && n < 1<<30 && decimal(n) == s
}

const (
	dayForm   = "2006/01/02"
	monthForm = "2006/01"
)

func isDay(s string) bool {
	t, err := time.Parse(dayForm, s)
	return err == nil && t.Format(dayForm) == s
}

func isMonth(s string) bool {
	t, err := time.Parse(monthForm, s)
	return err == nil && t.Format(monthForm) == s
}

// there returns the name of the page for a route of deeper, or of a numbered or lite page,
// "" if there is none. The house speaks the language.
func there(v *archive.View, r route, path string) string {
	h := v.House()
	exists := false
	switch {
	case r.lite:
		return thereLite(v, r, path)
	case r.page > 0:
		list, ok := listOf(v, r)
		exists = ok && isPage(v, list, r.page)
	case r.kind == ofAuthor:
		_, exists = authorOf(v, r.language, r.slug)
	case r.kind == ofDay:
		list := archive.List{Language: r.language, Day: r.day}
		exists = v.Count(list) > 0
	case r.kind == ofCorrections:
		exists = r.day == "" || correctedIn(v, r.language, r.day)
	case r.kind == ofSections:
		exists = true
	case r.kind == ofHouse:
		p, ok := h.Page(r.slug)
		_, ok2 := p.Texts[r.language]
		exists = ok && ok2 || r.slug == "" && firstPage(h, r.language) != ""
	case r.kind == ofPosts && v.State(r.number) == archive.Live && !covered(v, r.number, r.post):
	case r.kind == ofVersions, r.kind == ofPosts:
		story := strings.TrimSuffix(path, "/"+r.file)
		if name := storyName(v, r.number, story); name == story {
			return path
		} else if v.State(r.number) != archive.Live {
			return name
		}
	}
	if exists {
		return path
	}
	return ""
}

func thereLite(v *archive.View, r route, path string) string {
	switch r.kind {
	case ofLanguage:
		return path
	case ofSection:
		if _, ok := v.House().Section(r.slug); ok {
			return path
		}
	case ofStory:
		full := "/" + string(r.language) + "/" + strings.TrimPrefix(path, lited(home(r.language)))
		switch name := storyName(v, r.number, full); name {
		case full:
			return path
		case movedName + decimal(r.number):
			return movedLiteName + decimal(r.number)
		default:
			return name
		}
	}
	return ""
}

// listOf returns the list whose stories a page of many shows.
func listOf(v *archive.View, r route) (archive.List, bool) {
	l := archive.List{Language: r.language}
	switch r.kind {
	case ofSection:
		_, ok := v.House().Section(r.slug)
		l.Section = r.slug
		return l, ok
	case ofTopic:
		l.Topic = r.slug
		return l, true
	case ofAuthor:
		a, ok := authorOf(v, r.language, r.slug)
		return a.list(), ok && a.slug == r.slug
	}
	return l, false
}

// printDeeper prints what there has a name for.
func printDeeper(v *archive.View, r route, name string) (*draft, error) {
	switch {
	case r.lite:
		return printLite(v, r, name)
	case r.page > 0:
		return printNumbered(v, r, name)
	case r.kind == ofAuthor:
		return printAuthor(v, r, name)
	case r.kind == ofDay:
		return printDay(v, r, name)
	case r.kind == ofCorrections:
		return printCorrections(v, r, name)
	case r.kind == ofVersions:
		return printVersions(v, r.number, name)
	case r.kind == ofPosts && r.file == postsFile:
		return printPostsJSON(v, r.number, name)
	case r.kind == ofPosts:
		return printPosts(v, r, name)
	case r.kind == ofSections:
		return printSections(v, r.language)
	default:
		return printHouse(v, r, name)
	}
}

// isDeeper reports whether there and printDeeper are for the route.
func (r route) isDeeper() bool {
	return r.lite || r.page > 0 || r.kind >= ofDay || r.kind == ofAuthor && !isFeed(r.file)
}

// The paths of these pages, made in one place.
func archiveDay(l news.Language, day string) string {
	return home(l) + archiveWord + "/" + day
}

func corrections(l news.Language, month string) string {
	return strings.TrimSuffix(home(l)+correctionsWord+"/"+month, "/")
}
func sections(l news.Language) string             { return home(l) + sectionsWord }
func ownPage(l news.Language, slug string) string { return home(l) + aboutWord + "/" + slug }
func versions(story string) string                { return edition.VersionsPath(story) }

// numbered returns the path of a numbered page of what is at base.
func numbered(base string, n int) string {
	return strings.TrimSuffix(base, "/") + "/" + pageWord + "/" + decimal(n)
}

// lited returns the path of the lite page of the page at a path of a language.
func lited(path string) string { return edition.LitePath(path) }

// firstPage returns the slug of the first of the house's own pages in the language.
func firstPage(h *news.House, l news.Language) string {
	i := slices.IndexFunc(h.Pages, func(p news.StaticPage) bool { return p.Texts[l].Title != "" })
	if i < 0 {
		return ""
	}
	return h.Pages[i].Slug
}
