package screens

import (
	"maps"
	"strings"
)

// banglaWords are the words of the screens in Bangla. What is not here is shown in
// English: a native sub-editor adds a line, and nothing else has to change.
var banglaWords = joined(commonWords, accountWords, lifeWords, editorWords)

func joined(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, words := range parts {
		maps.Copy(all, words)
	}
	return all
}

// commonWords are those of most screens.
var commonWords = map[string]string{
	"Newsroom": "নিউজরুম", "Today": "আজ", "Wires": "তারবার্তা", "Wire": "তারবার্তা", "Desks": "ডেস্ক", "Desk": "ডেস্ক", "Pictures": "ছবি",
	"Ticker": "সর্বশেষ", "Log": "লগ", "People": "কর্মী", "More": "আরও", "New story": "নতুন প্রতিবেদন", "Story": "প্রতিবেদন",
	"Stories": "প্রতিবেদন", "Source": "উৎস", "Publish": "প্রকাশ", "History": "ইতিহাস", "Sign in": "প্রবেশ করুন", "Sign out": "বেরিয়ে যান",
	"E-mail": "ই-মেইল", "Password": "পাসওয়ার্ড", "Skip to main content": "মূল লেখায় যান", "Main": "প্রধান", "Filter": "ছাঁকুন",
	"All": "সব", "State": "অবস্থা", "Headline": "শিরোনাম", "Who": "কে", "Words": "শব্দ", "Changed": "পরিবর্তন", "Language": "ভাষা", "Due": "সময়",
	"Kicker": "কিকার", "Standfirst": "সারসংক্ষেপ", "Text": "লেখা", "Section": "বিভাগ", "Topics": "বিষয়", "Byline": "বাইলাইন", "Slug": "স্লাগ",
	"Lead picture": "প্রধান ছবি", "Caption": "ক্যাপশন", "Credit": "কৃতজ্ঞতা", "Save": "সংরক্ষণ", "Submit": "ডেস্কে পাঠান",
	"Return": "ফেরত দিন", "Mark ready": "প্রস্তুত", "Schedule": "সময় ঠিক করুন", "Embargo": "নিষেধাজ্ঞা", "Update": "হালনাগাদ", "Correct": "সংশোধন",
	"Withdraw": "প্রত্যাহার", "Reinstate": "ফিরিয়ে আনুন", "Kill": "চিরতরে বাতিল", "Spike": "বাদ দিন", "Restore": "ফেরত আনুন",
	"Idea": "ভাবনা", "Assigned": "বরাদ্দ", "Writing": "লেখা চলছে", "With desk": "ডেস্কে", "Legal": "আইনি", "Ready": "প্রস্তুত", "Scheduled": "নির্ধারিত",
	"Live": "প্রকাশিত", "Withdrawn": "প্রত্যাহৃত", "Killed": "বাতিল", "Spiked": "বাদ", "Embargoed": "নিষেধাজ্ঞা", "Corrected": "সংশোধিত", "Working copy": "কাজ চলছে",
	"My stories": "আমার প্রতিবেদন", "With the desk": "ডেস্কের হাতে", "Going out next": "সামনে যা প্রকাশ হবে", "Wires in trouble": "যে তারবার্তায় সমস্যা",
	"Take & edit": "নিয়ে লিখুন", "Take with its text": "লেখাসহ নিন", "Try now": "এখনই দেখুন", "Pause": "থামান", "Go on": "চালু করুন",
	"Stays": "থাকবে", "or until": "অথবা যে সময় পর্যন্ত", "On a phone": "ফোনে", "as it is, or with what you type": "এখন যেমন, বা আপনি যা লিখছেন তা সহ",
	"On a phone 360 pixels wide readers do not see all of this line.": "৩৬০ পিক্সেল চওড়া ফোনে পাঠক লাইনটি পুরো দেখতে পাবেন না।",
	"The bar as readers see it on a phone":                            "ফোনে পাঠক বারটি যেমন দেখেন", "Emergency banner": "জরুরি সতর্কবার্তা", "On every page": "সব পাতায়", "Take down": "নামান",
	"Put one up": "সতর্কবার্তা দিন", "Put it on every page": "সব পাতায় দিন", "What readers must know": "পাঠককে যা জানতেই হবে",
	"Leads to: a story's number, or an address with https://":                                                             "কোথায় নেবে: প্রতিবেদনের নম্বর, বা https:// দিয়ে শুরু ঠিকানা",
	"A language whose field is empty keeps what it has.":                                                                  "যে ভাষার ঘর খালি, সে ভাষায় যা আছে তা-ই থাকবে।",
	"For a danger to life. It stands on top of every page of a language, and readers who have one open are told at once.": "জীবনের ঝুঁকি থাকলে। ভাষাটির প্রতিটি পাতার ওপরে থাকে; যাঁদের পাতা খোলা, তাঁরা সঙ্গে সঙ্গে জানতে পারেন।",
	"Add a picture": "ছবি যোগ করুন", "No picture": "ছবি ছাড়া", "What is left empty is as the picture library has it.": "যা খালি থাকবে, তা ছবির সংগ্রহে যেমন আছে তেমনই হবে।",
	"Put on the bar": "বারে দিন", "Take off": "নামান", "Breaking": "ব্রেকিং", "Pinned": "পিন করা", "Clear": "মুছুন", "Back": "ফিরে যান", "Start": "শুরু",
	"% ago": "% আগে", "in %": "% পরে", " s": " সে.", " min": " মি.", " h": " ঘ.", " days": " দিন", "never": "কখনও নয়",
	"Fronts": "পাতা সাজানো", "Home page": "প্রচ্ছদ", "Top stories": "শীর্ষ খবর", "The front": "পাতা", "Phone": "ফোন", "Desktop": "ডেস্কটপ",
	"Another front": "অন্য পাতা", "Go there": "যান", "As readers have it": "পাঠক যা দেখছেন তা-ই", "Draft: {n} changes": "খসড়া: {n}টি বদল",
	"Discard": "খসড়া ফেলে দিন", "Launch {n} changes": "{n}টি বদল পাঠকের কাছে দিন", "Launch": "পাঠকের কাছে দিন", "Launch {front}?": "{front}: পাঠকের কাছে দেবেন?",
	"What changes for readers": "পাঠকের কাছে যা বদলাবে", "Readers get this at once:": "পাঠক সঙ্গে সঙ্গে এগুলো পাবেন:",
	"{who} launched {ago}; the draft is rebased on it.": "{who} {ago} পাতা ছেড়েছেন; খসড়াটি তার ওপর নতুন করে বসানো হয়েছে।",
	"The two do not overlap.":                           "দুটির মধ্যে সংঘাত নেই।", "Overlaps: {n}.": "সংঘাত: {n}টি।", "The front is about {topic} alone": "পাতায় এখন শুধু {topic}",
	"The front is the usual one again": "পাতা আবার আগের মতো", "The usual front": "আগের মতো পাতা", "All sections": "সব বিভাগ", "How old": "কত পুরোনো", "Last 24 hours": "গত ২৪ ঘণ্টা",
	"Headlines with these words": "শিরোনামে এই শব্দ", "No story here is like that.": "এমন কোনো প্রতিবেদন এখানে নেই।", "Show all": "সব দেখুন",
	"Clipboard": "ক্লিপবোর্ড", "What you put here stays with you, on every front.": "এখানে যা রাখবেন, সব পাতায় আপনার হাতের কাছে থাকবে।", "Taken off last": "সদ্য সরানো",
	"Place into": "যেখানে বসবে", "Place": "বসান", "Clip": "ক্লিপবোর্ডে রাখুন", "Off the clipboard": "ক্লিপবোর্ড থেকে সরান", "views": "বার পঠিত",
	"Page views in the last 24 hours": "গত ২৪ ঘণ্টায় কতবার পড়া হয়েছে", "On this front": "এই পাতায় আছে", "live since": "চালু", "never launched by hand: the newest stories fill it": "হাতে সাজানো হয়নি: নতুন খবর নিজে থেকে বসে",
	"This process does not serve readers: what fills the open places is seen on the site.": "এই প্রক্রিয়া পাঠককে পাতা দেয় না: খালি জায়গায় কী বসে তা সাইটে দেখুন।",
	"This process does not serve readers, so it cannot show how the front looks.":          "এই প্রক্রিয়া পাঠককে পাতা দেয় না, তাই পাতা কেমন দেখাবে তা দেখাতে পারে না।",
	"{n} by hand, the rest fills itself":                                                   "{n}টি হাতে বসানো, বাকিটা নিজে থেকে", "Open: the newest story fills it": "খালি: নতুন খবর নিজে থেকে বসবে",
	"By hand": "হাতে বসানো", "Fills itself": "নিজে থেকে", "other headline": "অন্য শিরোনামে", "until {time}": "{time} পর্যন্ত",
	"leads unchanged {ago}": "শীর্ষে একই খবর, বসেছে {ago}", "also on {front}": "আরও আছে: {front}", "Move up": "ওপরে তুলুন", "Move down": "নিচে নামান",
	"Keep here": "এখানেই রাখুন", "Headline, pin, place": "শিরোনাম, পিন, জায়গা", "Headline on this front": "এই পাতায় শিরোনাম", "Set": "ঠিক করুন",
	"Pin until": "যতক্ষণ পিন থাকবে", "Pin": "পিন করুন", "One topic alone, for an emergency": "জরুরি অবস্থায় শুধু এক বিষয়ের পাতা", "Topic": "বিষয়", "Into the draft": "খসড়ায় দিন",
	"The front shows only stories of the topic and no sections, until you make it the usual one again.": "আবার আগের মতো না করা পর্যন্ত পাতায় শুধু এই বিষয়ের খবর থাকবে, কোনো বিভাগ থাকবে না।",
	"Versions": "সংস্করণ", "Older versions": "আরও আগের সংস্করণ", "Launch {launch}": "সংস্করণ {launch}", "Before the first launch: nothing by hand": "প্রথম সংস্করণের আগে: হাতে কিছু সাজানো নেই", "Roll back to this": "এটিতে ফিরে যান",
	"The front as readers would get it": "পাঠক যেমন পাতা পাবেন", "{n} changes": "{n}টি বদল", "a pin ended": "পিনের সময় শেষ", "a story went off the site": "একটি খবর সাইট থেকে সরেছে",
	"back to launch {launch}": "সংস্করণ {launch}-এ ফেরা", "back to before the first launch": "প্রথম সংস্করণের আগের অবস্থায় ফেরা", "taken off": "সরানো",
	"{story} placed at {place}": "{story} বসেছে: {place}", "{story} taken off {place}": "{story} সরানো হয়েছে: {place}", "{story} moved from {from} to {place}": "{story} সরেছে: {from} থেকে {place}",
	"{story} under its own headline": "{story} নিজের শিরোনামে", "{story} under the headline {headline}": "{story} এই শিরোনামে: {headline}",
	"{story} without an end": "{story} সময়সীমা ছাড়া", "{story} pinned until {time}": "{story} পিন করা {time} পর্যন্ত",
	"Both changed what the front is about; the draft's choice stands":                 "পাতার বিষয় দুই জায়গাতেই বদলেছে; খসড়ারটি থাকছে",
	"{place}: the draft has {story}, the launch had {other}, which moves down":        "{place}: খসড়ায় {story}, ছাড়া পাতায় ছিল {other}, সেটি নিচে নামছে",
	"{story}: {place} in the draft, {other} in the launch; the draft's change stands": "{story}: খসড়ায় {place}, ছাড়া পাতায় {other}; খসড়ারটি থাকছে",
	"Flash": "ফ্ল্যাশ", "One line, with the desk at once. The story can follow.": "এক লাইন, সঙ্গে সঙ্গে ডেস্কে। প্রতিবেদন পরে আসতে পারে।",
	"Needs you": "আপনার অপেক্ষায়", "What has happened, in one line": "কী ঘটেছে, এক লাইনে", "Photo": "ছবি", "Take or choose a photo": "ছবি তুলুন বা বাছুন",
	"Send to the desk": "ডেস্কে পাঠান", "Not sent yet": "এখনো পাঠানো হয়নি", "On the bar for": "বারে থাকবে",
	"Line on the bar": "বারের লাইন", "What the picture shows": "ছবিতে কী দেখা যায়", "Open as a story": "প্রতিবেদন হিসেবে খুলুন",
	"Readers get it at once: on the bar, on the home page and on a page of its own.": "পাঠক সঙ্গে সঙ্গে পাবেন: বারে, মূলপাতায় ও নিজের পাতায়।", "filed by": "পাঠিয়েছেন",
	"Edit": "বদলান", "Leads to story number": "যে প্রতিবেদনে যাবে, তার নম্বর", "Stays from now on": "এখন থেকে থাকবে", "as it is": "যেমন আছে", "Pin on top": "ওপরে পিন করুন", "Take the mark off the line that breaks now": "এখন যেটি ব্রেকিং, সেটির চিহ্ন সরান", "Line": "লাইন",
	"words": "শব্দ", "Upload": "আপলোড", "On the bar now": "এখন বারে", "used": "ব্যবহৃত", "Nothing on the bar.": "বারে কিছু নেই।",
	"Settings": "সেটিংস", "Site": "সাইট", "Look": "চেহারা", "Pages": "পাতা", "Authors": "লেখক", "Feeds and crawlers": "ফিড ও ক্রলার",
	"Name of the site": "সাইটের নাম", "Address for readers": "পাঠকের ঠিকানা", "Sections": "বিভাগ", "Ways of writing": "লেখার রীতি",
	"Day of the Hijri calendar, as the moon was seen": "হিজরি তারিখ, চাঁদ দেখা অনুযায়ী", "Colours": "রং", "Preview": "আগে দেখুন", "Logo": "লোগো",
	"Our own, instead of Stet’s green": "নিজেদের রং, স্টেটের সবুজ নয়", "Accent on light paper": "আলো পাতায় প্রধান রং", "Accent on dark paper": "আঁধার পাতায় প্রধান রং",
	"A colour that cannot be read is refused, with the nearest that can.": "যে রং পড়া যায় না তা নেওয়া হয় না; কাছাকাছি যেটি পড়া যায় সেটি বলা হয়।",
	"The name stands on the accent colour":                                "নাম প্রধান রঙের ওপর", "English headlines without serifs": "ইংরেজি শিরোনাম সেরিফ ছাড়া", "For light paper": "আলো পাতার জন্য",
	"For dark paper": "আঁধার পাতার জন্য", "If the other cannot be seen there.": "অন্যটি সেখানে দেখা না গেলে।", "Navigation": "নেভিগেশন",
	"Take the logo off; the name stands in letters": "লোগো সরান; নাম অক্ষরে থাকবে", "Empty: the sections in their order.": "খালি থাকলে বিভাগগুলো নিজের ক্রমে।",
	"There are none yet.": "এখনো নেই।", "New page": "নতুন পাতা", "Title": "শিরোনাম", "Take away": "সরান", "New author": "নতুন লেখক", "Name": "নাম",
	"as bylines have it": "বাইলাইনে যেমন থাকে", "Role": "পদ", "Beat": "ক্ষেত্র", "Who they are, in a paragraph": "এক অনুচ্ছেদে পরিচয়", "Portrait": "প্রতিকৃতি",
	"A desk, not a person": "ডেস্ক, ব্যক্তি নয়", "Can be written to in": "যে ভাষায় লেখা যায়", "Key": "চাবি", "Address": "ঠিকানা", "For": "যার জন্য:",
	"Feeds carry stories whole, not summaries": "ফিডে পুরো প্রতিবেদন, সারাংশ নয়", "Crawlers that robots.txt asks to stay away": "robots.txt যেসব ক্রলারকে দূরে থাকতে বলে",
	"It asks; it cannot hold anybody off.": "এটি অনুরোধ; কাউকে ঠেকাতে পারে না।", "search engines": "সার্চ ইঞ্জিন", "assistants that answer with it": "উত্তর দেয় এমন সহকারী",
	"the training of models": "মডেল প্রশিক্ষণ", "marketing data": "বিপণনের তথ্য", "Hubs elsewhere to tell, one a line": "অন্য যেসব হাবকে জানাতে হবে, লাইনে একটি",
	"Be our own hub: programs that follow a feed are told at once": "নিজেই হাব: যারা ফিড অনুসরণ করে তারা সঙ্গে সঙ্গে জানে",
	"Live coverage": "সরাসরি", "Live now": "এখন সরাসরি", "Coverage has ended": "সরাসরি শেষ", "Ended": "শেষ", "Take it up again": "আবার শুরু", "Begin": "শুরু করুন",
	"Posts stand under the story, the newest first. Readers who have it open are told of each.": "পোস্টগুলো প্রতিবেদনের নিচে থাকে, নতুনটি আগে। যাঁরা পাতাটি খুলে রেখেছেন তাঁরা প্রতিটির খবর পান।",
	"By": "লিখেছেন", "Key event": "মূল ঘটনা", "Change the post": "পোস্ট বদলান", "Post": "পোস্ট করুন", "Posts": "পোস্ট", "edited": "সম্পাদিত",
	"Taken away": "সরানো হয়েছে", "Key points, one a line, five at most": "মূল কথা, লাইনে একটি, সর্বাধিক পাঁচটি", "Save the key points": "মূল কথা সংরক্ষণ",
	"Audience": "পাঠক", "pages are counted, never people: no cookie, no address": "পাতা গোনা হয়, মানুষ নয়: কুকি নেই, ঠিকানা নেই",
	"Views in the last 5 minutes": "গত ৫ মিনিটে পঠিত", "Views today": "আজ পঠিত", "Lite version": "হালকা সংস্করণ",
	"more than a week ago": "এক সপ্তাহ আগের চেয়ে বেশি", "less than a week ago": "এক সপ্তাহ আগের চেয়ে কম",
	"Nothing has been read in the last 24 hours.": "গত ২৪ ঘণ্টায় কিছু পড়া হয়নি।", "Views by the half hour": "আধঘণ্টা ধরে পঠিত",
	"today": "আজ", "a week ago": "এক সপ্তাহ আগে", "The same as a table": "সারণিতে দেখুন", "From": "থেকে", "Most read in 24 hours": "২৪ ঘণ্টায় সর্বাধিক পঠিত",
	"This hour and the last": "এই ও গত ঘণ্টায়", "24 hours": "২৪ ঘণ্টায়", "Mostly from": "প্রধান উৎস", "Now": "এখন", "Read through": "পুরো পড়েছেন",
	"Now is the last 5 minutes. Read through: three quarters of the text were seen, for a third of its reading time or longer; one view in fifty says so.": "এখন মানে গত ৫ মিনিট। পুরো পড়েছেন: লেখার চার ভাগের তিন ভাগ দেখেছেন, আর পড়তে যত সময় লাগে তার অন্তত তিন ভাগের এক ভাগ সময় ধরে; প্রতি ৫০ বারে একবারের হিসাব।", "Where readers came from": "পাঠক কোথা থেকে এসেছেন",
	"Views": "পঠিত", "Share": "অংশ", "How fast pages were": "পাতা কত দ্রুত ছিল", "Page": "পাতা", "Measured": "পরিমাপ", "poor": "দুর্বল",
	"One view in fifty says how fast its page was. None has yet.": "প্রতি পঞ্চাশে একটি পাঠ গতি জানায়। এখনো কোনোটি জানায়নি।",
	"What three readers of four had or better, in 24 hours.":      "২৪ ঘণ্টায় প্রতি চারজনে তিনজন পাঠক যা পেয়েছেন, বা তার চেয়ে ভালো।",
	"Direct": "সরাসরি", "This site": "এই সাইট", "Search": "অনুসন্ধান", "Facebook": "ফেসবুক", "WhatsApp": "হোয়াটসঅ্যাপ", "X": "এক্স", "Elsewhere": "অন্যত্র",
	"page:home": "মূলপাতা", "page:front": "বিভাগ", "page:story": "প্রতিবেদন", "page:live": "সরাসরি", "page:list": "তালিকা", "page:lite": "হালকা", "page:other": "অন্য",
}

