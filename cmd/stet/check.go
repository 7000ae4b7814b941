package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/manuscript"
	"github.com/stet-news/stet/internal/copycheck/prose"
	findings "github.com/stet-news/stet/internal/copycheck/report"
	"github.com/stet-news/stet/internal/copycheck/style"
	"github.com/stet-news/stet/internal/fetch"
)

// checkCommand reads a story against its sources and a house's style, for a newsroom that keeps them elsewhere.
type checkCommand struct {
	Story    string   `arg:"" help:"File or address of the story: text, HTML or docx. @ZONE,TIME after it is when and where it is written."`
	Source   []string `help:"File or address of a source, with @ZONE,TIME; once for each. Without any, only the style is checked." placeholder:"FILE[@ZONE,TIME]" sep:"none"`
	Style    string   `help:"Sheet of the house's style: british, american or bangla; auto goes by the story's language, none leaves style alone." enum:"auto,british,american,bangla,none" default:"auto"`
	Rules    string   `help:"Folder of the house's own rules in Vale's form (docs/housestyle.md); they are laid over the sheet." placeholder:"FOLDER"`
	Format   string   `help:"Form of the report." enum:"text,json,sarif,html" default:"text"`
	Language string   `help:"Language of the report's sentences." enum:"en,bn" default:"en"`
	All      bool     `help:"Show what could well be right, too."`
	Strict   bool     `help:"Take a dropped attribution for likely to be wrong."`
}

// certainError says that the story has something certainly wrong in it: exit code 1, without a sentence.
type certainError struct{}

func (certainError) Error() string { return "" }

// Run writes the report. It fails with certainError if a finding is certain.
func (c checkCommand) Run(ctx context.Context, std streams) error {
	story, m, err := readCopy(ctx, c.Story)
	if err != nil {
		return err
	}
	r := findings.Report{Story: story, Language: c.Language}
	for _, name := range c.Source {
		s, _, err := readCopy(ctx, name)
		if err != nil {
			return err
		}
		r.Sources = append(r.Sources, s)
	}
	if len(r.Sources) > 0 {
		r.Findings = copycheck.Check(story, copycheck.NewIndex(r.Sources), copycheck.Options{StrictAttribution: c.Strict})
	}
	if err := c.checkStyle(&r, m); err != nil {
		return err
	}
	certain := slices.ContainsFunc(r.Findings, func(f copycheck.Finding) bool { return f.Level == copycheck.Certain }) ||
		slices.ContainsFunc(r.Style, func(f style.Finding) bool { return f.Level == style.Certain })
	if c.Format == "text" && !c.All {
		r.Findings = slices.DeleteFunc(r.Findings, func(f copycheck.Finding) bool { return f.Level < copycheck.Likely })
		r.Style = slices.DeleteFunc(r.Style, func(f style.Finding) bool { return f.Level < style.Likely })
	}
	out := bufio.NewWriter(std.out)
	if err := r.Write(out, c.Format); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if certain {
		return certainError{}
	}
	return nil
}

// checkStyle adds what of the story is not in the style asked for. The captions of its pictures are added to the text that the report is of.
func (c checkCommand) checkStyle(r *findings.Report, m manuscript.Manuscript) error {
	sheet, err := c.sheet(r.Story.Language)
	if err != nil || sheet == nil {
		return err
	}
	in := style.Story{Headline: m.Text[:m.Headline], Standfirst: strings.TrimSpace(m.Text[m.Headline:m.Body]), Body: r.Story, Date: r.Story.Date}
	in.Body.Text = m.Text[m.Body:]
	var captions []int // where each begins
	for _, caption := range m.Captions {
		in.Captions = append(in.Captions, style.Caption{Text: caption.Text, Credit: caption.Credit})
		captions = append(captions, len(r.Story.Text)+2)
		r.Story.Text += "\n\n" + caption.Text
	}
	for _, f := range sheet.Check(in) {
		from := 0
		switch f.Field.Name {
		case style.Standfirst:
			from = m.Headline + strings.Index(m.Text[m.Headline:], in.Standfirst)
		case style.Body:
			from = m.Body
		case style.CaptionText:
			from = captions[f.Field.Index]
		case style.Credit: // it is not in the text: the caption is where it is missing
			from, f.Span = captions[f.Field.Index], prose.Span{}
		}
		f.Span.Start, f.Span.End = f.Span.Start+from, f.Span.End+from
		r.Style = append(r.Style, f)
	}
	return nil
}

// sheet returns the sheet to check with, or nil if there is to be none.
func (c checkCommand) sheet(language string) (*style.Sheet, error) {
	sheet := style.Default(language)
	switch c.Style {
	case "none":
		return nil, nil
	case "british":
		sheet = style.British()
	case "american":
		sheet = style.American()
	case "bangla":
		sheet = style.Bangla()
	}
	if c.Rules == "" {
		return sheet, nil
	}
	own, err := style.Parse(os.DirFS(c.Rules))
	if err == nil {
		sheet, err = sheet.With(own)
	}
	if err != nil {
		return nil, invalid("The rules in %s cannot be used: %v", c.Rules, err)
	}
	return sheet, nil
}

// readCopy reads the file or address, and what is said of its place and time after the last @.
func readCopy(ctx context.Context, name string) (prose.Input, manuscript.Manuscript, error) {
	in := prose.Input{ID: name}
	if at := strings.LastIndexByte(name, '@'); at > 0 && strings.Contains(name[at:], ",") {
		zone, when, _ := strings.Cut(name[at+1:], ",")
		t, err := timeIn(zone, when)
		if err != nil {
			return in, manuscript.Manuscript{}, err
		}
		in.ID, in.Date = name[:at], t
	}
	b, err := readAnywhere(ctx, in.ID)
	if err != nil {
		return in, manuscript.Manuscript{}, err
	}
	m, err := manuscript.Read(in.ID, b, in.Date.Location())
	if err != nil {
		return in, m, err
	}
	if in.Date.IsZero() {
		in.Date = m.Published
	}
	in.Text, in.Place, in.Language = m.Text, m.Place, prose.LanguageOf(m.Text)
	return in, m, nil
}

func timeIn(zone, when string) (time.Time, error) {
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "" {
		return time.Time{}, invalid("%q is no time zone: write one like Asia/Dhaka.", zone)
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, when, location); err == nil {
			return t.In(location), nil
		}
	}
	return time.Time{}, invalid("%q is no time: write one like 2026-03-26 or 2026-03-26T18:00.", when)
}

func readAnywhere(ctx context.Context, name string) ([]byte, error) {
	if strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://") {
		answer, err := fetch.New(fetch.Options{Version: version, MaxBody: manuscript.Most, Trusted: true}).Get(ctx, fetch.Request{URL: name})
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return answer.Body, nil
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, invalid("%s cannot be read: %v.", name, errors.Unwrap(err))
	case info.IsDir() || info.Size() > manuscript.Most:
		return nil, invalid("%s is a folder, or has more than %d MB.", name, manuscript.Most>>20)
	}
	return os.ReadFile(name)
}
