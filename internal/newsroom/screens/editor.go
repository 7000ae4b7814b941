package screens

import (
	"net/http"
	"slices"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/reading"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
	"github.com/stet-news/stet/internal/store"
)

// editorPage is a story that somebody works on, with what stands beside it.
type editorPage struct {
	*visit
	story    news.Story   // as it is kept
	content  news.Content // as the form shows it: kept, or what was typed
	base     int64        // the revision that the form is based on
	form     map[string]string
	sources  []source
	report   reading.Report // what was found in the story as it is kept, against its sources and the house's style
	public   *news.Revision // what readers have, when it is not the newest
	timeline []event
	older    bool         // there are more events than are shown
	asides   []news.Aside // what could not be saved into it
	returned string       // why it came back to its writer
	pictures []news.Picture
	lead     *news.Picture
	uses     []usedPicture
	readonly string // why the text cannot be changed
	trouble  string
	stale    *news.Revision // what somebody else saved meanwhile
	once     string
	requests []news.Request // that wait for a second person
	staff    []news.Person  // whom it can be assigned to
	site     string         // the story's address for readers, once it has one
	receipt  receiptPage    // whether readers have its newest change
	notes    notesPage      // what people say about it
	changes  []news.SourceChange
	passages []news.PassagesOf // where its sentences come from
}

// side is the pane that is open beside the text at first: whoever writes beside a source looks at the checks, everybody else at
// what comes next.
func (p editorPage) side() string {
	if p.story.Status == news.Writing && len(p.sources) > 0 {
		return "checks"
	}
	return "publish"
}

// source is a dispatch that the story was made from, at the version it was taken.
type source struct {
	news.Dispatch
	now news.Dispatch // at its newest version
}

// quotes is who says what in each dispatch, so that what is put into the text as a quote is attributed.
func (p editorPage) quotes() map[string][]reading.Quote {
	all := map[string][]reading.Quote{}
	for _, s := range p.sources {
		all[s.ID] = reading.Quotes(s.Dispatch)
	}
	return all
}

// typed is what was typed in a field that is not the story's own text.
func (p editorPage) typed(name string) string { return p.form[name] }

// body is the text as the plain field has it.
func (p editorPage) body() string { return plain.Write(p.content.Body) }

// forScript is what the page's script starts from.
func (p editorPage) forScript() any {
	takeOver := ""
	if err := p.person.MayOn(news.TakeOver, p.story); err != nil {
		takeOver = p.say(err)
	}
	return struct {
		Number   int64        `json:"number"`
		Base     int64        `json:"base"`
		Person   string       `json:"person"`
		Zone     string       `json:"zone"`
		Readonly bool         `json:"readonly"`
		Stale    bool         `json:"stale"`
		TakeOver string       `json:"takeOver"`
		Content  news.Content `json:"content"`
	}{p.story.Number, p.base, p.person.ID, p.house.Zone, p.readonly != "", p.stale != nil || p.trouble != "", takeOver, p.content}
}

func (s *screens) editor(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openStory(r, v)
	if err != nil {
		return err
	}
	return s.showEditor(w, r, http.StatusOK, p)
}

// openStory reads the story of the request.
func (s *screens) openStory(r *http.Request, v *visit) (p editorPage, err error) {
	number, err := numberIn(r, "number")
	if err != nil {
		return p, err
	}
	p = editorPage{visit: v, once: newOnce(), form: map[string]string{}}
	if p.story, err = s.DB.Story(r.Context(), number); err != nil {
		return p, err
	}
	p.content, p.base = p.story.Content, p.story.Revision
	if err := v.person.MayOn(news.Save, p.story); err != nil {
		p.readonly = v.say(err)
	} else if err := p.story.Check(news.Save, v.now); err != nil {
		p.readonly = v.say(err)
	}
	return p, nil
}

// showEditor reads what stands beside the story, and answers with the page.
func (s *screens) showEditor(w http.ResponseWriter, r *http.Request, status int, p editorPage) error {
	ctx := r.Context()
	for _, src := range p.story.Sources {
		d, err := s.DB.DispatchVersion(ctx, src.Dispatch, src.Version)
		if err != nil {
			return err
		}
		newest, err := s.DB.Dispatch(ctx, src.Dispatch)
		if err != nil {
			return err
		}
		p.sources = append(p.sources, source{d, newest})
	}
	var err error
	if p.changes, err = s.DB.SourceChanges(ctx, p.story.Number); err != nil {
		return err
	}
	if p.story.Readable() == nil {
		if p.report, err = s.Desk.Read(ctx, p.person, p.story.Number, nil); err != nil {
			return err
		}
		p.passages = s.passagesOf(r, p.story)
	}
	if n := p.story.PublishedRevision; n > 0 && n != p.story.Revision && p.story.Readable() == nil {
		public, err := s.DB.Revision(ctx, p.story.ID, n)
		if err != nil {
			return err
		}
		p.public = &public
	}
	records, err := s.DB.LogNewest(ctx, objectOf(p.story), 500)
	if err != nil {
		return err
	}
	if p.asides, err = s.DB.Asides(ctx, p.story.Number, 20); err != nil {
		return err
	}
	p.timeline = timeline(p.visit, records, p.story.PublishedRevision)
	if !r.URL.Query().Has("all") && len(p.timeline) > mostEvents {
		p.timeline, p.older = p.timeline[:mostEvents], true
	}
	if p.story.Status == news.Writing {
		if p.returned, err = s.returnNote(r, p.story); err != nil {
			return err
		}
	}
	if p.pictures, err = s.DB.Pictures(ctx, 12); err != nil {
		return err
	}
	if l := p.content.Lead; l != nil {
		pic, err := s.DB.Picture(ctx, l.Picture)
		if err != nil && !store.IsNotFound(err) {
			return err
		}
		if err == nil {
			p.lead = &pic
		}
	}
	if p.uses, err = s.usedPictures(ctx, p); err != nil {
		return err
	}
	if p.requests, err = s.DB.OpenRequests(ctx, p.story.Number); err != nil {
		return err
	}
	if p.person.MayOn(news.Assign, p.story) == nil {
		if p.staff, err = s.writers(ctx); err != nil {
			return err
		}
	}
	if p.receipt, err = s.receiptOf(r, p.visit, p.story); err != nil {
		return err
	}
	if p.notes, err = s.notesOf(ctx, p.visit, p.story); err != nil {
		return err
	}
	p.site = sitePath(p.house, p.story)
	return showWith(w, r, status, policyWithFrame, editorView(p))
}

