package store

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("যমুনা নদীর পানি বিপৎসীমার ওপরে উঠে যাওয়ায় ফেরি চলাচল বন্ধ রেখেছে কর্তৃপক্ষ। ", 3)
	var words []string
	for i := range 40 {
		for j, w := range strings.Fields(text)[:10] {
			if (i+j)%3 == 0 {
				w += string(rune('ক' + i%30))
			}
			words = append(words, w)
		}
	}
	s := edition.Story{Card: edition.Card{Headline: "যমুনায় ফেরি বন্ধ"}, Body: news.Paragraphs(strings.Join(words, " "))}
	b.ReportMetric(float64(len(tokens(s))), "tokens")
	b.ReportAllocs()
	for b.Loop() {
		tokens(s)
	}
}
