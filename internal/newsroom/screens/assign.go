package screens

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// flagWords are what flags are called.
var flagWords = map[string]string{
	"late": "Late", "legal": "Legal", "picture": "Picture", "fact_check": "Facts", "embargo": "Embargo", "editing": "Being edited",
}

// viewQuery is how a view stands in the query: the board is what one gets without.
func viewQuery(view string) string {
	if view == boardView {
		return ""
	}
	return view
}

// cardID changes when anything does that a card shows.
func cardID(k card) string {
	return fmt.Sprintf("%s.%s.%d.%v.%v", itemID(k.Story), k.Owner.ID, k.Due.Unix(), k.Checks, k.editors)
}

func (p boardPage) sorted(by string) bool { return cmp.Or(p.filter.sort, "changed") == by }

func dueAt(k card) time.Time { return cmp.Or(k.PublishAt, k.Due) }

// lengthOf is how long the story is, and how long it is to be.
func lengthOf(p boardPage, k card) string {
	s := p.count(k.words)
	if k.Length > 0 {
		s += "/" + p.count(k.Length)
	}
	return s
}

// shortOf is the language in two letters.
func shortOf(l news.Language) string {
	if l == news.Bangla {
		return "বাং"
	}
	return "EN"
}

// lateWords say how late something is.
func (v *visit) lateWords(d time.Duration) string {
	n, unit := int(d.Minutes()), " min"
	switch {
	case d >= 48*time.Hour:
		n, unit = int(d.Hours()/24), " days"
	case d >= 2*time.Hour:
		n, unit = int(d.Hours()), " h"
	}
	return v.count(n) + v.t(unit) + " " + v.t("late")
}

// assignPage asks who is to write a story.
type assignPage struct {
	*visit
	story             news.Story
	writers           []news.Person
	open              map[string]int // how many stories each has open
	to                string
	due, length, note string
	once              string
	trouble           string
}

// busy says how many stories somebody has open.
func (p assignPage) busy(id string) string {
	if n := p.open[id]; n > 0 {
		return " (" + p.count(n) + ")"
	}
	return ""
}

func (s *screens) openAssign(r *http.Request, v *visit) (p assignPage, err error) {
	p = assignPage{visit: v, open: map[string]int{}, once: newOnce()}
	n, err := numberIn(r, "number")
	if err != nil {
		return p, err
	}
	if p.story, err = s.DB.Story(r.Context(), n); err != nil {
		return p, err
	}
	if err := v.person.MayOn(news.Assign, p.story); err != nil {
		return p, err
	}
	if p.writers, err = s.DB.People(r.Context()); err != nil {
		return p, err
	}
	p.writers = slices.DeleteFunc(p.writers, func(o news.Person) bool { return o.May(news.Save) != nil })
	// Those of the story's own desk come first.
	slices.SortStableFunc(p.writers, func(a, b news.Person) int {
		if (a.Desk == p.story.Desk) == (b.Desk == p.story.Desk) {
			return cmp.Compare(a.Name, b.Name)
		}
		if a.Desk == p.story.Desk {
			return -1
		}
		return 1
	})
	open, err := s.DB.Stories(r.Context(), store.StoryFilter{Statuses: []news.Status{news.Assigned, news.Writing}})
	for _, st := range open {
		p.open[st.Owner.ID]++
	}
	p.to, p.due = p.story.Owner.ID, v.field(p.story.Due)
	if p.story.Length > 0 {
		p.length = strconv.Itoa(p.story.Length)
	}
	return p, err
}

func (s *screens) assignForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openAssign(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, assignView(p))
}

func (s *screens) assignTo(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openAssign(r, v)
	if err != nil {
		return err
	}
	p.to, p.due, p.length, p.note = line(r, "person"), line(r, "due"), line(r, "length"), line(r, "note")
	a := desk.Assignment{Person: p.to, Note: p.note}
	if a.Due, err = v.fromField(news.LatinDigits(p.due)); err == nil && p.length != "" {
		if a.Length, err = strconv.Atoi(news.LatinDigits(p.length)); err != nil {
			err = news.Errorf(news.Invalid, "%q is not a number of words.", p.length)
		}
	}
	if err == nil {
		_, err = s.Desk.Assign(oneTime(r, line(r, "once"), "assign"), v.person, p.story.Number, a)
	}
	if err == nil {
		return to(w, r, storyPath(p.story.Number), "assigned")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, assignView(p))
}
