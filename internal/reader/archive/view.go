package archive

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// List names a list of stories. Empty fields are "any".
type List struct {
	Language news.Language
	Section  string // slug
	Topic    string // slug; with it, Section is empty
}

// State is where a story stands for readers.
type State uint8

// The states. Unknown is a story that is not published, or never was: to readers the
// two are the same.
const (
	Unknown State = iota
	Live
	Withdrawn
	Killed
)

// View is one edition. It never changes, and may be read by any number of goroutines.
type View struct {
	archive *Archive
	edition int64
	time    time.Time
	house   *news.House
	bars    map[news.Language]madeBar
	notices map[int64]edition.Notice
	chunks  []*chunk
	lists   []list
}

type madeBar struct {
	bar  edition.Bar
	made int64
}

// chunk holds the slots of stories with neighbouring numbers. A view shares with the one
// before it all chunks in which nothing changed.
type chunk [256]slot

// slot is what is kept in memory of a story.
type slot struct {
	state     State
	published int64 // microseconds
	at        place
	lists     []int32
	media     []uint64
}

// list is the stories of a List, the oldest first, so that a new one is added at the end
// of an array that older views share and do not look at.
type list struct {
	name string // of a topic
	refs []ref
}

type ref struct{ published, number int64 }

func compareRefs(a, b ref) int {
	return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.number, b.number))
}

// Edition returns the edition's number, 0 before the first.
func (v *View) Edition() int64 { return v.edition }

// At returns when the edition was made.
func (v *View) At() time.Time { return v.time }

// House returns the house as readers know it; nil before the newsroom is set up.
func (v *View) House() *news.House { return v.house }

// Bar returns the bar of the language and the edition that last changed it, 0 for none.
func (v *View) Bar(l news.Language) (edition.Bar, int64) {
	b := v.bars[l]
	return b.bar, b.made
}

func (v *View) slot(number int64) *slot {
	i := number >> 8
	if number <= 0 || i >= int64(len(v.chunks)) || v.chunks[i] == nil {
		return nil
	}
	return &v.chunks[i][number&255]
}

// State returns where the story stands.
func (v *View) State(number int64) State {
	if s := v.slot(number); s != nil {
		return s.state
	}
	return Unknown
}

// Notice returns the notice that stands where the story was, if one does.
func (v *View) Notice(number int64) (edition.Notice, bool) {
	n, ok := v.notices[number]
	return n, ok
}

// Story returns the live story. One that is not published is NotFound; one that is
// withdrawn or killed is Gone.
func (v *View) Story(number int64) (s edition.Story, err error) {
	slot := v.slot(number)
	switch {
	case slot == nil || slot.state == Unknown:
		return s, news.Errorf(news.NotFound, "There is no story %d.", number)
	case slot.state != Live:
		return s, news.Errorf(news.Gone, "Story %d was withdrawn.", number)
	}
	text, err := v.archive.read(slot.at.offset+int64(slot.at.card), slot.at.whole, slot.at.wholeSum)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// Card returns the card of the live story, like Story.
func (v *View) Card(number int64) (edition.Card, error) {
	slot := v.slot(number)
	if slot == nil || slot.state != Live {
		return edition.Card{}, news.Errorf(news.NotFound, "There is no story %d.", number)
	}
	return cardAt(v.archive, slot.at)
}

// cached keeps cards that were read lately, each in the one place its offset gives it.
// An offset is never written twice, so what is there is never stale.
var cached [4096]atomic.Pointer[cachedCard]

type cachedCard struct {
	archive *Archive
	offset  int64
	card    edition.Card
}

func cardAt(a *Archive, at place) (c edition.Card, err error) {
	home := &cached[uint64(at.offset)*0x9E3779B97F4A7C15>>52]
	if k := home.Load(); k != nil && k.archive == a && k.offset == at.offset {
		return k.card, nil
	}
	text, err := a.read(at.offset, at.card, at.cardSum)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, err
	}
	home.Store(&cachedCard{a, at.offset, c})
	return c, nil
}

func (v *View) list(l List) *list {
	v.archive.mu.RLock()
	i, ok := v.archive.lists[l]
	v.archive.mu.RUnlock()
	if !ok || int(i) >= len(v.lists) {
		return &list{}
	}
	return &v.lists[i]
}

// Count returns how many live stories the list has.
func (v *View) Count(l List) int { return len(v.list(l).refs) }

// TopicName returns the topic's name as it was last written, "" if there is none.
func (v *View) TopicName(l news.Language, slug string) string {
	return v.list(List{Language: l, Topic: slug}).name
}

