package screens

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// The views of a desk.
const (
	boardView = "board"
	listView  = "list"
	lateView  = "late"
)

// boardPage is one desk: its stories as a board, as a list, or those that are late.
type boardPage struct {
	*visit
	desk    news.Desk
	view    string
	filter  boardFilter
	columns []column
	cards   []card // of the list and of what is late
	at      news.Status
	staff   []news.Person
	once    string
	trouble string
	lines   []desk.BulkLine // what could not be done to some of many
	done    string          // what was, in a sentence
	shown   []string        // the columns of the list
}

// column is the stories in one status.
type column struct {
	status news.Status
	cards  []card
	limit  int // how many the desk wants at most; 0 for any
}

// over reports whether there are more than the desk wants.
func (c column) over() bool { return c.limit > 0 && len(c.cards) > c.limit }

// card is a story as a desk sees it.
type card struct {
	news.Story
	words   int
	editors []string // who edits it now
	covered bool     // live
	late    time.Duration
	moves   []move
}

// move is one way from a card's column to another, or why there is none.
type move struct {
	to  news.Status
	why string // "" if it can be done
	ask string // where it is done, if it needs to be told more
}

// boardFilter is what of a desk is shown.
type boardFilter struct {
	owner, flag, text, sort string
	kind                    string // one of kinds
	language                news.Language
}

// kinds are what stories are by what became of them, that they can be filtered by.
var kinds = []string{"flash", "live", "wire", "translation", "follow_up"}

var kindWords = map[string]string{
	"flash": "Flash", "live": "Live coverage", "wire": "From a wire", "translation": "Translation", "follow_up": "Follow-up",
}

// is reports whether the story is of the kind.
func (c card) is(kind string) bool {
	switch kind {
	case "flash":
		return isFlash(c.Story)
	case "live":
		return c.covered
	case "wire":
		return len(c.Sources) > 0
	case "translation":
		return c.Content.Translates > 0
	case "follow_up":
		return len(c.Content.Related) > 0
	}
	return true
}

// flags are what stories can be filtered by.
var flags = []string{"late", "legal", "picture", "fact_check", "embargo", "editing"}

func (f boardFilter) empty() bool { return f == boardFilter{sort: f.sort} }

// deskOf returns the desk of the request.
func (v *visit) deskOf(r *http.Request) (news.Desk, error) {
	for _, d := range v.house.Desks {
		if d.Slug == r.PathValue("desk") {
			return d, nil
		}
	}
	return news.Desk{}, news.Errorf(news.NotFound, "There is no desk %q.", r.PathValue("desk"))
}

func (s *screens) board(w http.ResponseWriter, r *http.Request, v *visit) error {
	if q := r.URL.Query(); q.Has("choose") {
		return chooseColumns(w, r, q)
	}
	p, err := s.openBoard(r, v, r.URL.Query())
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, boardScreen(p))
}

// openBoard reads the desk as the query wants to see it.
func (s *screens) openBoard(r *http.Request, v *visit, q url.Values) (p boardPage, err error) {
	p = boardPage{visit: v, view: q.Get("view"), at: news.Status(q.Get("at")), once: newOnce()}
	if p.desk, err = v.deskOf(r); err != nil {
		return p, err
	}
	if !slices.Contains([]string{boardView, listView, lateView}, p.view) {
		p.view = boardView
	}
	p.filter = boardFilter{owner: q.Get("owner"), flag: q.Get("flag"), text: strings.TrimSpace(q.Get("q")), sort: q.Get("sort"), kind: q.Get("kind"), language: news.Language(q.Get("language"))}
	p.shown = columnsShown(r)
	if p.staff, err = s.DB.People(r.Context()); err != nil {
		return p, err
	}
	cards, err := s.cards(r, v, p.desk.Slug)
	if err != nil {
		return p, err
	}
	cards = slices.DeleteFunc(cards, func(c card) bool { return !p.filter.shows(c, v.now) })
	switch p.view {
	case boardView:
		p.columns = columnsOf(cards, p.desk)
		p.done = p.moved(q.Get("moved"))
		for i := range p.columns {
			for j := range p.columns[i].cards {
				c := &p.columns[i].cards[j]
				c.moves = movesOf(v, c.Story)
			}
		}
		p.choose()
	case lateView:
		p.cards = slices.DeleteFunc(cards, func(c card) bool { return c.Due.IsZero() && c.PublishAt.IsZero() || c.Status == news.Live })
		slices.SortStableFunc(p.cards, func(a, b card) int { return cmp.Compare(b.late, a.late) })
	default:
		p.cards = cards
		sortCards(p.cards, p.filter.sort)
	}
	if n := q.Get("done"); n != "" && p.done == "" {
		p.done = strings.Replace(v.t("Done: % stories."), "%", v.digits(n), 1)
	}
	return p, nil
}

// onBoard are the statuses that have a column, in their order. What is withdrawn stands
// with what is live.
var onBoard = []news.Status{news.Idea, news.Assigned, news.Writing, news.WithDesk, news.Legal, news.Ready, news.Scheduled, news.Live}

// How much of a desk is shown.
const (
	liveFor  = 24 * time.Hour // after its last change
	mostLive = 30
)

