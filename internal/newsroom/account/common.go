package account

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the list of passwords that are used most
	"io"
	"strings"
	"sync"
	"unicode"

	"github.com/stet-news/stet/internal/news"
)

// commonList is what passwords are made of most often: the three thousand used most, those
// of fifteen characters and more among the thirty thousand used most, and words of a
// newsroom in Dhaka, a line each.
//
//go:embed common.txt.gz
var commonList []byte

const longestCommon = 30 // bytes; what is longer is no part of another

var common = sync.OnceValue(func() map[string]bool {
	z, err := gzip.NewReader(bytes.NewReader(commonList))
	if err != nil {
		panic("account: read the list of common passwords: " + err.Error()) // it is embedded
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic("account: read the list of common passwords: " + err.Error())
	}
	words := map[string]bool{}
	for w := range strings.Lines(string(text)) {
		words[strings.TrimSpace(w)] = true
	}
	return words
})

// unleet takes back what people put for letters.
var unleet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// leastParts is how many parts that nobody knows a password has at least.
const leastParts = 4

// guessable reports whether the password is soon guessed although it is long: it is one of
// those used most, or put together of them, of what everybody knows of the person and the
// house, of one thing again and again, or of keys in a row.
func guessable(password string, known []string) bool {
	lower := strings.ToLower(password)
	for _, text := range []string{lower, unleet.Replace(lower)} {
		if common()[text] || parts(text, known) < leastParts {
			return true
		}
	}
	return false
}

// parts counts what a guesser must find: each common word once, each other two characters.
func parts(text string, known []string) int {
	seen := map[string]bool{}
	for _, k := range known {
		if k = strings.ToLower(strings.TrimSpace(k)); len(k) > 2 {
			text = strings.ReplaceAll(text, k, "\n")
		}
	}
	rest, count, digits := strings.Builder{}, 0, false
	for text != "" {
		if w := commonPrefix(text); w != "" {
			if !seen[w] {
				seen[w] = true
				count++
			}
			text = text[len(w):]
			continue
		}
		for _, r := range text {
			digits = digits || unicode.IsDigit(r)
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				rest.WriteRune(r)
			}
			text = text[len(string(r)):]
			break
		}
	}
	if digits {
		count++
	}
	return count + novel(rest.String())/2
}

// commonPrefix returns the longest common word that the text begins with.
func commonPrefix(text string) string {
	for n := min(len(text), longestCommon); n >= 4; n-- {
		if common()[text[:n]] {
			return text[:n]
		}
	}
	return ""
}

// novel counts the characters that do not follow from those before: none of a run as
// "aaaa" or "abcd", and nothing that is there for the second time.
func novel(text string) (n int) {
	runes := []rune(text)
	for i, r := range runes {
		if i >= 1 && (r == runes[i-1] || r == runes[i-1]+1 || r == runes[i-1]-1) {
			continue
		}
		if i >= 3 && strings.Contains(string(runes[:i]), string(runes[i-2:i+1])) {
			continue
		}
		n++
	}
	return n
}

// knownOf is what everybody knows of the person and the house.
func knownOf(p news.Person, house news.House) []string {
	known := append([]string{p.Email, "stet", "newsroom"}, strings.Fields(p.Name)...)
	known = append(known, strings.FieldsFunc(p.Email, func(r rune) bool { return !unicode.IsLetter(r) })...)
	for _, name := range house.Names {
		known = append(append(known, name, strings.ReplaceAll(name, " ", "")), strings.Fields(name)...)
	}
	for _, s := range house.Sections {
		for _, name := range s.Names {
			known = append(known, name)
		}
	}
	for _, d := range house.Desks {
		known = append(append(known, d.Name), strings.Fields(d.Name)...)
	}
	return known
}
