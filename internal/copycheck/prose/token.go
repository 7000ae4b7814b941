package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokeniser goes through a text once.
type tokeniser struct {
	text      string
	tokens    []Token
	paragraph int
	joined    bool // the next token is joined to the last
}

func (d *Document) tokenise() {
	t := tokeniser{text: d.Text, tokens: make([]Token, 0, len(d.Text)/5+8)}
	for i := 0; i < len(t.text); {
		r, size := utf8.DecodeRuneInString(t.text[i:])
		switch {
		case r == '\n':
			t.paragraph++
			i += size
		case unicode.IsSpace(r), r == utf8.RuneError && size == 1:
			i += size
		case inWord(r):
			i = t.word(i)
		default:
			i = t.mark(i, r, size)
		}
	}
	for i := range t.tokens {
		t.tokens[i].read(d.Bangla())
	}
	d.Tokens = t.tokens
}

func (t *tokeniser) add(from, to int) *Token {
	t.tokens = append(t.tokens, Token{
		Span: Span{from, to}, Text: t.text[from:to], Paragraph: t.paragraph, Joined: t.joined,
		Quotation: None, Figure: None, Date: None, Name: None,
	})
	t.joined = false
	return &t.tokens[len(t.tokens)-1]
}

var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'")

// word adds the word at i, in parts if it is a contraction, and returns what is after it.
func (t *tokeniser) word(i int) int {
	if j := endOfCurrency(t.text[i:]); j > 0 { // Sh20,000
		t.add(i, i+j)
		return i + j
	}
	j := t.endOfWord(i)
	whole := t.text[i:j]
	apostrophe := strings.LastIndexAny(whole, "'’ʼ")
	if apostrophe <= 0 {
		if strings.EqualFold(whole, "cannot") {
			t.add(i, i+3)
			t.add(i+3, j).Folded = "not"
		} else {
			t.add(i, j)
		}
		return j
	}
	low := strings.ToLower(apostrophes.Replace(whole))
	stump, ending, _ := cutLast(low, "'")
	switch {
	case ending == "s":
		t.add(i, i+apostrophe)
		if s := t.add(i+apostrophe, j); contracted[stump] {
			s.Folded = "is"
		} else {
			s.Possessive = true
		}
	case ending == "t" && strings.HasSuffix(stump, "n") && len(stump) > 1:
		t.add(i, i+apostrophe-1).Folded = beforeNot[low]
		t.add(i+apostrophe-1, j).Folded = "not"
	case endings[ending] != "" && low != "ma'm":
		t.add(i, i+apostrophe)
		t.add(i+apostrophe, j).Folded = endings[ending]
	default:
		t.add(i, j)
	}
	return j
}

// endOfCurrency returns how long the letters of a currency are that the text begins with, if a figure is written on to them: Sh20,000, Tk50; else 0.
func endOfCurrency(text string) int {
	for j := 0; j < min(len(text), longestCurrency+1); j++ {
		switch b := text[j]; {
		case b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z':
		case b >= '0' && b <= '9' && j >= 2 && currencies[strings.ToLower(text[:j])] != "":
			return j
		default:
			return 0
		}
	}
	return 0
}

// longestCurrency is how many letters stand for a currency before a figure at most.
const longestCurrency = 3

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// contracted are the words after which 's is "is" as a rule, and no possessive.
var contracted = setOf("it he she that there what here who let where how")

// beforeNot is what stands before n't where that is no word.
var beforeNot = map[string]string{"can't": "can", "won't": "will", "shan't": "shall"}

var endings = map[string]string{"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "'d"}

// endOfWord returns where the word that begins at i ends. Figures keep their points and commas,
// contractions their apostrophe, and U.S. its points.
func (t *tokeniser) endOfWord(i int) int {
	s := t.text
	first, size := utf8.DecodeRuneInString(s[i:])
	figure := unicode.IsDigit(first)
	last := first
	for j := i + size; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		next, nextSize := utf8.DecodeRuneInString(s[j+size:])
		switch {
		case unicode.IsDigit(r) && unicode.IsLetter(last) && !figure && currencies[Fold(s[i:j])] != "": // Sh20,000
			return j
		case inWord(r):
		case isApostrophe(r) && unicode.IsLetter(next):
		case (r == '.' || r == ',') && figure && unicode.IsDigit(last) && unicode.IsDigit(next):
		case r == '.' && unicode.IsLetter(last) && j-i <= longestInitials && initials(s[i:j]):
			after, _ := utf8.DecodeRuneInString(s[min(j+size+nextSize, len(s)):])
			dotted := strings.Contains(s[i:j], ".")
			switch {
			case unicode.IsLetter(next) && (after == '.' || !inWord(after) && dotted):
			case !unicode.IsLetter(next) && dotted:
				return j + size
			default:
				return j
			}
		default:
			return j
		}
		last = r
		j += size
	}
	return len(s)
}

// longestInitials is how many bytes of letters with points between them are one word.
const longestInitials = 24

// initials reports whether the word so far is letters with a point between any two.
func initials(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return true
}

// mark adds the mark at i and returns what is after it.
func (t *tokeniser) mark(i int, r rune, size int) int {
	s := t.text
	j := i + size
	switch {
	case strings.HasPrefix(s[i:], "--"), strings.HasPrefix(s[i:], "``"), strings.HasPrefix(s[i:], "''"):
		j = i + 2
	case strings.HasPrefix(s[i:], "..."):
		for j < len(s) && s[j] == '.' {
			j++
		}
	case r == '-' || r == '‑':
		next, _ := utf8.DecodeRuneInString(s[j:])
		if n := len(t.tokens); n > 0 && t.tokens[n-1].End == i && !t.tokens[n-1].Mark && inWord(next) {
			t.joined = true
			return j
		}
	}
	t.add(i, j).Mark = true
	return j
}

// read fills in what is seen from the token itself. A folded form that is there already stays.
func (t *Token) read(bangla bool) {
	if t.Mark {
		t.Folded = foldMark(t.Text)
		return
	}
	if t.Folded == "" {
		t.Folded = Fold(t.Text)
		if strings.Contains(t.Folded, ".") && !unicode.IsDigit(rune(t.Folded[0])) { // U.S.
			t.Folded = strings.ReplaceAll(t.Folded, ".", "")
		}
	}
	t.Stop = Stopword(t.Folded)
	first, size := utf8.DecodeRuneInString(t.Text)
	t.Digits = unicode.IsDigit(first)
	t.Capital = unicode.IsUpper(first)
	switch {
	case t.Capital:
		t.Capitals = len(t.Text) > size && strings.ToUpper(t.Text) == t.Text
	case len(t.Text) > 3 && !t.Digits: // iPhone, eBay
		second, _ := utf8.DecodeRuneInString(t.Text[size:])
		t.Capital = unicode.IsUpper(second)
	}
	switch {
	case t.Possessive:
	case bangla && !isASCII(t.Folded):
		t.Stem = stemBangla(t.Folded)
	default:
		t.Stem = Stem(t.Folded)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
