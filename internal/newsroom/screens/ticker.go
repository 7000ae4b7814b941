package screens

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// tickerPage is the bar of each language and the form for one more line.
type tickerPage struct {
	*visit
	bars    []bar
	flash   desk.NewFlash // what was typed
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
	return show(w, r, status, tickerView(p))
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
	}}
	err := readFlash(r, &p.flash)
	if err == nil {
		if _, err = s.Desk.Flash(oneTime(r, line(r, "once"), "flash"), v.person, p.flash); err == nil {
			return to(w, r, "/n/ticker", "flashed")
		}
	}
	why, status, err := refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble = why
	return s.showTicker(w, r, status, p)
}

func readFlash(r *http.Request, f *desk.NewFlash) (err error) {
	if s := strings.TrimLeft(latinDigits.Replace(line(r, "story")), "# "); s != "" {
		if f.Story, err = strconv.ParseInt(s, 10, 64); err != nil {
			return news.Errorf(news.Invalid, "%q is not a story's number.", s)
		}
	}
	if f.Minutes, err = strconv.Atoi(line(r, "minutes")); err != nil {
		return news.Errorf(news.Invalid, "Say how long the line stays.")
	}
	return nil
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
