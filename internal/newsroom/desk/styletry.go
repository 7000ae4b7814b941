package desk

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// How far back a rule is tried, on how many stories, for how long, and how many of its hits are returned.
const (
	week         = 7 * 24 * time.Hour
	mostTried    = 500
	longestTry   = 5 * time.Second
	mostTriedHit = 200
	mostSample   = 200 << 10
)

// Tried is what a rule would have found.
type Tried struct {
	Rule    style.Rule
	Since   time.Time  // stories that were changed or published since
	Stories int        // how many of them were read
	More    bool       // there are more of them, which were not read
	Slow    bool       // it took too long: the rest was not read
	Flagged int        // how many of the stories it finds something in
	Count   int        // how much it finds in all
	Hits    []StyleHit // of the newest stories, at most 200
	Sample  []StyleHit // in the text that was sent along
}

// StyleHit is one thing that a rule finds.
type StyleHit struct {
	Story    int64 // 0 for the text that was sent along
	Headline string
	Text     string // of the part of the story that it is in
	style.Finding
}

// TryStyle reads the stories of the last seven days, as they are now, by one rule that is not kept, and says what it finds; and a text,
// which may be none. The text of the rule may lack an id.
func (d *Desk) TryStyle(ctx context.Context, by news.Person, language news.Language, text, sample string) (Tried, error) {
	if err := errors.Join(by.May(news.ReadCopy), styleLanguage(language)); err != nil {
		return Tried{}, err
	}
	rule, err := CheckStyle("", text)
	if err != nil {
		return Tried{}, err
	}
	if rule.ID == "" {
		rule.ID = "new"
	}
	return d.tryStyle(ctx, language, rule, sample)
}

// TryStyleRule is TryStyle for a rule that is there, as it is.
func (d *Desk) TryStyleRule(ctx context.Context, by news.Person, language news.Language, id, sample string) (Tried, error) {
	if err := by.May(news.ReadCopy); err != nil {
		return Tried{}, err
	}
	r, err := d.StyleRule(ctx, language, id)
	if err != nil {
		return Tried{}, err
	}
	if r.Broken != "" {
		return Tried{}, news.Errorf(news.Conflict, "The rule %q cannot be read, so it is not tried.", id)
	}
	return d.tryStyle(ctx, language, r.Rule, sample)
}

func (d *Desk) tryStyle(ctx context.Context, language news.Language, rule style.Rule, sample string) (Tried, error) {
	if len(sample) > mostSample {
		return Tried{}, news.Errorf(news.TooLarge, "The text has more than %d KB.", mostSample>>10)
	}
	alone, err := style.New("", string(language), []style.Rule{rule})
	if err != nil {
		return Tried{}, news.Errorf(news.Invalid, "The rule cannot be read: %s.", err)
	}
	t := Tried{Rule: rule}
	if sample != "" {
		story := style.Story{}
		story.Body.Text, story.Body.Language = sample, string(language)
		for _, f := range alone.Check(story) {
			t.Sample = append(t.Sample, StyleHit{Text: story.Text(f.Field), Finding: f})
		}
	}
	w, err := d.readWeek(ctx, language, alone)
	if err != nil {
		return t, err
	}
	t.Since, t.Stories, t.More, t.Slow = w.since, w.read, w.more, w.slow
	for i, found := range w.found {
		if len(found) > 0 {
			t.Flagged++
		}
		t.Count += len(found)
		for _, f := range found {
			if len(t.Hits) < mostTriedHit {
				s := &w.stories[i]
				t.Hits = append(t.Hits, StyleHit{Story: s.Number, Headline: s.Content.Headline, Text: w.texts[i].Text(f.Field), Finding: f})
			}
		}
	}
	return t, nil
}

// weekRead is the stories of the last seven days, read by a sheet.
type weekRead struct {
	since   time.Time
	stories []news.Story
	texts   []style.Story
	found   [][]style.Finding
	read    int
	more    bool
	slow    bool
}

func (d *Desk) readWeek(ctx context.Context, language news.Language, sheet *style.Sheet) (w weekRead, err error) {
	now, err := d.db.Now(ctx)
	if err != nil {
		return w, err
	}
	house, err := d.db.House(ctx)
	if err != nil {
		return w, err
	}
	w.since = now.Add(-week)
	if w.stories, err = d.db.StoriesSince(ctx, language, w.since, mostTried+1); err != nil {
		return w, err
	}
	w.stories = slices.DeleteFunc(w.stories, func(s news.Story) bool { return s.Readable() != nil })
	if len(w.stories) > mostTried {
		w.stories, w.more = w.stories[:mostTried], true
	}
	w.texts, w.found = make([]style.Story, len(w.stories)), make([][]style.Finding, len(w.stories))
	return w, w.check(ctx, house.Location(), sheet)
}

// check reads the stories, several at a time, the newest first, until the time is up.
func (w *weekRead) check(ctx context.Context, zone *time.Location, sheet *style.Sheet) error {
	limited, cancel := context.WithTimeout(ctx, longestTry)
	defer cancel()
	var wg sync.WaitGroup
	var mu sync.Mutex
	next := 0
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		if next == len(w.stories) || limited.Err() != nil {
			return -1
		}
		next++
		return next - 1
	}
	for range min(runtime.GOMAXPROCS(0), 4) {
		wg.Go(func() {
			for i := take(); i >= 0; i = take() {
				w.texts[i] = reading.StyleStory(w.stories[i], zone)
				w.found[i] = sheet.Check(w.texts[i])
			}
		})
	}
	wg.Wait()
	w.read, w.slow = next, next < len(w.stories)
	return ctx.Err()
}

// StyleWeek is how often each rule finds something in the stories of the last seven days, as they are now.
type StyleWeek struct {
	Found   map[string]int // by the rule's id
	Since   time.Time
	Stories int
	More    bool
	At      time.Time // when it was counted
}

// weekKept is how long a count is shown before the stories are read again.
const weekKept = time.Minute

// StyleWeek counts what the rules find in the stories of the last seven days. The count is up to a minute old, unless a rule has changed since.
func (d *Desk) StyleWeek(ctx context.Context, language news.Language) (StyleWeek, error) {
	s, err := d.style(ctx, language)
	if err != nil {
		return StyleWeek{}, err
	}
	s.counting.Lock()
	defer s.counting.Unlock()
	now := d.clock()
	if age := now.Sub(s.week.At); s.week.Found != nil && age >= 0 && age < weekKept {
		return s.week, nil
	}
	w, err := d.readWeek(ctx, language, s.sheet)
	if err != nil {
		return StyleWeek{}, err
	}
	s.week = StyleWeek{Found: map[string]int{}, Since: w.since, Stories: w.read, More: w.more || w.slow, At: now}
	for _, found := range w.found {
		for _, f := range found {
			s.week.Found[f.Rule]++
		}
	}
	return s.week, nil
}
