package press

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// correctionsPage is what the template of the corrections of a month needs.
type correctionsPage struct {
	shell
	notes        []storyNote
	newer, older *dayLink // months
	policy       string   // path
}

// storyNote is a public note with the story that it is on.
type storyNote struct {
	note
	story edition.Card
}

// printCorrections prints every note of a month, the newest first; without a month, of
// the newest in which there is one.
func printCorrections(v *archive.View, r route, name string) (*draft, error) {
	months := correctedMonths(v, r.language)
	month := r.day
	if month == "" && len(months) > 0 {
		month = months[0]
	}
	w := wordsIn(v.House(), r.language)
	p := correctionsPage{shell: shellOf(v, r.language, name, w.corrections)}
	p.languages = everyLanguage(p.house, func(l news.Language) string { return corrections(l, "") })
	if r.day != "" {
		p.languages = nil
	}
	p.policy = p.policyPath()
	if month == "" {
		return p.print(name, http.StatusOK, correctionsHTML(p))
	}
	at, err := time.Parse(monthForm, month)
	if err != nil {
		return nil, err
	}
	if r.day != "" {
		p.title += w.dash + w.monthYear(at)
	}
	if p.notes, err = p.notesOf(v, month); err != nil {
		return nil, err
	}
	i := slices.Index(months, month)
	p.newer, p.older = p.monthLink(months, i-1), p.monthLink(months, i+1)
	return p.print(name, http.StatusOK, correctionsHTML(p))
}

func (s shell) monthLink(months []string, i int) *dayLink {
	if i < 0 || i >= len(months) {
		return nil
	}
	at, err := time.Parse(monthForm, months[i])
	if err != nil {
		return nil
	}
	return &dayLink{at, corrections(s.language, months[i])}
}

// notesOf returns the notes of the month. Months are those of UTC: the pages of a list that
// goes on, not a statement about the day, which each note has beside it.
func (s shell) notesOf(v *archive.View, month string) (notes []storyNote, err error) {
	list := archive.List{Language: s.language, Corrected: month}
	cards, err := v.Newest(list, 0, v.Count(list))
	if err != nil {
		return nil, err
	}
	for _, c := range cards {
		story, err := v.Story(c.Number)
		if err != nil {
			return nil, err
		}
		for _, n := range story.Corrections {
			if n.At.UTC().Format(monthForm) == month {
				notes = append(notes, storyNote{note{s.words.note(n.Kind), n.Note, s.local(n.At)}, c})
			}
		}
	}
	slices.SortStableFunc(notes, func(a, b storyNote) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.story.Number, a.story.Number))
	})
	return notes, nil
}

// correctedIn reports whether the month has a page.
func correctedIn(v *archive.View, l news.Language, month string) bool {
	return v.Count(archive.List{Language: l, Corrected: month}) > 0
}

// correctedMonths returns the months that have a page, the newest first.
func correctedMonths(v *archive.View, l news.Language) (months []string) {
	all := archive.List{Language: l}
	oldest, err := v.Newest(all, v.Count(all)-1, 1)
	if err != nil || len(oldest) == 0 {
		return nil
	}
	first := oldest[0].Published.UTC()
	first = time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, time.UTC)
	end := v.At().UTC()
	for at := time.Date(end.Year(), end.Month(), 1, 0, 0, 0, 0, time.UTC); !at.Before(first); at = at.AddDate(0, -1, 0) {
		if month := at.Format(monthForm); correctedIn(v, l, month) {
			months = append(months, month)
		}
	}
	return months
}

// correctionPages adds the pages of corrections, if the story has one: there are few.
func (a *Affected) correctionPages(before, after *archive.View, s edition.Story) {
	if len(s.Corrections) == 0 {
		return
	}
	a.stale(corrections(s.Language, ""))
	for _, v := range []*archive.View{before, after} {
		for _, month := range correctedMonths(v, s.Language) {
			a.stale(corrections(s.Language, month))
		}
	}
}

// policyPath returns where the house says how it corrects, "" if it does not.
func (s shell) policyPath() string {
	if p, ok := s.house.Page(news.PolicyPage); ok && p.Texts[s.language].Title != "" {
		return ownPage(s.language, news.PolicyPage)
	}
	return ""
}
