package screens

import "maps"

// The words about a person's own list of dispatches, in Bangla.
func init() { maps.Copy(banglaWords, banglaWireList) }

var banglaWireList = map[string]string{
	"Newest first": "নতুন আগে", "Most urgent first": "জরুরি আগে", "Most dispatches first": "বেশি তারবার্তা আগে", "Oldest first": "পুরোনো আগে", "Order": "ক্রম",
	"Hide": "লুকান", "Show again": "আবার দেখান", "Undo": "ফিরিয়ে নিন", "marked": "বাছাই করা", "Followed": "অনুসরণে", "Hidden by you": "আপনার লুকানো",
	"Hidden from your list.": "আপনার তালিকা থেকে লুকানো হয়েছে।", "It is in your list again.": "আবার আপনার তালিকায় আছে।", "{n} hidden by you": "{n}টি আপনি লুকিয়েছেন",
	"You hid all of these.": "এখানকার সব আপনি লুকিয়েছেন।", "You have hidden nothing.": "আপনি কিছু লুকাননি।",
	"Events from which stories of yours are made":                         "যেসব ঘটনা থেকে আপনার প্রতিবেদন তৈরি",
	"No story of yours is made from a dispatch.":                          "আপনার কোনো প্রতিবেদন তারবার্তা থেকে তৈরি নয়।",
	"A story is made of each, on your desk.":                              "প্রতিটি থেকে আপনার ডেস্কে একটি প্রতিবেদন তৈরি হয়েছে।",
	"The story is made, and who is to write it is told.":                  "প্রতিবেদন তৈরি হয়েছে, যিনি লিখবেন তাঁকে জানানো হয়েছে।",
	"A story is made of each, and it is theirs from the start.":           "প্রতিটি থেকে একটি প্রতিবেদন তৈরি হবে, শুরু থেকেই তা তাঁর।",
	"{n} of {of} dispatches were not taken:":                              "{of}টি তারবার্তার {n}টি নেওয়া যায়নি:",
	"Width of the list":                                                   "তালিকার প্রস্থ",
	"Draw to make the list wider or narrower; the arrow keys do the same": "টেনে তালিকা চওড়া বা সরু করুন; তির-চিহ্নের কি দিয়েও হয়",
}
