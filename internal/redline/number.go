package redline

import (
	"math/big"
	"slices"
	"strings"
)

// number is a number in a text, however it is written.
type number struct {
	value string // "14" for 14, ১৪টি and fourteen; "10:30" for what is more than one
	text  string
	weak  bool // "one", "a", একটি: as likely an article
}

// numbers returns the numbers of the words in their order. What multiplies one belongs to
// it: "2.5 lakh" is 250000.
func numbers(words []token) (all []number) {
	for i := 0; i < len(words); {
		n, used := numberAt(words[i:])
		if used == 0 {
			i++
			continue
		}
		all = append(all, n)
		i += used
	}
	return all
}

// numberAt reads the number that the words begin with, and returns how many belong to it, 0
// for none.
func numberAt(words []token) (n number, used int) {
	if words[0].key == "−" && len(words) > 1 {
		n, used = numberAt(words[1:])
		if used > 0 {
			n.value, n.text, used = "-"+n.value, "−"+n.text, used+1
		}
		return n, used
	}
	if strings.ContainsFunc(words[0].key, digit) {
		return digitsAt(words)
	}
	return wordsAt(words)
}

// digitsAt reads a number in digits, with what multiplies it.
func digitsAt(words []token) (number, int) {
	groups := strings.FieldsFunc(words[0].key, func(c rune) bool { return !digit(c) && c != '.' })
	for i, g := range groups {
		groups[i] = strings.Trim(g, ".")
	}
	groups = slices.DeleteFunc(groups, func(g string) bool { return g == "" })
	n := number{value: strings.Join(groups, ":"), text: words[0].text}
	value, ok := new(big.Rat).SetString(n.value)
	if !ok || n.value[0] == '0' && len(n.value) > 1 && n.value[1] != '.' {
		return n, 1 // a time, a telephone number
	}
	used := 1
	for used < len(words) && multiplies(words[used]) != 0 {
		value.Mul(value, new(big.Rat).SetInt64(multiplies(words[used])))
		n.text += " " + words[used].text
		used++
	}
	n.value = decimal(value)
	return n, used
}

// wordsAt reads a number in words.
func wordsAt(words []token) (n number, used int) {
	total, now, add := new(big.Rat), new(big.Rat), new(big.Rat)
	var texts []string
	for used < len(words) {
		w := words[used]
		stem := numberStem(w.key)
		switch value, small := small[stem]; {
		case fractions[stem] != nil:
			add.Add(add, fractions[stem])
			if add.Sign() > 0 && alone[stem] {
				now.Add(now, add)
				add.SetInt64(0)
			}
		case small:
			if now.Sign() > 0 && !joins(now, value) {
				return finish(total.Add(total, now), texts, words), used
			}
			now.Add(now, new(big.Rat).SetInt64(value))
			now.Add(now, add)
			add.SetInt64(0)
		case multiplies(w) != 0:
			if now.Sign() == 0 {
				now.SetInt64(1)
			}
			now.Mul(now, new(big.Rat).SetInt64(multiplies(w)))
			if multiplies(w) > 100 {
				total.Add(total, now)
				now = new(big.Rat)
			}
		case w.key == "and" && used > 0 && used+1 < len(words) && numeral(words[used+1]) && multiplies(words[used-1]) != 0:
		default:
			return finish(total.Add(total, now), texts, words), used
		}
		texts = append(texts, w.text)
		used++
	}
	return finish(total.Add(total, now), texts, words), used
}

func finish(value *big.Rat, texts []string, words []token) number {
	return number{value: decimal(value), text: strings.Join(texts, " "), weak: len(texts) == 1 && articles[words[0].key]}
}

// joins reports whether the word for value goes on the number now: "twenty" "five", "two
// hundred" "six", and not "two" "three".
func joins(now *big.Rat, value int64) bool {
	if !now.IsInt() {
		return false
	}
	n := now.Num().Int64()
	return n%100 == 0 && value < 100 || n%10 == 0 && n%100 >= 20 && value < 10
}

func decimal(value *big.Rat) string {
	if value.IsInt() {
		return value.Num().String()
	}
	return strings.TrimRight(value.FloatString(9), "0")
}

// numeral reports whether the word belongs to a number or says what is counted.
func numeral(t token) bool {
	if strings.ContainsFunc(t.key, digit) || multiplies(t) != 0 || t.key == "−" {
		return true
	}
	stem := numberStem(t.key)
	_, ok := small[stem]
	return ok || fractions[stem] != nil
}

