package bangla

// waySentences are those about the ways in, and how a wire signs in.
var waySentences = map[string]string{
	"%q is not the address of a %s. Such an address begins with %s://.": "%q %s-এর ঠিকানা নয়। এমন ঠিকানা শুরু হয় %s:// দিয়ে।",

	"feed": "ফিড", "web page": "ওয়েব পাতা", "folder on a server": "সার্ভারের ফোল্ডার", "bucket": "বাকেট", "mailbox": "ডাকবাক্স",

	"There is no wire of the kind %q.": "%q ধরনের উৎস নেই।",
	"The address has a name or password in it, before the @. They belong into the sign-in below, where they are kept apart.": "ঠিকানায় @-এর আগে নাম বা পাসওয়ার্ড আছে। সেগুলো নিচের “প্রবেশ” অংশে লিখুন, সেখানে আলাদা রাখা হয়।",
	"Type the secret: the password, token or key of this wire.":                                                              "গোপন অংশ লিখুন: এই উৎসের পাসওয়ার্ড, টোকেন বা চাবি।",
	"Type the secret again: it was given for %s, and what you changed would send it elsewhere.":                              "গোপন অংশ আবার লিখুন: সেটি দেওয়া হয়েছিল %s-এর জন্য, এখন অন্য জায়গায় যেত।",
	"This process has no key to keep a wire's secret under; see --wires-key.":                                                "উৎসের গোপন অংশ রাখার চাবি এই প্রক্রিয়ার নেই; দেখুন --wires-key।",
	"A wire of this kind cannot sign in that way.":                                                                           "এই ধরনের উৎসে এভাবে প্রবেশ করা যায় না।",
	"The sign-in needs a user name, without a colon.":                                                                        "প্রবেশের জন্য ব্যবহারকারীর নাম দিন, কোলন ছাড়া।",
	"%q is not the name of a header that can hold a secret, as X-Api-Key is.":                                                "%q হেডারে গোপন অংশ রাখা যায় না; X-Api-Key-তে যায়।",
	"Say how this wire signs in, or leave the secret empty.":                                                                 "উৎসে কীভাবে প্রবেশ করা হয় বলুন, নয়তো গোপন অংশ খালি রাখুন।",
	"The secret is longer than %d KB.":                                                                                       "গোপন অংশ %d কিলোবাইটের বেশি।",
	"A secret that copy is signed with has at least 16 characters: whoever guesses it sends copy in this wire's name.":       "স্বাক্ষরের গোপন অংশ অন্তত ১৬ অক্ষরের: যে অনুমান করবে, সে এই উৎসের নামে খবর পাঠাতে পারবে।",
	"The secret has a line break or a control character in it.":                                                              "গোপন অংশে নতুন লাইন বা নিয়ন্ত্রণ অক্ষর আছে।",
	"The secret of this wire cannot be opened: the key of wires is not there, or is another one. Whoever runs Stet must put its file back (see --wires-key), or the secret must be typed again.": "এই উৎসের গোপন অংশ খোলা যাচ্ছে না: উৎসের চাবি নেই, বা অন্য চাবি। যিনি স্টেট চালান তাঁকে ফাইলটি ফেরাতে হবে (দেখুন --wires-key), নয়তো গোপন অংশ আবার লিখতে হবে।",
	"%s sends by itself: there is nothing to ask.": "%s নিজেই পাঠায়: দেখার কিছু নেই।",
	"%s is paused: nothing is taken from it.":      "%s থামানো আছে: এর থেকে কিছু নেওয়া হচ্ছে না।",

	// Of what is sent to us.
	"There is no wire here that takes copy.": "খবর নেয় এমন উৎস এখানে নেই।",
	"The signature does not fit: it is made with another secret, or the message was changed on its way.":          "স্বাক্ষর মেলে না: অন্য গোপন অংশ দিয়ে করা, বা পথে বার্তা বদলেছে।",
	"Too much is being sent at this moment: send it again.":                                                       "এই মুহূর্তে অনেক কিছু আসছে: আবার পাঠান।",
	"The document is larger than %d MB, which is the most Stet reads.":                                            "নথি %d মেগাবাইটের বেশি; স্টেট এর বেশি পড়ে না।",
	"The document broke off, or did not come within %s.":                                                          "নথি মাঝপথে থেমে গেছে, বা %s-এর মধ্যে আসেনি।",
	"The message is not signed: it needs Webhook-Id, Webhook-Timestamp in seconds and Webhook-Signature with v1.": "বার্তায় স্বাক্ষর নেই: Webhook-Id, সেকেন্ডে Webhook-Timestamp ও v1-সহ Webhook-Signature লাগে।",
	"The message was signed more than %s from now: look at the clock of who sends it.":                            "বার্তায় স্বাক্ষরের সময় এখন থেকে %s-এর বেশি দূরে: প্রেরকের ঘড়ি দেখুন।",
	"Something came in the name of the feed's hub without its signature; it was not taken.":                       "ফিডের হাবের নামে কিছু এসেছে, তার স্বাক্ষর ছাড়া; নেওয়া হয়নি।",
	"The feed's hub cannot be asked to send what is new, so the feed is polled: %s":                               "ফিডের হাবকে নতুন খবর পাঠাতে বলা যাচ্ছে না, তাই ফিড নিজে দেখা হচ্ছে: %s",
}
