package prose

import (
	"strings"
	"unicode/utf8"
)

// A Bangla noun takes its number, case and definiteness as endings, one after another, and "also" and "just" after these. What is cut off
// must be cut off a word of the same letters everywhere, so that all forms of a word have one stem: সরকার and সরকারের have, though সরকা is no word.

// preceded is what an ending must have before it.
type preceded int

const (
	byAny preceded = iota
	byVowel
	byConsonant
	byLoneVowel // one that is a letter by itself: বইয়ের
	byLongA     // ঢাকায়, কলম্বোয়
	byE         // what verbs of the respectful form have: করবেন, ছিলেন
	notByLongA  // লড়াই ends so by itself
)

// banglaEnding is an ending, what is before it, and the letter with which the word would end by itself if it were part of it: সংসদের is of সংসদ.
type banglaEnding struct {
	ending string
	before preceded
	own    string
}

// banglaEndings are the endings by their last letter, the longest first.
var banglaEndings = func() map[rune][]banglaEnding {
	m := map[rune][]banglaEnding{}
	for _, e := range []banglaEnding{
		{"গুলোকে", byAny, ""},
		{"গুলোতে", byAny, ""},
		{"গুলিকে", byAny, ""},
		{"গুলিতে", byAny, ""},
		{"গুলোর", byAny, ""},
		{"গুলোয়", byAny, ""},
		{"গুলির", byAny, ""},
		{"গুলো", byAny, ""},
		{"গুলি", byAny, ""},
		{"েদের", byAny, ""},
		{"দের", byAny, "দ"},
		{"টি", byAny, ""},
		{"টা", byAny, ""},
		{"েরা", byConsonant, ""},
		{"য়েরা", byLoneVowel, ""},
		{"রা", byVowel, ""},
		{"কে", byAny, "ক"},
		{"তে", byVowel, "ত"},
		{"য়ের", byLoneVowel, ""},
		{"ের", byConsonant, ""},
		{"র", byVowel, ""},
		{"য়ে", byLoneVowel, ""},
		{"ে", byConsonant, ""},
		{"য়", byLongA, ""},
		{"ই", notByLongA, ""},
		{"ও", byAny, ""},
		{"ন", byE, ""},
	} {
		e.ending, e.own = Fold(e.ending), Fold(e.own)
		last, _ := utf8.DecodeLastRuneInString(e.ending)
		m[last] = append(m[last], e)
	}
	return m
}()

// ownLetters are words and last parts of words whose last letter, with the ending that follows it, looks like a longer ending: বৈঠকে is of
// বৈঠক and not of বৈঠ.
var ownLetters = struct {
	words map[string]bool
	parts []string
}{
	words: setOf(`বৈঠক সড়ক ব্যাংক দশক শতক ফটক নাটক ট্রাক ফেসবুক টিকটক মোড়ক ফলক সূচক পোশাক স্মারক অভিষেক অর্ধেক প্রান্তিক পুস্তক ইরাক ব্যাংকক দৈনিক চত্বর নরক হক পদক লোক
জামায়াত জামাত অতীত গণিত পঞ্চায়েত কুয়েত আমিরাত বরাত ইঙ্গিত প্রভাত ডাকাত হামিদ ফরিদ সাঈদ সাইদ আজাদ আসাদ রাশেদ খালেদ জাভেদ মাহমুদ বারুদ ঈদ`),
	parts: strings.Fields(Fold(`পাত ঘাত গীত রীত বাদ ংসদ রিষদ ম্পদ িপদ জিদ মেদ ম্মদ হিদ হীদ শিদ শীদ সনদ চ্ছেদ ভেদ াবিদ িবিদ`)),
}

// wholeWords end like other words with an ending and are other words.
var wholeWords = setOf(`আদায় উপায় বিদায় অধ্যায় পর্যায় সম্প্রদায় পশুর আমির বেশি ঘেরাও`)

// endsByItself reports whether the word is one that ends with the letter by itself.
func endsByItself(word string) bool {
	if ownLetters.words[word] {
		return true
	}
	for _, part := range ownLetters.parts {
		if strings.HasSuffix(word, part) {
			return true
		}
	}
	return false
}

// lessEnding returns the folded Bangla word without its last ending. What is left has two syllables at least, as they are written.
func lessEnding(word string) (string, bool) {
	last, _ := utf8.DecodeLastRuneInString(word)
	if wholeWords[word] {
		return word, false
	}
	for _, e := range banglaEndings[last] {
		rest, ok := strings.CutSuffix(word, e.ending)
		if !ok || syllables(rest) < 2 || !e.follows(rest) || e.own != "" && endsByItself(rest+e.own) {
			continue
		}
		return rest, true
	}
	return word, false
}

// follows reports whether the ending may follow what is left of a word.
func (e *banglaEnding) follows(rest string) bool {
	r, size := utf8.DecodeLastRuneInString(rest)
	if r == nukta {
		r, _ = utf8.DecodeLastRuneInString(rest[:len(rest)-size])
	}
	switch {
	case r == hasanta:
		return false
	case e.before == byVowel:
		return isVowelSign(r) || isLoneVowel(r)
	case e.before == byConsonant:
		return !isVowelSign(r) && !isLoneVowel(r)
	case e.before == byLoneVowel:
		return isLoneVowel(r)
	case e.before == byLongA:
		return r == 'া' || r == 'ো'
	case e.before == byE:
		return r == 'ে'
	case e.before == notByLongA:
		return r != 'া' && r != 'আ'
	}
	return true
}

const (
	nukta   = '\u09bc'
	hasanta = '\u09cd'
)

func isVowelSign(r rune) bool { return r >= '\u09be' && r <= '\u09cc' }
func isLoneVowel(r rune) bool { return r >= '\u0985' && r <= '\u0994' }

// syllables returns how many letters a Bangla word has, consonants that are joined counted once.
func syllables(word string) (n int) {
	for _, r := range word {
		switch {
		case r == hasanta:
			n--
		case r >= '\u0985' && r <= '\u09b9', r == '\u09ce':
			n++
		}
	}
	return n
}

// mostEndings is how many endings a word has at most.
const mostEndings = 4

// stemBangla returns a folded Bangla word without its endings, in one of the ways to spell it.
func stemBangla(folded string) string { return banglaStems.get(folded, banglaStem) }

func banglaStem(word string) string {
	for range mostEndings {
		rest, ok := lessEnding(word)
		if !ok {
			break
		}
		word = rest
	}
	return spellings.Replace(word)
}

// spellings are letters that stand for one another in Bangla: শ্রেণী is শ্রেণি, ষ্টেশন is স্টেশন, ব্যাঙ্ক is ব্যাংক.
var spellings = strings.NewReplacer("ী", "ি", "ূ", "ু", "ণ", "ন", "ঈ", "ই", "ঊ", "উ", "ষ্ট", "স্ট", "ঙ্", "ং")

// StemOf returns the stem of a folded word of a text in the language.
func StemOf(language, folded string) string {
	if language == "bn" && !isASCII(folded) {
		return stemBangla(folded)
	}
	return Stem(folded)
}
