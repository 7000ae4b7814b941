package gate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/stet-news/stet/internal/pattern"

	"golang.org/x/text/unicode/norm"
)

// marker is a form of words that says of itself that it must not go out.
type marker struct {
	name  string
	is    *pattern.Pattern
	never *pattern.Pattern // what only looks like it: taken out of the text first; nil for nothing
	// needs are what a text has at least one of, in small letters, if it has the marker: a
	// hundred times cheaper to look for, and nearly every text has none.
	needs []string
}

func (m marker) needing(any ...string) marker { m.needs = any; return m }

// may reports whether the text, which is in small letters, could have the marker.
func (m marker) may(small string) bool {
	return len(m.needs) == 0 || slices.ContainsFunc(m.needs, func(n string) bool { return strings.Contains(small, n) })
}

// letters on either side of a marker that is a word.
const (
	before = `(?:^|[^\p{L}\p{M}\p{N}])`
	after  = `(?:$|[^\p{L}\p{M}\p{N}])`
)

// word finds the words wherever they stand; a space in them is any space.
func word(name, words string) marker {
	words = strings.ReplaceAll(words, " ", `[\s_.–—-]+`)
	return marker{name: name, is: pattern.New(before + `(?:` + words + `)` + after)}
}

// apart finds a word that means something else in a sentence (a Test match, who survives)
// only where it stands apart: in brackets, before a colon, twice, or alone.
func apart(name, words string) marker {
	const open, shut = `[\[({<«*#|~]\s*`, `\s*[\])}>»*#|~]`
	w := `(?:` + words + `)`
	return marker{name: name, is: pattern.New(
		open + w + shut + `|(?:^|\n)\s*` + w + `\s*(?:$|\n|[:：]|[–—-]\s)|` + open + w + `\s*[:：–—-]|` + before + w + `(?:[\s,.!–—-]+` + w + `)+` + after)}
}

// money is what TK is in Bangladesh nearly always.
var money = pattern.New(`(?i)` + before + `tk\.?\s*[\d০-৯]|[\d০-৯]\s*(?:crore|lakh|million|billion|m|bn|cr)?\s*tk` + after)

