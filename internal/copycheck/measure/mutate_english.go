package measure

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	monthNames = `January|February|March|April|May|June|July|August|September|October|November|December`
	dayNames   = `Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday`
)

var (
	figure        = regexp.MustCompile(`(?:^|[\s$£€(])(\d[\d,]*(?:\.\d+)?)(?:[\s,.;)%]|$)`)
	dayOfMonth    = regexp.MustCompile(`\b(\d{1,2}) (?:` + monthNames + `)\b`)
	yearNumber    = regexp.MustCompile(`\b(20[0-3]\d|19\d\d)\b`)
	weekday       = regexp.MustCompile(`\b(` + dayNames + `)\b`)
	firstLast     = regexp.MustCompile(`\b(\p{Lu}[\pL\pM-]+) \p{Lu}[\pL\pM-]+\b`)
	insideName    = regexp.MustCompile(`[\pL\pM,] (\p{Lu}[\pL\pM]{4,})`)
	auxiliary     = regexp.MustCompile(`\b(?:is|was|are|were|has|had|have|will|would|could|can|did|should)\b( )[a-z]`)
	negative      = regexp.MustCompile(`\b(?:is|was|are|were|has|had|have|will|would|could|can|did|should)( not)\b`)
	alreadyDenied = regexp.MustCompile(`\b(?:not|no|never|none|neither|nor|nobody|nothing|without|n't)\b`)
	saidName      = regexp.MustCompile(`(?:said|told [a-z]+|according to) (\p{Lu}[\pL\pM-]+(?: \p{Lu}[\pL\pM-]+){0,2})|(\p{Lu}[\pL\pM-]+(?: \p{Lu}[\pL\pM-]+){0,2}) (?:said|told)`)
	// lastTime is what "last" says of time: nobody writes "first year" for "last year".
	lastTime = regexp.MustCompile(`^ (?:year|month|week|night|season|summer|winter|spring|autumn|century|decade|` + monthNames + `|` + dayNames + `)`)
	// toLower is before a verb: "would not lower bills" has no opposite "higher".
	toLower    = regexp.MustCompile(`(?:\b(?:to|not|will|would|could|may|can) )$`)
	figureNext = regexp.MustCompile(`^ (?:a |an )?(?:[$£€₹]|Tk |US\$|A\$|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|fifth|tenth|hundred|million|dozen)\b)`)
	comparedTo = regexp.MustCompile(`^ than\b`)
)