// sitePath returns the address at which readers find the story, or "" if they never could.
func sitePath(h news.House, s news.Story) string {
	if s.Published.IsZero() {
		return ""
	}
	c := edition.Card{
		Number: s.Number, Language: s.Content.Language, Section: s.Content.Section, Slug: s.Content.Slug,
		Date: s.Published.In(h.Location()).Format("2006/01/02"),
	}
	if c.Slug == "" {
		c.Slug = news.Slugify(s.Content.Headline)
	}
	return h.URL + c.Path()
}

// mostEvents is the most lines of the history that stand beside a story; the others are
// one step away.
const mostEvents = 40

// event is a line of a story's history. Autosaves by one person in a row are one line.
type event struct {
	record   news.Record
	revision int64
	saves    int
	readers  bool // readers have this revision
}

func timeline(v *visit, records []news.Record, published int64) (events []event) {
	for _, rec := range records {
		d := detailOf(rec)
		e := event{record: rec, revision: d.Revision, readers: d.Revision > 0 && d.Revision == published && rec.Verb == news.Save}
		if rec.Verb == news.Save && d.Label == "" {
			e.saves = 1
			if k := len(events) - 1; k >= 0 && events[k].saves > 0 && events[k].record.Actor.ID == rec.Actor.ID && !e.readers {
				events[k].saves++
				continue
			}
		}
		events = append(events, e)
	}
	return events
}

// verbs of the side pane: those that make sense in the story's state stand open, the
// others under "Not possible now".
var (
	before = []news.Verb{news.Submit, news.Return, news.MarkReady, news.Publish, news.Schedule, news.Unschedule, news.Embargoing, news.Spike}
	after  = []news.Verb{news.Update, news.Withdraw, news.Kill, news.TakeDown}
	off    = []news.Verb{news.Reinstate, news.Kill, news.TakeDown}
)

// lateToLeave is how long after its moment a story is offered to be published by hand: the
// process that lets it go is not there, or the clocks do not agree.
const lateToLeave = 5 * time.Second

// near returns the verbs that somebody would look for now.
func (p editorPage) near() []news.Verb {
	switch p.story.Status {
	case news.Live:
		return after
	case news.Withdrawn:
		return off
	case news.Killed:
		return []news.Verb{news.TakeDown}
	case news.Spiked:
		return []news.Verb{news.Restore}
	case news.Scheduled:
		if p.story.Leaving {
			if p.now.After(p.story.PublishAt.Add(lateToLeave)) {
				return []news.Verb{news.Publish}
			}
			return nil
		}
		return p.withBreak([]news.Verb{news.Publish, news.Unschedule, news.Schedule, news.Embargoing})
	}
	return p.withBreak(slices.DeleteFunc(slices.Clone(before), func(v news.Verb) bool {
		return v == news.Unschedule || v == news.Return && p.story.Status == news.Writing
	}))
}

// far returns the other verbs.
func (p editorPage) far() (verbs []news.Verb) {
	near := p.near()
	for _, v := range news.StoryVerbs {
		if v != news.Save && !slices.Contains(near, v) && p.why(v) != "" && verbNames[v] != "" {
			verbs = append(verbs, v)
		}
	}
	return verbs
}

// why returns why the verb is not possible for this person now, or "" if it is. What the
// text lacks is checked against the text as it is kept.
func (p editorPage) why(verb news.Verb) string {
	if err := p.person.MayOn(verb, p.story); err != nil {
		return p.say(err)
	}
	if err := p.story.Check(verb, p.now); err != nil {
		return p.say(err)
	}
	return ""
}

// next returns the verb that most likely comes next, for the button at the top.
func (p editorPage) next() news.Verb {
	for _, v := range p.near() {
		switch v {
		case news.Submit, news.MarkReady, news.Publish, news.Update, news.Restore, news.Reinstate:
			if p.why(v) == "" {
				return v
			}
		}
	}
	return ""
}
