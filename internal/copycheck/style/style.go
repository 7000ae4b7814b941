// Package style reads a story against the style of its house. The rules are data: files of YAML in the
// schema of Vale's rules, with a few kinds of our own for what newspapers ask of numbers, days, quotation
// marks, headlines and pictures. Nothing here asks a clock, a disk or the network once a sheet is read.
//
// A sheet is safe for use by many at once. The same story makes the same findings, on every machine.
package style

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Story is what is read against a sheet.
type Story struct {
	Headline   string
	Standfirst string
	Body       prose.Input // its Date is the dateline's
	Captions   []Caption
	Date       time.Time // of the story, which the age of a picture is counted to; zero if that is not known
}

// Text returns the text of one part of the story, in which the spans of findings are.
func (s *Story) Text(f Field) string {
	switch {
	case f.Name == Headline:
		return s.Headline
	case f.Name == Standfirst:
		return s.Standfirst
	case f.Name == Body:
		return s.Body.Text
	case f.Index >= len(s.Captions):
		return ""
	case f.Name == Credit:
		return s.Captions[f.Index].Credit
	}
	return s.Captions[f.Index].Text
}

// Caption is what stands below one picture.
type Caption struct {
	Text   string
	Credit string
	Taken  time.Time // the picture was; zero if that is not known
}

// Field is a part of a story.
type Field struct {
	Name  FieldName `json:"field"`
	Index int       `json:"index,omitempty"` // of the picture, for a caption and a credit
}

// FieldName is what a part of a story is called.
type FieldName string

// The parts of a story.
const (
	Headline    FieldName = "headline"
	Standfirst  FieldName = "standfirst"
	Body        FieldName = "body"
	CaptionText FieldName = "caption"
	Credit      FieldName = "credit"
)

// Finding is a place where a story is not in the house's style.
type Finding struct {
	Rule        string     `json:"rule"` // its id
	Level       Level      `json:"level"`
	Field       Field      `json:"in"`
	Span        prose.Span `json:"-"`    // bytes of the field
	Text        string     `json:"text"` // of the span
	Sentence    string     `json:"sentence"`
	Bangla      string     `json:"bangla,omitempty"` // the sentence in Bangla, if the rule has it
	Fix         string     `json:"fix,omitempty"`    // what may stand in place of the span; "" if nothing is sure
	Fingerprint string     `json:"fingerprint"`      // stays the same while the words do
}

// In returns the finding's sentence in the language, or in English.
func (f *Finding) In(language string) string {
	if language == "bn" && f.Bangla != "" {
		return f.Bangla
	}
	return f.Sentence
}

// Level is how sure a finding is. The levels are those of the copy check, in its order.
type Level int

// The levels, the weakest first.
const (
	Info Level = iota
	ToCheck
	Likely
	Certain
)

var levelNames = [...]string{"info", "check", "likely", "certain"}

// String returns the level's word.
func (l Level) String() string { return levelNames[l] }

// LevelOf returns the level that the word means: one of ours or of Vale's.
func LevelOf(word string) (Level, bool) {
	l, ok := levelWords[word]
	return l, ok
}

// MarshalText returns the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Sheet is the rules of a house for one language.
type Sheet struct {
	Name        string
	Language    string // "en" or "bn"
	Rules       []Rule // in the order of their ids
	lists       *automaton
	readers     []reader
	form        string // the form of English that a rule asks for
	expressions int
	always      []int // the rules that read every story; the others do if the automaton found words of theirs
}

// reader is a rule made ready to read a story.
type reader interface{ read(*reading, *Rule) }

// reading is one story being read.
type reading struct {
	sheet    *Sheet
	story    *Story
	texts    []*text
	cases    prose.Cases
	matches  map[int32][]match // of the lists, by rule
	findings []Finding
	of       map[string]int // how many of them, by rule
}

