package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// ownLists is the lists that we wrote, by the names of their files.
type ownLists struct {
	texts map[string][]byte
}

func readOwn(folder string) (*ownLists, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	own := &ownLists{texts: map[string][]byte{}}
	for _, path := range paths {
		text, err := os.ReadFile(path) //nolint:gosec // a folder of the repository
		if err != nil {
			return nil, err
		}
		own.texts[filepath.Base(path)] = text
	}
	if len(own.texts) == 0 {
		return nil, fmt.Errorf("%s has no lists: run this in the root of the repository", folder)
	}
	return own, nil
}

// lines returns the lines of a file that say something.
func (o *ownLists) lines(name string) (lines []string) {
	text, there := o.texts[name]
	if !there {
		panic("no list of ours is called " + name)
	}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// words returns the set of the words of a file, folded.
func (o *ownLists) words(name string) map[string]bool {
	set := map[string]bool{}
	for _, line := range o.lines(name) {
		for w := range strings.FieldsSeq(line) {
			set[prose.Fold(strings.ReplaceAll(w, "_", " "))] = true
		}
	}
	return set
}

// parts returns what commas separate.
func parts(s string) (out []string) {
	for p := range strings.SplitSeq(s, ",") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// keys returns the forms that a name is looked up by: its words folded, with and without the small words in it. The endings of a Bangla
// name are taken off by who looks it up.
func keys(name string) []string {
	if isBangla(name) {
		return banglaWords(name, func(t *prose.Token) string { return t.Folded })
	}
	var all, capitals []string
	for _, t := range prose.Analyse(prose.Input{Text: name, Language: "en"}).Tokens {
		switch {
		case t.Possessive && len(all) > 0:
			all[len(all)-1] += t.Folded
			capitals[len(capitals)-1] += t.Folded
		case !t.Mark:
			all = append(all, strings.TrimSuffix(t.Folded, "."))
			if t.Capital || !inside[t.Folded] {
				capitals = append(capitals, strings.TrimSuffix(t.Folded, "."))
			}
		}
	}
	if len(all) > 1 && all[0] == "the" {
		all, capitals = all[1:], capitals[1:]
	}
	return unique(strings.Join(all, " "), strings.Join(capitals, " "))
}

// inside are the small words that a name of package prose does not keep.
var inside = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq("of de del della da di la le van von der den bin ibn al el ul ur e y and for the") {
		set[w] = true
	}
	return set
}()

// banglaWords returns the name with what is taken of each of its words, as the only one of a slice.
func banglaWords(name string, take func(*prose.Token) string) []string {
	var words []string
	d := prose.Analyse(prose.Input{Text: name, Language: "bn"})
	for i := range d.Tokens {
		if t := &d.Tokens[i]; !t.Mark {
			words = append(words, take(t))
		}
	}
	return []string{strings.Join(words, " ")}
}

func unique(words ...string) (out []string) {
	seen := map[string]bool{"": true}
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func isBangla(s string) bool {
	for _, r := range s {
		if r >= 0x980 && r <= 0x9ff {
			return true
		}
	}
	return false
}

// stem returns the stem of a word, English or Bangla, as the copy check's tokens have it.
func stem(word string) string {
	if isBangla(word) {
		return banglaWords(word, func(t *prose.Token) string { return t.Stem })[0]
	}
	return prose.Stem(prose.Fold(word))
}
