package bangla

// sourceSentences are those about the sources of stories, and the XML of wires.
var sourceSentences = map[string]string{
	"answer for a source that changed": "বদলানো সূত্রের জবাব দিতে", "add a source to a story": "প্রতিবেদনে সূত্র যোগ করতে", "say which dispatches are of one event": "কোন তারবার্তাগুলো একই ঘটনার তা ঠিক করতে",

	"%s put an embargo on the source of #%d, and so it has it too.": "#%[2]d-এর সূত্রে %[1]s নিষেধাজ্ঞা দিয়েছে, তাই প্রতিবেদনেও তা আছে।",

	"%s put an embargo on the source.": "%s সূত্রে নিষেধাজ্ঞা দিয়েছে।",

	"There is no change of a source %s.": "সূত্রের %s নামে কোনো বদল নেই।",

	"The XML is broken at line %d: %s.": "%d নম্বর লাইনে XML ভাঙা: %s।",

	"%s killed what the story was made from. Kill the story, or say in an answer to that why it stands.": "প্রতিবেদনের সূত্র %s প্রত্যাহার করেছে। প্রতিবেদন চিরতরে বাতিল করুন, বা উত্তরে লিখুন কেন থাকছে।",

	"%s took this, or another dispatch of the same event, for story %d at %s. Add yours to that story, or take it apart.": "%s এটি বা একই ঘটনার আরেকটি তারবার্তা %d নম্বর প্রতিবেদনের জন্য নিয়েছেন, %s-এ। আপনারটি সেই প্রতিবেদনে যোগ করুন, বা আলাদা করে নিন।",
	"Nobody put these dispatches together by hand.":                                                                       "এই তারবার্তাগুলো কেউ হাতে একত্র করেননি।",
	"These dispatches are not together any more.":                                                                         "এই তারবার্তাগুলো আর একসঙ্গে নেই।",
	"Mark at least two dispatches that are of one event.":                                                                 "একই ঘটনার অন্তত দুটি তারবার্তা বাছুন।",
	"Mark the dispatches first.":                                                                                          "আগে তারবার্তা বাছুন।",
	"From 1 to %d dispatches can be marked at once.":                                                                      "একবারে ১ থেকে %dটি তারবার্তা বাছা যায়।",
	"Choose from 1 to %d dispatches.":                                                                                     "১ থেকে %d-টি তারবার্তা বাছুন।",
	"This says not where each dispatch was.":                                                                              "প্রতিটি তারবার্তা কোথায় ছিল তা এতে নেই।",
	"Somebody moved these dispatches since: nothing was changed.":                                                         "এর মধ্যে কেউ তারবার্তাগুলো সরিয়েছেন: কিছু বদলানো হয়নি।",
	"%q is a source of story %d already.":                                                                                 "%q আগে থেকেই %d নম্বর প্রতিবেদনের সূত্র।",

	"%s answered to this already.": "%s আগেই এর উত্তর দিয়েছেন।",

	"%q is no number of a story.": "%q কোনো প্রতিবেদনের নম্বর নয়।",

	"A story whose source was killed goes behind a notice after 1 to %d minutes, or never; %d is none of them.": "সূত্র প্রত্যাহার হলে প্রতিবেদন ১ থেকে %d মিনিট পরে বিজ্ঞপ্তির আড়ালে যায়, বা কখনো নয়; %d এর কোনোটি নয়।",

	"The XML breaks off at line %d.": "%d নম্বর লাইনে XML মাঝপথে শেষ।",

	"%s took back the source, and nobody answered in time.": "%s সূত্র ফিরিয়ে নিয়েছে, সময়মতো কেউ উত্তর দেননি।",

	"%s withholds the source of #%d.": "#%[2]d-এর সূত্র %[1]s আটকে রেখেছে।",

	"%s corrected the source of #%d: nothing in the story is otherwise for it, as far as words show.": "#%[2]d-এর সূত্র %[1]s সংশোধন করেছে: শব্দ মিলিয়ে প্রতিবেদনে নতুন গরমিল নেই।",

	"%s corrected the source of #%d: none of what the story has of it is otherwise.": "#%[2]d-এর সূত্র %[1]s সংশোধন করেছে: প্রতিবেদনে ব্যবহৃত কোনো অংশ বদলায়নি।",

	"The source of #%d changed: 1 sentence of the story rests on what changed.": "#%d-এর সূত্র বদলেছে: প্রতিবেদনের ১টি বাক্য বদলে যাওয়া অংশের ওপর দাঁড়িয়ে।",

	"The source of #%d changed: %d sentences of the story rest on what changed.": "#%d-এর সূত্র বদলেছে: প্রতিবেদনের %dটি বাক্য বদলে যাওয়া অংশের ওপর দাঁড়িয়ে।",

	"%s took back what this was made from. Take it away, or say in an answer to that why it stands.": "এর সূত্র %s ফিরিয়ে নিয়েছে। এটি সরান, বা উত্তরে লিখুন কেন থাকছে।",

	"The dispatch is under an embargo until %s: readers may have nothing of it before.": "তারবার্তায় %s পর্যন্ত নিষেধাজ্ঞা: তার আগে পাঠক এর কিছুই পাবেন না।",

	"%s killed the source of a line on the bar.": "খবর-বারের একটি লাইনের সূত্র %s প্রত্যাহার করেছে।",

	"%s killed the source of a live post.": "একটি সরাসরি পোস্টের সূত্র %s প্রত্যাহার করেছে।",

	"%s killed the source of a headline on a front.": "প্রথম পাতার একটি শিরোনামের সূত্র %s প্রত্যাহার করেছে।",

	"%s took back the source of something that readers have.": "পাঠকের কাছে থাকা কিছুর সূত্র %s ফিরিয়ে নিয়েছে।",

	"%s changed the source of something that readers have.": "পাঠকের কাছে থাকা কিছুর সূত্র %s বদলেছে।",

	"The XML cannot be read at line %d.": "%d নম্বর লাইনে XML পড়া যায় না।",

	"%s put an embargo on what the story was made from. Take the story off the site, or say in an answer to that why it stands.": "প্রতিবেদনের সূত্রে %s নিষেধাজ্ঞা দিয়েছে। প্রতিবেদন সাইট থেকে সরান, বা উত্তরে লিখুন কেন থাকছে।",

	"A newer version of the source came: answer to that one.": "সূত্রের নতুনতর সংস্করণ এসেছে: সেটির উত্তর দিন।",

	"Say why the story stands: it is kept in the log, and readers don't see it.": "প্রতিবেদন কেন থাকছে লিখুন: লগে থাকবে, পাঠক দেখেন না।",

	"Line %d: the XML has %s; it was not read.": "%d নম্বর লাইন: XML-এ %s; পড়া হয়নি।",

	"The dispatch is under an embargo until %s, and readers have story %d.": "তারবার্তায় %s পর্যন্ত নিষেধাজ্ঞা, আর %d নম্বর প্রতিবেদন পাঠকের কাছে আছে।",

	"%s put an embargo on the source of #%d, which readers have.": "#%[2]d পাঠকের কাছে আছে, তার সূত্রে %[1]s নিষেধাজ্ঞা দিয়েছে।",

	"There is no format %q: Stet reads %s.": "%q নামে কোনো ধরন নেই: স্টেট পড়ে %s।",

	"%s withholds this dispatch: no story may be made from it before the wire says more.": "%s এই তারবার্তা আটকে রেখেছে: নতুন কিছু না জানানো পর্যন্ত এ থেকে প্রতিবেদন করা যাবে না।",

	"%q is no number of minutes.": "%q মিনিটের কোনো সংখ্যা নয়।",

	"%s withholds what the story was made from. Say in an answer to that why the story stands, or wait for the wire.": "প্রতিবেদনের সূত্র %s আটকে রেখেছে। উত্তরে লিখুন প্রতিবেদন কেন থাকছে, বা সংস্থার জন্য অপেক্ষা করুন।",
}
