package copycheck_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/measure"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// sized returns a story of about 600 words and three sources of about 800, put together from the pairs.
func sized(tb testing.TB) (story prose.Input, sources []prose.Input) {
	tb.Helper()
	pairs, err := measure.Pairs(os.DirFS("testdata/pairs/tune"))
	if err != nil {
		tb.Fatal(err)
	}
	texts := make([]string, 3)
	for _, p := range pairs {
		if p.Story.Language != "en" || len(p.Sources) < 2 {
			continue
		}
		if story.Text == "" {
			story, sources = p.Story, append(p.Sources[:2:2], p.Sources[0])
			story.Text = ""
		}
		story.Text += p.Story.Text + "\n\n"
		for i := range texts {
			texts[i] += p.Sources[i%len(p.Sources)].Text + "\n\n"
		}
	}
	story.Text = words(story.Text, 600)
	for i := range sources {
		sources[i].Text = words(texts[i], 800)
	}
	return story, sources
}

// words returns the text up to the paragraph that its n-th word is in.
func words(text string, n int) string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if n -= len(strings.Fields(p)); n < 0 {
			break
		}
		out = append(out, p)
	}
	return strings.Join(out, "\n\n")
}

// timed reports what one in a hundred takes at least, beside the mean.
func timed(b *testing.B, check func()) {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		check()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "ms-p99")
	b.ReportMetric(float64(took[len(took)/2])/1e6, "ms-p50")
}

// What a check costs while somebody types: warm with the index at hand, cold with the sources to be read.
func BenchmarkCheck(b *testing.B) {
	story, sources := sized(b)
	b.Run("warm", func(b *testing.B) {
		index := copycheck.NewIndex(sources)
		copycheck.Check(story, index, copycheck.Options{})
		timed(b, func() { copycheck.Check(story, index, copycheck.Options{}) })
	})
	b.Run("cold", func(b *testing.B) {
		copycheck.NewIndex(sources) // the word lists are read once
		timed(b, func() { copycheck.Check(story, copycheck.NewIndex(sources), copycheck.Options{}) })
	})
}
