package bangla

// credentialSentences are what a picture's file says of how it was made.
var credentialSentences = map[string]string{
	"A machine generated the picture.":           "ছবিটি যন্ত্রের (এআই) তৈরি।",
	"A machine generated a part of the picture.": "ছবির একটি অংশ যন্ত্রের (এআই) তৈরি।",
	"A camera took the picture.":                 "ছবিটি ক্যামেরায় তোলা।",
	"The picture was scanned.":                   "ছবিটি স্ক্যান করা।",
	"The picture was edited.":                    "ছবিটি সম্পাদনা করা।",
	"The picture was put together of others.":    "একাধিক ছবি জুড়ে এটি বানানো।",
	"The picture was drawn on a computer.":       "ছবিটি কম্পিউটারে আঁকা।",
	"The picture was taken from a screen.":       "ছবিটি পর্দা থেকে নেওয়া।",

	"The file has content credentials, and does not say who signed them.": "ফাইলে ছবির পরিচয়পত্র (C2PA) আছে, তবে কে স্বাক্ষর করেছেন লেখা নেই।",
	"The file has content credentials, signed by %s.":                     "ফাইলে ছবির পরিচয়পত্র (C2PA) আছে, স্বাক্ষর করেছে %s।",
	"The file has content credentials, signed by %s on %s.":               "ফাইলে ছবির পরিচয়পত্র (C2PA) আছে, স্বাক্ষর করেছে %s, %s।",

	"Whether their signature holds cannot be checked here.": "স্বাক্ষর ঠিক কি না, এখানে যাচাই করা যায় না।",
	"They were made with %s.":                               "পরিচয়পত্র বানানো হয়েছে %s দিয়ে।",
	"Their signature does not hold: do not rely on them.":   "স্বাক্ষরটি ঠিক নয়: এর ওপর নির্ভর করবেন না।",

	"The file is not the one that they were signed for: do not rely on them.":                                           "যে ফাইলের জন্য স্বাক্ষর করা হয়েছিল, এটি সেই ফাইল নয়: এর ওপর নির্ভর করবেন না।",
	"Their signature holds, and the file is as it was signed. Whether the signer is to be trusted is for you to judge.": "স্বাক্ষর ঠিক আছে, স্বাক্ষরের পর ফাইলও বদলায়নি। স্বাক্ষরকারী বিশ্বাসযোগ্য কি না, তা আপনাকেই বিচার করতে হবে।",
}
