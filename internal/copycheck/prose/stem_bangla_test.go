package prose_test

import (
	"testing"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

func TestAllFormsOfABanglaWordHaveOneStem(t *testing.T) {
	for _, forms := range [][]string{
		{"ঢাকা", "ঢাকার", "ঢাকায়", "ঢাকাকে", "ঢাকাতেও"},
		{"সিলেট", "সিলেটে", "সিলেটের", "সিলেটেও"},
		{"কলম্বো", "কলম্বোর", "কলম্বোয়"},
		{"সরকার", "সরকারের", "সরকারকে", "সরকারও"},
		{"বাজার", "বাজারে", "বাজারের", "বাজারগুলোতে"},
		{"সংসদ", "সংসদে", "সংসদের"},
		{"পরিষদ", "পরিষদে", "পরিষদের"},
		{"শ্রমিক", "শ্রমিকেরা", "শ্রমিকদের", "শ্রমিককে"},
		{"কর্মী", "কর্মীরা", "কর্মীদের", "কর্মীকে", "কর্মির"},
		{"বৈঠক", "বৈঠকে", "বৈঠকের", "বৈঠকটি"},
		{"বই", "বইয়ের", "বইয়ে"},
		{"নির্বাচন", "নির্বাচনে", "নির্বাচনের", "নির্বাচনই"},
		{"শ্রেণি", "শ্রেণী", "শ্রেণির", "শ্রেণীতে"},
		{"স্টেশন", "ষ্টেশনে"},
		{"ঘর", "ঘরের", "ঘরে"},
		{"কমিটি", "কমিটির", "কমিটিতে"},
	} {
		for _, form := range forms {
			if a, b := prose.StemOf("bn", prose.Fold(forms[0])), prose.StemOf("bn", prose.Fold(form)); a != b {
				t.Errorf("%s has the stem %s and %s has %s", forms[0], a, form, b)
			}
		}
	}
}

func TestOtherBanglaWordsHaveOtherStems(t *testing.T) {
	for _, words := range [][2]string{
		{"উত্তর", "উত্তরা"},
		{"কিশোর", "কিশোরী"},
		{"আদা", "আদায়"},
		{"মা", "মাটি"},
		{"পশু", "পশুর"},
		{"তরুণ", "তরুণী"},
		{"পাট", "পাটি"},
		{"জেলা", "জেলে"},
		{"বন", "বনানী"},
		{"ঘাট", "ঘাটতি"},
		{"আয়", "আয়না"},
	} {
		if a, b := prose.StemOf("bn", prose.Fold(words[0])), prose.StemOf("bn", prose.Fold(words[1])); a == b {
			t.Errorf("%s and %s have the same stem %s", words[0], words[1], a)
		}
	}
}

func TestNamesOnTheListsAreFoundWithTheirEndings(t *testing.T) {
	for text, want := range map[string]string{
		"গতকাল সাভারে একটি কারখানায় আগুন লাগে।":        "সাভার",
		"তিনি চট্টগ্রামে থাকেন।":                        "চট্টগ্রাম",
		"জাতিসংঘ নিরাপত্তা পরিষদের বৈঠকে প্রস্তাব ওঠে।": "জাতিসংঘ নিরাপত্তা পরিষদ",
		"দক্ষিণ এশিয়ার দেশগুলো রাজি হয়েছে।":           "দক্ষিণ এশিয়া",
	} {
		d := prose.Analyse(prose.Input{Text: text, Language: "bn"})
		d.FindNames(prose.CasesOf(d))
		if len(d.Names) == 0 || d.Names[0].Full() != prose.Fold(want) {
			t.Errorf("%s has the names %v", text, d.Names)
		}
	}
}
