package redline

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// word is a word with where it stands.
type word struct {
	token
	in sentence
	at int // of in
}

// compareTexts compares two texts sentence by sentence. Those that both have say nothing;
// the words of the others are laid side by side.
func compareTexts(known *context, was, is []sentence) (c Change) {
	old, fresh := apart(was, is), apart(is, was)
	if len(old) == 0 && len(fresh) == 0 {
		if !slices.EqualFunc(was, is, func(a, b sentence) bool { return a.same() == b.same() }) {
			c.raise(Wording) // in another order
		}
		return c
	}
	a, b := wordsOf(old), wordsOf(fresh)
	h := hunk{known: known, change: &c}
	for _, p := range Compare(sames(a), sames(b)) {
		switch p.Op {
		case '-':
			h.old, a = append(h.old, a[0]), a[1:]
		case '+':
			h.fresh, b = append(h.fresh, b[0]), b[1:]
		default:
			h.after, h.afterFresh = a, b
			h.judge()
			h = hunk{known: known, change: &c, before: append(h.lastOf(), a[0]), beforeFresh: append(h.lastOfFresh(), b[0])}
			a, b = a[1:], b[1:]
		}
	}
	h.judge()
	return c
}

// apart returns the sentences of a that b has not, as often as it has them.
func apart(a, b []sentence) (rest []sentence) {
	there := map[string]int{}
	for _, s := range b {
		there[s.same()]++
	}
	for _, s := range a {
		if there[s.same()]--; there[s.same()] < 0 {
			rest = append(rest, s)
		}
	}
	return rest
}

func wordsOf(all []sentence) (words []word) {
	for _, s := range all {
		for i, t := range s {
			words = append(words, word{t, s, i})
		}
	}
	return words
}

func sames(words []word) []string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.same()
	}
	return keys
}

// hunk is words of the older text and those that stand in their place.
type hunk struct {
	known         *context
	change        *Change
	old, fresh    []word
	before, after []word // what stands around old, and is the same in both
	beforeFresh   []word
	afterFresh    []word
}

// window is how many of the words around a hunk may belong to a number in it.
const window = 4

func (h hunk) lastOf() []word      { return lastWords(h.before, h.old) }
func (h hunk) lastOfFresh() []word { return lastWords(h.beforeFresh, h.fresh) }

// lastWords are the last words before, if nothing came between.
func lastWords(before, changed []word) []word {
	if len(changed) > 0 {
		return nil
	}
	return slices.Clone(before[max(0, len(before)-window+1):])
}

// judge says what the hunk is. Sentences that are new as a whole only add; one that is gone
// as a whole takes its facts with it.
func (h hunk) judge() {
	fresh, added := whole(h.fresh)
	if len(added) > 0 {
		h.change.other(Addition, "", textOf(added))
	}
	h.fresh = fresh
	old, gone := whole(h.old)
	if len(gone) > 0 {
		h.gone(gone)
	}
	h.old = old
	if len(h.old)+len(h.fresh) > 0 {
		h.compare()
	}
}

// whole takes the whole sentences out of the words.
func whole(words []word) (rest, sentences []word) {
	for i := 0; i < len(words); {
		w := words[i]
		if n := len(w.in); w.at == 0 && i+n <= len(words) && words[i+n-1].at == n-1 {
			sentences = append(sentences, words[i:i+n]...)
			i += n
			continue
		}
		rest = append(rest, w)
		i++
	}
	return rest, sentences
}

// gone judges whole sentences that readers have no more.
func (h hunk) gone(words []word) {
	c := h.change
	for _, n := range numbers(tokens(words)) {
		if !n.weak {
			c.fact(Number, n.text, "")
		}
	}
	for _, n := range h.names(words) {
		c.fact(Name, n, "")
	}
	if slices.ContainsFunc(words, func(w word) bool { return w.quoted }) {
		c.fact(Quotation, textOf(words), "")
	}
	if n := negationsIn(words); len(n) > 0 {
		c.fact(Negation, textOf(words), "")
	}
	c.other(Wording, textOf(words), "")
}

