package screens

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/stet-news/stet/internal/news"
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

// writers are whom a story can be given to, with how many each has open.
type writers struct {
	writers []news.Person
	open    map[string]int
}

// writersFor returns who writes, those of the desk first.
func (s *screens) writersFor(r *http.Request, desk string) (w writers, err error) {
	w.open = map[string]int{}
	if w.writers, err = s.DB.People(r.Context()); err != nil {
		return w, err
	}
	w.writers = slices.DeleteFunc(w.writers, func(o news.Person) bool { return o.May(news.Save) != nil })
	slices.SortStableFunc(w.writers, func(a, b news.Person) int {
		if (a.Desk == desk) == (b.Desk == desk) {
			return cmp.Compare(a.Name, b.Name)
		}
		if a.Desk == desk {
			return -1
		}
		return 1
	})
	open, err := s.DB.Stories(r.Context(), store.StoryFilter{Statuses: []news.Status{news.Assigned, news.Writing}})
	for _, st := range open {
		w.open[st.Owner.ID]++
	}
	return w, err
}

// busy says how many stories somebody has open.
func (v *visit) busy(w writers, id string) string {
	if n := w.open[id]; n > 0 {
		return " (" + v.count(n) + ")"
	}
	return ""
}

// assignPage asks who is to write a story.
type assignPage struct {
	*visit
	writers
	story             news.Story
	to                string
	due, length, note string
	once              string
	trouble           string
}

func (s *screens) openAssign(r *http.Request, v *visit) (p assignPage, err error) {
	p = assignPage{visit: v, once: newOnce()}
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
	p.writers, err = s.writersFor(r, p.story.Desk)
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
	a, err := v.assignment(p.to, p.due, p.length, p.note)
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
