package screens

// accountWords are the words of the screens about accounts in Bangla.
var accountWords = map[string]string{
	"Your account": "আপনার অ্যাকাউন্ট", "Where you are signed in": "যেখানে যেখানে ঢুকে আছেন", "Sign out everywhere else": "অন্য সব জায়গা থেকে বেরিয়ে যান",
	"this one": "এটি", "signed in": "ঢুকেছেন", "last used": "শেষ ব্যবহার", "one factor": "এক ধাপে", "two factors": "দুই ধাপে", "A program": "একটি প্রোগ্রাম",
	"password": "পাসওয়ার্ড", "passkey": "পাসকি", "password and code": "পাসওয়ার্ড ও কোড", "password and passkey": "পাসওয়ার্ড ও পাসকি",
	"password and recovery code": "পাসওয়ার্ড ও উদ্ধার কোড", "the house’s sign-in": "প্রতিষ্ঠানের প্রবেশপথ",
	"That session has ended.": "সেই সেশন শেষ হয়েছে।", "You are signed out everywhere but here.": "এখানে ছাড়া আর কোথাও আপনি ঢুকে নেই।",
}
