// Command cmd prints what the copy check finds on the pairs that it was written with, and on those that were kept apart.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/stet-news/stet/internal/copycheck/measure"
)

func main() {
	folder := filepath.Join("internal", "copycheck", "testdata", "pairs")
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	for _, part := range []string{"tune", "held"} {
		if err := table(os.Stdout, folder, part); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// table writes the table of the pairs in one part of the folder.
func table(w io.Writer, folder, part string) error {
	pairs, err := measure.Pairs(os.DirFS(filepath.Join(folder, part)))
	if err != nil {
		return fmt.Errorf("read the pairs of %s: %w", part, err)
	}
	if len(pairs) == 0 {
		return fmt.Errorf("there are no pairs in %s", filepath.Join(folder, part))
	}
	if _, err := fmt.Fprintf(w, "\n%s: ", part); err != nil {
		return err
	}
	return measure.Measure(pairs, measure.Seed).Write(w)
}
