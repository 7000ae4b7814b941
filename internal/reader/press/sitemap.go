package press

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// A sitemap is an index of parts. Each part of stories is of the stories of so many
// numbers, so a story is always in the same one, and a publication makes that one stale
// however many there are. The format allows 50,000 addresses (sitemaps.org); this many
// print in about a sixth of a second.
const (
	inSitemap = edition.SitemapStories // 39 blocks of the archive
	inLists   = 10_000                 // places of lists
)

// The files of the sitemap.
const (
	sitemapIndex = "/sitemap.xml"
	newsSitemap  = edition.NewsSitemapPath
	pagesSitemap = "/sitemap-pages.xml"
	listsSitemap = "/sitemap-lists-" // a number and .xml
	storySitemap = "/sitemap-"
)

// part returns the path of a part, from 0.
func part(prefix string, n int) string { return prefix + decimal(n+1) + ".xml" }

// storyPart and listPart return the parts that a story and a list are in.
func storyPart(number int64) string { return edition.SitemapPath(number) }
func listPart(place int) string     { return part(listsSitemap, place/inLists) }

// partOf returns which part of the prefix the path is.
func partOf(prefix, path string) (int, bool) {
	s, ok := strings.CutPrefix(path, prefix)
	if !ok {
		return 0, false
	}
	s, ok = strings.CutSuffix(s, ".xml")
	n, err := strconv.Atoi(s)
	return n - 1, ok && err == nil && n > 0 && decimal(n) == s
}

// isSitemap reports whether the path has the form of one of the sitemap's files.
func isSitemap(path string) bool {
	_, stories := partOf(storySitemap, path)
	_, lists := partOf(listsSitemap, path)
	return stories || lists || path == sitemapIndex || path == newsSitemap || path == pagesSitemap
}

// hasSitemap reports whether there is such a file: no part is empty, as the format has it.
func hasSitemap(v *archive.View, path string) bool {
	if n, ok := partOf(storySitemap, path); ok {
		live, _ := v.Span(spanOf(n))
		return live > 0
	}
	if n, ok := partOf(listsSitemap, path); ok {
		return len(listPages(v, n)) > 0
	}
	return isSitemap(path)
}

func spanOf(part int) (from, to int64) { return int64(part) * inSitemap, int64(part+1) * inSitemap }

// printSitemap prints a file of the sitemap.
func printSitemap(v *archive.View, path string) (*draft, error) {
	b := &sitemap{View: v, zone: v.House().Location()}
	err := error(nil)
	switch path {
	case sitemapIndex:
		b.index()
	case newsSitemap:
		err = b.news()
	case pagesSitemap:
		b.pages()
	default:
		if n, ok := partOf(listsSitemap, path); ok {
			b.lists(n)
		} else {
			n, _ := partOf(storySitemap, path)
			err = b.stories(n)
		}
	}
	return &draft{path: path, status: http.StatusOK, kind: "application/xml; charset=utf-8", cache: cacheFeed, body: b.Bytes()}, err
}

// sitemap is a file that is being printed.
type sitemap struct {
	bytes.Buffer
	*archive.View
	zone *time.Location
}

// The namespaces of what a file of addresses holds.
const (
	sitemapNamespace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`
	imageNamespace   = `xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"`
	newsNamespace    = `xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"`
	htmlNamespace    = `xmlns:xhtml="http://www.w3.org/1999/xhtml"`
)

const sitemapEnd = "</urlset>\n"

func (b *sitemap) index() {
	b.WriteString(xml.Header + "<sitemapindex " + sitemapNamespace + ">\n")
	add := func(path string, changed time.Time) {
		b.WriteString("<sitemap>")
		b.element("loc", b.House().URL+path)
		if !changed.IsZero() {
			b.element("lastmod", stamp(changed.In(b.zone)))
		}
		b.WriteString("</sitemap>\n")
	}
	add(pagesSitemap, time.Time{})
	for n := range (b.Places() + inLists - 1) / inLists {
		if path := part(listsSitemap, n); hasSitemap(b.View, path) {
			add(path, time.Time{})
		}
	}
	for n := range int((b.Numbers() + inSitemap - 1) / inSitemap) {
		if live, changed := b.Span(spanOf(n)); live > 0 {
			add(part(storySitemap, n), changed)
		}
	}
	b.WriteString("</sitemapindex>\n")
}

