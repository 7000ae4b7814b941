package screens

// inUseWords are the words of a story's pictures, their rights and the mark "File photo" in Bangla.
var inUseWords = map[string]string{
	"File photo: yes": "ফাইল ছবি: হ্যাঁ", "File photo: no": "ফাইল ছবি: না", "File photo: yes, by hand": "ফাইল ছবি: হ্যাঁ, হাতে বসানো",
	"File photo: yes, of the archive": "ফাইল ছবি: হ্যাঁ, আর্কাইভের", "taken {time}": "তোলা {time}", "uploaded {time}": "আপলোড {time}",

	"Put the file’s words into the empty fields": "ফাইলে যা লেখা আছে ফাঁকা ঘরে বসান", "Newer pictures of the same:": "একই বিষয়ের নতুন ছবি:",
	"I have read the conditions and keep to them": "শর্ত পড়েছি, মেনে চলছি", "Conditions read by {who}": "শর্ত পড়েছেন {who}",

	"The mark was taken off by {who}": "‘ফাইল ছবি’ কথাটি সরিয়েছেন {who}", "Put the mark “File photo” back": "‘ফাইল ছবি’ কথাটি আবার বসান",
	"The mark comes off with a reason, which a desk or picture editor gives.": "কারণ লিখে কথাটি সরাতে পারেন ডেস্ক বা ছবি সম্পাদক।",
	"Take the mark “File photo” off":                                          "‘ফাইল ছবি’ কথাটি সরান", "Why? It is kept in the log; readers don’t see it.": "কেন? কারণ লগে থাকে, পাঠক দেখেন না।", "Take it off": "সরান",

	"Graphic: what its cover says it shows; empty for no cover": "মর্মান্তিক: আড়ালে যা লেখা থাকবে; আড়াল না লাগলে খালি",
	"injured people": "আহত মানুষ", "Behind a cover for readers": "পাঠকের সামনে আড়ালে",

	"Decoration: there is nothing to describe":                                     "শুধু অলংকরণ: বর্ণনা করার কিছু নেই",
	"Hours after which a picture is called a file photo":                           "কত ঘণ্টা পর ছবিকে ফাইল ছবি বলা হবে",
	"How much older than its story a picture may be. 1 to 744; three days are 72.": "প্রতিবেদনের চেয়ে ছবি কত পুরোনো হতে পারে। ১ থেকে ৭৪৪; তিন দিন মানে ৭২।",

	"Picture’s rights end": "ছবির স্বত্ব শেষ হচ্ছে", "Picture may not be shown": "ছবি আর দেখানো যাবে না",
	"The picture is not called a file photo. The reason is in the log.": "ছবিটিকে ফাইল ছবি বলা হচ্ছে না। কারণ লগে আছে।",
	"What was decided about the mark is taken back.":                    "কথাটি নিয়ে যা ঠিক হয়েছিল, তা ফিরিয়ে নেওয়া হলো।",
	"It is noted that you have read the conditions.":                    "আপনি শর্ত পড়েছেন, তা লেখা রইল।",
	"What is known of the picture is in the empty fields.":              "ছবি সম্পর্কে যা জানা আছে, ফাঁকা ঘরে বসানো হলো।",
}
