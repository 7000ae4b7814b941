package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

var receiptsLoad = flag.Int("receipts-load", 0, "publish so many stories, a thousand a minute, and say what their receipts cost")

// TestReceiptsKeepUpWithAThousandPublicationsAMinute asserts what a stream of publications may
// cost the site: a page of all stories is asked so often a second and no more, and a story's
// own a few times.
func TestReceiptsKeepUpWithAThousandPublicationsAMinute(t *testing.T) {
	if *receiptsLoad == 0 {
		t.Skip("it takes as long as the publishing does")
	}
	n := openAsked(t)
	n.front.count()
	began := time.Now()
	tick := time.NewTicker(time.Minute / 1000)
	defer tick.Stop()
	var stories []news.Story
	for i := range *receiptsLoad {
		stories = append(stories, n.publish(fmt.Sprintf("Ferry X%dZ goes again", i), "Water fell in 14 districts on Monday, officials said."))
		<-tick.C
	}
	published := time.Since(began)
	var took []time.Duration
	for _, s := range stories {
		r, _ := n.until(s, "everywhere", everywhere)
		took = append(took, r.Everywhere.Sub(r.At))
	}
	slices.Sort(took)
	all, home, own := 0, 0, 0
	for path, asked := range n.front.counted() {
		all += asked
		if strings.Contains(path, "/20") { // a story's own, which has a date
			own += asked
		}
		if path == "/en/" {
			home = asked
		}
	}
	t.Logf("%d stories in %s: %d requests (%.0f a second), %d for the home page (%.1f a second), %.1f for a story's own pages each; everywhere after %s (half), %s (99 of 100), %s (all)",
		len(stories), published.Round(time.Second), all, float64(all)/time.Since(began).Seconds(), home, float64(home)/time.Since(began).Seconds(), float64(own)/float64(len(stories)),
		took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
	if most := 4*time.Since(began).Seconds() + 5; float64(home) > most {
		t.Errorf("the home page was asked %d times, where %.0f are the most", home, most)
	}
}
