package screens

// stetRules are what the rules of style that Stet brings are called, by their ids.
var stetRules = map[string]string{
	"spelling": "British spelling, one variety in a story", "dates": "Form of dates", "percent": "Per cent", "numbers": "Small numbers in words", "figure-first": "No figure at the start of a sentence",
	"quotation-marks": "Quotation marks", "headline": "Headlines in sentence case", "surname-first": "Full name before surname", "picture-credit": "Credit of pictures", "file-photo": "Old pictures labelled",
	"repeated-word": "Words written twice", "repeated-to": "“to” written twice", "punctuation": "Punctuation", "numeric-date": "Dates in figures only", "misspelt": "Misspellings", "confused": "Words taken for one another",
	"preferred": "Preferred forms", "wordy": "Wordy phrases",
	"bn-banan": "Common misspellings", "bn-bijoy": "Bijoy leftovers", "bn-danda": "Full stops for dandas", "bn-digits": "Bangla digits", "bn-exact": "Misspelt without an ending", "bn-file-photo": "Old pictures labelled",
	"bn-headline": "Form of headlines", "bn-ikar": "Short i in words that are not from Sanskrit", "bn-ikar-compounds": "Long i in compounds", "bn-natva": "The two letters n", "bn-percent": "Per cent", "bn-picture-credit": "Credit of pictures",
	"bn-punctuation": "Punctuation", "bn-quotation-marks": "Quotation marks", "bn-redundant": "Said twice", "bn-repeated-word": "Words written twice", "bn-shatva": "The letters s", "bn-visarga": "Colon for visarga",
}

// levelWordsOf is how the level with the word is called.
func levelWordsOf(word string) string {
	for _, l := range styleLevels {
		if l.level.String() == word {
			return l.words
		}
	}
	return ""
}

