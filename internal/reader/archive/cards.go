package archive

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"sync/atomic"

	"github.com/stet-news/stet/internal/edition"
)

// Card returns the card of the live story, like Story.
func (v *View) Card(number int64) (c edition.Card, err error) {
	at, err := v.live(number)
	if err != nil {
		return c, err
	}
	return v.archive.card(at)
}

// Cards returns the cards of the live stories, in the order of the numbers, each like Card.
// What of them is not in memory is read all at once.
func (v *View) Cards(numbers []int64) iter.Seq2[edition.Card, error] {
	return func(yield func(edition.Card, error) bool) {
		v.ahead(numbers)
		for _, n := range numbers {
			if !yield(v.Card(n)) {
				return
			}
		}
	}
}

// ahead has the system read the cards of the stories from the disk, if more than one is to
// be read: they lie far apart, and one read after the other would wait for each.
func (v *View) ahead(numbers []int64) {
	var places []place
	for _, n := range numbers {
		if s := v.slot(n); s.state == Live && v.archive.cards.find(s.at) == nil {
			places = append(places, s.at)
		}
	}
	if len(places) < 2 {
		return
	}
	for _, at := range places {
		ahead(v.archive.stories, at.offset, headSize+int64(at.card))
	}
}

// Newest returns the cards of the list from the newest on, at most limit after the first
// offset.
func (v *View) Newest(l List, offset, limit int) ([]edition.Card, error) {
	list := v.list(l)
	newest := list.len() - 1 - max(0, offset)
	oldest := max(0, newest+1-max(0, limit))
	numbers := make([]int64, 0, max(0, newest+1-oldest))
	list.each(newest, oldest, func(number uint32) bool {
		numbers = append(numbers, int64(number))
		return true
	})
	runtime.KeepAlive(v)
	cards := make([]edition.Card, 0, len(numbers))
	for c, err := range v.Cards(numbers) {
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	return cards, nil
}

// cards are cards that were read lately, each in the one place that its offset gives it.
// Nothing is written twice at an offset but where a story was killed, which no edition of
// today has; so none is stale.
type cards [4096]atomic.Pointer[readCard]

type readCard struct {
	offset int64
	card   edition.Card
}

// home is the one place for the card at the offset.
func (c *cards) home(offset int64) *atomic.Pointer[readCard] {
	return &c[uint64(offset)*0x9E3779B97F4A7C15>>52]
}

// find returns the card at the place, if it was read lately.
func (c *cards) find(at place) *readCard {
	if k := c.home(at.offset).Load(); k != nil && k.offset == at.offset {
		return k
	}
	return nil
}

func (a *Archive) card(at place) (c edition.Card, err error) {
	if k := a.cards.find(at); k != nil {
		return k.card, nil
	}
	if err := a.read(at, false, &c); err != nil {
		return c, err
	}
	a.cards.home(at.offset).Store(&readCard{at.offset, c})
	return c, nil
}

// read reads the card at the place, or the whole story, if it is what was written.
func (a *Archive) read(at place, whole bool, into any) error {
	n := headSize + int(at.card)
	if whole {
		n += int(at.whole)
	}
	b := make([]byte, n)
	if _, err := a.stories.ReadAt(b, at.offset); err != nil {
		return fmt.Errorf("read the archive: %w", err)
	}
	head, text, want := b[:headSize], b[headSize:], b[8:12]
	if whole {
		text, want = text[at.card:], b[12:headSize]
	}
	if binary.LittleEndian.Uint32(head) != at.card || binary.LittleEndian.Uint32(head[4:]) != at.whole || sum(text) != binary.LittleEndian.Uint32(want) {
		return fmt.Errorf("read the archive: the story at %d is damaged", at.offset)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read the archive: the story at %d: %w", at.offset, err)
	}
	return nil
}