// stories prints the stories of a part.
func (b *sitemap) stories(part int) error {
	cards, err := b.Between(spanOf(part))
	if err != nil {
		return err
	}
	b.Grow(256 + 400*len(cards))
	b.open(imageNamespace, htmlNamespace)
	for _, c := range cards {
		if err := b.story(c); err != nil {
			return err
		}
	}
	b.close()
	return nil
}

// story prints the line of a story.
func (b *sitemap) story(c edition.Card) error {
	translations, err := translationsOf(b.View, c.Number, c.Language)
	if err != nil {
		return err
	}
	b.WriteString("<url>")
	b.element("loc", b.House().URL+c.Path())
	b.element("lastmod", stamp(changed(c).In(b.zone)))
	if len(translations) > 0 {
		b.alternates(append(translations, alternate{c.Language, c.Path()}))
	}
	b.image(c)
	b.WriteString("</url>\n")
	return nil
}

func (b *sitemap) open(namespaces ...string) {
	b.WriteString(xml.Header + "<urlset " + sitemapNamespace)
	for _, n := range namespaces {
		b.WriteString(" " + n)
	}
	b.WriteString(">\n")
}

func (b *sitemap) close() { b.WriteString(sitemapEnd) }

// image adds the story's picture.
func (b *sitemap) image(c edition.Card) {
	if r, ok := shared(c.Lead); ok {
		b.WriteString("<image:image>")
		b.element("image:loc", b.House().URL+mediaPath(r.Name))
		b.WriteString("</image:image>")
	}
}

// alternates adds the same page in every language, itself among them.
func (b *sitemap) alternates(all []alternate) {
	for _, l := range b.House().Languages {
		for _, a := range all {
			if a.language == l {
				b.WriteString(`<xhtml:link rel="alternate" hreflang="` + string(l) + `" href="`)
				_ = xml.EscapeText(b, []byte(b.House().URL+a.path)) // a Buffer takes everything
				b.WriteString(`"/>`)
			}
		}
	}
}

func (b *sitemap) element(name, text string) {
	b.WriteString("<" + name + ">")
	_ = xml.EscapeText(b, []byte(text)) // a Buffer takes everything
	b.WriteString("</" + name + ">")
}

// translationsOf returns the same story in the other languages.
func translationsOf(v *archive.View, number int64, l news.Language) (all []alternate, err error) {
	for _, n := range translations(v, number) {
		c, err := v.Card(n)
		if err != nil {
			return nil, err
		}
		if c.Language != l && speaks(v.House(), c.Language) && !speaksIn(all, c.Language) {
			all = append(all, alternate{c.Language, c.Path()})
		}
	}
	return all, nil
}

func speaksIn(all []alternate, l news.Language) bool {
	for _, a := range all {
		if a.language == l {
			return true
		}
	}
	return false
}

// translations returns the numbers of the live stories that tell the same as this one in
// any language: the one that all others translate, and those, the newest first.
func translations(v *archive.View, number int64) (numbers []int64) {
	original := number
	for _, l := range v.ListsOf(number) {
		if l.Translates != 0 {
			original = l.Translates
		}
	}
	add := func(n int64) {
		if n != number && v.State(n) == archive.Live {
			numbers = appendNew(numbers, n)
		}
	}
	add(original)
	for _, l := range v.House().Languages {
		for _, n := range v.Numbered(archive.List{Language: l, Translates: original}) {
			add(n)
		}
	}
	return numbers
}
