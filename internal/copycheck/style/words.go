package style

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// All the words and phrases of all the lists of a sheet are in one automaton, so that a sheet of thirteen
// thousand costs a story little more than one of a hundred. It is a tree whose steps are whole words,
// together with what stands between them: a story is cut into words anyway, few words begin a phrase and
// no phrase is long, so that nothing is won by the links with which Aho and Corasick jump from branch to branch.
type automaton struct {
	ids   map[string]wordID
	steps map[step]int32
	ends  map[int32][]entry // by node
}

// wordID numbers the words that lists have in them.
type wordID int32

const noWord wordID = -1

// step is a node, what stands before the next word and the word.
type step struct {
	node int32
	gap  gap
	word wordID
}

// entry is a phrase of a rule.
type entry struct {
	rule      int32
	pair      int32 // of a substitution or a consistency; of the latter, twice the pair and one for its second form
	exception bool
	endings   bool
	exact     string // the phrase must be written like this; "" if case is nothing
}

func newAutomaton() *automaton {
	return &automaton{ids: map[string]wordID{}, steps: map[step]int32{}, ends: map[int32][]entry{}}
}

// key returns a word as lists are searched for it: in lower case, with straight apostrophes, one form of each
// letter that Unicode writes in two ways. Accents stay, since a rule may be about them.
func key(word string) string {
	plain := true
	for i := range len(word) {
		c := word[i]
		plain = plain && c < 0x80 && (c < 'A' || c > 'Z')
	}
	if plain {
		return word
	}
	word = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ':
			return '\''
		case '‑':
			return '-'
		case 0x200c: // a joiner without a sound
			return -1
		}
		return r
	}, strings.ToLower(word))
	return norm.NFC.String(word)
}

// exactly returns a phrase as it is compared when its case counts.
func exactly(s string) string {
	return norm.NFC.String(strings.Join(strings.Fields(strings.NewReplacer("’", "'", "ʼ", "'", "‑", "-").Replace(s)), " "))
}

// add puts a phrase in, and reports whether it has words to be found by.
func (a *automaton) add(phrase, language string, e entry) bool {
	t := &text{Document: prose.Analyse(prose.Input{Text: phrase, Language: language})}
	if len(t.Tokens) == 0 || t.Tokens[len(t.Tokens)-1].Paragraph > 0 {
		return false
	}
	node := int32(0)
	for i := range t.Tokens {
		s := step{node: node, word: a.id(key(t.Tokens[i].Text))}
		if i > 0 {
			s.gap = t.gapBefore(i)
		}
		next, ok := a.steps[s]
		if !ok {
			next = int32(len(a.steps) + 1) //nolint:gosec // a sheet has at most mostPatterns phrases of at most longestPattern bytes
			a.steps[s] = next
		}
		node = next
	}
	if t.Tokens[len(t.Tokens)-1].Mark {
		e.endings = false
	}
	a.ends[node] = append(a.ends[node], e)
	return true
}

func (a *automaton) id(word string) wordID {
	id, ok := a.ids[word]
	if !ok {
		id = wordID(len(a.ids)) //nolint:gosec // as above
		a.ids[word] = id
	}
	return id
}

// number looks the words of a text up.
func (a *automaton) number(t *text) {
	t.words = make([]wordID, len(t.Tokens))
	for i := range t.Tokens {
		t.words[i] = noWord
		if id, ok := a.ids[key(t.Tokens[i].Text)]; ok {
			t.words[i] = id
		}
	}
}

// find calls found for every phrase in the text: its rule's entry, its run of tokens and how many bytes of
// its last word are an ending that the list does not have.
func (a *automaton) find(t *text, found func(e *entry, run prose.Range, ending int)) {
	bangla := t.Bangla()
	for i := range t.Tokens {
		node := int32(0)
		for j := i; j < len(t.Tokens); j++ {
			g := nothingBetween
			if j > i {
				if g = t.gapBefore(j); g == paragraphBetween {
					break
				}
			}
			if bangla && !t.Tokens[j].Mark {
				a.inflected(t, prose.Range{From: i, To: j + 1}, step{node: node, gap: g}, found)
			}
			next, ok := a.steps[step{node, g, t.words[j]}]
			if !ok {
				break
			}
			node = next
			run := prose.Range{From: i, To: j + 1}
			for k := range a.ends[node] {
				if e := &a.ends[node][k]; e.fits(t, run) {
					found(e, run, 0)
				}
			}
		}
	}
}

// inflected finds phrases whose last word has an ending in the text.
func (a *automaton) inflected(t *text, run prose.Range, s step, found func(*entry, prose.Range, int)) {
	whole := t.Tokens[run.To-1].Text
	word := key(whole)
	for _, ending := range banglaEndings {
		rest, ok := strings.CutSuffix(word, ending)
		if !ok || utf8.RuneCountInString(rest) < 3 || strings.HasPrefix(ending, yaLetter) && (strings.HasSuffix(rest, "ি") || strings.HasSuffix(rest, "ী")) {
			continue // দেশীয় is a word of its own, and no case of দেশী
		}
		if s.word, ok = a.ids[rest]; !ok {
			continue
		}
		node, ok := a.steps[s]
		if !ok {
			continue
		}
		written := writtenEnding(whole, ending)
		for k := range a.ends[node] {
			if e := &a.ends[node][k]; e.endings && written > 0 && t.edges(run.From, run.To) {
				found(e, run, written)
			}
		}
	}
}

// writtenEnding returns how many bytes of the word as it is written are the ending.
func writtenEnding(word, ending string) int {
	for i := len(word); i > 0; {
		_, size := utf8.DecodeLastRuneInString(word[:i])
		i -= size
		switch k := key(word[i:]); {
		case k == ending:
			return len(word) - i
		case len(k) > len(ending)+4:
			return 0
		}
	}
	return 0
}

// fits reports whether the phrase is there as it must be written, and is no part of a word.
func (e *entry) fits(t *text, run prose.Range) bool {
	return t.edges(run.From, run.To) && (e.exact == "" || exactly(t.Cut(t.Of(run))) == e.exact)
}

// yaLetter is য় as key has it.
var yaLetter = key("য়")

// inflectedForm returns a word with an ending of another: the ৎ at its end is a ত before a vowel.
func inflectedForm(word, ending string) string {
	if stump, ok := strings.CutSuffix(word, "ৎ"); ok && strings.HasPrefix(ending, "ে") {
		return stump + "ত" + ending
	}
	return word + ending
}

// banglaEndings are those that a noun takes, the longest first.
var banglaEndings = func() []string {
	words := strings.Fields(`র এর ের য়ের কে তে য় ে য়ে টি টা টির টার টিকে টাকে টিতে টিও রা রাও এরা েরা দের দেরকে দেরও গুলো গুলোর গুলোকে গুলোতে গুলি গুলির
 ও ই রই রও তেও তেই কেও কেই েরই েরও ভাবে ভাবেই  খানা টুকু`)
	for i := range words {
		words[i] = key(words[i])
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return words
}()
