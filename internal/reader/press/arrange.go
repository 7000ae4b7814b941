package press

import (
	"slices"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// arranged are the stories of a front in the places where readers see them: what was put
// there by hand, and in every other place the newest that stands in none. No story stands
// in two.
type arranged struct {
	topic  string         // slug of the one topic that the front is about, "" for the usual front
	top    []edition.Card // the first is the large one
	places []int          // of those: one is left out where there is nothing to fill it
	blocks []arrangedBlock
}

// arrangedBlock is a section on the home page.
type arrangedBlock struct {
	section news.Section
	cards   []edition.Card
	places  []int // of the cards
}

// hand is a front as it was arranged by hand, as far as its stories are live.
type hand struct {
	slots  map[string]map[int]edition.Card // by block and place
	placed map[int64]bool                  // everything that has a place already
}

// arrange arranges a front; an empty section is the home page.
func arrange(v *archive.View, l news.Language, section string) (a arranged, err error) {
	f := v.Front(l, section)
	h, err := handOf(v, f)
	if err != nil {
		return a, err
	}
	a.topic = f.Topic
	list := archive.List{Language: l, Section: section}
	if f.Topic != "" {
		list = archive.List{Language: l, Topic: f.Topic}
	}
	fill, err := h.fill(v, list, topCards)
	if err != nil {
		return a, err
	}
	if _, led := h.slots[edition.TopBlock][0]; !led {
		fill = pictureFirst(fill, topCards-len(h.slots[edition.TopBlock]))
	}
	a.top, a.places = h.block(edition.TopBlock, topCards, fill)
	if section != "" || f.Topic != "" {
		return a, nil
	}
	for _, s := range v.House().Sections {
		fill, err := h.fill(v, archive.List{Language: l, Section: s.Slug}, blockCards)
		if err != nil {
			return a, err
		}
		if cards, places := h.block(s.Slug, blockCards, fill); len(cards) > 0 {
			a.blocks = append(a.blocks, arrangedBlock{s, cards, places})
		}
	}
	return a, nil
}

// handOf reads the cards of the front's slots. A story that is not live, is in another
// language or has a place already leaves its place open.
func handOf(v *archive.View, f edition.Front) (hand, error) {
	h := hand{slots: map[string]map[int]edition.Card{}, placed: map[int64]bool{}}
	for _, b := range f.Blocks {
		places := blockCards
		if b.Name == edition.TopBlock {
			places = topCards
		}
		for _, s := range b.Slots {
			if v.State(s.Story) != archive.Live || h.placed[s.Story] || s.Place < 0 || s.Place >= places {
				continue
			}
			c, err := v.Card(s.Story)
			if err != nil {
				return h, err
			}
			if c.Language != f.Language {
				continue
			}
			if s.Headline != "" {
				c.Headline = s.Headline
			}
			if h.slots[b.Name] == nil {
				h.slots[b.Name] = map[int]edition.Card{}
			}
			if _, full := h.slots[b.Name][s.Place]; full {
				continue
			}
			h.slots[b.Name][s.Place], h.placed[s.Story] = c, true
		}
	}
	return h, nil
}

// fill returns the newest of the list that have no place yet, at least as many as the
// places if there are.
func (h hand) fill(v *archive.View, list archive.List, places int) ([]edition.Card, error) {
	newest, err := v.Newest(list, 0, places+len(h.placed))
	return slices.DeleteFunc(newest, func(c edition.Card) bool { return h.placed[c.Number] }), err
}

// block returns the stories of the block: each that was put there by hand in its place,
// and the others, in their order, in the places between. What it returns has a place.
func (h hand) block(name string, n int, fill []edition.Card) (cards []edition.Card, places []int) {
	for place := range n {
		c, byHand := h.slots[name][place]
		switch {
		case byHand:
		case len(fill) > 0:
			c, fill = fill[0], fill[1:]
		default:
			continue
		}
		cards, places = append(cards, c), append(places, place)
		h.placed[c.Number] = true
	}
	return cards, places
}

// pictureFirst moves the first of the first n cards that has a picture to the front: the
// large card is better with one.
func pictureFirst(cards []edition.Card, n int) []edition.Card {
	i := slices.IndexFunc(cards[:min(n, len(cards))], func(c edition.Card) bool { return shows(c.Lead) })
	if i < 1 {
		return cards
	}
	return slices.Concat(cards[i:i+1], cards[:i], cards[i+1:])
}

// without returns the cards that are not among the others, at most n.
func without(cards, others []edition.Card, n int) []edition.Card {
	cards = slices.DeleteFunc(slices.Clone(cards), func(c edition.Card) bool {
		return slices.ContainsFunc(others, func(o edition.Card) bool { return o.Number == c.Number })
	})
	return cards[:min(n, len(cards))]
}

// Filled returns the front with the story in every place as its page in the edition would
// show it.
func Filled(v *archive.View, f edition.Front) (edition.Front, error) {
	filled := edition.Front{Language: f.Language, Section: f.Section, Topic: f.Topic}
	if v.House() == nil {
		return filled, nil
	}
	a, err := arrange(v.WithFront(f), f.Language, f.Section)
	if err != nil {
		return filled, err
	}
	filled.Blocks = append(filled.Blocks, blockOf(edition.TopBlock, a.top, a.places))
	for _, b := range a.blocks {
		filled.Blocks = append(filled.Blocks, blockOf(b.section.Slug, b.cards, b.places))
	}
	return filled, nil
}

func blockOf(name string, cards []edition.Card, places []int) edition.FrontBlock {
	b := edition.FrontBlock{Name: name}
	for i, c := range cards {
		b.Slots = append(b.Slots, edition.FrontSlot{Place: places[i], Story: c.Number, Headline: c.Headline})
	}
	return b
}
