package style

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// marks finds faults of punctuation, each of which a rule names.
type marks struct{}

var markFaults = []string{"brackets", "spaces", "doubled", "danda"}

func (marks) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		for _, fault := range rule.Marks {
			switch fault {
			case "brackets":
				brackets(r, rule, t)
			case "spaces":
				spaces(r, rule, t)
			case "doubled":
				doubled(r, rule, t)
			case "danda":
				danda(r, rule, t)
			}
		}
	})
}

// brackets finds those without a partner in their paragraph. A list's 1) is none.
func brackets(r *reading, rule *Rule, t *text) {
	partner := map[string]string{")": "(", "]": "[", "}": "{"}
	var open []int
	fault := func(i int) {
		english, bangla := rule.say("The bracket has no partner.", "বন্ধনীটির জোড়া নেই।")
		r.findAnywhere(rule, t, t.Tokens[i].Span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
	}
	for i := range t.Tokens {
		w := &t.Tokens[i]
		if len(open) > 0 && t.Tokens[open[0]].Paragraph != w.Paragraph {
			for _, o := range open {
				fault(o)
			}
			open = open[:0]
		}
		switch w.Text {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			switch last := len(open) - 1; {
			case last >= 0 && t.Tokens[open[last]].Text == partner[w.Text]:
				open = open[:last]
			case !listNumber(t, i) && !face(t, i):
				fault(i)
			}
		}
	}
	for _, o := range open {
		fault(o)
	}
}

// listNumber reports whether the mark stands after a number or letter that begins its paragraph.
func listNumber(t *text, i int) bool {
	return i > 0 && i < len(t.Tokens) && t.Tokens[i].Mark && t.gapBefore(i) == nothingBetween && utf8.RuneCountInString(t.Tokens[i-1].Text) <= 2 && t.gapBefore(i-1) == paragraphBetween
}

// face reports whether the bracket is the mouth of :-).
func face(t *text, i int) bool {
	return i > 0 && t.gapBefore(i) == nothingBetween && (t.Tokens[i-1].Text == ":" || t.Tokens[i-1].Text == "-" || t.Tokens[i-1].Text == ";")
}

// spaces finds a space before a comma, and two spaces between words.
func spaces(r *reading, rule *Rule, t *text) {
	for i := 1; i < len(t.Tokens); i++ {
		a, w := &t.Tokens[i-1], &t.Tokens[i]
		if a.Paragraph != w.Paragraph || a.End == w.Start {
			continue
		}
		between := t.Text[a.End:w.Start]
		switch {
		case strings.Contains("।.,;:?!", w.Text) && w.Mark && strings.Trim(between, " \u00a0") == "" && !a.Mark && !dotted(t, i):
			english, bangla := rule.say("There is a space before “%s”.", "“%s”-এর আগে ফাঁকা জায়গা।", w.Text)
			r.findAnywhere(rule, t, prose.Span{Start: a.End, End: w.End}, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: w.Text})
		case len(between) >= 2 && strings.Trim(between, " ") == "":
			english, bangla := rule.say("There are two spaces here.", "এখানে দুটি ফাঁকা জায়গা।")
			r.findAnywhere(rule, t, prose.Span{Start: a.End, End: w.Start}, Finding{Level: Info, Sentence: english, Bangla: bangla, Fix: " "})
		}
	}
}

// dotted reports whether the mark is the beginning of something: .com, ...and, :-).
func dotted(t *text, i int) bool {
	next, size := utf8.DecodeRuneInString(t.Text[t.Tokens[i].End:])
	return size > 0 && !unicode.IsSpace(next) && !strings.ContainsRune("”\"’'", next)
}

