package reading

import (
	"context"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/prose"
	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/news"
)

// Report is what a reading of a story found, as the newsroom's screens and programs have it.
type Report struct {
	Findings []Found   `json:"findings"`
	Style    []OfStyle `json:"style"`
	Counts   Counts    `json:"counts"`
	// Sources are the dispatches that it was read against.
	Sources []Against `json:"sources"`
	// Stops is why the house's gate would not let it go out, in one sentence; "" if it would.
	Stops   string `json:"stops"`
	Stopped error  `json:"-"` // the same, for whoever says it in a language
}

// Place is where something stands in a story or a dispatch: a part of it, in its body a text block as news.TextPlaces counts them (0
// in any other part; the index of the picture in a caption and a credit), and UTF-16 code units of that text. Of what goes over the end
// of its block it is the part before that end.
type Place struct {
	Part  string `json:"part"` // headline, standfirst, body, caption or credit
	Block int    `json:"block"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Found is a place where a story does not say what its sources say.
type Found struct {
	Kind     string `json:"kind"`
	Level    string `json:"level"`    // certain, likely, check or info
	Sentence string `json:"sentence"` // in the language of whoever asks
	Place
	Before string `json:"before,omitempty"` // the text in its paragraph, at most 60 characters
	Text   string `json:"text"`
	After  string `json:"after,omitempty"`
	// Source is the dispatch's ID, "" if the finding is that no source has it; the rest is its passage, with at most 60
	// characters around it, and where it stands: in its headline, its summary or its body.
	Source        string `json:"source,omitempty"`
	SourceVersion int64  `json:"source_version,omitempty"`
	SourceWire    string `json:"source_wire,omitempty"`
	SourceBefore  string `json:"source_before,omitempty"`
	SourceText    string `json:"source_text,omitempty"`
	SourceAfter   string `json:"source_after,omitempty"`
	SourcePart    string `json:"source_part,omitempty"` // headline, standfirst (its summary) or body
	SourceBlock   int    `json:"source_block"`
	SourceStart   int    `json:"source_start"`
	SourceEnd     int    `json:"source_end"`
	Fix           string `json:"fix,omitempty"` // what may stand in place of the text
	Fingerprint   string `json:"fingerprint"`
	// Stet is what lets it stand as it is; Reopened what did, and holds no longer.
	Stet     *news.Stet `json:"stet"`
	Reopened *Reopened  `json:"reopened"`
}

// Reopened is a stet that holds no longer.
type Reopened struct {
	news.Stet
	Why string `json:"why"` // TheWords or TheSource
}

// Why a stet holds no longer.
const (
	TheWords  = "the words"  // the story says something else there
	TheSource = "the source" // the passage is another, or the dispatch came in a new version
)

// OfStyle is a place where a story is not in the house's style.
type OfStyle struct {
	Level    string `json:"level"`
	Rule     string `json:"rule"`
	Sentence string `json:"sentence"`
	Place
	Text        string `json:"text"`
	Fix         string `json:"fix,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

// Counts are how many findings there are: of each level those that nobody lets stand, those that somebody does, and those of style.
type Counts struct {
	Certain int `json:"certain"`
	Likely  int `json:"likely"`
	Check   int `json:"check"`
	Info    int `json:"info"`
	Stetted int `json:"stetted"`
	Style   int `json:"style"`
}

// Against is a dispatch that a story was read against.
type Against struct {
	Dispatch string `json:"dispatch"`
	Wire     string `json:"wire"`
	Headline string `json:"headline"`
	Version  int64  `json:"version"` // it was read against, the newest
	Taken    int64  `json:"taken"`   // the version that the story was made from
	Killed   bool   `json:"killed"`  // by its wire
}

// Asked is what a reading is asked of.
type Asked struct {
	Story      news.Story      // its Content is what is read
	Dispatches []news.Dispatch // that it was made from, each at its newest version
	Zone       *time.Location  // the house's
	Language   news.Language   // of whoever asks
	Sheet      *style.Sheet    // of the story's language
	Stets      []news.Stet     // of the story, that nobody took back
	Gate       news.CopyGate   // of the house
}

// Report reads a story, against its dispatches and the house's style.
func (r *Reader) Report(ctx context.Context, a Asked) Report {
	out := Report{Findings: []Found{}, Style: []OfStyle{}, Sources: []Against{}}
	taken := map[string]int64{}
	for _, s := range a.Story.Sources {
		taken[s.Dispatch] = s.Version
	}
	sources := map[string]*sourceText{}
	for i := range a.Dispatches {
		d := &a.Dispatches[i]
		out.Sources = append(out.Sources, Against{d.ID, d.WireName, d.Headline, d.Version, taken[d.ID], !d.Killed.IsZero()})
		sources[d.ID] = &sourceText{dispatch: d}
	}
	places := newPlaces(a.Story.Content.Headline, a.Story.Content.Standfirst, a.Story.Content.Body)
	judged := r.Judge(ctx, a.Story, a.Dispatches, a.Zone, a.Stets)
	for i := range judged {
		out.count(&judged[i])
		out.Findings = append(out.Findings, finding(&judged[i], places, sources, a.Language))
	}
	out.Stopped = Stops(a.Gate, judged)
	for _, f := range Style(a.Story, a.Zone, a.Sheet) {
		out.Counts.Style++
		out.Style = append(out.Style, ofStyle(&f, a.Story.Content, places, a.Language))
	}
	return out
}

func (a *Report) count(f *Judged) {
	if f.Stet != nil {
		a.Counts.Stetted++
		return
	}
	switch f.Level {
	case copycheck.Certain:
		a.Counts.Certain++
	case copycheck.Likely:
		a.Counts.Likely++
	case copycheck.ToCheck:
		a.Counts.Check++
	case copycheck.Info:
		a.Counts.Info++
	}
}

// sourceText is a dispatch, whose places are found when they are first asked for.
type sourceText struct {
	dispatch *news.Dispatch
	places   *places
}

func finding(f *Judged, story *places, sources map[string]*sourceText, language news.Language) Found {
	out := Found{
		Kind: string(f.Kind), Level: f.Level.String(), Sentence: f.Said(language), Place: story.at(f.Span.Start, f.Span.End),
		Before: f.Before, Text: f.Text, After: f.After, Source: f.Source, SourceText: f.SourceText, Fix: f.Fix, Fingerprint: f.Fingerprint,
		Stet: f.Stet, Reopened: f.Reopened,
	}
	s, ok := sources[f.Source]
	if !ok {
		return out
	}
	if s.places == nil {
		s.places = newPlaces(s.dispatch.Headline, summary(*s.dispatch), s.dispatch.Body)
	}
	out.SourceVersion, out.SourceWire = s.dispatch.Version, s.dispatch.WireName
	if f.Kind == SourceKilled {
		return out
	}
	at := s.places.at(f.SourceSpan.Start, f.SourceSpan.End)
	out.SourcePart, out.SourceBlock, out.SourceStart, out.SourceEnd = at.Part, at.Block, at.Start, at.End
	out.SourceBefore, _, out.SourceAfter = prose.Around(s.places.text, f.SourceSpan, besidePassage)
	return out
}

func ofStyle(f *style.Finding, c news.Content, story *places, language news.Language) OfStyle {
	out := OfStyle{
		Level: f.Level.String(), Rule: f.Rule, Sentence: f.In(string(language)), Text: f.Text, Fix: f.Fix, Fingerprint: f.Fingerprint,
	}
	in := func(text string) Place {
		start, end := f.Span.Start, f.Span.End
		return Place{Part: string(f.Field.Name), Block: f.Field.Index, Start: news.Units(text[:start]), End: news.Units(text[:end])}
	}
	switch f.Field.Name {
	case style.Headline:
		out.Place = in(c.Headline)
	case style.Standfirst:
		out.Place = in(c.Standfirst)
	case style.CaptionText:
		out.Place = in(c.Lead.Caption)
	case style.Credit:
		out.Place = in(c.Lead.Credit)
	default:
		out.Place = story.inBody(f.Span.Start, f.Span.End)
	}
	return out
}

// besidePassage is how many characters around a passage are shown.
const besidePassage = 60
