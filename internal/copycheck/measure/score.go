package measure

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Score is what the check finds on pairs, and on their mutations.
type Score struct {
	Pairs, Sentences int
	Clean            map[copycheck.Level]int // findings on unchanged stories
	False            []Found                 // of them, those at likely or certain
	Kinds            map[string]*Recall
	Missed           []Missed
}

// Found is a finding, and the pair that it is of.
type Found struct {
	Pair  string
	Story string // its text
	copycheck.Finding
}

// Recall is how many mutations of a kind were made, and found: at each level or a stronger one.
type Recall struct {
	Made  int
	Found [4]int
}

// Missed is a mutation that was not found at likely or certain.
type Missed struct {
	Pair string
	Mutation
	Level string // at which it was found, or ""
}

// Seed is the one that the published tables are made with.
const Seed = 1

// Measure checks every pair, and every mutation of its story.
func Measure(pairs []Pair, seed uint64) *Score {
	s := &Score{Clean: map[copycheck.Level]int{}, Kinds: map[string]*Recall{}}
	for _, p := range pairs {
		s.Pairs++
		s.Sentences += len(prose.Analyse(p.Story).Sentences)
		index := copycheck.NewIndex(p.Sources)
		clean := map[string]copycheck.Level{}
		for _, f := range copycheck.Check(p.Story, index, copycheck.Options{}) {
			s.Clean[f.Level]++
			if f.Level >= copycheck.Likely {
				s.False = append(s.False, Found{p.Name, p.Story.Text, f})
			}
			clean[key(f)] = max(clean[key(f)], f.Level)
		}
		for _, m := range Mutations(p, seed) {
			s.mutation(p, m, index, clean)
		}
	}
	return s
}

// key is what a finding is known by in the unchanged story.
func key(f copycheck.Finding) string {
	return fmt.Sprintf("%s\x00%s\x00%s\x00%s", f.Kind, f.Text, f.Reason, f.SourceText)
}

// mutation counts a mutation as found if a finding overlaps it that the unchanged story does not have.
func (s *Score) mutation(p Pair, m Mutation, index *copycheck.Index, clean map[string]copycheck.Level) {
	r := s.Kinds[m.Kind]
	if r == nil {
		r = &Recall{}
		s.Kinds[m.Kind] = r
	}
	r.Made++
	in := p.Story
	in.Text = m.Text
	level := -1
	for _, f := range copycheck.Check(in, index, copycheck.Options{}) {
		if before, there := clean[key(f)]; f.Span.Overlaps(m.Span) && (!there || before < f.Level) {
			level = max(level, int(f.Level))
		}
	}
	for l := range level + 1 {
		r.Found[l]++
	}
	if level < int(copycheck.Likely) {
		name := ""
		if level >= 0 {
			name = copycheck.Level(level).String()
		}
		s.Missed = append(s.Missed, Missed{p.Name, m, name})
	}
}

// Write writes the score as a table.
func (s *Score) Write(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%d pairs, %d sentences; on unchanged stories, per 100 sentences: certain %.2f, likely %.2f, check %.2f, info %.2f\n", s.Pairs, s.Sentences,
		s.per100(copycheck.Certain), s.per100(copycheck.Likely), s.per100(copycheck.ToCheck), s.per100(copycheck.Info))
	fmt.Fprintln(t, "kind\tmade\tany level\tlikely or stronger\tcertain")
	all := &Recall{}
	for _, kind := range slices.SortedFunc(maps.Keys(s.Kinds), func(a, b string) int { return cmp.Compare(a, b) }) {
		r := s.Kinds[kind]
		r.write(t, kind)
		all.Made += r.Made
		for l := range all.Found {
			all.Found[l] += r.Found[l]
		}
	}
	all.write(t, "all")
	return t.Flush()
}

func (s *Score) per100(l copycheck.Level) float64 {
	return 100 * float64(s.Clean[l]) / float64(max(s.Sentences, 1))
}

func (r *Recall) write(w io.Writer, kind string) {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(r.Made, 1)) }
	fmt.Fprintf(w, "%s\t%d\t%.1f %%\t%.1f %%\t%.1f %%\n", kind, r.Made, share(r.Found[copycheck.Info]), share(r.Found[copycheck.Likely]), share(r.Found[copycheck.Certain]))
}
