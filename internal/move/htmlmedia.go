package move

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

var noPictureClass = pattern.New(`(?:^|[-_])(?:avatar|author|profile|logo|icon|emoji|spinner|pixel)(?:$|[-_])`)

// picture takes an image.
func (w *walker) picture(n *html.Node, p place) {
	src, size := "", ""
	for _, name := range []string{"data-src", "data-lazy-src", "data-original", "data-full-url", "src"} {
		if v := attr(n, name); v != "" && !strings.HasPrefix(v, "data:") {
			src = v
			break
		}
	}
	if src == "" {
		if src, _, _ = strings.Cut(attr(n, "srcset"), " "); src == "" {
			size = fmt.Sprintf(" of %d bytes in the page itself", len(attr(n, "src")))
		}
	}
	pic := Picture{Alt: single(attr(n, "alt")), URL: w.d.address(src, "http", "https")}
	if pic.URL == "" {
		pic.URL = single(src) // as it is written: a file beside the page
	}
	if u, err := url.Parse(src); err == nil && src != "" {
		pic.File = single(path.Base(u.Path))
	}
	tiny := number(attr(n, "width")) == 1 || number(attr(n, "height")) == 1
	text := strings.TrimSpace(single(src) + " " + pic.Alt)
	if noPicture.MatchString(pic.File) || slices.ContainsFunc(tokens(n), noPictureClass.MatchString) {
		tiny = true
	}
	if p.group == 0 && pic.File != "" && pic.File != "." && pic.File != "/" && len(pic.name()) <= 2000 && len(pic.Alt) <= 4000 && !tiny && !hidden(n) {
		w.close()
		i := w.pieceOf(n, text, place{from: FromMarkup})
		w.s.blocks = append(w.s.blocks, &block{pieces: []int{i}, pic: &pic, tag: p.tag, frame: p.frame, item: p.item, inside: p.inside})
		return
	}
	w.s.group++
	q := place{group: w.s.group, part: PartPicture, from: FromMarkup, became: "left out: a picture of the page, not of the story" + size}
	w.pieceOf(n, text, q)
	w.moved = true
}

// frame takes a frame of another site, a film or a sound.
func (w *walker) frame(n *html.Node, p place) {
	src := attr(n, "src")
	if src == "" {
		src = attr(n, "data-src")
	}
	each(n, func(c *html.Node) {
		if c.Data == "source" && src == "" {
			src = attr(c, "src")
		}
	})
	to := w.d.address(src, "http", "https")
	if p.group == 0 && to != "" {
		u, _ := url.Parse(to)
		title := single(attr(n, "title"))
		if title == "" || len(title) > 1000 {
			title = u.Host
		}
		w.close()
		i := w.pieceOf(n, src, place{from: FromMarkup})
		w.s.blocks = append(w.s.blocks, &block{pieces: []int{i}, embed: &news.Attrs{Provider: strings.TrimPrefix(u.Hostname(), "www."), Title: title, URL: to}, tag: p.tag, frame: nil, inside: p.inside})
	} else if src != "" {
		w.s.group++
		w.pieceOf(n, src, place{group: w.s.group, part: PartEmbed, from: FromMarkup, became: "left out: a frame of the page, not of the story"})
	}
	w.unshown(n, "left out: browsers do not show it as text ("+n.Data+")")
}
