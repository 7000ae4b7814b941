package prose

import "strings"

// Speaker is who is said to have said a quotation.
type Speaker struct {
	How  How
	Name int   // of Names, or None
	Cue  int   // the token of the verb (or "according"), or None
	Said Range // the words that name the speaker; empty if they are not in the quotation's sentence
}

// How is how a speaker was found.
type How int

// The ways to find a speaker, the weakest first. NoSpeaker is the zero value.
const (
	NoSpeaker How = iota
	Continued     // the quotation before has it
	Pronoun       // "he said", and somebody was named before
	Described     // "a spokesman said"
	Named
)

var speakingPronouns = setOf(`he she they it i we you তিনি তারা তাঁরা আমি আমরা`)

// FindSpeakers finds the speaker of each quotation. The names must have been found.
func (d *Document) FindSpeakers() {
	last := None // who was named as a speaker last
	for i := range d.Quotations {
		q := &d.Quotations[i]
		q.Speaker = d.speakerAfter(q)
		if q.Speaker.How == NoSpeaker {
			q.Speaker = d.speakerBefore(q)
		}
		if q.Speaker.How == NoSpeaker && i > 0 {
			q.Speaker = d.continued(q, &d.Quotations[i-1])
		}
		if q.Speaker.How == NoSpeaker {
			q.Speaker = d.speakerInSentenceBefore(q)
		}
		if q.Speaker.How == Pronoun && q.Speaker.Name == None {
			q.Speaker.Name = d.meant(q, last)
		}
		if q.Speaker.How == Named {
			last = q.Speaker.Name
		}
	}
}

// reach is how many tokens from a quotation the verb may be.
const (
	reachAfter  = 16
	reachBefore = 26
)

func (d *Document) speakerAfter(q *Quotation) Speaker {
	end := d.SentenceOf(q.To - 1).To
	for i := q.To + 1; i < min(end, q.To+reachAfter); i++ {
		switch t := &d.Tokens[i]; {
		case t.Quotation != None, t.Text == ".", t.Text == ";", t.Text == "।":
			return noSpeaker
		case d.Speaks(i):
			return d.speakerAt(i, d.SentenceOf(q.From).From, end)
		}
	}
	return noSpeaker
}

func (d *Document) speakerBefore(q *Quotation) Speaker {
	start, end := d.SentenceOf(q.From).From, d.SentenceOf(q.To-1).To
	for i := q.From - 2; i >= max(start, q.From-reachBefore); i-- {
		if d.Tokens[i].Quotation != None || !d.Speaks(i) {
			continue
		}
		if s := d.speakerAt(i, start, end); s.How != NoSpeaker {
			return s
		}
	}
	return noSpeaker
}

var noSpeaker = Speaker{Name: None, Cue: None}

// Speaks reports whether the token is a verb of speaking, or "according" of "according to".
func (d *Document) Speaks(i int) bool {
	t := &d.Tokens[i]
	if t.Mark {
		return false
	}
	if d.Bangla() {
		return banglaCues[t.Folded]
	}
	return Speaking(t.Stem) && !(t.Capital && !t.First) || t.Folded == "according"
}

// speakerAt reads who speaks from the words around the verb.
func (d *Document) speakerAt(cue, start, end int) Speaker {
	t := &d.Tokens[cue]
	if t.Folded == "according" {
		return d.speaker(cue, d.nounRight(cue+2, end))
	}
	if s := d.speaker(cue, d.nounLeft(cue-1, start)); s.How != NoSpeaker {
		return s
	}
	switch t.Stem {
	case "tell", "ask", "remind", "inform": // what follows is who was told
		return noSpeaker
	}
	if d.Bangla() { // the verb comes last
		return noSpeaker
	}
	return d.speaker(cue, d.nounRight(cue+1, end))
}

func (d *Document) speaker(cue int, words Range) Speaker {
	if words.To <= words.From {
		return noSpeaker
	}
	s := Speaker{How: Described, Name: None, Cue: cue, Said: words}
	for i := words.From; i < words.To; i++ {
		n := d.Tokens[i].Name
		if n == None {
			continue
		}
		if s.How = Named; s.Name == None || d.Names[s.Name].Kind == Place {
			s.Name = n
		}
		if d.Names[n].Kind != Place {
			break
		}
	}
	if s.How == Described && speakingPronouns[strings.ToLower(d.Cut(d.Of(words)))] {
		s.How = Pronoun
	}
	return s
}

