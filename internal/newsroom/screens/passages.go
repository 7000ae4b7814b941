package screens

import (
	"log/slog"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/redline"
)

// restedOn splits what ours has of a source into what rests on what is otherwise now, and what rests on what stands as it was.
func restedOn(all []news.Rested) (touched, same []news.Rested) {
	for _, r := range all {
		if r.Fate == news.FateSame {
			same = append(same, r)
		} else {
			touched = append(touched, r)
		}
	}
	return touched, same
}

// restWords says how much of ours rests on what changed.
func (v *visit) restWords(c news.SourceChange, all []news.Rested) string {
	sentences, touched := news.Touched(all)
	n := v.count(touched)
	switch {
	case sentences == 0:
		return v.t("As far as words show, no sentence comes from it word by word. Read both.")
	case touched == 0:
		return v.sentence("None of what the source was used for is otherwise: {n} of your sentences rest on it, and stand there as they were.", "n", v.count(sentences))
	case c.Kind.MustAnswer() && touched == 1:
		return v.t("1 of your sentences rests on what was taken back.")
	case c.Kind.MustAnswer():
		return v.sentence("{n} of your sentences rest on what was taken back.", "n", n)
	case touched == 1:
		return v.t("1 of your sentences rests on what changed.")
	}
	return v.sentence("{n} of your sentences rest on what changed.", "n", n)
}

// passageNow is the passage of the source as it was, with what is different in it now.
func passageNow(r news.Rested) []changed {
	if r.Fate == news.FateTaken || r.Fate == news.FateSame {
		return []changed{{parts: redline.Words(r.SourceText, r.SourceText)}}
	}
	return []changed{{parts: redline.Words(r.SourceText, r.Now)}}
}

// passagesOf returns where the sentences of the story come from. A text that cannot be read against its sources is shown without.
func (s *screens) passagesOf(r *http.Request, st news.Story) []news.PassagesOf {
	all, err := s.Desk.Passages(r.Context(), st.Number, 0)
	if err != nil {
		slog.ErrorContext(r.Context(), "where a story comes from was not found", "story", st.Number, "err", err)
	}
	return all
}

// passageCount is how many passages of the sources the story has.
func passageCount(all []news.PassagesOf) (n int) {
	for _, of := range all {
		n += len(of.Passages)
	}
	return n
}

// unchanged is how many sentences of the body are still the source's own, word for word. What is quoted is not counted: it should be.
func unchanged(of news.PassagesOf) (n int) {
	for _, one := range of.Passages {
		if first, _ := utf8.DecodeRuneInString(one.Text); one.Part == "body" && one.Whole && !strings.ContainsRune("\"'“”‘’«„", first) {
			n++
		}
	}
	return n
}

// unchangedWords marks copy as the source's text, until it is changed.
func (v *visit) unchangedWords(of news.PassagesOf, n int) string {
	if n == 1 {
		return v.sentence("Source text of {wire}, {version}, not changed: one sentence.", "wire", of.Wire, "version", v.versionWords(of.Version))
	}
	return v.sentence("Source text of {wire}, {version}, not changed: {n} sentences.", "wire", of.Wire, "version", v.versionWords(of.Version), "n", v.count(n))
}
