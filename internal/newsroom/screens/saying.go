package screens

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/bangla"
	"github.com/stet-news/stet/internal/web"
)

// voice says sentences in Bangla, and times as the screens do.
func (v *visit) voice() bangla.Voice { return bangla.Voice{When: v.full} }

// say returns what to tell the person of err, in their language.
func (v *visit) say(err error) string {
	said := web.Said(err)
	if v.lang == news.Bangla {
		return v.voice().Error(said)
	}
	return v.inZone(said.Message)
}

// phrase returns the phrase in the person's language.
func (v *visit) phrase(p news.Phrase) string {
	if v.lang == news.Bangla {
		return v.voice().Phrase(p)
	}
	return v.inZone(p.String())
}

// kept returns in the person's language what was kept as English text: why a wire fails, what
// became of one story of many.
func (v *visit) kept(s string) string {
	if v.lang == news.Bangla {
		return v.voice().Text(s)
	}
	return v.inZone(s)
}

// inZone writes the times of a sentence, which are in UTC, in the house's zone.
func (v *visit) inZone(s string) string {
	for _, word := range strings.Fields(s) {
		word = strings.Trim(word, ".,;")
		if at, err := parseTime(word); err == nil {
			s = strings.ReplaceAll(s, word, v.full(at))
		}
	}
	return s
}

// paper is the house's name in the person's language, or in the site's first.
func (v *visit) paper() string { return paperName(v.house, v.lang) }

func paperName(h news.House, l news.Language) string {
	if name := h.Names[l]; name != "" {
		return name
	}
	return h.Names[h.Languages[0]]
}