// Newest returns the cards of the list from the newest on, at most limit after the first
// offset.
func (v *View) Newest(l List, offset, limit int) ([]edition.Card, error) {
	refs := v.list(l).refs
	refs = refs[:max(0, len(refs)-offset)]
	cards := make([]edition.Card, 0, min(limit, len(refs)))
	for i := len(refs) - 1; i >= 0 && len(cards) < limit; i-- {
		c, err := cardAt(v.archive, v.slot(refs[i].number).at)
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	return cards, nil
}

// builder makes the next view out of one, copying what it changes once.
type builder struct {
	archive *Archive
	view    *View
	fresh   map[int64]bool // chunks that are this view's own
}

func (a *Archive) build() *builder {
	old := a.view.Load()
	if old == nil {
		old = &View{archive: a}
	}
	v := *old
	v.bars, v.notices = maps.Clone(old.bars), maps.Clone(old.notices)
	v.chunks, v.lists = slices.Clone(old.chunks), slices.Clone(old.lists)
	if v.bars == nil {
		v.bars, v.notices = map[news.Language]madeBar{}, map[int64]edition.Notice{}
	}
	return &builder{a, &v, map[int64]bool{}}
}

// mostNumber bounds a story's number, so that a damaged record cannot ask for more
// memory than there is.
const mostNumber = 1 << 28

func (b *builder) own(number int64) *slot {
	i := number >> 8
	for int64(len(b.view.chunks)) <= i {
		b.view.chunks = append(b.view.chunks, nil)
	}
	if !b.fresh[i] {
		c := new(chunk)
		if old := b.view.chunks[i]; old != nil {
			*c = *old
		}
		b.view.chunks[i], b.fresh[i] = c, true
	}
	return &b.view.chunks[i][number&255]
}

func (b *builder) apply(e entry) error {
	v := b.view
	v.edition, v.time = e.edition, e.time
	if e.rest.House != nil {
		v.house = e.rest.House
	}
	for _, bar := range e.rest.Bars {
		v.bars[bar.Language] = madeBar{bar, e.edition}
	}
	if e.number == 0 {
		return nil
	}
	if e.number < 0 || e.number > mostNumber {
		return news.Errorf(news.Invalid, "Edition %d names a story %d.", e.edition, e.number)
	}
	s := b.own(e.number)
	b.remove(s, e.number)
	delete(v.notices, e.number)
	switch {
	case e.rest.Notice != nil:
		v.notices[e.number] = *e.rest.Notice
		if s.state = Withdrawn; e.kind == edition.Killed {
			s.state = Killed
		}
		s.lists, s.media = nil, nil
	default:
		*s = slot{state: Live, published: e.published.UnixMicro(), at: e.at, media: e.media}
		b.add(s, e)
	}
	return nil
}

// remove takes the story off its lists and its pictures' counts.
func (b *builder) remove(s *slot, number int64) {
	for _, i := range s.lists {
		l := &b.view.lists[i]
		if j, ok := slices.BinarySearchFunc(l.refs, ref{s.published, number}, compareRefs); ok {
			l.refs = append(slices.Clone(l.refs[:j]), l.refs[j+1:]...)
		}
	}
	b.count(s.media, -1)
}

// add puts the story on its lists.
func (b *builder) add(s *slot, e entry) {
	b.put(s, List{}, e.number, "")
	b.put(s, List{Language: e.language}, e.number, "")
	b.put(s, List{Language: e.language, Section: e.section}, e.number, "")
	for _, t := range e.topics {
		b.put(s, List{Language: e.language, Topic: t.Slug}, e.number, t.Name)
	}
	b.count(s.media, 1)
}

func (b *builder) put(s *slot, name List, number int64, topic string) {
	b.archive.mu.Lock()
	i, ok := b.archive.lists[name]
	if !ok {
		i = int32(len(b.archive.lists))
		b.archive.lists[name] = i
	}
	b.archive.mu.Unlock()
	for len(b.view.lists) <= int(i) {
		b.view.lists = append(b.view.lists, list{})
	}
	if slices.Contains(s.lists, i) {
		return // two names of a topic can have one slug
	}
	s.lists = append(s.lists, i)
	l := &b.view.lists[i]
	l.name = topic
	r := ref{s.published, number}
	if n := len(l.refs); n == 0 || compareRefs(l.refs[n-1], r) < 0 {
		l.refs = append(l.refs, r)
		return
	}
	j, _ := slices.BinarySearchFunc(l.refs, r, compareRefs)
	l.refs = slices.Insert(slices.Clone(l.refs), j, r)
}

func (b *builder) count(media []uint64, by int32) {
	b.archive.mu.Lock()
	defer b.archive.mu.Unlock()
	for _, m := range media {
		if b.archive.media[m] += by; b.archive.media[m] <= 0 {
			delete(b.archive.media, m)
		}
	}
}
