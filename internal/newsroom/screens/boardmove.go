package screens

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// way is how a story gets from one column to another.
type way struct {
	verb news.Verb
	why  string // why there is none
	ask  string // after the story's own path: where it is done
}

// wayTo returns the way from one status to another. Which verb it is, is decided here and
// nowhere else; whether it may be done is the desk's to say.
func wayTo(from, to news.Status) way {
	switch to {
	case news.Idea:
		return way{why: "A story that somebody was given is no idea any more. Spike it, or start a new one."}
	case news.Assigned:
		return way{verb: news.Assign, ask: "/assign"}
	case news.Writing:
		switch from {
		case news.WithDesk, news.Legal, news.Ready:
			return way{verb: news.Return}
		case news.Idea, news.Assigned:
			return way{verb: news.Save, ask: "#text"}
		}
		return way{verb: news.Return}
	case news.WithDesk:
		switch from {
		case news.Legal:
			return way{verb: news.ClearLegal}
		case news.Ready:
			return way{why: "A story that is ready goes back to its writer, not to the desk. Move it to Writing."}
		}
		return way{verb: news.Submit}
	case news.Legal:
		return way{verb: news.NeedLegal}
	case news.Ready:
		if from == news.Scheduled {
			return way{verb: news.Unschedule}
		}
		return way{verb: news.MarkReady}
	case news.Scheduled:
		return way{verb: news.Schedule, ask: "#publish"}
	case news.Live:
		if from == news.Withdrawn {
			return way{verb: news.Reinstate, ask: "#publish"}
		}
		return way{verb: news.Publish, ask: "/publish"}
	}
	return way{why: "There is no such column."}
}

// movesOf returns what each other column is to the story.
func movesOf(v *visit, s news.Story) (moves []move) {
	for _, to := range onBoard {
		if to == s.Status {
			continue
		}
		w := wayTo(s.Status, to)
		m := move{to: to, why: v.kept(w.why)}
		if w.verb != "" {
			if err := errors.Join(v.person.MayOn(w.verb, s)); err != nil {
				m.why = v.say(err)
			} else if err := s.Check(w.verb, v.now); err != nil {
				m.why = v.say(err)
			}
		}
		if m.why == "" && w.ask != "" {
			m.ask = storyPath(s.Number) + w.ask
		}
		moves = append(moves, m)
	}
	return moves
}

// can are the moves that can be made, and cannot those that cannot.
func (c card) can(yes bool) (moves []move) {
	for _, m := range c.moves {
		if (m.why == "") == yes {
			moves = append(moves, m)
		}
	}
	return moves
}

// moveData is what the page's script knows of the card's moves: by column, "" for one that
// is made by sending the form, an address to go to, or "!" and why not.
func (c card) moveData() map[news.Status]string {
	data := map[news.Status]string{}
	for _, m := range c.moves {
		switch {
		case m.why != "":
			data[m.to] = "!" + m.why
		default:
			data[m.to] = m.ask
		}
	}
	return data
}

// moveCard moves one card, as the button or the drop said: "4421.ready".
func (s *screens) moveCard(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, to, _ := strings.Cut(line(r, "move"), ".")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return news.Errorf(news.Invalid, "Say which story is to be moved.")
	}
	st, err := s.DB.Story(r.Context(), n)
	if err == nil {
		way := wayTo(st.Status, news.Status(to))
		switch {
		case way.verb == "":
			err = news.Errorf(news.Conflict, "%s", way.why)
		case way.ask != "":
			http.Redirect(w, r, storyPath(n)+way.ask, http.StatusSeeOther)
			return nil
		default:
			err = s.makeMove(r, v, n, way.verb)
		}
	}
	return s.afterMove(w, r, v, []int64{n}, nil, err)
}

