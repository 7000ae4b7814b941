package screens

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// wireAssignPage asks who is to write the stories of dispatches, before there are any.
type wireAssignPage struct {
	*visit
	writers
	dispatches        []news.Dispatch
	to                string
	due, length, note string
	back              string // the query of the list
	once              string
	trouble           string
	taken             bool // another took one of them a moment ago: they may be taken apart
}

func (s *screens) openWireAssign(r *http.Request, v *visit, ids []string, back string) (p wireAssignPage, err error) {
	p = wireAssignPage{visit: v, once: newOnce(), back: back}
	if err := v.person.May(news.Assign); err != nil {
		return p, err
	}
	if p.dispatches, err = s.markedDispatches(r, ids); err != nil {
		return p, err
	}
	p.writers, err = s.writersFor(r, v.person.Desk)
	return p, err
}

func (s *screens) wireAssignForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	q := r.URL.Query()
	p, err := s.openWireAssign(r, v, q["dispatch"], q.Get("back"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, wireAssignView(p))
}

// assignDispatches makes a story of each of the dispatches, and gives it to whom was chosen, each in one transaction.
func (s *screens) assignDispatches(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	ids := r.PostForm["dispatch"]
	p, err := s.openWireAssign(r, v, ids, line(r, "back"))
	if err != nil {
		return err
	}
	p.to, p.due, p.length, p.note = line(r, "person"), line(r, "due"), line(r, "length"), line(r, "note")
	a, err := v.assignment(p.to, p.due, p.length, p.note)
	if err == nil && p.to == "" {
		err = news.Errorf(news.Invalid, "Say to whom.")
	}
	var lines []desk.TakeLine
	if err == nil {
		how := desk.Take{Alone: line(r, "apart") == "", For: &a}
		lines, err = s.Desk.TakeAll(oneTime(r, line(r, "once"), "assign-marked"), v.person, ids, how)
	}
	if err == nil && len(lines) == 1 && lines[0].Err != nil {
		err = lines[0].Err // the form is shown again, what was typed still in it
	}
	if err == nil {
		if len(lines) == 1 && line(r, "back") == "" {
			return to(w, r, dispatchPath(ids[0]), "given")
		}
		return s.afterTaking(w, r, v, lines, "given")
	}
	_, p.taken = errors.AsType[*desk.TakenError](err)
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, wireAssignView(p))
}

// assignment reads what a form says of who is to write, by when, and how long.
func (v *visit) assignment(person, due, length, note string) (a desk.Assignment, err error) {
	a = desk.Assignment{Person: person, Note: note}
	if a.Due, err = v.fromField(news.LatinDigits(due)); err == nil && length != "" {
		if a.Length, err = strconv.Atoi(news.LatinDigits(length)); err != nil {
			err = news.Errorf(news.Invalid, "%q is not a number of words.", length)
		}
	}
	return a, err
}

// assignPath is where somebody is chosen for the dispatch.
func (p wiresPage) assignPath(id string) string {
	return "/n/wires/assign?" + url.Values{"dispatch": {id}}.Encode()
}
