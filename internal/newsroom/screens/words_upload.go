package screens

import "maps"

// The words of the screen for uploads in Bangla.
func init() { maps.Copy(banglaWords, banglaUpload) }

var banglaUpload = map[string]string{
	"Upload pictures": "ছবি পাঠান", "Files: several at once": "ফাইল: একসঙ্গে কয়েকটি", "Or take a photo now": "অথবা এখনই ছবি তুলুন", "For all of them": "সবগুলোর জন্য",

	"JPEG, PNG, WebP, AVIF, HEIC or GIF, up to 40 MB each. SVG is refused: it can carry a program. TIFF is not taken: save it as JPEG or PNG.": "JPEG, PNG, WebP, AVIF, HEIC বা GIF, প্রতিটি সর্বোচ্চ ৪০ মেগাবাইট। SVG নেওয়া হয় না: তাতে প্রোগ্রাম থাকতে পারে। TIFF-ও নয়: JPEG বা PNG করে পাঠান।",

	"Or drag them onto this page, or paste them. They stay on this device until they are sent, also when the line is gone or the page is closed.": "অথবা এই পাতায় টেনে আনুন, কিংবা পেস্ট করুন। পাঠানো শেষ না হওয়া পর্যন্ত ছবি এই যন্ত্রে থাকে, সংযোগ কেটে গেলে বা পাতা বন্ধ হলেও।",

	"What you leave empty is read from each file: caption, credit and when the camera took it. The story gets a note that says which pictures came for it.": "যা খালি রাখবেন তা প্রতিটি ফাইল থেকে নেওয়া হবে: ক্যাপশন, কৃতজ্ঞতা ও তোলার সময়। কোন কোন ছবি এল, প্রতিবেদনে তার নোট থাকবে।",

	"Send smaller copies (2,560 pixels): the line is dear or slow. The newsroom then has no original.": "ছোট কপি পাঠান (২,৫৬০ পিক্সেল): ইন্টারনেট দামি বা ধীর। তখন মূল ফাইল নিউজরুমে থাকবে না।",

	"It looks like others that are here.": "এখানকার আরও কয়েকটি ছবির মতো দেখতে।", "Look at them": "দেখুন",

	"Files": "ফাইল", "Send": "পাঠান", "Open": "খুলুন", "It was here already; it is not kept twice.": "ফাইলটি আগে থেকেই আছে; দুবার রাখা হয়নি।", "Pictures for this story:": "এই প্রতিবেদনের ছবি:",
}
