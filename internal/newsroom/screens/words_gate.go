package screens

// gateWords are those of the release gate and the register.
var gateWords = map[string]string{
	"Clocks disagree": "ঘড়িতে গরমিল", "Scheduled stories wait: the clocks disagree": "সময় বাঁধা প্রতিবেদন আটকে আছে: দুই ঘড়িতে সময় মিলছে না",
	"Held": "আটকে আছে", "Release asked for": "ছাড়ার অনুরোধ", "Released": "ছাড়া হয়েছে", "Refused": "নাকচ", "Release": "ছেড়ে দিন", "Refuse": "নাকচ করুন",
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
}
