package bangla

// pictureSentences are those about many pictures: looking for them, collections, captions.
var pictureSentences = map[string]string{
	"Choose the pictures first.":                                                        "আগে ছবি বাছুন।",
	"There are %d pictures; at once there may be %d.":                                   "ছবি %dটি; একসঙ্গে সর্বাধিক %dটি।",
	"Mark from 1 to %d pictures, and then describe them together.":                      "১ থেকে %dটি ছবি বাছুন, তারপর একসঙ্গে বিবরণ লিখুন।",
	"None of these pictures is here.":                                                   "এই ছবিগুলোর একটিও নেই।",
	"A collection needs a name.":                                                        "সংকলনের নাম দিন।",
	"There is a collection “%s” already.":                                               "“%s” নামে সংকলন আগেই আছে।",
	"There are %d collections already. Delete one that nobody needs.":                   "সংকলন আগেই %dটি আছে। যেটি কারও লাগে না, মুছে দিন।",
	"There is no collection %s.":                                                        "%s নামে কোনো সংকলন নেই।",
	"There are no rights %q; there are free, conditional, denied, expired and not_yet.": "%q বলে কোনো স্বত্ব নেই; আছে free, conditional, denied, expired ও not_yet।",
	"%q is not where a page of pictures begins.":                                        "%q থেকে ছবির কোনো পাতা শুরু হয় না।",
	"Say which story: its number, as 4421.":                                             "কোন প্রতিবেদন, নম্বর লিখুন, যেমন ৪৪২১।",
	"There is no such thing to do with pictures.":                                       "ছবি নিয়ে এমন কোনো কাজ নেই।",
	"There is no such thing to do with a collection.":                                   "সংকলন নিয়ে এমন কোনো কাজ নেই।",
	"Pictures from the picture desk":                                                    "ছবি ডেস্কের ছবি",
}
