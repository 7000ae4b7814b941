package screens

// gateWords are those of the release gate and the register.
var gateWords = map[string]string{
	"Clocks disagree": "ঘড়িতে গরমিল", "Scheduled stories wait: the clocks disagree": "সময় বাঁধা প্রতিবেদন আটকে আছে: দুই ঘড়িতে সময় মিলছে না",
	"Held": "আটকে আছে", "Release asked for": "ছাড়ার অনুরোধ", "Released": "ছাড়া হয়েছে", "Refused": "নাকচ", "Release": "ছেড়ে দিন", "Refuse": "নাকচ করুন",
	"took down": "অপসারণ করেছেন", "wiped the text of": "লেখা মুছেছেন", "took up what readers have as": "পাঠকের কাছে যা আছে তা ফিরিয়ে এনেছেন",
	"The takedown is lifted. The story itself stays gone.": "অপসারণ তুলে নেওয়া হয়েছে। প্রতিবেদনটি নিজে আর ফেরে না।",
	"Take down": "অপসারণ করুন", "Taken down": "অপসারিত", "taken down": "অপসারিত", "Ask for the takedown": "অপসারণের সম্মতি চান", "Approve: Take down": "অনুমোদন: অপসারণ",
	"Approve the takedown of": "অপসারণে সম্মতি দেবেন:", "Type its number": "এর নম্বর লিখুন", "Its pictures may be used in other stories": "এর ছবি অন্য প্রতিবেদনে ব্যবহার করা যাবে",
	"Why, for the log, without the name of anybody who is protected": "কেন, লগের জন্য; সুরক্ষিত কারও নাম ছাড়া",
	"What was taken down stays down.":                                "যা অপসারিত, তা আর ফেরে না।",
	"Nothing was taken down.":                                        "কিছু অপসারিত নেই।", "Lift the takedown": "অপসারণ তুলে নিন", "Lifted": "তুলে নেওয়া হয়েছে", "It stands": "বহাল",
	"Why it may come back": "কেন এটি ফিরতে পারে", "Known by": "চেনা যায়", "its text": "লেখা দিয়ে", "its address": "ঠিকানা দিয়ে", "its source": "উৎস দিয়ে", "its pictures": "ছবি দিয়ে",
	"By order of a court, or because it is about the wrong person. Like a kill; and nothing like it comes back: not by an import, a backup or the wire, not as a copy. It always takes a second person.": "আদালতের আদেশে, বা ভুল মানুষকে নিয়ে লেখা হলে। চিরতরে বাতিলের মতোই; সঙ্গে একই লেখা আর ফেরে না: আমদানিতে নয়, ব্যাকআপে নয়, তারবার্তায় নয়, অনুলিপিতেও নয়। সব সময় আরেকজনের সম্মতি লাগে।",
	"The story is off the site at once and for good, and stays down: its text, its pictures and its source cannot come back by an import, a backup, the wire or a copy.":                                 "প্রতিবেদনটি এখনই চিরতরে সাইট থেকে সরে যায়, আর ফেরে না: এর লেখা, ছবি ও উৎস আমদানি, ব্যাকআপ, তারবার্তা বা অনুলিপি হয়ে ফিরতে পারে না।",
	"What was taken down by law, and stays down. Lifting a takedown lets its text, pictures and source in again; the story itself stays gone.":                                                           "আইনি কারণে যা অপসারিত, আর ফেরে না। অপসারণ তুলে নিলে এর লেখা, ছবি ও উৎস আবার আসতে পারে; প্রতিবেদনটি নিজে আর ফেরে না।",
	"This dispatch was taken down with a story of ours, and cannot be taken.":                                                                                                                            "আমাদের একটি প্রতিবেদনের সঙ্গে এই বার্তা অপসারিত; নেওয়া যাবে না।",
	"Ask for release": "ছাড়ার অনুরোধ করুন", "Why it must go out": "কেন এটি প্রকাশ করতেই হবে", "Asked for by": "অনুরোধ করেছেন", "Answered by": "উত্তর দিয়েছেন",
	"Nothing is held.": "কিছু আটকে নেই।", "Protected identities": "সুরক্ষিত পরিচয়", "Legal basis": "আইনি ভিত্তি", "Label, which is not the name": "চিহ্ন (নাম নয়)",
	"Names and nicknames in both scripts, one a line":                                                                                              "নাম ও ডাকনাম, বাংলা ও ইংরেজিতে, প্রতি লাইনে একটি",
	"What names one of these is held at every exit. Names are hashed as you save them; nobody can read them again.":                                "এঁদের কারও নাম থাকলে লেখাটি প্রকাশের সব পথেই আটকে যায়। সংরক্ষণের সঙ্গে সঙ্গে নাম সংকেতে বদলে যায়; কেউ আর তা পড়তে পারে না।",
	"What the release gate did not let leave. The same words leave by the same exit once one person has asked for it and another has released it.": "প্রকাশের ফটকে যা আটকেছে। একজন অনুরোধ করলে এবং আরেকজন ছেড়ে দিলে একই লেখা একই পথে প্রকাশ করা যাবে।",

	"Public note: what was wrong and what is right, or what is new": "প্রকাশ্য মন্তব্য: কী ভুল ছিল ও কোনটি ঠিক, অথবা নতুন কী", "Public note": "প্রকাশ্য মন্তব্য",
	"Public note, if a fact changes: what was wrong and what is right": "তথ্য বদলালে প্রকাশ্য মন্তব্য: কী ভুল ছিল ও কোনটি ঠিক",
	"Do not list the words that changed: they must not stand anywhere": "বদলানো শব্দগুলো তালিকায় দেবেন না: সেগুলো কোথাও থাকা চলবে না",
	"Readers would read the same words.":                               "পাঠক একই লেখা পড়বেন।", "Letters and signs have changed.": "বানান বা চিহ্ন বদলেছে।",
	"Other words, the same facts.": "শব্দ বদলেছে, তথ্য একই।", "Something is new; what was there stays.": "নতুন কিছু যোগ হয়েছে; আগের লেখা আছে।",
	"A fact has changed: readers must be told.": "তথ্য বদলেছে: পাঠককে জানাতে হবে।",

	"The story's page": "প্রতিবেদনের পাতা", "Its lite page": "হালকা পাতা", "Its public history": "প্রকাশিত সংস্করণের তালিকা", "The home page": "প্রচ্ছদ",
	"The front of %": "% বিভাগের পাতা", "RSS": "আরএসএস", "Atom": "অ্যাটম", "JSON feed": "জেসন ফিড", "The bar": "সর্বশেষের বার",
	"The sitemap": "সাইটম্যাপ", "The sitemap of what is new": "নতুন খবরের সাইটম্যাপ", "Search": "অনুসন্ধান", "The page of corrections": "সংশোধনীর পাতা", "The cache %": "ক্যাশ %",
	"{feed} of {section}": "{section} বিভাগের {feed}", "still has the version before": "এখনো আগের সংস্করণ দেখাচ্ছে", "still has the version of {time}": "এখনো {time}-এর সংস্করণ দেখাচ্ছে",
	"does not have it": "প্রতিবেদনটি নেই", "still shows it": "এখনো প্রতিবেদনটি দেখাচ্ছে", "was not told yet": "এখনো জানানো হয়নি", "did not answer as it should": "ঠিকমতো উত্তর দেয়নি",
	"is being asked": "দেখা হচ্ছে", "Asking where readers have it …": "পাঠক কোথায় পেয়েছেন দেখা হচ্ছে…", "Gone everywhere at {time}": "সব জায়গা থেকে সরেছে {time}", "Live everywhere at {time}": "সব জায়গায় প্রকাশিত {time}",
	" (and {n} more)": " (আরও {n}টি)", "Not everywhere yet": "এখনো সব জায়গায় যায়নি", "Where readers have it": "পাঠক কোথায় পেয়েছেন", "Surface by surface": "কোথায় কী অবস্থা",
}
