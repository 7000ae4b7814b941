package terms_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/stet-news/stet/internal/terms"
)

func TestOneWordHasOneTermHoweverItWasTyped(t *testing.T) {
	for _, same := range [][]string{
		{"Flood", "flood", "FLOODS", "flooded", "flooding", "flood’s", "Flood's"},
		{"ফেরি", "ফেরির", "ফেরিতে", "ফেরিটি", "ফেরিগুলো", "ফেরিগুলোর", "ফেরিগুলোতে", "ফেরিটিকে", "ফেরিও"},
		{"যমুনা", "যমুনায়", "যমুনা\u09DF", "যমুনার", "যমুনাতে", "যমুনাকে", "যমুনায়ও", "য\u200dমুনা", "যমু\u200cনা"},
		{"শহর", "শহরে", "শহরের", "শহরগুলো", "শহরটি", "শহরেই"},
		{"দেশ", "দেশে", "দেশের"},
		{"সরকার", "সরকারের", "সরকারকে", "সরকারই"},
		{"বাজার", "বাজারে", "বাজারের", "বাজারগুলোতে"},
		{"জুলাই", "জুলাইয়ের", "জুলাইয়ে"},
		{"শিক্ষার্থী", "শিক্ষার্থীরা", "শিক্ষার্থীদের", "শিক্ষার্থীর", "শিক্ষার্থীদেরকে"},
		{"ভারত", "ভারতে", "ভারতের"},
		{"2026", "২০২৬", "২০26", "২০২৬-"},
		{"1234567", "12,34,567", "১২,৩৪,৫৬৭", "1,234,567"},
		{"2.4", "২.৪"},
		{"café", "cafe", "CAFÉ", "cafe\u0301"},
		{"আমান", "অামান"},
		{"বাড়ি", "বা\u09DCি", "বাড\u09BCি", "বাড়ির", "বাড়িতে"},
		{"ৎ", "ত্", "ত্\u200d"},
		{"ﬁsh", "fish", "Ｆｉｓｈ"},
		{"U.S.", "us", "U.S"},
		{"study", "studies", "studied"},
		{"rise", "rising", "rises"},
		{"stop", "stopped", "stopping", "stops"},
		{"box", "boxes"},
		{"৫টি", "5", "৫"},
	} {
		want := terms.Of(same[0])
		for _, w := range same[1:] {
			if got := terms.Of(w); !got.Is(want, terms.Exact) {
				t.Errorf("%s is %q and %s is %q", same[0], want.Forms, w, got.Forms)
			}
		}
	}
}

func TestWordsThatOnlyLookAlikeStayApart(t *testing.T) {
	for _, apart := range [][2]string{
		{"কর", "করে"},
		{"বল", "বলে"},
		{"রায়", "রা"},
		{"থেকে", "থে"},
		{"মাটি", "মা"},
		{"ছুটি", "ছু"},
		{"সময়", "সম"},
		{"new", "news"},
		{"even", "evening"},
		{"k", "king"},
		{"need", "ne"},
		{"bus", "bu"},
		{"govern", "government"},
		{"দুই", "দু"},
		{"ভাই", "ভা"},
		{"সংবাদ", "সেবাদ"},
		{"পার্টি", "পার"},
		{"তার", "তা"},
		{"নদী", "নদ"},
	} {
		if a, b := terms.Of(apart[0]), terms.Of(apart[1]); a.Is(b, terms.Exact) {
			t.Errorf("%s and %s are both %q", apart[0], apart[1], a.Forms)
		}
	}
}

func TestASpellingThatPeopleMixUpHasOneVariant(t *testing.T) {
	for _, same := range [][]string{
		{"যমুনা", "যমূনা", "জমুনা", "জমূনায়"},
		{"নদী", "নদি", "ণদী"},
		{"কারণ", "কারন"},
		{"শেষ", "সেস", "ষেশ"},
		{"বাড়ি", "বারি", "বাড়ী", "বাঢ়ী"},
		{"ভালো", "ভাল"},
		{"চাঁদ", "চাদ"},
		{"দুঃখ", "দুখ"},
		{"কার্যালয়", "কার্য্যালয়"},
		{"বাঙ্গালি", "বাংগালি"},
		{"উৎসব", "উত্সব"},
		{"colour", "color"},
		{"centre", "center"},
		{"organise", "organi" + "ze"},
		{"travelling", "travel" + "ing"},
	} {
		want := terms.Of(same[0])
		for _, w := range same[1:] {
			if got := terms.Of(w); !got.Is(want, terms.Variant) {
				t.Errorf("%s is %q and %s is %q", same[0], want.Forms, w, got.Forms)
			}
		}
	}
}

