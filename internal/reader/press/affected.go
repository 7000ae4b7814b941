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
	// ReadOf are the languages whose most read stories changed: every page that shows them
	// is stale.
	ReadOf []news.Language
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
	c.ReadOf = appendNew(slices.Clone(a.ReadOf), b.ReadOf...)
	c.Print = appendNew(slices.Clone(a.Print), b.Print...)
	c.Stale = slices.Concat(a.Stale, b.Stale)
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
func (a *Affected) stale(names ...string) { a.Stale = append(a.Stale, names...) }

// Affects returns which pages the change, one of those between the two views, makes
// stale. Every page that differs between the views is among what it returns for all of
// those changes; a test holds it to that.
func Affects(before, after *archive.View, c edition.Change) (a Affected) {
	if c.House != nil || before.House() == nil {
		return Affected{All: true, Print: Fronts(after)}
	}
	a.stale(newsSitemap) // what is new is so for two days before the newest change
	if zone := after.House().Location(); !sameDay(before.At().In(zone), after.At().In(zone)) {
		a.turned(before, after)
		a.forgotten(before, after)
	}
	for _, b := range c.Bars {
		a.BarOf = appendNew(a.BarOf, b.Language)
		a.print(ticker(b.Language))
		a.stale(lited(home(b.Language)))
	}
	for _, f := range c.Fronts {
		path := home(f.Language)
		if f.Section != "" {
			path = front(f.Language, f.Section)
		}
		a.print(path)
		a.stale(lited(path))
	}
	for _, m := range c.MostRead {
		a.ReadOf = appendNew(a.ReadOf, m.Language)
		a.print(home(m.Language))
	}
	switch {
	case c.Story != nil:
		a.story(before, after, c.Story.Number)
		a.lists(before, after, *c.Story) // a later change may have taken it away, but not the name it gave a topic
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
	a.stale(moved, gone, movedLiteName+decimal(number))
	a.sitemaps(before, after, number)
	a.read(before, after, number)
	for _, l := range after.House().Languages {
		a.stale(goneList(l))
	}
	if is, err := after.Story(number); err == nil {
		a.print(is.Path())
		a.below(is)
		a.lists(before, after, is)
		a.beside(after, is)
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
		a.below(was)
		a.lists(before, after, was)
		a.beside(before, was)
		for _, rendition := range archive.Renditions(was) {
			if !after.Media(rendition) {
				a.Gone = appendNew(a.Gone, mediaKey(rendition))
			}
		}
	}
}

// below adds the pages below that of a story: each has its headline, and the numbered pages
// of posts say how many there are.
func (a *Affected) below(s edition.Story) {
	a.stale(lited(s.Path()), versions(s.Path()))
	if s.Coverage == nil {
		return
	}
	a.stale(postsJSON(s.Path()))
	for n := range postPages(len(s.Coverage.Posts)) {
		a.stale(posts(s.Path(), n+1), start(s.Path(), n+1))
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
			a.stale(lited(front(f.Language, f.Section)))
		}
	}
}

// turned adds what says which day it is: fronts, and stories that are old from that day on.
func (a *Affected) turned(before, after *archive.View) {
	for _, l := range after.House().Languages {
		a.print(home(l)) // its date line
		for _, s := range after.House().Sections {
			a.stale(front(l, s.Slug))
		}
		all := archive.List{Language: l}
		from, to := after.Before(all, oldBefore(before)), after.Before(all, oldBefore(after))
		cards, err := after.Newest(all, after.Count(all)-to, to-from)
		if err != nil {
			continue // printing them says so
		}
		for _, c := range cards {
			a.stale(c.Path(), lited(c.Path()))
		}
		if len(after.MostRead(l)) > 0 { // one may be too old from that day on
			a.ReadOf = appendNew(a.ReadOf, l)
		}
	}
}

// read adds the pages that show what is most read, if the story is among it and looks
// different there.
func (a *Affected) read(before, after *archive.View, number int64) {
	was, err := before.Card(number)
	is, err2 := after.Card(number)
	if (err == nil) == (err2 == nil) && was.Headline == is.Headline && was.Path() == is.Path() {
		return
	}
	for _, l := range after.House().Languages {
		if slices.Contains(after.MostRead(l), number) || slices.Contains(before.MostRead(l), number) {
			a.ReadOf = appendNew(a.ReadOf, l)
		}
	}
}

// lists adds the pages that list the story.
func (a *Affected) lists(before, after *archive.View, s edition.Story) {
	for _, folder := range []string{home(s.Language), front(s.Language, s.Section)} {
		a.print(folder)
		a.stale(lited(folder))
		a.stale(feedsIn(folder)...)
	}
	a.stale(missingName + string(s.Language))
	a.paged(before, after, sectionList(s), s.Number, front(s.Language, s.Section))
	for _, t := range s.Topics {
		path := topic(s.Language, t.Slug)
		a.stale(path, path+"/")
		a.stale(feedsIn(path + "/")...)
		list := archive.List{Language: s.Language, Topic: t.Slug}
		a.paged(before, after, list, s.Number, path)
		if before.TopicName(s.Language, t.Slug) != after.TopicName(s.Language, t.Slug) { // each page has it
			for n := range max(pagesOf(before.Count(list)), pagesOf(after.Count(list))) {
				a.stale(numbered(path, n+1))
			}
		}
	}
	for _, name := range s.Authors() {
		a.author(before, after, s, name)
	}
	a.archiveDays(before, after, s.Language, s.Date)
	a.correctionPages(before, after, s)
}

// author adds the pages of whom a byline calls by the name: under the slug that their
// profile has, or that their name makes.
func (a *Affected) author(before, after *archive.View, s edition.Story, name string) {
	slug := archive.AuthorSlug(name)
	list := archive.List{Language: s.Language, Author: slug}
	for _, base := range []string{author(s.Language, slug), authorPath(after.House(), s.Language, name)} {
		a.stale(base, base+"/")
		a.stale(feedsIn(base + "/")...)
		a.paged(before, after, list, s.Number, base)
	}
}

// feeds adds the feeds of the lists.
func (a *Affected) feeds(lists []archive.List) {
	for _, l := range lists {
		if in := folder(l); in != "" {
			a.stale(feedsIn(in)...)
			a.stale(missingName + string(l.Language)) // a feed that was not there may be
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
	paths = append([]string{"/", scriptPath, iconPath}, laterPaths...)
	for _, l := range h.Languages {
		paths = append(paths, home(l), ticker(l))
		for _, s := range h.Sections {
			paths = append(paths, front(l, s.Slug))
		}
	}
	return paths
}
