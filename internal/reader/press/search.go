package press

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/ask"
)

// cacheSearch lets nobody keep what was found without asking again: a story may have been
// taken away.
const cacheSearch = "private, no-cache"

// searchPage is what the template of a search needs.
type searchPage struct {
	shell
	say      *searchWords
	ask      ask.Ask
	found    edition.Found
	results  []result
	latest   []card  // where nothing was found or asked for
	corrects string  // another text for the same search
	named    []place // what has a name like it
}

// result is a story that was found.
type result struct {
	card
	headline, snippet []ask.Run
	section           string
}

// Search prints what was found of what was asked. corrected is the same text spelled as
// stories have it, "" if it cannot be told. Of the stories that were found, those are shown
// that readers have in this edition, as they have them. accept is the request's
// Accept-Encoding: the answer is for this one reader, and compressed as is best for them.
func (p *Press) Search(v *archive.View, l news.Language, a ask.Ask, f edition.Found, corrected, accept string) (*Page, error) {
	s := searchPage{shell: shellOf(v, l, "", titleOf(a, l)), say: searchWordsOf(l), ask: a, found: f, corrects: corrected}
	m := ask.NewMarker(a.Words)
	var stories []edition.Story
	for _, n := range f.Numbers {
		story, err := v.Story(n)
		if err != nil { // it was taken away, or is not here yet
			s.found.Total--
			continue
		}
		stories = append(stories, story)
		s.results = append(s.results, s.resultOf(story, m))
	}
	s.named = s.placesFor(stories)
	if len(s.results) == 0 {
		newest, err := v.Newest(archive.List{Language: l, Section: a.Section}, 0, missingLines)
		if err != nil {
			return nil, err
		}
		s.latest = s.cardsOf(newest, slot{}, 0)
		if section, ok := s.house.Section(a.Section); ok {
			w := *s.words
			w.latest = s.say.latestIn + " " + section.Name(l)
			s.words = &w
		}
	}
	return p.searched(v, s, http.StatusOK, accept)
}

func titleOf(a ask.Ask, l news.Language) string {
	if a.Text == "" {
		return searchWordsOf(l).search
	}
	return a.Text + " – " + searchWordsOf(l).search
}

func (s searchPage) resultOf(story edition.Story, m *ask.Marker) result {
	r := result{card: s.cardsOf([]edition.Card{story.Card}, slot{}, 0)[0]}
	if section, ok := s.house.Section(story.Section); ok {
		r.section = section.Name(s.language)
	}
	text := story.Body.Plain()
	found := m.Story(story.Headline, story.Standfirst, text)
	r.headline = found.Mark(story.Headline)
	r.snippet = found.Snippet(story.Standfirst)
	if !marked(r.snippet) {
		if in := found.Snippet(text); marked(in) || len(r.snippet) == 0 {
			r.snippet = in
		}
	}
	return r
}

func marked(runs []ask.Run) bool {
	for _, r := range runs {
		if r.Marked {
			return true
		}
	}
	return false
}

// SearchAway prints the page that says, kindly, that nothing can be searched now.
func (p *Press) SearchAway(v *archive.View, l news.Language, a ask.Ask, accept string) (*Page, error) {
	s := searchPage{shell: shellOf(v, l, "", searchWordsOf(l).away.title), say: searchWordsOf(l), ask: a}
	return p.searched(v, s, http.StatusServiceUnavailable, accept)
}

func (p *Press) searched(v *archive.View, s searchPage, status int, accept string) (*Page, error) {
	d, err := s.print(search(s.language), status, searchHTML(s, status != http.StatusOK))
	if err != nil {
		return nil, err
	}
	if err := d.render(p.custom); err != nil {
		return nil, fmt.Errorf("print a search: %w", err)
	}
	d.cache = cacheSearch
	if status == http.StatusOK {
		d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	} else {
		d.headers = append(d.headers, "Retry-After", "30")
	}
	bar, err := p.Bar(v, s.language)
	if err != nil {
		return nil, err
	}
	return d.once(bar, accept)
}

// count says how much was found.
func (s searchPage) count() string {
	if s.found.More {
		return s.say.more(s.words, s.found.Total)
	}
	return s.say.results(s.words, s.found.Total)
}

// last is the number of the last page of results that there is.
func (s searchPage) last() int {
	n := min(s.found.Total, edition.MostFound)
	return max(1, (n+ask.PerPage-1)/ask.PerPage)
}

// limits says which filter leaves stories out, in the reader's words.
func (s searchPage) limits(f ask.Filter) string {
	switch f {
	case ask.BySection:
		section, _ := s.house.Section(s.ask.Section)
		return section.Name(s.language)
	case ask.ByAuthor:
		return s.ask.Author
	case ask.ByKind:
		return s.say.kinds[s.ask.Kind]
	case ask.ByDaysInText:
		return s.between(s.ask.Days.From, s.ask.Days.Before.AddDate(0, 0, -1))
	default:
		from, _ := time.Parse(time.DateOnly, s.ask.From)
		to, _ := time.Parse(time.DateOnly, s.ask.To)
		return s.between(from, to)
	}
}

// between names the days from the one to the other, both within; a zero one is open.
func (s searchPage) between(from, to time.Time) string {
	switch {
	case from.IsZero():
		return s.say.until(s.date(to))
	case to.IsZero():
		return s.say.since(s.date(from))
	case sameDay(from, to):
		return s.date(from)
	default:
		return s.date(from) + " – " + s.date(to)
	}
}

// asked says what was looked for, and among what.
func (s searchPage) asked() string {
	var parts []string
	if text := strings.Join(s.ask.Words, " "); text != "" {
		parts = append(parts, "“"+text+"”")
	}
	for _, f := range s.ask.Filters() {
		parts = append(parts, s.limits(f))
	}
	return strings.Join(parts, " · ")
}

// stuck reports whether nothing was found and one of the form's filters may be why.
func (s searchPage) stuck() bool {
	a := s.ask
	return len(s.results) == 0 && (a.From != "" || a.To != "" || a.Section != "" || a.Author != "" || a.Kind != "" || a.Language != s.language)
}

// runsHTML writes the runs with nothing between them.
func runsHTML(runs []ask.Run) templ.Component {
	var b strings.Builder
	for _, r := range runs {
		if text := templ.EscapeString(r.Text); r.Marked {
			b.WriteString("<mark>" + text + "</mark>")
		} else {
			b.WriteString(text)
		}
	}
	return templ.Raw(b.String())
}

// search is the path of the search page.
func search(l news.Language) string { return ask.Path(l) }
