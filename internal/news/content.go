package news

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// The most that each part of a story may hold, in graphemes: far above what a desk
// would print, so that only a mistake or an attack meets them.
const (
	mostHeadline = 300
	mostLine     = 500
	mostNote     = 2000
	mostTopics   = 20
	mostPeople   = 20
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
		{"headline", &c.Headline, mostHeadline},
		{"kicker", &c.Kicker, mostLine},
		{"standfirst", &c.Standfirst, mostNote},
		{"credit line", &c.Credit, mostLine},
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
		c.Lead = &lead
	}
	return c, nil
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

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the words that stand in a path where a section would.
var reserved = []string{"t", "a", "feed", "archive", "search", "corrections", "lite", "sections", "about"}

// Check returns nil if the house may be kept.
func (h House) Check() error {
	if len(h.Languages) == 0 {
		return Errorf(Invalid, "The site needs a language.")
	}
	for i, l := range h.Languages {
		if l != English && l != Bangla || slices.Contains(h.Languages[:i], l) {
			return Errorf(Invalid, "The site's languages are en and bn, each once; %q is not.", l)
		}
		if name, err := CleanLine("site's name", h.Names[l], 80); err != nil || name == "" || name != h.Names[l] {
			return Errorf(Invalid, "The site needs a name in %q of at most 80 characters.", l)
		}
	}
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" || h.Zone == "Local" {
		return Errorf(Invalid, "%q is not a time zone; write it as Asia/Dhaka.", h.Zone)
	}
	if u, err := url.Parse(h.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return Errorf(Invalid, "The site's address %q must be as https://news.example, with no slash at the end.", h.URL)
	}
	if len(h.Sections) == 0 || len(h.Sections) > 40 {
		return Errorf(Invalid, "The site needs from 1 to 40 sections.")
	}
	seen := map[string]bool{}
	for _, s := range h.Sections {
		if !slugForm.MatchString(s.Slug) || len(s.Slug) > 40 || slices.Contains(reserved, s.Slug) || seen[s.Slug] {
			return Errorf(Invalid, "The section %q needs another slug: small letters, digits and hyphens, not used twice, not one of the site's own words.", s.Slug)
		}
		seen[s.Slug] = true
	}
	seen = map[string]bool{}
	for _, d := range h.Desks {
		if !slugForm.MatchString(d.Slug) || d.Name == "" || seen[d.Slug] {
			return Errorf(Invalid, "The desk %q needs a name, and a slug of small letters, digits and hyphens that no other desk has.", d.Slug)
		}
		seen[d.Slug] = true
	}
	return nil
}
