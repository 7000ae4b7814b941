package reading

import (
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
)

// Quote is what somebody says in a dispatch.
type Quote struct {
	Text string `json:"text"` // between the marks
	Who  string `json:"who"`  // as the dispatch calls them; never empty
}

// fewestQuoted is how many words a quotation has: fewer may be what something is called.
const fewestQuoted = 3

// Quotes returns what is quoted in a dispatch of somebody whom it names or describes, in its order.
func Quotes(d news.Dispatch) []Quote {
	text := d.Body.Plain()
	if d.Body.Empty() {
		text = d.Summary
	}
	document := prose.Analyse(prose.Input{ID: d.ID, Text: text, Language: language(d)})
	document.FindNames(prose.CasesOf(document))
	document.FindSpeakers()
	quotes := []Quote{}
	for i := range document.Quotations {
		q := &document.Quotations[i]
		if who := speaker(document, q.Speaker); who != "" && q.Words >= fewestQuoted {
			quotes = append(quotes, Quote{Text: document.Cut(document.Of(q.Range)), Who: who})
		}
	}
	return quotes
}

// speaker returns the name of who speaks or, if there is none, the words that say it.
func speaker(d *prose.Document, s prose.Speaker) string {
	switch {
	case s.Name != prose.None:
		return d.Cut(d.Of(d.Names[s.Name].Range))
	case s.How == prose.Described && s.Said.To > s.Said.From:
		return strings.TrimSpace(d.Cut(d.Of(s.Said)))
	}
	return ""
}
