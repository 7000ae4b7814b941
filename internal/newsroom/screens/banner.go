package screens

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/desk"
)

// bannerField is the emergency banner of one language: what is up, and what was typed.
type bannerField struct {
	language   news.Language
	up         *news.Banner // nil for none
	text, link string
}

func (s *screens) bannerFields(r *http.Request, v *visit) (fields []bannerField, err error) {
	up, err := s.DB.Banners(r.Context())
	if err != nil {
		return nil, err
	}
	for _, l := range v.house.Languages {
		f := bannerField{language: l, text: line(r, "text-"+string(l)), link: line(r, "link-"+string(l))}
		if i := slices.IndexFunc(up, func(b news.Banner) bool { return b.Language == l && v.now.Before(b.Expires) }); i >= 0 {
			f.up = &up[i]
		}
		fields = append(fields, f)
	}
	return fields, nil
}

// bannerTyped reports whether there is a banner in the form that was not put up.
func (p tickerPage) bannerTyped() bool {
	return slices.ContainsFunc(p.banners, func(b bannerField) bool { return b.text != "" })
}

// putBanner puts an emergency banner on every page of the languages that it has words in.
func (s *screens) putBanner(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	n, err := v.readBanner(r)
	if err == nil {
		if _, err = s.Desk.PutBanner(oneTime(r, line(r, "once"), "banner"), v.person, n); err == nil {
			return to(w, r, "/n/ticker", "banner")
		}
	}
	p := tickerPage{visit: v, flash: desk.NewFlash{Language: v.house.Languages[0], Minutes: int(news.FlashLife.Minutes())}}
	return s.refuseFlash(w, r, p, false, err)
}

func (v *visit) readBanner(r *http.Request) (n desk.NewBanner, err error) {
	var stays desk.NewFlash
	if err := v.readFlash(r, &stays); err != nil {
		return n, err
	}
	n.Minutes, n.Until = stays.Minutes, stays.Until
	for _, l := range v.house.Languages {
		b := desk.BannerLine{Language: l, Text: line(r, "text-"+string(l))}
		if b.Text == "" {
			continue
		}
		if link := line(r, "link-"+string(l)); strings.Contains(link, ":") {
			b.Link = link
		} else if b.Story, err = storyNumber(link); err != nil {
			return n, err
		}
		n.Lines = append(n.Lines, b)
	}
	return n, nil
}

func (s *screens) endBanner(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, err := s.Desk.EndBanner(r.Context(), v.person, news.Language(r.PathValue("language"))); err != nil {
		return err
	}
	return to(w, r, "/n/ticker", "banner-ended")
}

// barPreview shows the bar as readers have it on a phone, with the line that is typed, if
// one is, on show.
func (s *screens) barPreview(w http.ResponseWriter, r *http.Request, v *visit) error {
	if s.Press.Bar == nil {
		return news.Errorf(news.Unavailable, "This process does not serve readers, so it cannot show how the bar looks.")
	}
	q := r.URL.Query()
	l := news.Language(q.Get("language"))
	if !slices.Contains(v.house.Languages, l) {
		l = v.house.Languages[0]
	}
	var typed *edition.BarItem
	if text := strings.TrimSpace(q.Get("text")); text != "" && news.Graphemes(text) <= news.FlashLength {
		typed = &edition.BarItem{ID: "typed", Text: text, Breaking: q.Get("breaking") != "", At: v.now, Expires: v.now.Add(time.Hour)}
	}
	page, err := s.Press.Bar(l, typed)
	if err != nil {
		return err
	}
	return s.showPreview(w, page)
}
