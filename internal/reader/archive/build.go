package archive

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// builder makes the next view out of one, copying what it changes once.
type builder struct {
	view  *View
	alone bool // nobody has a view yet: what is shared may be changed too

	stories, lists, media, old map[int]bool // the chunks that are the new view's own

	house  []byte // the newest of these, not decoded yet
	parts  map[string]madeText
	doomed doomed // what was killed, and was there before
}

type madeText struct {
	text []byte
	made int64
}

func (a *Archive) build() *builder {
	v := View{archive: a}
	if old := a.view.Load(); old != nil {
		v = *old
	}
	v.stories, v.lists, v.media, v.old = slices.Clone(v.stories), slices.Clone(v.lists), slices.Clone(v.media), slices.Clone(v.old)
	return &builder{
		view: &v, stories: map[int]bool{}, lists: map[int]bool{}, media: map[int]bool{}, old: map[int]bool{}, parts: map[string]madeText{},
	}
}

// own returns chunk i, as the new view's own.
func own[C any](chunks *[]*C, mine map[int]bool, i int) *C {
	for len(*chunks) <= i {
		*chunks = append(*chunks, nil)
	}
	if !mine[i] {
		c := new(C)
		if old := (*chunks)[i]; old != nil {
			*c = *old
		}
		(*chunks)[i], mine[i] = c, true
	}
	return (*chunks)[i]
}

// finish returns the view. It decodes the house and the parts now, each only once
// however often it changed.
func (b *builder) finish() (*View, error) {
	v := b.view
	if b.house != nil {
		if err := v.setHouse(b.house); err != nil {
			return nil, err
		}
	}
	if len(b.parts) > 0 {
		v.bars, v.fronts, v.read = copied(v.bars), copied(v.fronts), copied(v.read)
		for name, t := range b.parts {
			if err := v.setPart(name, t); err != nil {
				return nil, fmt.Errorf("the part %s: %w", name, err)
			}
		}
	}
	return v, nil
}

// setHouse decodes the house.
func (v *View) setHouse(text []byte) error {
	var h *news.House
	if err := json.Unmarshal(text, &h); err != nil {
		return fmt.Errorf("the house: %w", err)
	}
	v.house, v.own = h, map[string]bool{}
	for _, name := range HouseRenditions(h) {
		v.own[news.RenditionSet(name)] = true
	}
	return nil
}

