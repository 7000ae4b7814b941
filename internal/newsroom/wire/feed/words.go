package feed

import (
	"net/url"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/pattern"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// line1 returns s as one line of plain text, as it is, of at most maxLine bytes.
func line1(s string) string {
	return cut(news.CleanText(strings.Join(strings.Fields(news.CleanText(s)), " ")), maxLine)
}

// headline returns the words of a text that may have markup in it.
func headline(e *element) string {
	if e.hasElements() {
		return line1(markup.HTML(e.html(), nil).Body.Plain())
	}
	return cut(markup.Line(e.words()), maxLine)
}

// first returns the headline of the first of the elements that has one.
func first(elements []*element) string {
	for _, e := range elements {
		if s := headline(e); s != "" {
			return s
		}
	}
	return ""
}

// cut returns s cut between words to at most the given bytes.
func cut(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	s = strings.ToValidUTF8(s[:bytes-len("…")], "")
	if i := strings.LastIndexByte(s, ' '); i > bytes/2 {
		s = s[:i]
	}
	return news.CleanText(s + "…")
}

// summary returns a body as one paragraph of plain text.
func summary(body news.Document) string { return line1(body.Plain()) }

// address returns a link resolved against a base, "" if a reader could not follow it.
func address(base *url.URL, href string) string {
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

// parsed returns an address as a base for others, or the one that is used without it.
func parsed(s string, otherwise *url.URL) *url.URL {
	if u, err := url.Parse(s); err == nil && u.IsAbs() && u.Host != "" {
		return u
	}
	return otherwise
}

// topics returns the categories, each once.
func topics(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = cut(markup.Line(s), 200); s != "" && !slices.Contains(kept, s) && len(kept) < maxTopics {
			kept = append(kept, s)
		}
	}
	return kept
}

var (
	mailFirst = pattern.New(`^\s*(?:mailto:)?\S+@\S+\s*\(([^()]+)\)\s*$`)        // a@b.example (A. Person)
	mailLast  = pattern.New(`^\s*([^<>()]+?)\s*[<(](?:mailto:)?\S+@\S+[>)]\s*$`) // A. Person <a@b.example>
)

// person returns the name in what RSS has for an author: an address, a name, or both.
func person(s string) string {
	s = markup.Line(s)
	for _, form := range []*pattern.Pattern{mailFirst, mailLast} {
		if m := form.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
	}
	return cut(strings.TrimSpace(s), maxLine)
}

// people joins names, each once.
func people(names []string) string {
	var kept []string
	for _, n := range names {
		if n = person(n); n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return cut(strings.Join(kept, ", "), maxLine)
}

var tag = pattern.New(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$`)

// language returns a BCP 47 tag, or "" if it is none.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) > 35 || !tag.MatchString(s) {
		return ""
	}
	return s
}
