package press

import (
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// topicPage is what the template of a topic needs: its newest stories day by day.
type topicPage struct {
	shell
	intro string
	days  []day
	pager pager
}

// day is a day's stories.
type day struct {
	at    time.Time
	cards []card
}

func printTopic(v *archive.View, l news.Language, slug string) (*draft, error) {
	list := archive.List{Language: l, Topic: slug}
	p := topicPage{shell: shellOf(v, l, topic(l, slug), v.Name(list))}
	p.intro = p.house.TopicIntro(l, slug)
	p.description, p.feed = p.intro, p.path+"/"
	newest, err := v.Newest(list, 0, perPage)
	if err != nil {
		return nil, err
	}
	cards := p.cardsOf(newest, thumbSlot, perPage)
	p.days = p.daysOf(cards)
	p.pager = pagerOf(p.path, v.Count(list), 0)
	p.preview(cards)
	p.linked = p.linkedList(ldThing{Type: "Thing", Name: p.title}, cards)
	return p.print(p.path, http.StatusOK, topicHTML(p))
}

// daysOf splits the cards by day, so that of each only the hour need be said.
func (s shell) daysOf(cards []card) (days []day) {
	for _, c := range cards {
		if n := len(days); n == 0 || !sameDay(days[n-1].at, c.at) {
			days = append(days, day{at: c.at})
		}
		d := &days[len(days)-1]
		c.said = s.clock(c.at)
		d.cards = append(d.cards, c)
	}
	return days
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

// numberedPage is what the template of a numbered page of a list needs.
type numberedPage struct {
	shell
	of    string // what it is a page of
	base  string
	days  []day
	pager pager
}

// printNumbered prints page r.page of a section, a topic or an author.
func printNumbered(v *archive.View, r route, name string) (*draft, error) {
	list, _ := listOf(v, r)
	base, of := topic(r.language, r.slug), v.Name(list)
	switch r.kind {
	case ofSection:
		section, _ := v.House().Section(r.slug)
		base, of = front(r.language, r.slug), section.Name(r.language)
	case ofAuthor:
		a, _ := authorOf(v, r.language, r.slug)
		base, of = author(r.language, r.slug), a.name
	}
	w := wordsIn(v.House(), r.language)
	p := numberedPage{shell: shellOf(v, r.language, name, of+w.dash+w.page(r.page)), of: of, base: base}
	if r.kind == ofSection {
		p.section, p.feed = r.slug, base
	}
	cards, err := pageCards(v, list, r.page)
	if err != nil {
		return nil, err
	}
	p.days = p.daysOf(p.cardsOf(cards, thumbSlot, perPage))
	p.pager = pagerOf(base, v.Count(list), r.page)
	return p.print(name, http.StatusOK, numberedHTML(p))
}

// signed is somebody in whose name stories are: with a profile, or known by bylines alone.
type signed struct {
	slug     string // of their page
	name     string // in the language
	listed   string // slug of their list
	language news.Language
	profile  *news.Author
}

func (s signed) list() archive.List { return archive.List{Language: s.language, Author: s.listed} }

// authorOf returns whom a slug in an address means in the language, and false for nobody.
func authorOf(v *archive.View, l news.Language, slug string) (signed, bool) {
	for i, a := range v.House().Authors {
		name := a.Names[l]
		if name == "" || a.Slug != slug && archive.AuthorSlug(name) != slug {
			continue
		}
		return signed{a.Slug, name, archive.AuthorSlug(name), l, &v.House().Authors[i]}, true
	}
	s := signed{slug: slug, listed: slug, language: l}
	s.name = v.Name(s.list())
	return s, slug != "" && v.Count(s.list()) > 0
}

// signer is somebody in a byline, with the way to their page.
type signer struct{ name, path string }

// signers returns those in the byline.
func (s shell) signers(b news.Byline) (all []signer) {
	for _, name := range append(b.People[:len(b.People):len(b.People)], b.Desk) {
		if name != "" {
			all = append(all, signer{name, authorPath(s.house, s.language, name)})
		}
	}
	return all
}

// authorPath returns the path of the page of whom bylines call by the name.
func authorPath(h *news.House, l news.Language, name string) string {
	if a, ok := h.AuthorNamed(l, name); ok {
		return author(l, a.Slug)
	}
	return author(l, archive.AuthorSlug(name))
}

// authorPage is what the template of an author's page needs.
type authorPage struct {
	shell
	signed
	portrait  image
	spoken    []spoken
	storiesOf string
	cards     []card
	count     int
	pager     pager
}

// portraitPicture is an author's picture as those of stories are.
func portraitPicture(p *news.Portrait) edition.Picture {
	return edition.Picture{
		Width: p.Width, Height: p.Height, Renditions: p.Renditions, Crops: []news.Crop{{Shape: news.Shape3x4, Renditions: p.Crop}},
	}
}

// spoken is a language by its own name.
type spoken struct{ lang, name string }

func printAuthor(v *archive.View, r route, name string) (*draft, error) {
	a, _ := authorOf(v, r.language, r.slug)
	if r.file == slashFile || a.slug != r.slug {
		return moved(name, author(r.language, a.slug)), nil
	}
	p := authorPage{shell: shellOf(v, r.language, name, a.name), signed: a, count: v.Count(a.list())}
	p.feed = author(r.language, a.listed) + "/"
	if a.profile != nil {
		p.description = a.profile.Bio[r.language]
		p.languages = everyLanguage(p.house, func(l news.Language) string {
			if a.profile.Names[l] == "" {
				return ""
			}
			return author(l, a.slug)
		})
		if port := a.profile.Portrait; port != nil {
			p.portrait = imageOf(portraitPicture(port), portraitSlot)
		}
		for _, l := range a.profile.Languages {
			p.spoken = append(p.spoken, spoken{string(l), wordsOf(l).own})
		}
	}
	newest, err := v.Newest(a.list(), 0, perPage)
	if err != nil {
		return nil, err
	}
	p.storiesOf = p.storiesBy + a.name
	p.cards = p.cardsOf(newest, thumbSlot, perPage)
	p.pager = pagerOf(p.path, p.count, 0)
	p.preview(p.cards)
	if a.profile != nil && a.profile.Portrait != nil {
		port := portraitPicture(a.profile.Portrait)
		if r, ok := shared(&port); ok {
			p.previewIs(r, p.signed.name)
		}
	}
	p.linked = p.linkedData()
	return p.print(name, http.StatusOK, authorHTML(p))
}
