package reading

import (
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
)

// Judged is a finding with what lets it stand, or did.
type Judged struct {
	copycheck.Finding
	Part          string // of the story: headline, standfirst or body
	Before, After string // around the text in its paragraph
	Stet          *news.Stet
	Reopened      *Reopened
}

// settle gives each finding the stet that lets it stand.
//
// A stet holds for a finding of the same kind about the same words against the same passage of a dispatch at the same version; for a
// finding without a passage every dispatch must be at the version that it was. Where the story has the same finding more than once,
// each stet goes to the one whose surroundings are most like those that it was made in, and none lets two stand. So what is written
// elsewhere never disturbs it.
//
// A stet that holds for none is told with the finding that took its place, and why: the source, where the words are the same; else the
// words. Every finding has at most one of both. What became certain since is not let stand by who let it stand when it was not.
func settle(findings []Judged, stets []news.Stet, dispatches []news.Dispatch) {
	s := settling{findings: findings, stets: stets, spent: make([]bool, len(stets)), versions: map[string]int64{}}
	for _, d := range dispatches {
		s.versions[d.ID] = d.Version
	}
	for i := range findings {
		s.around = append(s.around, wordsOf(findings[i].Before, findings[i].After))
	}
	holds := func(f *Judged, t *news.Stet) bool { return sameThing(f, t) && s.sameVersions(t) }
	s.match(func(f *Judged, t *news.Stet) bool { return holds(f, t) && asSure(f, t) }, 0, "")
	s.match(holds, 0, TheWords)
	s.match(sameThing, 0, TheSource)
	s.match(func(f *Judged, t *news.Stet) bool { return sameKind(f, t) && fold(f.Text) == fold(t.Text) }, 0, TheSource)
	s.match(func(f *Judged, t *news.Stet) bool {
		return sameKind(f, t) && f.Source != "" && f.Source == t.Source && fold(f.SourceText) == fold(t.SourceText)
	}, 0, TheWords)
	s.match(func(f *Judged, t *news.Stet) bool { return sameKind(f, t) && f.Part == t.Part && s.sameVersions(t) }, leastAlike, TheWords)
	s.match(func(f *Judged, t *news.Stet) bool { return sameKind(f, t) && f.Part == t.Part }, leastAlike, TheSource)
}

// leastAlike is how much of their surroundings a stet and a finding share that are about other words.
const leastAlike = 0.5

type settling struct {
	findings []Judged
	stets    []news.Stet
	spent    []bool
	around   []map[string]bool // each finding
	versions map[string]int64
}

// match gives the findings that have no stet yet one of those that are left and fit, the most alike first. why is why they hold no
// longer; "" if they do.
func (s *settling) match(fits func(*Judged, *news.Stet) bool, least float64, why string) {
	type couple struct {
		finding, stet int
		alike         float64
	}
	var couples []couple
	for i := range s.findings {
		if s.findings[i].Stet != nil || s.findings[i].Reopened != nil {
			continue
		}
		for j := range s.stets {
			if s.spent[j] || !fits(&s.findings[i], &s.stets[j]) {
				continue
			}
			if a := alike(s.around[i], wordsOf(s.stets[j].Before, s.stets[j].After)); a >= least {
				couples = append(couples, couple{i, j, a})
			}
		}
	}
	slices.SortStableFunc(couples, func(a, b couple) int {
		switch {
		case a.alike > b.alike:
			return -1
		case a.alike < b.alike:
			return 1
		}
		return s.sameFingerprint(b.finding, b.stet) - s.sameFingerprint(a.finding, a.stet)
	})
	for _, c := range couples {
		f := &s.findings[c.finding]
		switch {
		case s.spent[c.stet] || f.Stet != nil || f.Reopened != nil:
			continue
		case why == "":
			f.Stet = &s.stets[c.stet]
		default:
			f.Reopened = &Reopened{s.stets[c.stet], why}
		}
		s.spent[c.stet] = true
	}
}

func (s *settling) sameFingerprint(finding, stet int) int {
	if s.findings[finding].Fingerprint == s.stets[stet].Fingerprint {
		return 1
	}
	return 0
}

func asSure(f *Judged, t *news.Stet) bool {
	return f.Level != copycheck.Certain || t.Level == copycheck.Certain.String()
}

func sameKind(f *Judged, t *news.Stet) bool { return string(f.Kind) == t.Kind }

// sameThing reports whether the stet was made of the same words and the same passage.
func sameThing(f *Judged, t *news.Stet) bool {
	return sameKind(f, t) && f.Source == t.Source && fold(f.Text) == fold(t.Text) && fold(f.SourceText) == fold(t.SourceText)
}

// sameVersions reports whether what the stet was said of is at the versions that it was.
func (s *settling) sameVersions(t *news.Stet) bool {
	if t.Source == "" && len(t.Versions) != len(s.versions) {
		return false
	}
	for _, v := range t.Versions {
		if (t.Source == "" || t.Source == v.Dispatch) && s.versions[v.Dispatch] != v.Version {
			return false
		}
	}
	return true
}

func fold(s string) string { return prose.Fold(s) }

func wordsOf(before, after string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(fold(before + " " + after)) {
		words[strings.Trim(w, ".,;:!?…।“”‘’\"'()")] = true
	}
	delete(words, "")
	return words
}

// alike is which part of the words two surroundings share, from 0 to 1.
func alike(a, b map[string]bool) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
