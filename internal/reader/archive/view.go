package archive

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"sort"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// State is where a story stands for readers.
type State uint8

// The states. None is a story that is not published, or never was: to readers the two
// are the same.
const (
	None State = iota
	Live
	Withdrawn
	Killed
)

// View is one edition. It never changes, and may be read by any number of goroutines.
// What it returns is shared: nobody may change it.
type View struct {
	archive *Archive
	base    *mapping // of the snapshot in which some of the chunks lie; nil if none do
	edition int64
	time    time.Time
	house   *news.House
	own     map[string]bool // the sets of renditions that the house's own pages use
	bars    map[news.Language]madeBar
	fronts  map[List]edition.Front
	read    map[news.Language][]int64
	gone    []uint32 // the numbers of the notices, in the order in which they came
	stories []*storyChunk
	lists   []*listChunk
	media   []*mediaChunk
	old     []*mediaChunk // where pictures stood before they moved in: see oldKey
}

type madeBar struct {
	bar  edition.Bar
	made int64
}

// A view is arrays in chunks. It shares with the edition before it every chunk in which
// nothing changed, so an edition costs what changed in it. There are no pointers in a
// slot, so that a million of them cost the garbage collector nothing.
type (
	storyChunk struct {
		slots   *slots   // may lie in a snapshot's file
		words   []uint32 // what is of no fixed length in the slots; may too
		notices map[int64]edition.Notice
		live    int
		changed int64 // when a story of the chunk last changed, microseconds
	}
	slots      [1 << storyBits]slot // by the story's number
	listChunk  [1 << listBits]list  // by place in names
	mediaChunk [1 << mediaBits]keys // by the key's first bits
)

const (
	storyBits = 8
	listBits  = 6
	mediaBits = 6
	mediaTop  = 14 // the shards of all chunks: 1<<mediaTop
)

// slot is what is kept in memory of a story. One that was taken away keeps the lists that
// it was on, though it is on them no more.
type slot struct {
	published int64 // microseconds
	at        place
	words     uint32 // where its words begin: its lists, then its media, two words a key
	lists     uint16
	media     uint16
	state     State
}

// keys are the keys of all renditions in use, sorted, each as often as it is used.
type keys []uint64

// Edition returns the edition's number, 0 before the first.
func (v *View) Edition() int64 { return v.edition }

// At returns when the edition was made.
func (v *View) At() time.Time { return v.time }

// House returns the house as readers know it; nil before the newsroom is set up.
func (v *View) House() *news.House { return v.house }

// Bar returns the bar of the language and the edition that last changed it, 0 for none.
func (v *View) Bar(l news.Language) (bar edition.Bar, made int64) {
	b := v.bars[l]
	return b.bar, b.made
}

// Front returns the front as it was arranged by hand, empty if it was not. An empty
// section is the home page.
func (v *View) Front(l news.Language, section string) edition.Front {
	return v.fronts[List{Language: l, Section: section}]
}

// Fronts returns every front that was ever arranged by hand, by language and section.
func (v *View) Fronts() []edition.Front {
	return slices.SortedFunc(maps.Values(v.fronts), func(a, b edition.Front) int {
		return cmp.Or(cmp.Compare(a.Language, b.Language), cmp.Compare(a.Section, b.Section))
	})
}

// WithFront returns the same edition with another front: what the newsroom looks at before
// readers have it. The view itself stays as it is.
func (v *View) WithFront(f edition.Front) *View {
	other := *v
	other.fronts = copied(v.fronts)
	other.fronts[List{Language: f.Language, Section: f.Section}] = f
	return &other
}

// WithBar returns the same edition with another bar, likewise.
func (v *View) WithBar(b edition.Bar) *View {
	other := *v
	other.bars = copied(v.bars)
	other.bars[b.Language] = madeBar{b, v.bars[b.Language].made}
	return &other
}

// WithHouse returns the same edition of another house, likewise.
func (v *View) WithHouse(h *news.House) *View {
	other := *v
	other.house = h
	return &other
}

// MostRead returns the numbers of the language's stories that most people read, the most
// read first. Not all need be live.
func (v *View) MostRead(l news.Language) []int64 { return v.read[l] }

// chunk returns the chunk that has the story, nil if there is none.
func (v *View) chunk(number int64) *storyChunk {
	if i := number >> storyBits; number > 0 && i < int64(len(v.stories)) {
		return v.stories[i]
	}
	return nil
}

