package copycheck

import (
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Who gives and who gets may each be named as the one that does it: Nepal will export it, Bangladesh will get it. The words are of verbs and of
// nouns, in Bangla with the forms that a paper has of them.
var (
	gives = stemSet(`export sell supply send give lend grant hand provide deliver pay রপ্তানি বিক্রি সরবরাহ দেবে দিচ্ছে দিয়েছে দেয় দেওয়া বেচবে পাঠাবে পাঠিয়েছে`)
	gets  = stemSet(`import buy purchase receive get obtain borrow take আমদানি কিনবে কিনছে কিনেছে কেনে কেনা ক্রয় পাবে পাচ্ছে পেয়েছে পায় পাওয়া নেবে নিয়েছে নিচ্ছে আনবে এনেছে`)
	wins  = stemSet(`beat win defeat জিতেছে জয় হারিয়েছে`)
	loses = stemSet(`lose হেরেছে হার পরাজয় পরাজিত`)
)

// fromOtherSide reports whether the story has a word for getting beside the name where the source has one for giving beside its own, or the other
// way round: then it may name the other party.
func (c *checker) fromOtherSide(s slot) bool {
	for _, sides := range [...][2]map[string]bool{{gives, gets}, {gets, gives}, {wins, loses}, {loses, wins}} {
		if hasBeside(c.story, s.story, s.first, s.last, sides[0]) && hasBeside(s.source, s.words, s.from, s.end, sides[1]) {
			return true
		}
	}
	return false
}

// hasBeside reports whether one of the words from first to last, or one of the four on each side of them, is of the stems.
func hasBeside(s *text, words []int, first, last int, stems map[string]bool) bool {
	for i := max(0, first-aside); i <= min(len(words)-1, last+aside); i++ {
		if t := &s.Tokens[words[i]]; stems[t.Stem] && t.Quotation == prose.None {
			return true
		}
	}
	return false
}

// isParty reports whether the source names what the story's name is of in the sentence or in one of those before it, or the sources begin with it.
func (c *checker) isParty(p *pair, n *prose.Name, m nameMatch) bool {
	for back := 0; back <= wordFor && p.sentence-back >= 0; back++ {
		if c.namesIt(p.source, p.sentence-back, n, m) {
			return true
		}
	}
	return m.entity != none && c.index.leads(m.entity)
}
