package news

// Passage is a sentence of a story and the sentence of a dispatch that it comes from, found by their words. Places count as
// reading.Place does.
type Passage struct {
	Part  string `json:"part"` // headline, standfirst, body or caption (of the lead picture)
	Block int    `json:"block"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`

	SourcePart  string `json:"source_part"` // headline, standfirst (its summary), body or caption (of what the dispatch points to)
	SourceBlock int    `json:"source_block"`
	SourceStart int    `json:"source_start"`
	SourceEnd   int    `json:"source_end"`
	SourceText  string `json:"source_text"`

	// Whole says that the source has the sentence word for word.
	Whole bool `json:"whole,omitempty"`
}

// PassagesOf are the passages of one revision of a story in one version of one of its sources, in the story's order. A sentence that
// joins two of the source has a passage for each.
type PassagesOf struct {
	Revision int64     `json:"revision"`
	Dispatch string    `json:"dispatch"`
	Wire     string    `json:"wire"`
	Version  int64     `json:"version"`
	Passages []Passage `json:"passages"`
}

// A Fate is what became of a passage in a newer version of its dispatch.
type Fate string

// The fates.
const (
	FateSame    Fate = "same"    // the sentence stands there as it was
	FateChanged Fate = "changed" // another like it stands there
	FateGone    Fate = "gone"    // nothing like it stands there
	FateTaken   Fate = "taken"   // the wire took the whole dispatch back, whatever it says
)

// Rested is a passage of a story, with what became of it in the newest version of the dispatch.
type Rested struct {
	Passage
	Fate Fate   `json:"fate"`
	Now  string `json:"now,omitempty"` // what stands there now, if it is changed
}

// Touched counts the different sentences of a story among the passages, and those of them that rest on what is no longer as it was.
func Touched(all []Rested) (sentences, touched int) {
	type place struct {
		part       string
		block, end int
	}
	seen, hit := map[place]bool{}, map[place]bool{}
	for _, r := range all {
		at := place{r.Part, r.Block, r.End}
		seen[at] = true
		if r.Fate != FateSame {
			hit[at] = true
		}
	}
	return len(seen), len(hit)
}
