package style

import (
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// quotation asks for quotation marks of one form, each with its partner.
type quotation struct{}

func (q quotation) read(r *reading, rule *Rule) {
	house := false
	r.within(rule, func(t *text) {
		for i := range t.Tokens {
			house = house || markForm(&t.Tokens[i]) == rule.Form
		}
	})
	r.within(rule, func(t *text) {
		q.forms(r, rule, t, house)
		q.partners(r, rule, t)
	})
}

// markForm returns whether the token is a straight or a curly double mark, or neither.
func markForm(t *prose.Token) string {
	switch {
	case !t.Mark:
	case t.Text == `"`:
		return "straight"
	case t.Text == "“" || t.Text == "”":
		return "curly"
	}
	return ""
}

// forms finds quotations in marks that are not the house's. Each is one finding, from mark to mark.
func (quotation) forms(r *reading, rule *Rule, t *text, house bool) {
	open, shut := "“", "”"
	if rule.Form == "straight" {
		open, shut = `"`, `"`
	}
	for i := range t.Quotations {
		q := &t.Quotations[i]
		if q.From == 0 || q.To >= len(t.Tokens) {
			continue
		}
		first, last := &t.Tokens[q.From-1], &t.Tokens[q.To]
		a, b := markForm(first), markForm(last)
		if a == "" || b == "" || a == rule.Form && b == rule.Form {
			continue
		}
		span := prose.Span{Start: first.Start, End: last.End}
		fix := open + t.Text[first.End:last.Start] + shut
		f := Finding{Level: rule.Level, Fix: fix}
		switch {
		case house:
			f.Level = max(rule.Level, rule.Mixed)
			f.Sentence, f.Bangla = rule.say("The story has straight and curly quotation marks; these should be %s.", "লেখায় সোজা ও বাঁকা দুই রকম উদ্ধৃতিচিহ্ন; এখানে হবে %s।", open+" "+shut)
		default:
			f.Sentence, f.Bangla = rule.say("The house's quotation marks are %s.", "এখানে উদ্ধৃতিচিহ্ন %s।", open+" "+shut)
		}
		r.findAnywhere(rule, t, span, f)
	}
}

// partners finds marks that open and are never closed, and that close what nobody opened. A quotation that
// goes on in the next paragraph opens there again.
func (quotation) partners(r *reading, rule *Rule, t *text) {
	open := prose.None
	fault := func(i int, english, bangla string) {
		f := Finding{Level: Likely}
		f.Sentence, f.Bangla = rule.say(english, bangla)
		r.findAnywhere(rule, t, t.Tokens[i].Span, f)
	}
	const (
		neverClosed, neverClosedBangla = "The quotation mark is never closed.", "উদ্ধৃতিচিহ্নটি বন্ধ করা হয়নি।"
		neverOpened, neverOpenedBangla = "The quotation mark closes nothing.", "উদ্ধৃতিচিহ্নটি কোথাও খোলা হয়নি।"
	)
	for i := range t.Tokens {
		w := &t.Tokens[i]
		if open != prose.None && w.Paragraph != t.Tokens[open].Paragraph {
			if !opensWord(t, i) {
				fault(open, neverClosed, neverClosedBangla)
			}
			open = prose.None
		}
		if markForm(w) == "" || open == prose.None && inches(t, i) {
			continue
		}
		opens := w.Text == "“" || w.Text == `"` && (open == prose.None && !closesWord(t, i) || open != prose.None && opensWord(t, i) && !closesWord(t, i))
		switch {
		case opens && open != prose.None:
			fault(open, neverClosed, neverClosedBangla)
			open = i
		case opens:
			open = i
		case open == prose.None:
			fault(i, neverOpened, neverOpenedBangla)
		default:
			open = prose.None
		}
	}
	if open != prose.None {
		fault(open, neverClosed, neverClosedBangla)
	}
}

// opensWord reports whether a mark at i stands before a word and after none.
func opensWord(t *text, i int) bool {
	if markForm(&t.Tokens[i]) == "" {
		return false
	}
	after, size := utf8.DecodeRuneInString(t.Text[t.Tokens[i].End:])
	before, _ := utf8.DecodeLastRuneInString(t.Text[:t.Tokens[i].Start])
	return size > 0 && !unicode.IsSpace(after) && (t.Tokens[i].Start == 0 || !wordRune(before))
}

// closesWord reports whether a mark at i stands after a word or a mark, and before none.
func closesWord(t *text, i int) bool {
	after, size := utf8.DecodeRuneInString(t.Text[t.Tokens[i].End:])
	before, _ := utf8.DecodeLastRuneInString(t.Text[:t.Tokens[i].Start])
	return t.Tokens[i].Start > 0 && !unicode.IsSpace(before) && (size == 0 || !wordRune(after)) && before != '(' && before != '['
}

// inches reports whether the mark is the sign for inches: 6'2".
func inches(t *text, i int) bool {
	if t.Tokens[i].Text != `"` || i == 0 {
		return false
	}
	before := &t.Tokens[i-1]
	return before.Digits && before.End == t.Tokens[i].Start && t.Tokens[i].Quotation == prose.None
}
