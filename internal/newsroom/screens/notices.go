package screens

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// noticesPage is what somebody is told, by story.
type noticesPage struct {
	*visit
	groups []noticeGroup
	unread int
	all    bool // what was read is shown as well
}

// noticeGroup is what is told of one story.
type noticeGroup struct {
	story   int64 // 0 for what is of none
	title   string
	notices []news.Notice // the newest first
	unread  int
}

func (s *screens) notices(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := noticesPage{visit: v, all: r.URL.Query().Get("all") != ""}
	list, err := s.DB.Notices(r.Context(), v.person.ID, !p.all, 200)
	if err != nil {
		return err
	}
	for _, n := range list {
		i := slices.IndexFunc(p.groups, func(g noticeGroup) bool { return g.story == n.Story })
		if i < 0 {
			p.groups = append(p.groups, noticeGroup{story: n.Story, title: n.Title})
			i = len(p.groups) - 1
		}
		g := &p.groups[i]
		g.notices = append(g.notices, n)
		if n.Read.IsZero() {
			g.unread++
			p.unread++
		}
	}
	return show(w, r, http.StatusOK, noticesView(p))
}

// readNotices notes what was read: one notice, all of a story, or all.
func (s *screens) readNotices(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	var story int64
	if n := numbersIn(line(r, "story")); len(n) > 0 {
		story = n[0]
	}
	if err := s.Desk.ReadNotices(r.Context(), v.person, line(r, "id"), story); err != nil {
		return err
	}
	return to(w, r, "/n/notices", "")
}

// noticeHref is where a notice leads: it counts as read when somebody goes there.
func noticeHref(n news.Notice) string {
	path := storyPath(n.Story)
	switch n.Kind {
	case news.NoticeQuestion, news.NoticeMention, news.NoticeAnswer:
		path += "/notes"
	case news.NoticeApproval:
		path = "/n"
	}
	if n.Kind == news.NoticeWireDown {
		return seen("/n/wires/w/"+url.PathEscape(n.Wire), n.ID)
	}
	if n.Kind == news.NoticeWire {
		return seen(dispatchPath(n.Dispatch), n.ID)
	}
	if n.Story == 0 && n.Kind == news.NoticeSource {
		return seen("/n/ticker", n.ID)
	}
	if n.Story == 0 { // what the gate held is told without a story: it may be of a flash
		path = "/n/held"
		if n.Kind == news.NoticeRights { // of a picture that no story has
			path = "/n/pictures"
		}
	}
	return seen(path, n.ID)
}

// choicesPage is what somebody wants to be told of.
type choicesPage struct {
	*visit
	choices news.NoticeChoices
	trouble string
}

func (s *screens) noticeChoices(w http.ResponseWriter, r *http.Request, v *visit) error {
	c, err := s.DB.NoticeChoices(r.Context(), v.person.ID)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, choicesView(choicesPage{visit: v, choices: c}))
}

func (s *screens) chooseNotices(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	c := news.NoticeChoices{Inbox: map[news.NoticeKind]bool{}, Mail: map[news.NoticeKind]bool{}}
	c.Quiet = news.Quiet{From: news.LatinDigits(line(r, "quiet_from")), To: news.LatinDigits(line(r, "quiet_to"))}
	for _, k := range news.NoticeKinds {
		inbox, mail := line(r, "inbox_"+string(k)) != "", line(r, "mail_"+string(k)) != ""
		if inbox != (news.NoticeChoices{}).InInbox(k) { // only what differs is kept
			c.Inbox[k] = inbox
		}
		if mail != (news.NoticeChoices{}).ByMail(k) {
			c.Mail[k] = mail
		}
	}
	_, err := s.Desk.ChooseNotices(r.Context(), v.person, c)
	if err == nil {
		return to(w, r, "/n/me/notices", "saved")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return show(w, r, status, choicesView(choicesPage{visit: v, choices: c, trouble: why}))
}

// notesPage is what people say about one story.
type notesPage struct {
	*visit
	story   news.Story
	notes   []news.Note
	staff   []news.Person
	text    string
	asks    bool
	answers string // the question that is answered
	once    string
	trouble string
}

func (s *screens) openNotes(r *http.Request, v *visit) (p notesPage, err error) {
	n, err := numberIn(r, "number")
	if err != nil {
		return p, err
	}
	story, err := s.DB.Story(r.Context(), n)
	if err != nil {
		return p, err
	}
	p, err = s.notesOf(r.Context(), v, story)
	p.answers = r.URL.Query().Get("answers")
	return p, err
}

func (s *screens) notesOf(ctx context.Context, v *visit, story news.Story) (p notesPage, err error) {
	p = notesPage{visit: v, story: story, once: newOnce()}
	if p.notes, err = s.DB.Notes(ctx, story.Number, 0); err != nil {
		return p, err
	}
	p.staff, err = s.DB.People(ctx)
	return p, err
}

func (s *screens) notes(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openNotes(r, v)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("part") { // the editor's pane, which asks for the lines alone
		return show(w, r, http.StatusOK, noteLines(p))
	}
	return show(w, r, http.StatusOK, notesView(p))
}

func (s *screens) writeNote(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openNotes(r, v)
	if err != nil {
		return err
	}
	p.text, p.asks, p.answers = strings.TrimSpace(r.PostFormValue("text")), line(r, "question") != "", line(r, "answers")
	_, err = s.Desk.WriteNote(oneTime(r, line(r, "once"), "note"), v.person, p.story.Number, desk.NewNote{Text: p.text, Question: p.asks, Answers: p.answers})
	if err == nil {
		return to(w, r, storyPath(p.story.Number)+"/notes", "noted")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, notesView(p))
}

// noteParts are a note's text in pieces: names that it mentions stand out.
func noteParts(n news.Note) (parts []notePart) {
	rest := n.Text
	for rest != "" {
		at, who := -1, ""
		for _, m := range n.Mentions {
			if i := strings.Index(strings.ToLower(rest), "@"+strings.ToLower(m.Name)); i >= 0 && (at < 0 || i < at) {
				at, who = i, m.Name
			}
		}
		if at < 0 || at+1+len(who) > len(rest) {
			return append(parts, notePart{text: rest})
		}
		parts = append(parts, notePart{text: rest[:at]}, notePart{text: rest[at : at+1+len(who)], name: true})
		rest = rest[at+1+len(who):]
	}
	return parts
}

type notePart struct {
	text string
	name bool
}
