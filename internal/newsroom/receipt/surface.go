package receipt

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// change is a change of a story with what was there before, as the surfaces must show it.
type change struct {
	edition.Change
	was   *edition.Story // as readers had it before, nil for never
	paths []string       // of the story, its own first
	// must are texts that the new version has, proof are those of them that the old one has
	// not, and old are those that only the old one has; all squeezed.
	must, proof, old []string
	headline         string
	had              time.Time // when readers got the version before
	crowded          bool      // so much was published since that a feed may have let go of it
}

// inFeeds is how many stories a feed has: after as many editions the press says whether the
// story is among them.
const inFeeds = 30

func changeOf(c edition.Change, before *edition.Story) change {
	n := change{Change: c, was: before}
	var was, is []string
	if before != nil {
		was = append(blocks(before.Body), letters(before.Headline), letters(before.Standfirst))
		n.paths, n.headline = append(n.paths, before.Path()), letters(before.Headline)
		if k := len(before.Versions); k > 0 {
			n.had = before.Versions[k-1].At
		}
	}
	if s := c.Story; s != nil {
		is = append(blocks(s.Body), letters(s.Headline), letters(s.Standfirst))
		n.paths, n.headline = slices.Compact(append([]string{s.Path()}, n.paths...)), letters(s.Headline)
	}
	all := strings.Join(is, "\n")
	for _, t := range is {
		if len(t) >= leastProof {
			n.must = append(n.must, t)
			if !slices.Contains(was, t) {
				n.proof = append(n.proof, t)
			}
		}
	}
	for _, t := range was {
		if len(t) >= leastProof && !strings.Contains(all, t) {
			n.old = append(n.old, t)
		}
	}
	return n
}

// surfaces are where readers would meet the change, at the address base.
func (c change) surfaces(base string) (all []news.Surface) {
	card := c.card()
	if card == nil {
		return nil
	}
	add := func(k news.SurfaceKind, of, path string) {
		all = append(all, news.Surface{Kind: k, Of: of, URL: base + path, Fault: news.SurfacePending})
	}
	l, home, front := card.Language, edition.HomePath(card.Language), edition.FrontPath(card.Language, card.Section)
	add(news.StorySurface, "", card.Path())
	add(news.LiteSurface, "", edition.LitePath(card.Path()))
	if c.Story == nil || len(c.Story.Versions) > 0 {
		add(news.HistorySurface, "", edition.VersionsPath(card.Path()))
	}
	add(news.HomeSurface, "", home)
	add(news.FrontSurface, card.Section, front)
	kinds := []news.SurfaceKind{news.RSSSurface, news.AtomSurface, news.JSONSurface}
	for i, file := range edition.FeedFiles {
		add(kinds[i], "", home+file)
		add(kinds[i], card.Section, front+file)
	}
	add(news.BarSurface, "", edition.BarPath(l))
	if c.Story != nil {
		add(news.SitemapSurface, "", edition.SitemapPath(card.Number))
		add(news.SearchSurface, "", home+"search?"+url.Values{"q": {card.Headline}}.Encode())
	}
	add(news.NewsSitemapSurface, "", edition.NewsSitemapPath)
	if c.Kind == edition.Corrected {
		add(news.CorrectionsSurface, "", edition.CorrectionsPath(l))
	}
	return all
}

func (c change) card() *edition.Card {
	switch {
	case c.Story != nil:
		return &c.Story.Card
	case c.was != nil:
		return &c.was.Card
	}
	return nil
}

// page is what was answered at an address.
type page struct {
	status int
	body   string
	text   string // squeezed
	err    string // why nothing was
}

func (p page) links(paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool { return strings.Contains(p.body, path) })
}

func (p page) has(texts []string) (n int) {
	for _, t := range texts {
		if strings.Contains(p.text, t) {
			n++
		}
	}
	return n
}

// judge says what is wrong with the surface that answered got, "" for nothing. want is what
// the press of this process has for the same path, nil if it is not known.
func (c change) judge(k news.SurfaceKind, got page, want *page) news.SurfaceFault {
	own := k == news.StorySurface || k == news.LiteSurface || k == news.HistorySurface
	switch {
	case got.err != "":
		return news.SurfaceSilent
	case c.Story == nil && own:
		if got.status == http.StatusGone {
			return ""
		}
		return news.SurfaceShows
	case got.status == http.StatusNotFound && own:
		return news.SurfaceLacks
	case got.status == http.StatusNotFound && want != nil && want.status == got.status:
		return "" // no such file is printed now, and that is right
	case got.status != http.StatusOK:
		return news.SurfaceSilent
	case c.Story == nil:
		return c.judgeGone(k, got)
	}
	return c.judgeShown(k, got, want)
}

// judgeGone looks for what was taken away. A feed says that something is gone, and links it.
func (c change) judgeGone(k news.SurfaceKind, got page) news.SurfaceFault {
	feed := k == news.RSSSurface || k == news.AtomSurface || k == news.JSONSurface
	if !feed && got.links(c.paths) || feed && got.has(c.must)+got.has(c.old) > 0 {
		return news.SurfaceShows
	}
	return ""
}

// judgeShown looks for the new version, and for what only the old one had.
func (c change) judgeShown(k news.SurfaceKind, got page, want *page) news.SurfaceFault {
	needed := c.proof
	switch k {
	case news.StorySurface, news.LiteSurface:
		needed = c.must
	case news.HistorySurface, news.CorrectionsSurface:
		needed = c.notes()
	default:
		if want == nil || want.status != http.StatusOK {
			needed = nil
		}
	}
	linked := got.links(c.paths[:1])
	expected := want != nil && want.status == http.StatusOK && want.links(c.paths[:1])
	if !linked && (expected || c.listed(k)) && k != news.StorySurface {
		return news.SurfaceLacks
	}
	lists := needed != nil && k != news.StorySurface && k != news.LiteSurface && k != news.HistorySurface && k != news.CorrectionsSurface
	for _, t := range needed {
		if !strings.Contains(got.text, t) && !(lists && !strings.Contains(want.text, t)) {
			return c.behind(got)
		}
	}
	for _, t := range c.old {
		if k != news.HistorySurface && k != news.CorrectionsSurface && strings.Contains(got.text, t) && (want == nil || !strings.Contains(want.text, t)) {
			return news.SurfaceOld
		}
	}
	return ""
}

// behind says what a page has instead of the new version.
func (c change) behind(got page) news.SurfaceFault {
	if c.was != nil && (got.has(c.old) > 0 || got.links(c.paths)) {
		return news.SurfaceOld
	}
	return news.SurfaceLacks
}

// listed reports whether the surface must have the story whatever else is published.
func (c change) listed(k news.SurfaceKind) bool {
	switch k {
	case news.SitemapSurface, news.SearchSurface:
		return true
	case news.RSSSurface, news.AtomSurface, news.JSONSurface:
		return c.Kind == edition.Published && !c.crowded
	}
	return false
}

// notes is the note that the change came with.
func (c change) notes() []string {
	if k := len(c.Story.Versions); k > 0 && c.Story.Versions[k-1].Note != "" {
		return []string{letters(c.Story.Versions[k-1].Note)}
	}
	return nil
}