// slot returns a copy of what is kept of the story: the chunk may lie in a file that stays
// mapped only as long as there is a view of it.
func (v *View) slot(number int64) (s slot) {
	if c := v.chunk(number); c != nil {
		s = c.slots[number&(1<<storyBits-1)]
	}
	runtime.KeepAlive(v)
	return s
}

// State returns where the story stands.
func (v *View) State(number int64) State { return v.slot(number).state }

// Notice returns the notice that stands where the story was, if one does.
func (v *View) Notice(number int64) (edition.Notice, bool) {
	c := v.chunk(number)
	if c == nil {
		return edition.Notice{}, false
	}
	n, ok := c.notices[number]
	return n, ok
}

// Gone returns the notices of the stories that were on the list when they were taken
// away, from the newest on: at most limit, and none that is older than since.
func (v *View) Gone(l List, since time.Time, limit int) (gone []edition.Notice) {
	at, ok := v.place(l)
	if !ok {
		return nil
	}
	for _, number := range slices.Backward(v.gone) {
		c, s := v.chunk(int64(number)), v.slot(int64(number))
		n := c.notices[int64(number)]
		if len(gone) == limit || n.At.Before(since) {
			break
		}
		if slices.Contains(c.listsOf(&s), at) {
			gone = append(gone, n)
		}
	}
	runtime.KeepAlive(v)
	return gone
}

// Block is how many numbers of stories go together: what View tells of a span of numbers
// it knows by the block.
const Block = 1 << storyBits

// Numbers returns a number that is larger than that of every story, a multiple of Block.
func (v *View) Numbers() int64 { return int64(len(v.stories)) << storyBits }

// Span returns how many live stories have a number from from on and below to, and when one
// of those numbers last became another story or none. Both are multiples of Block.
func (v *View) Span(from, to int64) (live int, changed time.Time) {
	last := int64(0)
	for i := from >> storyBits; i < min(to>>storyBits, int64(len(v.stories))); i++ {
		if c := v.stories[i]; c != nil {
			live += c.live
			last = max(last, c.changed)
		}
	}
	return live, time.UnixMicro(last).UTC()
}

// Between returns the cards of the live stories with a number from from on and below to,
// by number.
func (v *View) Between(from, to int64) (cards []edition.Card, err error) {
	for number := max(1, from); number < min(to, v.Numbers()); number++ {
		s := v.slot(number)
		if s.state != Live {
			continue
		}
		var c edition.Card
		if err := v.archive.read(s.at, false, &c); err != nil { // it is not for what was read lately to hold so many
			return nil, err
		}
		cards = append(cards, c)
	}
	return cards, nil
}

// Lists returns those lists with live stories that were the from-th on to come to be and
// below the to-th, in the order in which they did.
func (v *View) Lists(from, to int) (lists []List) {
	names := &v.archive.lists
	keys := names.all()
	keys = keys[min(from, len(keys)):min(to, len(keys))]
	for i, key := range keys {
		if at := from + i; at>>listBits < len(v.lists) && v.lists[at>>listBits] != nil && v.lists[at>>listBits][at&(1<<listBits-1)].len() > 0 {
			lists = append(lists, listOf(key))
		}
	}
	return lists
}

// Place returns the how-manieth the list was to come to be, and false if it never did.
func (v *View) Place(l List) (int, bool) {
	at, ok := v.place(l)
	return int(at), ok
}

// Places returns a number that is larger than the place of every list.
func (v *View) Places() int { return len(v.lists) << listBits }

// ListsOf returns the lists that the story is on, or was on when it was taken away.
func (v *View) ListsOf(number int64) (lists []List) {
	s := v.slot(number)
	if s.state == None {
		return nil
	}
	names := &v.archive.lists
	keys := names.all()
	for _, at := range v.chunk(number).listsOf(&s) {
		lists = append(lists, listOf(keys[at]))
	}
	runtime.KeepAlive(v)
	return lists
}

// Story returns the live story. One that is not published is NotFound; one that is
// withdrawn or killed is Gone.
func (v *View) Story(number int64) (s edition.Story, err error) {
	at, err := v.live(number)
	if err != nil {
		return s, err
	}
	return v.archive.whole(at)
}

