package style

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Format writes the rule as YAML: ParseRules makes the same rule of it.
func Format(r Rule) ([]byte, error) {
	w := &writer{root: &yaml.Node{Kind: yaml.MappingNode}, allowed: strings.Fields(commonFields + " " + fieldsOf[r.Extends])}
	w.text("id", r.ID)
	w.text("name", r.Name)
	w.text("extends", string(r.Extends))
	w.text("message", r.Message)
	w.text("bangla", r.Bangla)
	w.level("level", r.Level)
	w.text("owner", r.Owner)
	w.day("since", r.Since)
	w.text("note", r.Note)
	w.text("link", r.Link)
	w.list("scope", r.Scopes)
	w.truth("quoted", r.Quoted)
	w.truth("ignorecase", r.IgnoreCase)
	w.truth("nonword", r.NonWord)
	w.truth("endings", r.Endings)
	w.truth("whole", r.Whole)
	w.truth("alpha", r.Alpha)
	w.text("form", r.Form)
	w.level("mixed", r.Mixed)
	w.truth("ordinals", r.Ordinals)
	w.whole("words", r.Words)
	w.truth("start", r.Start)
	w.truth("stop", r.Stop)
	w.truth("credit", r.Credit)
	w.whole("days", r.Days)
	w.text("first", r.First)
	w.text("second", r.Second)
	w.text("token", r.Token)
	w.whole("max", r.Max)
	w.whole("min", r.Min)
	w.text("match", r.Match)
	if r.Threshold != 0 {
		w.put("threshold", r.Threshold)
	}
	w.list("tokens", r.Tokens)
	w.list("raw", r.Raw)
	w.pairs("swap", r.Swap)
	w.pairs("either", r.Either)
	w.list("exceptions", r.Exceptions)
	w.list("indicators", r.Indicators)
	w.list("labels", r.Labels)
	w.list("marks", r.Marks)
	if w.err != nil {
		return nil, w.err
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(w.root); err != nil {
		return nil, fmt.Errorf("write the rule %s: %w", r.ID, err)
	}
	return b.Bytes(), nil
}

// writer puts fields into a mapping, those only that the rule's kind has and that say something.
type writer struct {
	root    *yaml.Node
	allowed []string
	err     error
}

func (w *writer) put(field string, value any) {
	if w.err != nil || !slices.Contains(w.allowed, field) {
		return
	}
	n, ready := value.(*yaml.Node)
	if !ready {
		n = w.node(value)
	}
	w.root.Content = append(w.root.Content, w.node(field), n)
}

func (w *writer) node(value any) *yaml.Node {
	n := &yaml.Node{}
	if err := n.Encode(value); err != nil {
		w.err = fmt.Errorf("write %v as YAML: %w", value, err)
	}
	return n
}

func (w *writer) text(field, s string) {
	if s != "" {
		w.put(field, s)
	}
}

func (w *writer) truth(field string, b bool) {
	if b {
		w.put(field, b)
	}
}

func (w *writer) whole(field string, n int) {
	if n != 0 {
		w.put(field, n)
	}
}

func (w *writer) list(field string, items []string) {
	if len(items) > 0 {
		w.put(field, items)
	}
}

// level writes Vale's word, so that Vale reads it as well; for information is one of ours only.
func (w *writer) level(field string, l Level) {
	w.put(field, map[Level]string{Certain: "error", Likely: "warning", ToCheck: "suggestion", Info: "info"}[l])
}

func (w *writer) day(field string, day time.Time) {
	if !day.IsZero() {
		w.put(field, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!timestamp", Value: day.Format(time.DateOnly)})
	}
}

// pairs keeps their order, as a map would not.
func (w *writer) pairs(field string, pairs []Pair) {
	if len(pairs) == 0 {
		return
	}
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, p := range pairs {
		n.Content = append(n.Content, w.node(p.From), w.node(p.To))
	}
	w.put(field, n)
}
