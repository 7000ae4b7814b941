package screens

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/redline"
)

// kill asks a second person for a kill, or kills the story if the person says why no one
// is available. It returns the name of the sentence that says which.
func (s *screens) kill(ctx context.Context, r *http.Request, p *editorPage, reason string) (said string, err error) {
	if alone := line(r, "kill_alone"); alone != "" {
		_, err = s.Desk.Kill(ctx, p.person, p.story.Number, desk.KillOrder{Reason: reason, Alone: alone})
		return string(news.Kill), err
	}
	_, err = s.Desk.AskApproval(ctx, p.person, p.story.Number, desk.Approval{Verb: news.Kill, Reason: reason})
	return "asked", err
}

// withBreak adds the breaking of an embargo to the verbs, while one holds the story.
func (p editorPage) withBreak(verbs []news.Verb) []news.Verb {
	if p.now.Before(p.story.Embargo) && p.person.MayOn(news.BreakEmbargo, p.story) == nil {
		verbs = append(verbs, news.BreakEmbargo)
	}
	return verbs
}

// requestPage is a request, with what it is about.
type requestPage struct {
	*visit
	request news.Request
	story   news.Story
	closed  string // why it cannot be answered any more
	cannot  string // why this person cannot answer it
	trouble string
	once    string
}

func (p requestPage) mine() bool { return p.request.By.ID == p.person.ID }

func (s *screens) openRequest(r *http.Request, v *visit) (p requestPage, err error) {
	p = requestPage{visit: v, once: newOnce()}
	if p.request, err = s.DB.Request(r.Context(), r.PathValue("id")); err != nil {
		return p, err
	}
	if p.story, err = s.DB.Story(r.Context(), p.request.Story); err != nil {
		return p, err
	}
	if err := p.request.Open(v.now); err != nil {
		p.closed = v.say(err)
	}
	if err := v.person.MayAnswer(p.request, p.story); err != nil {
		p.cannot = v.say(err)
	}
	return p, nil
}

func (s *screens) request(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openRequest(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, requestView(p))
}

// answerRequest approves a request, refuses it, or takes it back.
func (s *screens) answerRequest(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openRequest(r, v)
	if err != nil {
		return err
	}
	answer, said := line(r, "answer"), "approved"
	ctx := oneTime(r, line(r, "once"), "answer-"+answer)
	switch answer {
	case "approve":
		_, err = s.Desk.Answer(ctx, v.person, p.request.ID, desk.Answer{Approve: true, Note: line(r, "note")})
	case "refuse":
		said = "refused"
		_, err = s.Desk.Answer(ctx, v.person, p.request.ID, desk.Answer{Note: line(r, "note")})
	case "drop":
		said = "dropped"
		_, err = s.Desk.Drop(ctx, v.person, p.request.ID)
	default:
		err = news.Errorf(news.Invalid, "There is no button %q.", answer)
	}
	if err == nil && answer == "approve" && p.request.Verb != news.BreakEmbargo {
		return to(w, r, killingPath(p.story.Number), said)
	}
	if err == nil {
		return to(w, r, storyPath(p.story.Number), said)
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, requestView(p))
}

// killingPage is what became of a killed story, and what is still to do.
type killingPage struct {
	*visit
	story    news.Story
	killing  news.Killing
	archived *desk.Archived
	once     string
	trouble  string
}

func killingPath(number int64) string { return storyPath(number) + "/killing" }

func (s *screens) openKilling(r *http.Request, v *visit) (p killingPage, err error) {
	p = killingPage{visit: v, once: newOnce()}
	number, err := numberIn(r, "number")
	if err != nil {
		return p, err
	}
	if p.story, err = s.DB.Story(r.Context(), number); err != nil {
		return p, err
	}
	p.killing, err = s.DB.Killing(r.Context(), number)
	return p, err
}

func (s *screens) killing(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openKilling(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, killingView(p))
}

func (s *screens) tickKilling(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, err := numberIn(r, "number")
	if err != nil {
		return err
	}
	task := line(r, "task")
	if _, err := s.Desk.TickKill(oneTime(r, line(r, "once"), "tick-"+task), v.person, number, task); err != nil {
		return err
	}
	return to(w, r, killingPath(number), "ticked")
}

