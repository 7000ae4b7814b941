// Package photo reads pictures that come over a wire: JPEG, PNG, WebP, AVIF and HEIC with their IPTC (IIM 4.2), XMP and EXIF. A picture is a
// dispatch too. Its pixels are not looked at here: they are developed when somebody takes it, by the darkroom.
//
//	headline → Headline (else the file's name)     caption → Body
//	creator → Author                               credit → Credit
//	copyright notice, usage terms → Rights         instructions → Note
//	keywords → Keywords                            city, country → Places
//	taken → Issued                                 the file itself → Files
//	"EMBARGO …", "KILL" in the headline, the instructions or the caption → Embargo, Change (see package head)
//
// A picture's GUID is the name of its file, so that one sent again with a mended caption is a newer version; a name that a camera or a telephone
// gives to many is none, and then the GUID is of the bytes.
//
// It reads over and does not keep in the dispatch, though it stays in the file: where on earth it was taken, how the camera was held and was set,
// origin and content credentials, which the darkroom reads, and IPTC's urgency, category, object name, source and job identifier.
package photo

import (
	"bytes"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/metadata"
	"github.com/stet-news/stet/internal/newsroom/wire/head"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
	"github.com/stet-news/stet/internal/pattern"
)

// kindOf returns the format of a picture by its first bytes, "" if it is none of those that are read.
func kindOf(doc []byte) string {
	switch {
	case bytes.HasPrefix(doc, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(doc, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case len(doc) >= 12 && bytes.HasPrefix(doc, []byte("RIFF")) && string(doc[8:12]) == "WEBP":
		return "webp"
	case len(doc) >= 12 && string(doc[4:8]) == "ftyp":
		switch string(doc[8:12]) {
		case "avif", "avis":
			return "avif"
		case "heic", "heix", "heim", "heis", "mif1":
			return "heic"
		}
	}
	return ""
}

// Is reports whether the file is a picture.
func Is(doc []byte, _ item.Source) bool { return kindOf(doc) != "" }

// Parse reads what a picture says of itself.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	if len(doc) > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	kind := kindOf(doc)
	if kind == "" {
		return item.Batch{}, news.Errorf(news.Unsupported, "This is not a picture that Stet reads: JPEG, PNG, WebP, AVIF and HEIC are.")
	}
	m := metadata.Read(doc, kind)
	i := item.Item{Raw: doc}
	i.RawType = "image/" + kind
	name := item.Line(from.Name)
	caption := markup.Text(m.Caption)
	i.Body, i.Cut = caption.Body, caption.Cut
	i.Headline, i.Author, i.Credit, i.Note = item.Line(m.Headline), item.Line(m.Creator), item.Line(m.Credit), item.Line(m.Instructions)
	i.Rights = item.Line(m.Copyright + " " + m.UsageTerms)
	i.Issued = taken(m, from.Zone)
	i.Dateline, _ = head.Dateline(i.Body.Plain())
	for _, p := range []string{m.City, m.Country} {
		if p = item.Cut(item.Line(p), 200); p != "" {
			i.Places = append(i.Places, p)
		}
	}
	for _, k := range m.Keywords[:min(len(m.Keywords), item.MaxTopics)] {
		if k = item.Cut(item.Line(k), 200); k != "" {
			i.Keywords = append(i.Keywords, k)
		}
	}
	if i.Headline == "" && i.Body.Empty() {
		i.Headline = name
	}
	if name != "" && !byCamera.MatchString(name) {
		i.GUID = "file:" + name
	} else {
		i.GUID = "picture:" + item.Hash(string(doc))
	}
	i.Files = []item.File{{Name: name, Type: i.RawType, Data: doc}}
	head.Read(i.Issued, from.Zone, i.Headline, i.Note, i.Body.Plain()).To(&i.Dispatch)
	return item.Of("picture "+strings.ToUpper(kind), i), nil
}

// byCamera matches the names that cameras, telephones and messengers give.
var byCamera = pattern.New(`(?i)^(?:_?dsc[fn]?|_?img|_?mg|pict|pxl|photo|image|picture|screenshot|p\d|wp|gopr|dji|sam|whatsapp image|\d+)[-_ .\d(][^/]*$`)

// taken returns when a picture was taken. Metadata without a zone has the camera's clock, which is taken for one of the given zone.
func taken(m metadata.Metadata, zone *time.Location) time.Time {
	t := m.Taken
	if t.IsZero() || m.Zoned || zone == nil {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
}
