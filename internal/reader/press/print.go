package press

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// How many stories each part of a page shows.
const (
	topCards     = 5
	blockCards   = 4
	latestLines  = 12
	frontLines   = 30
	topicLines   = 100
	missingLines = 5
)

type storyData struct {
	story              edition.Story
	section            string
	lead, body         string // HTML
	published, updated time.Time
	top                []news.Correction // notes that stand above the text
}

func printStory(v *archive.View, number int64) (*draft, error) {
	p, err := v.Story(number)
	if err != nil {
		return nil, err
	}
	s := shellOf(v, p.Language, p.Path(), p.Headline)
	s.kind, s.section, s.description = "article", p.Section, p.Standfirst
	section, _ := s.house.Section(p.Section)
	d := storyData{story: p, section: section.Name(p.Language), published: s.local(p.Published)}
	if !p.Updated.IsZero() {
		d.updated = s.local(p.Updated)
	}
	for _, n := range p.Corrections {
		if n.Kind != news.Clarified {
			d.top = append(d.top, n)
			break // the newest stands on top; all are listed at the end
		}
	}
	pictures := map[string]edition.Picture{}
	for _, pic := range p.Pictures {
		pictures[pic.ID] = pic
	}
	if p.Lead != nil {
		d.lead = pictureHTML(*p.Lead, sizesStory, true, false)
		if n := len(p.Lead.Renditions); n > 0 {
			s.image = "/media/" + p.Lead.Renditions[n-1].Name
		}
	}
	d.body = news.HTMLWriter{
		EmbedNote: s.w.opens,
		Picture: func(u news.PictureUse) string {
			pic, ok := pictures[u.Picture]
			if !ok {
				return ""
			}
			pic.Alt = u.Alt
			var b strings.Builder
			b.WriteString("<figure>" + pictureHTML(pic, sizesStory, false, true))
			if err := caption(u.Caption, u.Credit).Render(nil, &b); err != nil { //nolint:staticcheck // this template does not look at the context
				return ""
			}
			return b.String() + "</figure>\n"
		},
	}.HTML(p.Body)
	s.linked = []string{storyLD(s, d), crumbsLD(s, section)}
	return s.html(v, 200, storyPage(s, d))
}

// linkedData returns v as JSON-LD. Marshal writes <, > and & so that nothing in it can
// end the element.
func linkedData(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("press: " + err.Error()) // maps of texts always encode
	}
	return `<script type="application/ld+json">` + string(text) + `</script>`
}

func storyLD(s shell, d storyData) string {
	p := d.story
	ld := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": p.Headline, "inLanguage": p.Language,
		"datePublished": stamp(d.published), "dateModified": stamp(d.published), "articleSection": d.section,
		"mainEntityOfPage": s.house.URL + s.path, "publisher": map[string]any{"@type": "NewsMediaOrganization", "name": s.name, "url": s.house.URL},
	}
	if !d.updated.IsZero() {
		ld["dateModified"] = stamp(d.updated)
	}
	if p.Standfirst != "" {
		ld["description"] = p.Standfirst
	}
	if s.image != "" {
		ld["image"] = []string{s.house.URL + s.image}
	}
	var authors []map[string]any
	for _, name := range p.Byline.People {
		authors = append(authors, map[string]any{"@type": "Person", "name": name})
	}
	if p.Byline.Desk != "" {
		authors = append(authors, map[string]any{"@type": "Organization", "name": p.Byline.Desk})
	}
	if authors != nil {
		ld["author"] = authors
	}
	var notes []map[string]any
	for _, n := range p.Corrections {
		if n.Kind == news.Corrected {
			notes = append(notes, map[string]any{"@type": "CorrectionComment", "text": n.Note, "datePublished": stamp(s.local(n.At))})
		}
	}
	if notes != nil {
		ld["correction"] = notes
	}
	return linkedData(ld)
}

