package screens

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
)

// sourceChangePage is what became of a source of a story, its two texts side by side, and the answer to it.
type sourceChangePage struct {
	*visit
	story   news.Story
	change  news.SourceChange
	was, is news.Dispatch
	rests   []news.Rested // what of ours rests on it
	answer  string
	trouble string
}

func (s *screens) sourceChange(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openSourceChange(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, sourceChangeView(p))
}

func (s *screens) openSourceChange(r *http.Request, v *visit) (p sourceChangePage, err error) {
	e, err := s.openStory(r, v)
	if err != nil {
		return p, err
	}
	ctx := r.Context()
	p = sourceChangePage{visit: v, story: e.story}
	all, err := s.DB.SourceChanges(ctx, p.story.Number)
	if err != nil {
		return p, err
	}
	for _, c := range all {
		if c.ID == r.PathValue("change") {
			p.change = c
		}
	}
	if p.change.ID == "" {
		return p, news.Errorf(news.NotFound, "There is no change of a source %s.", r.PathValue("change"))
	}
	if p.was, err = s.DB.DispatchVersion(ctx, p.change.Dispatch, p.change.Since); err != nil {
		return p, err
	}
	if p.is, err = s.DB.DispatchVersion(ctx, p.change.Dispatch, p.change.Version); err != nil {
		return p, err
	}
	if p.story.Readable() == nil {
		if p.rests, err = s.Desk.Resting(ctx, p.change); err != nil {
			slog.ErrorContext(ctx, "what a story has of its source was not found", "story", p.story.Number, "err", err)
		}
	}
	return p, nil
}

// answerSourceChange keeps the answer. What was typed stays on the page if it cannot be kept.
func (s *screens) answerSourceChange(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openSourceChange(r, v)
	if err != nil {
		return err
	}
	p.answer = r.PostFormValue("answer")
	if _, err = s.Desk.AnswerSource(r.Context(), v.person, p.change.ID, p.answer); err == nil {
		return to(w, r, storyPath(p.story.Number), "answered")
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, sourceChangeView(p))
}

func sourceChangePath(c news.SourceChange) string {
	if c.Made != "" {
		return "/n/source/" + c.ID
	}
	return storyPath(c.Story) + "/source/" + c.ID
}

func numbered(s news.Story) string { return "#" + strconv.FormatInt(s.Number, 10) + " " + headline(s) }

// answeredWords says who answered, or why nobody has to.
func (v *visit) answeredWords(c news.SourceChange) string {
	if c.By.ID == "" {
		return v.t("A newer version came, and took the place of this one.")
	}
	return v.sentence("{who} answered at {time}.", "who", c.By.Name, "time", v.clock(c.Answered))
}

// sourceWords says what became of a story's source.
func (v *visit) sourceWords(c news.SourceChange) string {
	if c.Made != "" {
		return v.sentence(madeWords[c.Kind], "wire", c.Wire)
	}
	switch c.Kind {
	case news.ChangeKill:
		return v.sentence("{wire} killed what this story was made from.", "wire", c.Wire)
	case news.ChangeWithheld:
		return v.sentence("{wire} withholds what this story was made from.", "wire", c.Wire)
	case news.ChangeEmbargo:
		return v.sentence("{wire} put an embargo on what this story was made from.", "wire", c.Wire)
	case news.ChangeCorrection:
		return v.sentence("{wire} corrected what this story was made from.", "wire", c.Wire)
	default:
		return v.sentence("{wire} sent what this story was made from again.", "wire", c.Wire)
	}
}

// sourcesChanged are the sources of the person's stories, and of those that they answer for, that became others.
func (s *screens) sourcesChanged(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	changes, err := s.DB.OpenChanges(r.Context(), 200)
	if err != nil {
		return nil, err
	}
	for _, c := range changes {
		if c.Made != "" {
			if p.person.May(c.Made.Verb()) == nil {
				needs = append(needs, p.madeNeed(c))
			}
			continue
		}
		st, err := s.DB.Story(r.Context(), c.Story)
		if err != nil {
			return nil, err
		}
		if st.Owner.ID != p.person.ID && !p.answersFor(st) {
			continue
		}
		n := about(sourceKinds[c.Kind], st)
		n.id, n.href, n.text, n.at, n.alarm = "source"+c.ID, sourceChangePath(c), p.sourceWords(c), c.At, c.Kind.MustAnswer()
		if c.Held.IsZero() {
			n.until = c.HoldAt
		}
		needs = append(needs, n)
	}
	return needs, nil
}

// sourceKinds are what Today calls a change of a source.
var sourceKinds = map[news.Change]string{
	news.ChangeKill: "Source killed", news.ChangeWithheld: "Source withheld", news.ChangeEmbargo: "Source under embargo",
	news.ChangeCorrection: "Source corrected", news.ChangeUpdate: "Source changed",
}

// compareDispatches returns what is different in two versions of a dispatch.
func compareDispatches(a, b news.Dispatch) (all []changed) {
	for _, f := range []struct{ name, was, is string }{
		{"Headline", a.Headline, b.Headline},
		{"Summary", a.Summary, b.Summary},
		{"Dateline", a.Dateline, b.Dateline},
		{"Byline", a.Author, b.Author},
		{"Note to editors", a.Note, b.Note},
		{"Rights", a.Rights, b.Rights},
	} {
		if f.was != f.is {
			all = append(all, changed{f.name, redline.Words(f.was, f.is)})
		}
	}
	return append(all, compareBody(a.Body, b.Body)...)
}
