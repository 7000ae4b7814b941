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
	known := map[copycheck.Kind]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !known[f.Kind] {
			known[f.Kind] = true
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(f.Kind)})
		}
		here := location(r.Story.ID, r.Story.Text, f.Span)
		result := sarifResult{
			RuleID: string(f.Kind), Level: sarifLevels[f.Level], Message: sarifText{f.Sentence(r.Language)}, Locations: []sarifLocation{here},
			Fingerprints: map[string]string{"stet/v1": f.Fingerprint},
		}
		if f.Source != "" {
			result.Related = []sarifLocation{location(f.Source, r.source(f.Source), f.SourceSpan)}
		}
		if f.Fix != "" {
			result.Fixes = []sarifFix{{sarifText{f.Fix}, []sarifChange{{here.Physical.Artifact, []sarifReplacement{{here.Physical.Region, sarifText{f.Fix}}}}}}}
		}
		run.Results = append(run.Results, result)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
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
