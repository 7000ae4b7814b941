package press

import (
	"strings"
	"sync/atomic"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/press/override"
)

// dress is what a house's theme makes of every page: its head with the stylesheet, and
// the Content-Security-Policy that lets in just that.
type dress struct {
	house  *news.House
	custom *override.Templates
	head   string
	policy string
}

// lastDress is the dress of the house that was asked for last: nearly always there is one.
var lastDress atomic.Pointer[dress]

// dressOf returns the dress of the house. It is a function of the house and of its own
// templates alone.
func dressOf(h *news.House, custom *override.Templates) *dress {
	if d := lastDress.Load(); d != nil && d.house == h && d.custom == custom {
		return d
	}
	css := style + themeCSS(h.Theme) + minify(custom.CSS())
	d := &dress{
		house: h, custom: custom,
		head: "<script>" + firstScript + "</script><style>" + css + "</style>",
		policy: "default-src 'none'; style-src '" + sourceHash(css) + "'; script-src 'self' '" + sourceHash(firstScript) +
			"'; img-src 'self' data:; media-src 'self'; connect-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
	}
	lastDress.Store(d)
	return d
}

// themeCSS returns the rules that follow the stylesheet. The colours were checked when
// the house was kept; one that is none is left out all the same.
func themeCSS(t news.Theme) string {
	var b strings.Builder
	if t.Accent.Valid() && t.AccentDark.Valid() {
		light := "{--link:" + string(t.Accent) + ";--accent:" + string(t.Accent) + ";--on-accent:" + string(news.OnColour(t.Accent)) + "}"
		dark := "{--link:" + string(t.AccentDark) + ";--accent:" + string(t.AccentDark) + ";--on-accent:" + string(news.OnColour(t.AccentDark)) + "}"
		b.WriteString(":root" + light + "@media (prefers-color-scheme:dark){:root:not([data-theme=light])" + dark + "}:root[data-theme=dark]" + dark)
	}
	if t.Sans {
		b.WriteString(":root{--head:var(--ui)}")
	}
	if t.Filled {
		b.WriteString(".mast{background:var(--accent);color:var(--on-accent)}.mast a,.mast .tool{color:inherit}")
	}
	return b.String()
}

// A logo is shown at half its size, since screens are dense, and not higher than the head
// of a page has room for.
const logoMost = 44

func logoHeight(l *news.Logo) int { return max(1, min(logoMost, l.Rendition.Height/2)) }

func logoWidth(l *news.Logo) int {
	return max(1, l.Rendition.Width*logoHeight(l)/max(1, l.Rendition.Height))
}

// place is something that the head of a page leads to.
type place struct {
	name, path string
	current    string // aria-current, "" for none
}

// places are what the head of the page leads to: what the house chose, or its sections.
func (s shell) places() (all []place) {
	if chosen := s.house.Theme.Navigation; len(chosen) > 0 {
		for _, n := range chosen {
			p := place{name: n.Names[s.language], path: n.Path}
			if strings.HasPrefix(n.Path, "/") {
				p.path = "/" + string(s.language) + n.Path
			}
			if p.path == s.path {
				p.current = "page"
			} else if s.section != "" && p.path == front(s.language, s.section) {
				p.current = "true"
			}
			all = append(all, p)
		}
		return all
	}
	for _, section := range s.house.Sections {
		p := place{name: section.Name(s.language), path: front(s.language, section.Slug)}
		if section.Slug == s.section {
			p.current = current(s, section.Slug)
		}
		all = append(all, p)
	}
	return all
}
