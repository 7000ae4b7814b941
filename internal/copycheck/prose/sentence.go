package prose

import (
	"strings"
	"unicode/utf8"
)

// starters are words that, with a capital letter after "U.S.", begin a sentence.
var starters = setOf(`the he she it they in on at but and a an this that there i we you his her its their our as when after for if while some many however also mr mrs ms`)

// abbreviations are words whose point does not end a sentence.
var abbreviations = setOf(`mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr adm maj rev hon st ave jr sr inc corp co ltd no vs etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri fig approx dept est mt ft messrs brig supt insp pte pvt tk rs md ডা ড মো মোঃ প্রফে`)

// wordsToo are abbreviations that are words as well, and end a sentence.
var wordsToo = setOf(`no mar`)

func (d *Document) findSentences() {
	t := d.Tokens
	start := 0
	end := func(at int) {
		if at <= start {
			return
		}
		for i := start; i < at; i++ {
			t[i].Sentence = len(d.Sentences)
		}
		d.Sentences = append(d.Sentences, Range{start, at})
		start = at
	}
	for i := 0; i < len(t); i++ {
		if i > start && t[i].Paragraph != t[i-1].Paragraph {
			end(i)
		}
		if d.endsDateline(i, start) {
			end(i + 1)
			continue
		}
		if !d.mayEnd(i) {
			continue
		}
		after := d.afterEnd(i)
		if after >= len(t) {
			break
		}
		if d.begins(i, after) {
			end(after)
			i = after - 1
		}
	}
	end(len(t))
	for _, s := range d.Sentences {
		d.markFirst(s)
	}
}

// markFirst marks the first word of the run.
func (d *Document) markFirst(r Range) {
	for i := r.From; i < r.To; i++ {
		if !d.Tokens[i].Mark {
			d.Tokens[i].First = true
			return
		}
	}
}

// mayEnd reports whether the token may be the end of a sentence.
func (d *Document) mayEnd(i int) bool {
	t, before := &d.Tokens[i], d.at(i-1)
	switch {
	case !t.Mark: // "U.S." has its point in it
		next := d.at(i + 1)
		return strings.HasSuffix(t.Text, ".") && next.Capital && starters[next.Folded]
	case t.Text == "!" || t.Text == "?" || t.Text == "।" || t.Folded == "...":
		return true
	case t.Text != ".":
		return false
	case before.Mark || before.End != t.Start:
		return true
	case utf8.RuneCountInString(before.Folded) == 1 && before.Capital && before.Folded != "i":
		return false
	case before.Folded == "no" && d.at(i+1).Digits:
		return false
	default:
		return !(abbreviations[before.Folded] && (before.Capital || !isASCII(before.Folded)) && !wordsToo[before.Folded])
	}
}

// afterEnd returns the token after the marks that belong to the end at i.
func (d *Document) afterEnd(i int) int {
	t := d.Tokens
	e := i + 1
	for e < len(t) && t[e].Mark && t[e].Paragraph == t[i].Paragraph {
		attached := t[e].Start == t[e-1].End
		switch t[e].Text {
		case "”", "''", "’", "»", ")", "]", ".", "!", "?", "।":
		case `"`, "'":
			if !attached {
				return e
			}
		default:
			return e
		}
		e++
	}
	return e
}

// begins reports whether a sentence begins at the token after, the one before having ended at i.
func (d *Document) begins(i, after int) bool {
	t, next := &d.Tokens[i], &d.Tokens[after]
	spaced := next.Start > d.Tokens[after-1].End
	apart := t.Text == "." && i > 0 && t.Start > d.Tokens[i-1].End
	opens := next.Capital || next.Digits || next.Folded == `"` || next.Folded == "-" || next.Text == "'" || next.Text == "‘" ||
		next.Text == "[" || next.Text == "(" || next.Text == "•" || next.Text == "$" || next.Text == "£" || !isASCII(next.Text)
	switch {
	case next.Paragraph != t.Paragraph || apart || t.Text == "।":
	case !spaced || !opens:
		return false
	}
	return t.Folded != "..." || next.Capital || next.Folded == `"` || next.Paragraph != t.Paragraph
}

// longestDateline is how many tokens a dateline before the text may have.
const longestDateline = 16

// endsDateline reports whether the dash at i ends a dateline: KATIHAR, Dec 3 (GNS) -
func (d *Document) endsDateline(i, start int) bool {
	t := d.Tokens
	if start != 0 || i > longestDateline || i == 0 || !t[i].Mark || t[i].Folded != "-" && t[i].Text != ":" || !t[0].Capital {
		return false
	}
	agency := t[i-1].Text == ")"
	return agency || t[0].Capitals && t[i].Folded == "-"
}
