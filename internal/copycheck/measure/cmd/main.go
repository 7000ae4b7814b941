// Command cmd prints what the copy check finds on the pairs that it was written with, and on those that were kept apart.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/measure"
	"github.com/stet-news/stet/internal/copycheck/prose"
)

func main() {
	folder := flag.String("pairs", filepath.Join("internal", "copycheck", "testdata", "pairs"), "the folder of the pairs")
	parts := flag.String("parts", "tune,copied,free,held", "which of them")
	list := flag.String("list", "", "list what is wrong: \"false\", or the kind of change that was missed")
	flag.Parse()
	for part := range strings.SplitSeq(*parts, ",") {
		if err := table(os.Stdout, *folder, part, *list); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// table writes the table of the pairs in one part of the folder. What is copied is made from the sources of tune.
func table(w io.Writer, folder, part, list string) error {
	name := part
	if part == "copied" {
		name = "tune"
	}
	pairs, err := measure.Pairs(os.DirFS(filepath.Join(folder, name)))
	if err != nil {
		return fmt.Errorf("read the pairs of %s: %w", part, err)
	}
	if part == "copied" {
		pairs = measure.Copied(pairs, measure.Seed)
	}
	if len(pairs) == 0 {
		return fmt.Errorf("there are no pairs in %s", filepath.Join(folder, name))
	}
	if _, err := fmt.Fprintf(w, "\n%s: ", part); err != nil {
		return err
	}
	s := measure.Measure(pairs, measure.Seed)
	if err := s.Write(w); err != nil {
		return err
	}
	for _, f := range s.False {
		if list == "false" {
			fmt.Fprintf(w, "\n%s %s %s: %s\n  %s\n  %s\n", f.Pair, f.Level, f.Kind, f.Sentence("en"), around(f.Story, f.Span), f.SourceText)
		}
	}
	for _, m := range s.Missed {
		if m.Kind == list {
			fmt.Fprintf(w, "\n%s %s (%s)\n  was %q\n  %s\n", m.Pair, m.Kind, orNothing(m.Level), m.Was, around(m.Text, m.Span))
		}
	}
	return nil
}

func orNothing(level string) string {
	if level == "" {
		return "nothing"
	}
	return level
}

// around returns the paragraph with what is meant in brackets.
func around(text string, s prose.Span) string {
	before, words, after := prose.Around(text, s, 0)
	return before + "[[" + words + "]]" + after
}
