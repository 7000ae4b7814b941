package bangla

// gateWords are those of the release gate: what it held, where, on the way to what.
var gateWords = map[string]string{
	"A spelling has one to %d words.": "একটি বানানে ১ থেকে %d শব্দ।",
	"A name of one word needs three letters at least, or it would be found everywhere.":   "এক শব্দের নামে অন্তত তিন অক্ষর লাগে, নইলে সবখানে মিলে যাবে।",
	"%s of %s names somebody whose identity is protected (%s; %s).":                       "%[2]s, %[1]s: এমন কারও নাম আছে যাঁর পরিচয় আইনে সুরক্ষিত (%[3]s; %[4]s)।",
	"%s of %s may not be used: %s.":                                                       "%[2]s, %[1]s: ব্যবহার করা যাবে না: %[3]s।",
	"%s of %s was taken down: %s. What was taken down stays down.":                        "%[2]s, %[1]s: অপসারিত: %[3]s। যা অপসারিত, তা আর ফেরে না।",
	"%s of %s carries the hold marker “%s”.":                                              "%[2]s, %[1]s: “%[3]s” লেখা আছে, অর্থাৎ আটকে রাখার চিহ্ন।",
	"Nothing went out. %s%s %s":                                                           "কিছুই প্রকাশ হয়নি। %s%s %s",
	" There is one more reason.":                                                          " আরও একটি কারণ আছে।",
	" There are more reasons.":                                                            " আরও কারণ আছে।",
	"Only who lifts the takedown opens the way.":                                          "অপসারণ তুলে নিলে তবেই পথ খুলবে।",
	"Change it; or, if it must go out, ask under Held for a second person to release it.": "বদলান; প্রকাশ করতেই হলে “আটকে আছে” পাতায় আরেকজনকে ছাড়তে বলুন।",

	"it has no credit": "কৃতজ্ঞতা লেখা নেই", "it says “%s”": "লেখা আছে “%s”",

	"story %d": "প্রতিবেদন #%d", "the bar": "বার", "the emergency banner": "জরুরি সতর্কবার্তা", "the front %s": "পাতা %s", "the settings": "সেটিংস",
	"the live coverage of story %d": "প্রতিবেদন #%d-এর সরাসরি", "the story": "প্রতিবেদন",
	"the line": "লাইন", "the link": "লিংক", "the headline over story %d": "প্রতিবেদন #%d-এর শিরোনাম", "the headline": "শিরোনাম", "the kicker": "কিকার",
	"the standfirst": "সারসংক্ষেপ", "the address": "ঠিকানা", "the byline": "বাইলাইন", "the dateline": "ডেটলাইন", "a topic": "বিষয়",
	"the description of the lead picture": "প্রধান ছবির বর্ণনা", "the lead picture": "প্রধান ছবি", "the caption of the lead picture": "প্রধান ছবির ক্যাপশন",
	"the credit of the lead picture": "প্রধান ছবির কৃতজ্ঞতা", "the description of a picture": "ছবির বর্ণনা", "the words on the cover of a picture": "ছবির আড়ালের লেখা", "the credit line": "কৃতজ্ঞতার লাইন",
	"the line of contributors": "প্রতিবেদক-সম্পাদকের লাইন", "the words that were changed": "বদলানো শব্দ", "a public note": "পাঠকের জন্য কথা", "a key point": "মূল কথা", "post %d": "পোস্ট %d",
	"post %d, %s": "পোস্ট %d, %s", "paragraph %d": "অনুচ্ছেদ %d", "a link": "লিংক", "an attribution": "উদ্ধৃতির নাম", "a caption": "ক্যাপশন", "a credit": "কৃতজ্ঞতা",
	"the title of an embed": "এমবেডের শিরোনাম", "the provider of an embed": "এমবেডের উৎস", "the address of an embed": "এমবেডের ঠিকানা", "a picture": "ছবি",
	"the site's name": "সাইটের নাম", "a section's name": "বিভাগের নাম", "the Hijri day": "হিজরি তারিখ", "an author's name": "লেখকের নাম",
	"an author's role": "লেখকের পদ", "an author's beat": "লেখকের ক্ষেত্র", "an author's page": "লেখকের পাতা", "an author's address": "লেখকের ঠিকানা",
	"the address of a page": "পাতার ঠিকানা", "the page %s": "পাতা %s", "the page %s, %s": "পাতা %s, %s", "what a topic is about": "বিষয়ের ভূমিকা",
}
