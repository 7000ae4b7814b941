package bangla

// onePictureSentences are those about one picture: its crops, its uses, another in its place.
var onePictureSentences = map[string]string{
	"There is no crop of the shape %q.": "%q মাপে ছবি কাটা হয় না।",
	"The crop %s is not within the picture, which is %d × %d pixels, or is narrower than %d.": "%s মাপের ঘরটি ছবির বাইরে গেছে, অথবা খুব সরু: ছবিটি %d × %d পিক্সেল, ঘর অন্তত %d পিক্সেল চওড়া হতে হবে।",

	"The form does not say what it was based on. Open the picture again.":  "কোন তথ্যের ওপর বদল হচ্ছে, তা ফর্মে নেই। ছবিটি আবার খুলুন।",
	"The focus is two numbers from 0 to 100; %q is not one.":               "মূল বিন্দু মানে ০ থেকে ১০০-এর মধ্যে দুটি সংখ্যা; %q তা নয়।",
	"The crop %s needs four whole numbers; %q is not one.":                 "%s মাপের ঘরে চারটি পূর্ণ সংখ্যা লাগে; %q তা নয়।",
	"Which story? Write its number.":                                       "কোন প্রতিবেদন? নম্বর লিখুন।",
	"The picture leads story %d already.":                                  "ছবিটি আগে থেকেই প্রতিবেদন #%d-এর প্রধান ছবি।",
	"Story %d has a lead picture. Say that this one is to take its place.": "প্রতিবেদন #%d-এর প্রধান ছবি আছে। এটি তার জায়গায় বসবে কি না, বলুন।",
	"The picture is used in %d places: it stays. Replace it there first.":  "ছবিটি %d জায়গায় ব্যবহৃত: এটি থাকছে। আগে সেখানে অন্য ছবি বসান।",

	"Choose another picture to put in its place.":                              "এর জায়গায় বসাতে অন্য একটি ছবি বাছুন।",
	"The picture is used in %d stories; at once it is replaced in %d at most.": "ছবিটি %dটি প্রতিবেদনে ব্যবহৃত; একবারে সর্বাধিক %dটিতে বদলানো যায়।",
	"Story %d stands in the way: %s Nothing was replaced anywhere.":            "প্রতিবেদন #%d বাধা: %s কোথাও কিছু বদলানো হয়নি।",
	"Nothing uses the picture that could be changed.":                          "বদলানো যায়, এমন কোথাও ছবিটি ব্যবহৃত নয়।",

	"The picture stands for a film in this story. Give the film another poster.":  "এই প্রতিবেদনে ছবিটি একটি ভিডিওর পোস্টার। ভিডিওতে অন্য পোস্টার দিন।",
	"There is more than one crop of the shape %q.":                                "%q মাপের একাধিক ঘর দেওয়া হয়েছে।",
	"The picture is the poster of a film: it stays. Give the film another first.": "ছবিটি একটি ভিডিওর পোস্টার: এটি থাকছে। আগে ভিডিওতে অন্য পোস্টার দিন।",
	"A picture is free, conditional or denied; its use is none of them: %q.":      "ছবি হয় মুক্ত, নয় শর্তে, নয় মানা; এটি কোনোটিই নয়: %q।",
	"The right to show the picture would end before it begins.":                   "ছবি দেখানোর অধিকার শুরুর আগেই শেষ হয়ে যাচ্ছে।",

	"What this would change is no longer what you saw. Nothing was replaced: look at the list again.": "যা বদলাবে বলে দেখেছিলেন, তা এখন আর এক নয়। কিছু বদলানো হয়নি: তালিকাটি আবার দেখুন।",
	"Readers have the picture. Write a public note that says that it is another now.":                 "ছবিটি পাঠকের কাছে আছে। এখন যে অন্য ছবি, তা জানিয়ে পাঠকের জন্য টীকা লিখুন।",

	"Another picture": "অন্য ছবি",
}
