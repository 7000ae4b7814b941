package press

import (
	"cmp"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// "More on this story": first what an editor picked, then stories that share a topic and
// were published within a month of it, then its section. Those that nobody picked are
// looked for only among the nearest on each list, on either side: so a story that comes or
// goes changes the pages of its neighbours and no others, however long the lists are.
const (
	relatedCards = 4
	relatedFor   = 30 * 24 * time.Hour
	near         = 6 // neighbours on either side
)

// relatedLists returns the lists whose neighbours may stand beside the story: its topics.
func relatedLists(s edition.Story) (lists []archive.List) {
	for _, t := range s.Topics {
		lists = append(lists, archive.List{Language: s.Language, Topic: t.Slug})
	}
	return lists
}

func sectionList(s edition.Story) archive.List {
	return archive.List{Language: s.Language, Section: s.Section}
}

// related returns the stories that stand beside the story, at most relatedCards.
func related(v *archive.View, s edition.Story) (cards []edition.Card, err error) {
	var numbers []int64
	for _, n := range s.Related {
		if v.State(n) != archive.Live || n == s.Number || len(numbers) == relatedCards {
			continue
		}
		c, err := v.Card(n)
		if err != nil {
			return nil, err
		}
		if c.Language == s.Language {
			numbers = appendNew(numbers, n)
		}
	}
	for _, o := range append(sharing(v, s), v.Beside(sectionList(s), s.Number, s.Published, near)...) {
		if len(numbers) < relatedCards {
			numbers = appendNew(numbers, o.Number)
		}
	}
	for c, err := range v.Cards(numbers) {
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	return cards, nil
}

// sharing returns the neighbours on the story's topics: those that share the most come
// first, then the newest.
func sharing(v *archive.View, s edition.Story) (stories []archive.Standing) {
	topics := map[int64]int{}
	for _, l := range relatedLists(s) {
		for _, o := range v.Beside(l, s.Number, s.Published, near) {
			if o.Published.Sub(s.Published).Abs() > relatedFor {
				continue
			}
			if topics[o.Number]++; topics[o.Number] == 1 {
				stories = append(stories, o)
			}
		}
	}
	slices.SortFunc(stories, func(a, b archive.Standing) int {
		return cmp.Or(topics[b.Number]-topics[a.Number], b.Published.Compare(a.Published), cmp.Compare(b.Number, a.Number))
	})
	return stories
}

// beside adds the pages of other stories that may show the story: its neighbours, those
// for which an editor picked it, and its translations.
func (a *Affected) beside(v *archive.View, s edition.Story) {
	var numbers []int64
	for _, l := range append(relatedLists(s), sectionList(s)) {
		for _, o := range v.Around(l, s.Number, near) {
			numbers = append(numbers, o.Number)
		}
	}
	numbers = append(numbers, v.Numbered(archive.List{Language: s.Language, Beside: s.Number})...)
	numbers = append(numbers, translations(v, s.Number)...)
	for _, l := range v.House().Languages { // of a translation of a translation too
		numbers = append(numbers, v.Numbered(archive.List{Language: l, Translates: s.Number})...)
	}
	for c, err := range v.Cards(numbers) {
		if err == nil { // printing the other says so
			a.stale(c.Path(), lited(c.Path()))
		}
	}
}

// inLanguages returns the story in every language in which there is it, in the house's
// order, if there is it in more than one.
func inLanguages(v *archive.View, c edition.Card) (all []alternate, err error) {
	others, err := translationsOf(v, c.Number, c.Language)
	if err != nil || len(others) == 0 {
		return nil, err
	}
	others = append(others, alternate{c.Language, c.Path()})
	for _, l := range v.House().Languages {
		for _, a := range others {
			if a.language == l {
				all = append(all, a)
			}
		}
	}
	return all, nil
}

// The stories that most people read stand on pages as long as they are news.
const (
	mostReadCards = 5
	mostReadFor   = 7 * 24 * time.Hour
)

// mostRead returns the stories that most people read, at most mostReadCards.
func mostRead(v *archive.View, l news.Language) (cards []edition.Card, err error) {
	since := dayOf(v).Add(-mostReadFor)
	for _, n := range v.MostRead(l) {
		if len(cards) == mostReadCards {
			break
		}
		if v.State(n) != archive.Live {
			continue
		}
		c, err := v.Card(n)
		if err != nil {
			return nil, err
		}
		if c.Language == l && !c.Published.Before(since) {
			cards = append(cards, c)
		}
	}
	return cards, nil
}

// dayOf returns when the day of the edition began in the house's zone. What pages say of a
// story's age they count from it, so that they change once a day.
func dayOf(v *archive.View) time.Time {
	y, m, d := v.At().In(v.House().Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, v.House().Location())
}
