package screens

import "maps"

// The words about clients and what they get, in Bangla.
func init() { maps.Copy(banglaWords, banglaDeliveries) }

var banglaDeliveries = map[string]string{
	"changed the client": "গ্রাহক বদলেছেন", "changed the keys of": "চাবি বদলেছেন", "sent again to a client": "গ্রাহককে আবার পাঠিয়েছেন",
	"Deliveries": "সরবরাহ", "Clients": "গ্রাহক", "Client": "গ্রাহক", "All clients": "সব গ্রাহক", "Clients and products": "গ্রাহক ও পণ্য", "Products": "পণ্য",
	"Contact": "যোগাযোগ", "Day": "দিন", "Way": "উপায়", "Format": "বিন্যাস", "Destinations": "গন্তব্য", "Kind of writing": "লেখার ধরন", "inactive": "বন্ধ", "Every story": "সব প্রতিবেদন", "Hash": "হ্যাশ",
	"Analysis": "বিশ্লেষণ", "Opinion": "মতামত", "Explainer": "ব্যাখ্যা", "Sponsored": "বিজ্ঞাপনী",
	"It is saved.": "রাখা হয়েছে।", "It is sent again now.": "এখন আবার পাঠানো হচ্ছে।",
	"Make the key": "চাবি তৈরি করুন", "Make a key": "চাবি তৈরি", "End the key": "চাবি শেষ করুন", "Keys to the content API": "কনটেন্ট এপিআই-এর চাবি", "What it is for": "কী কাজে",
	"None of these words, with commas between": "এই শব্দের কোনোটিই নয়, মাঝে কমা", "One of these words, with commas between": "এই শব্দের যেকোনো একটি, মাঝে কমা", "Topics, with commas between": "বিষয়, মাঝে কমা",
	"Add a client": "গ্রাহক যোগ", "Add the client": "গ্রাহক যোগ করুন", "Add a product": "পণ্য যোগ", "Add the product": "পণ্য যোগ করুন", "Add a destination": "গন্তব্য যোগ", "Add the destination": "গন্তব্য যোগ করুন",
	"{n} bytes": "{n} বাইট", "What was sent and answered": "কী পাঠানো হলো, কী উত্তর এল", "There is no client yet.": "এখনও কোনো গ্রাহক নেই।", "There is no product yet.": "এখনও কোনো পণ্য নেই।",
	"Make another signing key": "নতুন স্বাক্ষর-চাবি দিন", "Ended {time}": "শেষ {time}", "Ended {time}: nothing is sent there.": "শেষ {time}: সেখানে কিছু পাঠানো হয় না।", "Ordered for {place}": "{place}-এর জন্য ফরমাশ",
	"{n} items did not get to {client}":                                           "{n}টি লেখা {client}-এ পৌঁছায়নি",
	"With a key the client reads products by itself, as often as the key allows.": "চাবি দিয়ে গ্রাহক নিজেই পণ্য পড়েন, চাবি যতবার অনুমতি দেয়।",
	"Give this to the client now. It is not shown again.":                         "এখনই গ্রাহককে এটি দিন। আর দেখানো হবে না।",
	"These are the newest. Choose a day or a story to see others.":                "এগুলো সবচেয়ে নতুন। অন্যগুলো দেখতে দিন বা প্রতিবেদন বাছুন।",
	"End it: nothing more is sent there, kills neither":                           "শেষ করুন: সেখানে আর কিছু যাবে না, প্রত্যাহারও নয়",
	"tried {n} times, again {time}":                                               "{n} বার চেষ্টা হয়েছে, আবার {time}",
	"tried once, again {time}":                                                    "একবার চেষ্টা হয়েছে, আবার {time}",
	"Its deliveries":                                                              "এর সরবরাহ",
	"not {word}":                                                                  "{word} নয়",
	"accepted {time}":                                                             "গৃহীত {time}",
	"Send again":                                                                  "আবার পাঠান",
	"Who receives our copy. What they got, and when, is in the log of deliveries.":        "যাঁরা আমাদের লেখা পান। কী, কখন পেয়েছেন তা সরবরাহের লগে আছে।",
	"Active: new copy goes out. Corrections and kills of what it got go out in any case.": "চালু: নতুন লেখা যায়। যা পেয়েছেন তার সংশোধন ও প্রত্যাহার সব সময় যায়।",
	"All days": "সব দিন",
	"Nothing was delivered yet. What is published is delivered by itself to the clients whose products it passes.": "এখনো কিছু পাঠানো হয়নি। যা প্রকাশ হয়, তা যে গ্রাহকের পণ্যে মেলে তাঁর কাছে নিজে থেকেই যায়।",
	"Nothing was delivered that is like that.":  "এমন কিছু পাঠানো হয়নি।",
	"Where nothing is chosen, everything fits.": "যেখানে কিছু বাছা হয়নি, সেখানে সব চলে।",
	"{n} requests a minute, last used {time}":   "মিনিটে {n} অনুরোধ, শেষ ব্যবহার {time}",
	"What clients got of it":                    "গ্রাহক এর কী পেয়েছেন",
	"What clients can order: the published stories that fit all that is chosen here. What corrects or takes back a story goes to whoever got it.": "গ্রাহক যা ফরমাশ করতে পারেন: প্রকাশিত যে প্রতিবেদন এখানে বাছা সবকিছুর সঙ্গে মেলে। সংশোধন বা প্রত্যাহার যায় যাঁরা পেয়েছেন সবার কাছে।",

	"Not delivered": "পৌঁছায়নি", "waits": "অপেক্ষায়", "is being sent": "পাঠানো হচ্ছে", "delivered": "পৌঁছেছে", "parked": "আটকে আছে", "not sent": "পাঠানো হয়নি",
	"HTTP push, signed": "এইচটিটিপি, স্বাক্ষরিত", "Bare events by HTTP, signed": "শুধু ঘটনা, এইচটিটিপি, স্বাক্ষরিত", "version {n}": "সংস্করণ {n}",

	"Keep it": "রাখুন", "Give another password or key": "অন্য পাসওয়ার্ড বা চাবি দিন", "Or a private key, for sftp://": "অথবা গোপন চাবি, sftp://-এর জন্য",
	"What the client gave you. It is kept sealed and shown to nobody.": "গ্রাহক আপনাকে যা দিয়েছেন। তা সিল করে রাখা হয়, কাউকে দেখানো হয় না।",
}
