package style

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// named reports whether the word is of a name, as far as its capital letter tells.
func (t *text) named(i int) bool {
	w := &t.Tokens[i]
	if !w.Capital {
		return false
	}
	next := t.after(i)
	return !w.First || next != nil && next.Capital && !next.Mark
}

// dateForm asks for 4 July or for July 4.
type dateForm struct{}

type formedDate struct {
	text *text
	date *prose.Date
	run  prose.Range // without a weekday
}

func (dateForm) read(r *reading, rule *Rule) {
	byForm := map[string][]formedDate{}
	var all []formedDate
	r.within(rule, func(t *text) {
		for i := range t.Dates {
			x := &t.Dates[i]
			if x.Kind != prose.DayDate || x.Day == 0 {
				continue
			}
			d := formedDate{t, x, x.Range}
			for d.run.From < d.run.To && !d.dayOrMonth(d.run.From) {
				d.run.From++
			}
			if d.run.To-d.run.From < 2 || t.Bangla() {
				continue
			}
			if !rule.Quoted && t.quoted(t.Of(d.run)) || slices.Contains(rule.Exceptions, t.Cut(t.Of(d.run))) {
				continue
			}
			all = append(all, d)
			byForm[d.form()] = append(byForm[d.form()], d)
		}
	})
	for _, d := range all {
		span, found := d.text.Of(d.run), d.text.Cut(d.text.Of(d.run))
		fix := d.rewritten(rule.Form)
		f := Finding{Level: rule.Level, Fix: fix}
		switch {
		case d.form() != rule.Form && len(byForm[rule.Form]) > 0:
			house := byForm[rule.Form][0]
			f.Level = rule.Mixed
			f.Sentence, f.Bangla = rule.say("The date “%s” has another form than “%s” in the same story; the house writes “%s”.",
				"একই লেখায় তারিখ দুইভাবে: “%s” ও “%s”; এখানে লেখা হয় “%s”।", found, house.text.Cut(house.text.Of(house.run)), fix)
		case d.form() != rule.Form:
			f.Sentence, f.Bangla = rule.say("The house writes the date “%s” as “%s”.", "তারিখ “%s” এখানে লেখা হয় “%s”।", found, fix)
		case d.ordinal() && !rule.Ordinals:
			f.Sentence, f.Bangla = rule.say("A date has no ordinal: “%s” is written “%s”.", "তারিখে ক্রমবাচক সংখ্যা নয়: “%s” নয়, “%s”।", found, fix)
		default:
			continue
		}
		r.find(rule, d.text, span, f)
	}
}

func (d formedDate) dayOrMonth(i int) bool {
	w := &d.text.Tokens[i]
	return w.Digits || !w.Mark && strings.HasPrefix(strings.ToLower(monthNames[d.date.Month]), w.Folded[:min(3, len(w.Folded))]) && len(w.Folded) >= 3
}

var monthNames = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func (d formedDate) form() string {
	if d.text.Tokens[d.run.From].Digits {
		return "dmy"
	}
	return "mdy"
}

func (d formedDate) ordinal() bool {
	for i := d.run.From; i < d.run.To; i++ {
		if w := &d.text.Tokens[i]; w.Digits && strings.ContainsAny(w.Folded, "sndrth") {
			return true
		}
	}
	return false
}

// rewritten returns the date in the form, with the month as it is written.
func (d formedDate) rewritten(form string) string {
	month, dayOfMonth, year := "", "", ""
	for i := d.run.From; i < d.run.To; i++ {
		w := &d.text.Tokens[i]
		switch {
		case w.Digits && dayOfMonth == "" && len(strings.TrimRight(w.Folded, "sndrth")) <= 2:
			dayOfMonth = strings.TrimLeft(strings.TrimRight(w.Folded, "sndrth"), "0")
		case w.Digits:
			year = w.Text
		case !w.Mark && w.Folded != "of" && month == "":
			month = w.Text
			if i+1 < d.run.To && w.End < len(d.text.Text) && d.text.Text[w.End] == '.' {
				month += "."
			}
		}
	}
	if month == "" || dayOfMonth == "" {
		return ""
	}
	if form == "mdy" {
		if year != "" {
			year = ", " + year
		}
		return month + " " + dayOfMonth + year
	}
	return strings.TrimSpace(dayOfMonth + " " + month + " " + year)
}

// percent asks for one way to write the hundredth part.
type percent struct{}

