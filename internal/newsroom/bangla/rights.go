package bangla

// rightsSentences are those of the rights of pictures, and of what must be said of one.
var rightsSentences = map[string]string{
	"decide whether a picture is called a file photo": "ছবিকে ফাইল ছবি বলা হবে কি না ঠিক করতে", "agree to the conditions of a picture": "ছবির শর্ত মানার কথা বলতে",

	"The picture":            "ছবিটি",
	"The lead picture":       "প্রধান ছবি",
	"Picture %d in the text": "লেখার %d নম্বর ছবি",
	"Picture %d of the post": "পোস্টের %d নম্বর ছবি",
	"The poster of a film":   "ভিডিওর পোস্টার",

	"%s may not be used: its rights say “%s”. Choose another picture.":                         "%s ব্যবহার করা যাবে না: স্বত্বে লেখা “%s”। অন্য ছবি বাছুন।",
	"%s may not be used: its rights say no. Choose another picture.":                           "%s ব্যবহার করা যাবে না: স্বত্বে মানা আছে। অন্য ছবি বাছুন।",
	"%s may not be used: the right to show it ended at %s. Choose another picture.":            "%s ব্যবহার করা যাবে না: দেখানোর অধিকার শেষ হয়েছে %s। অন্য ছবি বাছুন।",
	"%s may not be used yet: nobody may show it before %s.":                                    "%s এখনো ব্যবহার করা যাবে না: %s-এর আগে দেখানো মানা।",
	"%s may be used on conditions. Ask the picture desk for them, and say that they are kept.": "%s শর্তে ব্যবহার করা যায়। ছবি ডেস্কে শর্ত জেনে নিন, তারপর বলুন যে মানা হচ্ছে।",
	"%s may be used on conditions: “%s”. Say that you have read them.":                         "%s শর্তে ব্যবহার করা যায়: “%s”। বলুন যে শর্ত পড়েছেন।",
	"%s: the words on its cover have %d characters; there is room for %d.":                     "%s: আড়ালের লেখায় %dটি অক্ষর; জায়গা আছে %dটির।",
	"%s: say on its cover what it shows in the language of the story.":                         "%s: আড়ালে কী আছে তা প্রতিবেদনের ভাষায় লিখুন।",

	"%s needs a caption.":                     "%s: ক্যাপশন চাই।",
	"%s needs a credit: whose picture it is.": "%s: কৃতজ্ঞতা চাই, ছবিটি কার।",
	"%s needs a description for readers who cannot see it. If there is nothing to describe, say that it is decoration.":       "%s: বর্ণনা চাই, যে পাঠক দেখতে পান না তাঁর জন্য। বর্ণনা করার কিছু না থাকলে বলুন যে এটি শুধু অলংকরণ।",
	"A picture is called a file photo after 1 to %d hours; %d is none of them.":                                               "ছবিকে ফাইল ছবি বলা হয় ১ থেকে %d ঘণ্টা পর; %d তার মধ্যে নেই।",
	"To take the mark “File photo” off needs a reason. It is kept in the log; readers don't see it.":                          "‘ফাইল ছবি’ কথাটি সরাতে কারণ লিখতে হবে। কারণ লগে থাকে, পাঠক দেখেন না।",
	"Neither the picture's dates nor a hand make it a file photo: there is no mark to take off.":                              "তারিখ অনুযায়ী এটি ফাইল ছবি নয়, হাতেও তা লেখা হয়নি: সরানোর মতো কিছু নেই।",
	"%s was marked “File photo” by hand. The mark comes off only with a reason: take it off beside the picture, and say why.": "%s: হাতে ‘ফাইল ছবি’ লেখা হয়েছিল। কারণ ছাড়া কথাটি সরে না: ছবির পাশ থেকে সরান, কারণ লিখুন।",
	"The right to show the picture “%s” ends at %s.":                                                                          "‘%s’ ছবিটি দেখানোর অধিকার শেষ হবে %s।",

	"%q is no number of hours.": "%q ঘণ্টার সংখ্যা নয়।",

	"The picture may be used without conditions.": "ছবিটি কোনো শর্ত ছাড়াই ব্যবহার করা যায়।",
}
