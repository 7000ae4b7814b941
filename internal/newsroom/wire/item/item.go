// Package item is what the parsers of wire copy have in common: the item that each of them returns, and the rules by which the words, the
// addresses and the dates in one are made fit for a dispatch.
package item

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// The limits of what is read.
const (
	MaxFile  = 10 << 20 // bytes of a feed or a file, as received and as UTF-8
	MaxItems = 5_000    // of a feed or a file
	MaxBytes = 2 << 20  // of one item in a feed of several
	MaxFiles = 50       // that one item carries in itself
)

// Item is one item of a wire as a parser read it.
type Item struct {
	// Dispatch is what the item says. The wire room fills in what it cannot say: ID, Wire, WireName, Zone, Version, Received, Hash, UsedBy,
	// Killed and TakenDown. GUID is never empty, and of one item in the file only.
	news.Dispatch
	// Raw is the item exactly as it was received; RawType is its media type, with the charset if that is not UTF-8.
	Raw []byte
	// Name is what the item calls itself, if another in the file is called so too, and GUID is not that therefore; else "".
	Name string
	// Gone says that the file took the item with this GUID back, and has no copy of it: then there is no more than when, in Updated, and
	// why, in Summary.
	Gone bool
	// Known is set if Source.Known says so of it: then there is no more than GUID, Name and Raw.
	Known bool
	// Cut is set if the body is longer than a dispatch may be, and ends early.
	Cut bool
	// Files are the files that came in the item itself, at most MaxFiles.
	Files []File
}

// File is a file that came in an item: an attachment of a mail, a picture.
type File struct {
	Name string // without a folder; may be empty
	Type string // its media type, as it is said to be
	Data []byte
}

// Items is what a feed or a file holds, in the order in which it was sent. An item that cannot be read is an error of its own, and takes
// no other with it.
type Items = iter.Seq2[Item, error]

// Source says where a file is from. The zero value says nothing.
type Source struct {
	URL  string // relative addresses are taken from it
	Type string // the Content-Type it came with
	Name string // the file's own, without a folder
	// Zone is the zone of times that name none; nil is UTC.
	Zone *time.Location
	// Known reports whether the item of that GUID and these bytes was kept already, and need not be read; nil says so of none. A parser may ask,
	// and need not.
	Known func(guid string, raw []byte) bool
}

// Batch is a file or a feed that was read.
type Batch struct {
	Format string // with its version, if it says one: "NITF 3.5", "RSS 2.0"
	Len    int    // how many items there are
	Items  Items
	// Problems is what was wrong, one sentence each; items that could be read all the same are in Items.
	Problems []string
}

// Of returns a batch of the items.
func Of(format string, items ...Item) Batch {
	return Batch{Format: format, Len: len(items), Items: func(yield func(Item, error) bool) {
		for _, i := range items {
			if !yield(i, nil) {
				return
			}
		}
	}}
}

// Order returns when an item was last changed, as far as it says so: Updated, or else Issued.
func (i Item) Order() time.Time {
	if i.Updated.IsZero() {
		return i.Issued
	}
	return i.Updated
}

const maxGUID = 512

// GUID returns the item's name: its own; else its link; else one made of what it says.
func GUID(own, link, headline string, at time.Time, raw []byte) string {
	own = news.CleanText(trim(own))
	switch {
	case own != "":
	case link != "":
		own = link
	case headline != "":
		own = "stet:" + Hash(headline+"\n"+at.UTC().Format(time.RFC3339Nano))
	default:
		own = "stet:" + Hash(string(raw))
	}
	if len(own) > maxGUID {
		own = "stet:" + Hash(own)
	}
	return own
}

// Hash returns the SHA-256 of s in hexadecimal digits.
func Hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Names are the GUIDs of a file's items, with what was sent under each. The zero value cannot be used: make it.
type Names map[string]string

// Distinct returns the name if no item of the file before has it, else one that is made of the item's bytes too. It returns "" for the very same
// bytes under the same name: they are the item that came before.
func (n Names) Distinct(name string, raw []byte) string {
	hash := Hash(string(raw))
	before, taken := n[name]
	if before == hash {
		return ""
	}
	if taken {
		if name += "#" + hash[:16]; n[name] == hash {
			return ""
		}
	}
	n[name] = hash
	return name
}
