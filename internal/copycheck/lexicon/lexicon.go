// Package lexicon is the word lists that the copy check goes by. Where they come from and under which
// licence is in the repository's NOTICE; internal/copycheck/lexicon/build makes them again.
//
// Words are folded and stems are stems as package prose has them. The lists are read when first asked
// for, which takes some tens of milliseconds, and stay in memory.
package lexicon

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed data
var data embed.FS

// Sum is what MANIFEST has of each list, and of each file that the lists were made from.
func Sum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// read returns the lines of one of the lists.
func read(name string) []string {
	return strings.Split(strings.TrimSuffix(string(unpack(name)), "\n"), "\n")
}

// unpack returns one of the lists. That it cannot be read is a fault of the program and not of its user.
func unpack(name string) []byte {
	b, err := data.ReadFile("data/" + name + ".gz")
	if err == nil {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			b, err = io.ReadAll(z)
		}
	}
	if err != nil {
		panic(fmt.Sprintf("the word list %s: %v", name, err))
	}
	return b
}

// words returns the words of a list that has one a line.
func words(name string) func() map[string]struct{} {
	return sync.OnceValue(func() map[string]struct{} {
		lines := read(name)
		m := make(map[string]struct{}, len(lines))
		for _, l := range lines {
			m[l] = struct{}{}
		}
		return m
	})
}

// values returns a list whose lines are a word, a tab and what it stands for.
func values(name string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		lines := read(name)
		m := make(map[string]string, len(lines))
		for _, l := range lines {
			word, value, _ := strings.Cut(l, "\t")
			m[word] = value
		}
		return m
	})
}

var (
	common    = words("common")
	given     = words("given")
	countries = values("countries")
	places    = values("places")
	american  = values("american")
	british   = sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(american()))
		for b, a := range american() {
			if _, there := m[a]; !there || b < m[a] {
				m[a] = b
			}
		}
		return m
	})
	antonyms = values("antonyms")
	synonyms = values("synonyms")
	kinds    = values("kinds")
	variants = values("variants")
	capitals = values("capitals")
	bodies   = values("bodies")
	fields   = values("fields")
)

// Common reports whether the word is an ordinary English one, so that a capital letter at the start
// of a sentence does not make it a name.
func Common(word string) bool { _, is := common()[word]; return is }

// Given reports whether the word is a given name.
func Given(word string) bool { _, is := given()[word]; return is }

// Country returns the country that the name, adjective or people is of ("french" is of "france"), or "".
func Country(name string) string { return countries()[name] }

// Place returns what sort of place the name is of ("city", "quarter" of one, "region", "country", "water", "continent"), or "".
func Place(name string) string {
	sort, _, _ := strings.Cut(places()[name], "\t")
	return sort
}

// Apart reports whether two names are of places of which neither can stand for the other: two cities, or a country and a city
// that is in another. A city may stand for the country that it is in, and a continent for all that it has.
func Apart(x, y string) bool {
	sort, in, _ := strings.Cut(places()[x], "\t")
	other, otherIn, _ := strings.Cut(places()[y], "\t")
	switch {
	case sort == "" || other == "" || x == y || sort == "continent" || other == "continent":
		return false
	case sort == "country" && other == "country":
		return Country(x) != Country(y)
	case sort == "country":
		return other != "water" && otherIn != "" && !shared(Country(x), otherIn)
	case other == "country":
		return sort != "water" && in != "" && !shared(Country(y), in)
	case sort == other:
		v := Variant(x)
		return v == "" || v != Variant(y)
	}
	return sort != "water" && other != "water" && in != "" && otherIn != "" && !shared(in, otherIn)
}

// BanglaWords returns how many words the longest name of a place or a body has that begins with the Bangla word and has several, or 0.
func BanglaWords(first string) int { return banglaWords()[first] }

var banglaWords = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for _, names := range []map[string]string{countries(), places(), bodies()} {
		for name := range names {
			if first, _, several := strings.Cut(name, " "); several && name[0] == 0xe0 {
				m[first] = max(m[first], 1+strings.Count(name, " "))
			}
		}
	}
	return m
})

// Capital returns the country that the city is the capital of, or "". A desk may name either for its government.
func Capital(city string) string { return capitals()[city] }

// Within reports whether the two are a place and the country that it is in, or the like: a name may be given more widely or more closely.
func Within(x, y string) bool {
	sort, in, _ := strings.Cut(places()[x], "\t")
	other, otherIn, _ := strings.Cut(places()[y], "\t")
	cx, cy := Country(x), Country(y)
	switch {
	case cx != "" && cy != "":
		return false
	case cx != "":
		return other != "" && (otherIn == "" || shared(cx, otherIn))
	case cy != "":
		return sort != "" && (in == "" || shared(cy, in))
	}
	return sort != "" && other != "" && sort != other && sort != "water" && other != "water" && !Apart(x, y)
}

// shared reports whether two lists that commas separate have a word in common.
func shared(x, y string) bool {
	for a := range strings.SplitSeq(x, ",") {
		for b := range strings.SplitSeq(y, ",") {
			if a == b {
				return true
			}
		}
	}
	return false
}

// Body returns the body that the name or acronym is of ("imf" is of "international monetary fund"), or "".
func Body(name string) string { return bodies()[name] }

// American returns the American spelling of a word in British spelling, or "".
func American(word string) string { return american()[word] }

// British returns the British spelling of a word in American spelling, or "".
func British(word string) string { return british()[word] }

// Opposite reports whether the two stems are of words of opposite meaning.
func Opposite(a, b string) bool { return listed(antonyms()[a], b) || listed(antonyms()[b], a) }

// Opposites returns the stems of words of opposite meaning, separated by spaces.
func Opposites(stem string) string { return antonyms()[stem] }

// Synonym reports whether the two stems are of words that may mean the same.
func Synonym(a, b string) bool { return listed(synonyms()[a], b) || listed(synonyms()[b], a) }

// Synonyms returns the stems of words that may mean the same, separated by spaces.
func Synonyms(stem string) string { return synonyms()[stem] }

// Alike reports whether the two stems are of words of one kind: an apple, a pear.
func Alike(a, b string) bool {
	x, y := kinds()[a], kinds()[b]
	if x == "" || y == "" {
		return false
	}
	for k := range strings.SplitSeq(x, " ") {
		if listed(y, k) {
			return true
		}
	}
	return false
}

// Fields returns the closed fields that the stem is of, separated by spaces: each as its number, a point and the member's.
func Fields(stem string) string { return fields()[stem] }

// Rivals reports whether the two stems are of words of one closed field, of which one excludes the other: a daughter is no
// son. In the place of one, the other is a changed fact and no other wording.
func Rivals(a, b string) bool {
	x, y := fields()[a], fields()[b]
	if x == "" || y == "" || x == y {
		return false
	}
	for p := range strings.SplitSeq(x, " ") {
		field, member, _ := strings.Cut(p, ".")
		for q := range strings.SplitSeq(y, " ") {
			if other, which, _ := strings.Cut(q, "."); field == other && member != which {
				return true
			}
		}
	}
	return false
}

// Variant returns the house's form of a name that is spelt in several ways, or "".
func Variant(word string) string { return variants()[word] }

// listed reports whether a word is among those that spaces separate.
func listed(list, word string) bool {
	return list != "" && slices.Contains(strings.Split(list, " "), word)
}
