package out

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// picture is a picture of the story as the story uses it.
type picture struct {
	edition.Picture
	lead            bool
	caption, credit string
}

// pictures are the lead and those of the text, each once, in order.
func (i Item) pictures() (all []picture) {
	if i.Gone() {
		return nil
	}
	add := func(p edition.Picture, lead bool, caption, credit, alt string) {
		if slices.ContainsFunc(all, func(had picture) bool { return had.ID == p.ID }) {
			return
		}
		p.Alt = line(alt)
		all = append(all, picture{p, lead, line(caption), line(credit)})
	}
	if l := i.Story.Lead; l != nil {
		add(*l, true, i.Story.LeadCaption, i.Story.LeadCredit, l.Alt)
	}
	for _, use := range i.text().Pictures() {
		if p, ok := i.picture(use.Picture); ok {
			add(p, false, use.Caption, use.Credit, use.Alt)
		}
	}
	return all
}

// picture returns the picture with the ID, and false if readers do not have it.
func (i Item) picture(id string) (edition.Picture, bool) {
	n := slices.IndexFunc(i.Story.Pictures, func(p edition.Picture) bool { return p.ID == id })
	if n < 0 {
		if l := i.Story.Lead; l != nil && l.ID == id {
			return *l, true
		}
		return edition.Picture{}, false
	}
	return i.Story.Pictures[n], true
}

// widest returns the largest JPEG of the picture, and false if there is none to be had: a graphic picture's are behind a cover, and no
// client's page is known to have covers.
func widest(p edition.Picture) (news.Rendition, bool) {
	if p.Covered != nil || len(p.Renditions) == 0 {
		return news.Rendition{}, false
	}
	return slices.MaxFunc(p.Renditions, func(a, b news.Rendition) int { return cmp.Compare(a.Width, b.Width) }), true
}

// near returns the JPEG that is nearest to the width without being needlessly large: the smallest that is at least as wide, else the widest.
func near(p edition.Picture, width int) (news.Rendition, bool) {
	best, ok := widest(p)
	for _, r := range p.Renditions {
		if ok && r.Width >= width && r.Width < best.Width {
			best = r
		}
	}
	return best, ok
}

// media is the address of a file.
func (i Item) media(name string) string { return i.House.URL + "/media/" + name }

// address makes an address of the body one that can be followed from anywhere: those of the site begin with a slash.
func (i Item) address(href string) string {
	href = strings.ReplaceAll(line(href), " ", "%20")
	if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
		return i.House.URL + href
	}
	return href
}

var mediaTypes = map[string]string{".webp": "image/webp", ".avif": "image/avif", ".png": "image/png"}

func mediaType(name string) string { return cmp.Or(mediaTypes[path.Ext(name)], "image/jpeg") }

// recording returns the film or the sound that the body uses, and false if readers do not have it.
func (i Item) recording(id string) (edition.Recording, bool) {
	n := slices.IndexFunc(i.Story.Recordings, func(r edition.Recording) bool { return r.ID == id })
	if n < 0 {
		return edition.Recording{}, false
	}
	return i.Story.Recordings[n], true
}

// Beside returns the names of the JPEGs that lie beside the item in a place of files, for the formats that name pictures as files of their own: the
// last part of an address in the item is the name of the file. Of the others, which have their pictures inside or none, it returns none.
func (i Item) Beside(f Format) (names []string) {
	if f != NINJS && f != NewsMLG2 && f != NITF {
		return nil
	}
	for _, p := range i.pictures() {
		if r, ok := near(p.Picture, 1280); ok {
			names = append(names, r.Name)
		}
	}
	return names
}
