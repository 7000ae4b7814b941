package screens

import (
	"html"
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// saveLook keeps the theme, with a logo if one was sent.
func (s *screens) saveLook(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	err := v.person.May(news.ManageSettings)
	logos := map[string]*news.Logo{}
	for _, field := range []string{"logo", "logo_dark"} {
		if err == nil {
			logos[field], err = s.sentLogo(r, field)
		}
	}
	if err == nil {
		_, err = s.Desk.ChangeHouse(r.Context(), v.person, func(h *news.House) error {
			h.Theme = themeFrom(r, h.Theme)
			if l := logos["logo"]; l != nil {
				h.Theme.Logo = l
			}
			if l := logos["logo_dark"]; l != nil {
				h.Theme.LogoDark = l
			}
			return nil
		})
	}
	if err == nil {
		return to(w, r, "/n/settings/look", "saved")
	}
	p := settingsPage{visit: v, tab: "look", set: v.house}
	p.set.Theme = themeFrom(r, p.set.Theme)
	return refuseSettings(w, r, p, err)
}

// lookPreview answers with the home page as readers would get it with what is typed. It shows
// the logo that is kept: one that was only chosen is not sent anywhere yet.
func (s *screens) lookPreview(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, mostForm); err != nil {
		return err
	}
	defer discard(r)
	if s.Press.House == nil {
		return news.Errorf(news.Unavailable, "This process does not serve readers, so it cannot show how the site looks.")
	}
	h := v.house
	if r.Method == http.MethodPost {
		h.Theme = themeFrom(r, h.Theme)
	}
	page, err := []byte(nil), h.Check()
	if err == nil {
		page, err = s.Press.House(h)
	}
	if err == nil {
		return s.showPreview(w, page)
	}
	why, _, err := v.refusal(r, err)
	if err != nil {
		return err
	}
	return s.showPreview(w, []byte("<!DOCTYPE html><title>Preview</title><p>"+html.EscapeString(why)))
}

// sentLogo takes the file in the field, nil if there is none.
func (s *screens) sentLogo(r *http.Request, field string) (*news.Logo, error) {
	file, _, err := r.FormFile(field)
	if err != nil {
		return nil, nil //nolint:nilerror // no file was sent
	}
	defer file.Close()
	return s.Pictures.Logo(r.Context(), file)
}

// themeFrom reads the theme of the form; what the form does not say stays as it was.
func themeFrom(r *http.Request, was news.Theme) news.Theme {
	t := news.Theme{
		Accent: news.Colour(strings.ToLower(line(r, "accent"))), AccentDark: news.Colour(strings.ToLower(line(r, "accent_dark"))),
		Filled: line(r, "filled") != "", Sans: line(r, "sans") != "", Logo: was.Logo, LogoDark: was.LogoDark,
	}
	if line(r, "no_logo") != "" {
		t.Logo, t.LogoDark = nil, nil
	}
	if line(r, "own_colours") == "" {
		t.Accent, t.AccentDark = "", ""
	}
	for _, parts := range columns(r.PostFormValue("navigation")) {
		t.Navigation = append(t.Navigation, news.NavigationItem{Path: parts[0], Names: namesOf([]news.Language{news.English, news.Bangla}, parts[1:])})
	}
	return t
}

// navigationLines is the navigation as the form has it.
func (p settingsPage) navigationLines() string {
	var lines []string
	for _, n := range p.set.Theme.Navigation {
		lines = append(lines, inColumns([]news.Language{news.English, news.Bangla}, n.Path, n.Names))
	}
	return strings.Join(lines, "\n")
}

// colour returns what a colour field shows: the theme's, or Stet's own.
func colour(c, own news.Colour) string {
	if c == "" {
		return string(own)
	}
	return string(c)
}