func TestAWordInLatinLettersSoundsAsInItsOwn(t *testing.T) {
	for _, same := range [][]string{
		{"যমুনা", "jomuna", "jamuna", "Jomunā", "যমুনায়", "জমূনা"},
		{"ফেরি", "feri", "pheri", "fery", "ferry"},
		{"ঢাকা", "Dhaka", "dacca"},
		{"চট্টগ্রাম", "chattogram", "Chittagong", "chottogram"},
		{"সিলেট", "sylhet", "silet"},
		{"বাংলাদেশ", "Bangladesh", "bangladesh"},
		{"সরকার", "sorkar", "sarkar"},
		{"সংবাদ", "songbad", "sangbad"},
		{"মোহাম্মদ", "mohammad", "mohammod"},
		{"পদ্মা", "padma", "podma"},
		{"ইউনূস", "yunus", "Yunus"},
		{"ইয়াসমিন", "yasmin"},
		{"বিদ্যুৎ", "bidyut", "biddut"},
		{"বিশ্ব", "bishwo"},
		{"স্বাধীনতা", "shadhinota", "swadhinata"},
		{"কক্সবাজার", "koksbajar", "coxbazar"},
		{"ওয়ার্ড", "ward", "WARD"},
		{"বিজ্ঞান", "biggan"},
		{"আহমেদ", "ahmed"},
		{"কুমিল্লা", "comilla", "cumilla"},
		{"খুলনা", "khulna"},
		{"রাজশাহী", "rajshahi"},
	} {
		want := terms.Of(same[0])
		if len(want.Forms[terms.Sound]) == 0 {
			t.Errorf("%s has no sound", same[0])
		}
		for _, w := range same[1:] {
			if got := terms.Asked(w); !got.Is(want, terms.Sound) {
				t.Errorf("%s sounds %q and %s %q", same[0], want.Forms, w, got.Forms)
			}
		}
	}
}

func TestSoundsThatDifferStayApart(t *testing.T) {
	for _, apart := range [][2]string{{"যমুনা", "মেঘনা"}, {"পদ্মা", "পদক"}, {"ঢাকা", "টাকা"}, {"খুলনা", "ফেনী"}, {"আমান", "মান"}, {"fire", "ferry"}} {
		if a, b := terms.Of(apart[0]), terms.Of(apart[1]); a.Is(b, terms.Sound) {
			t.Errorf("%s and %s both sound %q", apart[0], apart[1], a.Forms)
		}
	}
}

func textOf(text string, spans []terms.Span) []string {
	var list []string
	for _, s := range spans {
		list = append(list, text[s.Start:s.End])
	}
	return list
}

