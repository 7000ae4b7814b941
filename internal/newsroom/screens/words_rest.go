package screens

import "maps"

// The words of the other screens in Bangla: what was just done, wires, pictures, the first
// visit, the settings.
func init() { maps.Copy(banglaWords, joined(banglaSaid, banglaWires, banglaSetUp)) }

// banglaSaid are the sentences that a page shows after a form was accepted.
var banglaSaid = map[string]string{
	"It is here. Say what it shows and whose it is.": "ফাইলটি এসেছে। কী দেখা বা শোনা যায় আর কার, লিখুন।",

	"Saved.": "সংরক্ষিত হয়েছে।", "The story is assigned.": "প্রতিবেদন বরাদ্দ হয়েছে।", "Nothing had changed; there was nothing to save.": "কিছু বদলায়নি; সংরক্ষণের কিছু ছিল না।",
	"The story is started. It is yours.": "প্রতিবেদন শুরু হয়েছে। এটি আপনার।", "The dispatch is taken: it stands beside the story as its source.": "তারবার্তা নেওয়া হয়েছে: উৎস হিসেবে প্রতিবেদনের পাশে আছে।",
	"The story is with the desk.": "প্রতিবেদন ডেস্কে গেছে।", "The story is back with its writer.": "প্রতিবেদন লেখকের কাছে ফিরেছে।", "The story is ready.": "প্রতিবেদন প্রস্তুত।",
	"The embargo is set.": "নিষেধাজ্ঞা দেওয়া হয়েছে।", "The embargo is lifted.": "নিষেধাজ্ঞা তোলা হয়েছে।", "The story is scheduled. It goes out by itself.": "প্রকাশের সময় ঠিক হয়েছে। নিজে থেকেই প্রকাশ হবে।",
	"The story is off the schedule. It is ready.": "প্রকাশের সময় বাতিল। প্রতিবেদন প্রস্তুত।", "The story is out.": "প্রতিবেদন প্রকাশিত।", "Readers have the new text.": "পাঠক নতুন লেখা পেয়েছেন।",
	"Readers have the correction and its note.": "পাঠক সংশোধন ও তার কথা পেয়েছেন।", "The story is off the site. Its page says so.": "প্রতিবেদন সাইট থেকে সরেছে। পাতায় তা লেখা আছে।", "The story is back on the site.": "প্রতিবেদন সাইটে ফিরেছে।",
	"The story is killed. Its page says that it is gone.": "প্রতিবেদন চিরতরে বাতিল। পাতায় লেখা আছে, এটি আর নেই।", "The story is spiked. Restore brings it back.": "প্রতিবেদন বাদ। “ফেরত আনুন” দিয়ে ফেরানো যায়।",
	"The story is back.": "প্রতিবেদন ফিরেছে।", "The result is saved. Both texts are in the history.": "ফলাফল সংরক্ষিত। দুটি লেখাই ইতিহাসে আছে।",
	"The older text is the newest revision now. The one before it is in the history.": "আগের লেখাই এখন সর্বশেষ সংস্করণ। তার আগেরটি ইতিহাসে আছে।",
	"The wire is added. It is asked for the first time now.":                          "উৎস যোগ হয়েছে। এখনই প্রথমবার দেখা হচ্ছে।", "The wire is changed.": "উৎস বদলানো হয়েছে।", "The wire is paused: it is not asked until you let it go on.": "উৎস থামানো: আবার চালু না করা পর্যন্ত দেখা হবে না।",
	"The wire goes on.": "উৎস আবার চালু।", "The wire was asked just now.": "উৎস এইমাত্র দেখা হয়েছে।", "It is on the bar.": "বারে দেওয়া হয়েছে।", "The emergency banner is on every page.": "জরুরি সতর্কবার্তা সব পাতায় আছে।",
	"The emergency banner is down.": "জরুরি সতর্কবার্তা নামানো হয়েছে।", "The flash is with the desk.": "ফ্ল্যাশ ডেস্কে গেছে।", "It is off the bar.": "বার থেকে নামানো হয়েছে।", "The line is changed, where it stood.": "লাইন বদলেছে, জায়গা একই আছে।",
	"Readers have the front.": "পাঠক পাতাটি পেয়েছেন।", "The draft is given up. The log keeps it.": "খসড়া ফেলে দেওয়া হয়েছে। লগে আছে।", "Readers have the front as it was then.": "পাঠক তখনকার পাতাটি পেয়েছেন।", "The picture is here.": "ছবি এসেছে।",
	"The newsroom is set up. This is its first page.": "নিউজরুম সাজানো হয়েছে। এটি তার প্রথম পাতা।", "The check is noted.": "যাচাইয়ের কথা লেখা হয়েছে।", "The request is refused. Nothing was changed.": "অনুরোধ নাকচ। কিছু বদলায়নি।",
	"The request is taken back. Nothing was changed.": "অনুরোধ ফিরিয়ে নেওয়া হয়েছে। কিছু বদলায়নি।", "It is approved, and done.": "সম্মতি দেওয়া হয়েছে, কাজও হয়েছে।", "It is ticked off.": "টিক দেওয়া হয়েছে।",
	"A second person is asked to approve it. They have ten minutes; until then nothing changes.": "আরেকজনের সম্মতি চাওয়া হয়েছে। সময় দশ মিনিট; তার আগে কিছু বদলাবে না।",
	"They are signed out everywhere, and their tokens have ended.":                               "সব জায়গা থেকে বের করা হয়েছে, টোকেনও শেষ।", "The account is changed.": "অ্যাকাউন্ট বদলানো হয়েছে।",
	"The account is disabled: they are signed out everywhere.": "অ্যাকাউন্ট বন্ধ: সব জায়গা থেকে বের করা হয়েছে।", "The account is enabled again.": "অ্যাকাউন্ট আবার চালু।",
	"Their second factors are gone, and they are signed out everywhere.": "দ্বিতীয় প্রমাণ সরানো হয়েছে, সব জায়গা থেকে বেরও করা হয়েছে।", "The token has ended.": "টোকেন শেষ।",
	"The password is changed. You are signed out everywhere but here.": "পাসওয়ার্ড বদলেছে। এখানে ছাড়া আর কোথাও আপনি ঢুকে নেই।",
	"Not done": "হয়নি", "Not here": "এখানে নেই", "Not yours to do": "এটি আপনার কাজ নয়", "Signed out": "প্রবেশের মেয়াদ শেষ", "That did not work": "হলো না", "Reason": "কারণ", "Remove": "সরান",
}

