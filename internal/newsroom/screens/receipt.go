package screens

import (
	"net/http"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// receiptPage says whether readers have the newest change of a story everywhere.
type receiptPage struct {
	*visit
	story   news.Story
	receipt *news.Receipt // nil if none was begun
	alone   bool          // a page of its own, not a part of the story's
}

// asking reports whether the newest change of the story is still to be asked about.
func (p receiptPage) asking() bool { return p.receipt != nil && p.receipt.Edition < p.story.Edition }

func (s *screens) receiptOf(r *http.Request, v *visit, story news.Story) (p receiptPage, err error) {
	p = receiptPage{visit: v, story: story}
	one, err := s.DB.ReceiptOf(r.Context(), story.Number)
	switch {
	case store.IsNotFound(err):
		return p, nil
	case err != nil:
		return p, err
	}
	p.receipt = &one
	return p, nil
}

// receipt answers with the receipt alone: as a page, or as the part of one that a script asks
// for.
func (s *screens) receipt(w http.ResponseWriter, r *http.Request, v *visit) error {
	number, err := numberIn(r, "number")
	if err != nil {
		return err
	}
	story, err := s.DB.Story(r.Context(), number)
	if err != nil {
		return err
	}
	p, err := s.receiptOf(r, v, story)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("part") {
		return show(w, r, http.StatusOK, receiptPart(p))
	}
	p.alone = true
	return show(w, r, http.StatusOK, receiptView(p))
}

// surfaceNames are the surfaces in words; % is the section's name.
var surfaceNames = map[news.SurfaceKind]string{
	news.StorySurface: "The story's page", news.LiteSurface: "Its lite page", news.HistorySurface: "Its public history", news.HomeSurface: "The home page",
	news.FrontSurface: "The front of %", news.RSSSurface: "RSS", news.AtomSurface: "Atom", news.JSONSurface: "JSON feed", news.BarSurface: "The bar",
	news.SitemapSurface: "The sitemap", news.NewsSitemapSurface: "The sitemap of what is new", news.SearchSurface: "Search",
	news.CorrectionsSurface: "The page of corrections", news.CacheSurface: "The cache %",
}

// surfaceName is the surface in words, with the address if there are others like it.
func (p receiptPage) surfaceName(s news.Surface) string {
	name := p.t(surfaceNames[s.Kind])
	of := s.Of
	if s.Kind != news.CacheSurface && of != "" {
		of = p.section(of)
	}
	switch {
	case strings.Contains(name, "%"):
		name = strings.Replace(name, "%", of, 1)
	case of != "":
		name = strings.NewReplacer("{feed}", name, "{section}", of).Replace(p.t("{feed} of {section}"))
	}
	if base := baseOf(s.URL); base != "" && base != baseOf(p.receipt.Surfaces[0].URL) {
		name += " (" + base + ")"
	}
	return name
}

func baseOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// fault says what is wrong with the surface.
func (p receiptPage) fault(s news.Surface) string {
	switch s.Fault {
	case news.SurfaceOld:
		if s.Has.IsZero() {
			return p.t("still has the version before")
		}
		return strings.Replace(p.t("still has the version of {time}"), "{time}", p.dayClock(s.Has), 1)
	case news.SurfaceLacks:
		return p.t("does not have it")
	case news.SurfaceShows:
		return p.t("still shows it")
	case news.SurfaceUntold:
		return strings.TrimSpace(p.t("was not told yet") + " " + p.inZone(s.Text))
	case news.SurfaceSilent:
		return p.t("did not answer as it should") + ": " + p.inZone(s.Text)
	}
	return p.t("is being asked")
}

// summary is the receipt in one sentence.
func (p receiptPage) summary() string {
	r := p.receipt
	switch {
	case p.asking():
		return p.t("Asking where readers have it …")
	case !r.Everywhere.IsZero() && r.Gone:
		return strings.Replace(p.t("Gone everywhere at {time}"), "{time}", p.dayClock(r.Everywhere), 1)
	case !r.Everywhere.IsZero():
		return strings.Replace(p.t("Live everywhere at {time}"), "{time}", p.dayClock(r.Everywhere), 1)
	}
	behind := r.Behind()
	if r.Tries == 0 {
		return p.t("Asking where readers have it …")
	}
	said := p.surfaceName(behind[0]) + " " + p.fault(behind[0])
	if len(behind) > 1 {
		said += strings.Replace(p.t(" (and {n} more)"), "{n}", p.count(len(behind)-1), 1)
	}
	return said
}

// notEverywhere are the changes that readers do not have everywhere although it was long
// enough: for whoever may do something about it.
func (s *screens) notEverywhere(r *http.Request, p todayPage, _ []news.Story) (needs []need, err error) {
	open, err := s.DB.OpenReceipts(r.Context())
	if err != nil {
		return nil, err
	}
	for _, one := range open {
		if one.Alarm.IsZero() {
			continue
		}
		st, err := s.DB.Story(r.Context(), one.Story)
		if err != nil {
			return nil, err
		}
		if p.person.MayOn(news.Publish, st) != nil {
			continue
		}
		n := about(p.t("Not everywhere yet"), st)
		n.text, n.at = receiptPage{visit: p.visit, story: st, receipt: &one}.summary(), one.Alarm
		needs = append(needs, n)
	}
	return needs, nil
}
