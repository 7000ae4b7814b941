// Package format finds out in which of the formats of wire copy a file is, and has it read by the parser of that format.
package format

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/anpa"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/iptc7901"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/letter"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml1"
	"github.com/stet-news/stet/internal/newsroom/wire/newsmlg2"
	"github.com/stet-news/stet/internal/newsroom/wire/ninjs"
	"github.com/stet-news/stet/internal/newsroom/wire/nitf"
	"github.com/stet-news/stet/internal/newsroom/wire/photo"
	"github.com/stet-news/stet/internal/newsroom/wire/plain"
	"github.com/stet-news/stet/internal/newsroom/wire/webpage"
)

// format is one of the formats.
type format struct {
	name string // what it is called by on the command line
	// is reports whether the file looks like one of the format. It looks at the start of the file only; nil recognises none.
	is    func(doc []byte, from item.Source) bool
	parse func(doc []byte, from item.Source) (item.Batch, error)
}

// formats are all formats. The first that knows a file for its own reads it, so those with less of a mark of their own come later; what
// nobody knows is taken for a feed, whose parser has the most to say of what is wrong.
var formats = []format{
	{"newsml-g2", newsmlg2.Is, newsmlg2.Parse},
	{"newsml", newsml1.Is, newsml1.Parse},
	{"nitf", nitf.Is, nitf.Parse},
	{"ninjs", ninjs.Is, ninjs.Parse},
	{"anpa", anpa.Is, anpa.Parse},
	{"iptc7901", iptc7901.Is, iptc7901.Parse},
	{"mail", letter.Is, letter.Parse},
	{"docx", plain.IsWord, plain.Word},
	{"photo", photo.Is, photo.Parse},
	{"webpage", webpage.Is, webpage.Parse},
	{"text", plain.IsText, plain.Text},
	{"feed", nil, feed.Read},
}

// Names returns what the formats are called.
func Names() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Start is how many bytes of a file Knows looks at.
const Start = 64 << 10

// Knows reports whether some format has a mark of its own at the start of a file.
func Knows(start []byte, from item.Source) bool {
	for _, f := range formats {
		if f.is != nil && f.is(start, from) {
			return true
		}
	}
	return false
}

// Read reads a file in the format that it shows to be in. An error is a *news.Error and means that nothing in it could be read.
func Read(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	for _, f := range formats {
		if f.is != nil && f.is(doc, from) {
			return f.parse(doc, from)
		}
	}
	return feed.Read(doc, from)
}

// ReadAs reads a file in the format of the name, whatever it looks like.
func ReadAs(name string, doc []byte, from item.Source) (item.Batch, error) {
	for _, f := range formats {
		if f.name == name {
			return f.parse(doc, from)
		}
	}
	return item.Batch{}, news.Errorf(news.Unsupported, "There is no format %q: Stet reads %s.", name, strings.Join(Names(), ", "))
}
