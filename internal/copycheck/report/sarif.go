package report

import (
	"encoding/json"
	"io"
	"net/url"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

// The parts of SARIF 2.1.0 (OASIS) that a report needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
		Columns string        `json:"columnKind"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int       `json:"startLine"`
		StartColumn int       `json:"startColumn"`
		EndLine     int       `json:"endLine"`
		EndColumn   int       `json:"endColumn"`
		Snippet     sarifText `json:"snippet"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

var sarifLevels = map[copycheck.Level]string{copycheck.Certain: "error", copycheck.Likely: "warning", copycheck.ToCheck: "note", copycheck.Info: "none"}

func (r Report) sarif(w io.Writer) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "Stet copy check", Rules: []sarifRule{}}}, Results: []sarifResult{}, Columns: "unicodeCodePoints"}
	for i := range r.Findings {
		f := &r.Findings[i]
		result := r.result(string(f.Kind), f.Level, f.Sentence(r.Language), f.Span, f.Fix, f.Fingerprint)
		if f.Source != "" {
			result.Related = []sarifLocation{location(f.Source, r.source(f.Source), f.SourceSpan)}
		}
		run.Results = append(run.Results, result)
	}
	for i := range r.Style {
		f := &r.Style[i]
		run.Results = append(run.Results, r.result("style/"+f.Rule, copycheck.Level(f.Level), f.In(r.Language), f.Span, f.Fix, f.Fingerprint))
	}
	known := map[string]bool{}
	for _, result := range run.Results {
		if !known[result.RuleID] {
			known[result.RuleID] = true
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{result.RuleID})
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// result is a finding about a span of the story.
func (r Report) result(rule string, level copycheck.Level, sentence string, s prose.Span, fix, fingerprint string) sarifResult {
	here := location(r.Story.ID, r.Story.Text, s)
	result := sarifResult{
		RuleID: rule, Level: sarifLevels[level], Message: sarifText{sentence}, Locations: []sarifLocation{here},
		Fingerprints: map[string]string{"stet/v1": fingerprint},
	}
	if fix != "" {
		result.Fixes = []sarifFix{{sarifText{fix}, []sarifChange{{here.Physical.Artifact, []sarifReplacement{{here.Physical.Region, sarifText{fix}}}}}}}
	}
	return result
}

func location(name, text string, s prose.Span) sarifLocation {
	line, column := place(text, s.Start)
	endLine, endColumn := place(text, s.End)
	uri := (&url.URL{Path: name}).String()
	if u, err := url.Parse(name); err == nil && u.Scheme != "" {
		uri = u.String()
	}
	return sarifLocation{sarifPhysical{sarifArtifact{uri}, sarifRegion{line, column, endLine, endColumn, sarifText{text[s.Start:s.End]}}}}
}
