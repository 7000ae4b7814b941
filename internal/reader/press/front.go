package press

import (
	"net/http"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// How many stories each part of a page shows.
const (
	topCards     = edition.TopPlaces // one large and four beside it
	blockCards   = edition.SectionPlaces
	blockImages  = 2 // of a block's cards, how many show their picture
	latestLines  = 12
	missingLines = 5
)

// card is a story on a page of many.
type card struct {
	edition.Card
	image image
	at    time.Time
	said  string // when it was published, as this page has it
	first bool   // the large one
	what  bool   // with its standfirst, where there is room
}

// block is a section on the home page.
type block struct {
	slug, name string
	cards      []card
}

// homePage is what the template of the home page needs.
type homePage struct {
	shell
	day    time.Time
	sole   edition.Topic // the one topic that the front is about, if it is
	top    []card
	blocks []block
	latest []card
	read   []card
	now    []card // covered live
}

// printHome prints the home page: its stories as they are arranged, and the newest of all
// that do not stand at its top in the order they came.
func printHome(v *archive.View, l news.Language) (*draft, error) {
	p := homePage{shell: shellOf(v, l, home(l), "")}
	p.day = p.local(v.At())
	p.languages = everyLanguage(p.house, home)
	a, err := arrange(v, l, "")
	if err != nil {
		return nil, err
	}
	above := slices.Clone(a.top)
	for _, b := range a.blocks {
		above = append(above, b.cards...)
	}
	newest, err := v.Newest(archive.List{Language: l}, 0, len(above)+latestLines)
	if err != nil {
		return nil, err
	}
	read, err := mostRead(v, l)
	if err != nil {
		return nil, err
	}
	p.sole = edition.Topic{Slug: a.topic, Name: v.TopicName(l, a.topic)}
	p.top, p.latest, p.read = p.briefly(p.topOf(a.top)), p.briefly(p.cardsOf(without(newest, above, latestLines), slot{}, 0)), p.cardsOf(read, slot{}, 0)
	for _, s := range a.blocks {
		b := block{s.section.Slug, s.section.Name(l), p.briefly(p.cardsOf(s.cards, cardSlot, blockImages))}
		for i := range b.cards {
			b.cards[i].what = i == 0 || b.cards[i].image.src == ""
		}
		p.blocks = append(p.blocks, b)
	}
	p.description = described(p.top)
	if p.now, err = p.liveCards(v); err != nil {
		return nil, err
	}
	p.preview(p.top)
	p.linked = p.linkedHome()
	return p.print(p.path, http.StatusOK, homeHTML(p))
}

// frontPage is what the template of a section front needs.
type frontPage struct {
	shell
	sole      edition.Topic
	top, rest []card
	pager     pager
}

func printFront(v *archive.View, l news.Language, section news.Section) (*draft, error) {
	p := frontPage{shell: shellOf(v, l, front(l, section.Slug), section.Name(l))}
	p.section, p.feed = section.Slug, p.path
	p.languages = everyLanguage(p.house, func(l news.Language) string { return front(l, section.Slug) })
	a, err := arrange(v, l, section.Slug)
	if err != nil {
		return nil, err
	}
	newest, err := v.Newest(archive.List{Language: l, Section: section.Slug}, 0, topCards+perPage)
	if err != nil {
		return nil, err
	}
	p.sole = edition.Topic{Slug: a.topic, Name: v.TopicName(l, a.topic)}
	p.top, p.rest = p.briefly(p.topOf(a.top)), p.briefly(p.cardsOf(without(newest, a.top, perPage), thumbSlot, perPage))
	p.pager = pagerOf(p.path, v.Count(archive.List{Language: l, Section: section.Slug}), 0)
	p.description = described(slices.Concat(p.top, p.rest))
	p.preview(p.top)
	p.linked = p.linkedList(nil, p.top)
	return p.print(p.path, http.StatusOK, frontHTML(p))
}

// described says in a line what stands at the top of a page, for those who find it elsewhere:
// whole headlines, as many as such a line has room for.
func described(cards []card) (line string) {
	const most = 160 // graphemes
	for i, c := range cards {
		longer := c.Headline
		if i > 0 {
			longer = line + " · " + c.Headline
		}
		if i > 0 && news.Graphemes(longer) > most {
			break
		}
		line = longer
	}
	return line
}

// topOf returns the cards at the top of a page, the first of them large.
func (s shell) topOf(list []edition.Card) []card {
	cards := s.cardsOf(list, thumbSlot, topCards)
	for i := range cards {
		cards[i].what = true
	}
	if len(cards) > 0 {
		cards[0].first = true
		if c := cards[0]; c.Lead != nil {
			cards[0].image = imageOf(*c.Lead, firstSlot)
			cards[0].image.alt = ""
		}
	}
	return cards
}

// cardsOf returns the cards, with the picture of the first few that have one.
func (s shell) cardsOf(list []edition.Card, where slot, images int) []card {
	cards := make([]card, len(list))
	for i, c := range list {
		at := s.local(c.Published)
		cards[i] = card{Card: c, at: at, said: s.date(at)}
		if c.Lead != nil && images > 0 {
			images--
			cards[i].image = imageOf(*c.Lead, where)
			cards[i].image.alt = "" // the headline beside it says what there is to say
		}
	}
	return cards
}

// briefly says of the cards when they were published as it is said on the day of the
// edition: a page with them is stale on the next day.
func (s shell) briefly(cards []card) []card {
	for i, c := range cards {
		cards[i].said = s.brief(c.at, s.today)
	}
	return cards
}

// everyLanguage returns a page that more than one language has. path returns "" for a
// language that has it not.
func everyLanguage(h *news.House, path func(news.Language) string) []alternate {
	if len(h.Languages) < 2 {
		return nil
	}
	var all []alternate
	for _, l := range h.Languages {
		if to := path(l); to != "" {
			all = append(all, alternate{l, to})
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}
