package news

import (
	"net/url"
	"regexp"
	"slices"
	"time"
)

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the words that stand in a path where a section would.
var reserved = []string{"t", "a", "feed", "archive", "search", "corrections", "lite", "sections", "about", "offline", "page"}

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
	if h.Security.SecondFactor != "" && !slices.Contains(AskedOf, h.Security.SecondFactor) {
		return Errorf(Invalid, "A second factor is asked of publishers, everyone or nobody; %q is none of them.", string(h.Security.SecondFactor))
	}
	if n := h.UndoSeconds(); n < 0 || n > MostUndo {
		return Errorf(Invalid, "A publication can be undone for 0 to %d seconds; %d is none of them.", MostUndo, n)
	}
	if h.FileHours < 0 || h.FileHours > MostFileHours {
		return Errorf(Invalid, "A picture is called a file photo after 1 to %d hours; %d is none of them.", MostFileHours, h.FileHours)
	}
	if h.HoldMinutes < -1 || h.HoldMinutes > MostHoldMinutes {
		return Errorf(Invalid, "A story whose source was killed goes behind a notice after 1 to %d minutes, or never; %d is none of them.", MostHoldMinutes, h.HoldMinutes)
	}
	if !slices.Contains(CopyGates, h.CopyGate) {
		return Errorf(Invalid, "The copy check holds back what is certain, what is likely, or nothing; %q is none of them.", string(h.CopyGate))
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
		for status, most := range d.Limits {
			if !slices.Contains(LimitedStatuses, status) || most < 1 || most > 999 {
				return Errorf(Invalid, "The desk %q has the limit %d for %s. A limit is from 1 to 999, for stories that are assigned, being written, with the desk or ready.", d.Slug, most, string(status))
			}
		}
	}
	if err := h.Theme.check(h); err != nil {
		return err
	}
	return h.checkPages()
}

// The most of each of the house's own pages.
const (
	mostAuthors = 5000
	mostPages   = 20
	mostIntros  = 500
)

// checkPages checks what the house says of itself and of its people.
func (h House) checkPages() error {
	if len(h.Authors) > mostAuthors || len(h.Pages) > mostPages || len(h.Topics) > mostIntros {
		return Errorf(Invalid, "There may be %d authors, %d pages and %d introductions to topics.", mostAuthors, mostPages, mostIntros)
	}
	seen := map[string]bool{}
	for _, a := range h.Authors {
		if err := a.check(h.Languages, seen); err != nil {
			return err
		}
	}
	seen = map[string]bool{}
	for _, p := range h.Pages {
		if !slugForm.MatchString(p.Slug) || len(p.Slug) > 40 || seen[p.Slug] || len(p.Texts) == 0 {
			return Errorf(Invalid, "The page %q needs a text, and a slug of small letters, digits and hyphens that no other page has.", p.Slug)
		}
		seen[p.Slug] = true
		for _, t := range p.Texts {
			if title, err := CleanLine("title of a page", t.Title, 80); err != nil || title == "" || title != t.Title {
				return Errorf(Invalid, "The page %q needs a title of at most 80 characters.", p.Slug)
			}
		}
	}
	for _, t := range h.Topics {
		if text, err := CleanNote("introduction", t.Text); err != nil || text != t.Text || !slugForm.MatchString(t.Slug) {
			return Errorf(Invalid, "The introduction to the topic %q must be one paragraph of at most %d characters.", t.Slug, mostNote)
		}
	}
	for _, line := range h.Style.Hijri {
		if clean, err := CleanLine("Hijri date", line, 80); err != nil || clean != line {
			return Errorf(Invalid, "The Hijri date must be one line of at most 80 characters.")
		}
	}
	return h.Machines.Check()
}

// check checks an author; seen are the slugs and names that others have.
func (a Author) check(languages []Language, seen map[string]bool) error {
	if !slugForm.MatchString(a.Slug) || len(a.Slug) > 80 || seen[a.Slug] {
		return Errorf(Invalid, "The author %q needs a slug of small letters, digits and hyphens that no other author has.", a.Slug)
	}
	seen[a.Slug] = true
	named := false
	for _, l := range languages {
		for what, s := range map[string]string{"name": a.Names[l], "role": a.Role[l], "beat": a.Beat[l], "bio": a.Bio[l]} {
			if clean, err := CleanNote(what+" of an author", s); err != nil || clean != s {
				return Errorf(Invalid, "The %s of the author %q must be one line of at most %d characters.", what, a.Slug, mostNote)
			}
		}
		if name := a.Names[l]; name != "" {
			if named = true; seen[string(l)+" "+name] {
				return Errorf(Invalid, "Two authors are called %q.", name)
			}
			seen[string(l)+" "+name] = true
		}
	}
	if !named {
		return Errorf(Invalid, "The author %q needs a name in one of the site's languages.", a.Slug)
	}
	if a.Email != "" && !emailForm.MatchString(a.Email) {
		return Errorf(Invalid, "%q is not an e-mail address.", a.Email)
	}
	return nil
}

var emailForm = regexp.MustCompile(`^[^\s@<>"]{1,64}@[^\s@<>"]{1,180}$`)