func crumbsLD(s shell, section news.Section) string {
	crumb := func(i int, name, path string) map[string]any {
		return map[string]any{"@type": "ListItem", "position": i, "name": name, "item": s.house.URL + path}
	}
	return linkedData(map[string]any{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []any{
		crumb(1, s.w.home, home(s.w.language)), crumb(2, section.Name(s.w.language), front(s.w.language, section.Slug)), crumb(3, s.heading, s.path),
	}})
}

type homeData struct {
	day    time.Time // of the newest story; zero when there is none
	top    []edition.Card
	blocks []block
	latest []edition.Card
}

// block is a section on the home page.
type block struct {
	slug, name string
	cards      []edition.Card
}

func printHome(v *archive.View, l news.Language) (*draft, error) {
	s := shellOf(v, l, home(l), "")
	newest, err := v.Newest(archive.List{Language: l}, 0, topCards+latestLines)
	if err != nil {
		return nil, err
	}
	h := homeData{top: newest[:min(topCards, len(newest))], latest: newest[min(topCards, len(newest)):]}
	if len(newest) > 0 {
		h.day = s.local(newest[0].Published)
	}
	shown := map[int64]bool{}
	for _, c := range h.top {
		shown[c.Number] = true
	}
	for _, section := range s.house.Sections {
		cards, err := v.Newest(archive.List{Language: l, Section: section.Slug}, 0, topCards+blockCards)
		if err != nil {
			return nil, err
		}
		b := block{slug: section.Slug, name: section.Name(l)}
		for _, c := range cards {
			if !shown[c.Number] && len(b.cards) < blockCards {
				b.cards = append(b.cards, c)
			}
		}
		if len(b.cards) > 0 {
			h.blocks = append(h.blocks, b)
		}
	}
	return s.html(v, 200, homePage(s, h))
}

type frontData struct{ top, rest []edition.Card }

func printFront(v *archive.View, l news.Language, section news.Section) (*draft, error) {
	s := shellOf(v, l, front(l, section.Slug), section.Name(l))
	s.section, s.feed = section.Slug, front(l, section.Slug)+"feed.rss"
	cards, err := v.Newest(archive.List{Language: l, Section: section.Slug}, 0, topCards+frontLines)
	if err != nil {
		return nil, err
	}
	top := min(topCards, len(cards))
	return s.html(v, 200, frontPage(s, frontData{cards[:top], cards[top:]}))
}

func printTopic(v *archive.View, l news.Language, slug, path string) (*draft, error) {
	list := archive.List{Language: l, Topic: slug}
	s := shellOf(v, l, path, v.TopicName(l, slug))
	cards, err := v.Newest(list, 0, topicLines)
	if err != nil {
		return nil, err
	}
	return s.html(v, 200, frontPage(s, frontData{rest: cards}))
}

// printMissing prints the page for paths that lead nowhere. It must not know which.
func printMissing(v *archive.View, l news.Language, name string) (*draft, error) {
	h := v.House()
	if h == nil {
		return &draft{path: name, status: 404, kind: "text/plain; charset=utf-8", cache: cacheGone, body: []byte("There is nothing here yet.\n")}, nil
	}
	s := shellOf(v, l, name, wordsOf(l).missingTitle)
	s.noindex = true
	newest, err := v.Newest(archive.List{Language: l}, 0, missingLines)
	if err != nil {
		return nil, err
	}
	return s.html(v, 404, saysPage(s, s.w.missingText, "", newest))
}

// printGone prints the notice for a story that was taken away. Nothing of the story is
// in it.
func printGone(v *archive.View, number int64, name string) (*draft, error) {
	n, _ := v.Notice(number)
	w := wordsOf(n.Language)
	title, text := w.killedTitle, w.killedText
	if v.State(number) == archive.Withdrawn {
		title, text = w.withdrawnTitle, w.withdrawnText
	}
	s := shellOf(v, n.Language, name, title)
	s.noindex = true
	return s.html(v, 410, saysPage(s, text, s.w.moment(s.local(n.At)), nil))
}
