package api

import (
	"errors"
	"fmt"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/bangla"
	"github.com/stet-news/stet/internal/newsroom/reading"
)

// Copy is a text to be read, and what is known of it.
type Copy struct {
	Name     string `json:"name,omitempty"`     // what findings call it; a source without one is called by its number
	Text     string `json:"text"`               // paragraphs end with a line feed
	Language string `json:"language,omitempty"` // "en" or "bn"; by its letters if it is empty
	Date     string `json:"date,omitempty"`     // RFC 3339, with the offset of its zone
	Zone     string `json:"zone,omitempty"`     // as Asia/Dhaka: the date's own offset if it is empty
	Place    string `json:"place,omitempty"`    // of its dateline
	Credit   string `json:"credit,omitempty"`   // the agency or paper that it is by
}

// ToCheck is a story with its sources.
type ToCheck struct {
	Story             Copy   `json:"story"`
	Sources           []Copy `json:"sources"`
	StrictAttribution bool   `json:"strict_attribution,omitempty"` // a dropped attribution is likely to be wrong
	HouseStyle        bool   `json:"house_style,omitempty"`        // read against the house's style too; then there may be no sources
}

// Unsaved is a story's content as somebody's editor has it.
type Unsaved struct {
	Content news.Content `json:"content"`
}

// Checked is what was found.
type Checked struct {
	Findings []Finding      `json:"findings"`
	Counts   map[string]int `json:"counts"`          // by level
	Style    []StyleFinding `json:"style,omitempty"` // if house_style asked for it; spans are in the text
}

// Finding is a place where a story does not say what its sources say. Spans are bytes of the texts in UTF-8, the end not included.
type Finding struct {
	Kind        string `json:"kind"`
	Level       string `json:"level"` // certain, likely, check or info
	Sentence    string `json:"sentence"`
	Text        string `json:"text"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Source      string `json:"source,omitempty"`
	SourceText  string `json:"source_text,omitempty"`
	SourceStart int    `json:"source_start,omitzero"`
	SourceEnd   int    `json:"source_end,omitzero"`
	Fix         string `json:"fix,omitempty"` // what may stand in place of the text
	Fingerprint string `json:"fingerprint"`   // the same as long as neither passage changes
}

// The most of what is checked at a time.
const (
	mostSources = 10
	mostCopy    = 200 << 10 // bytes of a text
)

// copyRoutes are the copy check: of any texts, and of a story against the dispatches that it was made from.
func copyRoutes(p Parts) []Route {
	return []Route{
		on("POST", "/check", "Reads a story against its sources, all of them sent along; nothing is kept", news.ReadCopy, 200, func(c call, in ToCheck) (Checked, error) {
			story, err := in.Story.input("story")
			if err != nil {
				return Checked{}, err
			}
			if len(in.Sources) == 0 && !in.HouseStyle || len(in.Sources) > mostSources {
				return Checked{}, news.Errorf(news.Invalid, "Send from 1 to %d sources; there are %d.", mostSources, len(in.Sources))
			}
			var sources []prose.Input
			for i, s := range in.Sources {
				source, err := s.input(fmt.Sprintf("source %d", i+1))
				if err != nil {
					return Checked{}, err
				}
				sources = append(sources, source)
			}
			var found []copycheck.Finding
			if len(sources) > 0 {
				found = copycheck.Check(story, copycheck.NewIndex(sources), copycheck.Options{StrictAttribution: in.StrictAttribution})
			}
			out := checked(found, c.by.Language)
			if in.HouseStyle {
				out.Style, err = inStyle(c, p.Desk, story.Text, story.Language)
			}
			return out, err
		}),
		on("GET", "/stories/{number}/reading", "Reads the story at its newest revision against the dispatches that it was made from and the house's style", news.ReadCopy, 200, func(c call, _ none) (reading.Report, error) {
			n, err := c.number("number")
			if err != nil {
				return reading.Report{}, err
			}
			return p.read(c, n, nil)
		}),
		on("POST", "/stories/{number}/reading", "Reads a text that is not saved as if it were the story's; nothing is kept", news.ReadCopy, 200, func(c call, in Unsaved) (reading.Report, error) {
			n, err := c.number("number")
			if err != nil {
				return reading.Report{}, err
			}
			return p.read(c, n, &in.Content)
		}),
	}
}

// read reads the story for whoever asks.
func (p Parts) read(c call, number int64, unsaved *news.Content) (reading.Report, error) {
	r, err := p.Desk.Read(c.Context(), c.by, number, unsaved)
	if refused, ok := errors.AsType[*news.Error](r.Stopped); ok {
		if r.Stops = refused.Message; c.by.Language == news.Bangla {
			r.Stops = bangla.Voice{}.Error(refused)
		}
	}
	return r, err
}

// input returns the copy as the check reads it.
func (c Copy) input(name string) (prose.Input, error) {
	in := prose.Input{ID: name, Text: c.Text, Language: c.Language, Place: c.Place, Credit: c.Credit}
	if c.Name != "" {
		in.ID = c.Name
	}
	switch {
	case len(c.Text) > mostCopy:
		return in, news.Errorf(news.TooLarge, "The text of %s has more than %d KB.", in.ID, mostCopy>>10)
	case c.Language == "":
		in.Language = prose.LanguageOf(c.Text)
	case c.Language != "en" && c.Language != "bn":
		return in, news.Errorf(news.Invalid, "The language of %s is \"en\" or \"bn\"; %q is not read.", in.ID, c.Language)
	}
	if c.Date == "" {
		return in, nil
	}
	t, err := time.Parse(time.RFC3339, c.Date)
	if err != nil {
		return in, news.Errorf(news.Invalid, "The date of %s is written like 2026-03-26T18:00:00+06:00; %q is not.", in.ID, c.Date)
	}
	if in.Date = t; c.Zone != "" {
		zone, err := time.LoadLocation(c.Zone)
		if err != nil {
			return in, news.Errorf(news.Invalid, "%q is no time zone: write one like Asia/Dhaka.", c.Zone)
		}
		in.Date = t.In(zone)
	}
	return in, nil
}

func checked(found []copycheck.Finding, language news.Language) Checked {
	out := Checked{Findings: []Finding{}, Counts: map[string]int{}}
	for l := copycheck.Info; l <= copycheck.Certain; l++ {
		out.Counts[l.String()] = 0
	}
	for i := range found {
		f := &found[i]
		out.Counts[f.Level.String()]++
		out.Findings = append(out.Findings, Finding{
			Kind: string(f.Kind), Level: f.Level.String(), Sentence: f.Sentence(string(language)), Text: f.Text, Start: f.Span.Start, End: f.Span.End,
			Source: f.Source, SourceText: f.SourceText, SourceStart: f.SourceSpan.Start, SourceEnd: f.SourceSpan.End, Fix: f.Fix, Fingerprint: f.Fingerprint,
		})
	}
	return out
}
