package seed

import (
	"context"
	"maps"
	"slices"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// shares are how many of a thousand readers come from where, in the order of the sources.
var shares = [audience.Sources]int64{210, 190, 160, 330, 40, 20, 50}

// addReaders makes the hour's readers, so that something is most read.
func (f *filling) addReaders(ctx context.Context) error {
	var c audience.Counts
	for i, path := range slices.Sorted(maps.Values(f.paths)) {
		number, ok := edition.StoryNumber(path)
		if !ok {
			continue
		}
		readers := 60 + int64(i*i*37%1700)
		for source, share := range shares {
			if n := readers * share / 1000; n > 0 {
				c.Views = append(c.Views, audience.Views{Page: path, Language: news.Language(path[1:3]), Story: number, Source: audience.Source(source), N: n})
			}
		}
		c.Reads = append(c.Reads, audience.Reads{Story: number, N: readers / 50, Through: readers / 50 * int64(35+i*13%40) / 100})
	}
	for i := range int64(12) {
		c.Vitals = append(c.Vitals,
			audience.Vitals{Kind: "story", Language: news.Bangla, Metric: audience.LCP, Bucket: int(18 + i), N: 12 - i},
			audience.Vitals{Kind: "story", Language: news.Bangla, Metric: audience.INP, Bucket: int(12 + i), N: 12 - i},
			audience.Vitals{Kind: "home", Language: news.English, Metric: audience.LCP, Bucket: int(16 + i), N: 12 - i})
	}
	c.Vitals = append(c.Vitals, audience.Vitals{Kind: "story", Language: news.Bangla, Metric: audience.CLS, N: 80})
	return f.Desk.AddCounts(ctx, c)
}
