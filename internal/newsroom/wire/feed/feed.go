// Package feed reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed.
//
// A feed is a list of items that has nothing to do with one another but the file they
// are in, and it is read so: what is wrong with one item takes no other with it. XML
// is read strictly, without entities of its own, declarations or anything from
// outside; an item that is not well-formed is read once more as well as may be, and
// said to have been. What was wrong is in Feed.Problems, one sentence each.
package feed

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/url"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// The limits of a feed.
const (
	MaxFeed  = item.MaxFile
	MaxItems = item.MaxItems
	maxItem  = item.MaxBytes
	maxHead  = 16 << 10 // bytes of the start tags of what the items are in
)

// Feed is a feed that was read.
type Feed struct {
	Format   string // "RSS 2.0", "Atom 1.0", "JSON Feed 1.1"
	Title    string
	Language news.Language
	// Problems is what was wrong, one sentence each, in the order of the feed. Items
	// that could be read all the same are in the feed.
	Problems []string

	known  func(guid string, raw []byte) bool // Source.Known
	pieces []piece
	read   func(piece) (item.Item, error)
	trail  trouble
}

// piece is where one item is in the feed. Items are read one at a time, so that a feed
// of many costs the memory of one.
type piece struct {
	start, end int // in the text
	raw        []byte
	loose      bool // it is not well-formed
	key        key
}

// key is what tells an item from others.
type key struct {
	guid, link, title string
	own               string // the GUID that the feed gave to several items, if it did
	at                time.Time
	hash              [sha256.Size]byte // of the raw bytes
	killed            bool
}

// Read reads a feed as a batch.
func Read(doc []byte, from item.Source) (item.Batch, error) {
	f, err := Parse(doc, from)
	if err != nil {
		return item.Batch{}, err
	}
	return item.Batch{Format: f.Format, Len: f.Len(), Items: f.Items(), Problems: f.Problems}, nil
}

// Parse reads a feed. An error is a *news.Error and means that this is no feed at all,
// or one that may not be read.
func Parse(doc []byte, from item.Source) (*Feed, error) {
	switch trimmed := bytes.TrimSpace(doc); {
	case len(doc) > MaxFeed:
		return nil, charset.ErrTooLarge
	case len(trimmed) == 0:
		return nil, news.Errorf(news.Invalid, "The feed is empty: there is nothing in it at all.")
	}
	t, err := charset.Decode(doc, from.Type)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(from.URL)
	if err != nil || !base.IsAbs() {
		base = nil
	}
	f := &Feed{known: from.Known}
	if c := firstByte(t.UTF8); c == '{' || c == '[' {
		err = f.parseJSON(t, base)
	} else {
		err = f.parseXML(t, base)
	}
	if err != nil {
		return nil, err
	}
	f.distinguish()
	f.Problems = f.trail.sentences()
	return f, nil
}

func firstByte(b []byte) byte {
	if b = bytes.TrimLeft(b, " \t\r\n"); len(b) > 0 {
		return b[0]
	}
	return 0
}

// Len returns how many items there are.
func (f *Feed) Len() int { return len(f.pieces) }

// Items returns the items, the oldest first, so that they are received in the order in
// which they were sent. An item that cannot be read after all is an error of its own.
func (f *Feed) Items() item.Items {
	return func(yield func(item.Item, error) bool) {
		n := len(f.pieces)
		for at := range n {
			p := f.pieces[at]
			if !f.ascending() {
				p = f.pieces[n-1-at]
			}
			if f.known != nil && f.known(p.key.guid, p.raw) {
				if !yield(item.Item{Dispatch: news.Dispatch{GUID: p.key.guid}, Name: p.key.own, Raw: p.raw, Known: true}, nil) {
					return
				}
				continue
			}
			i, err := f.read(p)
			i.GUID, i.Name, i.Raw = p.key.guid, p.key.own, p.raw
			if i.Language == "" {
				i.Language = f.Language
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

// ascending reports whether the feed has its oldest item first, against the custom.
func (f *Feed) ascending() bool {
	if len(f.pieces) < 2 {
		return false
	}
	first, last := f.pieces[0].key.at, f.pieces[len(f.pieces)-1].key.at
	return !first.IsZero() && first.Before(last)
}

// distinguish makes every GUID stand for one item. The same item twice is taken once,
// at its newest; two items that a careless feed gave one GUID are told apart by what
// they say, so that neither is lost and neither is taken for a version of the other.
func (f *Feed) distinguish() {
	at := map[string]int{}
	kept := f.pieces[:0]
	for _, p := range f.pieces {
		p.key.hash = sha256.Sum256(p.raw)
		i, again := at[p.key.guid]
		if again && (p.key.killed || kept[i].key.killed) { // it is gone, whatever else the feed still has of it
			if p.key.killed {
				kept[i] = p
			}
			continue
		}
		if again && !sameItem(kept[i].key, p.key) {
			p.key.own = p.key.guid
			p.key.guid += "#" + item.Hash(p.key.title + "\n" + p.key.link)[:16]
			i, again = at[p.key.guid]
		}
		if !again {
			at[p.key.guid] = len(kept)
			kept = append(kept, p)
		} else if p.key.at.After(kept[i].key.at) {
			kept[i] = p
		}
	}
	f.pieces = kept
}

func sameItem(a, b key) bool {
	return a.hash == b.hash || a.title == b.title && a.link == b.link
}

// keyOf returns the key of an item whose GUID is as the feed has it.
func keyOf(i item.Item) key {
	return key{guid: i.GUID, link: i.Link, title: i.Headline, at: i.Order(), killed: i.Gone}
}

// named returns the GUID of the item with the key.
func (k key) named(raw []byte) string { return item.GUID(k.guid, k.link, k.title, k.at, raw) }

// setRaw sets the raw bytes of the pieces.
func (f *Feed) setRaw(t charset.Text) {
	spans := make([]charset.Span, len(f.pieces))
	for i, p := range f.pieces {
		spans[i] = charset.Span{From: p.start, To: p.end}
	}
	for i, raw := range t.Raw(spans) {
		f.pieces[i].raw = raw
	}
}

// trouble collects what is wrong with a feed. What is told in full is bounded, for a
// feed may have a million faults.
type trouble struct {
	told       []string
	more       int
	loose      int
	firstLoose string
}

const maxTold = 5

// tell adds a sentence. It is made only if it will be told.
func (t *trouble) tell(sentence func() string) {
	if len(t.told) == maxTold {
		t.more++
		return
	}
	t.told = append(t.told, sentence())
}

// tellLoose counts an item that was read although it is not well-formed.
func (t *trouble) tellLoose(where func() string) {
	if t.loose++; t.loose == 1 {
		t.firstLoose = where()
	}
}

func (t *trouble) sentences() []string {
	var all []string
	if t.loose == 1 {
		all = append(all, fmt.Sprintf("One item is not well-formed (%s); it was read as well as it could be.", t.firstLoose))
	} else if t.loose > 1 {
		all = append(all, fmt.Sprintf("%d items are not well-formed (%s); they were read as well as they could be.", t.loose, t.firstLoose))
	}
	all = append(all, t.told...)
	if t.more > 0 {
		all = append(all, fmt.Sprintf("%d more things are wrong with the feed.", t.more))
	}
	return all
}