func TestWordsAreFoundWhole(t *testing.T) {
	for text, want := range map[string]string{
		"যমুনায় ফেরি চলাচল বন্ধ।ঢাকায় বৃষ্টি": "যমুনায়|ফেরি|চলাচল|বন্ধ|ঢাকায়|বৃষ্টি",
		"‘সংবাদ’ ও “প্রতিবেদন”—২০২৬-এর":         "সংবাদ|ও|প্রতিবেদন|২০২৬|এর",
		"COVID-19, don't stop; 3.5% of 1,234":  "COVID|19|don't|stop|3.5|of|1,234",
		"হয়েছে.এরপর U.S. of A.":               "হয়েছে|এরপর|U.S|of|A",
		"snake_case e.g. a:b http://x.example": "snake|case|e.g|a|b|http|x|example",
		"ক্\u200cষ র\u200d্যাব":                "ক্\u200cষ|র\u200d্যাব",
		"":                                     "",
		"— … !!! 😀":                            "",
	} {
		got := strings.Join(textOf(text, slices.Collect(terms.Words(text))), "|")
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestASpanIsWidenedToWholeGraphemes(t *testing.T) {
	text := "ক্ষমা e\u0301a"
	got := textOf(text, terms.Whole(text, []terms.Span{{0, 3}, {3, 6}, {16, 17}}))
	if strings.Join(got, "|") != "ক্ষ|e\u0301" {
		t.Errorf("%q", got)
	}
}

// check holds a text to what is true of every text.
func check(t interface {
	Helper()
	Errorf(string, ...any)
}, text string,
) {
	t.Helper()
	end := 0
	var spans []terms.Span
	for s := range terms.Words(text) {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Errorf("%q: the word at %v after %d", text, s, end)
			return
		}
		end = s.End
		spans = append(spans, s)
		w := text[s.Start:s.End]
		term := terms.Of(w)
		for _, f := range slices.Concat(term.Forms[:]...) {
			for _, r := range f {
				if r <= unicode.MaxASCII && (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' || unicode.IsSpace(r) {
					t.Errorf("%q has %q in its form %q", w, r, f)
				}
			}
			if utf8.RuneCountInString(f) > 81 {
				t.Errorf("%q has a form of %d letters", w, utf8.RuneCountInString(f))
			}
		}
		if !term.Zero() && len(term.Forms[terms.Variant]) == 0 {
			t.Errorf("%q has no variant", w)
		}
		if !utf8.ValidString(w) {
			continue
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if other := terms.Of(form.String(w)); !reflect.DeepEqual(other, term) {
				t.Errorf("%+q is %+v and in form %d %+v", w, term, form, other)
			}
		}
	}
	for i, s := range terms.Whole(text, spans) {
		if i < len(spans) && s.Start > spans[i].Start {
			t.Errorf("%q: %v lost its beginning: %v", text, spans[i], s)
		}
	}
}

func TestWhatIsTrueOfEveryText(t *testing.T) {
	letters := rapid.OneOf(
		rapid.RuneFrom(nil, &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x0980, Hi: 0x09FF, Stride: 1}}}),
		rapid.RuneFrom([]rune(" -.,'’_:।aeiouysgdn19\u200c\u200d\u0301é")), rapid.Rune(),
	)
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.StringOf(letters).Draw(t, "text")) })
}

func FuzzEveryText(f *testing.F) {
	for _, s := range []string{"যমুনায় ফেরি বন্ধ", "Jomuna's 3.5 U.S.", "ক্\u200cষ অা ৎ ত্", "e\u0301 ﬁ İ ß", "\xff\xfe ক\xe0\xa6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

// A Bangla word with one of the endings of nouns is found by the word, whatever it is, if
// it is long enough to be told from a part of a word.
func TestAnEndingNeverHidesAWordOfRealCopy(t *testing.T) {
	files, err := filepath.Glob("../../../shared/cases/bangla/bnlpc/Documents/*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("SKIPPED: the documents in Bangla are not there")
	}
	seen, lost := 0, map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		for s := range terms.Words(text) {
			w := norm.NFC.String(text[s.Start:s.End])
			last, _ := utf8.DecodeLastRuneInString(w)
			base := terms.Of(w)
			if utf8.RuneCountInString(w) < 4 || !unicode.In(last, unicode.Bengali) || len(base.Forms[terms.Exact]) > 1 {
				continue // too short, or with an ending already
			}
			ends := []string{"কে", "গুলো", "টি"}
			if last >= 0x09BE && last <= 0x09CC {
				ends = append(ends, "র", "তে", "রা", "দের")
			} else if last >= 'ক' && last <= 'হ' {
				ends = append(ends, "ের", "ে")
			}
			for _, e := range ends {
				if seen++; !terms.Of(w+e).Is(base, terms.Exact) {
					lost[w+e] = true
				}
			}
		}
	}
	if len(lost)*1000 > 2*seen {
		t.Errorf("%d of %d forms lost their word: %.2000v", len(lost), seen, fmt.Sprint(slices.Sorted(maps.Keys(lost))))
	}
	t.Logf("%d forms, %d lost their word: %.2000v", seen, len(lost), fmt.Sprint(slices.Sorted(maps.Keys(lost))))
}

func BenchmarkOf(b *testing.B) {
	list := []string{"যমুনায়", "ফেরি", "শিক্ষার্থীদের", "government", "flooded", "river"}
	for i := range b.N {
		terms.Of(list[i%len(list)])
	}
}
