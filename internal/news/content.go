package news

import (
	"slices"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// The most that each part of a story may hold, in graphemes: far above what a desk
// would print, so that only a mistake or an attack meets them.
const (
	HeadlineLength = 300
	mostLine       = 500
	mostNote       = 2000
	mostTopics     = 20
	mostPeople     = 20
	mostRelated    = 8
)

// Graphemes returns how many characters a reader would count in s.
func Graphemes(s string) int {
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		n++
	}
	return n
}

// CleanLine returns s as one line of at most most graphemes, in NFC, without control
// characters and with single spaces. The error names what it is.
func CleanLine(what, s string, most int) (string, error) {
	s = strings.Join(strings.Fields(CleanText(s)), " ")
	if len(s) > most { // bytes are never fewer than graphemes
		if n := Graphemes(s); n > most {
			return s, Errorf(Invalid, "The %s has %d characters; it may have %d.", what, n, most)
		}
	}
	return s, nil
}

// CleanNote is CleanLine for a note or a reason of up to 2,000 characters.
func CleanNote(what, s string) (string, error) { return CleanLine(what, s, mostNote) }

// Clean returns the content in the form that is kept: every text clean, the slug a
// slug, topics without doubles. The error says which part is not acceptable. A draft
// may lack anything but a language of the house.
func (c Content) Clean(h House) (Content, error) {
	if !slices.Contains(h.Languages, c.Language) {
		return c, Errorf(Invalid, "The language %q is not one of this site's.", c.Language)
	}
	if _, ok := h.Section(c.Section); c.Section != "" && !ok {
		return c, Errorf(Invalid, "There is no section %q.", c.Section)
	}
	for _, f := range []struct {
		what string
		text *string
		most int
	}{
		{"headline", &c.Headline, HeadlineLength},
		{"flash", &c.Flash, FlashLength},
		{"kicker", &c.Kicker, mostLine},
		{"standfirst", &c.Standfirst, mostNote},
		{"credit line", &c.Credit, mostLine},
		{"line of contributors", &c.Contributors, mostLine},
		{"desk in the byline", &c.Byline.Desk, mostLine},
		{"place in the dateline", &c.Dateline.Place, mostLine},
	} {
		var err error
		if *f.text, err = CleanLine(f.what, *f.text, f.most); err != nil {
			return c, err
		}
	}
	if c.Slug != "" {
		c.Slug = Slugify(c.Slug)
	}
	if len(c.Byline.People) > 0 && c.Byline.Desk != "" {
		return c, Errorf(Invalid, "A byline names people or a desk, not both.")
	}
	var err error
	if c.Byline.People, err = cleanLines("name in the byline", c.Byline.People, mostPeople); err != nil {
		return c, err
	}
	if c.Topics, err = cleanLines("topic", c.Topics, mostTopics); err != nil {
		return c, err
	}
	if c.Label != "" && !slices.Contains(Labels, c.Label) {
		return c, Errorf(Invalid, "A story is labelled analysis, opinion, explainer or sponsored; %q is not a label.", string(c.Label))
	}
	if c.Translates < 0 {
		return c, Errorf(Invalid, "A story's number is 1 or more; %d cannot be translated.", c.Translates)
	}
	if c.Related, err = cleanRelated(c.Related); err != nil {
		return c, err
	}
	c.Dateline.Filed = c.Dateline.Filed.UTC().Truncate(time.Microsecond)
	if c.Lead != nil {
		lead := *c.Lead
		if lead.Picture == "" {
			c.Lead = nil
			return c, nil
		}
		for what, s := range map[string]*string{"caption": &lead.Caption, "picture credit": &lead.Credit, "description of the picture": &lead.Alt} {
			if *s, err = CleanLine(what, *s, mostNote); err != nil {
				return c, err
			}
		}
		if lead.Graphic, err = CleanLine("text on the cover of the picture", lead.Graphic, mostGraphic); err != nil {
			return c, err
		}
		c.Lead = &lead
	}
	return c, nil
}

// cleanRelated leaves out numbers that are there already.
func cleanRelated(numbers []int64) ([]int64, error) {
	var out []int64
	for _, n := range numbers {
		if n <= 0 {
			return numbers, Errorf(Invalid, "A story's number is 1 or more; %d cannot stand beside it.", n)
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if len(out) > mostRelated {
		return numbers, Errorf(Invalid, "There are %d stories beside it; there may be %d.", len(out), mostRelated)
	}
	return out, nil
}

// cleanLines cleans each line and leaves out those that are empty or there already.
func cleanLines(what string, lines []string, most int) ([]string, error) {
	var out []string
	for _, l := range lines {
		l, err := CleanLine(what, l, mostLine)
		if err != nil {
			return lines, err
		}
		if l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	if len(out) > most {
		return lines, Errorf(Invalid, "There are %d entries for %s; there may be %d.", len(out), what, most)
	}
	return out, nil
}

// FirstLetter returns the first letter of s as a reader sees it, with its signs.
func FirstLetter(s string) string {
	it := graphemes.FromString(s)
	if !it.Next() {
		return ""
	}
	return it.Value()
}
