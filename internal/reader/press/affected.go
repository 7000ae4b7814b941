package press

import (
	"math"
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// Affected says which pages a change makes stale, by name.
type Affected struct {
	All bool // every page
	// BarOf are the languages whose bar changed. A page that carries it is not stale for
	// that: the bar is put into it when it is asked for (see Page.With).
	BarOf []news.Language
	// Print are stale pages to be printed before readers get the edition, because
	// everybody will ask for them; Stale are the others, to be printed when they are.
	Print []string
	Stale []string
	// Gone are the keys of what somebody took away: pages of stories, and pictures that
	// no live story shows any more. No cache may show them again, stale or not.
	Gone []string
}

// And returns what is stale after both.
func (a Affected) And(b Affected) Affected {
	c := Affected{All: a.All || b.All}
	c.BarOf = appendNew(slices.Clone(a.BarOf), b.BarOf...)
	c.Print = appendNew(slices.Clone(a.Print), b.Print...)
	c.Stale = appendNew(slices.Clone(a.Stale), b.Stale...)
	c.Gone = appendNew(slices.Clone(a.Gone), b.Gone...)
	return c
}

func appendNew[T comparable](list []T, more ...T) []T {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

func (a *Affected) print(names ...string) { a.Print = appendNew(a.Print, names...) }
func (a *Affected) stale(names ...string) { a.Stale = appendNew(a.Stale, names...) }

// Affects returns which pages the change, one of those between the two views, makes
// stale. Every page that differs between the views is among what it returns for all of
// those changes; a test holds it to that.
func Affects(before, after *archive.View, c edition.Change) (a Affected) {
	if c.House != nil || before.House() == nil {
		return Affected{All: true, Print: Fronts(after)}
	}
	a.stale(newsSitemap) // what is new is so for two days before the newest change
	if zone := after.House().Location(); !sameDay(before.At().In(zone), after.At().In(zone)) {
		for _, l := range after.House().Languages {
			a.print(home(l)) // its date line
		}
		a.forgotten(before, after)
	}
	for _, b := range c.Bars {
		a.BarOf = appendNew(a.BarOf, b.Language)
		a.print(ticker(b.Language))
	}
	for _, f := range c.Fronts {
		if f.Section == "" {
			a.print(home(f.Language))
		} else {
			a.print(front(f.Language, f.Section))
		}
	}
	switch {
	case c.Story != nil:
		a.story(before, after, c.Story.Number)
		a.lists(*c.Story) // a later change may have taken it away, but not the name it gave a topic
	case c.Notice != nil:
		a.story(before, after, c.Notice.Number)
		a.Gone = appendNew(a.Gone, storyKey(c.Notice.Number))
	}
	return a
}

// story adds the pages of a story as it was and as it is, and the lists it is on.
func (a *Affected) story(before, after *archive.View, number int64) {
	a.curated(before, number)
	a.curated(after, number)
	moved, gone := movedName+decimal(number), goneName+decimal(number)
	a.stale(moved, gone)
	a.sitemaps(before, after, number)
	for _, l := range after.House().Languages {
		a.stale(goneList(l))
	}
	if is, err := after.Story(number); err == nil {
		a.print(is.Path())
		a.lists(is)
	} else {
		a.print(gone)
	}
	for _, v := range []*archive.View{before, after} {
		if v.State(number) != archive.Live { // feeds say that it is gone
			a.feeds(v.ListsOf(number))
		}
	}
	if was, err := before.Story(number); err == nil {
		a.stale(was.Path())
		a.lists(was)
		for _, rendition := range archive.Renditions(was) {
			if !after.Media(rendition) {
				a.Gone = appendNew(a.Gone, mediaKey(rendition))
			}
		}
	}
}

// curated adds the fronts that a story stands on wherever it belongs: because it was put
// there by hand, or because the front is about one topic, which may be the story's.
func (a *Affected) curated(v *archive.View, number int64) {
	for _, f := range v.Fronts() {
		stands := f.Topic != "" || slices.ContainsFunc(f.Blocks, func(b edition.FrontBlock) bool {
			return slices.ContainsFunc(b.Slots, func(s edition.FrontSlot) bool { return s.Story == number })
		})
		if stands && f.Section != "" { // the home page changes with every story of its language
			a.print(front(f.Language, f.Section))
		}
	}
}

// lists adds the pages that list the story.
func (a *Affected) lists(s edition.Story) {
	for _, folder := range []string{home(s.Language), front(s.Language, s.Section)} {
		a.print(folder)
		a.stale(feedsIn(folder)...)
	}
	a.stale(missingName + string(s.Language))
	for _, t := range s.Topics {
		path := topic(s.Language, t.Slug)
		a.stale(path, path+"/")
		a.stale(feedsIn(path + "/")...)
	}
	for _, name := range authorsOf(s) {
		a.stale(feedsIn(author(s.Language, archive.AuthorSlug(name)) + "/")...)
	}
}

// feeds adds the feeds of the lists.
func (a *Affected) feeds(lists []archive.List) {
	for _, l := range lists {
		if in := folder(l); in != "" {
			a.stale(feedsIn(in)...)
		}
	}
}

// sitemaps adds the files of the sitemap that have to do with the story: its own part,
// those of the same story in other languages, and those of lists that were empty or are.
func (a *Affected) sitemaps(before, after *archive.View, number int64) {
	a.stale(sitemapIndex, storyPart(number))
	for _, v := range []*archive.View{before, after} {
		for _, n := range translations(v, number) {
			a.stale(storyPart(n))
		}
		for _, l := range v.ListsOf(number) {
			if place, ok := after.Place(l); ok && hasPage(l) && (before.Count(l) == 0) != (after.Count(l) == 0) {
				a.stale(listPart(place))
			}
		}
	}
}

// forgotten adds the feeds that said of a story that it is gone, and do so no more.
func (a *Affected) forgotten(before, after *archive.View) {
	if before.House() == nil {
		return
	}
	since := goneSince(after)
	for _, n := range before.Gone(archive.List{}, goneSince(before), math.MaxInt) {
		if n.At.Before(since) {
			a.feeds(before.ListsOf(n.Number))
		}
	}
}

// Fronts returns the paths of the pages that everybody comes to first.
func Fronts(v *archive.View) (paths []string) {
	h := v.House()
	if h == nil {
		return nil
	}
	paths = []string{"/", scriptPath, iconPath}
	for _, l := range h.Languages {
		paths = append(paths, home(l), ticker(l))
		for _, s := range h.Sections {
			paths = append(paths, front(l, s.Slug))
		}
	}
	return paths
}
