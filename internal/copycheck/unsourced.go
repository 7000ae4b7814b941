package copycheck

// Of a sentence of the story, how much the sources must have together.
const (
	carriesNothing = .25
	carriesLittle  = .4
	fewestWords    = 5 // that say something, for a sentence to be judged
)

// sameLanguage reports whether every source is in the language of the story, so that words can be compared.
func (c *checker) sameLanguage() bool {
	for _, s := range c.index.sources {
		if s.Language != c.story.Language {
			return false
		}
	}
	return true
}

// unsourced looks for sentences that no source carries. A source in another language carries none by its words.
func (c *checker) unsourced() {
	if !c.sameLanguage() {
		return
	}
	for i, r := range c.story.Sentences {
		words := 0
		for k := r.From; k < r.To; k++ {
			if t := &c.story.Tokens[k]; t.Word() && !t.Stop {
				words++
			}
		}
		f := Finding{Kind: Unsourced, Level: Likely, Reason: sentenceNowhere}
		switch {
		case words < fewestWords || c.together[i] >= carriesLittle:
			continue
		case c.together[i] >= carriesNothing:
			f.Level, f.Reason = ToCheck, sentenceLittle
		}
		c.find(f, c.story.Of(r), nowhere)
	}
}
