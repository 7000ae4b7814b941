package screens

import "maps"

// The words of a story's screens in Bangla: the editor, publishing, history, and the log.
func init() { maps.Copy(banglaWords, joined(banglaStory, banglaDone, banglaPublishing)) }

var banglaStory = map[string]string{
	"(no headline yet)": "(এখনো শিরোনাম নেই)", "(no headline)": "(শিরোনাম নেই)", "story": "প্রতিবেদন", "revision {n}": "সংস্করণ {n}", "version {n}": "সংস্করণ {n}", "the newest": "সর্বশেষ",
	"The reader's page": "পাঠকের পাতা", "Panes": "অংশগুলো", "Who is here": "কে কে আছেন", "Read it": "পড়ুন", "Goes out {time}": "প্রকাশ হবে {time}",
	"What is different in the text of {who}": "{who}-এর লেখায় যা আলাদা", "Struck out": "কেটে দেওয়া", "underlined": "নিচে দাগ দেওয়া",
	"is only in yours,": "শুধু আপনার লেখায়,", "only in theirs. Save again to keep yours; theirs stays in the history.": "শুধু তাঁর লেখায়। আপনারটি রাখতে আবার সংরক্ষণ করুন; তাঁরটি ইতিহাসে থাকবে।",
	"Throw yours away and open theirs":      "আপনারটি ফেলে তাঁরটি খুলুন",
	"On the wires":                          "তারবার্তায় দেখুন",
	"As received":                           "যেমন এসেছে",
	"What readers have":                     "পাঠকের কাছে যা আছে",
	"No dispatch stands behind this story.": "এই প্রতিবেদনের পেছনে কোনো তারবার্তা নেই।",
	"Take one from the wires":               "তারবার্তা থেকে নিন", ", and its text is here beside yours.": ", তার লেখা এখানে আপনার লেখার পাশে থাকবে।",
	"Empty line: new paragraph.": "খালি লাইন: নতুন অনুচ্ছেদ।", "sub-heading": "উপশিরোনাম", "> words -- who": "> কথা -- কে", "quote": "উদ্ধৃতি", "list": "তালিকা", "**bold**": "**মোটা**", "[words](https://…)": "[কথা](https://…)",
	"Byline: people": "বাইলাইন: নাম", "Name, Name": "নাম, নাম", "or a desk": "বা ডেস্ক", "Dateline: place": "ডেটলাইন: স্থান", "Dateline": "ডেটলাইন", "filed": "পাঠানো", "No byline": "বাইলাইন নেই",
	"Topics, with commas between": "বিষয়, মাঝে কমা", "Slug, the name in the address": "স্লাগ, ঠিকানায় যে নাম", "Credit line": "কৃতজ্ঞতার লাইন",
	"With Delta News Agency": "সঙ্গে ডেল্টা নিউজ এজেন্সি", "Who reported and edited": "প্রতিবেদন ও সম্পাদনায়", "Reporting by …; editing by …": "প্রতিবেদন: …; সম্পাদনা: …",
	"Label over the headline": "শিরোনামের ওপরের চিহ্ন", "Label": "চিহ্ন", "none: news": "নেই: সংবাদ", "analysis": "বিশ্লেষণ", "opinion": "মতামত", "explainer": "ব্যাখ্যা", "sponsored": "বিজ্ঞাপনী",
	"Translation of story number": "যে প্রতিবেদনের অনুবাদ, তার নম্বর", "Translation of": "যার অনুবাদ", "Beside it: story numbers, with commas between": "পাশে: প্রতিবেদনের নম্বর, মাঝে কমা", "Beside it": "পাশে",
	"found by topic where you leave room": "খালি জায়গায় বিষয় ধরে আসবে", "No picture.": "ছবি নেই।", "What it shows, for readers who cannot see it": "কী দেখা যায়, যে পাঠক দেখতে পান না তাঁর জন্য",
	"File photo, whatever its date says": "ফাইল ছবি, তারিখ যা-ই হোক", "Upload one": "আপলোড করুন", "Choose one that is here": "এখানে যা আছে তা থেকে বাছুন",
	"No section": "বিভাগ নেই", "No headline": "শিরোনাম নেই", "No text": "লেখা নেই", "Lead picture, described": "প্রধান ছবি, বর্ণনাসহ", "The lead picture has no description": "প্রধান ছবির বর্ণনা নেই",
	"It may wait: a story can start without one.": "পরে দিলেও চলে: শিরোনাম ছাড়াই শুরু করা যায়।", "First published": "প্রথম প্রকাশ", "{n} times": "{n} বার", "readers have this": "পাঠকের কাছে আছে",
	"Nothing is different.": "কিছুই আলাদা নয়।", "Bring this text back": "এই লেখা ফেরান",
}