// markers are all the hold markers, the most telling first. They are looked for in text
// that folded has been through; a pattern in capitals means capitals.
var markers = []marker{
	word("DO NOT PUBLISH", `(?i:do not publish|don'?t publish|not for publication|do not run|not to be published)`).needing("publi", "not run", "not_run", "not-run", "run"),
	word("HOLD FOR RELEASE", `(?i:hold for release|hold for (?:approval|legal|lawyers?|the? ?editor|editors?|clearance)|not for release|not for broadcast)`).needing("hold", "not for", "release", "broadcast"),
	word("EMBARGOED", `(?i:embargoed (?:until|till|to|for)|strictly embargoed|under embargo until)|EMBARGO(?:ED)?:?`).needing("embargo"),
	word("DO NOT USE", `(?i:do not use|mandatory kill|kill notice)`).needing("use", "kill"),
	{name: "TK", is: pattern.New(before + `(?:TK)+` + after), never: money, needs: []string{"tk"}},
	apart("TK", `[Tt][Kk]|[Tt][Oo] [Cc][Oo][Mm][Ee]`).needing("tk", "to come"),
	word("XXX", `X{3,}|x{4,}`).needing("xxx"),
	{name: "PREP", is: pattern.New(before + `PREP(?:ARED)?` + after), needs: []string{"prep"}},
	word("lorem ipsum", `(?i:lorem ipsum|dolor sit amet|consectetur adipiscing)`).needing("lorem", "dolor", "consectetur"),
	word("filler text", `(?i:dummy (?:text|headline|story|copy|page|news)|filler text|placeholder(?: text)?|asdf+(?:g|gh|ghj)?|qwertyuiop|(?:headline|text|caption|standfirst|summary) goes here|insert (?:headline|text|caption|name|quote) here)`).needing("dummy", "filler", "placeholder", "asdf", "qwerty", "goes", "insert"),
	word("test message", `(?i:this is (?:only )?a test(?: message| story| transmission| page| of .{1,40}system)?|test (?:message|story|headline|transmission|alert|flash|article|post|push|page)|testing testing|please (?:disregard|ignore)(?: this)?|ignore this (?:message|story|test))`).needing("test", "disregard", "ignore"),
	apart("TEST", `TEST(?:ING)?|[Tt]est`).needing("test"),
	apart("DUMMY", `DUMMY|[Dd]ummy`).needing("dummy"),
	apart("HOLD", `HOLD`).needing("hold"),
	apart("DRAFT", `DRAFT`).needing("draft"),

	word("প্রকাশ করবেন না", `প্রকাশ করবেন না|ছাপবেন না|প্রকাশের জন্য নয়|প্রকাশযোগ্য নয়|অনুমতি ছাড়া প্রকাশ নয়`).needing("প্রকাশ", "ছাপবেন"),
	apart("প্রকাশ নয়", `প্রকাশ নয়|প্রকাশ করা যাবে না|স্থগিত|হোল্ড|খসড়া|এমবারগো`).needing("প্রকাশ", "স্থগিত", "হোল্ড", "খসড়া", "এমবারগো"),
	apart("টিকে", `টিকে|টি কে|টি\.কে\.?`).needing("টি"),
	apart("টেস্ট", `টেস্ট|টেস্টিং|পরীক্ষামূলক`).needing("টেস্ট", "পরীক্ষা"),
	word("টেস্ট", `টেস্ট (?:নিউজ|বার্তা|মেসেজ|পোস্ট|খবর|শিরোনাম|স্টোরি|পেজ|ফ্ল্যাশ|অ্যালার্ট)|পরীক্ষামূলক (?:বার্তা|খবর|সংবাদ|মেসেজ|পোস্ট|শিরোনাম)|এটি একটি (?:টেস্ট|পরীক্ষা|পরীক্ষামূলক বার্তা)`).needing("টেস্ট", "পরীক্ষা"),
	apart("ডামি", `ডামি|ডামী`).needing("ডাম"),
	word("ডামি", `ডাম[িী] (?:টেক্সট|লেখা|শিরোনাম|খবর|কপি|ছবি|নিউজ|পাতা|স্টোরি|সংবাদ)`).needing("ডাম"),
	word("উপেক্ষা করুন", `(?:দয়া করে |অনুগ্রহ করে )?(?:এই (?:বার্তা|খবর|মেসেজ)|এটি) উপেক্ষা করুন`).needing("উপেক্ষা"),
	word("শিরোনাম এখানে", `(?:শিরোনাম|লেখা|ক্যাপশন|ছবি) এখানে (?:বসবে|লিখুন|হবে|দিন)`).needing("এখানে"),
}

// noUse says of a picture that it must not be shown.
var noUse = []marker{
	word("do not use", `(?i:do not use|don'?t use|no use|not for (?:use|publication|sale|editorial use)|rights (?:not cleared|pending|expired)|no rights|mandatory kill|internal use only|no archives?)`),
	word("ব্যবহার করবেন না", `ব্যবহার করবেন না|ব্যবহার করা যাবে না|ব্যবহারযোগ্য নয়|অনুমতি নেই|স্বত্ব নেই`),
}

// Markers returns the names of the hold markers in the text, each once.
func Markers(text string) []string { return among(markers, folded(text)) }

func forbids(text string) string {
	for _, list := range [][]marker{noUse, markers[:4]} {
		if found := among(list, folded(text)); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// among returns the names of those of the list that are in the text, which is folded.
func among(list []marker, text string) (found []string) {
	if text == "" {
		return nil
	}
	small := strings.ToLower(text)
	for _, m := range list {
		if !m.may(small) {
			continue
		}
		t := text
		if m.never != nil {
			t = m.never.ReplaceAllString(t, " ")
		}
		if m.is.MatchString(t) && !slices.Contains(found, m.name) {
			found = append(found, m.name)
		}
	}
	return found
}

// folded is the text in which words are looked for: compatible forms as one (full-width
// letters, ligatures), without characters that nobody sees, the nukta pairs as NFC has them.
func folded(text string) string {
	if plain(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == '’' || r == '‘':
			return '\''
		case r != '\n' && unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	return norm.NFKC.String(text)
}

func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
