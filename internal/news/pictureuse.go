package news

import (
	"cmp"
	"slices"
	"strings"
)

// Used is a picture as a story uses it, with where.
type Used struct {
	PictureUse
	Where Phrase // as a sentence begins with it: "The lead picture"
}

// Uses returns the pictures of the text, the lead first and then those of the body in order.
func (c Content) Uses() (all []Used) {
	if c.Lead != nil && c.Lead.Picture != "" {
		all = append(all, Used{*c.Lead, Phrasef("The lead picture")})
	}
	for i, u := range c.Body.Pictures() {
		all = append(all, Used{u, Phrasef("Picture %d in the text", i+1)})
	}
	return all
}

// Uses returns the pictures of the post, in order.
func (p Post) Uses() (all []Used) {
	for i, u := range p.Body.Pictures() {
		all = append(all, Used{u, Phrasef("Picture %d of the post", i+1)})
	}
	return all
}

// Lacks returns what is not said of the picture and must be before readers have it, or nil.
func (u Used) Lacks() error {
	switch {
	case strings.TrimSpace(u.Caption) == "":
		return Errorf(Invalid, "%s needs a caption.", u.Where)
	case strings.TrimSpace(u.Credit) == "":
		return Errorf(Invalid, "%s needs a credit: whose picture it is.", u.Where)
	case strings.TrimSpace(u.Alt) == "" && !u.Decorative:
		return Errorf(Invalid, "%s needs a description for readers who cannot see it. If there is nothing to describe, say that it is decoration.", u.Where)
	}
	return nil
}

// PictureWords returns what the first picture lacks that the text was not published with already: what readers have as
// it is, from before it was asked for or from another house, stands in the way of nothing.
func (c Content) PictureWords(published *Content) error {
	var had []PictureUse
	if published != nil {
		for _, u := range published.Uses() {
			had = append(had, u.PictureUse)
		}
	}
	for _, u := range c.Uses() {
		if err := u.Lacks(); err != nil && !slices.Contains(had, u.PictureUse) {
			return err
		}
	}
	return nil
}

// Suggested are the words that are known of a picture, in the language, where the use has none: what was written in the
// newsroom before what the file says. What somebody typed stays.
func (u PictureUse) Suggested(p Picture, l Language) PictureUse {
	words := p.Words[l]
	fill(&u.Caption, words.Caption, p.Caption, p.Metadata.Headline)
	fill(&u.Credit, p.Credit, p.Metadata.Creator)
	if !u.Decorative {
		fill(&u.Alt, words.Alt, p.Alt)
	}
	return u
}

func fill(to *string, from ...string) { *to = cmp.Or(append([]string{*to}, from...)...) }
