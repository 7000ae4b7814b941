package prose

import "strings"

// sense is whether a day is told of as past or as to come.
type sense int

const (
	eitherWay sense = iota
	past
	toCome
)

// senseOf reads from the words before a weekday, and the few after it, whether it is past or to come: "said on Friday", "will meet on
// Friday". Where they do not say so surely it may be either.
func (d *Document) senseOf(x *Date) sense {
	if d.Bangla() {
		return eitherWay
	}
	i := x.From - 1
	if d.at(i).Folded == "the" {
		i--
	}
	for ; d.same(x.From, i) && (d.at(i).Folded == "early" || d.at(i).Folded == "late"); i-- {
		if d.at(i-1).Folded == "on" {
			break
		}
	}
	switch w := d.at(i).Folded; {
	case w == "on" || w == "early" || w == "late":
		i--
	case !d.same(x.From, i) || d.at(i).Mark:
		return eitherWay
	case beforeOpenDays[w]:
		return eitherWay
	}
	for n := 0; n < 12 && d.same(x.From, i); i, n = i-1, n+1 {
		t := d.at(i)
		switch {
		case t.Mark && t.Text != ",", t.Folded == "that", t.Folded == "which", t.Folded == "who", openEnded[t.Folded]:
			return eitherWay
		case futures[t.Folded]:
			return toCome
		case d.isPast(i):
			return past
		}
	}
	return eitherWay
}

// isPast reports whether the token is a verb in the past that nothing before it turns into something to come: said, but not "is to be held".
func (d *Document) isPast(i int) bool {
	t := d.at(i)
	if t.Mark || t.Capital || !pasts[t.Folded] && !(len(t.Folded) > 4 && strings.HasSuffix(t.Folded, "ed")) || planned[t.Folded] {
		return false
	}
	if d.at(i+1).Folded == "to" && d.at(i).Folded != "came" { // expected to
		return false
	}
	for k := i - 1; k >= i-4 && d.same(i, k) && !d.at(k).Mark; k-- {
		if w := d.at(k).Folded; futures[w] || w == "to" || w == "be" || w == "is" || w == "are" || w == "if" || w == "should" || w == "may" || w == "can" || w == "could" || w == "might" {
			return false
		}
	}
	return true
}

var (
	futures        = setOf(`will 'll shall would won't tomorrow next`)
	beforeOpenDays = setOf(`until till by from since before after for to of and or between through`)
	openEnded      = setOf(`until till due from when if whether after before`)
	planned        = setOf(`scheduled planned expected due set postponed delayed deferred adjourned moved extended summoned invited urged asked called need speed`)
	pasts          = setOf(`said told was were had did went came fell rose won lost left struck hit met held began broke took made gave led ran shot spoke sank stood wrote sent
		paid cut put found kept saw got grew drew drove flew fought sold bought beat taken killed died shut`)
)
