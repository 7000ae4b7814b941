package screens

import "maps"

// The words about what becomes of dispatches, and of the stories that were made from them, in Bangla.
func init() { maps.Copy(banglaWords, banglaSources) }

var banglaSources = map[string]string{
	"Source killed": "সূত্র প্রত্যাহার", "Source withheld": "সূত্র আটকে রাখা", "Source under embargo": "সূত্রে নিষেধাজ্ঞা", "Source corrected": "সূত্র সংশোধিত", "Source changed": "সূত্র বদলেছে",

	"The dispatch stands beside the story as one more source.": "তারবার্তাটি আরেকটি সূত্র হিসেবে প্রতিবেদনের পাশে আছে।",
	"Your answer is kept.": "আপনার উত্তর রাখা হয়েছে।",
	"The story cannot go out before somebody who may publish has answered.":                                "প্রকাশের অধিকার আছে এমন কেউ উত্তর না দেওয়া পর্যন্ত প্রতিবেদন প্রকাশ করা যাবে না।",
	"If nobody answers, readers get a notice instead of it at {time}.":                                     "কেউ উত্তর না দিলে {time}-এ পাঠক প্রতিবেদনের বদলে বিজ্ঞপ্তি পাবেন।",
	"Nobody had answered at {time}: readers have a notice instead of the story. Reinstate it, or kill it.": "{time} পর্যন্ত কেউ উত্তর দেননি: পাঠক প্রতিবেদনের বদলে বিজ্ঞপ্তি পাচ্ছেন। ফিরিয়ে আনুন, বা চিরতরে বাতিল করুন।",
	"What is different":                                        "কী বদলেছে",
	"What is different from {version}":                         "{version}-এর সঙ্গে পার্থক্য",
	"Why the story stands, for the log. Readers don’t see it.": "প্রতিবেদন কেন থাকছে, লগের জন্য। পাঠক দেখেন না।",
	"What was done about it, for the log. It may stay empty.":  "কী করা হলো, লগের জন্য। খালি থাকতে পারে।",
	"The story stands":                                         "প্রতিবেদন থাকছে",
	"Seen to":                                                  "দেখা হয়েছে",
	"Change the story":                                         "প্রতিবেদন বদলান",
	"Read both and answer":                                     "দুটি পড়ে উত্তর দিন",
	"A newer version came, and took the place of this one.":    "নতুনতর সংস্করণ এসেছে, এটির জায়গা নিয়েছে।",
	"{who} answered at {time}.":                                "{who} উত্তর দিয়েছেন {time}-এ।",
	"{wire} killed what this story was made from.":             "এই প্রতিবেদনের সূত্র {wire} প্রত্যাহার করেছে।",
	"{wire} withholds what this story was made from.":          "এই প্রতিবেদনের সূত্র {wire} আটকে রেখেছে।",
	"{wire} put an embargo on what this story was made from.":  "এই প্রতিবেদনের সূত্রে {wire} নিষেধাজ্ঞা দিয়েছে।",
	"{wire} corrected what this story was made from.":          "এই প্রতিবেদনের সূত্র {wire} সংশোধন করেছে।",
	"{wire} sent what this story was made from again.":         "এই প্রতিবেদনের সূত্র {wire} আবার পাঠিয়েছে।",
	"Number of the story":                                      "প্রতিবেদনের নম্বর",
	"Add as a source":                                          "সূত্র হিসেবে যোগ করুন",
	"compare":                                                  "তুলনা করুন",
	"KILL":                                                     "প্রত্যাহার",
	"WITHHELD":                                                 "আটকে রাখা",
	"CORRECTION":                                               "সংশোধন",
	"UPDATE":                                                   "হালনাগাদ",
	"URGENT":                                                   "জরুরি",
	"embargo until {time}":                                     "নিষেধাজ্ঞা {time} পর্যন্ত",
	"Slugline":                                                 "স্লাগলাইন",
	"Agency":                                                   "সংস্থা",
	"Note to editors":                                          "সম্পাদকদের জন্য কথা",
	"Minutes until a live story whose source was killed goes behind a notice": "সূত্র প্রত্যাহার হলে যত মিনিট পরে প্রকাশিত প্রতিবেদনের জায়গায় বিজ্ঞপ্তি যাবে",
	"Only while nobody answers for it. 1 to 1440; 0 leaves it to people.":     "কেউ উত্তর না দিলে তবেই। ১ থেকে ১৪৪০; ০ হলে মানুষের হাতে থাকবে।",
}
