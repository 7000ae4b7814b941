package news_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

// BenchmarkDecode reads the body of a usual story, as every page that is printed from it does.
func BenchmarkDecode(b *testing.B) {
	for _, l := range []struct{ name, sentence string }{{"English", "The river rose again at the point of the ferry. "}, {"Bangla", "ফেরিঘাটের কাছে নদীর পানি আবার বেশি হলো। "}} {
		paragraphs := make([]string, 14)
		for i := range paragraphs {
			paragraphs[i] = strings.Repeat(l.sentence, 5)
		}
		text, err := json.Marshal(news.Paragraphs(paragraphs...))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(l.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := news.DecodeDocument(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
