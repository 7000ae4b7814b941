package redline

import "github.com/stet-news/stet/internal/news"

// Phrase says what changed, as "“14” became “41”".
func (r Reason) Phrase() news.Phrase {
	switch {
	case r.Was == "":
		return news.Phrasef("“%s” is new", r.Is)
	case r.Is == "":
		return news.Phrasef("“%s” is gone", r.Was)
	}
	return news.Phrasef("“%s” became “%s”", r.Was, r.Is)
}

// Phrase says what changed, at most three things of it; its format is "" for nothing that
// has words.
func (c Change) Phrase() (p news.Phrase) {
	reasons := c.Reasons
	if len(reasons) == 0 {
		reasons = c.Other
	}
	for i, r := range reasons[:min(3, len(reasons))] {
		if i == 0 {
			p = r.Phrase()
			continue
		}
		p = news.Phrasef("%s; %s", p, r.Phrase())
	}
	return p
}