// banglaWires are the words about wires and pictures.
var banglaWires = map[string]string{
	"Video and audio": "ভিডিও ও অডিও", "Video": "ভিডিও", "Audio": "অডিও", "Video or audio": "ভিডিও বা অডিও", "Upload video or audio": "ভিডিও বা অডিও আপলোড করুন",
	"File: MP4 or WebM up to 200 MB, MP3, M4A or Ogg up to 50 MB":             "ফাইল: MP4 বা WebM ২০০ এমবি পর্যন্ত; MP3, M4A বা Ogg ৫০ এমবি পর্যন্ত",
	"Readers get the file as it is, without where and with what it was made.": "পাঠক ফাইলটি যেমন আছে তেমনই পান; কোথায় আর কী দিয়ে তৈরি, তা বাদ যায়।",
	"There is no video or audio yet.":                                         "এখনো কোনো ভিডিও বা অডিও নেই।",

	"The file knows where it was made. Readers do not get that.": "ফাইলে লেখা আছে এটি কোথায় ধারণ করা। পাঠক তা পান না।",
	"Address of the transcript":                                  "যা বলা হয়েছে তার লিখিত রূপের ঠিকানা", "Captions, WebVTT": "সাবটাইটেল, WebVTT",
	"Take the captions away that are there":         "যে সাবটাইটেল আছে তা সরান",
	"Picture that stands for it until it is played": "চালানোর আগে যে ছবি দেখা যাবে",

	"Readers of live stories have the picture, the captions and the transcript at once. Caption and credit stand in each story.":    "প্রকাশিত প্রতিবেদনে ছবি, সাবটাইটেল ও লিখিত রূপ সঙ্গে সঙ্গেই বসে। ক্যাপশন ও ক্রেডিট থাকে প্রতিটি প্রতিবেদনে।",
	"Or drag files onto this page. They stay on this device until they are sent, also when the line is gone or the page is closed.": "অথবা ফাইল এই পাতায় টেনে আনুন। পাঠানো শেষ না হওয়া পর্যন্ত ফাইল এই যন্ত্রে থাকে, সংযোগ কেটে গেলে বা পাতা বন্ধ হলেও।",
	"Withdrawn: no reader has it.": "প্রত্যাহৃত: কোনো পাঠক এটি পান না।",
	"It is gone from every live story within seconds, with its captions and its picture. The stories stay.": "কয়েক সেকেন্ডেই সব প্রকাশিত প্রতিবেদন থেকে সরে যায়, সাবটাইটেল ও ছবিসহ। প্রতিবেদন থাকে।",

	"Add a wire": "উৎস যোগ করুন", "Add the wire": "উৎস যোগ করুন", "Add one": "একটি যোগ করুন", "Dispatches": "তারবার্তাগুলো", "The dispatch": "তারবার্তা", "No dispatch is like that.": "এমন কোনো তারবার্তা নেই।",
	"There is no wire yet.": "এখনো কোনো উৎস নেই।", "Ask a desk editor to add one.": "ডেস্ক সম্পাদককে যোগ করতে বলুন।", "Nothing has come yet.": "এখনো কিছু আসেনি।", "Older dispatches": "আগের তারবার্তা",
	"Choose a dispatch to read it here.": "এখানে পড়তে তারবার্তা বাছুন।", "step,": "চাপলে আগে-পরে,", "opens.": "চাপলে খোলে।", "This is version {n}.": "এটি সংস্করণ {n}।", "Read version {n}, the newest": "সর্বশেষ সংস্করণ {n} পড়ুন",
	"Take the picture": "ছবিটি নিন",

	"Taken already": "আগেই নেওয়া", "received": "এসেছে", "issued": "প্রকাশিত", "At {wire}": "{wire}-এ দেখুন", "The wire sent no text with this.": "এর সঙ্গে কোনো লেখা আসেনি।", "Pictures and files the wire points to": "সঙ্গের ছবি ও ফাইল",
	"Last success": "শেষ এসেছে", "Last asked": "শেষ দেখা", "Next try": "আবার দেখা হবে", "What it said": "যা জানিয়েছে", "Its dispatches": "এর তারবার্তাগুলো", "Feed (RSS, Atom, JSON)": "ফিড (RSS, Atom, JSON)", "Watched folder": "ফোল্ডার",
	"Time zone of its copy": "এর খবরের সময়-অঞ্চল",
	"“Thursday” in its copy is a Thursday there. Leave it empty if the wire files from many zones: days are then compared by their names.": "এর খবরে “বৃহস্পতিবার” মানে সেখানকার বৃহস্পতিবার। একাধিক সময়-অঞ্চল থেকে খবর এলে খালি রাখুন; তখন দিন মেলানো হবে নাম ধরে।",
	"Photographer / agency": "আলোকচিত্রী / এজেন্সি",
	"no credit":             "কৃতজ্ঞতা নেই", "no description": "বর্ণনা নেই",
	"Behind it: readers see {n} lines": "পেছনে অপেক্ষায়: পাঠক {n}টি লাইন দেখেন", "on since": "বারে আছে",
}