// continued returns the speaker of the quotation before, if this one goes on with it: in the same
// sentence, or alone in its own.
func (d *Document) continued(q, before *Quotation) Speaker {
	t := d.Tokens
	if before.Speaker.How == NoSpeaker || t[q.From].Paragraph > t[before.From].Paragraph+1 {
		return noSpeaker
	}
	if t[q.From].Sentence != t[before.From].Sentence && !d.alone(q) {
		return noSpeaker
	}
	s := before.Speaker
	return Speaker{How: Continued, Name: s.Name, Cue: None}
}

// alone reports whether nothing but quotations is in the sentences of the quotation.
func (d *Document) alone(q *Quotation) bool {
	for i := d.SentenceOf(q.From).From; i < d.SentenceOf(q.To-1).To; i++ {
		if d.Tokens[i].Quotation == None && !d.Tokens[i].Mark {
			return false
		}
	}
	return true
}

// speakerInSentenceBefore finds who speaks in the sentence before a quotation that stands alone.
func (d *Document) speakerInSentenceBefore(q *Quotation) Speaker {
	n := d.Tokens[q.From].Sentence
	if n == 0 || !d.alone(q) {
		return noSpeaker
	}
	before := d.Sentences[n-1]
	if d.Tokens[before.From].Paragraph < d.Tokens[q.From].Paragraph-1 {
		return noSpeaker
	}
	for i := before.From; i < before.To; i++ {
		if d.Tokens[i].Quotation == None && d.Speaks(i) {
			if s := d.speakerAt(i, before.From, before.To); s.Name != None {
				return Speaker{How: Continued, Name: s.Name, Cue: None}
			}
		}
	}
	return noSpeaker
}

// meant returns the person that a pronoun means: the last one named before, two sentences away at
// most, or else who spoke last, three paragraphs away at most.
func (d *Document) meant(q *Quotation, last int) int {
	t := d.Tokens
	for n := len(d.Names) - 1; n >= 0; n-- {
		m := &d.Names[n]
		if m.From < q.From && t[m.From].Quotation == None && m.Kind == Person && t[q.From].Sentence-t[m.From].Sentence <= 2 {
			return n
		}
	}
	if last != None && t[d.Names[last].From].Paragraph >= t[q.From].Paragraph-3 {
		return last
	}
	return None
}

// nounLeft returns the words before the verb that may name its subject, the last of them at i.
// Of "Smith, a spokesman for X, said" they are "Smith".
func (d *Document) nounLeft(i, start int) Range {
	t := d.Tokens
	for i >= start && (besideVerb[t[i].Folded] || strings.HasSuffix(t[i].Folded, "ly") && !t[i].Capital || d.Bangla() && t[i].Mark) {
		i--
	}
	if i < start {
		return Range{}
	}
	if t[i].Text != "," {
		return d.chunkLeft(i, start)
	}
	comma := i - 1
	for comma >= start && t[comma].Text != "," && t[comma].Quotation == None && i-comma < 22 {
		comma--
	}
	if comma >= start && t[comma].Text == "," {
		r := d.chunkLeft(comma-1, start)
		for k := r.From; k < r.To; k++ {
			if t[k].Name != None {
				return r
			}
		}
	}
	return d.chunkLeft(i-1, start)
}

// besideVerb are words that stand between a subject and its verb.
var besideVerb = setOf(`also then later has had have was is reportedly আরও আরো পরে তখন এ কথা`)

func (d *Document) chunkLeft(i, start int) Range {
	t := d.Tokens
	end := i + 1
	for i >= start && end-i < 10 {
		switch {
		case t[i].Mark && t[i].Text != ".", t[i].Quotation != None, t[i].Date != None,
			Speaking(t[i].Stem) && !t[i].Capital && !d.Bangla(), endsSubject[t[i].Folded],
			t[i].Folded == "and" && !d.at(i+1).Capital:
			return Range{i + 1, end}
		}
		i--
	}
	return Range{i + 1, end}
}

var endsSubject = setOf(`that but as when while যে কিন্তু তবে`)

// nounRight returns the words from i on that may name who spoke.
func (d *Document) nounRight(i, end int) Range {
	t := d.Tokens
	start := i
	for i < end && i-start < 12 {
		switch {
		case t[i].Mark && (t[i].Text != "." || i > start), t[i].Quotation != None, endsSpeaker[t[i].Folded]:
			return Range{start, i}
		}
		i++
	}
	return Range{start, i}
}

var endsSpeaker = setOf(`that who when while as in on after to at`)

// Reporting returns who is said to say the words at the token without being quoted: the subject of a verb of speaking shortly before.
func (d *Document) Reporting(token int) Speaker {
	start := d.SentenceOf(token).From
	for i := token - 1; i >= max(start, token-6); i-- {
		if d.Speaks(i) {
			return d.speaker(i, d.nounLeft(i-1, start))
		}
	}
	return noSpeaker
}