// compare judges words of a sentence that readers have, and what became of them.
func (h hunk) compare() {
	c := h.change
	before := c.Class
	c.Class = Nothing
	h.numbers()
	h.marked()
	h.negations()
	h.named()
	if c.Class != Fact {
		if h.slip() {
			c.Class = Spelling
		} else {
			c.other(Wording, textOf(h.old), textOf(h.fresh))
		}
		if c.Class == Wording && h.quotes() {
			c.fact(Quotation, textOf(h.old), textOf(h.fresh))
		}
	}
	c.raise(before)
}

// quotes reports whether one of the words is somebody else's.
func (h hunk) quotes() bool {
	quoted := func(w word) bool { return w.quoted }
	return slices.ContainsFunc(h.old, quoted) || slices.ContainsFunc(h.fresh, quoted)
}

// marked finds words that became somebody's own words, or are so no more.
func (h hunk) marked() {
	if len(h.old) != len(h.fresh) {
		return
	}
	for i, w := range h.old {
		if f := h.fresh[i]; w.key == f.key && w.quoted != f.quoted {
			h.change.fact(Quotation, textOf(h.old), textOf(h.fresh))
			return
		}
	}
}

// numbers compares the numbers, the days and what is counted, with the words around that
// belong to them.
func (h hunk) numbers() {
	old, fresh := h.around(h.old, h.before, h.after), h.around(h.fresh, h.beforeFresh, h.afterFresh)
	was, is := numbers(old), numbers(fresh)
	if !slices.EqualFunc(was, is, func(a, b number) bool { return a.value == b.value }) {
		was, is = differ(was, is), differ(is, was)
		weak := func(n number) bool { return n.weak }
		if strong := len(was) > 0 && len(is) > 0 || slices.ContainsFunc(slices.Concat(was, is), func(n number) bool { return !weak(n) }); strong {
			h.change.fact(Number, numberText(was), numberText(is))
		}
		if len(was)+len(is) == 0 { // in another order
			h.change.fact(Number, numberText(numbers(old)), numberText(numbers(fresh)))
		}
	}
	if a, b := in(days, old), in(days, fresh); len(a)+len(b) > 0 && !slices.Equal(values(a), values(b)) {
		h.change.fact(Number, strings.Join(keysOf(a), " "), strings.Join(keysOf(b), " "))
	}
	if a, b := in(measures, tokens(h.old)), in(measures, tokens(h.fresh)); len(a) > 0 && len(b) > 0 && !slices.Equal(values(a), values(b)) {
		h.change.fact(Number, strings.Join(keysOf(a), " "), strings.Join(keysOf(b), " "))
	}
}

// around returns the words with those beside them that are of a number.
func (h hunk) around(words, before, after []word) []token {
	all := tokens(words)
	for i := len(before) - 1; i >= 0 && i >= len(before)-window && (numeral(before[i].token) || before[i].key == "and"); i-- {
		all = append([]token{before[i].token}, all...)
	}
	for i := 0; i < len(after) && i < window && (numeral(after[i].token) || after[i].key == "and"); i++ {
		all = append(all, after[i].token)
	}
	return all
}

// differ returns the numbers of a that b has not.
func differ(a, b []number) (rest []number) {
	there := map[string]int{}
	for _, n := range b {
		there[n.value]++
	}
	for _, n := range a {
		if there[n.value]--; there[n.value] < 0 {
			rest = append(rest, n)
		}
	}
	return rest
}

func numberText(all []number) string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = n.text
	}
	return strings.Join(texts, ", ")
}

// found is a word of a table.
type found struct{ text, is string }

