package press

import (
	"time"

	"github.com/stet-news/stet/internal/reader/archive"
)

// What a news sitemap holds: stories of the last two days, at most a thousand.
const (
	inNewsSitemap = 1_000
	newsFor       = 48 * time.Hour
)

// news prints what was published in the two days before the newest change.
func (b *sitemap) news() error {
	cards, err := b.Newest(archive.List{}, 0, inNewsSitemap)
	if err != nil {
		return err
	}
	b.open(newsNamespace, imageNamespace)
	for _, c := range cards {
		if c.Published.Before(b.At().Add(-newsFor)) {
			break
		}
		b.WriteString("<url>")
		b.element("loc", b.House().URL+c.Path())
		b.WriteString("<news:news><news:publication>")
		b.element("news:name", b.House().Names[c.Language])
		b.element("news:language", string(c.Language))
		b.WriteString("</news:publication>")
		b.element("news:publication_date", stamp(c.Published.In(b.zone)))
		b.element("news:title", c.Headline)
		b.WriteString("</news:news>")
		b.image(c)
		b.WriteString("</url>\n")
	}
	b.close()
	return nil
}
