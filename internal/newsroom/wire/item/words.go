package item

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// The limits of words.
const (
	MaxLine   = 1_000 // bytes of a headline, a name or a topic
	MaxTopics = 50
)

// Line returns s as one line of plain text, as it is, of at most MaxLine bytes.
func Line(s string) string {
	return Cut(news.CleanText(strings.Join(strings.Fields(news.CleanText(s)), " ")), MaxLine)
}

// Cut returns s cut between words to at most the given bytes.
func Cut(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	s = strings.ToValidUTF8(s[:bytes-len("…")], "")
	if i := strings.LastIndexByte(s, ' '); i > bytes/2 {
		s = s[:i]
	}
	return news.CleanText(s + "…")
}

// Summary returns a body as one paragraph of plain text.
func Summary(body news.Document) string { return Line(body.Plain()) }

// Address returns a link resolved against a base, "" if a reader could not follow it.
func Address(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if href == "" || len(href) > 2<<10 {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return news.CleanText(u.String())
}

// Base returns an address as a base for others, or the one that is used without it.
func Base(s string, otherwise *url.URL) *url.URL {
	if u, err := url.Parse(s); err == nil && u.IsAbs() && u.Host != "" {
		return u
	}
	return otherwise
}

// Topics returns the categories, each once.
func Topics(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = Cut(markup.Line(s), 200); s != "" && !slices.Contains(kept, s) && len(kept) < MaxTopics {
			kept = append(kept, s)
		}
	}
	return kept
}

var (
	mailFirst = pattern.New(`^\s*(?:mailto:)?\S+@\S+\s*\(([^()]+)\)\s*$`)        // a@b.example (A. Person)
	mailLast  = pattern.New(`^\s*([^<>()]+?)\s*[<(](?:mailto:)?\S+@\S+[>)]\s*$`) // A. Person <a@b.example>
)

// Person returns the name in what RSS has for an author: an address, a name, or both.
func Person(s string) string {
	s = markup.Line(s)
	for _, form := range []*pattern.Pattern{mailFirst, mailLast} {
		if m := form.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
	}
	return Cut(strings.TrimSpace(s), MaxLine)
}

// People joins names, each once.
func People(names []string) string {
	var kept []string
	for _, n := range names {
		if n = Person(n); n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return Cut(strings.Join(kept, ", "), MaxLine)
}

var tag = pattern.New(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$`)

// Language returns a BCP 47 tag, or "" if it is none.
func Language(s string) news.Language {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) > 35 || !tag.MatchString(s) {
		return ""
	}
	return news.Language(s)
}

func trim(s string) string { return strings.TrimSpace(s) }
