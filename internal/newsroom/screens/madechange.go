package screens

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// madeChangePage is what became of the source of something that was made from it, and the answer to it.
type madeChangePage struct {
	*visit
	change  news.SourceChange
	was, is news.Dispatch
	rests   []news.Rested
	answer  string
	trouble string
}

func (s *screens) madeChange(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openMadeChange(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, madeChangeView(p))
}

func (s *screens) openMadeChange(r *http.Request, v *visit) (p madeChangePage, err error) {
	ctx := r.Context()
	p = madeChangePage{visit: v}
	if p.change, err = s.DB.SourceChange(ctx, r.PathValue("change")); err != nil {
		return p, err
	}
	if p.was, err = s.DB.DispatchVersion(ctx, p.change.Dispatch, p.change.Since); err != nil {
		return p, err
	}
	if p.is, err = s.DB.DispatchVersion(ctx, p.change.Dispatch, p.change.Version); err != nil {
		return p, err
	}
	if p.rests, err = s.Desk.Resting(ctx, p.change); err != nil {
		slog.ErrorContext(ctx, "what was made from a dispatch was not read against it", "change", p.change.ID, "err", err)
	}
	return p, nil
}

// answerMadeChange keeps the answer. What was typed stays on the page if it cannot be kept.
func (s *screens) answerMadeChange(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openMadeChange(r, v)
	if err != nil {
		return err
	}
	p.answer = r.PostFormValue("answer")
	if _, err = s.Desk.AnswerSource(r.Context(), v.person, p.change.ID, p.answer); err == nil {
		return to(w, r, madeDesk(p.change), "answered")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, madeChangeView(p))
}

// madeDesk is the path of the desk that what was made is worked on at.
func madeDesk(c news.SourceChange) string {
	switch c.Made {
	case news.MadePost:
		return "/n/live/" + zeroless(c.Story)
	case news.MadeFront:
		name, _, _ := strings.Cut(c.Object, "/")
		return "/n/fronts/" + name
	}
	return "/n/ticker"
}

// madeWords say what became of the source of what was made from it.
var madeWords = map[news.Change]string{
	news.ChangeKill:       "{wire} killed what this was made from.",
	news.ChangeWithheld:   "{wire} withholds what this was made from.",
	news.ChangeEmbargo:    "{wire} put an embargo on what this was made from.",
	news.ChangeCorrection: "{wire} corrected what this was made from.",
	news.ChangeUpdate:     "{wire} sent what this was made from again.",
}

var madeNames = map[news.Made]string{news.MadeFlash: "Line on the bar", news.MadePost: "Live post", news.MadeFront: "Headline on a front"}

// holdWords say what happens if nobody answers, and when.
func (v *visit) holdWords(c news.SourceChange) string {
	if c.Made != "" {
		return v.sentence("If nobody answers, it goes from readers at {time}.", "time", v.clock(c.HoldAt))
	}
	return v.sentence("If nobody answers, readers get a notice instead of it at {time}.", "time", v.clock(c.HoldAt))
}

// touchedWords say how many of our sentences rest on what changed.
func (v *visit) touchedWords(n int) string {
	if n == 1 {
		return v.t("1 of your sentences rests on what changed.")
	}
	return v.sentence("{n} of your sentences rest on what changed.", "n", v.count(n))
}

// madeNeed is a change as Today has it.
func (p todayPage) madeNeed(c news.SourceChange) need {
	n := need{
		id: "source" + c.ID, kind: sourceKinds[c.Kind], title: firstLine(c.Text), number: c.Story, href: sourceChangePath(c), text: p.t(madeNames[c.Made]) + ": " + p.sourceWords(c),
		at: c.At, alarm: c.Kind.MustAnswer(),
	}
	if c.Held.IsZero() {
		n.until = c.HoldAt
	}
	return n
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// madeOpen are the questions about what was made from dispatches, of one kind, that nobody has answered; of one story, or 0 of all.
func (s *screens) madeOpen(r *http.Request, made news.Made, story int64) (all []news.SourceChange, err error) {
	open, err := s.DB.OpenChanges(r.Context(), 200)
	for _, c := range open {
		if c.Made == made && (story == 0 || c.Story == story) {
			all = append(all, c)
		}
	}
	return all, err
}

// frontSources are the open questions about the stories that stand on the front, and about their headlines there.
func (s *screens) frontSources(r *http.Request, p *frontPage, known *titles) error {
	on := map[int64]bool{}
	for _, b := range p.blocks {
		for _, place := range b.places {
			on[place.story] = true
		}
	}
	open, err := s.DB.OpenChanges(r.Context(), 200)
	if err != nil {
		return err
	}
	for _, c := range open {
		if !on[c.Story] || c.Made != "" && (c.Made != news.MadeFront || !strings.HasPrefix(c.Object, p.front.Name.String()+"/")) {
			continue
		}
		p.sources = append(p.sources, frontSource{c, known.headline(c.Story)})
	}
	return nil
}
