package copycheck

import (
	"github.com/stet-news/stet/internal/copycheck/lexicon"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// speaker compares who says the quotation in the story with who says it in the source.
func (c *checker) speaker(q *prose.Quotation, f *found) {
	here, there := q.Speaker, c.speakerThere(f)
	if here.Name == prose.None || there.Name == prose.None || q.Words < 3 {
		return
	}
	n, m := &c.story.Names[here.Name], c.names[here.Name]
	other := &f.source.Names[there.Name]
	if c.credited(n) { // "according to" the agency, that is
		return
	}
	if m.entity != none && m.entity == other.Entity || sameNames(n, other) || c.alsoNamed(here.Said, other) {
		return
	}
	level := Likely
	switch {
	case !c.isPerson(n) || !c.isPerson(other), here.How != prose.Named: // whom "he" means is guessed
		level = ToCheck
	case here.How == prose.Named && there.How == prose.Named:
		level = Certain
		if n.Title == "" && !lexicon.Given(n.Words[0]) && len(n.Words) > 1 && m.entity == none {
			level = Likely
		}
	}
	span := c.story.Of(q.Range)
	if here.How == prose.Named {
		span = c.story.Of(n.Range)
	}
	name := f.source.of(other.Range)
	finding := Finding{Kind: SpeakerKind, Level: level, Reason: speakerOther, Words: []string{f.source.Cut(name.Span), c.story.Cut(c.story.Of(n.Range))}}
	if here.How == prose.Named {
		finding.Fix = f.source.Cut(name.Span)
	}
	c.find(finding, span, name)
}

// speakerThere returns the speaker of the passage: of the quotation that it is in, or whose words are reported.
func (c *checker) speakerThere(f *found) prose.Speaker {
	if q := f.source.Tokens[f.first].Quotation; q != prose.None {
		return f.source.Quotations[q].Speaker
	}
	return f.source.Reporting(f.first)
}

// alsoNamed reports whether the words that name the story's speaker name the other too: "Mason researcher Ken Alibek".
func (c *checker) alsoNamed(said prose.Range, other *prose.Name) bool {
	for i := said.From; i < said.To; i++ {
		if n := c.story.Tokens[i].Name; n != prose.None && (sameNames(&c.story.Names[n], other) || c.names[n].entity != none && c.names[n].entity == other.Entity) {
			return true
		}
	}
	return false
}

// isPerson reports whether a name is surely a person's: it or a longer one of the same person has a title or a given name.
func (c *checker) isPerson(n *prose.Name) bool {
	if n.Kind != prose.Person {
		return false
	}
	if n.Title != "" || len(n.Words) > 1 && lexicon.Given(n.Words[0]) {
		return true
	}
	if n.Entity == prose.None {
		return false
	}
	e := c.index.entities.all[n.Entity]
	return len(e.titles) > 0 || len(e.words) > 1 && (lexicon.Given(e.words[0]) || !lexicon.Common(e.words[0]) && lexicon.Place(e.words[0]) == "")
}
