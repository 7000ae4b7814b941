package news

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
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

// mostGraphic is how many characters the words on a cover have at most: they stand over a picture on a phone.
const mostGraphic = 80

// letters are those of each language.
var letters = map[Language]*unicode.RangeTable{English: unicode.Latin, Bangla: unicode.Bengali}

// Covers returns what is wrong with the words on the picture's cover for readers of the language, or nil.
func (u Used) Covers(l Language) error {
	script := letters[l]
	switch {
	case Graphemes(u.Graphic) > mostGraphic:
		return Errorf(Invalid, "%s: the words on its cover have %d characters; there is room for %d.", u.Where, Graphemes(u.Graphic), mostGraphic)
	case u.Graphic != "" && script != nil && !strings.ContainsFunc(u.Graphic, func(r rune) bool { return unicode.Is(script, r) }):
		return Errorf(Invalid, "%s: say on its cover what it shows in the language of the story.", u.Where)
	}
	return nil
}

// Lacks returns what is not said of the picture and must be before readers of the language have it, or nil.
func (u Used) Lacks(l Language) error {
	switch {
	case strings.TrimSpace(u.Caption) == "":
		return Errorf(Invalid, "%s needs a caption.", u.Where)
	case strings.TrimSpace(u.Credit) == "":
		return Errorf(Invalid, "%s needs a credit: whose picture it is.", u.Where)
	case strings.TrimSpace(u.Alt) == "" && !u.Decorative:
		return Errorf(Invalid, "%s needs a description for readers who cannot see it. If there is nothing to describe, say that it is decoration.", u.Where)
	}
	return u.Covers(l)
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
		if err := u.Lacks(c.Language); err != nil && !slices.Contains(had, u.PictureUse) {
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

// Graphic returns what the covers of the pictures say that any of the uses covers, by Picture.ID: who is spared a picture
// in one place of a story is not shown it in another.
func Graphic(uses []Used) map[string]string {
	covers := map[string]string{}
	for _, u := range uses {
		if words := strings.TrimSpace(u.Graphic); words != "" && covers[u.Picture] == "" {
			covers[u.Picture] = words
		}
	}
	return covers
}
