package tombs

import "github.com/stet-news/stet/internal/news"

// Text is the text with what Keep would add to it.
func (c Content) Text(text []byte, stones ...news.Tombstone) ([]byte, error) {
	add, err := c.records(c.Missing(stones))
	return append(text[:c.end:c.end], add...), err
}
