package screens

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/redline"
)

// confirmPage asks once before readers get something.
type confirmPage struct {
	*visit
	story   news.Story
	verb    news.Verb
	out     desk.Out
	quiet   bool
	kind    news.CorrectionKind
	note    string
	top     bool // the note stands above the text
	hide    bool // the words that changed are not listed
	change  redline.Change
	changes []changed // from what readers have
	lead    *news.Picture
	once    string
	why     string     // why it is not possible
	held    []news.Hit // what the release gate stumbled over
}

// mayAskFor reports whether the person may ask a second one to release what is held.
func (c confirmPage) mayAskFor(h news.Hit) bool {
	return h.Kind != news.HitTakenDown && c.person.May(news.AskRelease) == nil
}

// undo is for how many seconds what is published here can be undone, 0 for not at all.
func (c confirmPage) undo() int {
	if c.verb != news.Publish || c.out.Flash != "" && c.out.Breaking || c.story.Leaving || !c.story.Published.IsZero() {
		return 0
	}
	return c.house.UndoSeconds()
}

// askOnce answers with the question. The text is kept already; the revision that the
// person sees is the one that goes out, or nothing does.
func (s *screens) askOnce(w http.ResponseWriter, r *http.Request, p editorPage, verb news.Verb) error {
	c := confirmPage{
		visit: p.visit, story: p.story, verb: verb, out: outOf(r), quiet: line(r, "update_kind") == "typo",
		kind: news.CorrectionKind(line(r, "correct_kind")), note: line(r, "correct_note"), once: newOnce(),
		top: line(r, "correct_top") != "", hide: line(r, "correct_withhold") != "",
	}
	if kind := line(r, "update_kind"); kind != "" && verb == news.Correct {
		c.kind = news.CorrectionKind(kind)
	}
	c.out.Revision = p.story.Revision
	if verb == news.Correct && c.note == "" {
		return s.refuse(w, r, p, news.Errorf(news.Invalid, "A correction needs a public note: what was wrong, and what is right."))
	}
	if c.why = p.why(verb); c.why != "" {
		return s.refuse(w, r, p, news.Errorf(news.Conflict, "%s", c.why))
	}
	if verb == news.Update {
		public, err := s.DB.Revision(r.Context(), p.story.ID, p.story.PublishedRevision)
		if err != nil {
			return err
		}
		p.public, p.content = &public, p.story.Content
		if err := desk.CheckTold(p.change(), c.quiet, c.note); err != nil {
			return s.refuse(w, r, p, err)
		}
	}
	return s.showConfirm(w, r, http.StatusOK, c)
}

func (s *screens) showConfirm(w http.ResponseWriter, r *http.Request, status int, c confirmPage) error {
	if n := c.story.PublishedRevision; c.verb != news.Publish && n > 0 {
		public, err := s.DB.Revision(r.Context(), c.story.ID, n)
		if err != nil {
			return err
		}
		c.changes, c.change = compareContent(public.Content, c.story.Content), redline.Of(public.Content, c.story.Content)
	}
	if l := c.story.Content.Lead; l != nil {
		if pic, err := s.DB.Picture(r.Context(), l.Picture); err == nil {
			c.lead = &pic
		}
	}
	return show(w, r, status, confirmView(c))
}

// confirm answers for somebody who comes back to the question without having asked it.
func (s *screens) confirm(w http.ResponseWriter, r *http.Request, _ *visit) error {
	number, err := numberIn(r, "number")
	if err != nil {
		return err
	}
	return to(w, r, storyPath(number), "")
}

// release puts before readers what the question was about.
func (s *screens) release(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	number, err := numberIn(r, "number")
	if err != nil {
		return err
	}
	c := confirmPage{
		visit: v, verb: news.Verb(r.PathValue("verb")), quiet: line(r, "quiet") != "", once: line(r, "once"),
		kind: news.CorrectionKind(line(r, "kind")), note: line(r, "note"), top: line(r, "top") != "",
		hide: line(r, "hide") != "",
	}
	c.out = desk.Out{Flash: line(r, "flash"), Breaking: line(r, "breaking") != ""}
	c.out.Minutes, _ = strconv.Atoi(line(r, "minutes"))
	if c.out.Revision, err = strconv.ParseInt(line(r, "revision"), 10, 64); err != nil || c.out.Revision < 1 {
		return news.Errorf(news.Invalid, "The form does not say which revision is to go out. Open the story again.")
	}
	ctx, said := oneTime(r, c.once, string(c.verb)), string(c.verb)
	switch c.verb {
	case news.Publish:
		var st news.Story
		if st, err = s.Desk.PublishSoon(ctx, v.person, number, c.out); st.Leaving {
			said = "leaving"
		}
	case news.Update:
		_, err = s.Desk.Update(ctx, v.person, number, desk.Change{Out: c.out, Quiet: c.quiet, Note: c.note})
	case news.Correct:
		_, err = s.Desk.Correct(ctx, v.person, number, desk.Correction{Kind: c.kind, Note: c.note, Top: c.top, Revision: c.out.Revision, Withhold: c.hide})
	default:
		return news.Errorf(news.NotFound, "There is no button %q.", string(c.verb))
	}
	if err == nil {
		return to(w, r, storyPath(number), said)
	}
	if b, ok := errors.AsType[*news.BlockedError](err); ok {
		c.held = b.Hits
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	c.why = why
	if c.story, err = s.DB.Story(r.Context(), number); err != nil {
		return err
	}
	return s.showConfirm(w, r, status, c)
}

// revisionPage is an older text of a story beside the newest.
type revisionPage struct {
	*visit
	story    news.Story
	revision news.Revision
	changes  []changed // from it to the newest
	once     string
	readonly string
}

func (s *screens) openRevision(r *http.Request, v *visit) (p revisionPage, err error) {
	e, err := s.openStory(r, v)
	if err != nil {
		return p, err
	}
	number, err := numberIn(r, "revision")
	if err != nil {
		return p, err
	}
	p = revisionPage{visit: v, story: e.story, once: newOnce(), readonly: e.readonly}
	if p.revision, err = s.DB.Revision(r.Context(), e.story.ID, number); err != nil {
		return p, err
	}
	p.changes = compareContent(p.revision.Content, e.story.Content)
	return p, nil
}

func (s *screens) revision(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openRevision(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, revisionView(p))
}

// bringBack saves an older text as the newest revision.
func (s *screens) bringBack(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openRevision(r, v)
	if err != nil {
		return err
	}
	draft := desk.Draft{Base: p.story.Revision, Content: p.revision.Content, Label: news.Phrasef("Brought back revision %d", p.revision.Number).String()}
	if _, err := s.Desk.Save(oneTime(r, line(r, "once"), "bring-back"), v.person, p.story.Number, draft); err != nil {
		return err
	}
	return to(w, r, storyPath(p.story.Number), "brought")
}
