// Package report writes the findings of a copy check for people and for programs.
package report

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/style"
)

// Report is the findings on one story.
type Report struct {
	Story    prose.Input
	Sources  []prose.Input
	Findings []copycheck.Finding
	Style    []style.Finding // what is not in the house's style; their spans are of the story's text
	Language string          // of the sentences: "en" or "bn"
}

// Formats are the names of the forms that a report is written in.
var Formats = []string{"text", "json", "sarif", "html"}

// Write writes the report in a format of Formats.
func (r Report) Write(w io.Writer, format string) error {
	switch format {
	case "json":
		return r.json(w)
	case "sarif":
		return r.sarif(w)
	case "html":
		return page.Execute(w, r.page())
	}
	return r.text(w)
}

// place is where a byte of a text is: the line and the character in it, from 1 on.
func place(text string, at int) (line, character int) {
	before := text[:at]
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

func (r Report) source(id string) string {
	for _, s := range r.Sources {
		if s.ID == id {
			return s.Text
		}
	}
	return ""
}

// text writes a line for each finding as compilers do, the two passages under it, and the counts.
func (r Report) text(w io.Writer) error {
	var b strings.Builder
	for i := range r.Findings {
		f := &r.Findings[i]
		line, character := place(r.Story.Text, f.Span.Start)
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s\n", r.Story.ID, line, character, f.Level, f.Sentence(r.Language))
		fmt.Fprintf(&b, "    story   %s\n", around(r.Story.Text, f.Span))
		if f.Source != "" {
			line, character := place(r.source(f.Source), f.SourceSpan.Start)
			fmt.Fprintf(&b, "    source  %s (%s:%d:%d)\n", around(r.source(f.Source), f.SourceSpan), f.Source, line, character)
		}
	}
	for i := range r.Style {
		f := &r.Style[i]
		line, character := place(r.Story.Text, f.Span.Start)
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s (%s)\n", r.Story.ID, line, character, f.Level, f.In(r.Language), f.Rule)
		fmt.Fprintf(&b, "    story   %s\n", around(r.Story.Text, f.Span))
	}
	counts := r.counts()
	fmt.Fprintf(&b, "%d certain, %d likely, %d to check, %d for information\n", counts[copycheck.Certain], counts[copycheck.Likely], counts[copycheck.ToCheck], counts[copycheck.Info])
	_, err := io.WriteString(w, b.String())
	return err
}

// counts returns how many findings there are by level, of both checks.
func (r Report) counts() (n [4]int) {
	for i := range r.Findings {
		n[r.Findings[i].Level]++
	}
	for i := range r.Style {
		n[r.Style[i].Level]++
	}
	return n
}

// beside is how many characters around a passage are shown.
const beside = 32

// around returns the passage between marks, with what is around it in its line.
func around(text string, s prose.Span) string {
	before, words, after := prose.Around(text, s, beside)
	return before + "[" + strings.ReplaceAll(words, "\n", " ") + "]" + after
}

// span is a passage in the JSON form. Start and end are bytes of the text in UTF-8, line and character count from 1.
type span struct {
	Start     int `json:"start"`
	End       int `json:"end"`
	Line      int `json:"line"`
	Character int `json:"character"`
}

func spanOf(text string, s prose.Span) span {
	line, character := place(text, s.Start)
	return span{s.Start, s.End, line, character}
}

type jsonFinding struct {
	copycheck.Finding
	Sentence string `json:"sentence"`
	At       span   `json:"at"`
	SourceAt *span  `json:"sourceAt,omitempty"`
}

type jsonStyle struct {
	style.Finding
	Sentence string `json:"sentence"`
	At       span   `json:"at"`
}

func (r Report) json(w io.Writer) error {
	out := struct {
		Story    string         `json:"story"`
		Findings []jsonFinding  `json:"findings"`
		Style    []jsonStyle    `json:"style"`
		Counts   map[string]int `json:"counts"`
	}{r.Story.ID, []jsonFinding{}, []jsonStyle{}, map[string]int{}}
	for level, n := range r.counts() {
		out.Counts[copycheck.Level(level).String()] = n
	}
	for _, f := range r.Findings {
		j := jsonFinding{Finding: f, Sentence: f.Sentence(r.Language), At: spanOf(r.Story.Text, f.Span)}
		if f.Source != "" {
			at := spanOf(r.source(f.Source), f.SourceSpan)
			j.SourceAt = &at
		}
		out.Findings = append(out.Findings, j)
	}
	for _, f := range r.Style {
		out.Style = append(out.Style, jsonStyle{f, f.In(r.Language), spanOf(r.Story.Text, f.Span)})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// page is the report as one page that needs nothing else.
type pageData struct {
	Language, Title string
	Counts          [4]int
	Cards, Style    []card
}

type card struct {
	Level, Sentence, Fix  string
	Story, Source, Credit [3]string // before, the passage, after
}

func (r Report) page() pageData {
	p := pageData{Language: r.Language, Title: r.Story.ID, Counts: r.counts()}
	for i := range r.Findings {
		f := &r.Findings[i]
		c := card{Level: f.Level.String(), Sentence: f.Sentence(r.Language), Fix: f.Fix, Story: parts(r.Story.Text, f.Span)}
		if f.Source != "" {
			c.Source, c.Credit[0] = parts(r.source(f.Source), f.SourceSpan), f.Source
		}
		p.Cards = append(p.Cards, c)
	}
	for i := range r.Style {
		f := &r.Style[i]
		p.Style = append(p.Style, card{Level: f.Level.String(), Sentence: f.In(r.Language), Fix: f.Fix, Story: parts(r.Story.Text, f.Span)})
	}
	return p
}

// parts returns the paragraph of a passage: before it, the passage and after it.
func parts(text string, s prose.Span) [3]string {
	before, words, after := prose.Around(text, s, 0)
	return [3]string{before, words, after}
}

var page = template.Must(template.New("report").Parse(`<!doctype html>
<html lang="{{.Language}}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}
article{border-inline-start:.3rem solid;padding:.1rem 1rem;margin:1rem 0}.certain{border-color:#c33}.likely{border-color:#b70}.check,.info{border-color:#888}
blockquote{margin:.3rem 0;opacity:.9}mark{padding:0 .1em}h1{font-size:1.3rem}h2{font-size:1rem;margin:0}small{opacity:.75}</style>
<h1>{{.Title}}</h1><p>{{index .Counts 3}} certain, {{index .Counts 2}} likely, {{index .Counts 1}} to check, {{index .Counts 0}} for information</p>
{{range .Cards}}{{template "card" .}}{{end}}{{if .Style}}<h1>House style</h1>{{range .Style}}{{template "card" .}}{{end}}{{end}}</html>
{{define "card"}}<article class="{{.Level}}"><h2>{{.Level}}: {{.Sentence}}</h2>
<blockquote>{{index .Story 0}}<mark>{{index .Story 1}}</mark>{{index .Story 2}}{{if .Fix}} <small>→ {{.Fix}}</small>{{end}}</blockquote>
{{if index .Credit 0}}<blockquote><small>{{index .Credit 0}}</small> {{index .Source 0}}<mark>{{index .Source 1}}</mark>{{index .Source 2}}</blockquote>{{end}}</article>
{{end}}`))
