package press

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/reader/archive"
)

// inSitemap is how many stories a sitemap holds before it is split into parts of as many.
// The format allows 50,000 (sitemaps.org); this many print in a tenth of a second.
const inSitemap = 10_000

// What a news sitemap holds: stories of the last two days, at most a thousand.
const (
	inNewsSitemap = 1_000
	newsFor       = 48 * time.Hour
)

const sitemapNamespace = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`

// sitemaps returns how many parts the sitemap has, 0 when it is one file.
func sitemaps(v *archive.View) int {
	n := v.Count(archive.List{})
	if n <= inSitemap {
		return 0
	}
	return (n + inSitemap - 1) / inSitemap
}

// printSitemap prints the sitemap, or the index of its parts.
func printSitemap(v *archive.View, path string) (*draft, error) {
	parts := sitemaps(v)
	if parts == 0 {
		return printAddresses(v, path, 0, v.Count(archive.List{}), true)
	}
	b := bytes.NewBufferString(xml.Header + "<sitemapindex " + sitemapNamespace + ">\n")
	for part := range parts {
		b.WriteString("<sitemap>")
		element(b, "loc", v.House().URL+sitemapPath(part))
		b.WriteString("</sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return sitemapDraft(path, b.Bytes()), nil
}

// printSitemapPart prints a part. Parts count from the oldest story on, so that a new one
// changes only the last.
func printSitemapPart(v *archive.View, path string) (*draft, error) {
	part, _ := sitemapPart(path)
	count := v.Count(archive.List{})
	end := min((part+1)*inSitemap, count)
	return printAddresses(v, path, count-end, end-part*inSitemap, part == 0)
}

// printAddresses prints the addresses of stories, and those of the fronts if asked to.
func printAddresses(v *archive.View, path string, offset, limit int, fronts bool) (*draft, error) {
	h := v.House()
	cards, err := v.Newest(archive.List{}, offset, limit)
	if err != nil {
		return nil, err
	}
	b := bytes.NewBuffer(make([]byte, 0, 256+160*len(cards)))
	b.WriteString(xml.Header + "<urlset " + sitemapNamespace + ">\n")
	if fronts {
		for _, l := range h.Languages {
			address(b, h.URL+home(l))
			for _, s := range h.Sections {
				address(b, h.URL+front(l, s.Slug))
			}
		}
	}
	zone := h.Location()
	for _, c := range cards {
		b.WriteString("<url>")
		element(b, "loc", h.URL+c.Path())
		element(b, "lastmod", stamp(changed(c).In(zone)))
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return sitemapDraft(path, b.Bytes()), nil
}

// printNewsSitemap prints what was published in the two days before the newest change.
func printNewsSitemap(v *archive.View, path string) (*draft, error) {
	h := v.House()
	cards, err := v.Newest(archive.List{}, 0, inNewsSitemap)
	if err != nil {
		return nil, err
	}
	b := bytes.NewBufferString(xml.Header + "<urlset " + sitemapNamespace + ` xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + "\n")
	zone := h.Location()
	for _, c := range cards {
		if c.Published.Before(v.At().Add(-newsFor)) {
			break
		}
		b.WriteString("<url>")
		element(b, "loc", h.URL+c.Path())
		b.WriteString("<news:news><news:publication>")
		element(b, "news:name", h.Names[c.Language])
		element(b, "news:language", string(c.Language))
		b.WriteString("</news:publication>")
		element(b, "news:publication_date", stamp(c.Published.In(zone)))
		element(b, "news:title", c.Headline)
		b.WriteString("</news:news></url>\n")
	}
	b.WriteString("</urlset>\n")
	return sitemapDraft(path, b.Bytes()), nil
}

func printRobots(v *archive.View, path string) *draft {
	url := v.House().URL
	return &draft{
		path: path, status: http.StatusOK, kind: "text/plain; charset=utf-8", cache: cacheFile,
		body: []byte("User-agent: *\nDisallow: /sse/\n\nSitemap: " + url + "/sitemap.xml\nSitemap: " + url + "/sitemap-news.xml\n"),
	}
}

func sitemapDraft(path string, body []byte) *draft {
	return &draft{path: path, status: http.StatusOK, kind: "application/xml; charset=utf-8", cache: cacheFeed, body: body}
}

func address(b *bytes.Buffer, url string) {
	b.WriteString("<url>")
	element(b, "loc", url)
	b.WriteString("</url>\n")
}

func element(b *bytes.Buffer, name, text string) {
	b.WriteString("<" + name + ">")
	_ = xml.EscapeText(b, []byte(text)) // a Buffer takes everything
	b.WriteString("</" + name + ">")
}
