package copycheck

import (
	"math"
	"slices"
	"strconv"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// found is where the words of a quotation are in a source.
type found struct {
	source      *text
	first, last int // tokens
	cost        float64
	steps       []step
	quoted      float64 // how much of what is the same is within quotation marks there
}

// step is one step from the story's words to the source's.
type step struct {
	how           byte // '=' the same, 's' another word, 'i' only in the story, 'd' only in the source
	story, source int  // tokens, or none
}

// quotations checks the words of each quotation, and who says them.
func (c *checker) quotations() {
	if !c.sameLanguage() {
		c.countQuotations()
		return
	}
	for i := range c.story.Quotations {
		q := &c.story.Quotations[i]
		parts := c.partsOf(q)
		words := 0
		for _, part := range parts {
			words += len(part)
		}
		var first *found
		for _, part := range parts {
			var f *found
			if len(part) <= 2 {
				f = c.shortQuotation(part)
			} else {
				f = c.longQuotation(part)
			}
			if first == nil {
				first = f
			}
		}
		if first != nil && first.cost <= float64(words)*.35 {
			c.speaker(q, first)
		}
	}
}

// longestPart is how many words of a quotation are looked for at a time.
const longestPart = 150

// partsOf returns the words of a quotation between ellipses and what is in square brackets, which is the desk's.
func (c *checker) partsOf(q *prose.Quotation) (parts [][]int) {
	var part []int
	end := func() {
		if len(part) > 0 {
			parts = append(parts, part)
		}
		part = nil
	}
	inBrackets := false
	for i := q.From; i < q.To; i++ {
		t := &c.story.Tokens[i]
		switch {
		case t.Folded == "..." && t.Mark:
			end()
		case t.Text == "[" && t.Mark:
			inBrackets = true
			end()
		case t.Text == "]" && t.Mark:
			inBrackets = false
		case !t.Word() || inBrackets || t.Folded == "per" && i+1 < q.To && c.story.Tokens[i+1].Folded == "cent":
		default:
			if part = append(part, i); len(part) == longestPart {
				end()
			}
		}
	}
	end()
	return parts
}

func (c *checker) verify(tokens []int) {
	for _, i := range tokens {
		c.verified[i] = true
	}
}

// shortQuotation looks for one or two words in a row anywhere.
func (c *checker) shortQuotation(part []int) *found {
	span := c.span(part[0], part[len(part)-1])
	f := c.exactly(part)
	if f == nil {
		c.find(Finding{Kind: QuotationWords, Level: ToCheck, Reason: quoteNowhere}, span, nowhere)
		return nil
	}
	if f.quoted < .5 {
		c.find(Finding{Kind: QuotationMarks, Level: ToCheck, Reason: quoteMarks}, span, f.source.passage(f.first, f.last))
	}
	c.verify(part)
	return f
}

// exactly finds the words in a row, within quotation marks if they are anywhere.
func (c *checker) exactly(part []int) *found {
	var best *found
	for _, p := range c.index.places[c.story.plain[part[0]]] {
		s := c.index.sources[p.source]
		if p.word+len(part) > len(s.words) {
			continue
		}
		quoted := 0
		for x, k := range part {
			b := &s.Tokens[s.words[p.word+x]]
			if c.story.plain[k] != s.plain[s.words[p.word+x]] {
				quoted = none
				break
			}
			if b.Quotation != prose.None {
				quoted++
			}
		}
		if quoted == none {
			continue
		}
		f := &found{source: s, first: s.words[p.word], last: s.words[p.word+len(part)-1], quoted: float64(quoted) / float64(len(part))}
		if best == nil || f.quoted > best.quoted {
			best = f
		}
		if best.quoted == 1 {
			break
		}
	}
	return best
}

// longQuotation finds the passage that the words are most like, and what differs.
func (c *checker) longQuotation(part []int) *found {
	span := c.span(part[0], part[len(part)-1])
	f := c.locate(part, true)
	if f == nil || f.cost > 0 {
		if g := c.locate(part, false); g != nil && (f == nil || g.cost < f.cost) {
			f = g
		}
	}
	n := float64(len(part))
	if f == nil || f.cost > math.Max(1, n*.5) {
		level := Likely
		if len(part) >= 5 {
			level = Certain
		}
		c.find(Finding{Kind: QuotationWords, Level: level, Reason: quoteNowhere}, span, nowhere)
		return nil
	}
	whole := f.source.passage(f.first, f.last)
	c.cutShort(part, f)
	if f.cost == 0 {
		c.verify(part)
		if f.quoted < .5 {
			c.find(Finding{Kind: QuotationMarks, Level: Likely, Reason: quoteMarks}, span, whole)
		}
		return f
	}
	if f.changes() > 3 || f.cost > n*.34 && n >= 4 {
		level := Certain
		if f.quoted < .5 || f.cost > n*.45 {
			level = Likely
		}
		c.find(Finding{
			Kind: QuotationWords, Level: level, Reason: quoteReworded, Words: []string{strconv.Itoa(int(f.cost)), strconv.Itoa(len(part))},
			Fix: f.source.Cut(whole.Span),
		}, span, whole)
		return f
	}
	c.changedWords(f, whole)
	return f
}

// cutShort notes that a Bangla quotation ends before the negation that ends the source's, without which it says the opposite.
func (c *checker) cutShort(part []int, f *found) {
	after, last := f.last+1, part[len(part)-1]
	if !f.source.Bangla() || after >= len(f.source.Tokens) || !banglaNots[f.source.Tokens[after].Folded] || f.source.Tokens[after].Sentence != f.source.Tokens[f.last].Sentence {
		return
	}
	for k := last + 1; k < min(len(c.story.Tokens), last+4); k++ {
		if t := &c.story.Tokens[k]; t.Text == "…" || t.Folded == "..." || denies(t) {
			return
		}
	}
	c.find(Finding{Kind: QuotationWords, Level: Likely, Reason: quoteLeftOut, Words: []string{f.source.Tokens[after].Text}}, c.span(last, last), f.source.passage(f.last, after))
}

// changes returns how many runs of words differ.
func (f *found) changes() (n int) {
	before := byte('=')
	for _, s := range f.steps {
		if s.how != '=' && before == '=' {
			n++
		}
		before = s.how
	}
	return n
}

// changedWords makes a finding of each run of words that differs.
func (c *checker) changedWords(f *found, whole passage) {
	for i := 0; i < len(f.steps); {
		if f.steps[i].how == '=' {
			if f.steps[i].story != none {
				c.verified[f.steps[i].story] = true
			}
			i++
			continue
		}
		j := i
		var story, source []int
		for ; j < len(f.steps) && f.steps[j].how != '='; j++ {
			if t := f.steps[j].story; t != none {
				story = append(story, t)
			}
			if t := f.steps[j].source; t != none {
				source = append(source, t)
			}
		}
		c.changedRun(f, whole, i, j, story, source)
		i = j
	}
}

// hasSign reports whether the story has a percent sign there for the words of the source.
func (c *checker) hasSign(token int, s *text, words []int) bool {
	return token < len(c.story.Tokens) && c.story.Tokens[token].Folded == "%" && !slices.ContainsFunc(words, func(k int) bool {
		return s.plain[k] != "percent" && s.Tokens[k].Folded != "per"
	})
}

// changedRun makes a finding of the steps from i up to j.
func (c *checker) changedRun(f *found, whole passage, i, j int, story, source []int) {
	finding := Finding{Kind: QuotationWords, Level: Certain, Reason: quoteAdded}
	if f.quoted < .5 {
		finding.Level = Likely
	}
	from := whole
	if len(source) > 0 {
		from = f.source.passage(source[0], source[len(source)-1])
		said := f.source.Cut(from.Span)
		finding.Words = []string{said}
		finding.Reason = quoteLeftOut
		if len(story) > 0 {
			finding.Reason, finding.Fix = quoteChanged, said
		}
	}
	if len(story) > 0 {
		c.find(finding, c.span(story[0], story[len(story)-1]), from)
		return
	}
	left, right := none, none // what was left out is between these words of the story
	for k := i - 1; k >= 0 && left == none; k-- {
		left = f.steps[k].story
	}
	for k := j; k < len(f.steps) && right == none; k++ {
		right = f.steps[k].story
	}
	switch {
	case left == none && right == none, left != none && c.hasSign(left+1, f.source, source):
		return
	case left == none:
		left = right
	case right == none:
		right = left
	default:
		finding.Fix = c.story.Tokens[left].Text + " " + f.source.Cut(from.Span) + " " + c.story.Tokens[right].Text
	}
	c.find(finding, c.span(left, right), from)
}
