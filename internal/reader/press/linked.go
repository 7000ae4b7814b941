package press

import (
	"encoding/json"

	"github.com/stet-news/stet/internal/news"
)

// JSON-LD: what a story is, for programs (schema.org).

type ldGraph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type ldArticle struct {
	Type        string         `json:"@type"`
	Headline    string         `json:"headline"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"inLanguage"`
	Published   string         `json:"datePublished"`
	Modified    string         `json:"dateModified"`
	Section     string         `json:"articleSection"`
	Page        string         `json:"mainEntityOfPage"`
	Image       *ldImage       `json:"image,omitempty"`
	Author      []ldThing      `json:"author,omitempty"`
	Publisher   ldThing        `json:"publisher"`
	Correction  []ldCorrection `json:"correction,omitempty"`
	Free        bool           `json:"isAccessibleForFree"`
}

type ldImage struct {
	Type   string `json:"@type"`
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type ldThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type ldCorrection struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished"`
}

type ldCrumbs struct {
	Type  string    `json:"@type"`
	Items []ldCrumb `json:"itemListElement"`
}

type ldCrumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// linkedData returns the story's JSON-LD as a script element. Marshal writes <, > and & so
// that nothing in it can end the element.
func (p storyPage) linkedData() string {
	text, err := json.Marshal(ldGraph{Context: "https://schema.org", Graph: []any{p.article(), p.crumbs()}})
	if err != nil {
		panic("press: " + err.Error()) // texts and numbers always encode
	}
	return `<script type="application/ld+json">` + string(text) + `</script>`
}

func (p storyPage) article() ldArticle {
	a := ldArticle{
		Type: "NewsArticle", Headline: p.Headline, Description: p.description, Language: string(p.language),
		Published: stamp(p.published), Modified: stamp(p.published), Section: p.sectionName, Page: p.address(p.path),
		Publisher: ldThing{Type: "NewsMediaOrganization", Name: p.site, URL: p.address(home(p.language))}, Free: true,
	}
	if !p.updated.IsZero() {
		a.Modified = stamp(p.updated)
	}
	if name, width, height, ok := shared(p.Lead); ok {
		a.Image = &ldImage{Type: "ImageObject", URL: p.address(mediaPath(name)), Width: width, Height: height}
	}
	for _, name := range p.Byline.People {
		a.Author = append(a.Author, ldThing{Type: "Person", Name: name})
	}
	if p.Byline.Desk != "" {
		a.Author = append(a.Author, ldThing{Type: "Organization", Name: p.Byline.Desk}) //nolint:misspell // schema.org's word
	}
	for _, c := range p.Corrections {
		if c.Kind != news.EditorNote {
			a.Correction = append(a.Correction, ldCorrection{Type: "CorrectionComment", Text: c.Note, Date: stamp(p.local(c.At))})
		}
	}
	return a
}

func (p storyPage) crumbs() ldCrumbs {
	c := ldCrumbs{Type: "BreadcrumbList"}
	add := func(name, path string) {
		c.Items = append(c.Items, ldCrumb{Type: "ListItem", Position: len(c.Items) + 1, Name: name, Item: p.address(path)})
	}
	add(p.words.home, home(p.language))
	if p.inSection {
		add(p.sectionName, front(p.language, p.Section))
	}
	add(p.Headline, p.path)
	return c
}