// Check reads a story and returns what is not in the style of the sheet, in the order of the story.
func (s *Sheet) Check(story Story) []Finding {
	r := &reading{sheet: s, story: &story, of: map[string]int{}}
	r.takeApart()
	r.words()
	for _, i := range s.always {
		s.readers[i].read(r, &s.Rules[i])
	}
	for i := range r.matches { // in any order: finish puts the findings in theirs
		if !s.readers[i].(*listReader).always() {
			s.readers[i].read(r, &s.Rules[i])
		}
	}
	return r.finish()
}

// Hit is a finding in one of several stories.
type Hit struct {
	Story int // its index
	Finding
}

// Try returns what a rule would have found in stories, had it been in the sheet in place of the one with its id.
func (s *Sheet) Try(rule Rule, stories []Story) ([]Hit, error) {
	alone, err := newSheet(s.Name, s.Language, []Rule{rule})
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for i := range stories {
		for _, f := range alone.Check(stories[i]) {
			hits = append(hits, Hit{i, f})
		}
	}
	return hits, nil
}

// With returns the sheet with the rules of another, which take the place of those with their ids.
func (s *Sheet) With(other *Sheet) (*Sheet, error) {
	rules := slices.Clone(other.Rules)
	for i := range s.Rules {
		if other.Rule(s.Rules[i].ID) == nil {
			rules = append(rules, s.Rules[i])
		}
	}
	return newSheet(other.Name, s.Language, rules)
}

// Without returns the sheet without the rules with the ids.
func (s *Sheet) Without(ids ...string) (*Sheet, error) {
	rules := slices.DeleteFunc(slices.Clone(s.Rules), func(r Rule) bool { return slices.Contains(ids, r.ID) })
	return newSheet(s.Name, s.Language, rules)
}

// Rule returns the rule with the id, or nil.
func (s *Sheet) Rule(id string) *Rule {
	i, ok := slices.BinarySearchFunc(s.Rules, id, func(r Rule, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return nil
	}
	return &s.Rules[i]
}

// find notes a finding, unless the rule leaves quoted words alone and these are.
func (r *reading) find(rule *Rule, t *text, span prose.Span, f Finding) {
	if !rule.Quoted && t.quoted(span) {
		return
	}
	r.findAnywhere(rule, t, span, f)
}

// findAnywhere notes a finding, in a quotation too.
func (r *reading) findAnywhere(rule *Rule, t *text, span prose.Span, f Finding) {
	if r.full(rule) {
		return
	}
	r.of[rule.ID]++
	f.Rule, f.Field, f.Span, f.Text = rule.ID, t.field, span, t.Cut(span)
	r.findings = append(r.findings, f)
}

// mostFindings is how many findings of one rule a story gets: who has seen so many has seen enough.
const mostFindings = 1000

// full reports whether the rule has found as much as a story gets.
func (r *reading) full(rule *Rule) bool { return r.of[rule.ID] >= mostFindings }

// finish puts the findings in order, drops what is said twice and names each.
func (r *reading) finish() []Finding {
	order := map[FieldName]int{Headline: 0, Standfirst: 1, Body: 2, CaptionText: 3, Credit: 4}
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		for _, c := range []int{
			order[a.Field.Name] - order[b.Field.Name], a.Field.Index - b.Field.Index, a.Span.Start - b.Span.Start, a.Span.End - b.Span.End,
			int(b.Level) - int(a.Level), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Fix, b.Fix),
		} {
			if c != 0 {
				return c
			}
		}
		return 0
	})
	var out []Finding
	seen := map[string]int{}
	for _, f := range r.findings {
		if n := len(out); n > 0 && out[n-1].Field == f.Field && out[n-1].Span == f.Span && (out[n-1].Rule == f.Rule || out[n-1].Fix == f.Fix && f.Fix != "") {
			continue
		}
		key := strings.Join([]string{f.Rule, string(f.Field.Name), prose.Fold(f.Text)}, "\x00")
		sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(seen[key])))
		f.Fingerprint = hex.EncodeToString(sum[:12])
		seen[key]++
		out = append(out, f)
	}
	return out
}