// styleWords are those of the house's style.
var styleWords = map[string]string{
	"British spelling, one variety in a story": "ব্রিটিশ বানান, এক লেখায় এক রীতি", "Form of dates": "তারিখ লেখার ধরন", "Per cent": "শতাংশ", "Small numbers in words": "ছোট সংখ্যা কথায়",
	"No figure at the start of a sentence": "বাক্যের শুরুতে অঙ্ক নয়", "Quotation marks": "উদ্ধৃতিচিহ্ন", "Headlines in sentence case": "শিরোনামে বড় হাতের অক্ষর", "Full name before surname": "পদবির আগে পুরো নাম",
	"Credit of pictures": "ছবির কৃতজ্ঞতা", "Old pictures labelled": "পুরোনো ছবিতে ‘ফাইল ছবি’", "Words written twice": "পরপর একই শব্দ", "“to” written twice": "পরপর দুবার to", "Punctuation": "যতিচিহ্ন",
	"Dates in figures only": "শুধু অঙ্কে লেখা তারিখ", "Misspellings": "ভুল বানান", "Words taken for one another": "গুলিয়ে ফেলা শব্দ", "Preferred forms": "যে রূপ লেখা হয়", "Wordy phrases": "বাহুল্য",
	"Common misspellings": "প্রচলিত ভুল বানান", "Bijoy leftovers": "বিজয়ের অবশেষ", "Full stops for dandas": "দাঁড়ির জায়গায় ফুলস্টপ", "Bangla digits": "বাংলা অঙ্ক", "Misspelt without an ending": "বিভক্তি ছাড়া ভুল বানান",
	"Form of headlines": "শিরোনামের ধরন", "Short i in words that are not from Sanskrit": "অতৎসম শব্দে ই-কার", "Long i in compounds": "সমাসে ই-কার ও ঈ-কার", "The two letters n": "ণ ও ন", "Said twice": "দ্বিত্ব",
	"The letters s": "ষ ও স", "Colon for visarga": "বিসর্গের জায়গায় কোলন",

	"Add a rule": "নিয়ম যোগ করুন", "Rules for stories in": "যে ভাষার প্রতিবেদনের নিয়ম", "A word, a name or an owner": "শব্দ, নাম বা দায়িত্ব", "Which rules": "কোন নিয়ম",
	"How often: in {n} stories that were changed or published in the last seven days, as they are now.": "কতবার: গত সাত দিনে বদলানো বা প্রকাশিত {n}টি প্রতিবেদনে, এখন যেমন আছে।",
	"There are more; the newest were read.": "আরও আছে; সবচেয়ে নতুনগুলো পড়া হয়েছে।", "No rule is like that.": "এমন কোনো নিয়ম নেই।", "Rule": "নিয়ম", "Owner": "দায়িত্ব", "Weight": "গুরুত্ব", "How often": "কতবার",
	"{n} more; search for them.": "আরও {n}টি; খুঁজে দেখুন।", "Stet brings it": "স্টেটের নিয়ম", "Off": "বন্ধ", "On": "চালু", "cannot be read": "পড়া যায় না", "changed by the house": "আমাদের বদলানো",
	"All rules": "সব নিয়ম", "The house’s own": "নিজেদের", "Stet’s": "স্টেটের", "Wrong": "ভুল", "Likely wrong": "সম্ভবত ভুল",
	"Avoid words": "যে শব্দ লেখা হয় না", "Write one for another": "একটির বদলে আরেকটি", "One of two spellings throughout": "এক লেখায় এক বানান", "First reference": "প্রথমে পুরো নাম", "So many at the most": "সর্বাধিক এতবার",
	"Capital letters": "বড় হাতের অক্ষর", "British or American": "ব্রিটিশ বা মার্কিন", "Numbers": "সংখ্যা", "Dates": "তারিখ", "Full name first": "আগে পুরো নাম", "Headlines": "শিরোনাম", "Digits": "অঙ্ক",
	"What the rule does": "নিয়মটি কী করে", "As YAML": "লেখা হিসেবে", "This rule cannot be read, and stories are read without it:": "নিয়মটি পড়া যাচ্ছে না, একে বাদ দিয়েই প্রতিবেদন পড়া হচ্ছে:",
	"Stet brings this rule. The house can put it off, change its weight and have it leave words alone; to say something else, put it off and add a rule.": "নিয়মটি স্টেটের সঙ্গে আসা। এটি বন্ধ রাখা যায়, গুরুত্ব বদলানো যায়, কিছু শব্দ ছাড় দেওয়া যায়; অন্য কিছু বলতে এটি বন্ধ করে নিজেদের নিয়ম যোগ করুন।",
	"Words and phrases that it leaves alone here, one a line": "যেসব শব্দ বা বাক্যাংশে নিয়মটি খাটবে না, প্রতি লাইনে একটি", "Left alone": "ছাড়",
	"Weight of what it finds": "যা ধরা পড়ে তার গুরুত্ব", "As Stet brings it": "স্টেটে যেমন আছে", "Its text": "নিয়মের লেখা", "The rule as YAML, in the schema of Vale’s rules": "নিয়মটি লেখা হিসেবে, ভেল-এর নিয়মের ছাঁচে",
	"Change it in the form": "ফরমে বদলান", "Try it on a text too": "নিজের লেখায়ও যাচাই করুন", "What would it have found last week?": "গত সপ্তাহে কী ধরা পড়ত?",
	"Off: it is kept, and stories are not read by it": "বন্ধ: নিয়মটি থাকবে, তবে প্রতিবেদনে খাটবে না", "Why this change": "কেন বদলাচ্ছেন", "for the rule’s history and the log": "নিয়মের ইতিহাস ও লগের জন্য",
	"What it would have found last week": "গত সপ্তাহে যা ধরা পড়ত", "Nothing in {n} stories that were changed or published in the last seven days.": "গত সাত দিনে বদলানো বা প্রকাশিত {n}টি প্রতিবেদনে কিছু ধরা পড়েনি।",
	"Places: {count}, in {flagged} of {n} stories that were changed or published in the last seven days, as they are now.": "গত সাত দিনে বদলানো বা প্রকাশিত {n}টির মধ্যে {flagged}টি প্রতিবেদনে, {count} জায়গায়; এখন যেমন আছে।",
	"It was stopped after five seconds: the rule is slow. Write its expressions as lists of words.":                        "পাঁচ সেকেন্ড পরে থামানো হয়েছে: নিয়মটি ধীর। রাশির বদলে শব্দের তালিকা লিখুন।",
	"In your text": "আপনার লেখায়", "Nothing.": "কিছু নেই।", "The first {n} are shown.": "প্রথম {n}টি দেখানো হলো।", "Write": "লিখুন", "Make it this again": "আবার এটি করুন",
	"Name of the rule": "নিয়মের নাম", "Words and phrases to avoid, one a line": "যে শব্দ বা বাক্যাংশ লেখা হবে না, প্রতি লাইনে একটি", "Instead of": "এর বদলে", "write": "লিখুন",
	"A story that has both is told so; neither is wrong by itself.": "এক প্রতিবেদনে দুটিই থাকলে জানানো হয়; আলাদাভাবে কোনোটি ভুল নয়।", "One spelling": "এক বানান", "the other": "অন্য বানান",
	"Where a story has": "প্রতিবেদনে এটি থাকলে", "it must also have": "এটিও থাকতে হবে", "As RAB and Rapid Action Battalion. Headlines are left out.": "যেমন বিআরটিএ ও বাংলাদেশ সড়ক পরিবহন কর্তৃপক্ষ। শিরোনাম বাদ থাকে।",
	"But not within these phrases, one a line": "তবে এসব বাক্যাংশের ভেতরে নয়, প্রতি লাইনে একটি", "Only with capital letters as they are written here": "ইংরেজি বড়-ছোট হাতের অক্ষর এখানে যেমন, ঠিক তেমন হলেই",
	"With case endings too, as in the example": "বিভক্তি যোগ হলেও, যেমন", "Who answers for it: a person or a desk": "দায়িত্ব কার: কোনো কর্মী বা ডেস্ক", "Why we have it": "নিয়মটি কেন",
	"What the finding says, in your own words": "ধরা পড়লে কী বলা হবে, নিজের ভাষায়", "%s stands for what was found. Left empty, Stet says it.": "যা ধরা পড়ে তা বসে %s-এর জায়গায়। খালি রাখলে স্টেট নিজে বলবে।",
	"See it as YAML": "লেখা হিসেবে দেখুন", "Pairs of words": "শব্দের জোড়া", "More pairs fit once these are saved.": "এগুলো সংরক্ষণ করলে আরও জোড়া লেখা যাবে।",
	"Rules as files": "ফাইলে নিয়ম", "In the schema of Vale, a free program that reads texts by rules: what was written for it works here, and the house’s rules work there.": "ভেল বিনা মূল্যের একটি প্রোগ্রাম, যা নিয়ম ধরে লেখা যাচাই করে। ভেল-এর জন্য লেখা নিয়ম এখানে চলে, নিজেদের নিয়মও সেখানে চলে।",
	"Give out": "বাইরে দিন", "The house has no rules of its own that are on.": "নিজেদের কোনো নিয়ম চালু নেই।", "Download the rules": "নিয়ম ডাউনলোড করুন",
	"A .zip with the house’s own rules that are on ({n}), as a style for Vale. Stet takes it in again as it was.": "নিজেদের চালু {n}টি নিয়ম .zip ফাইলে, ভেল-এর ছাঁচে। স্টেটে আবার হুবহু আনা যায়।",
	"Take in": "ভেতরে আনুন", "A .zip with styles, or the .yml of one rule": "নিয়মের .zip, কিংবা একটি নিয়মের .yml ফাইল",
	"Change rules of the house’s own that are in the file with another text; else they stay as they are": "নিজেদের যে নিয়ম ফাইলে অন্যভাবে লেখা আছে, সেটি বদলান; নয়তো যেমন আছে তেমনই থাকবে",
	"Keep new rules off, to look at them first":                                                          "নতুন নিয়ম বন্ধ রাখুন, আগে দেখে নেবেন", "Take the rules in": "নিয়মগুলো আনুন", "What became of the file": "ফাইলটির কী হলো",
	"Added: {added}. Changed: {changed}. Already there: {same}. Not taken in: {refused}.": "যোগ হয়েছে {added}টি, বদলেছে {changed}টি, আগেই ছিল {same}টি, নেওয়া যায়নি {refused}টি।",
	"Not taken in": "নেওয়া যায়নি", "Taken in, and to be known": "নেওয়া হয়েছে, জেনে রাখুন", "Added": "যোগ হয়েছে", "Changed": "বদলেছে", "Already there": "আগেই ছিল",
	"The rule is added. Stories are read by it from now on.": "নিয়মটি যোগ হয়েছে। এখন থেকে প্রতিবেদনে এটি খাটবে।", "The rule is changed. Stories are read by it as it is now.": "নিয়মটি বদলেছে। এখন থেকে এভাবেই খাটবে।", "The rule is again what it was.": "নিয়মটি আবার আগের মতো।",
}
