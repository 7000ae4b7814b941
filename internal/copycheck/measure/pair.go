// Package measure measures the copy check: on pairs of sources and a story that says what they say, and on
// the same stories with one thing changed.
package measure

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// Pair is a story and the sources that it was made from.
type Pair struct {
	Name    string
	Story   prose.Input
	Sources []prose.Input
}

// Pairs reads the pairs of a folder, in the order of their names. testdata/pairs/README.md says how one is written down.
func Pairs(folder fs.FS) ([]Pair, error) {
	names, err := fs.Glob(folder, "*.txt")
	if err != nil {
		return nil, err
	}
	var pairs []Pair
	for _, name := range names {
		b, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		p, err := read(strings.TrimSuffix(name, ".txt"), txtar.Parse(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

func read(name string, a *txtar.Archive) (Pair, error) {
	p := Pair{Name: name}
	for _, part := range a.Files {
		in, err := readPart(part)
		if err != nil {
			return Pair{}, fmt.Errorf("%s: %w", part.Name, err)
		}
		if part.Name == "story" {
			p.Story = in
		} else {
			p.Sources = append(p.Sources, in)
		}
	}
	if p.Story.Text == "" || len(p.Sources) == 0 {
		return Pair{}, fmt.Errorf("a pair has a story and at least one source")
	}
	return p, nil
}

func readPart(part txtar.File) (prose.Input, error) {
	head, body, _ := strings.Cut(string(part.Data), "\n\n")
	in := prose.Input{ID: part.Name, Text: strings.TrimSpace(body), Language: "en"}
	zone, date := time.UTC, ""
	for line := range strings.Lines(head) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch name {
		case "Language":
			in.Language = value
		case "Dateline":
			in.Place = value
		case "Name":
			in.Credit = value
		case "Zone":
			z, err := time.LoadLocation(value)
			if err != nil {
				return prose.Input{}, err
			}
			zone = z
		case "Date":
			date = value
		}
	}
	if date != "" {
		t, err := time.Parse(time.RFC3339, date)
		if err != nil {
			return prose.Input{}, err
		}
		in.Date = t.In(zone)
	}
	return in, nil
}
