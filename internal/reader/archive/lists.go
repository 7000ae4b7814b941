package archive

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// List names a list of live stories, which stand on it by when they were published. Empty
// fields are "any"; at most one of those after Language is set.
//
// A further list is a further field here, a line in key, in listOf and in listsOf, and
// formOfLists one higher, so that an archive of before has its lists made again when it is opened.
type List struct {
	Language  news.Language
	Section   string // slug
	Topic     string // slug
	Author    string // slug of a person or a desk in the byline: AuthorSlug
	Day       string // of first publication in the house's zone, as "2026/11/24"
	Corrected string // month of a correction or another note, in UTC, as "2026/11"
	// Translates is a story of another language that those of the list are translations of,
	// Beside one that an editor wants beside those of the list.
	Translates, Beside int64
}

// formOfLists changes when a story comes to stand on other lists than before.
const formOfLists = 3

// key appends the list's name as files and tables have it: the language, which field is
// set, and what it says.
func (l List) key(b []byte) []byte {
	kind, text := byte('*'), ""
	switch {
	case l.Section != "":
		kind, text = 's', l.Section
	case l.Topic != "":
		kind, text = 't', l.Topic
	case l.Author != "":
		kind, text = 'a', l.Author
	case l.Day != "":
		kind, text = 'd', l.Day
	case l.Corrected != "":
		kind, text = 'c', l.Corrected
	case l.Translates != 0:
		kind, text = 'x', strconv.FormatInt(l.Translates, 10)
	case l.Beside != 0:
		kind, text = 'b', strconv.FormatInt(l.Beside, 10)
	}
	return append(append(append(b, l.Language...), ' ', kind), text...)
}

// listOf returns the list of the key.
func listOf(key string) (l List) {
	language, rest, _ := strings.Cut(key, " ")
	l.Language = news.Language(language)
	switch kind, text := rest[0], rest[1:]; kind {
	case 's':
		l.Section = text
	case 't':
		l.Topic = text
	case 'a':
		l.Author = text
	case 'd':
		l.Day = text
	case 'c':
		l.Corrected = text
	case 'x':
		l.Translates, _ = strconv.ParseInt(text, 10, 64) // key wrote it
	case 'b':
		l.Beside, _ = strconv.ParseInt(text, 10, 64)
	}
	return l
}

// listed is a list that a story stands on. A name is what its stories call it, "" if they
// do not: the newest says.
type listed struct {
	key, name string
}

// listsOf returns the lists that the story stands on, each once.
func listsOf(s edition.Story) (all []listed) {
	on := func(l List, name string) {
		l.Language = s.Language
		key := string(l.key(nil))
		if i := slices.IndexFunc(all, func(o listed) bool { return o.key == key }); i >= 0 {
			all[i].name = name // two names of a topic can have one slug
			return
		}
		all = append(all, listed{key, name})
	}
	all = append(all, listed{string(List{}.key(nil)), ""})
	on(List{}, "")
	on(List{Section: s.Section}, "")
	on(List{Day: s.Date}, "")
	for _, t := range s.Topics {
		on(List{Topic: t.Slug}, t.Name)
	}
	for _, name := range append(slices.Clone(s.Byline.People), s.Byline.Desk) {
		if name != "" {
			on(List{Author: AuthorSlug(name)}, name)
		}
	}
	for _, c := range s.Corrections {
		on(List{Corrected: c.At.UTC().Format("2006/01")}, "")
	}
	if s.Translates > 0 {
		on(List{Translates: s.Translates}, "")
	}
	for _, n := range s.Related {
		on(List{Beside: n}, "")
	}
	return all
}

// AuthorSlug is how a person or a desk of a byline is called in addresses and lists.
func AuthorSlug(name string) string { return news.Slugify(name) }