// cards reads the desk's stories that somebody may still have to do something with.
func (s *screens) cards(r *http.Request, v *visit, slug string) ([]card, error) {
	ctx := r.Context()
	stories, err := s.DB.Stories(ctx, store.StoryFilter{Desk: slug, Statuses: openStatuses, Limit: 200})
	if err != nil {
		return nil, err
	}
	out, err := s.DB.Stories(ctx, store.StoryFilter{Desk: slug, Statuses: []news.Status{news.Live, news.Withdrawn}, Limit: mostLive})
	if err != nil {
		return nil, err
	}
	held, err := s.DB.LocksHeld(ctx)
	if err != nil {
		return nil, err
	}
	covered, err := s.DB.CoveredNow(ctx)
	if err != nil {
		return nil, err
	}
	var cards []card
	for _, st := range append(stories, out...) {
		if (st.Status == news.Live || st.Status == news.Withdrawn) && v.now.Sub(st.Changed) > liveFor {
			continue
		}
		c := card{Story: st, words: words(st.Content.Body), late: lateness(st, v.now)}
		c.covered = slices.ContainsFunc(covered, func(o news.Story) bool { return o.Number == st.Number })
		for _, l := range held {
			if l.Story == st.Number && l.Held(v.now) && !l.StaleAt(v.now) && !slices.Contains(c.editors, l.Holder.Name) {
				c.editors = append(c.editors, l.Holder.Name)
			}
		}
		cards = append(cards, c)
	}
	return cards, nil
}

// lateness is how late the story is at now: negative before it is due, and nothing for one
// that is ready or out.
func lateness(s news.Story, now time.Time) time.Duration {
	switch at := cmp.Or(s.PublishAt, s.Due); {
	case at.IsZero():
		return 0
	case s.Status == news.Ready || s.Status == news.Live || s.Status == news.Withdrawn:
		return min(now.Sub(at), 0)
	default:
		return now.Sub(at)
	}
}

// isLate reports whether the story should have been there by now.
func (c card) isLate() bool { return c.late >= time.Minute }

func (f boardFilter) shows(c card, now time.Time) bool {
	switch {
	case f.kind != "" && !c.is(f.kind):
		return false
	case f.owner != "" && c.Owner.ID != f.owner, f.language != "" && c.Content.Language != f.language,
		f.text != "" && !strings.Contains(strings.ToLower(c.Content.Headline), strings.ToLower(f.text)):
		return false
	}
	switch f.flag {
	case "late":
		return c.isLate()
	case "embargo":
		return now.Before(c.Embargo)
	case "editing":
		return len(c.editors) > 0
	case string(news.LegalCheck), string(news.PictureCheck), string(news.FactCheck):
		return c.Checks.Of(news.Check(f.flag)) == news.Needed
	}
	return true
}

// columnsOf puts the cards into columns: what is due first at the top, and then what was
// changed last. Legal has a column while something is there.
func columnsOf(cards []card, d news.Desk) []column {
	columns := make([]column, 0, len(onBoard))
	for _, st := range onBoard {
		c := column{status: st, limit: d.Limits[st]}
		for _, k := range cards {
			if k.Status == st || st == news.Live && k.Status == news.Withdrawn {
				c.cards = append(c.cards, k)
			}
		}
		if st == news.Legal && len(c.cards) == 0 {
			continue
		}
		slices.SortStableFunc(c.cards, func(a, b card) int {
			ad, bd := cmp.Or(a.PublishAt, a.Due, a.Embargo), cmp.Or(b.PublishAt, b.Due, b.Embargo)
			if st == news.Live {
				ad, bd = time.Time{}, time.Time{}
			}
			switch {
			case ad.IsZero() != bd.IsZero():
				if ad.IsZero() {
					return 1
				}
				return -1
			case !ad.Equal(bd):
				return ad.Compare(bd)
			}
			return b.Changed.Compare(a.Changed)
		})
		columns = append(columns, c)
	}
	return columns
}

// choose chooses which column a phone shows, if it was not chosen.
func (p *boardPage) choose() {
	if slices.ContainsFunc(p.columns, func(c column) bool { return c.status == p.at }) {
		return
	}
	order := []news.Status{news.Writing, news.Assigned, news.WithDesk, news.Ready, news.Live}
	if p.person.May(news.MarkReady) == nil {
		order = []news.Status{news.WithDesk, news.Ready, news.Writing, news.Assigned, news.Live}
	}
	for _, st := range order {
		for _, c := range p.columns {
			if c.status == st && len(c.cards) > 0 {
				p.at = st
				return
			}
		}
	}
	p.at = order[0]
}

// path is the page with one thing of its query changed; "" takes it away.
func (p boardPage) path(name, value string) string {
	q := p.query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	path := "/n/desk/" + p.desk.Slug
	if e := q.Encode(); e != "" {
		path += "?" + e
	}
	return path
}

// query is what of the page is chosen.
func (p boardPage) query() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	if p.view != boardView {
		set("view", p.view)
	}
	set("owner", p.filter.owner)
	set("flag", p.filter.flag)
	set("kind", p.filter.kind)
	set("q", p.filter.text)
	set("sort", p.filter.sort)
	set("language", string(p.filter.language))
	return q
}

// back is the query with which a form comes back to the page as it is.
func (p boardPage) back() string { return p.query().Encode() }

// moved says which card was moved where, and which place it has there now.
func (p boardPage) moved(number string) string {
	for _, c := range p.columns {
		for i, k := range c.cards {
			if strconv.FormatInt(k.Number, 10) == number {
				return strings.NewReplacer("{story}", headline(k.Story), "{column}", p.t(wordOf(c.status)), "{i}", p.count(i+1), "{n}", p.count(len(c.cards))).
					Replace(p.t("{story} moved to {column}, {i} of {n}."))
			}
		}
	}
	return ""
}

// initials are the first letters of somebody's names: of a Bangla name whole letters, with
// their signs.
func initials(name string) string {
	out := ""
	for i, f := range strings.Fields(name) {
		if i == 2 {
			break
		}
		out += strings.ToUpper(news.FirstLetter(f))
	}
	return out
}