// makeMove does the verb of a move to the story.
func (s *screens) makeMove(r *http.Request, v *visit, n int64, verb news.Verb) (err error) {
	ctx := oneTime(r, line(r, "once"), "move:"+line(r, "move"))
	switch verb {
	case news.Submit:
		_, err = s.Desk.Submit(ctx, v.person, n, line(r, "note"))
	case news.Return:
		_, err = s.Desk.Return(ctx, v.person, n, line(r, "note"))
	case news.MarkReady:
		_, err = s.Desk.Ready(ctx, v.person, n, line(r, "note"))
	case news.Unschedule:
		_, err = s.Desk.Unschedule(ctx, v.person, n, line(r, "note"))
	case news.NeedLegal:
		_, err = s.Desk.SetCheck(ctx, v.person, n, desk.Checked{Check: news.LegalCheck, State: news.Needed, Note: line(r, "note")})
	case news.ClearLegal:
		_, err = s.Desk.SetCheck(ctx, v.person, n, desk.Checked{Check: news.LegalCheck, State: news.Done, Note: line(r, "note")})
	default:
		err = news.Errorf(news.Invalid, "There is no such move.")
	}
	return err
}

// afterMove goes back to the page, or shows it with why not.
func (s *screens) afterMove(w http.ResponseWriter, r *http.Request, v *visit, stories []int64, lines []desk.BulkLine, err error) error {
	q, _ := url.ParseQuery(line(r, "back")) // what is no query shows the whole board
	if at := line(r, "at"); at != "" {
		q.Set("at", at)
	}
	refused := slices.DeleteFunc(slices.Clone(lines), func(l desk.BulkLine) bool { return l.Problem == "" })
	if err == nil && len(refused) == 0 {
		if len(stories) == 1 {
			q.Set("moved", strconv.FormatInt(stories[0], 10))
		} else {
			q.Set("done", strconv.Itoa(len(stories)))
		}
		http.Redirect(w, r, "/n/desk/"+r.PathValue("desk")+"?"+q.Encode(), http.StatusSeeOther)
		return nil
	}
	status := http.StatusConflict
	why := ""
	if err != nil {
		var internal error
		if why, status, internal = v.refusal(r, err); internal != nil {
			return internal
		}
	}
	p, err := s.openBoard(r, v, q)
	if err != nil {
		return err
	}
	p.trouble, p.lines = why, refused
	if len(refused) > 0 {
		p.trouble = strings.NewReplacer("{n}", v.count(len(refused)), "{of}", v.count(len(lines))).Replace(v.t("{n} of {of} stories stay as they were:"))
	}
	return show(w, r, status, boardScreen(p))
}

// boardBulk does one thing to the cards that are marked.
func (s *screens) boardBulk(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	var stories []int64
	for _, one := range r.PostForm["story"] {
		if n, err := strconv.ParseInt(one, 10, 64); err == nil {
			stories = append(stories, n)
		}
	}
	b := desk.Bulk{Verb: news.Verb(line(r, "do")), Stories: stories, Note: line(r, "note")}
	var err error
	switch b.Verb {
	case news.Assign:
		b.Assign.Person = line(r, "person")
		b.Assign.Due, err = v.fromField(news.LatinDigits(line(r, "due")))
		if err == nil && b.Assign.Person == "" {
			err = news.Errorf(news.Invalid, "Say to whom.")
		}
	case news.Move:
		b.Desk = line(r, "desk")
	case desk.Tagging:
		b.Topic = line(r, "topic")
	}
	var lines []desk.BulkLine
	if err == nil {
		lines, err = s.Desk.All(oneTime(r, line(r, "once"), "bulk:"+string(b.Verb)), v.person, b)
	}
	return s.afterMove(w, r, v, stories, lines, err)
}

// newIdea puts an idea on the desk's board.
func (s *screens) newIdea(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	language := v.house.Languages[0]
	if slices.Contains(v.house.Languages, v.person.Language) {
		language = v.person.Language
	}
	var made news.Story
	var err error
	if words := line(r, "headline"); words == "" {
		err = news.Errorf(news.Invalid, "Say in a few words what the idea is.")
	} else {
		made, err = s.Desk.Create(oneTime(r, line(r, "once"), "idea"), v.person, desk.Start{
			Desk: r.PathValue("desk"), Idea: true, Content: news.Content{Language: language, Headline: words},
		})
	}
	return s.afterMove(w, r, v, []int64{made.Number}, nil, err)
}
