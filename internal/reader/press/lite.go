package press

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// The lite version is for the slowest phones and the dearest data: one request a page, no
// script, and of a picture a line that leads to it. Home, sections and stories have one.

// liteMost is how many stories a lite page lists.
const liteMost = 25

// liteList is what the template of a lite page of many needs.
type liteList struct {
	shell
	top   []card
	parts []block
	older string // path
}

func printLite(v *archive.View, r route, name string) (*draft, error) {
	switch {
	case r.file == slashFile:
		return moved(name, name+"/"), nil
	case r.kind == ofStory:
		return printLiteStory(v, r.number, name)
	case r.kind == ofSection:
		return printLiteFront(v, r, name)
	}
	p := liteList{shell: liteShell(v, r.language, home(r.language), "")}
	a, err := arrange(v, r.language, "")
	if err != nil {
		return nil, err
	}
	p.languages = everyLanguage(p.house, home)
	p.top = p.cardsOf(a.top, slot{}, 0)
	for _, b := range a.blocks {
		p.parts = append(p.parts, block{b.section.Slug, b.section.Name(r.language), p.cardsOf(b.cards, slot{}, 0)})
	}
	return p.printLite(name, liteHomeHTML(p, barOf(v, r.language)))
}

func printLiteFront(v *archive.View, r route, name string) (*draft, error) {
	section, _ := v.House().Section(r.slug)
	p := liteList{shell: liteShell(v, r.language, front(r.language, r.slug), section.Name(r.language))}
	p.section = r.slug
	p.languages = everyLanguage(p.house, func(l news.Language) string { return front(l, r.slug) })
	a, err := arrange(v, r.language, r.slug)
	if err != nil {
		return nil, err
	}
	list := archive.List{Language: r.language, Section: r.slug}
	newest, err := v.Newest(list, 0, liteMost)
	if err != nil {
		return nil, err
	}
	p.top = p.cardsOf(append(a.top, without(newest, a.top, perPage)...), slot{}, 0)
	p.older = pagerOf(p.path, v.Count(list), 0).older
	return p.printLite(name, liteFrontHTML(p))
}

// liteStory is what the template of a lite story needs.
type liteStory struct {
	storyPage
	picture liteImage
}

// liteImage is a line in the place of a picture.
type liteImage struct {
	path, alt, size string
	caption, credit string
	file            bool
	graphic         string // what its cover says
}

func printLiteStory(v *archive.View, number int64, name string) (*draft, error) {
	full, err := storyPageOf(v, number)
	if err != nil {
		return nil, err
	}
	p := liteStory{storyPage: full}
	p.lite = true
	if p.Lead != nil {
		p.picture = p.liteImage(*p.Lead, p.LeadCaption, p.LeadCredit)
	}
	w := news.HTMLWriter{EmbedNote: p.opens, Picture: p.liteImageIn, Media: p.liteMediaIn}
	p.body = w.HTML(p.Body)
	if p.live != nil {
		p.cover(w)
	}
	return p.printLite(name, liteStoryHTML(p))
}

// liteImageIn is the line for a picture in the text of the story or of a post.
func (p liteStory) liteImageIn(use news.PictureUse) string {
	pic, ok := p.pictureOf(use)
	if !ok {
		return ""
	}
	var b strings.Builder
	if err := liteImageHTML(p.shell, p.liteImage(pic, use.Caption, use.Credit)).Render(context.Background(), &b); err != nil {
		return "" // a Builder takes everything, and the template fails at nothing else
	}
	return b.String()
}

// liteImage returns the line for a picture: its file that is 480 wide, or the next smaller.
func (s shell) liteImage(p edition.Picture, caption, credit string) (img liteImage) {
	files := p.Renditions
	if p.Covered != nil {
		files, img.graphic = p.Covered.Renditions, p.Covered.Shows
	}
	for i, r := range files {
		if i == 0 || r.Width <= 480 {
			img = liteImage{mediaPath(r.Name), p.Alt, s.digits(decimal(max(1, (r.Bytes+512)>>10))), caption, s.credit(credit), p.File, img.graphic}
		}
	}
	return img
}

// liteShell is the shell of a lite page of the page at the path.
func liteShell(v *archive.View, l news.Language, path, title string) shell {
	s := shellOf(v, l, path, title)
	s.lite = true
	return s
}

// printLite renders a lite page. Its path is still the full page's, which is its canonical.
func (s shell) printLite(name string, c templ.Component) (*draft, error) {
	b := bytes.NewBuffer(make([]byte, 0, 16<<10))
	if err := c.Render(context.Background(), b); err != nil {
		return nil, fmt.Errorf("print %s: %w", name, err)
	}
	before, after, gapped := bytes.Cut(b.Bytes(), []byte(gap))
	if !gapped {
		return nil, fmt.Errorf("print %s: its template has no place for the emergency banner", name)
	}
	return &draft{
		path: name, status: http.StatusOK, kind: "text/html; charset=utf-8", cache: cachePage, body: append(before, after...), gap: len(before), bar: LiteBar(s.language),
		headers: []string{
			"Content-Security-Policy", litePolicy,
			"Content-Language", string(s.language),
			"X-Robots-Tag", "noindex",
		},
	}, nil
}

// liteStoryPath returns the lite page of a story at the path, and any other path as it is.
func liteStoryPath(path string) string {
	if _, ok := edition.StoryNumber(path); ok {
		return lited(path)
	}
	return path
}
