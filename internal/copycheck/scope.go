package copycheck

import (
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// scope says of the words of a sentence which word doubts or limits them.
type scope struct{ doubted, limited map[int]int }

// reaches are how many tokens from it a word is doubted or limited.
const (
	reachDoubted = 6
	reachLimited = 3
)

func scopeOf(s *text, sentence int) scope {
	sc := scope{map[int]int{}, map[int]int{}}
	r := s.Sentences[sentence]
	doubt, limit := none, none
	for k := r.From; k < r.To; k++ {
		t := &s.Tokens[k]
		next := &prose.Token{}
		if k+1 < r.To {
			next = &s.Tokens[k+1]
		}
		switch {
		case t.Mark:
			if strings.Contains(",;:.", t.Text) {
				doubt, limit = none, none
			}
		case t.Possessive:
		case classOf(t) == "alleged" && t.Folded == "alleged" && next.Stop && next.Folded != "to": // they alleged that
		case (t.Folded == "likely" || t.Folded == "unlikely") && next.Folded != "to": // of what is before it
		case t.Folded == "can" && unable(s, k): // it is denied, and not doubted
			doubt = none
		case t.Date != prose.None:
		case classOf(t) == "arranged" && next.Folded != "to":
		case modals[t.Folded] != "", modals[t.Stem] != "" && next.Folded == "to":
			doubt = k
		case limits[t.Folded]:
			if next.Figure == prose.None { // else it is its bound
				limit = k
			}
		case t.Folded == "and" || t.Folded == "but" || t.Folded == "or", doubt == k-1 && determiners[t.Folded]: // so may the other
			doubt = none
		case t.Stop, t.Figure != prose.None, t.Date != prose.None, strings.HasSuffix(t.Folded, "ly"):
		default:
			sc.note(k, doubt, limit)
			doubt, limit = none, none
		}
	}
	return sc
}

func (sc scope) note(word, doubt, limit int) {
	if doubt != none && word-doubt <= reachDoubted {
		sc.doubted[word] = doubt
	}
	if limit != none && word-limit <= reachLimited {
		sc.limited[word] = limit
	}
}

// compareScopes compares what is doubted and limited of the words that both sentences have.
func (c *checker) compareScopes(p *pair) {
	here, there := scopeOf(c.story, p.storySentence), scopeOf(p.source, p.sentence)
	for i, k := range p.story {
		j := p.like(i)
		if j == none || c.story.Tokens[k].Stop || c.verified[k] || c.story.Tokens[k].Name != prose.None {
			continue
		}
		close := p.near && p.stands(i) || p.around(i, j) >= 4
		if !close && !(p.first && p.tight) {
			continue
		}
		c.compareDoubted(p, close, k, p.words[j], here, there)
		c.compareLimited(p, close, k, p.words[j], here, there)
	}
}
