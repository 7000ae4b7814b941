package press

import (
	"strconv"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// words are the interface's words in one language (screens.md §1.17), in NFC.
type words struct {
	language news.Language
	own      string // how the language calls itself
	locale   string // as Open Graph has it

	home, skip, sections, theme, footer, feed string

	newsUpdate, breaking, pause, play, previous, next string

	topStories, latest, noneYet string

	by, and, photo, published, updated, topics, printed string
	opens                                               string // said of a link to something heavy elsewhere

	correction, clarification, editorsNote, notes, hasNotes string

	missing, killed, withdrawn, goneAt notice

	siteWords

	lakh bool // numbers are grouped as 12,34,567

	months, banglaMonths [12]string
	days                 [7]string
}

// notice is the title and the text of a page that says why there is nothing.
type notice struct{ title, text string }

var english = words{
	language: news.English, own: "English", locale: "en_GB", siteWords: englishSite,
	home: "Home", skip: "Skip to main content", sections: "Sections", theme: "Dark or light", footer: "Footer", feed: "RSS feed",
	newsUpdate: "News update", breaking: "Breaking", pause: "Pause headlines", play: "Play headlines",
	previous: "Previous headline", next: "Next headline",
	topStories: "Top stories", latest: "Latest", noneYet: "Nothing has been published here yet.",
	by: "By ", and: " and ", photo: "Photo: ", published: "Published", updated: "Updated", topics: "Topics", printed: "Printed from",
	opens:      "opens another site, uses data",
	correction: "Correction", clarification: "Clarification", editorsNote: "Editor’s note",
	notes: "Corrections and updates", hasNotes: "This story has been corrected",
	missing:   notice{"Page not found", "There is no page at this address. It may have been mistyped, or the page may have moved."},
	killed:    notice{"This story was withdrawn", "The story that stood here has been withdrawn and will not return. This notice stays in its place."},
	withdrawn: notice{"This story is under review", "The story that stood here has been taken down while we review it. It may return."},
	goneAt:    notice{title: "Withdrawn"},
	months: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
	days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

var bangla = words{
	language: news.Bangla, own: "বাংলা", locale: "bn_BD", siteWords: banglaSite, lakh: true,
	home: "মূলপাতা", skip: "মূল লেখায় যান", sections: "বিভাগ", theme: "আলো বা আঁধার", footer: "পাতার নিচে", feed: "আরএসএস ফিড",
	newsUpdate: "সর্বশেষ", breaking: "ব্রেকিং", pause: "শিরোনাম থামান", play: "শিরোনাম চালান",
	previous: "আগের শিরোনাম", next: "পরের শিরোনাম",
	topStories: "শীর্ষ খবর", latest: "সর্বশেষ খবর", noneYet: "এখানে এখনো কিছু প্রকাশিত হয়নি।",
	by: "", and: " ও ", photo: "ছবি: ", published: "প্রকাশ", updated: "হালনাগাদ", topics: "বিষয়", printed: "মুদ্রিত",
	opens:      "অন্য সাইট খুলবে, ডেটা খরচ হবে",
	correction: "সংশোধনী", clarification: "ব্যাখ্যা", editorsNote: "সম্পাদকের বক্তব্য",
	notes: "সংশোধনী ও হালনাগাদ", hasNotes: "প্রতিবেদনটি সংশোধন করা হয়েছে",
	missing:   notice{"পাতাটি পাওয়া যায়নি", "এই ঠিকানায় কোনো পাতা নেই। ঠিকানা লিখতে ভুল হতে পারে, কিংবা পাতাটি সরে গেছে।"},
	killed:    notice{"প্রতিবেদনটি প্রত্যাহার করা হয়েছে", "এখানে যে প্রতিবেদন ছিল, তা প্রত্যাহার করা হয়েছে; সেটি আর ফিরবে না। তার জায়গায় এই বার্তা থাকছে।"},
	withdrawn: notice{"প্রতিবেদনটি পর্যালোচনায় আছে", "এখানে যে প্রতিবেদন ছিল, তা পর্যালোচনার জন্য সরানো হয়েছে। সেটি ফিরে আসতে পারে।"},
	goneAt:    notice{title: "প্রত্যাহার"},
	months: [12]string{
		"জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
		"জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
	},
	banglaMonths: [12]string{
		"বৈশাখ", "জ্যৈষ্ঠ", "আষাঢ়", "শ্রাবণ", "ভাদ্র", "আশ্বিন",
		"কার্তিক", "অগ্রহায়ণ", "পৌষ", "মাঘ", "ফাল্গুন", "চৈত্র",
	},
	days: [7]string{"রোববার", "সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার"},
}

// wordsOf returns the words of the language; English for one that is not known.
func wordsOf(l news.Language) *words {
	if l == news.Bangla {
		return &bangla
	}
	return &english
}

// note returns what a note of the kind is called.
func (w *words) note(k news.CorrectionKind) string {
	switch k {
	case news.Clarified:
		return w.clarification
	case news.EditorNote:
		return w.editorsNote
	default:
		return w.correction
	}
}

// credit returns a picture's credit with the word for it, unless the credit has it.
func (w *words) credit(s string) string {
	if s == "" || strings.HasPrefix(s, strings.TrimSpace(w.photo)) {
		return s
	}
	return w.photo + s
}

// digits writes the digits in s as the language does. It is the one place here that does
// so, so that a text never has two sets of them.
func (w *words) digits(s string) string {
	if w.language != news.Bangla {
		return s
	}
	return news.BanglaDigits(s)
}

// count writes n with its digits in groups: 1,234,567, or 12,34,567 where that is the way.
func (w *words) count(n int) string {
	s := strconv.Itoa(n)
	group := 3
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= group {
		s = s[:i] + "," + s[i:]
		if w.lakh {
			group = 2
		}
	}
	return w.digits(s)
}

// number writes n in the language's digits, as years and days are written.
func (w *words) number(n int) string { return w.digits(strconv.Itoa(n)) }
