package press

import (
	"context"
	"strings"

	"github.com/stet-news/stet/internal/edition"
)

// A graphic picture stands behind a cover: a details element whose control says what there is to see. The picture itself
// is in a template, where no browser fetches it, with or without script: an img that loads lazily would be fetched at once
// where script is off. The readers' script takes it out when the cover is opened (ui/src/reader/covers.ts); without, a link
// in its place leads to the file. Only a story's own pages have it: anything else shows no picture.

// cover is what stands before a graphic picture.
type cover struct {
	shows         string // what is to be seen, in a few words
	src           string // a file in which nothing can be made out, "" while there is none
	picture       image  // that is behind it
	path, size    string // its file for who has no script, and its kilobytes
	width, height string // in which both stand
}

// figureImage returns the picture for a slot of a story: behind its cover, if it has one.
func (s shell) figureImage(p edition.Picture, where slot) image {
	if p.Covered == nil {
		return imageOf(p, where)
	}
	line := s.liteImage(p, "", "")
	p.Renditions, where.first = p.Covered.Renditions, false
	behind := imageOf(p, where)
	if behind.src == "" {
		return image{}
	}
	c := cover{shows: p.Covered.Shows, picture: behind, path: line.path, size: line.size, width: behind.width, height: behind.height}
	if p.Covered.Cover.Name != "" {
		c.src = mediaPath(p.Covered.Cover.Name)
	}
	return image{cover: &c, colour: behind.colour}
}

// shown reports whether there is anything to see of the image.
func (i image) shown() bool { return i.src != "" || i.cover != nil }

// coveredLead is the story's own picture for a house's templates, which know no covers: it stands before the text. It is ""
// for a picture that has none.
func (p storyPage) coveredLead() string {
	if p.lead.cover == nil {
		return ""
	}
	var b strings.Builder
	if err := figureHTML(p.shell, p.leadFigure()).Render(context.Background(), &b); err != nil {
		return "" // a Builder takes everything, and the template fails at nothing else
	}
	return b.String()
}