// banglaPublishing are the verbs of a story and what they ask.
var banglaPublishing = map[string]string{
	"Not possible now": "এখন করা যাবে না", "Asks once more before readers see it.": "পাঠক দেখার আগে আরেকবার জিজ্ঞেস করবে।", "After the embargo": "নিষেধাজ্ঞার পরে", "Change the time": "সময় বদলান",
	"Why it goes back. The writer reads this.": "কেন ফেরত যাচ্ছে। লেখক এটি পড়বেন।", "Why it is dropped, for the log": "কেন বাদ, লগের জন্য", "Why it comes off, for the log. It can come back.": "কেন সরছে, লগের জন্য। ফিরিয়ে আনা যাবে।",
	"No reader before": "যে সময়ের আগে পাঠক নয়", "Set the embargo": "নিষেধাজ্ঞা দিন", "Who released the copy, to lift it or move it earlier": "তুলতে বা এগিয়ে আনতে: লেখাটি কে ছেড়েছেন", "lift it": "তুলে নিন", "Kind": "ধরন",

	"Public note: what was wrong, what is right":                                                "পাঠকের জন্য কথা: কী ভুল ছিল, কী ঠিক",
	"It changes the headline, the lead, a name or a key figure: the note stands above the text": "শিরোনাম, সূচনা, নাম বা মূল সংখ্যা বদলাচ্ছে: কথাটি লেখার ওপরে থাকবে",

	"A second person has ten minutes to approve it. If they do, readers have the story at once; if nobody does, nothing happens. Both names stand in the log.": "আরেকজনের সম্মতির জন্য দশ মিনিট। সম্মতি দিলে পাঠক সঙ্গে সঙ্গে প্রতিবেদন পাবেন; না দিলে কিছু হবে না। দুজনের নামই লগে থাকে।",
	"Why, for the log": "কেন, লগের জন্য", "Ask to break the embargo": "নিষেধাজ্ঞা ভাঙার সম্মতি চান",
	"Off the site for good: page, fronts, bar, feeds. Readers get a notice in its place. There is no way back.": "চিরতরে সাইট থেকে: পাতা, প্রচ্ছদ, বার, ফিড। জায়গায় পাঠক বিজ্ঞপ্তি পাবেন। আর ফেরানো যায় না।",
	"Type its number": "নম্বরটি লিখুন", "No one is available to approve it, because": "সম্মতি দেওয়ার কেউ নেই, কারণ", "Empty: a second person is asked, and has ten minutes.": "খালি থাকলে আরেকজনের কাছে সম্মতি চাওয়া হবে, সময় দশ মিনিট।",
	"Kill the story": "চিরতরে বাতিল করুন", "On the “News update” bar": "“সর্বশেষ” বারে", "the headline": "শিরোনাম", "the “News update” bar that readers see": "পাঠক যে “সর্বশেষ” বার দেখেন",
	"Give readers the new text of {story}?": "{story}: নতুন লেখা পাঠককে দেবেন?", "Correct {story} in public?": "{story}: প্রকাশ্যে সংশোধন করবেন?", "Publish {story} now?": "{story}: এখনই প্রকাশ করবেন?",
	"Publish now": "এখনই প্রকাশ করুন", "Update now": "এখনই হালনাগাদ করুন", "Correct now": "এখনই সংশোধন করুন", "Not yet": "এখন নয়", "Where": "কোথায়", "Length": "দৈর্ঘ্য", "none": "নেই", "no": "না", "On the bar": "বারে",
	"Told as": "পাঠককে বলা হবে", "a slip of the pen: no new time": "লেখার ভুল: সময় বদলাবে না", "new facts: the page says “Updated”": "নতুন তথ্য: পাতায় “হালনাগাদ” থাকবে", "above the text": "লেখার ওপরে", "at the end of the text": "লেখার শেষে",
	"Correction": "সংশোধন", "Clarification": "ব্যাখ্যা", "Editor's note": "সম্পাদকের কথা", "Waits for a second person": "আরেকজনের সম্মতির অপেক্ষায়",
}

