// Package verify confirms findings of the copy check without it: from the story, its sources and the finding alone, with
// reading of its own. A finding that it cannot confirm is a fault of the check.
package verify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Finding returns an error that says what of the finding is not so: a span that is none, words that are not there, a passage that says the
// same as the story, something missing that a source has.
func Finding(story prose.Input, sources []prose.Input, f copycheck.Finding) error {
	if err := span(story.Text, f.Span, f.Text); err != nil {
		return fmt.Errorf("in the story: %w", err)
	}
	if f.Sentence("en") == "" || f.Sentence("bn") == "" || strings.Contains(f.Sentence("en")+f.Sentence("bn"), "{}") {
		return fmt.Errorf("the reason %q has no whole sentence", f.Reason)
	}
	if f.Source == "" {
		return missing(story, sources, f)
	}
	i := slices.IndexFunc(sources, func(s prose.Input) bool { return s.ID == f.Source })
	if i < 0 {
		return fmt.Errorf("there is no source %q", f.Source)
	}
	if err := span(sources[i].Text, f.SourceSpan, f.SourceText); err != nil {
		return fmt.Errorf("in the source: %w", err)
	}
	return differs(story, sources[i], f)
}

// span reports what is wrong with a span: it must be inside the text, between runes, not empty, and hold the words.
func span(text string, s prose.Span, words string) error {
	switch {
	case s.Start < 0 || s.End > len(text) || s.Start >= s.End:
		return fmt.Errorf("the span %d to %d is not in a text of %d bytes", s.Start, s.End, len(text))
	case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
		return fmt.Errorf("the span %d to %d cuts a character", s.Start, s.End)
	case text[s.Start:s.End] != words:
		return fmt.Errorf("the text has %q there and not %q", text[s.Start:s.End], words)
	}
	return nil
}

// word is what this package takes for a word.
var word = regexp.MustCompile(`[\pL\pM\pN]+(?:['’.,][\pL\pM\pN]+)*`)

// words returns the words of a text as they are compared here: without case, accents, and the marks between.
func words(text string) []string {
	var out []string
	for _, w := range word.FindAllString(text, -1) {
		var b strings.Builder
		for _, r := range norm.NFD.String(strings.ToLower(w)) {
			switch {
			case r >= 0x300 && r <= 0x36f, r == '\'', r == '’', r == '.', r == ',':
			case r >= '০' && r <= '৯':
				b.WriteRune('0' + r - '০')
			default:
				b.WriteRune(r)
			}
		}
		out = append(out, b.String())
	}
	return out
}

// has reports whether the words stand in a row in the text.
func has(text, these []string) bool {
	if len(these) == 0 {
		return false
	}
	for i := 0; i+len(these) <= len(text); i++ {
		if slices.Equal(text[i:i+len(these)], these) {
			return true
		}
	}
	return false
}

// missing confirms that what a finding says no source has is in none, word for word. What is in a source with other words may be
// missing all the same.
func missing(story prose.Input, sources []prose.Input, f copycheck.Finding) error {
	if !strings.HasSuffix(string(f.Reason), "-nowhere") {
		return nil // it says why by itself: the calendar, a sum, a limit
	}
	these := words(f.Text)
	for _, s := range sources {
		if !has(words(s.Text), these) {
			continue
		}
		switch f.Kind {
		case copycheck.FigureKind, copycheck.DateKind: // the same digits may count something else, the same weekday be of another week
			if f.Kind == copycheck.DateKind && !story.Date.IsZero() && !s.Date.IsZero() {
				continue
			}
		}
		return fmt.Errorf("%q says that no source has %q, but %s has", f.Reason, f.Text, s.ID)
	}
	return nil
}

