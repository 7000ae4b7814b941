package screens

// copyWords are the words of stets and of the copy check's gate in Bangla.
var copyWords = map[string]string{
	"decided about the mark “File photo” in": "‘ফাইল ছবি’ কথাটি নিয়ে সিদ্ধান্ত নিয়েছেন", "agreed to the conditions of a picture in": "ছবির শর্ত মেনেছেন",

	"let a finding stand in": "গরমিল রেখে দিয়েছেন", "let stand what is certainly otherwise in": "নিশ্চিত গরমিল রেখে দিয়েছেন", "took back a stet in": "রেখে দেওয়া গরমিল আবার খুলেছেন",
	"stet {n}": "রেখে দেওয়া {n}", "as {reason}": "কারণ: {reason}",
	"The copy check holds a story back": "কপি যাচাই প্রকাশ আটকায়",
	"A story that is read against its sources waits until each such finding is fixed, or somebody lets it stand on the record.": "এমন প্রতিটি গরমিল ঠিক করা, বা কারণ লিখে রেখে দেওয়া পর্যন্ত প্রকাশ আটকে থাকে।",
	"{wire} killed this: nothing may be made from it.":                                                                          "{wire} এটি প্রত্যাহার করেছে: এটি থেকে কিছু লেখা যাবে না।",
	"never": "কখনো না", "while a certain finding is open": "নিশ্চিত গরমিল খোলা থাকলে", "while a certain or likely finding is open": "নিশ্চিত বা সম্ভাব্য গরমিল খোলা থাকলে",
}