// pageKinds are the kinds of page in English, by what the Audience screen calls them.
var pageKinds = map[string]string{
	"home": "Home", "front": "Section front", "story": "Story", "live": "Live coverage", "list": "Topic, author, archive", "lite": "Lite version", "other": "Other",
}

var banglaCalendar = strings.NewReplacer(
	"Mon", "সোম", "Tue", "মঙ্গল", "Wed", "বুধ", "Thu", "বৃহস্পতি", "Fri", "শুক্র", "Sat", "শনি", "Sun", "রবি",
	"Jan", "জানু", "Feb", "ফেব্রু", "Mar", "মার্চ", "Apr", "এপ্রিল", "May", "মে", "Jun", "জুন", "Jul", "জুলাই", "Aug", "আগস্ট", "Sep", "সেপ্টে",
	"Oct", "অক্টো", "Nov", "নভে", "Dec", "ডিসে",
)

// said are the sentences that a page shows after a form was accepted.
var said = map[string]string{
	"saved":          "Saved.",
	"noted":          "The note is written. Whom it names is told.",
	"assigned":       "The story is assigned. They are told.",
	"same":           "Nothing had changed; there was nothing to save.",
	"started":        "The story is started. It is yours.",
	"taken":          "The dispatch is taken: it stands beside the story as its source.",
	"submit":         "The story is with the desk.",
	"return":         "The story is back with its writer.",
	"ready":          "The story is ready.",
	"embargo":        "The embargo is set.",
	"lifted":         "The embargo is lifted.",
	"schedule":       "The story is scheduled. It goes out by itself.",
	"unschedule":     "The story is off the schedule. It is ready.",
	"publish":        "The story is out.",
	"update":         "Readers have the new text.",
	"correct":        "Readers have the correction and its note.",
	"withdraw":       "The story is off the site. Its page says so.",
	"reinstate":      "The story is back on the site.",
	"kill":           "The story is killed. Its page says that it is gone.",
	"spike":          "The story is spiked. Restore brings it back.",
	"restore":        "The story is back.",
	"merged":         "The result is saved. Both texts are in the history.",
	"brought":        "The older text is the newest revision now. The one before it is in the history.",
	"wire-added":     "The wire is added. It is asked for the first time now.",
	"wire-saved":     "The wire is changed.",
	"wire-paused":    "The wire is paused: it is not asked until you let it go on.",
	"wire-on":        "The wire goes on.",
	"wire-tried":     "The wire was asked just now.",
	"flashed":        "It is on the bar.",
	"banner":         "The emergency banner is on every page.",
	"banner-ended":   "The emergency banner is down.",
	"filed":          "The flash is with the desk.",
	"ended":          "It is off the bar.",
	"flash-changed":  "The line is changed, where it stood.",
	"launched":       "Readers have the front.",
	"discarded":      "The draft is given up. The log keeps it.",
	"rolled-back":    "Readers have the front as it was then.",
	"uploaded":       "The picture is here.",
	"set-up":         "The newsroom is set up. This is its first page.",
	"factor-added":   "It is set up.",
	"factor-dropped": "It is taken away. You are signed out everywhere but here.",
	"session-ended":  "That session has ended.",
	"others-ended":   "You are signed out everywhere but here.",
	"checked":        "The check is noted.",
	"refused":        "The request is refused. Nothing was changed.",
	"dropped":        "The request is taken back. Nothing was changed.",
	"approved":       "It is approved, and done.",
	"ticked":         "It is ticked off.",
	"assign":         "The story is assigned.",
	"asked":          "A second person is asked to approve it. They have ten minutes; until then nothing changes.",
}

// notice returns the sentence for what the form before this page did.
func (v *visit) notice() string { return said[v.said] }