// copied returns a map of the view's own.
func copied[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

func kindOf(part string) string {
	kind, _, _ := strings.Cut(part, "/")
	return kind
}

// setPart decodes the part into the view's own maps.
func (v *View) setPart(name string, t madeText) error {
	switch kindOf(name) {
	case barPart:
		made := madeBar{made: t.made}
		err := json.Unmarshal(t.text, &made.bar)
		v.bars[made.bar.Language] = made
		return err
	case frontPart:
		var f edition.Front
		err := json.Unmarshal(t.text, &f)
		v.fronts[List{Language: f.Language, Section: f.Section}] = f
		return err
	case readPart:
		var m edition.MostRead
		err := json.Unmarshal(t.text, &m)
		v.read[m.Language] = m.Stories
		return err
	default:
		return fmt.Errorf("there is no such kind of part")
	}
}

// mostNumber bounds a story's number, so that a mistake cannot ask for more memory than
// there is, and most how many lists and renditions one has.
const (
	mostNumber = 1 << 28
	most       = 1 << 12
)

// apply makes the view the next edition. If it fails the view is as it was.
func (b *builder) apply(e entry) error {
	aboutStory := e.number != 0 || e.notice != nil || e.at != place{}
	if aboutStory && (e.number <= 0 || e.number > mostNumber || len(e.lists) > most || len(e.media) > most || len(e.old) > most) {
		return news.Errorf(news.Invalid, "Story %d cannot be published: its number, lists or pictures are out of bounds.", e.number)
	}
	switch {
	case e.notice != nil:
		if err := b.takeAway(e); err != nil {
			return err
		}
	case aboutStory:
		if stone, ok := b.view.archive.buried[e.number]; ok {
			if err := b.takeAway(stone); err != nil {
				return err
			}
			break
		}
		b.put(e)
	}
	b.remember(e.old)
	if aboutStory && e.kind != edition.Redrawn { // it is no other story for that
		c, _ := b.slot(e.number)
		c.changed = e.time.UnixMicro()
	}
	b.view.edition, b.view.time = e.edition, e.time
	if e.house != nil {
		b.house = e.house
	}
	for _, p := range e.parts {
		b.parts[p.name] = madeText{p.text, e.edition}
	}
	return nil
}

// takeAway puts a notice where the story was.
func (b *builder) takeAway(e entry) error {
	var n edition.Notice
	if err := json.Unmarshal(e.notice, &n); err != nil {
		return err
	}
	c, s := b.slot(e.number)
	b.unlist(c, s, e.number, nil)
	b.count(c.mediaOf(s), false)
	if s.state == Live {
		c.live--
	}
	was := s.state
	*s = slot{state: Withdrawn, words: s.words, lists: s.lists}
	if e.kind == edition.Killed {
		s.state = Killed
	}
	if s.state == Killed && was != Killed && was != None {
		b.doomed = b.doomed.add(doomed{e.number: max(e.edition, b.view.edition+1)})
	}
	b.forget(c, e.number)
	c.notices = copied(c.notices)
	c.notices[e.number] = n
	b.view.gone = append(b.view.gone, uint32(e.number)) // older views do not look there
	return nil
}

// forget takes away the story's notice, if there is one.
func (b *builder) forget(c *storyChunk, number int64) {
	if _, was := c.notices[number]; !was {
		return
	}
	c.notices = maps.Clone(c.notices)
	delete(c.notices, number)
	b.view.gone = slices.DeleteFunc(slices.Clone(b.view.gone), func(n uint32) bool { return int64(n) == number })
}

// put makes the story what the entry says. An update leaves it on the lists where it is.
func (b *builder) put(e entry) {
	c, s := b.slot(e.number)
	lists, published := b.places(e.lists), e.published.UnixMicro()
	var stays []uint32 // the lists that it is on and where it keeps its place
	for _, at := range c.listsOf(s) {
		if s.state == Live && s.published == published && slices.Contains(lists, at) {
			stays = append(stays, at)
		}
	}
	b.unlist(c, s, e.number, stays)
	b.count(c.mediaOf(s), false)
	if s.state != Live {
		c.live++
	}
	s.state, s.published, s.at = Live, published, e.at
	b.list(s, e.number, lists, stays)
	c.write(s, lists, e.media)
	b.count(e.media, true)
	for i, l := range e.lists {
		if l.name != "" {
			b.name(lists[i], l.name)
		}
	}
	b.forget(c, e.number)
}

// slot returns the story's chunk and its slot there, both the new view's own.
func (b *builder) slot(number int64) (*storyChunk, *slot) {
	i := int(number >> storyBits)
	mine := b.stories[i]
	c := own(&b.view.stories, b.stories, i)
	if !mine {
		own := new(slots)
		if c.slots != nil {
			*own = *c.slots
		}
		c.slots = own
	}
	return c, &c.slots[number&(1<<storyBits-1)]
}

func (c *storyChunk) listsOf(s *slot) []uint32 { return c.words[s.words:][:s.lists] }

func (c *storyChunk) mediaOf(s *slot) (media []uint64) {
	w := c.words[int(s.words)+int(s.lists):]
	for i := range int(s.media) {
		media = append(media, uint64(w[2*i])<<32|uint64(w[2*i+1]))
	}
	return media
}

// write writes the slot's words, after all others. What was there before is left over
// until there is no room; then the chunk gets new words without it.
func (c *storyChunk) write(s *slot, lists []uint32, media []uint64) {
	need := len(lists) + 2*len(media)
	s.lists, s.media = 0, 0
	if len(c.words)+need > cap(c.words) {
		c.compact(need)
	}
	s.words, s.lists, s.media = uint32(len(c.words)), uint16(len(lists)), uint16(len(media))
	c.words = append(c.words, lists...)
	for _, m := range media {
		c.words = append(c.words, uint32(m>>32), uint32(m))
	}
}

func (c *storyChunk) compact(room int) {
	n := room
	for i := range c.slots {
		n += int(c.slots[i].lists) + 2*int(c.slots[i].media)
	}
	words := make([]uint32, 0, n+n/2)
	for i := range c.slots {
		s := &c.slots[i]
		old := c.words[s.words:][:int(s.lists)+2*int(s.media)]
		s.words = uint32(len(words))
		words = append(words, old...)
	}
	c.words = words
}

// places returns the places of the lists, new ones for those that were not there.
func (b *builder) places(lists []listed) []uint32 {
	names := &b.view.archive.lists
	names.mu.Lock()
	defer names.mu.Unlock()
	places := make([]uint32, len(lists))
	for i, l := range lists {
		places[i] = names.at(l.key)
	}
	return places
}

func (b *builder) listAt(at uint32) *list {
	return &own(&b.view.lists, b.lists, int(at>>listBits))[at&(1<<listBits-1)]
}

func (b *builder) name(at uint32, name string) {
	if i := int(at >> listBits); b.view.lists[i][at&(1<<listBits-1)].name != name {
		b.listAt(at).name = name
	}
}

// unlist takes the story off the lists it is on, but for those where it stays.
func (b *builder) unlist(c *storyChunk, s *slot, number int64, stays []uint32) {
	if s.state != Live {
		return // it is on none
	}
	for _, at := range c.listsOf(s) {
		if slices.Contains(stays, at) {
			continue
		}
		l := b.listAt(at)
		i, ok := b.view.find(l, s.published, number)
		if !ok {
			continue // two names of a topic can have one slug: it is off already
		}
		l.remove(i, b.alone)
	}
}

// list puts the story on the lists, but for those where it stays.
func (b *builder) list(s *slot, number int64, lists, stays []uint32) {
	for _, at := range lists {
		if slices.Contains(stays, at) {
			continue
		}
		l := b.listAt(at)
		i, there := b.view.find(l, s.published, number)
		if !there {
			l.insert(i, uint32(number), b.alone)
		}
	}
}

// count adds the keys to those in use, or takes each away once.
func (b *builder) count(media []uint64, add bool) {
	for _, key := range media {
		chunk, shard, key := mediaPlace(key)
		k := &own(&b.view.media, b.media, chunk)[shard]
		i, there := slices.BinarySearch(*k, key)
		if !b.alone {
			*k = slices.Clone(*k)
		}
		switch {
		case add:
			*k = slices.Insert(*k, i, key)
		case there:
			*k = slices.Delete(*k, i, i+1)
		}
	}
}