// doubled finds a mark that is written twice.
func doubled(r *reading, rule *Rule, t *text) {
	for i := 1; i < len(t.Tokens); i++ {
		a, w := &t.Tokens[i-1], &t.Tokens[i]
		if !a.Mark || a.Text != w.Text || a.End != w.Start || !strings.Contains("।,;:.", w.Text) || i < 2 || t.Tokens[i-2].Mark || t.Tokens[i-2].End != a.Start {
			continue
		}
		to := i
		for to+1 < len(t.Tokens) && t.Tokens[to+1].Text == w.Text && t.Tokens[to+1].Start == t.Tokens[to].End {
			to++
		}
		fix := w.Text
		english, bangla := rule.say("The mark “%s” is there twice.", "“%s” চিহ্নটি দুবার।", w.Text)
		r.findAnywhere(rule, t, prose.Span{Start: a.Start, End: t.Tokens[to].End}, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: fix})
		i = to
	}
}

// danda finds a full stop, or a stroke, where a Bangla sentence ends. A point after an abbreviation is right.
func danda(r *reading, rule *Rule, t *text) {
	for i := 1; i < len(t.Tokens); i++ {
		a, w := &t.Tokens[i-1], &t.Tokens[i]
		if a.Mark || a.End != w.Start || w.Text != "." && w.Text != "|" || !isBangla(a.Text) {
			continue
		}
		next, size := utf8.DecodeRuneInString(t.Text[w.End:])
		if w.Text == "." && (shortForms[a.Folded] || utf8.RuneCountInString(key(a.Text)) < 3 || size > 0 && wordRune(next) && !isBangla(string(next)) || initialBefore(t, i)) {
			continue
		}
		english, bangla := rule.say("A Bangla sentence ends with “।”, and not with “%s”.", "বাংলা বাক্যের শেষে “।” বসে, “%s” নয়।", w.Text)
		r.find(rule, t, w.Span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: "।"})
	}
}

// initialBefore reports whether the point belongs to letters with points between them: এ.কে.এম.
func initialBefore(t *text, i int) bool {
	return i >= 2 && t.Tokens[i-2].Text == "." && t.Tokens[i-2].End == t.Tokens[i-1].Start
}

// shortForms are Bangla abbreviations with a point, of three letters and more.
var shortForms = wordSet(`মোঃ মোহা মোহাং মোসা মোছা প্রফে ইঞ্জি ইঞ্জিঃ লিঃ লিমি কোং সেঃ মিঃ কিমি সেমি মিমি এমএ বিএ খ্রি খৃ হিজ অ্যাড এড অধ্যা সম্পা সংক্ষে ইত্যা বিপি পিএইচডি এমফিল ডেপু`)

func isBangla(s string) bool {
	for _, r := range s {
		if r >= 0x980 && r <= 0x9ff {
			return true
		}
	}
	return false
}

// digits asks for the digits of the house in its text: those of names such as G20 stay.
type digits struct{}

func (digits) read(r *reading, rule *Rule) {
	wrong := func(c rune) bool { return c >= '0' && c <= '9' }
	if rule.Form == "latin" {
		wrong = func(c rune) bool { return c >= '০' && c <= '৯' }
	}
	r.within(rule, func(t *text) {
		for i := range t.Tokens {
			w := &t.Tokens[i]
			if !w.Digits || listNumber(t, i+1) || !strings.ContainsFunc(w.Text, wrong) || rule.Form == "bangla" && (strings.ContainsFunc(w.Text, latinLetter) || besideLatin(t, i)) {
				continue
			}
			fix := otherDigits(w.Text, rule.Form)
			english, bangla := rule.say("The digits here are “%s”.", "এখানে অঙ্ক “%s”।", fix)
			level := rule.Level
			if strings.ContainsFunc(w.Text, func(c rune) bool { return unicode.IsDigit(c) && !wrong(c) }) {
				level = Certain // ১2
			}
			r.find(rule, t, w.Span, Finding{Level: level, Sentence: english, Bangla: bangla, Fix: fix})
		}
	})
}

func latinLetter(c rune) bool { return c < 0x250 && unicode.IsLetter(c) }

