package press

import (
	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
)

// searchWords are the words of the search page in one language.
type searchWords struct {
	search, field, find, sort, newest, best, filters, section, everySection, from, to, author, kind, language, everyLanguage, inEvery string

	kinds map[edition.SearchKind]string

	none, meant, without, literally, latestIn, list, places, pages, next, previous, open string

	away notice

	results, more func(w *words, n int) string
	since, until  func(date string) string
}

var englishSearch = searchWords{
	search: "Search", field: "Words to look for", find: "Search", sort: "Sort", newest: "Newest", best: "Best match", filters: "More filters",
	section: "Section", everySection: "All sections", from: "From", to: "To", author: "Written by", kind: "Kind", language: "Language",
	everyLanguage: "All languages", inEvery: "Search in all languages",
	kinds: map[edition.SearchKind]string{
		"": "All stories", edition.WithPictures: "With pictures", edition.WithCorrection: "With a correction",
	},
	none: "Nothing was found", meant: "Did you mean", without: "Search without", literally: "Look for these words as they stand:",
	latestIn: "Latest in", list: "Results", places: "Sections and topics", pages: "Pages of results", next: "Next page", previous: "Previous page",
	open: "Type a word, a name or a date, as 26 March or last week. Bangla words are found in English letters too.",
	away: notice{"Search cannot answer just now", "Everything else on the site is there as always. Please try again in half a minute."},
	results: func(w *words, n int) string {
		if n == 1 {
			return "1 result"
		}
		return w.number(n) + " results"
	},
	more:  func(w *words, n int) string { return "More than " + w.number(n) + " results" },
	since: func(date string) string { return "since " + date },
	until: func(date string) string { return "until " + date },
}

var banglaSearch = searchWords{
	search: "অনুসন্ধান", field: "যা খুঁজতে চান", find: "খুঁজুন", sort: "ক্রম", newest: "নতুন আগে", best: "মিল বেশি আগে", filters: "আরও শর্ত",
	section: "বিভাগ", everySection: "সব বিভাগ", from: "শুরুর তারিখ", to: "শেষ তারিখ", author: "প্রতিবেদক", kind: "ধরন", language: "ভাষা",
	everyLanguage: "সব ভাষা", inEvery: "সব ভাষায় খুঁজুন",
	kinds: map[edition.SearchKind]string{
		"": "সব প্রতিবেদন", edition.WithPictures: "ছবিসহ", edition.WithCorrection: "সংশোধনীসহ",
	},
	none: "কিছু পাওয়া যায়নি", meant: "আপনি কি খুঁজছেন", without: "এই শর্ত বাদ দিয়ে খুঁজুন:", literally: "হুবহু এই শব্দগুলো খুঁজুন:",
	latestIn: "সর্বশেষ:", list: "ফলাফল", places: "বিভাগ ও বিষয়", pages: "ফলাফলের পাতা", next: "পরের পাতা", previous: "আগের পাতা",
	open: "শব্দ, নাম বা তারিখ লিখুন, যেমন ২৬ মার্চ বা গত সপ্তাহ। বাংলা শব্দ ইংরেজি হরফে লিখলেও পাওয়া যায়।",
	away: notice{"এই মুহূর্তে অনুসন্ধান করা যাচ্ছে না", "সাইটের বাকি সব আগের মতোই পড়া যাচ্ছে। আধা মিনিট পর আবার চেষ্টা করুন।"},
	results: func(w *words, n int) string {
		return w.number(n) + "টি প্রতিবেদন পাওয়া গেছে"
	},
	more: func(w *words, n int) string {
		return w.number(n) + "টির বেশি প্রতিবেদন পাওয়া গেছে"
	},
	since: func(date string) string { return date + " থেকে" },
	until: func(date string) string { return date + " পর্যন্ত" },
}

func searchWordsOf(l news.Language) *searchWords {
	if l == news.Bangla {
		return &banglaSearch
	}
	return &englishSearch
}
