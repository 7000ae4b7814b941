package screens

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// Press is how a front looks, in a process that also serves readers.
type Press struct {
	// Filled returns the front with the story in every place as readers would see it.
	Filled func(edition.Front) (edition.Front, error)
	// Page returns the front's page as readers would get it, without script.
	Page func(edition.Front) ([]byte, error)
	// House returns the home page as readers would get it with other settings, likewise.
	House func(news.House) ([]byte, error)
	// Story returns the page of a story that readers do not have, likewise.
	Story func(edition.Story) ([]byte, error)
	// Bar returns the bar of a language as readers have it with script, and the line before
	// all others if there is one.
	Bar func(news.Language, *edition.BarItem) ([]byte, error)
}

// frontPage is one front: what could go on it, what stands on it, how it looks.
type frontPage struct {
	*visit
	front    news.Front
	shown    news.Arrangement // the draft, or what is live
	blocks   []frontBlock
	stories  []onOffer
	clips    []onOffer
	removed  []onOffer
	launches []news.FrontLaunch
	changes  []string      // of the draft, a sentence each
	overlaps []string      // of the launch on which the draft was rebased
	topics   []string      // that the front could be about alone
	section  string        // of the stories on offer
	text     string        // in their headlines
	all      bool          // not of the last day alone
	every    bool          // every launch is listed, not the last few
	wide     bool          // the preview is a desktop's
	pressed  bool          // this process knows how the front looks
	sources  []frontSource // what became of what its stories were made from
	trouble  string
	once     string
}

// frontSource is a change of a source of a story on the front that nobody has answered.
type frontSource struct {
	news.SourceChange
	title string // of the story
}

// frontBlock is a block with all of its places.
type frontBlock struct {
	name, title string
	places      []frontPlace
	byHand      int
}

// frontPlace is one place, and the story in it if there is one.
type frontPlace struct {
	block    string
	place    int
	story    int64
	headline string
	slot     news.Slot // if it was put there by hand
	byHand   bool
	also     []string  // the other fronts that it stands on
	stale    time.Time // of a lead: since when it leads, if that is too long
	last     bool      // there is no place below
}

// onOffer is a story that could be placed.
type onOffer struct {
	news.Story
	views int64
	on    bool // it stands on this front already
	clip  bool // it is on the person's clipboard
	why   string
}

func frontPath(n news.FrontName) string { return "/n/fronts/" + n.String() }

// fronts leads to the front that somebody looks at first: the home page in their language.
func (s *screens) fronts(w http.ResponseWriter, r *http.Request, v *visit) error {
	if name := r.URL.Query().Get("front"); name != "" {
		return to(w, r, frontPath(news.ReadFrontName(name)), "")
	}
	l := v.house.Languages[0]
	if slices.Contains(v.house.Languages, v.person.Language) {
		l = v.person.Language
	}
	return to(w, r, frontPath(news.FrontName{Language: l}), "")
}

// openFront reads the front that the request is about.
func (s *screens) openFront(r *http.Request, v *visit) (p frontPage, err error) {
	name := news.ReadFrontName(r.PathValue("front"))
	if !slices.Contains(v.house.Fronts(), name) {
		return p, news.Errorf(news.NotFound, "There is no front %q.", name.String())
	}
	q := r.URL.Query()
	p = frontPage{
		visit: v, section: q.Get("section"), text: strings.TrimSpace(q.Get("q")), all: q.Get("all") != "", wide: q.Get("view") == "desktop",
		every:   q.Get("versions") == "all",
		pressed: s.Press.Filled != nil, once: newOnce(),
	}
	if p.front, err = s.DB.Front(r.Context(), name); err != nil {
		return p, err
	}

	p.shown = p.front.Arranged()
	return p, nil
}

func (s *screens) frontScreen(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openFront(r, v)
	if err != nil {
		return err
	}
	return s.showFront(w, r, http.StatusOK, p)
}

// showFront answers with the front, with all that its columns need.
func (s *screens) showFront(w http.ResponseWriter, r *http.Request, status int, p frontPage) error {
	known := titles{db: s.DB, ctx: r.Context(), of: map[int64]news.Story{}}
	if err := s.fillPlaces(&p, &known); err != nil {
		return err
	}
	if err := s.frontSources(r, &p, &known); err != nil {
		return err
	}
	if err := s.offer(r, &p, &known); err != nil {
		return err
	}
	if err := s.others(r, &p); err != nil {
		return err
	}
	few := 12
	if p.every {
		few = 200
	}
	var err error
	if p.launches, err = s.DB.FrontLaunches(r.Context(), p.front.Name, 0, few); err != nil {
		return err
	}
	if p.changes, err = p.changeWords(&known, p.front.Live.Changes(p.shown)); err != nil {
		return err
	}
	if d := p.front.Draft; d != nil && d.Rebased != nil {
		if p.overlaps, err = p.overlapWords(&known, d.Rebased.Overlaps); err != nil {
			return err
		}
	}
	return showWith(w, r, status, policyWithFrame, frontView(p))
}

