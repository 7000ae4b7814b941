package bangla

// copySentences are of the copy check, of what is let stand, and of the gate.
var copySentences = map[string]string{
	"let a finding stand": "গরমিল রেখে দিতে", "let stand what is certainly otherwise": "নিশ্চিত গরমিল রেখে দিতে", "take a stet back": "রেখে দেওয়া গরমিল আবার খুলতে",
	"own reporting": "নিজস্ব প্রতিবেদন", "background knowledge": "আগে থেকে জানা তথ্য", "source corrected": "সূত্রে সংশোধন এসেছে", "house style": "ভাষারীতি", "checker wrong": "যাচাই ভুল ধরেছে",
	"A finding stands for %s; %q is no reason.":                                                            "গরমিল রেখে দেওয়ার কারণ: %s। %q কোনো কারণ নয়।",
	"What is certainly otherwise stands only for a reason: %s.":                                            "নিশ্চিত গরমিল কারণ ছাড়া রাখা যায় না: %s।",
	"Say in the note what your own reporting is: who said it, or where you saw it.":                        "নিজস্ব প্রতিবেদন কী, নোটে লিখুন: কে বলেছেন, বা কোথায় দেখেছেন।",
	"The words have changed since; look again.":                                                            "কথা এর মধ্যে বদলে গেছে; আবার দেখুন।",
	"%s let this stand already.":                                                                           "%s এটি আগেই রেখে দিয়েছেন।",
	"Stet %d was taken back already.":                                                                      "রেখে দেওয়া %d নম্বর গরমিল আগেই আবার খোলা হয়েছে।",
	"The story has no stet %d.":                                                                            "এই প্রতিবেদনে %d নম্বর কোনো রেখে দেওয়া গরমিল নেই।",
	"The text has more than %d KB: it is not read while it is written.":                                    "লেখাটি %d কিলোবাইটের বেশি: লেখার সময় মিলিয়ে পড়া হয় না।",
	"The copy check holds back what is certain, what is likely, or nothing; %q is none of them.":           "কপি যাচাই নিশ্চিত গরমিলে আটকায়, সম্ভাব্য গরমিলেও আটকায়, বা কিছুতেই আটকায় না; %q এর কোনোটি নয়।",
	"This text could not be read against its sources to the end: nobody knows what would have been found.": "লেখাটি সূত্রের সঙ্গে মেলানো শেষ হয়নি: এতে কী পাওয়া যেত, কেউ জানে না।",
	"%s killed what this story was made from.":                                                             "প্রতিবেদনটি যে খবর থেকে লেখা, %s তা প্রত্যাহার করেছে।",
	"“%s” is “%s” in the source.":                                                                          "“%s” সূত্রে আছে “%s”।",
	"“%s” is not as its sources have it.":                                                                  "“%s” সূত্রের সঙ্গে মেলে না।",
	"Publication waits: the copy check did not come to its end, so nobody knows what it would have found. Try again, or let it stand with a reason.": "প্রকাশ আটকে আছে: কপি যাচাই শেষ হয়নি, তাই কী পাওয়া যেত কেউ জানে না। আবার চেষ্টা করুন, বা কারণ লিখে রেখে দিন।",
	"Publication waits: 1 finding is certain: %s Fix it, or let it stand with a reason.":                                                             "প্রকাশ আটকে আছে: ১টি নিশ্চিত গরমিল। %s ঠিক করুন, বা কারণ লিখে রেখে দিন।",
	"Publication waits: 1 finding is certain or likely: %s Fix it, or let it stand with a reason.":                                                   "প্রকাশ আটকে আছে: ১টি নিশ্চিত বা সম্ভাব্য গরমিল। %s ঠিক করুন, বা কারণ লিখে রেখে দিন।",
	"Publication waits: %d findings are certain. The first: %s Fix each, or let it stand with a reason.":                                             "প্রকাশ আটকে আছে: %dটি নিশ্চিত গরমিল। প্রথমটি: %s প্রতিটি ঠিক করুন, বা কারণ লিখে রেখে দিন।",
	"Publication waits: %d findings are certain or likely. The first: %s Fix each, or let it stand with a reason.":                                   "প্রকাশ আটকে আছে: %dটি নিশ্চিত বা সম্ভাব্য গরমিল। প্রথমটি: %s প্রতিটি ঠিক করুন, বা কারণ লিখে রেখে দিন।",
}
