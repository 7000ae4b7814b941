package screens

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// tickerPage is the bar of each language and the form for one more line.
type tickerPage struct {
	*visit
	bars    []bar
	flash   desk.NewFlash       // what was typed
	edited  string              // ID of the line that was being changed
	demote  bool                // another line breaks: ask whether it is to be demoted
	banners []bannerField       // one a language
	changes []news.SourceChange // of what lines were made from, that nobody has answered
	pressed bool                // this process can show how the bar looks
	once    string
	trouble string
}

// bar is one language's flashes: those that readers see, and those that wait behind.
type bar struct {
	language    news.Language
	on, waiting []news.Flash
}

func (s *screens) ticker(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := tickerPage{visit: v, flash: desk.NewFlash{Language: v.house.Languages[0], Minutes: int(news.FlashLife.Minutes())}}
	if l := news.Language(r.URL.Query().Get("lang")); l != "" {
		p.flash.Language = l
	}
	if id := r.URL.Query().Get("dispatch"); id != "" {
		d, err := s.DB.Dispatch(r.Context(), id)
		if err != nil {
			return err
		}
		p.flash.Dispatch, p.flash.Text = d.ID, d.Headline
		if slices.Contains(v.house.Languages, d.Language) {
			p.flash.Language = d.Language
		}
	}
	return s.showTicker(w, r, http.StatusOK, p)
}

func (s *screens) showTicker(w http.ResponseWriter, r *http.Request, status int, p tickerPage) error {
	p.once = newOnce()
	flashes, err := s.DB.Flashes(r.Context(), "")
	if err != nil {
		return err
	}
	for _, l := range p.house.Languages {
		b := bar{language: l, on: news.Bar(ofLanguage(flashes, l), p.now)}
		for _, f := range ofLanguage(flashes, l) {
			if p.now.Before(f.Expires) && !shows(b.on, f.ID) {
				b.waiting = append(b.waiting, f)
			}
		}
		p.bars = append(p.bars, b)
	}
	if p.changes, err = s.madeOpen(r, news.MadeFlash, 0); err != nil {
		return err
	}
	p.pressed = s.Press.Bar != nil
	if p.banners, err = s.bannerFields(r, p.visit); err != nil {
		return err
	}
	return showWith(w, r, status, policyWithFrame, tickerView(p))
}

func shows(on []news.Flash, id string) bool {
	for _, f := range on {
		if f.ID == id {
			return true
		}
	}
	return false
}

// flash puts a line on the bar.
func (s *screens) flash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := tickerPage{visit: v, flash: desk.NewFlash{
		Language: news.Language(line(r, "language")), Text: line(r, "text"), Breaking: line(r, "breaking") != "", Pinned: line(r, "pinned") != "",
		Demote: line(r, "demote") != "", Dispatch: line(r, "dispatch"),
	}}
	err := p.readFlash(r, &p.flash)
	if err == nil {
		if _, err = s.Desk.Flash(oneTime(r, line(r, "once"), "flash"), v.person, p.flash); err == nil {
			return to(w, r, "/n/ticker", "flashed")
		}
	}
	return s.refuseFlash(w, r, p, p.flash.Breaking && !p.flash.Demote, err)
}

// refuseFlash answers with the ticker and why not. A line that would break while another
// does gets a question with it.
func (s *screens) refuseFlash(w http.ResponseWriter, r *http.Request, p tickerPage, breaks bool, err error) error {
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble, p.demote = why, breaks && status == http.StatusConflict
	return s.showTicker(w, r, status, p)
}

// editFlash changes a line that is on the bar. It stays the same line.
func (s *screens) editFlash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	p := tickerPage{visit: v, flash: desk.NewFlash{Language: v.house.Languages[0], Minutes: int(news.FlashLife.Minutes())}, edited: r.PathValue("flash")}
	f := desk.NewFlash{}
	err := p.readFlash(r, &f)
	e := desk.FlashEdit{
		Text: line(r, "text"), Story: f.Story, Minutes: f.Minutes, Until: f.Until, Breaking: line(r, "breaking") != "", Pinned: line(r, "pinned") != "", Demote: line(r, "demote") != "",
	}
	if err == nil {
		if _, err = s.Desk.EditFlash(r.Context(), v.person, p.edited, e); err == nil {
			return to(w, r, "/n/ticker", "flash-changed")
		}
	}
	return s.refuseFlash(w, r, p, e.Breaking && !e.Demote, err)
}

// moveFlash moves a line up or down by one.
func (s *screens) moveFlash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	_, err := s.Desk.MoveFlash(r.Context(), v.person, r.PathValue("flash"), line(r, "do") == "up")
	if err == nil {
		return to(w, r, "/n/ticker", "")
	}
	p := tickerPage{visit: v, flash: desk.NewFlash{Language: v.house.Languages[0], Minutes: int(news.FlashLife.Minutes())}}
	return s.refuseFlash(w, r, p, false, err)
}

// advised is how many characters a line should have at most: as many as readers see at
// once on a phone.
func advised(l news.Language) int {
	if l == news.Bangla {
		return 75
	}
	return 90
}

// advisedIn says that of each language to the script: "en:90 bn:75".
func advisedIn(h news.House) string {
	var all []string
	for _, l := range h.Languages {
		all = append(all, string(l)+":"+strconv.Itoa(advised(l)))
	}
	return strings.Join(all, " ")
}

// readFlash reads where the line of the form leads and how long it stays: a time that is
// chosen comes before a span.
func (v *visit) readFlash(r *http.Request, f *desk.NewFlash) (err error) {
	if f.Story, err = storyNumber(line(r, "story")); err != nil {
		return err
	}
	if f.Until, err = v.fromField(news.LatinDigits(line(r, "until"))); err != nil || !f.Until.IsZero() {
		return err
	}
	if f.Minutes, err = strconv.Atoi(line(r, "minutes")); err != nil {
		return news.Errorf(news.Invalid, "Say how long the line stays.")
	}
	return nil
}

// storyNumber reads the number of a story as people write it: "#12", "১২"; 0 for nothing.
func storyNumber(s string) (int64, error) {
	s = strings.TrimLeft(news.LatinDigits(s), "# ")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, news.Errorf(news.Invalid, "%q is not a story's number.", s)
	}
	return n, nil
}

func (s *screens) endFlash(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, err := s.Desk.EndFlash(r.Context(), v.person, r.PathValue("flash")); err != nil {
		return err
	}
	return to(w, r, "/n/ticker", "ended")
}

// lives are how long a line may stay, in minutes.
var lives = []int{60, 120, 6 * 60, 12 * 60, 24 * 60}

// life says how long that is.
func (v *visit) life(minutes int) string { return v.count(minutes/60) + v.t(" h") }
