package reading

import (
	"strings"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
)

// Passages returns which sentences of the content come from the dispatch, and from where in it, in the content's order: the caption of the
// lead picture comes last. It fails if that broke, or had no end.
func (r *Reader) Passages(c news.Content, d news.Dispatch) ([]news.Passage, error) {
	return guarded(r, atLeisure, func() []news.Passage { return passages(c, d) })
}

func passages(c news.Content, d news.Dispatch) []news.Passage {
	ours := newPlaces(c.Headline, c.Standfirst, c.Body)
	if c.Lead != nil {
		ours.withCaptions(c.Lead.Caption)
	}
	theirs := placesOf(d)
	out := []news.Passage{}
	for _, f := range copycheck.Passages(prose.Input{ID: "story", Text: ours.text, Language: string(c.Language)}, indexOf(d, theirs.text)) {
		here, there := ours.at(f.Span.Start, f.Span.End), theirs.at(f.SourceSpan.Start, f.SourceSpan.End)
		out = append(out, news.Passage{
			Part: here.Part, Block: here.Block, Start: here.Start, End: here.End, Text: cut(ours.text, f.Span),
			SourcePart: there.Part, SourceBlock: there.Block, SourceStart: there.Start, SourceEnd: there.End, SourceText: cut(theirs.text, f.SourceSpan),
			Whole: f.Whole,
		})
	}
	return out
}

// placesOf returns the text of a dispatch as passages are found in it: with the captions of what it points to.
func placesOf(d news.Dispatch) *places {
	p := newPlaces(d.Headline, summary(d), d.Body)
	for _, m := range d.Media {
		p.withCaptions(m.Caption)
	}
	return p
}

func indexOf(d news.Dispatch, text string) *copycheck.Index {
	return copycheck.NewIndex([]prose.Input{{ID: d.ID, Text: text, Language: language(d), Date: written(d), Credit: d.WireName + " " + d.Author}})
}

func cut(text string, s prose.Span) string { return strings.TrimSpace(text[s.Start:s.End]) }

// Fates returns what became of each passage between the two versions of the dispatch: whether the sentence that it was taken from stands
// in the newer one word for word, in other words, or not at all.
func (r *Reader) Fates(all []news.Passage, is news.Dispatch) ([]news.Rested, error) {
	return guarded(r, atLeisure, func() []news.Rested { return fates(all, is) })
}

func fates(all []news.Passage, is news.Dispatch) []news.Rested {
	text := placesOf(is).text
	stands := map[string]bool{}
	document := prose.Analyse(prose.Input{ID: is.ID, Text: text, Language: language(is)})
	for _, s := range document.Sentences {
		stands[evened(document.Cut(document.Of(s)))] = true
	}
	out := make([]news.Rested, 0, len(all))
	var lost []string // the sentences that do not stand there, each once
	for _, p := range all {
		fate := news.FateSame
		if !stands[evened(p.SourceText)] {
			fate = news.FateGone
			lost = append(lost, p.SourceText)
		}
		out = append(out, news.Rested{Passage: p, Fate: fate})
	}
	if len(lost) == 0 {
		return out
	}
	instead := map[string]string{}
	old := strings.Join(lost, "\n\n")
	for _, f := range copycheck.Passages(prose.Input{ID: "old", Text: old, Language: language(is)}, indexOf(is, text)) {
		if was := evened(cut(old, f.Span)); instead[was] == "" { // the first has most of it
			instead[was] = cut(text, f.SourceSpan)
		}
	}
	for i := range out {
		if now := instead[evened(out[i].SourceText)]; out[i].Fate == news.FateGone && now != "" {
			out[i].Fate, out[i].Now = news.FateChanged, now
		}
	}
	return out
}

// evened returns a sentence so that two are the same if only their white space differs.
func evened(sentence string) string { return strings.Join(strings.Fields(sentence), " ") }