// banglaDone are what the log says was done, and of what.
var banglaDone = map[string]string{
	"took the dispatch": "তারবার্তা নিয়েছেন", "started": "শুরু করেছেন", "filed it as a flash": "ফ্ল্যাশ পাঠিয়েছেন", "saved": "সংরক্ষণ করেছেন", "submitted to the desk": "ডেস্কে পাঠিয়েছেন",
	"returned to its writer": "লেখকের কাছে ফেরত দিয়েছেন", "marked ready": "প্রস্তুত করেছেন", "set an embargo": "নিষেধাজ্ঞা দিয়েছেন", "lifted the embargo": "নিষেধাজ্ঞা তুলেছেন", "scheduled": "প্রকাশের সময় ঠিক করেছেন",
	"took off the schedule": "প্রকাশের সময় বাতিল করেছেন", "published": "প্রকাশ করেছেন", "updated": "হালনাগাদ করেছেন", "corrected": "সংশোধন করেছেন", "withdrew": "প্রত্যাহার করেছেন", "reinstated": "ফিরিয়ে এনেছেন",
	"killed": "চিরতরে বাতিল করেছেন", "spiked": "বাদ দিয়েছেন", "restored": "ফেরত এনেছেন", "uploaded": "আপলোড করেছেন", "developed": "ছবির আকারগুলো তৈরি করেছে:", "changed the bar": "বার বদলেছেন", "changed the emergency banner": "জরুরি সতর্কবার্তা বদলেছেন",
	"changed the draft of": "খসড়া বদলেছেন", "launched": "পাঠকের কাছে দিয়েছেন", "rolled back": "আগের সংস্করণে ফিরেছেন", "changed the wire": "উৎস বদলেছেন", "changed the account": "অ্যাকাউন্ট বদলেছেন",
	"changed their own account": "নিজের অ্যাকাউন্ট বদলেছেন", "changed the tokens of": "টোকেন বদলেছেন", "changed the settings": "সেটিংস বদলেছেন", "changed the house’s style": "ভাষারীতি বদলেছেন", "assigned": "বরাদ্দ করেছেন", "moved": "অন্য ডেস্কে দিয়েছেন",
	"broke the embargo of": "নিষেধাজ্ঞা ভেঙেছেন", "started as a copy": "অনুলিপি শুরু করেছেন", "started as a translation": "অনুবাদ শুরু করেছেন", "started as a follow-up": "ফলো-আপ শুরু করেছেন",
	"asked for a legal check": "আইনি যাচাই চেয়েছেন", "asked for a picture check": "ছবি যাচাই চেয়েছেন", "asked for a fact check": "তথ্য যাচাই চেয়েছেন", "settled the legal check": "আইনি যাচাই শেষ করেছেন",
	"settled the picture check": "ছবি যাচাই শেষ করেছেন", "settled the fact check": "তথ্য যাচাই শেষ করেছেন", "asked for approval": "সম্মতি চেয়েছেন", "refused the request": "অনুরোধ নাকচ করেছেন",
	"took back the request": "অনুরোধ ফিরিয়ে নিয়েছেন", "let the request expire": "অনুরোধের মেয়াদ শেষ", "was held by the release gate": "প্রকাশের ফটকে আটকেছেন", "asked to release": "ছাড়ার অনুরোধ করেছেন",
	"answered for": "উত্তর দিয়েছেন", "changed the register of protected identities": "সুরক্ষিত পরিচয়ের তালিকা বদলেছেন", "was refused": "নাকচ হয়েছেন", "ticked off": "টিক দিয়েছেন", "opened the legal archive of": "আইনি আর্কাইভ খুলেছেন",
	"took over": "নিজের হাতে নিয়েছেন", "wrote a note on": "নোট লিখেছেন", "answered for a changed source of": "বদলানো সূত্রের জবাব দিয়েছেন", "added a source to": "সূত্র যোগ করেছেন", "chose what they are told of": "কী জানতে চান বেছেছেন", "moved in": "অন্য জায়গা থেকে এনেছেন", "covered live": "সরাসরি খবর দিয়েছেন",
	"lifted the takedown of": "অপসারণ তুলে নিয়েছেন", "took down": "অপসারণ করেছেন", "wiped what was said by": "লেখা মুছেছেন", "recovered the editions": "প্রকাশনা উদ্ধার করেছেন",

	"{label}": "{label}", "“{note}”": "“{note}”", "{text}": "{text}", "on the bar: “{line}”": "বারে: “{line}”", "to {who}": "{who}-কে", "from {story}": "{story} থেকে", "to {verb}": "{verb}",
	"asked by {who}": "চেয়েছেন {who}", "approved by {who}": "সম্মতি দিয়েছেন {who}", "alone: “{why}”": "একা: “{why}”", "for {time}": "সময়: {time}", "edition {n}": "প্রকাশনা {n}",
	"wire": "উৎস", "flash": "ফ্ল্যাশ", "the bar": "বার", "front": "পাতা", "picture": "ছবি", "person": "কর্মী", "the house": "প্রতিষ্ঠান", "banner": "সতর্কবার্তা", "dispatch": "তারবার্তা", "request": "অনুরোধ",
	"token": "টোকেন", "session": "সেশন", "held": "আটকে আছে", "register": "তালিকা", "the gate": "ফটক", "house style": "ভাষারীতি",
	"Everything": "সবকিছু", "Check the whole log": "পুরো লগ যাচাই করুন", "Of story number": "প্রতিবেদনের নম্বর", "No entry is like that.": "এমন কিছু লগে নেই।", "Entry": "ঘর", "What": "কী", "Of": "কিসের",
	"The newest 200 are shown. Older ones: filter by story, or read them over the API.": "সর্বশেষ ২০০টি দেখানো হলো। পুরোনোগুলো: প্রতিবেদন ধরে ছাঁকুন, বা প্রোগ্রাম দিয়ে পড়ুন।",
}