// fillPlaces fills the middle column: every place with what stands in it.
func (s *screens) fillPlaces(p *frontPage, known *titles) error {
	filled := desk.PublicArrangement(p.front.Name, p.shown)
	if p.pressed {
		var err error
		if filled, err = s.Press.Filled(filled); err != nil {
			return err
		}
	}
	at := map[string]map[int]edition.FrontSlot{}
	for _, b := range filled.Blocks {
		at[b.Name] = map[int]edition.FrontSlot{}
		for _, slot := range b.Slots {
			at[b.Name][slot.Place] = slot
		}
	}
	for _, name := range p.house.Blocks(p.front.Name) {
		if p.shown.Topic != "" && name != news.TopBlock {
			continue // a front about one topic shows no sections
		}
		b := frontBlock{name: name, title: p.blockTitle(name)}
		for place := range news.Places(name) {
			f := frontPlace{block: name, place: place, last: place == news.Places(name)-1}
			f.story, f.headline = at[name][place].Story, at[name][place].Headline
			if f.story != 0 {
				f.slot, f.byHand = p.shown.Slot(f.story)
				if f.headline == "" {
					f.headline = known.headline(f.story)
				}
			}
			if f.byHand {
				b.byHand++
			}
			if name == news.TopBlock && place == 0 {
				f.stale = p.staleSince(f, known)
			}
			b.places = append(b.places, f)
		}
		p.blocks = append(p.blocks, b)
	}
	return known.err
}

// staleSince returns since when a lead leads, if readers have had it for too long; zero if
// not. One that the press chose has led since it was published, at most.
func (p *frontPage) staleSince(f frontPlace, known *titles) time.Time {
	since := f.slot.Since
	if !f.byHand && f.story != 0 {
		since = known.story(f.story).Published
	}
	if since.IsZero() || p.now.Sub(since) < news.StaleLead {
		return time.Time{}
	}
	return since
}

// offer fills the left column: the stories that could be placed, the person's clipboard
// and what was taken off last.
func (s *screens) offer(r *http.Request, p *frontPage, known *titles) error {
	ctx := r.Context()
	views, err := s.DB.ViewsSince(ctx, p.now.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	clips, err := s.DB.Clips(ctx, p.person.ID)
	if err != nil {
		return err
	}
	as := func(st news.Story) onOffer {
		o := onOffer{Story: st, views: views[st.Number], clip: slices.Contains(clips, st.Number)}
		_, o.on = p.shown.Slot(st.Number)
		switch {
		case st.Status != news.Live:
			o.why = st.Label(p.now)
		case st.Content.Language != p.front.Name.Language:
			o.why = own(st.Content.Language)
		}
		return o
	}
	list, err := s.DB.Stories(ctx, store.StoryFilter{
		Statuses: []news.Status{news.Live}, Language: p.front.Name.Language, Section: p.section, Text: p.text, Limit: 60,
	})
	if err != nil {
		return err
	}
	for _, st := range list {
		for _, t := range st.Content.Topics {
			if !slices.Contains(p.topics, t) {
				p.topics = append(p.topics, t)
			}
		}
		if p.all || p.now.Sub(st.Changed) < 24*time.Hour {
			p.stories = append(p.stories, as(st))
		}
	}
	for _, n := range clips {
		p.clips = append(p.clips, as(known.story(n)))
	}
	for _, slot := range p.front.Removed {
		p.removed = append(p.removed, as(known.story(slot.Story)))
	}
	return known.err
}

// others notes on every place on which other fronts its story stands.
func (s *screens) others(r *http.Request, p *frontPage) error {
	fronts, err := s.DB.Fronts(r.Context())
	if err != nil {
		return err
	}
	for _, f := range fronts {
		if f.Name == p.front.Name {
			continue
		}
		for i := range p.blocks {
			for j := range p.blocks[i].places {
				place := &p.blocks[i].places[j]
				if _, there := f.Live.Slot(place.story); there {
					place.also = append(place.also, p.frontTitle(f.Name))
				}
			}
		}
	}
	return nil
}