// openArchive shows what a killed story said, to who may see it. It is a form and not a
// link because it leaves a record.
func (s *screens) openArchive(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openKilling(r, v)
	if err != nil {
		return err
	}
	a, err := s.Desk.OpenArchive(r.Context(), v.person, p.story.Number, line(r, "reason"))
	if err == nil {
		p.archived = &a
		return show(w, r, http.StatusOK, killingView(p))
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, killingView(p))
}

// writers are the people whom a story can be assigned to.
func (s *screens) writers(ctx context.Context) (writers []news.Person, err error) {
	people, err := s.DB.People(ctx)
	for _, p := range people {
		if p.May(news.Save) == nil {
			writers = append(writers, p)
		}
	}
	return writers, err
}

func (s *screens) assign(ctx context.Context, r *http.Request, p *editorPage) error {
	a, err := assignmentIn(r, p.visit)
	if err != nil {
		return err
	}
	_, err = s.Desk.Assign(ctx, p.person, p.story.Number, a)
	return err
}

// assignmentIn reads the fields of an assignment.
func assignmentIn(r *http.Request, v *visit) (a desk.Assignment, err error) {
	a = desk.Assignment{Person: line(r, "assign_person"), Note: line(r, "assign_note")}
	if a.Person == "" {
		return a, news.Errorf(news.Invalid, "Say whom the story is assigned to.")
	}
	if n := news.LatinDigits(line(r, "assign_length")); n != "" {
		if a.Length, err = strconv.Atoi(n); err != nil {
			return a, news.Errorf(news.Invalid, "The length is a number of words; %q is not.", n)
		}
	}
	a.Due, err = v.fromField(news.LatinDigits(line(r, "assign_due")))
	return a, err
}

// copyOf starts another story from this one.
func (s *screens) copyOf(r *http.Request, p *editorPage, verb news.Verb) (news.Story, error) {
	ctx, n := oneTime(r, p.once, string(verb)), p.story.Number
	switch verb {
	case news.Duplicate:
		return s.Desk.Duplicate(ctx, p.person, n)
	case news.FollowUp:
		return s.Desk.FollowUp(ctx, p.person, n)
	default:
		return s.Desk.Translate(ctx, p.person, n, news.Language(line(r, "translate_into")))
	}
}

// otherLanguages are the house's, without the story's own.
func (p editorPage) otherLanguages() (ls []news.Language) {
	for _, l := range p.house.Languages {
		if l != p.content.Language {
			ls = append(ls, l)
		}
	}
	return ls
}

// checkIn reads which check a button names, and to which state it brings it.
func checkIn(do news.Verb) (c news.Check, to news.CheckState, ok bool) {
	rest, ok := strings.CutPrefix(string(do), "check:")
	check, state, _ := strings.Cut(rest, ":")
	return news.Check(check), news.CheckState(state), ok
}

// The classes of a change to a live story, as the form has them.
const (
	typoClass  = "typo"
	factsClass = "facts"
)

// verbOfClass is what an update of the class is: the last three come with a public note.
func verbOfClass(class string) news.Verb {
	switch news.CorrectionKind(class) {
	case news.Corrected, news.Clarified, news.EditorNote:
		return news.Correct
	}
	return news.Update
}

// class is the class that the form has chosen before somebody does: as it was computed.
func (p editorPage) class() string {
	if typed := p.typed("update_kind"); typed != "" {
		return typed
	}
	switch change := p.change(); {
	case p.public == nil || change.Class == redline.Wording || change.Class == redline.Addition:
		return factsClass
	case change.Class == redline.Fact:
		return string(news.Corrected)
	}
	return typoClass
}

// change is what the change from what readers have is.
func (p editorPage) change() redline.Change {
	if p.public == nil {
		return redline.Change{}
	}
	return redline.Of(p.public.Content, p.content)
}

// changeWords say what a change of the class is.
var changeWords = map[redline.Class]string{
	redline.Nothing: "Readers would read the same words.", redline.Spelling: "Letters and signs have changed.", redline.Wording: "Other words, the same facts.",
	redline.Addition: "Something is new; what was there stays.", redline.Fact: "A fact has changed: readers must be told.",
}

// left is how long a request still waits.
func left(v *visit, r news.Request) string { return v.ago(r.Until.Add(time.Second)) }
