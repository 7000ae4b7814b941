package style

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// number asks which numbers are written in words. It looks at plain counts only: not at ages, measures,
// money, times, scores, or what is numbered, as Article 5 is.
type number struct{}

func (number) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		if t.Bangla() {
			return
		}
		greatest := greatest(t)
		for i := range t.Figures {
			f := &t.Figures[i]
			if rule.Start {
				startsWithFigure(r, rule, t, f)
			}
			if rule.Words > 0 && f.Kind == prose.Count && f.To-f.From == 1 && f.Value == float64(int(f.Value)) && f.Value >= 1 {
				inWordsOrNot(r, rule, t, f, greatest)
			}
		}
	})
}

// startsWithFigure finds a sentence that begins with a figure. A list's numbers and a time are none.
func startsWithFigure(r *reading, rule *Rule, t *text, f *prose.Figure) {
	w := &t.Tokens[f.From]
	if f.InWords || !w.Digits || t.Sentences[w.Sentence].From != f.From || f.Kind == prose.Clock || f.Kind == prose.Score {
		return
	}
	next := t.after(f.From)
	if next == nil || next.Possessive || next.Mark && next.Text != "%" && next.Text != "-" && next.Text != "–" || t.Sentences[w.Sentence].To-f.From < 4 {
		return
	}
	english, bangla := rule.say("A figure begins the sentence: “%s”.", "বাক্যের শুরুতে অঙ্ক: “%s”।", w.Text)
	r.find(rule, t, w.Span, Finding{Level: max(rule.Level, Likely), Sentence: english, Bangla: bangla})
}

func inWordsOrNot(r *reading, rule *Rule, t *text, f *prose.Figure, greatest map[int]float64) {
	w, v := &t.Tokens[f.From], int(f.Value)
	if !plainCount(t, f) {
		return
	}
	switch {
	case !f.InWords && v <= rule.Words && w.Folded == strconv.Itoa(v) && v < len(smallNumbers) && greatest[w.Sentence] <= float64(rule.Words):
		fix := smallNumbers[v]
		if t.Sentences[w.Sentence].From == f.From {
			fix = cased(fix, "A")
		}
		english, bangla := rule.say("Numbers up to %s are written in words: “%s”.", "%s পর্যন্ত সংখ্যা কথায় লেখা হয়: “%s”।", strconv.Itoa(rule.Words), fix)
		r.find(rule, t, w.Span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: fix})
	case f.InWords && v > rule.Words && v < 1000 && !w.First && !strings.Contains(w.Folded, "hundred"):
		fix := strconv.Itoa(v)
		english, bangla := rule.say("Numbers above %s are written in figures: “%s”.", "%s-এর বেশি সংখ্যা অঙ্কে লেখা হয়: “%s”।", strconv.Itoa(rule.Words), fix)
		r.find(rule, t, w.Span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: fix})
	}
}

var smallNumbers = [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// plainCount reports whether the figure counts things, as far as the words beside it tell.
func plainCount(t *text, f *prose.Figure) bool {
	w := &t.Tokens[f.From]
	if w.Joined || f.To < len(t.Tokens) && t.Tokens[f.To].Joined {
		return false
	}
	before, after := t.before(f.From), t.after(f.To-1)
	switch {
	case after == nil || after.Mark || after.Capital || after.Digits || after.Possessive:
		return false
	case before == nil:
		return f.InWords
	case before.Mark:
		return before.Text == ","
	case before.Capital && !before.First, before.Digits:
		return false
	}
	return !numbered[before.Folded] && !(f.InWords && after.Folded == "of")
}

// numbered are words that a number after them names, and does not count.
var numbered = wordSet(`no number article section page chapter phase room route group grade class level stage ward unit type top game set round day week year model version channel gate line row act scene part point step table figure at past half`)

// greatest returns the greatest count in figures of each sentence: 5 and 15 are written alike.
func greatest(t *text) map[int]float64 {
	m := map[int]float64{}
	for i := range t.Figures {
		if f := &t.Figures[i]; !f.InWords && f.Kind == prose.Count {
			sentence := t.Tokens[f.From].Sentence
			m[sentence] = max(m[sentence], f.Value)
		}
	}
	return m
}