// percentAt returns the run of tokens at i that says per cent, and which of the forms it is.
func percentAt(t *text, i int) (prose.Range, string) {
	w := &t.Tokens[i]
	run := prose.Range{From: i, To: i + 1}
	switch next := t.after(i); {
	case w.Text == "%":
		return run, "%"
	case w.Folded == "percent":
		return run, "percent"
	case w.Folded == "per" && next != nil && next.Folded == "cent" && t.gapBefore(i+1) == spaceBetween:
		run.To++
		return run, "per cent"
	case strings.HasPrefix(w.Folded, banglaPercent):
		return run, "শতাংশ"
	}
	return run, ""
}

var banglaPercent = prose.Fold("শতাংশ")

func (percent) read(r *reading, rule *Rule) {
	type hit struct {
		text *text
		run  prose.Range
		form string
	}
	var hits []hit
	house := false
	r.within(rule, func(t *text) {
		for i := range t.Tokens {
			if i > 0 && percentForms(t, i) {
				run, form := percentAt(t, i)
				hits = append(hits, hit{t, run, form})
				house = house || form == rule.Form
			}
		}
	})
	for _, h := range hits {
		if h.form == rule.Form {
			continue
		}
		span, fix := h.text.Of(h.run), rule.Form
		level := rule.Level
		if house {
			level = max(level, rule.Mixed)
		}
		glued := h.text.gapBefore(h.run.From) == nothingBetween
		switch {
		case rule.Form == "%" && !glued:
			span.Start = h.text.Tokens[h.run.From-1].End
		case rule.Form != "%" && glued:
			fix = " " + fix
		}
		english, bangla := rule.say("The house writes “%s”, and not “%s”.", "এখানে “%s” লেখা হয়, “%s” নয়।", rule.Form, h.form)
		r.find(rule, h.text, span, Finding{Level: level, Sentence: english, Bangla: bangla, Fix: fix})
	}
}

// percentForms reports whether per cent is said at i, after a number.
func percentForms(t *text, i int) bool {
	_, form := percentAt(t, i)
	before := t.before(i)
	return form != "" && before != nil && !before.Mark && (before.Digits || before.Figure != prose.None)
}

// firstReference asks that a person's full name comes before the surname alone.
type firstReference struct{}

func (firstReference) read(r *reading, rule *Rule) {
	t := r.body()
	if !rule.scope.has(Body) || t.Bangla() {
		return
	}
	full := map[string][]*prose.Name{} // by surname
	for i := range t.Names {
		n := &t.Names[i]
		if n.Kind == prose.Person && len(n.Words) > 1 && len(n.Words) <= 3 && lexicon.Given(n.Words[0]) {
			last := n.Words[len(n.Words)-1]
			full[last] = append(full[last], n)
		}
	}
	told := map[string]bool{}
	for i := range t.Names {
		n := &t.Names[i]
		if len(n.Words) != 1 || n.Title != "" || n.Unsure || n.Kind != prose.Person || t.Tokens[n.From].Quotation != prose.None {
			continue
		}
		surname := n.Words[0]
		whole := full[surname]
		if len(whole) == 0 || whole[0].From < n.From || told[surname] || slices.Contains(rule.Exceptions, surname) || ordinaryName(surname) || severalPeople(whole) || !aloneInSentence(t, n) {
			continue
		}
		told[surname] = true
		name := t.Cut(t.Of(whole[0].Range))
		english, bangla := rule.say("“%s” stands before the full name, “%s”.", "পুরো নামের আগেই শুধু “%s”; পুরো নাম “%s”।", t.Cut(t.Of(n.Range)), name)
		r.find(rule, t, t.Of(n.Range), Finding{Level: rule.Level, Sentence: english, Bangla: bangla})
	}
}

// ordinaryName reports whether the word is the name of something else as well.
func ordinaryName(w string) bool {
	return lexicon.Country(w) != "" || lexicon.Place(w) != "" || lexicon.Body(w) != ""
}

// severalPeople reports whether a surname is that of more than one person in the story.
func severalPeople(names []*prose.Name) bool {
	return slices.ContainsFunc(names, func(n *prose.Name) bool { return n.Words[0] != names[0].Words[0] })
}

// aloneInSentence reports whether the name is no part of a longer title, as The Hasan File is.
func aloneInSentence(t *text, n *prose.Name) bool {
	before, after := t.before(n.From), t.after(n.To-1)
	capital := func(w *prose.Token) bool { return w != nil && w.Capital && !w.Mark }
	return !(capital(before) && !before.First) && !capital(after) && (before == nil || before.Folded != "the")
}
