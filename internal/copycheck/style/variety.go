package style

import (
	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// variety asks for one spelling of English. Names keep theirs: the Labor Department, Pearl Harbor. To write
// organize is as British as to write organise, so it says nothing of defence and defense; but a story
// has one of the two.
type variety struct{}

// spelt is a word that shows which English its writer spells.
type spelt struct {
	text  *text
	token int
	other string // how the other English spells it
}

// spellings are the words of a story that show it, by what they show.
type spellings struct{ british, american, ise, ize []spelt }

func (variety) read(r *reading, rule *Rule) {
	s := r.spellings(rule)
	const american, british = "American", "British"
	switch rule.Form {
	case "american":
		r.wrongVariety(rule, s.british, s.american, british, "ব্রিটিশ")
		r.wrongVariety(rule, s.ise, append(s.american, s.ize...), british, "ব্রিটিশ")
		return
	case "british":
		if len(s.ise) > 0 {
			r.wrongVariety(rule, s.ize, s.ise, "-ize", "-ize")
		}
	case "british-ise":
		r.wrongVariety(rule, s.ize, s.ise, "-ize", "-ize")
	case "british-ize":
		r.wrongVariety(rule, s.ise, s.ize, "-ise", "-ise")
	}
	r.wrongVariety(rule, s.american, append(s.british, s.ise...), american, "মার্কিন")
}

func (r *reading) spellings(rule *Rule) (s spellings) {
	leave := map[string]bool{}
	for _, e := range rule.Exceptions {
		leave[prose.Fold(e)] = true
	}
	r.within(rule, func(t *text) {
		for i := range t.Tokens {
			w := &t.Tokens[i]
			if w.Mark || w.Digits || w.Possessive || leave[w.Folded] && !t.metres(i) || w.Quotation != prose.None && !rule.Quoted || t.named(i) {
				continue
			}
			a, b := lexicon.American(w.Folded), lexicon.British(w.Folded)
			switch {
			case a != "" && b == "" && a != w.Folded && (!leave[a] || t.metres(i)):
				if iseForIze(w.Folded, a) {
					s.ise = append(s.ise, spelt{t, i, a})
				} else {
					s.british = append(s.british, spelt{t, i, a})
				}
			case b != "" && a == "" && b != w.Folded && (!leave[b] || t.metres(i)):
				if iseForIze(b, w.Folded) {
					s.ize = append(s.ize, spelt{t, i, b})
				} else {
					s.american = append(s.american, spelt{t, i, b})
				}
			}
		}
	})
	return s
}

// metres reports whether the word is the measure, which has two spellings, and no meter that measures.
func (t *text) metres(i int) bool {
	w := &t.Tokens[i]
	if w.Stem != "meter" && w.Stem != "metr" {
		return false
	}
	before := t.before(i)
	return w.Figure != prose.None || before != nil && (before.Folded == "square" || before.Folded == "cubic")
}

// wrongVariety notes words in a spelling that is not the house's, beside those that are.
func (r *reading) wrongVariety(rule *Rule, wrong, house []spelt, name, banglaName string) {
	for _, s := range wrong {
		if r.full(rule) {
			return
		}
		w := &s.text.Tokens[s.token]
		f := Finding{Level: rule.Level, Fix: cased(s.other, w.Text)}
		if len(house) == 0 {
			f.Sentence, _ = rule.say("“%s” is %s spelling; the house writes “%s”.", "", w.Text, name, f.Fix)
			_, f.Bangla = rule.say("", "“%s” %s বানান; এখানে লেখা হয় “%s”।", w.Text, banglaName, f.Fix)
		} else {
			proof := witness(house, s)
			f.Level = max(rule.Level, rule.Mixed)
			f.Sentence, _ = rule.say("“%s” is %s spelling, and the story has “%s” too; the house writes “%s”.", "", w.Text, name, proof, f.Fix)
			_, f.Bangla = rule.say("", "“%s” %s বানান, অথচ এই লেখাতেই “%s” আছে; এখানে লেখা হয় “%s”।", w.Text, banglaName, proof, f.Fix)
		}
		r.find(rule, s.text, w.Span, f)
	}
}

// iseForIze reports whether two spellings differ in -ise for -ize, and in nothing else: analyse and analyze do not.
func iseForIze(british, american string) bool {
	if len(british) != len(american) || british == american {
		return false
	}
	for i := range len(british) {
		if british[i] != american[i] && !(british[i] == 's' && american[i] == 'z' && i > 0 && british[i-1] == 'i') {
			return false
		}
	}
	return true
}

// witness returns the word that best shows the story to mix: the same one in the other spelling, or the first.
func witness(house []spelt, s spelt) string {
	for _, h := range house {
		if h.text.Tokens[h.token].Folded == s.other {
			return h.text.Tokens[h.token].Text
		}
	}
	return house[0].text.Tokens[house[0].token].Text
}

// spelt returns a word as the sheet's house spells it, so that one list of words serves both Englishes.
func (s *Sheet) spelt(word string) string {
	if s.form != "american" {
		return word
	}
	if a := lexicon.American(key(word)); a != "" {
		return cased(a, word)
	}
	return word
}