func (v *View) live(number int64) (place, error) {
	switch s := v.slot(number); s.state {
	case Live:
		return s.at, nil
	case None:
		return place{}, news.Errorf(news.NotFound, "There is no story %d.", number)
	default:
		return place{}, news.Errorf(news.Gone, "Story %d is not on the site any more.", number)
	}
}

// Media reports whether a live story, or a page of the house's own, uses the rendition of
// the name, or could: it is of a set that is used.
func (v *View) Media(name string) bool {
	if v.own[news.RenditionSet(name)] {
		return true
	}
	chunk, shard, key := mediaPlace(mediaKey(name))
	if chunk >= len(v.media) || v.media[chunk] == nil {
		return false
	}
	_, ok := slices.BinarySearch(v.media[chunk][shard], key)
	runtime.KeepAlive(v)
	return ok
}

func mediaPlace(key uint64) (chunk, shard int, _ uint64) {
	at := int(key >> (64 - mediaTop))
	return at >> mediaBits, at & (1<<mediaBits - 1), key
}

// place returns where the list is, and false if no story ever was on it.
func (v *View) place(l List) (uint32, bool) {
	var b [96]byte
	key := l.key(b[:0])
	names := &v.archive.lists
	names.mu.RLock()
	defer names.mu.RUnlock()
	at, ok := names.place[string(key)]
	return at, ok
}

func (v *View) list(l List) *list {
	at, ok := v.place(l)
	if i := int(at >> listBits); ok && i < len(v.lists) && v.lists[i] != nil {
		return &v.lists[i][at&(1<<listBits-1)]
	}
	return &noList
}

// Count returns how many live stories the list has.
func (v *View) Count(l List) int { return v.list(l).len() }

// Name returns what the list's stories call it, as it was last written: the name of a topic
// or an author; "" if there is none.
func (v *View) Name(l List) string { return v.list(l).name }

// TopicName returns the topic's name as it was last written, "" if there is none.
func (v *View) TopicName(l news.Language, slug string) string {
	return v.Name(List{Language: l, Topic: slug})
}

// Older returns how many stories of the list are older than the story, and whether it is
// on the list itself.
func (v *View) Older(l List, number int64) (n int, on bool) {
	s := v.slot(number)
	if s.state != Live {
		return 0, false
	}
	return v.find(v.list(l), s.published, number)
}

// Standing is a story on a list, and when it was first published: what is known of it
// without reading it.
type Standing struct {
	Number    int64
	Published time.Time
}

// Around returns the stories that stand nearest to the story's place on the list, at most n
// on either side, the newest first, and not the story itself.
func (v *View) Around(l List, number int64, n int) (near []Standing) {
	if _, on := v.Older(l, number); !on {
		return nil
	}
	return v.Beside(l, number, time.UnixMicro(v.slot(number).published), n)
}

// Beside returns the same of a story that need not be on the list, where it would stand if it
// had been published then.
func (v *View) Beside(l List, number int64, published time.Time, n int) (near []Standing) {
	list := v.list(l)
	place, on := v.find(list, published.UnixMicro(), number)
	newest := place + n
	if !on {
		newest--
	}
	list.each(min(list.len()-1, newest), max(0, place-n), func(other uint32) bool {
		if int64(other) != number {
			near = append(near, Standing{int64(other), time.UnixMicro(v.slot(int64(other)).published).UTC()})
		}
		return true
	})
	runtime.KeepAlive(v)
	return near
}

// Before returns how many live stories of the list were first published before t.
func (v *View) Before(l List, t time.Time) int {
	list, at := v.list(l), t.UnixMicro()
	n := sort.Search(list.len(), func(i int) bool { return v.slot(int64(list.at(i))).published >= at })
	runtime.KeepAlive(v)
	return n
}

// find returns where a story of the number, published then, is on the list or would be.
func (v *View) find(l *list, published, number int64) (int, bool) {
	i, on := sort.Find(l.len(), func(i int) int {
		other := int64(l.at(i))
		return cmp.Or(cmp.Compare(published, v.slot(other).published), cmp.Compare(number, other))
	})
	runtime.KeepAlive(v)
	return i, on
}

// Numbered returns the numbers of the list's stories, the newest first.
func (v *View) Numbered(l List) []int64 {
	list := v.list(l)
	numbers := make([]int64, 0, list.len())
	list.each(list.len()-1, 0, func(n uint32) bool {
		numbers = append(numbers, int64(n))
		return true
	})
	runtime.KeepAlive(v)
	return numbers
}