func in(table map[string]string, words []token) (all []found) {
	for _, w := range words {
		is := table[w.key]
		if is == "" {
			is = table[bare(w.key)]
		}
		if is != "" {
			all = append(all, found{w.text, is})
		}
	}
	return all
}

func values(all []found) (list []string) {
	for _, f := range all {
		list = append(list, f.is)
	}
	return list
}

func keysOf(all []found) (list []string) {
	for _, f := range all {
		list = append(list, f.text)
	}
	return list
}

// negation reports whether the word turns what is said.
func negation(key string) bool {
	if negations[key] || strings.HasSuffix(key, "n't") {
		return true
	}
	stem, ok := strings.CutSuffix(key, "নি")
	return ok && utf8.RuneCountInString(stem) > 1 && !ordinaryNi[key]
}

func negationsIn(words []word) (list []string) {
	for _, w := range words {
		if negation(w.key) {
			list = append(list, w.text)
		}
	}
	return list
}

// negations finds a "not" that came or went, and words whose contrary took their place.
func (h hunk) negations() {
	was, is := negationsIn(h.old), negationsIn(h.fresh)
	if len(was) != len(is) {
		h.change.fact(Negation, cmpText(h.old, was), cmpText(h.fresh, is))
		return
	}
	for _, o := range h.old {
		for _, f := range h.fresh {
			if turned(o.key, f.key) {
				h.change.fact(Negation, o.text, f.text)
				return
			}
		}
	}
}

// cmpText is the words if there are few, or else those that count.
func cmpText(words []word, counted []string) string {
	if len(words) > 3 && len(counted) > 0 {
		return strings.Join(counted, " ")
	}
	return textOf(words)
}

// turned reports whether one word is the contrary of the other.
func turned(a, b string) bool {
	if contraries.against(a, b) {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if utf8.RuneCountInString(a) > 2 {
		for _, p := range turners {
			if b == p+a {
				return true
			}
		}
	}
	less, ok := strings.CutSuffix(b, "less")
	full, _ := strings.CutSuffix(a, "ful")
	return ok && (less == a || less == full) || strings.HasSuffix(a, "less") && strings.TrimSuffix(a, "less") == strings.TrimSuffix(b, "ful")
}

// names are the names among the words.
func (h hunk) names(words []word) (list []string) {
	for _, w := range words {
		if h.known.name(w.in, w.at) {
			list = append(list, w.text)
		}
	}
	return list
}

// named finds names that changed, came or went. A slip in a word that only begins a
// sentence is none.
func (h hunk) named() {
	was, is := map[string]int{}, map[string]int{}
	var wasText, isText []string
	for i, w := range h.old {
		if h.known.name(w.in, w.at) && !(len(h.old) == len(h.fresh) && h.slipOfFirst(w, h.fresh[i])) {
			was[bare(w.key)]++
			wasText = append(wasText, w.text)
		}
	}
	for i, w := range h.fresh {
		if h.known.name(w.in, w.at) && !(len(h.old) == len(h.fresh) && h.slipOfFirst(w, h.old[i])) {
			is[bare(w.key)]++
			isText = append(isText, w.text)
		}
	}
	for key, n := range was {
		if is[key] != n {
			h.change.fact(Name, strings.Join(wasText, " "), strings.Join(isText, " "))
			return
		}
	}
	if len(is) > len(was) {
		h.change.fact(Name, strings.Join(wasText, " "), strings.Join(isText, " "))
	}
}

// slipOfFirst reports whether the word begins a sentence and the other, an ordinary word, is
// it with a slip of the pen less or more.
func (h hunk) slipOfFirst(w, other word) bool {
	ordinaryWord := func(w word) bool { return w.first && (common[w.key] || h.known.lower[w.key]) }
	return w.first && near(w.key, other.key) && (ordinaryWord(w) || ordinaryWord(other))
}

func tokens(words []word) []token {
	list := make([]token, len(words))
	for i, w := range words {
		list[i] = w.token
	}
	return list
}

func textOf(words []word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}
