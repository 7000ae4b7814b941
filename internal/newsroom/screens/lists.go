package screens

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// headline is what lists call a story.
// headline is the story's, or in its language that it has none yet.
func headline(s news.Story) string {
	if s.Content.Headline == "" {
		return tongueOf(s.Content.Language).t("(no headline yet)")
	}
	return s.Content.Headline
}

// itemID changes when the line of the story in a list does.
func itemID(s news.Story) string { return fmt.Sprintf("%d.%d.%s", s.Number, s.Revision, s.Status) }

// words counts the words of a body.
func words(d news.Document) int {
	n := 0
	for _, f := range strings.Fields(d.Plain()) {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			n++
		}
	}
	return n
}

// wordOf is the word for a state.
func wordOf(s news.Status) string { return news.Story{Status: s}.Label(never) }

// newPage is the form that starts a story.
type newPage struct {
	*visit
	desk     string
	headline string
	language news.Language
	section  string
	once     string
	trouble  string
}

func (s *screens) newStoryForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.person.May(news.CreateStory); err != nil {
		return err
	}
	p := newPage{visit: v, desk: r.URL.Query().Get("desk"), language: v.house.Languages[0], once: newOnce()}
	if p.desk == "" {
		p.desk = v.person.Desk
	}
	if slices.Contains(v.house.Languages, v.person.Language) {
		p.language = v.person.Language
	}
	return show(w, r, http.StatusOK, newView(p))
}

func (s *screens) newStory(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := newPage{
		visit: v, desk: line(r, "desk"), headline: line(r, "headline"), language: news.Language(line(r, "language")),
		section: line(r, "section"), once: line(r, "once"),
	}
	c := news.Content{Language: p.language, Section: p.section, Headline: p.headline}
	if v.person.May(news.Return) != nil { // a reporter signs; a desk decides
		c.Byline.People = []string{v.person.Name}
	}
	st, err := s.Desk.Create(oneTime(r, p.once, "start"), v.person, desk.Start{Desk: p.desk, Content: c})
	if err == nil {
		return to(w, r, storyPath(st.Number), "started")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, newView(p))
}