// besideLatin reports whether the number is of something that is written in Latin letters: COVID-19, Boeing 737.
func besideLatin(t *text, i int) bool {
	beside := func(j int) bool {
		return j >= 0 && j < len(t.Tokens) && t.Tokens[j].Paragraph == t.Tokens[i].Paragraph && strings.ContainsFunc(t.Tokens[j].Text, latinLetter)
	}
	if beside(i-1) || beside(i+1) {
		return true
	}
	glued := func(j int) bool {
		return j > 0 && j < len(t.Tokens) && t.Tokens[j].Start == t.Tokens[j-1].End && (t.Tokens[j].Mark || t.Tokens[j-1].Mark)
	}
	return glued(i) && beside(i-2) || glued(i+1) && beside(i+2) // an address: example.com/2025
}

func otherDigits(s, form string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case form == "bangla" && c >= '0' && c <= '9':
			return c - '0' + '০'
		case form == "latin" && c >= '০' && c <= '৯':
			return c - '০' + '0'
		}
		return c
	}, s)
}

// bijoy finds text that was typed for a Bijoy font and never converted: XvKv, evsjv‡`k.
type bijoy struct{}

func (b bijoy) read(r *reading, rule *Rule) {
	r.within(rule, func(t *text) {
		for i := 0; i < len(t.Tokens); {
			run := prose.Range{From: i, To: i}
			score := 0
			for run.To < len(t.Tokens) && t.Tokens[run.To].Paragraph == t.Tokens[i].Paragraph && !isBangla(t.Tokens[run.To].Text) {
				score += leftover(t, run.To)
				run.To++
			}
			if score >= 2 {
				span := t.Of(trimmed(t, run))
				english, bangla := rule.say("These are Bangla letters for a Bijoy font that were never converted.", "এগুলো বিজয়ে লেখা অক্ষর, ইউনিকোডে বদলানো হয়নি।")
				r.find(rule, t, span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
			}
			i = max(run.To, i+1)
		}
	})
}

// trimmed returns the run without the ordinary marks at its ends.
func trimmed(t *text, run prose.Range) prose.Range {
	ordinary := func(w prose.Token) bool { return w.Mark && !strings.Contains(bijoyMarks, w.Text) }
	for run.To-run.From > 1 && ordinary(t.Tokens[run.From]) {
		run.From++
	}
	for run.To-run.From > 1 && ordinary(t.Tokens[run.To-1]) {
		run.To--
	}
	return run
}

// bijoyMarks are signs that stand for Bangla letters in a Bijoy font and next to a letter in no other text.
const bijoyMarks = "†‡ˆ‰‹˜™›¡¢¤¥¦§¨©«¬®¯°±²³´¶¸¹»¼¾¿×÷`~"

// leftover says how much the token looks like a piece of Bijoy: 2 is enough.
func leftover(t *text, i int) int {
	w := &t.Tokens[i]
	if w.Mark {
		beside := func(j int) bool {
			if j < 0 || j >= len(t.Tokens) {
				return false
			}
			s := t.Tokens[j].Text
			return strings.ContainsFunc(s, latinLetter) || t.Tokens[j].Mark && strings.Contains(bijoyMarks, s)
		}
		before := i > 0 && t.Tokens[i-1].End == w.Start && beside(i-1)
		after := i+1 < len(t.Tokens) && t.Tokens[i+1].Start == w.End && beside(i+1)
		if strings.Contains(bijoyMarks, w.Text) && after && (before || strings.Contains("†‡", w.Text)) {
			return 2
		}
		return 0
	}
	if lexicon.Common(w.Folded) || len(w.Text) < 3 {
		return 0
	}
	// A capital letter after a small one, and few vowels: miKvi.
	inner, vowels := 0, 0
	small := false
	for _, c := range w.Text {
		if unicode.IsUpper(c) && small {
			inner++
		}
		small = unicode.IsLower(c)
		if strings.ContainsRune("aeiouAEIOU", c) {
			vowels++
		}
	}
	if inner > 0 && vowels*3 <= len(w.Text) && strings.ContainsAny(w.Text, "vwx") {
		return 1
	}
	return 0
}
