// Package metadata reads what a picture's file says of itself: EXIF (2.32), IPTC (IIM 4.2) and XMP (ISO 16684-1), by the IPTC Photo Metadata Standard's
// names for what is in two of them.
package metadata

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/picture/credentials"
)

// Metadata is what a file says of itself. What it does not say is the zero value.
type Metadata struct {
	Headline     string   `json:"headline,omitempty"`
	Caption      string   `json:"caption,omitempty"`
	Creator      string   `json:"creator,omitempty"`
	Credit       string   `json:"credit,omitempty"` // as the supplier wants it; it may name the creator too
	Copyright    string   `json:"copyright,omitempty"`
	UsageTerms   string   `json:"usage_terms,omitempty"`
	Instructions string   `json:"instructions,omitempty"`
	Keywords     []string `json:"keywords,omitempty"`
	City         string   `json:"city,omitempty"`
	Country      string   `json:"country,omitempty"`
	// Taken is when it was taken. Where the file names no zone it is the camera's clock, read as UTC, and Zoned is false.
	Taken time.Time `json:"taken,omitzero"`
	Zoned bool      `json:"zoned,omitempty"`
	// Located says that the file has the place on earth where it was taken. The place itself is left in the file.
	Located bool `json:"located,omitempty"`
	// Turn is how the camera was held: 1 to 8, as EXIF's tag 274 has it, 1 where the file does not say.
	Turn int `json:"turn"`
	// Origin is how the picture came to be, as its XMP says.
	Origin news.Origin `json:"origin,omitempty"`
	// Credentials are its content credentials, nil if it has none.
	Credentials *news.Credentials `json:"credentials,omitempty"`
}

// News returns what a picture keeps of it beside its caption, its credit and its time.
func (m Metadata) News() news.PictureMetadata {
	n := news.PictureMetadata{
		Headline: m.Headline, Creator: m.Creator, Copyright: m.Copyright, UsageTerms: m.UsageTerms, Instructions: m.Instructions,
		Keywords: m.Keywords, City: m.City, Country: m.Country, Zoned: m.Zoned, Located: m.Located, Origin: m.Origin, Credentials: m.Credentials,
	}
	if n.Origin == "" && n.Credentials != nil {
		n.Origin = n.Credentials.Origin
	}
	return n
}

var formats = map[string]imagemeta.ImageFormat{
	"jpeg": imagemeta.JPEG, "png": imagemeta.PNG, "webp": imagemeta.WebP, "avif": imagemeta.AVIF, "heic": imagemeta.HEIF,
}

// The limits of what is read.
const (
	mostTime  = time.Second
	mostTags  = 1000
	mostBytes = 10_000 // of a value
)

// Read reads what the file of that format says. Of damaged metadata what stands before the damage counts: the pixels may be good.
func Read(data []byte, format string) Metadata {
	tags := tags{}
	if f, ok := formats[format]; ok {
		tags.read(data, f)
	}
	m := Metadata{
		Headline:     tags.first("IPTC:Headline", "XMP:Headline"),
		Caption:      tags.first("IPTC:Caption-Abstract", "XMP:Description", "EXIF:ImageDescription"),
		Creator:      tags.first("IPTC:By-line", "XMP:Creator", "EXIF:Artist"),
		Credit:       tags.first("IPTC:Credit", "XMP:Credit"),
		Copyright:    tags.first("IPTC:CopyrightNotice", "XMP:Rights", "EXIF:Copyright"),
		UsageTerms:   tags.first("XMP:UsageTerms"),
		Instructions: tags.first("IPTC:SpecialInstructions", "XMP:Instructions"),
		City:         tags.first("IPTC:City", "XMP:City"),
		Country:      tags.first("IPTC:Country-PrimaryLocationName", "XMP:Country"),
		Keywords:     tags.list("IPTC:Keywords", "XMP:Subject"),
		Located:      tags.has("EXIF:GPSLatitude", "EXIF:GPSLongitude", "XMP:GPSLatitude", "XMP:GPSLongitude"),
		Origin:       news.OriginOf(tags.first("XMP:DigitalSourceType")),
		Credentials:  credentials.Read(data),
		Turn:         1,
	}
	if n := tags.first("EXIF:Orientation"); len(n) == 1 && n[0] >= '1' && n[0] <= '8' {
		m.Turn = int(n[0] - '0')
	}
	m.Taken, m.Zoned = tags.taken()
	return m
}

// tags are the values by their source and name, the first that the file has of each; lists are joined by new lines.
type tags map[string]string

func (t tags) read(data []byte, format imagemeta.ImageFormat) {
	defer func() { _ = recover() }() // what was read before a damaged part is kept
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP,
		Timeout: mostTime, LimitNumTags: mostTags, LimitTagSize: mostBytes,
		ShouldHandleTag: func(imagemeta.TagInfo) bool { return true },
		HandleTag: func(i imagemeta.TagInfo) error {
			name := i.Source.String() + ":" + i.Tag
			if i.Source == imagemeta.EXIF && strings.HasPrefix(i.Namespace, "IFD1") {
				return nil // that is of the thumbnail
			}
			if i.Source == imagemeta.XMP && i.Tag != "" {
				name = "XMP:" + strings.ToUpper(i.Tag[:1]) + i.Tag[1:]
			}
			value := fmt.Sprint(i.Value)
			if list, ok := i.Value.([]string); ok {
				value = strings.Join(list, "\n")
			}
			if was, there := t[name]; !there {
				t[name] = value
			} else if name == "IPTC:Keywords" {
				t[name] = was + "\n" + value
			}
			return nil
		},
	})
}

// first returns the first value there is, clean and in one paragraph.
func (t tags) first(names ...string) string {
	for _, n := range names {
		if s := strings.Join(strings.Fields(news.CleanText(t[n])), " "); s != "" && s != "[]" {
			return cut(s, mostLetters)
		}
	}
	return ""
}

func (t tags) has(names ...string) bool { return t.first(names...) != "" }

// The most that a desk would read: letters of a value, keywords, and letters of one.
const (
	mostLetters   = 3000
	mostKeywords  = 50
	mostOfKeyword = 100
)

// cut returns the text, or as many letters of it.
func cut(s string, most int) string {
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return s
}

func (t tags) list(names ...string) (all []string) {
	for _, n := range names {
		for word := range strings.SplitSeq(t[n], "\n") {
			if word = strings.Join(strings.Fields(news.CleanText(word)), " "); word != "" && len(all) < mostKeywords {
				all = append(all, cut(word, mostOfKeyword))
			}
		}
		if all != nil {
			return all
		}
	}
	return nil
}
