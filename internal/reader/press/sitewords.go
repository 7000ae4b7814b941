package press

import (
	"github.com/stet-news/stet/internal/news"
)

// siteWords are the words of pages other than a story and a front, in one language.
type siteWords struct {
	dash string // between what a page is of and which page it is

	search, searchFor, allSections, archive, corrections string

	pages, newest, newer, older, pageWord string
	previousDay, nextDay, nothing         string

	mostRead, moreOn, share, email, copyLink, copied, shareNative string

	oldStory, filePhoto, versionsTitle, versionsText string
	versions                                         map[news.VersionKind]string
	labels                                           map[news.Label]string

	correctionsText, policy string

	beat, contact, speaks, storiesBy, desk string

	lite, full, picture, show, kilobytes  string
	showGraphic, hideGraphic, openGraphic string // of a picture behind a cover

	film, sound, megabytes, transcript string

	shortDays [7]string
	stories   func(*words, int) string
}

var englishSite = siteWords{
	dash: " – ", search: "Search", searchFor: "Search the site", allSections: "All sections", archive: "Archive", corrections: "Corrections",
	pages: "Pages", newest: "Newest", newer: "Newer", older: "Older", pageWord: "Page ",
	previousDay: "Previous day", nextDay: "Next day", nothing: "Nothing",
	mostRead: "Most read", moreOn: "More on this story", share: "Share", email: "E-mail", copyLink: "Copy link", copied: "Copied", shareNative: "Share…",
	oldStory:  "This story is more than a year old.",
	filePhoto: "File photo.", versionsTitle: "Published versions", versionsText: "Every version of this story that readers have had, the newest first.",
	versions: map[news.VersionKind]string{
		news.FirstVersion: "Published", news.UpdatedVersion: "Updated", news.FixedVersion: "Small fix", news.CorrectedVersion: "Corrected",
		news.WithdrawnVersion: "Taken down for review", news.ReinstatedVersion: "Put back",
	},
	labels: map[news.Label]string{
		news.Analysis: "Analysis", news.Opinion: "Opinion", news.Explainer: "Explainer", news.Sponsored: "Sponsored",
	},
	correctionsText: "When we get something wrong we say what was wrong and what is right. Every correction and clarification is here, the newest first.",
	policy:          "How we correct and withdraw",
	beat:            "Covers", contact: "Contact", speaks: "Languages", storiesBy: "Stories by ", desk: "Desk",
	lite: "Lite version", full: "Full version", picture: "Picture", show: "Show", kilobytes: "KB",
	showGraphic: "Show picture:", hideGraphic: "Hide picture", openGraphic: "Open the picture",
	film: "Video", sound: "Audio", megabytes: "MB", transcript: "Read what is said",
	shortDays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	stories: func(w *words, n int) string {
		if n == 1 {
			return "1 story"
		}
		return w.number(n) + " stories"
	},
}

var banglaSite = siteWords{
	dash: " – ", search: "খুঁজুন", searchFor: "এই সাইটে খুঁজুন", allSections: "সব বিভাগ", archive: "আর্কাইভ", corrections: "সংশোধনী",
	pages: "পাতা", newest: "সবচেয়ে নতুন", newer: "আরও নতুন", older: "আরও পুরোনো", pageWord: "পাতা ",
	previousDay: "আগের দিন", nextDay: "পরের দিন", nothing: "কিছু নেই",
	mostRead: "সর্বাধিক পঠিত", moreOn: "এ বিষয়ে আরও", share: "শেয়ার করুন", email: "ই-মেইল", copyLink: "লিংক কপি করুন", copied: "কপি হয়েছে", shareNative: "শেয়ার…",
	oldStory:  "প্রতিবেদনটি এক বছরের বেশি পুরোনো।",
	filePhoto: "ফাইল ছবি।", versionsTitle: "প্রকাশিত সংস্করণ", versionsText: "এই প্রতিবেদনের যত সংস্করণ পাঠক পেয়েছেন, সব এখানে আছে; নতুনটি আগে।",
	versions: map[news.VersionKind]string{
		news.FirstVersion: "প্রকাশ", news.UpdatedVersion: "হালনাগাদ", news.FixedVersion: "ছোটখাটো সংশোধন", news.CorrectedVersion: "সংশোধন",
		news.WithdrawnVersion: "পর্যালোচনার জন্য সরানো", news.ReinstatedVersion: "পুনঃপ্রকাশ",
	},
	labels: map[news.Label]string{
		news.Analysis: "বিশ্লেষণ", news.Opinion: "মতামত", news.Explainer: "এক্সপ্লেইনার", news.Sponsored: "বিজ্ঞাপন প্রতিবেদন",
	},
	correctionsText: "আমাদের কোনো ভুল হলে কী ভুল ছিল আর কোনটি ঠিক, তা আমরা জানাই। সব সংশোধনী ও ব্যাখ্যা এখানে আছে; নতুনটি আগে।",
	policy:          "আমরা যেভাবে সংশোধন ও প্রত্যাহার করি",
	beat:            "যা নিয়ে লেখেন", contact: "যোগাযোগ", speaks: "ভাষা", storiesBy: "প্রতিবেদন: ", desk: "ডেস্ক",
	lite: "হালকা সংস্করণ", full: "পূর্ণ সংস্করণ", picture: "ছবি", show: "দেখুন", kilobytes: "কেবি",
	showGraphic: "ছবি দেখুন:", hideGraphic: "ছবি ঢাকুন", openGraphic: "ছবিটি খুলুন",
	film: "ভিডিও", sound: "অডিও", megabytes: "এমবি", transcript: "যা বলা হয়েছে পড়ুন",
	shortDays: [7]string{"রবি", "সোম", "মঙ্গল", "বুধ", "বৃহঃ", "শুক্র", "শনি"},
	stories:   func(w *words, n int) string { return w.number(n) + "টি প্রতিবেদন" },
}

// The words in which a house may have its own way, made once.
var (
	banglaOgust = withMonth(bangla, 7, "অগাস্ট")
	englishLakh = grouped(english)
)

func withMonth(w words, month int, name string) *words {
	w.months[month] = name
	return &w
}

func grouped(w words) *words {
	w.lakh = true
	return &w
}

// wordsIn returns the words of the language as the house writes it.
func wordsIn(h *news.House, l news.Language) *words {
	switch {
	case l == news.Bangla && h.Style.Ogust:
		return banglaOgust
	case l != news.Bangla && h.Style.Lakh:
		return englishLakh
	}
	return wordsOf(l)
}

// page returns "Page 12".
func (w *words) page(n int) string { return w.pageWord + w.count(n) }

// versionName returns what happened in the version.
func (w *words) versionName(v news.Version) string {
	if v.Kind == news.CorrectedVersion && v.Called != "" {
		return w.note(v.Called)
	}
	return w.versions[v.Kind]
}
