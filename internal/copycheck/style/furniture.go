package style

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/pattern"
)

// headline asks how a headline is written: its capital letters, its end, its length.
type headline struct{}

func (h headline) read(r *reading, rule *Rule) {
	t := r.texts[0]
	s := strings.TrimSpace(t.Text)
	if s == "" {
		return
	}
	start := strings.Index(t.Text, s)
	whole := prose.Span{Start: start, End: start + len(s)}
	h.capitals(r, rule, t, whole)
	if last := len(t.Tokens) - 1; !rule.Stop && (t.Tokens[last].Text == "." || t.Tokens[last].Text == "।") {
		english, bangla := rule.say("A headline has no full stop.", "শিরোনামের শেষে দাঁড়ি বসে না।")
		from := t.Tokens[last].Start
		if last > 0 { // so that there is something to put in its place
			from = t.Tokens[last-1].Start
		}
		span := prose.Span{Start: from, End: t.Tokens[last].End}
		r.findAnywhere(rule, t, span, Finding{Level: Likely, Sentence: english, Bangla: bangla, Fix: t.Text[from:t.Tokens[last].Start]})
	}
	if n := utf8.RuneCountInString(s); rule.Max > 0 && n > rule.Max {
		english, bangla := rule.say("The headline has %s letters; at most %s fit.", "শিরোনামে %s অক্ষর; জায়গা %s অক্ষরের।", strconv.Itoa(n), strconv.Itoa(rule.Max))
		r.findAnywhere(rule, t, whole, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
	}
}

func (h headline) capitals(r *reading, rule *Rule, t *text, whole prose.Span) {
	if t.Bangla() || rule.Form == "any" {
		return
	}
	capital, small := 0, 0
	var words []int // those that have the wrong letter
	for i := range t.Tokens {
		w := &t.Tokens[i]
		if w.Mark || w.Digits || w.Possessive || w.First || smallWords[w.Folded] || len(w.Folded) < 3 || w.Capitals || h.name(r, t, i, rule) {
			continue
		}
		if w.Capital {
			capital++
		} else {
			small++
		}
		if w.Capital == (rule.Form == "sentence") {
			words = append(words, i)
		}
	}
	switch {
	case rule.Form == "sentence" && capital >= 2 && capital > 2*small:
		english, bangla := rule.say("The headline has the capital letters of a title; the house writes it as a sentence.", "শিরোনাম শিরোনাম-ছাঁদে বড় হাতের অক্ষরে; এখানে বাক্যের মতো লেখা হয়।")
		r.findAnywhere(rule, t, whole, Finding{Level: rule.Level, Sentence: english, Bangla: bangla, Fix: lowered(t, words, whole)})
	case rule.Form == "title" && small >= 2 && small > capital:
		english, bangla := rule.say("The headline is written as a sentence; the house writes it with the capital letters of a title.", "শিরোনাম বাক্যের মতো লেখা; এখানে শব্দের শুরুতে বড় হাতের অক্ষর।")
		r.findAnywhere(rule, t, whole, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
	}
}

// name reports whether a word of the headline has its capital by itself, as the story or the lists tell.
func (headline) name(r *reading, t *text, i int, rule *Rule) bool {
	w := &t.Tokens[i]
	if !w.Capital {
		return false
	}
	if slices.Contains(rule.Exceptions, w.Text) {
		return true
	}
	body := r.body()
	capital := 0
	for j := range body.Tokens {
		b := &body.Tokens[j]
		if b.Folded != w.Folded || b.Mark {
			continue
		}
		if !b.Capital {
			return false
		}
		if !b.First {
			capital++
		}
	}
	return capital > 0 || lexicon.Country(w.Folded) != "" || !ordinary(w) || lexicon.Given(w.Folded) && lexicon.Place(w.Folded) != ""
}

// ordinary reports whether the word, or what its ending was put to, is an ordinary English one.
func ordinary(w *prose.Token) bool {
	return lexicon.Common(w.Folded) || lexicon.Common(w.Stem) || lexicon.Common(strings.TrimSuffix(w.Folded, "s"))
}

// lowered writes the words small, or returns "" if one of them is no ordinary word.
func lowered(t *text, words []int, whole prose.Span) string {
	var b strings.Builder
	at := whole.Start
	for _, i := range words {
		w := &t.Tokens[i]
		if !ordinary(w) {
			return ""
		}
		b.WriteString(t.Text[at:w.Start])
		b.WriteString(strings.ToLower(w.Text))
		at = w.End
	}
	b.WriteString(t.Text[at:whole.End])
	return b.String()
}

// caption asks that a picture says whose it is, and that an old one says that it is old.
type caption struct{}

// creditInside is a credit that stands in the caption itself.
var creditInside = pattern.New(`(?i)\b(?:photo|photograph|picture|image|credit|courtesy|collected|video grab|screengrab|handout)\b\s*(?:[:/–—-]|by\b|of\b)|/\s*(?:reuters|afp|ap|epa|getty|unb|bss|xinhua)\b|\((?:reuters|afp|ap|epa|unb|bss|file)\b|ছবি\s*[:ঃ/–—-]|সংগৃহীত`)

func (c caption) read(r *reading, rule *Rule) {
	for i := range r.story.Captions {
		t, credit := r.texts[3+2*i], strings.TrimSpace(r.story.Captions[i].Credit)
		whole := prose.Span{Start: 0, End: len(t.Text)}
		if rule.Credit && credit == "" && !creditInside.MatchString(t.Text) {
			english, bangla := rule.say("The picture has no credit.", "ছবিটি কার, তা লেখা নেই।")
			r.findAnywhere(rule, t, whole, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
		}
		if rule.Days > 0 && !labelled(t.Text+"\n"+credit, rule.Labels) {
			c.age(r, rule, t, i)
		}
	}
}

func labelled(s string, labels []string) bool {
	s = prose.Fold(s)
	return slices.ContainsFunc(labels, func(l string) bool { return strings.Contains(s, prose.Fold(l)) })
}

// age finds a picture that is old, by when it was taken or else by the day that its caption names.
func (caption) age(r *reading, rule *Rule, t *text, i int) {
	now := r.story.Date
	if now.IsZero() {
		now = r.story.Body.Date
	}
	if now.IsZero() {
		return
	}
	today := prose.DayNumber(now)
	label := "File photo"
	if len(rule.Labels) > 0 {
		label = rule.Labels[0]
	}
	say := func(span prose.Span, days int) {
		english, bangla := rule.say("The picture is %s days older than the story and is not labelled “%s”.", "ছবিটি এই লেখার চেয়ে %s দিনের পুরোনো, অথচ “%s” লেখা নেই।", strconv.Itoa(days), label)
		r.findAnywhere(rule, t, span, Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
	}
	if taken := r.story.Captions[i].Taken; !taken.IsZero() {
		if days := today - prose.DayNumber(taken); days > rule.Days {
			say(prose.Span{Start: 0, End: len(t.Text)}, days)
		}
		return
	}
	for k := range t.Dates {
		x := &t.Dates[k]
		if x.Kind != prose.DayDate || x.Year == 0 || len(x.Days) != 1 {
			continue
		}
		if days := today - x.Days[0]; days > rule.Days {
			say(t.Of(x.Range), days)
			return
		}
	}
}
