package screens

import (
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// bulkPage is what became of each of many stories.
type bulkPage struct {
	*visit
	verb  news.Verb
	lines []desk.BulkLine
	names map[int64]news.Story
	back  string
}

// bulk does one verb to the stories that are chosen in a list.
func (s *screens) bulk(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	b := desk.Bulk{
		Verb: news.Verb(line(r, "do")), Stories: numbersIn(strings.Join(r.PostForm["story"], " ")), Note: line(r, "note"), Desk: line(r, "desk"), Topic: line(r, "topic"),
	}
	if b.Verb == news.Assign {
		a, err := assignmentIn(r, v)
		if err != nil {
			return err
		}
		b.Assign = a
	}
	p := bulkPage{visit: v, verb: b.Verb, names: map[int64]news.Story{}, back: "/n"}
	lines, err := s.Desk.All(oneTime(r, line(r, "once"), "bulk-"+string(b.Verb)), v.person, b)
	if err != nil {
		return err
	}
	p.lines = lines
	for _, l := range lines {
		st, err := s.DB.Story(r.Context(), l.Story)
		if err != nil {
			continue // its line says that there is none
		}
		p.names[l.Story], p.back = st, "/n/desk/"+st.Desk
	}
	return show(w, r, http.StatusOK, bulkView(p))
}

// doneTo counts the stories that it was done to.
func (p bulkPage) doneTo() (n int) {
	for _, l := range p.lines {
		if l.Problem == "" {
			n++
		}
	}
	return n
}
