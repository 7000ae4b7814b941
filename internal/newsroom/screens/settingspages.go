package screens

import (
	"net/http"
	"slices"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/screens/plain"
)

// staticPage shows the form of one of the house's own pages. "new" is one that is not
// there yet.
func (s *screens) staticPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := settingsPage{visit: v, tab: "page", set: v.house}
	if slug := r.PathValue("page"); slug != "new" {
		if p.page, p.found = v.house.Page(slug); !p.found {
			return news.Errorf(news.NotFound, "There is no page %q.", slug)
		}
	}
	return showSettings(w, r, http.StatusOK, p)
}

// savePage keeps a page, or takes it away.
func (s *screens) savePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	was := r.PathValue("page")
	typed := news.StaticPage{Slug: line(r, "slug"), Texts: map[news.Language]news.PageText{}}
	_, err := s.Desk.ChangeHouse(r.Context(), v.person, func(h *news.House) error {
		i := slices.IndexFunc(h.Pages, func(p news.StaticPage) bool { return p.Slug == was })
		if line(r, "do") == "remove" {
			if i < 0 {
				return news.Errorf(news.NotFound, "There is no page %q.", was)
			}
			h.Pages = slices.Delete(slices.Clone(h.Pages), i, i+1)
			return nil
		}
		before := news.StaticPage{}
		if i >= 0 {
			before = h.Pages[i]
		}
		for _, l := range h.Languages {
			title, text := clean(r.PostFormValue("title_"+string(l))), r.PostFormValue("text_"+string(l))
			if title != "" {
				typed.Texts[l] = news.PageText{Title: title, Body: plain.Read(text, before.Texts[l].Body)}
			}
		}
		h.Pages = slices.Clone(h.Pages)
		if i < 0 {
			h.Pages = append(h.Pages, typed)
		} else {
			h.Pages[i] = typed
		}
		return nil
	})
	if err == nil {
		return to(w, r, "/n/settings/pages", "saved")
	}
	return refuseSettings(w, r, settingsPage{visit: v, tab: "page", set: v.house, page: typed, found: was != "new"}, err)
}

// text returns the page's text as plain characters.
func (p settingsPage) text(l news.Language) string { return plain.Write(p.page.Texts[l].Body) }

// authorForm shows the form of an author. "new" is one that is not there yet.
func (s *screens) authorForm(w http.ResponseWriter, r *http.Request, v *visit) (err error) {
	p := settingsPage{visit: v, tab: "author", set: v.house}
	if slug := r.PathValue("author"); slug != "new" {
		if p.author, p.found = v.house.Author(slug); !p.found {
			return news.Errorf(news.NotFound, "There is no author %q.", slug)
		}
	}
	if p.pictures, err = s.DB.Pictures(r.Context(), 100); err != nil {
		return err
	}
	return showSettings(w, r, http.StatusOK, p)
}

// saveAuthor keeps an author, or takes them away.
func (s *screens) saveAuthor(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(w, r, smallForm); err != nil {
		return err
	}
	was := r.PathValue("author")
	typed := authorFrom(r, v.house.Languages)
	_, err := s.Desk.ChangeHouse(r.Context(), v.person, func(h *news.House) error {
		i := slices.IndexFunc(h.Authors, func(a news.Author) bool { return a.Slug == was })
		h.Authors = slices.Clone(h.Authors)
		switch {
		case line(r, "do") == "remove" && i >= 0:
			h.Authors = slices.Delete(h.Authors, i, i+1)
		case i < 0:
			h.Authors = append(h.Authors, typed)
		default:
			h.Authors[i] = typed
		}
		return nil
	})
	if err == nil {
		return to(w, r, "/n/settings/authors", "saved")
	}
	p := settingsPage{visit: v, tab: "author", set: v.house, author: typed, found: was != "new"}
	var e error
	if p.pictures, e = s.DB.Pictures(r.Context(), 100); e != nil {
		return e
	}
	return refuseSettings(w, r, p, err)
}

func authorFrom(r *http.Request, languages []news.Language) news.Author {
	a := news.Author{Slug: line(r, "slug"), Desk: line(r, "desk") != "", Email: line(r, "email"), Picture: line(r, "picture")}
	for field, texts := range map[string]*map[news.Language]string{"name": &a.Names, "role": &a.Role, "beat": &a.Beat, "bio": &a.Bio} {
		*texts = map[news.Language]string{}
		for _, l := range languages {
			if s := clean(r.PostFormValue(field + "_" + string(l))); s != "" {
				(*texts)[l] = s
			}
		}
	}
	for _, l := range languages {
		if slices.Contains(r.PostForm["speaks"], string(l)) {
			a.Languages = append(a.Languages, l)
		}
	}
	return a
}
