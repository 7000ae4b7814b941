package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/copycheck"
	"github.com/stet-news/stet/internal/copycheck/manuscript"
	"github.com/stet-news/stet/internal/copycheck/prose"
	findings "github.com/stet-news/stet/internal/copycheck/report"
	"github.com/stet-news/stet/internal/fetch"
)

// checkCommand reads a story against its sources, for a newsroom that keeps both elsewhere.
type checkCommand struct {
	Story    string   `arg:"" help:"File or address of the story: text, HTML or docx. @ZONE,TIME after it is when and where it is written."`
	Source   []string `help:"File or address of a source, with @ZONE,TIME; once for each." placeholder:"FILE[@ZONE,TIME]" sep:"none" required:""`
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
	story, err := readCopy(ctx, c.Story)
	if err != nil {
		return err
	}
	var sources []prose.Input
	for _, name := range c.Source {
		s, err := readCopy(ctx, name)
		if err != nil {
			return err
		}
		sources = append(sources, s)
	}
	found := copycheck.Check(story, copycheck.NewIndex(sources), copycheck.Options{StrictAttribution: c.Strict})
	r := findings.Report{Story: story, Sources: sources, Language: c.Language}
	certain := false
	for _, f := range found {
		certain = certain || f.Level == copycheck.Certain
		if c.All || f.Level >= copycheck.Likely || c.Format != "text" {
			r.Findings = append(r.Findings, f)
		}
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

// readCopy reads the file or address, and what is said of its place and time after the last @.
func readCopy(ctx context.Context, name string) (prose.Input, error) {
	in := prose.Input{ID: name}
	if at := strings.LastIndexByte(name, '@'); at > 0 && strings.Contains(name[at:], ",") {
		zone, when, _ := strings.Cut(name[at+1:], ",")
		t, err := timeIn(zone, when)
		if err != nil {
			return in, err
		}
		in.ID, in.Date = name[:at], t
	}
	b, err := readAnywhere(ctx, in.ID)
	if err != nil {
		return in, err
	}
	if in.Text, err = manuscript.Read(in.ID, b); err != nil {
		return in, err
	}
	in.Language = prose.LanguageOf(in.Text)
	return in, nil
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
