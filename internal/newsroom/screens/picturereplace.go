package screens

import (
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// replacePage asks by what a picture is replaced, and lists where.
type replacePage struct {
	picturePage

	plan     desk.ReplacementPlan
	pictures []news.Picture // to choose from
	with     string         // the chosen one's ID
}

func (p replacePage) stopped() bool {
	for _, l := range p.plan.Lines {
		if l.Stops != "" {
			return true
		}
	}
	return false
}

// live reports whether readers have the picture.
func (p replacePage) live() bool {
	for _, l := range p.plan.Lines {
		if l.Live {
			return true
		}
	}
	return false
}

func (s *screens) replaceForm(w http.ResponseWriter, r *http.Request, v *visit) error {
	p, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	return s.showReplace(w, r, http.StatusOK, replacePage{picturePage: p, with: r.URL.Query().Get("with")})
}

func (s *screens) showReplace(w http.ResponseWriter, r *http.Request, status int, p replacePage) (err error) {
	if p.plan, err = s.Desk.PlanReplacement(r.Context(), p.person, p.pic.ID); err != nil {
		return err
	}
	all, err := s.DB.Pictures(r.Context(), 25)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID != p.pic.ID && len(p.pictures) < 24 {
			p.pictures = append(p.pictures, one)
		}
	}
	return show(w, r, status, replaceView(p))
}

// replacePicture puts another picture in the place of one, everywhere.
func (s *screens) replacePicture(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	opened, err := s.openPicture(r, v)
	if err != nil {
		return err
	}
	opened.typed(r)
	p := replacePage{picturePage: opened, with: line(r, "with")}
	if other := line(r, "other"); other != "" {
		p.with = idIn(other)
	}
	sent, there, err := s.sentPicture(r, v.person, "file", news.Picture{})
	if there {
		p.with = sent.ID
	}
	if err == nil {
		_, err = s.Desk.ReplacePicture(oneTime(r, p.once, "replace"), v.person, p.pic.ID, desk.Replacement{
			With: p.with, Why: line(r, "why"), Note: line(r, "note"), Words: line(r, "words") != "keep", Mark: line(r, "mark"),
		})
	}
	if err == nil {
		return to(w, r, picturePath(p.with), "picture-replaced")
	}
	why, status, err := p.refusal(r, err)
	if err != nil {
		return err
	}
	p.trouble, p.once = why, newOnce()
	return s.showReplace(w, r, status, p)
}

// idIn is the picture's ID in what somebody pasted: the address of its page, or the ID itself.
func idIn(s string) string {
	s, _, _ = strings.Cut(s, "?")
	s = strings.TrimSuffix(s, "/")
	return s[strings.LastIndex(s, "/")+1:]
}
