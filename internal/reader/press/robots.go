package press

import (
	"net/http"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

const robotsPath = "/robots.txt"

// printRobots says which crawlers the house lets read what (RFC 9309). What is left out for
// everybody is what no crawler has any good of: streams, and answers to what a reader asks.
// Kinds of crawler that the house refuses are asked to stay away by name, each kind as its
// operators document it; nobody else is treated otherwise than anybody.
func printRobots(v *archive.View, path string) *draft {
	h := v.House()
	var b strings.Builder
	b.WriteString("User-agent: *\nDisallow: /sse/\nDisallow: /*/search?\n")
	for _, kind := range news.Crawlers {
		if !slices.Contains(h.Machines.Refused, kind) {
			continue
		}
		b.WriteString("\n# " + string(kind) + "\n")
		for _, agent := range crawlers[kind] {
			b.WriteString("User-agent: " + agent + "\n")
		}
		b.WriteString("Disallow: /\n")
	}
	b.WriteString("\nSitemap: " + h.URL + sitemapIndex + "\nSitemap: " + h.URL + newsSitemap + "\n")
	return &draft{path: path, status: http.StatusOK, kind: "text/plain; charset=utf-8", cache: cacheFile, body: []byte(b.String())}
}

// crawlers are the names, as robots.txt has them, of those whose operators say that they
// heed it, by what they read for. Some names are of no crawler and mean a use of what
// another one reads: Google-Extended, Applebot-Extended.
var crawlers = map[news.Crawler][]string{
	news.SearchCrawler: {
		"Googlebot", "Googlebot-News", "Bingbot", "DuckDuckBot", "Applebot", "YandexBot", "Baiduspider", "Yeti",
		"PetalBot", "SeznamBot", "Qwantbot", "MojeekBot", "Bravebot",
	},
	news.AnswersCrawler: {
		"OAI-SearchBot", "ChatGPT-User", "PerplexityBot", "Perplexity-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot",
		"MistralAI-User", "meta-externalfetcher", "Amzn-SearchBot", "Amzn-User", "YouBot", "PhindBot",
	},
	news.TrainingCrawler: {
		"GPTBot", "ClaudeBot", "anthropic-ai", "Google-Extended", "Applebot-Extended", "CCBot", "Bytespider", "meta-externalagent",
		"FacebookBot", "Amazonbot", "cohere-training-data-crawler", "AI2Bot", "Diffbot", "omgili", "ImagesiftBot", "PanguBot",
		"Timpibot", "img2dataset",
	},
	news.MarketingCrawler: {
		"AhrefsBot", "SemrushBot", "MJ12bot", "DotBot", "BLEXBot", "DataForSeoBot", "serpstatbot", "Barkrowler", "rogerbot", "SEOkicks",
	},
}