// differs confirms that the two passages do not say the same, where the finding says so.
func differs(story, source prose.Input, f copycheck.Finding) error {
	a, b := words(f.Text), words(f.SourceText)
	switch f.Reason {
	case "quote-marks": // the same words, not quoted
		if marked(source.Text, f.SourceSpan) && slices.Equal(a, b) {
			return fmt.Errorf("the source quotes %q too", f.SourceText)
		}
	case "name-elsewhere":
		if sameBeside(story.Text, f.Span, source.Text, f.Text) {
			return fmt.Errorf("the source has %q between the same words", f.Text)
		}
	case "negation-added", "negation-lost":
		same := func(reach int) bool {
			return denials(story.Text, f.Span, source.Text, f.SourceSpan, reach) == denials(source.Text, f.SourceSpan, story.Text, f.Span, reach)
		}
		if same(beside) && same(closer) {
			return fmt.Errorf("%q and %q are both denied, or both not", around(story.Text, f.Span, beside), around(source.Text, f.SourceSpan, beside))
		}
	case "quote-added", "date-weekday", "speaker-other", "name-order", "attribution-lost", "degree-added", "modality-weaker", "quote-left-out", "name-variant", "figure-bound-lost", "figure-bound", "sources-have-others":
	default:
		if slices.Equal(a, b) {
			return fmt.Errorf("%q and %q are the same words", f.Text, f.SourceText)
		}
	}
	return nil
}

// sameBeside reports whether the words stand somewhere in the source between the same two words as in the story.
func sameBeside(story string, s prose.Span, source, these string) bool {
	before, after := words(story[:s.Start]), words(story[s.End:])
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	return has(words(source), slices.Concat(before[len(before)-1:], words(these), after[:1]))
}

// marked reports whether the passage is within double quotation marks of its paragraph.
func marked(text string, s prose.Span) bool {
	before := text[:s.Start]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	if strings.Count(before, "“") > strings.Count(before, "”") {
		return true
	}
	return strings.Count(before, `"`)%2 == 1
}

// sentenceEnd is where a sentence ends or one that only a semicolon parts from it, or a quotation begins or ends.
var sentenceEnd = regexp.MustCompile(`[.!?।;]["”]?\s|["“”\n]`)

// around returns the passage with as many words on each side, as far as they are of the same sentence; all of the sentence for none.
func around(text string, s prose.Span, reach int) string {
	left, right := text[:s.Start], text[s.End:]
	if ends := sentenceEnd.FindAllStringIndex(left, -1); ends != nil {
		left = left[ends[len(ends)-1][1]:]
	}
	switch end := sentenceEnd.FindStringIndex(right); {
	case strings.ContainsAny(text[s.End-1:s.End], ".!?;") || strings.HasSuffix(text[:s.End], "।"): // the passage has its end
		right = ""
	case end != nil:
		right = right[:end[0]]
	}
	before, after := strings.Fields(left), strings.Fields(right)
	if reach > 0 {
		before, after = before[max(0, len(before)-reach):], after[:min(len(after), reach)]
	}
	return strings.Join(before, " ") + " " + text[s.Start:s.End] + " " + strings.Join(after, " ")
}

// beside are the words on each side in which a negation may be that of the passage, and closer those in which it surely is: a word more in
// one text moves another negation out of the first.
const (
	beside = 4
	closer = 2
)

var (
	// The Bangla verbs that have their negation in them end so; তিনি and কোম্পানি do not.
	negation = regexp.MustCompile(`(?i)(?:^|[^\pL\pM])(?:not|no|never|none|nobody|nothing|neither|nor|nowhere|without|cannot|[a-z]+n['’]t|yet to|না|নেই|নয়|নি|নাই|নন)(?:$|[^\pL\pM])|(?:েনি|য়নি|য়নি|ননি)(?:$|[^\pL\pM])`)
	refusal  = regexp.MustCompile(`(?i)\b(?:fail|refus|den[iy]|lack|declin|stop|prevent|avoid|reject|unable|unlikely)`)
)

// denials counts the negations around the passage of a text. Verbs like one that the other's sentence has too change nothing.
func denials(text string, s prose.Span, other string, q prose.Span, reach int) int {
	here, there := around(text, s, reach), strings.ToLower(around(other, q, 0))
	n := len(negation.FindAllString(strings.ReplaceAll(here, " ", "  "), -1)) // two in a row have a mark each
	for _, verb := range refusal.FindAllString(here, -1) {
		if !strings.Contains(there, strings.ToLower(verb)) {
			n++
		}
	}
	return n
}

// Spans confirms no more than that the spans of a finding are in the texts and hold its words.
func Spans(story prose.Input, sources []prose.Input, f copycheck.Finding) error {
	if err := span(story.Text, f.Span, f.Text); err != nil || f.Source == "" {
		return err
	}
	for _, s := range sources {
		if s.ID == f.Source {
			return span(s.Text, f.SourceSpan, f.SourceText)
		}
	}
	return fmt.Errorf("there is no source %q", f.Source)
}
