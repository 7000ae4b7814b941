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
}
