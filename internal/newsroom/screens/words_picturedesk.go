package screens

import "maps"

// The words of the picture desk in Bangla.
func init() { maps.Copy(banglaWords, banglaPictureDesk) }

var banglaPictureDesk = map[string]string{
	"Collections": "সংকলন", "Collection": "সংকলন", "collection": "সংকলন", "No picture is like that.": "এমন কোনো ছবি নেই।",
	"No pictures yet. Upload or connect a photo wire.": "এখনো কোনো ছবি নেই। আপলোড করুন বা ছবির উৎস যোগ করুন।", "Older pictures": "আগের ছবি",
	"Words of the caption, the credit, the file": "ক্যাপশন, কৃতজ্ঞতা বা ফাইলের শব্দ", "Any rights": "সব স্বত্ব", "Shape": "আকার", "Any shape": "সব আকার",
	"Any collection": "সব সংকলন", "More filters": "আরও বাছাই", "Like this one:": "এটির মতো:", "Uploaded by": "আপলোড করেছেন", "Anybody": "যে কেউ", "Colour": "রং", "Any colour": "সব রং",
	"Taken from": "তোলা, এই দিন থেকে", "Taken until": "তোলা, এই দিন পর্যন্ত", "What is missing": "কী নেই", "Used nowhere": "কোথাও ব্যবহার হয়নি", "To be used with care": "সাবধানে ব্যবহারের",
	"Free": "অবাধ", "On conditions": "শর্তসাপেক্ষ", "Not to be used": "ব্যবহার নিষেধ", "Expired": "মেয়াদ শেষ", "Not yet": "এখনো নয়",
	"Landscape": "আড়াআড়ি", "Portrait": "খাড়া", "Square": "চৌকো", "No caption": "ক্যাপশন নেই", "No credit": "কৃতজ্ঞতা নেই", "No description": "বর্ণনা নেই",
	"Red": "লাল", "Orange": "কমলা", "Yellow": "হলুদ", "Green": "সবুজ", "Teal": "সবজে নীল", "Blue": "নীল", "Purple": "বেগুনি", "Pink": "গোলাপি", "Brown": "বাদামি", "Black": "কালো", "Grey": "ধূসর", "White": "সাদা",
	"free": "অবাধ", "on conditions": "শর্তসাপেক্ষ", "not to be used": "ব্যবহার নিষেধ", "expired": "মেয়াদ শেষ", "not before {time}": "{time}-এর আগে নয়",
	"FILE {year}": "ফাইল {year}", "File photo": "ফাইল ছবি", "used {n}×": "{n} বার ব্যবহৃত", "More than {n} pictures": "{n}টির বেশি ছবি", "1 picture": "১টি ছবি", "{n} pictures": "{n}টি ছবি",
	"In the collection {name} are {n} pictures now.": "{name} সংকলনে এখন {n}টি ছবি।", "{n} pictures are described anew.": "{n}টি ছবির বিবরণ নতুন করে লেখা হয়েছে।",
	"Size": "মাপ", "Uploaded": "আপলোড", "Caption all": "সব ক্যাপশন লিখুন", "Add to a collection": "সংকলনে রাখুন", "Or a new one, called": "নয়তো নতুন একটি, নাম",
	"Take out of this collection": "এই সংকলন থেকে সরান", "Use in a story": "প্রতিবেদনে দিন", "Number of the story": "প্রতিবেদনের নম্বর", "Use": "দিন",
	"There is no collection yet. Mark pictures and add them to one, or make one here.": "এখনো কোনো সংকলন নেই। ছবি বেছে সংকলনে রাখুন, বা এখানে একটি বানান।",
	"Captions": "ক্যাপশন", "Description": "বর্ণনা", "Arrow keys go from cell to cell. All rows are kept together, or none is.": "তিরচিহ্নের চাবিতে ঘর থেকে ঘরে যান। সব সারি একসঙ্গে থাকে, নয়তো একটিও নয়।",
	"Row {n}, {name}: nothing was kept.":              "সারি {n}, {name}: কিছুই রাখা হয়নি।",
	"Or drop pictures onto this page, or paste them.": "অথবা ছবি এই পাতায় টেনে আনুন, কিংবা পেস্ট করুন।",
	"Made by": "বানিয়েছেন", "Change": "বদলান", "Name of a new collection": "নতুন সংকলনের নাম", "Make it": "বানান", "Rename": "নাম বদলান", "Delete; its pictures stay": "মুছুন; ছবি থেকে যাবে",
	"changed the collection": "সংকলন বদলেছেন", "The collection is made.": "সংকলন বানানো হয়েছে।", "The collection has its new name.": "সংকলনের নতুন নাম হয়েছে।",
	"The collection is gone. Its pictures are still here.":                                                    "সংকলন নেই। ছবিগুলো আছে।",
	"The pictures are in the story: the first as its lead if it had none, the others at the end of its text.": "ছবি প্রতিবেদনে গেছে: প্রধান ছবি না থাকলে প্রথমটি প্রধান, বাকিগুলো লেখার শেষে।",
}
