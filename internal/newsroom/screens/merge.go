package screens

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// mergePage is two texts of one story that changed the same paragraphs: one is kept beside
// the story, the other is its newest revision. A person chooses paragraph by paragraph.
type mergePage struct {
	*visit
	story    news.Story
	aside    news.Aside
	theirs   news.Revision
	merge    news.Merge
	trouble  string
	readonly string
}

// mergeForm shows the two texts.
func (s *screens) mergeForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openMerge(r, v)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, mergeView(p))
}

func (s *screens) openMerge(r *http.Request, v *visit) (p mergePage, err error) {
	e, err := s.openStory(r, v)
	if err != nil {
		return p, err
	}
	p = mergePage{visit: v, story: e.story, readonly: e.readonly}
	if err := e.story.Readable(); err != nil {
		return p, err
	}
	ctx := r.Context()
	if p.aside, err = s.DB.Aside(ctx, p.story.Number, r.PathValue("aside")); err != nil {
		return p, err
	}
	if p.theirs, err = s.DB.Revision(ctx, p.story.ID, p.story.Revision); err != nil {
		return p, err
	}
	base, err := s.DB.Revision(ctx, p.story.ID, p.aside.Base)
	if err != nil {
		return p, err
	}
	p.merge = news.MergeContent(base.Content, p.aside.Content, p.theirs.Content)
	return p, nil
}

// postMerge saves what was chosen as the newest revision. If the story was saved meanwhile,
// the page comes back with the text that is newest now.
func (s *screens) postMerge(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p, err := s.openMerge(r, v)
	if err != nil {
		return err
	}
	for i, c := range p.merge.Overlaps() {
		if side := news.Side(line(r, "c"+strconv.Itoa(i))); side == news.Mine || side == news.Theirs || side == news.Both && c.Name == "" {
			c.Side = side
		}
	}
	switch {
	case line(r, "revision") != strconv.FormatInt(p.theirs.Number, 10):
		err = news.Errorf(news.Conflict, "%s has saved this story again. Look at the choices once more; what you chose is still chosen where it could be.", p.theirs.By.Name)
	default:
		_, err = s.Desk.Save(r.Context(), v.person, p.story.Number, desk.Draft{
			Base: p.theirs.Number, Content: p.merge.Content(), Label: news.Phrasef("Chosen from two texts, %s's and %s's", p.aside.By.Name, p.theirs.By.Name).String(),
		})
	}
	if err == nil {
		return to(w, r, storyPath(p.story.Number), "merged")
	}
	if stale, ok := errors.AsType[*news.StaleError](err); ok {
		err = news.Errorf(news.Conflict, "%s has saved this story again. Look at the choices once more.", stale.Theirs.By.Name)
	}
	why, status, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return show(w, r, status, mergeView(p))
}

// sideWords are the words of blocks as they are shown for choosing.
func sideWords(blocks []news.Node) string {
	text := ""
	for _, one := range blocksOf(news.Document{Blocks: blocks}) {
		if text != "" {
			text += "\n\n"
		}
		text += one
	}
	return text
}

func mergePath(number int64, aside string) string {
	return storyPath(number) + "/merge/" + aside
}

// asideView shows a text that is kept beside the story.
func (s *screens) asideText(w http.ResponseWriter, r *http.Request, v *visit) error {
	e, err := s.openStory(r, v)
	if err != nil {
		return err
	}
	if err := e.story.Readable(); err != nil {
		return err
	}
	a, err := s.DB.Aside(r.Context(), e.story.Number, r.PathValue("aside"))
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, asideView(asidePage{v, e.story, a, compareContent(a.Content, e.story.Content)}))
}

// asidePage is a text that is kept beside a story, and what is different in the newest.
type asidePage struct {
	*visit
	story   news.Story
	aside   news.Aside
	changes []changed
}

// twoPage is two revisions of a story, word by word.
type twoPage struct {
	*visit
	story   news.Story
	a, b    news.Revision
	changes []changed // from a to b
}

// compareTwo shows what is different in two revisions, the older first.
func (s *screens) compareTwo(w http.ResponseWriter, r *http.Request, v *visit) error {
	e, err := s.openStory(r, v)
	if err != nil {
		return err
	}
	if err := e.story.Readable(); err != nil {
		return err
	}
	p := twoPage{visit: v, story: e.story}
	asked := r.URL.Query()
	from, to := numbersIn(asked.Get("a")), numbersIn(asked.Get("b"))
	if len(from) == 0 || len(to) == 0 {
		return news.Errorf(news.Invalid, "Say which two revisions are to be compared, by their numbers.")
	}
	if p.a, err = s.DB.Revision(r.Context(), e.story.ID, min(from[0], to[0])); err != nil {
		return err
	}
	if p.b, err = s.DB.Revision(r.Context(), e.story.ID, max(from[0], to[0])); err != nil {
		return err
	}
	p.changes = compareContent(p.a.Content, p.b.Content)
	return show(w, r, http.StatusOK, twoView(p))
}
