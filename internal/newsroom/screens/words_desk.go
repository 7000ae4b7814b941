package screens

import "maps"

// The words of the desk's board, of Today and of notices in Bangla.
func init() { maps.Copy(banglaWords, banglaDesk) }

var banglaDesk = map[string]string{
	"Any type": "সব ধরন", "of at most": "সর্বোচ্চ", "Translation": "অনুবাদ", "Type": "ধরন", "From a wire": "তারবার্তা থেকে", "Columns": "কলাম", "Number": "নম্বর", "Expected length": "প্রত্যাশিত দৈর্ঘ্য", "Goes out": "প্রকাশ",
	"Started": "শুরু", "more than the desk wants": "ডেস্ক যত চায় তার বেশি",
	"How many stories each desk wants at most": "কোন ডেস্ক একসঙ্গে সর্বোচ্চ কয়টি প্রতিবেদন চায়", "Where there are more, the board says so. Empty for no limit.": "এর বেশি হলে বোর্ডে দেখা যাবে। সীমা না থাকলে খালি রাখুন।",
	"Board": "বোর্ড", "List": "তালিকা", "Late": "দেরি", "View": "কীভাবে দেখবেন", "Everybody": "সবাই", "Marks": "চিহ্ন", "Any marks": "যেকোনো চিহ্ন", "All languages": "সব ভাষা",
	"Facts": "তথ্য যাচাই", "Picture": "ছবি", "Being edited": "সম্পাদনা চলছে", "is editing": "সম্পাদনা করছেন", "Move to": "সরান", "Move": "সরান", "Mark": "বাছুন",
	"A new idea": "নতুন ভাবনা", "Add the idea": "ভাবনাটি যোগ করুন", "due": "সময়সীমা", "out": "প্রকাশ", "late": "দেরি", "Nothing here is due, so nothing is late.": "এখানে কোনো সময়সীমা নেই, তাই দেরিও নেই।",
	"This desk has no stories yet. Start one, or take a dispatch from the wires.": "এই ডেস্কে এখনো কোনো প্রতিবেদন নেই। একটি শুরু করুন, বা তারবার্তা থেকে নিন।",
	"With what is marked": "বাছাই করাগুলো নিয়ে", "Assign": "বরাদ্দ করুন", "To": "যাঁকে", "To another desk": "অন্য ডেস্কে", "Add a topic": "বিষয় যোগ করুন", "Add": "যোগ করুন",
	"now with": "এখন আছে যাঁর কাছে:", "Expected length, in words": "প্রত্যাশিত দৈর্ঘ্য, শব্দে", "What the desk wants": "ডেস্ক কী চায়",
	"Done: % stories.": "হয়েছে: %টি প্রতিবেদন।", "{story} moved to {column}, {i} of {n}.": "“{story}” এখন {column} ঘরে, {n}টির মধ্যে {i} নম্বরে।",
	"{n} of {of} stories stay as they were:":      "{of}টির মধ্যে {n}টি আগের মতোই আছে:",
	"The story is assigned. They are told.":       "প্রতিবেদন বরাদ্দ হয়েছে। তাঁকে জানানো হয়েছে।",
	"Late and due next":                           "দেরি ও সামনে যা আছে",
	"The note is written. Whom it names is told.": "নোট লেখা হয়েছে। যাঁদের নাম আছে, তাঁদের জানানো হয়েছে।",
	"Notices": "বার্তা", "New": "নতুন", "Mark all as read": "সব পড়া হয়েছে", "Mark as read": "পড়া হয়েছে", "What you are told of": "কী কী জানতে চান", "Nothing new.": "নতুন কিছু নেই।", "new": "নতুন",
	"Nobody has told you anything yet. What concerns your stories comes here.": "এখনো কোনো বার্তা আসেনি। আপনার প্রতিবেদনের খবর এখানে আসবে।", "The newsroom": "নিউজরুম",
	"By e-mail it comes twice a day, at 08:00 and 20:00, if there is something new that you have not read here.": "ই-মেইল আসে দিনে দুবার, সকাল ৮টা ও রাত ৮টায়, এখানে না পড়া নতুন কিছু থাকলে।",
	"Notice": "বার্তা", "Here": "এখানে", "By e-mail": "ই-মেইলে", "Quiet hours": "নীরব সময়", "To (time)": "পর্যন্ত",
	"What comes in between is announced when they end. The duty editor is told at once of what must be acted on.": "এই সময়ে যা আসে তা শেষ হলে জানানো হয়। জরুরি বিষয় দায়িত্বরত সম্পাদককে সঙ্গে সঙ্গে জানানো হয়।",
	"Notes": "নোট", "Nobody has written anything here. Readers never see notes.": "এখানে কেউ কিছু লেখেননি। পাঠক কখনো নোট দেখেন না।", "Question": "প্রশ্ন", "answered": "উত্তর দেওয়া হয়েছে", "Answer": "উত্তর দিন",
	"Your answer": "আপনার উত্তর", "A note to the others": "অন্যদের জন্য নোট", "@ and a name tells that person.": "@ দিয়ে নাম লিখলে তাঁকে জানানো হয়।", "It is a question: it waits for an answer": "এটি প্রশ্ন: উত্তরের অপেক্ষায় থাকবে", "Write": "লিখুন",
	"Nothing needs you.": "আপনার জন্য কিছু অপেক্ষায় নেই।", "Next due": "এরপর", "until": "পর্যন্ত", "Enter opens the first; 1, 2, 3 go to a box.": "Enter চাপলে প্রথমটি খোলে; 1, 2, 3 ঘরে নিয়ে যায়।",
	"Nothing is due, scheduled or embargoed.": "কোনো সময়সীমা, নির্ধারিত প্রকাশ বা নিষেধাজ্ঞা নেই।", "All that is due": "সব সময়সীমা", "leads the home page": "মূলপাতার শীর্ষে", "unchanged": "বদলায়নি,",
	"end within half an hour": "আধঘণ্টার মধ্যে নামবে", "ends": "নামবে", "newer text in another window": "অন্য জানালায় নতুন লেখা আছে", "Returned by": "ফেরত দিয়েছেন",
	"You have no stories. Take a dispatch from the wires, or start one.": "আপনার কোনো প্রতিবেদন নেই। তারবার্তা থেকে নিন, বা একটি শুরু করুন।",
	"Returned": "ফেরত", "Embargo ends": "নিষেধাজ্ঞা শেষ হচ্ছে", "Wire in trouble": "তারবার্তায় সমস্যা", "Approve: Kill": "অনুমোদন: চিরতরে বাতিল", "Approve: Break embargo": "অনুমোদন: নিষেধাজ্ঞা ভাঙা",
	"On air now":      "এখন পাঠকের সামনে",
	"Next try {ago}.": "আবার দেখা হবে {ago}।", "Paused. Last copy fetched {ago}.": "থামানো। শেষ খবর এসেছে {ago}।", "Not asked yet.": "এখনো দেখা হয়নি।",
	"Failed once: {why} Last success {ago}.":               "একবার আসেনি: {why} শেষ এসেছে {ago}।",
	"Failed {n} times in a row: {why} Last success {ago}.": "পরপর {n} বার আসেনি: {why} শেষ এসেছে {ago}।",
	"Silent: last success {ago}.":                          "চুপ: শেষ এসেছে {ago}।", "Well. Asked {ago}.": "ঠিক আছে। দেখা হয়েছে {ago}।", "no reason was given.": "কারণ জানা যায়নি।",
	"The log is whole: all {n} entries follow one another, none changed, none missing. Checked at {time}.": "লগ অক্ষত: {n}টি ঘর পরপর আছে, কোনোটি বদলায়নি, কোনোটি হারায়নি। দেখা হয়েছে {time}।",
}