var english = []mutator{
	{"figure", func(w *world) []change {
		return slices.DeleteFunc(w.outsideQuotes(w.each(figure, w.otherFigure)), func(c change) bool {
			around := w.text[max(0, c.from-10):min(len(w.text), c.to+11)]
			return regexp.MustCompile(monthNames).MatchString(around) || yearNumber.MatchString(w.text[c.from:c.to])
		})
	}},
	{"unit", swapping(`million/billion lakh/crore km/miles kilometres/miles hours/days days/weeks months/years minutes/hours tonnes/kilograms metres/feet dollars/euros taka/dollars pounds/euros`)},
	// Of a figure only: "nearly failed" and "under a deal" are no bounds.
	{"bound", where(changing(`more_than/less_than less_than/more_than at_least/at_most at_most/at_least over/under under/over nearly/more_than fewer_than/more_than`), func(_, after string) bool { return figureNext.MatchString(after) })},
	{"date", func(w *world) []change {
		return w.outsideQuotes(w.each(dayOfMonth, func(was string) string { return strconv.Itoa((number(was)+2+w.random.IntN(20))%28 + 1) }))
	}},
	{"weekday", func(w *world) []change {
		names := strings.Split(dayNames, "|")
		return w.outsideQuotes(w.each(weekday, func(was string) string { return names[(slices.Index(names, was)+1+w.random.IntN(6))%7] }))
	}},
	{"year", func(w *world) []change {
		return w.outsideQuotes(w.each(yearNumber, func(was string) string { return fmt.Sprint(number(was) - 1 - w.random.IntN(5)) }))
	}},
	{"quotation word replaced", (*world).quoteReplaced},
	{"quotation word left out", (*world).quoteDeleted},
	{"quotation word added", func(w *world) []change { return w.quoteInserted("really", "never", "also", "almost", "clearly") }},
	{"speaker", func(w *world) []change {
		var out []change
		for _, m := range saidName.FindAllStringSubmatchIndex(w.text, -1) {
			from, to := m[2], m[3]
			if from < 0 {
				from, to = m[4], m[5]
			}
			beside := slices.ContainsFunc(quotes(w.text), func(q [2]int) bool { return q[1] <= from && from-q[1] < 16 || to <= q[0] && q[0]-to < 12 })
			if o := w.other(w.people, from, w.text[from:to]); o != "" && beside && w.isPerson(w.text[from:to]) {
				out = append(out, change{from, to, o})
			}
		}
		return out
	}},
	{"person for person", func(w *world) []change { return w.outsideQuotes(w.swapAll(w.people, w.people)) }},
	{"place for place", func(w *world) []change { return w.outsideQuotes(w.swapAll(w.places, w.places)) }},
	{"organisation for organisation", func(w *world) []change { return w.outsideQuotes(w.swapAll(w.bodies, w.bodies)) }},
	{"name for name", func(w *world) []change { return w.outsideQuotes(w.swapAll(w.phrases, w.phrases)) }},
	{"name misspelt", func(w *world) []change { return w.outsideQuotes(w.each(insideName, w.misspell)) }},
	{"other first name", func(w *world) []change {
		names := []string{"Robert", "Anna", "Karim", "Mehedi", "Sofia", "Daniel", "Rakesh", "Farida", "Pedro", "Helen"}
		return w.outsideQuotes(w.each(firstLast, func(was string) string {
			if !slices.ContainsFunc(w.people, func(p string) bool { return strings.HasPrefix(p, was+" ") }) {
				return ""
			}
			return names[w.random.IntN(len(names))]
		}))
	}},
	{"negation added", func(w *world) []change {
		return slices.DeleteFunc(w.outsideQuotes(w.each(auxiliary, func(string) string { return " not " })), func(c change) bool {
			return alreadyDenied.MatchString(w.sentence(c.from))
		})
	}},
	{"negation left out", func(w *world) []change { return w.outsideQuotes(w.each(negative, func(string) string { return " " })) }},
	// Not "some elders alleged" and "no plans to", which have no such other side.
	{"modality", where(changing(`may/will might/will could/will will/may is_expected_to/will are_expected_to/will is_alleged_to/is_known_to are_alleged_to/are_known_to allegedly/certainly plans_to/will`),
		func(before, _ string) bool { return !strings.HasSuffix(before, " no ") })},
	// Not "more than" and "fewer than", which are bounds.
	{"opposite", where(swapping(`rose/fell rise/fall increased/decreased increase/decrease higher/lower up/down before/after opened/closed won/lost north/south east/west
		northern/southern eastern/western first/last early/late accepted/rejected approved/rejected support/oppose supported/opposed bought/sold import/export imports/exports
		arrested/released guilty/innocent start/end started/ended strengthened/weakened largest/smallest more/fewer gained/lost above/below earlier/later public/private`),
		func(before, after string) bool {
			return !lastTime.MatchString(after) && !comparedTo.MatchString(after) && !toLower.MatchString(before)
		})},
	{"another of its kind", swapping(`federal_government/state_government state_officials/federal_officials state_police/federal_police son/daughter brother/sister father/mother husband/wife man/woman men/women boy/girl morning/evening bus/train car/truck ship/ferry minister/president
		doctor/nurse teacher/student lawyer/judge murder/fraud earthquake/flood cyclone/flood fire/flood dengue/malaria spring/autumn summer/winter gold/silver silver/bronze knee/ankle hand/foot
		army/navy police/army church/mosque rifle/knife hospital/school engineer/driver`)},
}

// misspell exchanges two letters of a name, or changes a vowel.
func (w *world) misspell(was string) string {
	if strings.Contains(monthNames+dayNames, was) || titleBefore.MatchString(was+" ") {
		return ""
	}
	r := []rune(was)
	i := 1 + w.random.IntN(len(r)-2)
	if r[i] != r[i+1] && w.random.IntN(2) == 0 {
		r[i], r[i+1] = r[i+1], r[i]
		return string(r)
	}
	vowels := []rune("aeiou")
	for k := 1; k < len(r); k++ {
		if v := slices.Index(vowels, r[k]); v >= 0 {
			r[k] = vowels[(v+1+w.random.IntN(4))%5]
			return string(r)
		}
	}
	return ""
}
