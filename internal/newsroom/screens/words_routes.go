package screens

import "maps"

// The words about filters, presets and routes in Bangla.
func init() { maps.Copy(banglaWords, banglaRoutes) }

var banglaRoutes = map[string]string{
	"Presets": "বাছাই", "Routes": "রুট", "Save preset": "বাছাই রাখুন", "rings": "সতর্ক করে", "Dropped by routes": "রুটে বাদ পড়া", "For everybody": "সবার জন্য",
	"Alert me when something passes": "কিছু মিললে আমাকে সতর্ক করুন", "Delete the preset {name}": "{name} বাছাইটি মুছুন", "Filter, as flood OR ferry": "বাছাই, যেমন বন্যা OR ফেরি",
	"How a filter is written": "বাছাই কীভাবে লেখে", "one of the words, in any form": "যেকোনো একটি শব্দ, যে রূপেই হোক", "the one and not the other": "একটি আছে, অন্যটি নেই",
	"these words in this order": "এই শব্দগুলো এই ক্রমে", "wire, urgency, language": "তারবার্তা, জরুরি মাত্রা, ভাষা", "place, topic with all below it, headline": "স্থান, বিষয় ও তার নিচের সব, শিরোনাম",
	"what the wire says of it": "তারবার্তা যা বলেছে", "what routes did with it": "রুট যা করেছে", "priority {n}": "অগ্রাধিকার {n}", "dropped": "বাদ পড়া", "Routed by {routes}": "রুট: {routes}",
	"Put back into the list": "তালিকায় ফেরান", "It passes the filter: {why}.": "বাছাইয়ে মিলেছে: {why}।", "has {part}": "{part} আছে", "has no {part}": "{part} নেই",

	"Compact": "ঘন", "Connected": "যুক্ত", "Not connected": "যুক্ত নেই", "Urgent": "জরুরি", "Corrections and kills": "সংশোধন ও প্রত্যাহার", "Under embargo": "নিষেধাজ্ঞার মধ্যে",

	"Add a route": "রুট যোগ করুন", "There is no route yet.": "এখনো কোনো রুট নেই।", "Earlier": "আগে", "Later": "পরে", "Everything": "সব",
	"Every dispatch is put to the routes in this order as it arrives. What a route did is on the dispatch and in the log.": "প্রতিটি তারবার্তা আসামাত্র এই ক্রমে রুটগুলো দেখে। রুট যা করল, তা তারবার্তায় ও লগে থাকে।",
	"Change the route": "রুট বদলান", "A route that is changed is off until it was tried again.": "বদলানো রুট আবার পরীক্ষা না করা পর্যন্ত বন্ধ থাকে।", "Who changed it": "কে বদলেছেন",
	"Try it with the last week": "গত এক সপ্তাহে পরীক্ষা করুন", "Switch off": "বন্ধ করুন", "Switch on": "চালু করুন", "Delete the route": "রুট মুছুন",
	"What it would have done": "কী করত", "One dispatch since {time}.": "{time} থেকে একটি তারবার্তা।", "{n} dispatches since {time}.": "{time} থেকে {n}টি তারবার্তা।", "{n} more pass, and a route before it keeps them from it.": "আরও {n}টি মেলে, কিন্তু আগের একটি রুট সেগুলো আটকে দেয়।",
	"It looked no further back: there are too many, or it took too long.": "এর আগে আর দেখা হয়নি: সংখ্যা বেশি, বা সময় বেশি লাগছিল।", "kept from it by {route}": "{route} আটকে দেয়", "The newest {n} are shown.": "নতুনতম {n}টি দেখানো হলো।",
	"When (empty: always)": "কখন (খালি: সব সময়)", "Until": "পর্যন্ত", "For the desk": "যে ডেস্কের জন্য", "Alert everybody on the desk": "ডেস্কের সবাইকে সতর্ক করুন", "Alert people": "যাঁদের সতর্ক করবে",
	"Tags, with commas": "ট্যাগ, কমা দিয়ে", "Priority, 1 to 9": "অগ্রাধিকার, ১ থেকে ৯", "Begin a story on the desk": "যে ডেস্কে প্রতিবেদন শুরু হবে", "with the wire’s text in it, marked as such": "তারবার্তার লেখাসহ, চিহ্নিত করে",
	"Drop it from the list; it is kept, and shown on request": "তালিকা থেকে বাদ দিন; রাখা থাকে, চাইলে দেখা যায়", "Ask no further route": "পরের কোনো রুট দেখবে না", "Add the route, switched off": "রুট যোগ করুন, বন্ধ অবস্থায়", "Save, switched off": "রাখুন, বন্ধ অবস্থায়",
	"On": "চালু", "Off, not tried yet": "বন্ধ, এখনো পরীক্ষা হয়নি", "Off, tried": "বন্ধ, পরীক্ষা হয়েছে",
	"to the desk {desk}": "{desk} ডেস্কে", "tag {tag}": "ট্যাগ {tag}", "alert the desk {desk}": "{desk} ডেস্ককে সতর্ক", "alert {who}": "{who}-কে সতর্ক", "begin a story on the desk {desk}": "{desk} ডেস্কে প্রতিবেদন শুরু",
	"begin a story on the desk {desk}, with the wire’s text marked as such": "{desk} ডেস্কে প্রতিবেদন শুরু, তারবার্তার লেখা চিহ্নিত করে", "drop it from the list": "তালিকা থেকে বাদ", "ask no further route": "পরের রুট দেখবে না",
	"added the route": "রুট যোগ করেছেন", "changed the route, which switched it off": "রুট বদলেছেন, তাতে বন্ধ হয়েছে", "switched it on": "চালু করেছেন", "switched it off": "বন্ধ করেছেন", "moved it": "সরিয়েছেন", "deleted it": "মুছেছেন",

	"The preset is kept.": "বাছাইটি রাখা হয়েছে।", "The preset is deleted.": "বাছাইটি মোছা হয়েছে।", "The dispatch is in the list again.": "তারবার্তাটি আবার তালিকায় আছে।",
	"The route is saved and switched off. Try it before you switch it on.": "রুট রাখা হয়েছে, বন্ধ অবস্থায়। চালু করার আগে পরীক্ষা করুন।", "The route is on: what arrives from now on is put to it.": "রুট চালু: এখন থেকে যা আসবে, তা দেখবে।",
	"The route is off.": "রুট বন্ধ।", "The route is deleted. What it did stays done.": "রুট মোছা হয়েছে। যা করেছে, তা থাকল।",

	"changed the route": "রুট বদলেছেন", "routed": "রুটে পাঠিয়েছে", "changed their preset": "নিজের বাছাই বদলেছেন", "changed the preset of everybody": "সবার বাছাই বদলেছেন", "put back into the list": "তালিকায় ফিরিয়েছেন",
	"route": "রুট", "preset": "বাছাই",
}
