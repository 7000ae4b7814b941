// Package torture starts the real program, writes to it over HTTP from several sides,
// ends it without warning, and then checks that nothing it acknowledged is lost. Its
// tests run it against the program as it is, which must pass, and against builds with
// one promise broken on purpose, which must fail: a harness that cannot fail proves
// nothing.
package torture

import (
	"fmt"
	"sync"

	"github.com/stet-news/stet/internal/news"
)

// history is what the program acknowledged, kept outside of it.
type history struct {
	mu        sync.Mutex
	saves     map[savedKey]string      // story and revision → headline
	publishes map[int64][]publishedKey // story → what was acknowledged, oldest first
	pictures  map[string]string        // picture ID → SHA-256 of the original
	editions  map[int64]int64          // edition → story
	cut       bool                     // the power is: what answers now is a machine that nobody would hear
}

type savedKey struct{ story, revision int64 }

type publishedKey struct {
	revision, edition int64
	headline          string
}

func newHistory() *history {
	return &history{
		saves: map[savedKey]string{}, publishes: map[int64][]publishedKey{},
		pictures: map[string]string{}, editions: map[int64]int64{},
	}
}

func (h *history) saved(s news.Story) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cut {
		return
	}
	h.saves[savedKey{s.Number, s.Revision}] = s.Content.Headline
}

func (h *history) published(s news.Story) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cut {
		return
	}
	h.publishes[s.Number] = append(h.publishes[s.Number], publishedKey{revision: s.PublishedRevision, edition: s.Edition, headline: s.Content.Headline})
	h.editions[s.Edition] = s.Number
}

func (h *history) uploaded(p news.Picture) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cut {
		return
	}
	h.pictures[p.ID] = p.Hash
}

// power says whether there is any. Without it nothing is noted: for a moment after its disk has gone a program
// may be told that a write of that moment is on it.
func (h *history) power(on bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.cut = !on
}

// editionCount is how many publications were acknowledged.
func (h *history) editionCount() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.editions)
}

func (h *history) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return fmt.Sprintf("%d saves, %d publications, %d pictures acknowledged", len(h.saves), len(h.editions), len(h.pictures))
}
