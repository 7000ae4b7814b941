package copycheck

import "github.com/stet-news/stet/internal/copycheck/prose"

// ofPeople reports whether the figure counts people of whatever sort.
func (c *checker) ofPeople(x *prose.Figure) bool {
	return x.Kind == prose.Count && len(x.Heads) > 0 && people[x.Heads[0]]
}

var people = stemSet(`people person persons মানুষ যাত্রী ব্যক্তি`)

// sideBySide reports whether two figures stand beside each other in a list, each with what it counts: 21 passengers and four crew.
func sideBySide(a, b figureAt) bool {
	f, g := a.figure(), b.figure()
	if a.source != b.source || g.From <= f.To || g.From-f.To > mostListed || f.Kind != prose.Count || g.Kind != prose.Count {
		return false
	}
	return a.source.Tokens[f.From].Sentence == a.source.Tokens[g.From].Sentence && len(f.Heads) > 0 && listing[a.source.Tokens[g.From-1].Folded]
}

var listing = wordSet(`, and ও এবং`)

// mostListed is how many words may stand between two figures of a list.
const mostListed = 4
