package terms

import "strings"

// The sound of a word is written in few letters, those that survive whoever spells it: k
// g n c j t d p b m r l s h f for consonants, without breath and without length; i for
// every front vowel and u for every back one. The vowels a and o are left out but at the
// beginning, where they are a: Bangla does not write the one that every consonant carries,
// and no two people write it with the same letter.

// The least consonants by which a sound can tell a word, and a word of a story that is in
// Latin letters.
const (
	leastConsonants      = 2
	leastLatinConsonants = 3
)

func consonants(sound string) int {
	return len(sound) - strings.Count(sound, "a") - strings.Count(sound, "i") - strings.Count(sound, "u")
}

// names are the older English names of places, as their own people say them.
var names = map[string]string{
	"dacca": "dhaka", "calcutta": "kolkata", "chittagong": "chattogram", "comilla": "cumilla", "jessore": "jashore",
	"bogra": "bogura", "sylhet": "silet", "mymensingh": "moymonsingho", "barisal": "barishal", "bombay": "mumbai", "madras": "chennai",
}

// sounding collects sounds.
type sounding struct{ b []byte }

// say adds the sounds, each once however often it is repeated.
func (s *sounding) say(sounds string) {
	for i := range len(sounds) {
		c := sounds[i]
		n := len(s.b)
		if c == 'a' && n > 0 || n > 0 && s.b[n-1] == c && !isDigit(rune(c)) {
			continue
		}
		s.b = append(s.b, c)
	}
}

func (s *sounding) done() string {
	out := strings.TrimSuffix(string(s.b), "h") // said by few at the end of a word
	if consonants(out) < leastConsonants {
		return ""
	}
	return out
}

var banglaSounds = map[rune]string{
	'অ': "a", 'আ': "a", 'ও': "a", 'ই': "i", 'ঈ': "i", 'এ': "i", 'ঐ': "ai", 'উ': "u", 'ঊ': "u", 'ঔ': "u", 'ঋ': "ri",
	'ি': "i", 'ী': "i", 'ে': "i", 'ৈ': "i", 'ু': "u", 'ূ': "u", 'ৌ': "u", 'ৃ': "ri",
	'ক': "k", 'খ': "k", 'গ': "g", 'ঘ': "g", 'ঙ': "ng", 'ং': "ng", 'চ': "c", 'ছ': "c", 'জ': "j", 'ঝ': "j", 'য': "j", 'ঞ': "n",
	'ট': "t", 'ঠ': "t", 'ত': "t", 'থ': "t", 'ৎ': "t", 'ড': "d", 'ঢ': "d", 'দ': "d", 'ধ': "d", 'ণ': "n", 'ন': "n",
	'প': "p", 'ফ': "f", 'ব': "b", 'ভ': "b", 'ম': "m", 'র': "r", 'ল': "l", 'শ': "s", 'ষ': "s", 'স': "s", 'হ': "h",
}

// banglaSound returns how a Bangla word sounds.
func banglaSound(w []rune) string {
	var s sounding
	for i := 0; i < len(w); i++ {
		r := w[i]
		next := func(n int) rune {
			if i+n < len(w) {
				return w[i+n]
			}
			return 0
		}
		switch {
		case isDigit(r):
			s.say(string(r))
		case next(1) == nukta && (r == 'ড' || r == 'ঢ'):
			s.say("r")
			i++
		case next(1) == nukta: // য়
			s.say("i")
			i++
		case r == 'ও' && next(1) == 'য' && next(2) == nukta: // the w of ওয়াসা
			s.say("u")
			i += 2
		case r == 'ক' && next(1) == hasanta && next(2) == 'ষ': // ক্ষ
			s.say("k")
			i += 2
		case r == 'জ' && next(1) == hasanta && next(2) == 'ঞ': // জ্ঞ
			s.say("g")
			i += 2
		case r == hasanta && next(1) == 'য' && next(2) != nukta: // lengthens what it follows
			i++
		case r == hasanta && next(1) == 'ব' && i > 0 && !strings.ContainsRune("মরল", w[i-1]): // as in বিশ্ব
			i++
		default:
			s.say(banglaSounds[r])
		}
	}
	return s.done()
}

type latinGroup struct{ letters, sound string }

// latinSounds are the letters and groups of letters that are said otherwise than each
// stands, the longer ones first.
var latinSounds = []latinGroup{
	{"chh", "c"},
	{"kkh", "k"},
	{"ksh", "k"},
	{"sch", "s"},
	{"ch", "c"},
	{"kh", "k"},
	{"gh", "g"},
	{"jh", "j"},
	{"th", "t"},
	{"dh", "d"},
	{"ph", "f"},
	{"bh", "b"},
	{"sh", "s"},
	{"rh", "r"},
	{"zh", "j"},
	{"ck", "k"},
	{"oo", "u"},
	{"ou", "u"},
	{"au", "u"},
	{"ce", "si"},
	{"ci", "si"},
	{"cy", "si"},
	{"c", "k"},
	{"q", "k"},
	{"x", "ks"},
	{"z", "j"},
	{"v", "b"},
	{"w", "u"},
	{"y", "i"},
	{"e", "i"},
	{"o", "a"},
}

// latinSoundsOf are those that begin with each letter.
var latinSoundsOf = func() (of ['z' + 1][]latinGroup) {
	for _, l := range latinSounds {
		of[l.letters[0]] = append(of[l.letters[0]], l)
	}
	return of
}()

// latinSound returns how a word in Latin letters sounds, "" for a word of another script.
func latinSound(w string) string {
	if !isPlain(w) {
		return ""
	}
	if own := names[w]; own != "" {
		w = own
	}
	var s sounding
	for i := 0; i < len(w); {
		afterConsonant := i > 0 && !strings.ContainsRune("aeiouy", rune(w[i-1]))
		beforeVowel := i+1 < len(w) && strings.ContainsRune("aeiou", rune(w[i+1]))
		if (w[i] == 'y' || w[i] == 'w') && afterConsonant && beforeVowel { // as in bidyut and bishwo
			i++
			continue
		}
		n, sound := 1, w[i:i+1]
		for _, l := range latinSoundsOf[w[i]] {
			if strings.HasPrefix(w[i:], l.letters) {
				n, sound = len(l.letters), l.sound
				break
			}
		}
		s.say(sound)
		i += n
	}
	return s.done()
}
