package move

import "time"

// Name is what the page's story calls the picture.
func (p Picture) Name() string { return p.name() }

// Pictures returns the pictures of the page's story: the lead, and those of the body in order.
func (p Page) Pictures() (all []Picture) {
	if p.Picture != nil {
		all = append(all, *p.Picture)
	}
	for _, use := range p.Body.Pictures() {
		all = append(all, Picture{URL: use.Picture, Caption: use.Caption, Credit: use.Credit, Alt: use.Alt})
	}
	return all
}

// ofTheDay is how long before the story a picture can have been taken and not be a file photo.
const ofTheDay = 72 * time.Hour

// Earlier reports whether the lead's caption names a day so long before the story went out that
// the picture is a file photo: "in Helsinki on July 16, 2018", over a story of 2025.
func (p Page) Earlier(o Options) bool {
	if p.Picture == nil || p.Published.IsZero() {
		return false
	}
	for _, w := range findDates(p.Picture.Caption, o) {
		if !w.time.IsZero() && w.time.Before(p.Published.Add(-ofTheDay)) {
			return true
		}
	}
	return false
}