// banglaSetUp are the words of the first visit and of the settings.
var banglaSetUp = map[string]string{
	"Set up the newsroom": "নিউজরুম সাজান", "This is the first visit. Four answers and there is a newspaper; everything here can be changed later.": "এটি প্রথম দেখা। চারটি উত্তর দিলেই কাগজ তৈরি; সবই পরে বদলানো যায়।",
	"slug": "স্লাগ", "path": "পথ", "The link is gone, and they are signed out everywhere.": "লিংক বাতিল, সব জায়গা থেকে বেরও করা হয়েছে।",
	"The site": "সাইট", "The site's first language": "সাইটের প্রথম ভাষা", "Time zone": "সময়ের অঞ্চল", "The address readers know the site by": "পাঠক যে ঠিকানায় সাইট চেনেন", "Sections and desks": "বিভাগ ও ডেস্ক",
	"Sections, one a line": "বিভাগ, লাইনে একটি", "Desks, one a line": "ডেস্ক, লাইনে একটি", "You, the first administrator": "আপনি, প্রথম প্রশাসক", "Your name": "আপনার নাম", "Open the newsroom": "নিউজরুম খুলুন",
	"English numbers as 12,34,567": "ইংরেজিতে সংখ্যা ১২,৩৪,৫৬৭ ধাঁচে",
	"PNG, JPEG or WebP; shown 44 pixels high. SVG is refused: it can carry a program.": "PNG, JPEG বা WebP; ৪৪ পিক্সেল উঁচু দেখানো হয়। SVG নেওয়া হয় না: তাতে প্রোগ্রাম থাকতে পারে।",
	"the one that is there": "যেটি আছে সেটি",
	"Who stands in a byline has a page of what they wrote. Here it gets a face.":                                                          "বাইলাইনে যাঁর নাম, তাঁর লেখার একটি পাতা থাকে। এখানে সেটির পরিচয় দিন।",
	"Paragraphs stand apart by an empty line; ## begins a heading, - a list.":                                                             "অনুচ্ছেদের মাঝে খালি লাইন; ## দিয়ে শিরোনাম, - দিয়ে তালিকা।",
	"About, ethics, contact: what the foot of every page leads to, in this order. The page “ethics” is where notices say how we correct.": "আমাদের কথা, নীতি, যোগাযোগ: প্রতিটি পাতার নিচে এই ক্রমে লিংক থাকে। সংশোধন কীভাবে হয়, তা “ethics” পাতায়।",
}
