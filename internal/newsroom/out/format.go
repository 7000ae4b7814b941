package out

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// Format is a format in which stories leave, by the name that people choose it by.
type Format string

// The formats.
const (
	NINJS    Format = "ninjs"     // ninjs 3.1
	NewsMLG2 Format = "newsml-g2" // 2.35, at the level power
	NITF     Format = "nitf"      // 3.6
	RSS      Format = "rss"       // 2.0, of the whole story
	Atom     Format = "atom"      // the same
	JSONFeed Format = "json-feed" // 1.1, the same
	Text     Format = "text"      // plain text, with a head of names and values
	HTML     Format = "html"      // a page by itself, with its pictures
	PDF      Format = "pdf"       // for print, A4
)

// File is a story in one format.
type File struct {
	Name string // to keep it under: of letters, digits, dots and hyphens; the same for each version of a story
	Type string // its media type
	Body []byte
}

// ETag is a strong validator of the file, in quotation marks as in HTTP: the same story is the same bytes.
func (f File) ETag() string {
	sum := sha256.Sum256(f.Body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// form is how a format is written.
type form struct {
	format Format
	title  string // as people are told it
	ending string
	kind   string
	write  func(Item) ([]byte, error)
}

var forms = []form{
	{NINJS, "ninjs 3.1", "json", "application/json", Item.ninjs},
	{NewsMLG2, "NewsML-G2 2.35", "newsml.xml", "application/vnd.iptc.g2.newsitem+xml", Item.newsMLG2},
	{NITF, "NITF 3.6", "nitf.xml", "application/nitf+xml", Item.nitf},
	{RSS, "RSS 2.0", "rss", "application/rss+xml", Item.rss},
	{Atom, "Atom", "atom", "application/atom+xml", Item.atom},
	{JSONFeed, "JSON Feed 1.1", "feed.json", "application/feed+json", Item.jsonFeed},
	{Text, "Plain text", "txt", "text/plain; charset=utf-8", Item.plainText},
	{HTML, "HTML with pictures", "html", "text/html; charset=utf-8", Item.page},
	{PDF, "PDF", "pdf", "application/pdf", Item.pdf},
}

func (f Format) form() (form, bool) {
	n := slices.IndexFunc(forms, func(o form) bool { return o.format == f })
	if n < 0 {
		return form{}, false
	}
	return forms[n], true
}

// Formats are all the formats, in the order in which people are shown them.
func Formats() (all []Format) {
	for _, f := range forms {
		all = append(all, f.format)
	}
	return all
}

// Title is what people are told the format is, "" for none of ours.
func (f Format) Title() string {
	is, _ := f.form()
	return is.title
}

// Known reports whether there is such a format.
func (f Format) Known() bool {
	_, ok := f.form()
	return ok
}

// Unknown says that there is no such format, and which there are. It is Unsupported.
func (f Format) Unknown() error {
	var names []string
	for _, o := range Formats() {
		names = append(names, string(o))
	}
	return news.Errorf(news.Unsupported, "There is no format %q: Stet writes %s.", string(f), strings.Join(names, ", "))
}

// Write returns the item in the format. It is deterministic. An unknown format is Unsupported.
func Write(i Item, f Format) (File, error) {
	is, ok := f.form()
	if !ok {
		return File{}, f.Unknown()
	}
	body, err := is.write(i)
	if err != nil {
		return File{}, err
	}
	return File{Name: "story-" + strconv.FormatInt(i.Story.Number, 10) + "." + is.ending, Type: is.kind, Body: body}, nil
}
