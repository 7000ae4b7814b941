package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/stet-news/stet/internal/news"
)

// file lists a picture, a sound or a film that the copy points to.
func (m *mapper) file(t tag) {
	if t.width == "1" || t.width == "0" || t.height == "1" || t.height == "0" {
		return // a counting pixel is not a picture
	}
	address := link(m.base, t.src, "http", "https")
	if address == "" || len(m.media) >= maxMedia {
		return
	}
	for _, had := range m.media {
		if had.URL == address {
			return
		}
	}
	kind := map[atom.Atom]string{atom.Img: "image", atom.Video: "video", atom.Audio: "audio"}[t.atom]
	if strings.Contains(t.kind, "/") {
		kind = t.kind
	}
	caption := t.title
	if caption == "" {
		caption = t.alt
	}
	m.media = append(m.media, news.Media{URL: address, Type: short(kind), Caption: short(strings.Join(strings.Fields(caption), " "))})
}

// player makes a link of a frame with a player, a map or a post in it.
func (m *mapper) player(t tag) {
	address := link(m.base, t.src, "http", "https")
	if address == "" || m.capturing() >= 0 {
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	m.flush()
	provider := short(strings.TrimPrefix(u.Hostname(), "www."))
	title := short(strings.Join(strings.Fields(t.title), " "))
	if title == "" {
		title = provider
	}
	if title == "" || !m.spend(len(news.Embed)+len(provider)+len(title)+len(address)) {
		return
	}
	m.put(news.Node{Type: news.Embed, Attrs: news.Attrs{Provider: provider, Title: title, URL: address}})
}

// endFigure gives the figure's caption to what is in it. A caption of nothing that is
// listed (a quotation, a table) is a paragraph.
func (m *mapper) endFigure() {
	f := m.figure
	m.figure = figure{}
	if !f.on {
		return
	}
	f.credit = short(strings.Join(strings.Fields(f.credit), " "))
	inside := m.media[f.from:]
	for i := range inside {
		if f.caption != "" {
			inside[i].Caption = f.caption
		}
		inside[i].Credit = f.credit
	}
	if all := strings.TrimSpace(f.caption + " " + f.credit); all != "" && len(inside) == 0 && m.spend(len(all)+20) {
		m.nodes++
		m.put(news.Node{Type: news.Paragraph, Content: []news.Node{{Type: news.Text, Text: all}}})
	}
}
