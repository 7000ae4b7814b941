package move

import (
	"path"

	"github.com/stet-news/stet/internal/news"
)

// Content returns the page as a story of the house has it, and a line for each
// thing that a story cannot have: a section the house has not, a picture that is not
// in the newsroom. Pictures maps the URL, the File or the last part of the URL of a
// picture on the page to the ID of that picture in the newsroom.
//
// The page's published time becomes the dateline's, since a story that moves in has
// not been published here.
func (p Page) Content(h news.House, pictures map[string]string) (news.Content, []ReportLine) {
	m := mover{pictures: pictures}
	c := news.Content{
		Language: p.Language, Topics: p.Topics, Kicker: p.Kicker, Headline: p.Headline, Standfirst: p.Standfirst, Byline: p.Byline,
		Dateline: news.Dateline{Place: p.Place, Filed: p.Published}, Body: m.body(p.Body), Credit: p.Credit,
	}
	if c.Language == "" && len(h.Languages) > 0 {
		c.Language = h.Languages[0]
	}
	if c.Section = sectionOf(h, p.Section); c.Section == "" && p.Section != "" {
		m.leave(PartMeta, p.Section, "left out: the house has no section of this name")
	}
	if p.Picture != nil {
		use := news.PictureUse{Caption: p.Picture.Caption, Credit: p.Picture.Credit, Alt: p.Picture.Alt}
		if use.Picture = m.id(p.Picture.URL, p.Picture.File); use.Picture != "" {
			c.Lead = &use
		} else {
			m.leavePicture(p.Picture.name(), use)
		}
	}
	if !p.Updated.IsZero() {
		m.leave(PartMeta, p.Updated.Format("2006-01-02 15:04 -07:00"), "left out: a story that moves in has not been updated here")
	}
	return c, m.left
}

// mover keeps what a story could not take.
type mover struct {
	pictures map[string]string
	left     []ReportLine
}

func (m *mover) leave(p Part, text, became string) {
	m.left = append(m.left, ReportLine{Part: p, Became: became, Text: text, From: FromPage})
}

func (m *mover) leavePicture(name string, use news.PictureUse) {
	m.leave(PartPicture, name, "left out: the picture is not in the newsroom")
	if use.Caption != "" || use.Credit != "" {
		m.leave(PartCaption, single(use.Caption+" "+use.Credit), "left out, with its picture")
	}
}

// id returns the newsroom's picture for the first of the names that it knows.
func (m *mover) id(names ...string) string {
	for _, n := range names {
		if id := m.pictures[n]; id != "" {
			return id
		}
	}
	return ""
}

// body returns the document with the newsroom's pictures, and without the others.
func (m *mover) body(d news.Document) news.Document {
	var out news.Document
	for _, n := range d.Blocks {
		if n.Type == news.PictureRef {
			name := n.Attrs.Picture
			if n.Attrs.Picture = m.id(name, path.Base(name)); n.Attrs.Picture == "" {
				m.leavePicture(name, news.PictureUse{Caption: n.Attrs.Caption, Credit: n.Attrs.Credit})
				continue
			}
		}
		out.Blocks = append(out.Blocks, n)
	}
	return out
}

// sectionOf returns the slug of the house's section of the name, in any language.
func sectionOf(h news.House, name string) string {
	for _, s := range h.Sections {
		if key(s.Slug) == key(name) || s.Slug == news.Slugify(name) && key(name) != "" {
			return s.Slug
		}
		for _, n := range s.Names {
			if key(n) == key(name) && key(name) != "" {
				return s.Slug
			}
		}
	}
	return ""
}