func multiplies(t token) int64 { return multipliers[t.key] }

// numberStem takes off what Bangla puts after a number: the three of তিনজনকে is তিন.
func numberStem(key string) string {
	if _, ok := small[key]; ok || fractions[key] != nil {
		return key
	}
	for _, ending := range caseEndings {
		stem := strings.TrimSuffix(key, ending)
		for _, counter := range counters {
			if cut, ok := strings.CutSuffix(stem, counter); ok {
				if _, known := small[cut]; known || fractions[cut] != nil {
					return cut
				}
			}
		}
	}
	return key
}

var (
	counters    = []string{"টি", "টা", "টো", "জন", "খানা", "খানি", "গুণ", "বার", "তম", "শে", "ই", ""}
	caseEndings = []string{"", "র", "ের", "কে", "তে", "ে", "য়", "ও", "ই", "রই"}

	articles = set(`a an one এক একটি একটা একজন`)

	multipliers = map[string]int64{
		"hundred": 100, "hundreds": 100, "thousand": 1e3, "thousands": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "million": 1e6, "millions": 1e6,
		"crore": 1e7, "crores": 1e7, "billion": 1e9, "billions": 1e9, "trillion": 1e12, "dozen": 12, "dozens": 12,
		"শ": 100, "শো": 100, "শত": 100, "হাজার": 1e3, "লাখ": 1e5, "লক্ষ": 1e5, "মিলিয়ন": 1e6, "কোটি": 1e7, "বিলিয়ন": 1e9, "ডজন": 12,
	}
	// fractions that are put before a number: সাড়ে তিন is 3.5; alone says which need none.
	fractions = map[string]*big.Rat{
		"half": big.NewRat(1, 2), "quarter": big.NewRat(1, 4), "সাড়ে": big.NewRat(1, 2), "সোয়া": big.NewRat(1, 4), "পৌনে": big.NewRat(-1, 4),
		"দেড়": big.NewRat(3, 2), "আড়াই": big.NewRat(5, 2), "আধা": big.NewRat(1, 2), "অর্ধেক": big.NewRat(1, 2),
	}
	alone = set(`half quarter দেড় আড়াই আধা অর্ধেক`)

	small = smallNumbers()
)

func smallNumbers() map[string]int64 {
	m := map[string]int64{}
	put := func(from, step int64, list string) {
		for i, words := range strings.Fields(list) {
			for _, w := range strings.Split(words, "/") {
				m[w] = from + int64(i)*step
			}
		}
	}
	put(0, 1, `zero one/first/once two/second/twice three/third/thrice four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth ten/tenth
		eleven/eleventh twelve/twelfth thirteen/thirteenth fourteen/fourteenth fifteen/fifteenth sixteen/sixteenth seventeen/seventeenth eighteen/eighteenth nineteen/nineteenth`)
	put(20, 10, `twenty/twentieth thirty/thirtieth forty/fortieth fifty/fiftieth sixty/sixtieth seventy/seventieth eighty/eightieth ninety/ninetieth`)
	put(0, 1, `শূন্য এক/প্রথম দুই/দু/দ্বিতীয় তিন/তৃতীয় চার/চতুর্থ পাঁচ/পঞ্চম ছয়/ছ/ষষ্ঠ সাত/সপ্তম আট/অষ্টম নবম/ন দশ/দশম
		এগারো/এগার বারো/বার তেরো/তের চৌদ্দ পনেরো/পনের ষোলো/ষোল সতেরো/সতের আঠারো/আঠার উনিশ/ঊনিশ বিশ/কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ উনত্রিশ/ঊনত্রিশ
		ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ/ঊনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ/ঊনপঞ্চাশ
		পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট/ঊনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর/ঊনসত্তর
		সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি/ঊনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি উননব্বই/ঊননব্বই
		নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই`)
	put(100, 100, `একশ/একশো দুইশ/দুইশো/দুশ/দুশো তিনশ/তিনশো চারশ/চারশো পাঁচশ/পাঁচশো ছয়শ/ছয়শো সাতশ/সাতশো আটশ/আটশো নয়শ/নয়শো/নশ`)
	m["নয়"] = 9 // and "is not": either is a fact
	delete(m, "বার")
	delete(m, "তের")
	delete(m, "ন")
	delete(m, "ছ")
	return m
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
