package prose

import (
	"unicode"
	"unicode/utf8"
)

// Quotation is a run of words between quotation marks. One that goes on in the next paragraph, where
// marks open again without having been closed, is two.
type Quotation struct {
	Range        // between the marks
	Words   int  // it has one at least
	Single  bool // its marks are single
	Speaker Speaker
}

// longestUnclosed and longestSingle are how many tokens a quotation without a closing mark, and one
// in single marks, may have: longer ones are taken for stray marks.
const (
	longestUnclosed = 80
	longestSingle   = 70
	longestOpened   = 160
)

func (d *Document) findQuotations() {
	d.doubleMarks()
	d.singleMarks()
	for i := range d.Quotations {
		d.markFirst(d.Quotations[i].Range)
	}
}

func (d *Document) quote(from, to int, single bool) {
	q := Quotation{Range: Range{from, to}, Single: single, Speaker: Speaker{Name: None, Cue: None}}
	for i := from; i < to; i++ {
		if d.Tokens[i].Word() {
			q.Words++
		}
	}
	if q.Words == 0 || len(d.Quotations) == most {
		return
	}
	for i := from; i < to; i++ {
		d.Tokens[i].Quotation = len(d.Quotations)
	}
	d.Quotations = append(d.Quotations, q)
}

func (d *Document) doubleMarks() {
	t := d.Tokens
	open := None // the opening mark
	for i := range t {
		if open != None && t[i].Paragraph != t[open].Paragraph {
			if again := t[i].Folded == `"`; again && i > open+1 || i-open < longestUnclosed {
				d.quote(open+1, i, false)
			}
			open = None
		}
		if !t[i].Mark {
			continue
		}
		switch t[i].Text {
		case "“", "``", "«", "„":
			open = i
		case "”", "''", "»":
			if open != None {
				d.quote(open+1, i, false)
				open = None
			} else if t[i].Text == "''" {
				open = i
			}
		case `"`:
			open = d.straightMark(i, open)
		}
	}
	if open != None && len(t)-open < longestUnclosed {
		d.quote(open+1, len(t), false)
	}
}

// straightMark reads a mark that may open or close, and returns the mark that is open after it.
func (d *Document) straightMark(i, open int) int {
	t := &d.Tokens[i]
	before, _ := utf8.DecodeLastRuneInString(d.Text[:t.Start])
	after, _ := utf8.DecodeRuneInString(d.Text[t.End:])
	atStart, atEnd := t.Start == 0 || opensAfter(before), t.End == len(d.Text) || unicode.IsSpace(after)
	opens := atStart && !atEnd && before != '"'
	closes := !atStart && (atEnd || unicode.IsPunct(after))
	switch {
	case open == None && closes && !opens: // a stray one
		return None
	case open == None:
		return i
	case opens && !closes && i-open > 1: // the one before was never closed
		if i-open < longestOpened && d.Tokens[i-1].Mark {
			d.quote(open+1, i, false)
		}
		return i
	}
	d.quote(open+1, i, false)
	return None
}

func opensAfter(r rune) bool {
	switch r {
	case '(', '[', '-', '–', '—', '"', '“':
		return true
	}
	return unicode.IsSpace(r)
}

// singleMarks finds quotations in single marks, outside those in double ones.
func (d *Document) singleMarks() {
	t := d.Tokens
	open := None
	for i := range t {
		if open != None && (t[i].Paragraph != t[open].Paragraph || i-open > longestSingle) {
			open = None
		}
		if !t[i].Mark || t[i].Folded != "'" || t[i].Quotation != None {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(d.Text[:t[i].Start])
		after, _ := utf8.DecodeRuneInString(d.Text[t[i].End:])
		starts := t[i].Start == 0 || opensAfter(before)
		intoWord := unicode.IsLetter(after) || unicode.IsDigit(after) || after == '['
		switch {
		case open == None && starts && intoWord && t[i].Text != "’":
			open = i
		case open != None && !starts && !intoWord:
			d.quote(open+1, i, true)
			open = None
		}
	}
}
