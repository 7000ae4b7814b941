package screens

// picturePageWords are the words of a picture's own page.
var picturePageWords = map[string]string{
	"Free to use": "ব্যবহার করা যাবে", "Use with conditions": "শর্তে ব্যবহার করা যাবে", "Do not use": "ব্যবহার করা যাবে না", "Lease expired": "ব্যবহারের মেয়াদ শেষ",
	"uploaded by": "আপলোড করেছেন", "Take care": "সাবধান", "An animation: readers get its first picture.": "এটি চলমান ছবি: পাঠক এর প্রথম ছবিটি পাবেন।",
	"Crop box": "কাটার ঘর", "What is moved": "কী সরবে", "Focus": "মূল বিন্দু", "across, %": "আড়াআড়ি, %", "down, %": "ওপর থেকে নিচে, %",
	"Focus: what stays in sight in every crop": "মূল বিন্দু: যেভাবেই কাটা হোক, যা দেখা যাবে",

	"Click, drag, or arrow keys: one pixel, with Shift ten; + and − change the size.": "ক্লিক করুন, টানুন বা তিরচিহ্নের চাবি চাপুন: এক পিক্সেল, Shift চেপে দশ; + ও − চাবিতে মাপ বদলায়।",
	"It is on the faces that were found.":                                             "যে মুখগুলো পাওয়া গেছে, বিন্দুটি সেখানে আছে।", "What {shape} shows": "{shape} মাপে যা দেখা যাবে", "Follows the focus": "মূল বিন্দু ধরে কাটা হবে",
	"Under 1280 pixels wide: it will be soft where it is shown large.": "চওড়ায় ১২৮০ পিক্সেলের কম: বড় করে দেখালে ঝাপসা লাগবে।", "A face is cut.": "কারও মুখ কাটা পড়ছে।",

	"cards and fronts": "তালিকা ও প্রচ্ছদ", "players and shares": "ভিডিও ও শেয়ার", "older screens": "পুরোনো পর্দা", "squares and chats": "চৌকো ও বার্তালাপ", "portraits": "মুখচ্ছবি",

	"Taken": "তোলার সময়", "The file does not say.": "ফাইলে লেখা নেই।", "the file names no zone": "ফাইলে সময়-অঞ্চল লেখা নেই",
	"Take care: a minor, a victim, somebody not to be identified": "সাবধান: শিশু, ভুক্তভোগী, বা যাঁর পরিচয় দেওয়া যাবে না", "A file photo in every story": "সব প্রতিবেদনে ফাইল ছবি",
	"Rights": "স্বত্ব", "Conditions": "শর্ত", "Whose it is": "ছবি যার", "own, or the agency": "নিজস্ব, বা সংস্থার নাম", "Not before": "যার আগে নয়", "Lease until": "মেয়াদ শেষ",
	"What the file says": "ফাইলে যা লেখা আছে", "Nothing more.": "আর কিছু নেই।", "Location": "জায়গা", "Original": "মূল ফাইল",
	"The original knows where it was taken. Readers never do.": "কোথায় তোলা, মূল ফাইলে তা আছে। পাঠক কখনো তা পান না।",
	"Creator": "যিনি তুলেছেন", "Copyright": "কপিরাইট", "Usage terms": "ব্যবহারের শর্ত", "Content credentials": "ছবির পরিচয়পত্র", "How it was made": "কীভাবে তৈরি", "Instructions": "নির্দেশনা", "Keywords": "মূল শব্দ", "City": "শহর", "Country": "দেশ",

	"changed what is known of": "ছবির তথ্য বদলেছেন", "opened the original of": "মূল ফাইল খুলেছেন", "replaced": "অন্য ছবি বসিয়েছেন", "deleted": "মুছে ফেলেছেন",

	"Where it is used": "কোথায় ব্যবহৃত", "Nowhere yet.": "এখনো কোথাও নয়।", "portrait of an author": "লেখকের ছবি", "since {time}": "{time} থেকে", "in {n} posts": "{n}টি পোস্টে", "in copy since {time}": "{time} থেকে লেখায় আছে",
	"Use it at the head of story number": "প্রধান ছবি হবে যে প্রতিবেদনের, তার নম্বর", "in place of the picture that the story has": "প্রতিবেদনে এখন যে ছবি আছে, তার বদলে", "Use": "ব্যবহার করুন",
	"Replace everywhere": "সব জায়গায় বদলান", "Delete the picture": "ছবিটি মুছুন", "Why, for the log": "কারণ, লগের জন্য", "Delete for good": "চিরতরে মুছুন",
	"Its original and all its files leave the disk. Nobody can bring them back.": "মূল ফাইল ও ছবির সব ফাইল ডিস্ক থেকে চলে যাবে। কেউ আর ফেরাতে পারবে না।",
	"What was changed": "কী কী বদলেছে", "Description": "বর্ণনা", "yes": "হ্যাঁ", "no": "না",
	"What somebody else changed meanwhile": "এর মধ্যে অন্য কেউ যা বদলেছেন", "Open it anew": "নতুন করে খুলুন",
	"The form has what you typed. Save it again to have it your way, or open the picture anew to have theirs.": "ঘরগুলোতে আপনার লেখাই আছে। আপনারটি রাখতে আবার সংরক্ষণ করুন, তাঁরটি রাখতে ছবিটি নতুন করে খুলুন।",

	"What this changes": "এতে যা বদলাবে", "Nothing: the picture is used nowhere.": "কিছু না: ছবিটি কোথাও ব্যবহৃত নয়।", "The other picture": "অন্য ছবি", "or the address of its page": "অথবা ছবির পাতার ঠিকানা", "or a new file": "অথবা নতুন ফাইল",
	"Caption and description": "ক্যাপশন ও বর্ণনা", "those of the other picture": "অন্য ছবিরটি", "as each story has them now": "প্রতিবেদনে এখন যেমন আছে", "The credit is always the other picture’s.": "কৃতজ্ঞতা সব সময় অন্য ছবির।",
	"Public note under each live story": "প্রকাশিত প্রতিবেদনের নিচে পাঠকের জন্য টীকা", "stands in the way": "বাধা", "stays as it is:": "যেমন আছে থাকবে:", "readers get it again": "পাঠক নতুন করে পাবেন", "only its copy": "শুধু লেখায়",
	"Readers see that the story was updated, and why the picture is another.": "পাঠক দেখবেন প্রতিবেদনটি হালনাগাদ হয়েছে, আর ছবি কেন বদলেছে।", "It waits until nothing stands in the way.": "বাধা না সরা পর্যন্ত অপেক্ষা করতে হবে।",
	"Download the original": "মূল ফাইল নামান", "It says who made it and where. That you have it is kept on record.": "কে, কোথায় তুলেছেন, তা এতে লেখা থাকে। আপনি যে নিয়েছেন, তা নথিতে থাকবে।",
	"The original is for picture editors, desk editors and whoever uploaded it.": "মূল ফাইল পান ছবি সম্পাদক, ডেস্ক সম্পাদক ও যিনি আপলোড করেছেন।",

	"The picture is in the story’s copy, at its head.": "ছবিটি প্রতিবেদনের লেখায় প্রধান ছবি হয়েছে।", "The picture and its files are gone. The log says why.": "ছবি ও তার সব ফাইল মুছে গেছে। কারণ লগে আছে।", "The other picture is in its place everywhere.": "সব জায়গায় অন্য ছবিটি বসেছে।",
}
