package press

import (
	"net/http"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// sectionsPage is what the template of the page of all sections needs.
type sectionsPage struct{ shell }

func printSections(v *archive.View, l news.Language) (*draft, error) {
	w := wordsIn(v.House(), l)
	p := sectionsPage{shell: shellOf(v, l, sections(l), w.allSections)}
	p.languages = everyLanguage(p.house, sections)
	return p.print(p.path, http.StatusOK, sectionsHTML(p))
}

// housePage is what the template of a page of the house's own needs.
type housePage struct {
	shell
	body  string // HTML
	pages []footLink
	slug  string
}

// footLink leads to a page of the house's own.
type footLink struct{ title, path string }

// ownPages returns the house's own pages in the language.
func (s shell) ownPages() (links []footLink) {
	for _, p := range s.house.Pages {
		if t := p.Texts[s.language]; t.Title != "" {
			links = append(links, footLink{t.Title, ownPage(s.language, p.Slug)})
		}
	}
	return links
}

func printHouse(v *archive.View, r route, name string) (*draft, error) {
	h := v.House()
	if r.slug == "" {
		d := moved(name, ownPage(r.language, firstPage(h, r.language)))
		d.status, d.cache = http.StatusFound, cachePage
		return d, nil
	}
	page, _ := h.Page(r.slug)
	text := page.Texts[r.language]
	p := housePage{shell: shellOf(v, r.language, name, text.Title), slug: r.slug}
	p.languages = everyLanguage(h, func(l news.Language) string {
		if page.Texts[l].Title == "" {
			return ""
		}
		return ownPage(l, r.slug)
	})
	p.body = news.HTMLWriter{EmbedNote: p.opens}.HTML(text.Body)
	p.pages = p.ownPages()
	p.linked = p.linkedPage(r.slug)
	return p.print(name, http.StatusOK, houseHTML(p))
}

// versionsPage is what the template of a story's published versions needs.
type versionsPage struct {
	shell
	story    storyCard
	versions []version
}

// storyCard is a story's headline and where it is.
type storyCard struct{ headline, path string }

// version is one line of the list of a story's published versions.
type version struct {
	name, note string
	at         time.Time
	edits      []news.Edit // the words that were changed
}

func printVersions(v *archive.View, number int64, name string) (*draft, error) {
	s, err := v.Story(number)
	if err != nil {
		return nil, err
	}
	w := wordsIn(v.House(), s.Language)
	p := versionsPage{shell: shellOf(v, s.Language, name, w.versionsTitle+w.dash+s.Headline), story: storyCard{s.Headline, s.Path()}}
	p.section = s.Section
	for i := len(s.Versions) - 1; i >= 0; i-- {
		k := s.Versions[i]
		p.versions = append(p.versions, version{p.versionName(k), k.Note, p.local(k.At), k.Edits})
	}
	d, err := p.print(name, http.StatusOK, versionsHTML(p))
	if err != nil {
		return nil, err
	}
	d.headers = append(d.headers, "X-Robots-Tag", "noindex")
	return d, nil
}
