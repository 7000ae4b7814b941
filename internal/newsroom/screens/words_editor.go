package screens

// editorWords are those of the editor and of what two people do to one story.
var editorWords = map[string]string{
	"Do or go to": "করুন বা যান",
	"Compare":     "মিলিয়ে দেখুন", "Revisions": "সংস্করণ", "Revision": "সংস্করণ", "and": "ও",
	"Two texts": "দুটি লেখা", "Two people changed the same paragraphs": "দুজন একই অনুচ্ছেদ বদলেছেন",
	"Both texts are in the history, so nothing is lost. What only one of them changed is in the result already.": "দুটি লেখাই ইতিহাসে আছে, কিছু হারায়নি। যা শুধু একজন বদলেছেন, তা ফলাফলে আগেই আছে।",
	"The two do not touch the same paragraphs any more: they can be saved together.":                             "দুটি লেখা আর একই অনুচ্ছেদে নেই: একসঙ্গে সংরক্ষণ করা যাবে।",
	"Save the result": "ফলাফল সংরক্ষণ করুন", "Leave mine in the history": "আমারটা ইতিহাসে থাক", "All that is different": "যা যা আলাদা",
	"Paragraph": "অনুচ্ছেদ", "Both, one after the other": "দুটিই, একটির পর একটি", "deleted": "বাদ দেওয়া", "Kept beside the story": "প্রতিবেদনের পাশে রাখা",
	"Choose from it": "এখান থেকে বাছুন", "What is different in the newest": "সর্বশেষটিতে যা আলাদা", "Read only": "শুধু পড়া যাবে",
	"Laptop": "ল্যাপটপ", "The story as readers would get it": "পাঠক প্রতিবেদনটি যেমন পাবেন", "{n} must be fixed first.": "আগে {n}টি ঠিক করতে হবে।",
	"As readers would get it, with what is saved. Nobody sees it who is not signed in here.": "পাঠক যেমন পাবেন, যা সংরক্ষিত আছে তা-ই। এখানে প্রবেশ না করে কেউ দেখতে পান না।",
	"Embargoed until {time}": "{time} পর্যন্ত নিষেধাজ্ঞা", "Show everything": "সব দেখান",
	"Copy check": "কপি যাচাই", "{n} certain": "{n}টি নিশ্চিত", "{n} likely": "{n}টি সম্ভাব্য", "no differences": "গরমিল নেই",
	"used {story} by {name}": "{name} ব্যবহার করেছেন: {story}",
	"To check ({n})":         "মিলিয়ে দেখুন ({n})", "For information ({n})": "জানার জন্য ({n})", "Let stand ({n})": "রেখে দেওয়া ({n})",
	"Open again: the words here were changed since it was let stand.": "আবার খোলা: রেখে দেওয়ার পর এখানকার কথা বদলেছে।",
	"Open again: the source was changed since it was let stand.":      "আবার খোলা: রেখে দেওয়ার পর সূত্র বদলেছে।",
	"It was let stand by {name}, {time}":                              "রেখে দিয়েছিলেন {name}, {time}", "Let stand by {name}, {time}": "রেখে দিয়েছেন {name}, {time}",
}
