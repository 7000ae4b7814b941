package out

import "github.com/stet-news/stet/internal/news"

// Said is what an item says, as a dispatch that nothing was lost of has it. The body is as it leaves, pictures and all.
func Said(i Item) news.Dispatch {
	d := news.Dispatch{
		GUID: i.GUID(), Headline: i.Headline(), Slugline: i.Slug(), Author: i.author(), Dateline: line(i.Story.Dateline.Place), Source: i.provider(),
		Summary: line(i.Story.Standfirst), Note: i.note(), Link: i.Link(), Body: i.text(),
	}
	for _, c := range i.subjects() {
		d.Topics = append(d.Topics, c.name)
		if c.iptc {
			d.Codes = append(d.Codes, "medtop:"+c.code)
		}
	}
	for _, p := range i.pictures() {
		if r, ok := near(p.Picture, 1280); ok {
			d.Media = append(d.Media, news.Media{URL: i.media(r.Name), Caption: p.caption, Credit: p.credit})
		}
	}
	return d
}

// Tidy is what of a text can be in a file.
func Tidy(s string) string { return tidy(s) }

// MediaTopics are the codes by slug.
var MediaTopics = mediaTopics
