package screens

// lifeWords are the words of a story's life in Bangla: checks, assignments, and what takes
// two people.
var lifeWords = map[string]string{
	"Going out": "প্রকাশ হচ্ছে", "Readers have it at {time}.": "{time}-টায় পাঠক পাবেন।", "Undo the publication": "প্রকাশ ফিরিয়ে নিন", "You and others have {n} seconds to undo it before readers see it.": "পাঠক পাওয়ার আগে {n} সেকেন্ড আপনি বা অন্য কেউ ফিরিয়ে নিতে পারবেন।",
	"published, with a moment to undo it": "প্রকাশ করেছেন, ফিরিয়ে নেওয়ার সময়সহ", "undid the publication of": "প্রকাশ ফিরিয়ে নিয়েছেন", "decided by {who}": "সিদ্ধান্ত {who}-এর",
	"The story goes out in a moment.": "প্রতিবেদনটি এখনই প্রকাশ হচ্ছে।", "It is undone: no reader had it. The story is ready.": "ফিরিয়ে নেওয়া হয়েছে: কোনো পাঠক পাননি। প্রতিবেদনটি প্রস্তুত।",
	"Seconds in which a publication can be undone": "প্রকাশের পর যত সেকেন্ড ফিরিয়ে নেওয়া যাবে",
	"Readers have a story of ours only afterwards, but at once what is breaking and what a program publishes. 0 to 60; 0 for none.": "পাঠক প্রতিবেদন পান তার পরে; ব্রেকিং আর প্রোগ্রামের প্রকাশ সঙ্গে সঙ্গে। ০ থেকে ৬০; একেবারে না চাইলে ০।",
	"House style": "ভাষারীতি", "Read against its sources": "সূত্রের সঙ্গে মিলিয়ে পড়া", "{n} more to look at": "আরও {n}টি দেখার আছে",
	"The story has no source. Made from an item of a wire, it is read against it here.": "প্রতিবেদনের কোনো সূত্র নেই। ওয়্যারের কোনো খবর থেকে লেখা হলে এখানে তার সঙ্গে মিলিয়ে পড়া হয়।",
	"As far as words show, it says what its sources say.":                               "কথায় যত দূর বোঝা যায়, সূত্র যা বলে প্রতিবেদনও তা-ই বলে।",
	"Certainly otherwise": "নিশ্চিত গরমিল", "Likely otherwise": "সম্ভবত গরমিল", "To check": "মিলিয়ে দেখুন", "For information": "জানার জন্য",
	"Checks": "যাচাই", "Picture": "ছবি", "Fact-check": "তথ্য যাচাই", "Needed": "দরকার", "Done": "হয়েছে", "Not needed": "দরকার নেই",
	"Assign": "দায়িত্ব দিন", "To": "যাঁকে", "Words expected": "কত শব্দ হবে", "Start from it": "এটি থেকে শুরু", "Duplicate": "অনুলিপি",
	"Follow-up": "ফলো-আপ", "In another language": "অন্য ভাষায়", "Start the translation": "অনুবাদ শুরু করুন", "Break the embargo": "নিষেধাজ্ঞা ভাঙুন",
	"Two people": "দুজনের সম্মতি", "Decide": "সিদ্ধান্ত দিন", "Asked by": "চেয়েছেন", "Why": "কারণ", "Until": "যে পর্যন্ত", "If you approve": "সম্মতি দিলে",
	"The story is off the site at once and for good: page, fronts, bar, feeds, search. Readers get a notice in its place.": "প্রতিবেদনটি সঙ্গে সঙ্গে চিরতরে সাইট থেকে সরে যাবে: পাতা, প্রচ্ছদ, বার, ফিড, অনুসন্ধান। তার জায়গায় পাঠক একটি বিজ্ঞপ্তি পাবেন।",
	"Readers have the story at once, before its embargo ends.":                                                             "নিষেধাজ্ঞা শেষ হওয়ার আগেই পাঠক প্রতিবেদনটি পাবেন।",
	"It waits for a second person.": "আরেকজনের সম্মতির অপেক্ষায়।", "Take it back": "ফিরিয়ে নিন", "A note, if you have one": "কিছু বলার থাকলে লিখুন",
	"Approve": "সম্মতি দিন", "Refuse": "নাকচ করুন", "Approve the kill of": "চিরতরে বাতিলে সম্মতি দেবেন?", "Approve breaking the embargo of": "নিষেধাজ্ঞা ভাঙায় সম্মতি দেবেন?",
	"Alone, because": "একা, কারণ", "Approved by": "সম্মতি দিয়েছেন", "When": "কখন", "Still to do outside of this program": "এই প্রোগ্রামের বাইরে যা বাকি",
	"Posts on social networks": "সামাজিক মাধ্যমের পোস্ট", "The printed paper": "ছাপা কাগজ", "Whoever republishes our copy": "যাঁরা আমাদের লেখা আবার প্রকাশ করেন",
	"Search engines and archives elsewhere": "সার্চ ইঞ্জিন ও অন্যত্র আর্কাইভ", "Legal archive": "আইনি আর্কাইভ", "Open the legal archive": "আইনি আর্কাইভ খুলুন",
	"Why you read it. This is kept on record.": "কেন পড়ছেন। এটি লগে থাকবে।", "What the kill still needs, and the legal archive": "বাতিলের পর যা বাকি, আর আইনি আর্কাইভ",
	"Revision": "সংস্করণ", "With those chosen": "বাছাই করাগুলো নিয়ে", "Choose": "বাছুন", "Move": "অন্য ডেস্কে দিন", "Tag": "বিষয় যোগ করুন", "Note": "মন্তব্য",
	"Take off the schedule":          "সময় বাতিল করুন",
	"A slip of the pen: no new time": "লেখার ভুল: সময় বদলাবে না", "New facts: the page says “Updated”": "নতুন তথ্য: পাতায় “হালনাগাদ” থাকবে",
	"Correction: a fact was wrong": "সংশোধন: তথ্য ভুল ছিল", "Clarification: true, but could mislead": "ব্যাখ্যা: সত্য, তবে ভুল বোঝার সুযোগ ছিল",
	"Editor's note: fairness, process": "সম্পাদকের কথা: ন্যায্যতা, প্রক্রিয়া",
}
