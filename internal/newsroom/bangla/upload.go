package bangla

// uploadSentences are those about files that come in pieces.
var uploadSentences = map[string]string{
	"The file has more than %d MB, which is the most a picture may have. Send a smaller one.":              "ফাইলটি %d মেগাবাইটের বেশি; ছবি এর চেয়ে বড় নেওয়া যায় না। ছোট করে পাঠান।",
	"The SHA-256 of the file is 64 hex digits; %q is not.":                                                 "ফাইলের SHA-256 হয় ৬৪টি হেক্স অঙ্কের; %q তা নয়।",
	"Another upload began under this key. Take a new key for another file.":                                "এই চাবিতে আরেকটি ফাইল পাঠানো শুরু হয়েছে। অন্য ফাইলের জন্য নতুন চাবি নিন।",
	"%d of your uploads have begun and are not finished. Finish some or remove them first.":                "আপনার %dটি ফাইল পাঠানো শুরু হয়ে শেষ হয়নি। আগে কয়েকটি শেষ করুন বা সরান।",
	"What came is not what was sent: the line changed it. Nothing of it was kept; send it again.":          "যা পাঠানো হয়েছে তা আসেনি: পথে বদলে গেছে। কিছুই রাখা হয়নি; আবার পাঠান।",
	"%d bytes of this file are here, so it goes on at %d and not at %d.":                                   "এই ফাইলের %d বাইট এসেছে; তাই %d থেকে পাঠাতে হবে, %d থেকে নয়।",
	"The file was to have %d bytes, and more came.":                                                        "ফাইলটি %d বাইটের হওয়ার কথা, এসেছে বেশি।",
	"The line broke. %d of %d bytes are here; go on from there.":                                           "সংযোগ কেটে গেছে। %[2]d বাইটের %[1]d বাইট এসেছে; সেখান থেকে আবার পাঠান।",
	"The file that came is not the one that was sent: its SHA-256 is another. Begin it anew.":              "যে ফাইল এসেছে তা পাঠানো ফাইল নয়: SHA-256 মেলে না। নতুন করে পাঠান।",
	"There is no upload %q of yours. It may have expired: begin it anew.":                                  "%q নামে আপনার কোনো ফাইল পাঠানো চলছে না। সময় পেরিয়ে গিয়ে থাকতে পারে: নতুন করে পাঠান।",
	"Another part of this file came at the same moment. Ask how much of it is here, and go on from there.": "একই সময়ে এই ফাইলের আরেক অংশ এসেছে। কতটা এসেছে জেনে সেখান থেকে পাঠান।",
}
