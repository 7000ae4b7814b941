package move

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stet-news/stet/internal/pattern"
)

// set is a list of words as they are compared.
func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[key(w)] = true
	}
	return m
}

// key is how words are compared: lower-case, without what stands around them.
func key(s string) string {
	s = strings.TrimFunc(single(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
	return strings.ToLower(s)
}

// barHeads are what a bar of headlines is called.
var barHeads = set("News update", "News updates", "Latest update", "Latest updates", "Breaking", "Breaking news", "Latest", "Latest news",
	"Latest headlines", "Headlines", "Top headlines", "Just in", "News ticker", "Ticker", "News flash", "Flash", "Update",
	"সর্বশেষ", "সর্বশেষ সংবাদ", "সর্বশেষ খবর", "সর্বশেষ শিরোনাম", "শিরোনাম", "ব্রেকিং", "ব্রেকিং নিউজ", "এইমাত্র", "এইমাত্র পাওয়া", "সংবাদ শিরোনাম")

// furnitureWords are whole lines that belong to a page and not to its story.
var furnitureWords = set("Advertisement", "Advertisements", "Ad", "Sponsored", "Sponsored content", "Share", "Share this", "Share this article",
	"Share on Facebook", "Share on X", "Share on Twitter", "Share on WhatsApp", "Facebook", "Twitter", "WhatsApp", "LinkedIn", "Messenger", "Telegram", "Instagram", "YouTube",
	"Pinterest", "Email", "E-mail", "Print", "Print this page", "Copy link", "Copy URL", "Save", "Bookmark", "Listen", "Home", "Menu", "Search", "Login", "Log in", "Sign in",
	"Sign up", "Register", "Subscribe", "Subscribe now", "Newsletter", "Close", "Back to top", "Top", "Next", "Previous", "Older", "Newer",
	"Skip to content", "Skip to main content", "Read more", "More", "View all", "See all", "Load more", "English", "বাংলা", "Bangla", "e-Paper", "ePaper", "E-paper", "About us", "Contact",
	"Contact us", "Privacy policy", "Terms of use", "Terms and conditions", "Advertise", "Follow us", "A+", "A-", "Font size", "###", "-30-", "END", "ENDS",
	"বিজ্ঞাপন", "শেয়ার", "শেয়ার করুন", "প্রিন্ট", "প্রিন্ট করুন", "ফেসবুক", "টুইটার", "হোম", "প্রচ্ছদ", "মেনু", "অনুসন্ধান", "খুঁজুন", "লগইন", "ই-পেপার", "আরও", "আরও পড়ুন", "আরো পড়ুন",
	"ফলো করুন", "কপি লিংক", "যোগাযোগ", "আমাদের সম্পর্কে", "গোপনীয়তা নীতি", "বিজ্ঞাপন মূল্যতালিকা", "সব খবর")

// furnitureStarts begin a short line that belongs to the page.
var furnitureStarts = pattern.New(`(?i)^\W*(?:©|\(c\) ?\d|copyright (?:©|\(c\)|\d{4}|reserved|by )|all rights reserved|also read|read also|read more ?[:：]|read next|see also ?[:：]|related ?[:：]|follow us|follow .{1,40} on |` +
	`like us on|join us on|join our|subscribe to (?:our|the) |sign up (?:for|to) (?:our|the) .*newsletter|get the latest news|download (?:the|our) app|for all latest news|to read .* app|click here|share this|post a comment|powered by|developed by|designed by|` +
	`this (?:article|story) (?:was|has been) viewed|\d[\d,.]* views|\d+ (?:min|minute)s? read|editor ?(?:and|&) publisher|website by|` +
	`স্বত্ব|সর্বস্বত্ব|কপিরাইট|আরও পড়ুন|আরো পড়ুন|সম্পাদক ?(?:ও|এবং|:)|প্রকাশক ?:|কারিগরি সহ|গুগল নিউজ|আমাদের ফলো|ফলো করুন|পঠিত|ডাউনলোড করুন)`)

// furnitureEnds end a short line that belongs to the page.
var furnitureEnds = pattern.New(`(?i)(?:all rights reserved\W*|স্বত্ব সংরক্ষিত\W*|সর্বস্বত্ব সংরক্ষিত\W*|\d[\d,.]* views|বার পঠিত)$`)

// regionHeads begin a part of a page that lists other stories.
var regionHeads = set("Related", "Related news", "Related stories", "Related articles", "Related posts", "Related content", "Related topics", "You may also like", "You might also like",
	"More news", "More stories", "More from this section", "More on this story", "Most read", "Most popular", "Most viewed", "Popular", "Popular news", "Popular posts", "Trending", "Trending now",
	"Recommended", "Recommended for you", "Editor's picks", "Editors' picks", "Don't miss", "Recent posts", "Recent news", "Latest stories", "Other news", "Top stories", "What to read next", "Must read",
	"এই বিভাগের আরও খবর", "এ বিভাগের আরও খবর", "এই বিভাগের আরো খবর", "এ জাতীয় আরও খবর", "সম্পর্কিত খবর", "সম্পর্কিত সংবাদ", "আরও খবর", "আরো খবর", "সর্বাধিক পঠিত", "জনপ্রিয়", "জনপ্রিয় সংবাদ", "সর্বশেষ খবর", "পাঠকপ্রিয়")

var commentHeads = pattern.New(`(?i)^\W*(?:\d+ (?:comments?|replies|thoughts on .*)|comments?(?: ?\(\d+\))?|leave a (?:comment|reply)|post (?:a )?comment|add (?:a )?comment|join the (?:conversation|discussion)|(?:[০-৯\d]+টি )?মন্তব্য(?: ?\([০-৯\d]+\))?(?: করুন)?|আপনার মতামত(?: লিখুন)?)\W*$`)

// sectionNames are what newspapers call their sections.
var sectionNames = set("Transport", "Communication", "World", "World News", "International", "Global", "National", "Bangladesh", "Country", "Nation", "Politics", "Business", "Economy", "Money", "Sports", "Sport", "Cricket",
	"Football", "Entertainment", "Culture", "Arts", "Life", "Lifestyle", "Health", "Science", "Technology", "Tech", "Environment", "Climate", "Climate Change", "Nature", "Education", "Opinion",
	"Editorial", "Op-Ed", "Columns", "Comment", "Features", "Feature", "Asia", "South Asia", "Europe", "Africa", "Americas", "Middle East", "Dhaka", "City", "Metro", "Crime", "Law", "Courts", "Agriculture",
	"Local News", "Local", "News", "Energy", "Weather", "Travel", "Photo", "Video", "Religion", "Law and Order", "Foreign Affairs", "Diplomacy", "Media", "Literature", "Youth", "Campus",
	"বিশ্ব", "আন্তর্জাতিক", "বিশ্ব সংবাদ", "জাতীয়", "বাংলাদেশ", "সারাদেশ", "সারা দেশ", "দেশ", "রাজনীতি", "অর্থনীতি", "বাণিজ্য", "খেলা", "খেলাধুলা", "বিনোদন", "মতামত", "সম্পাদকীয়", "স্বাস্থ্য", "শিক্ষা",
	"বিজ্ঞান", "প্রযুক্তি", "তথ্যপ্রযুক্তি", "পরিবেশ", "জলবায়ু", "রাজধানী", "মহানগর", "জীবনযাপন", "লাইফস্টাইল", "আইন-আদালত", "অপরাধ", "কৃষি", "ধর্ম", "সাহিত্য", "চট্টগ্রাম", "ফিচার", "গ্রাম", "জেলা")

// isSection reports whether s is the name of a section: one of the house's, or one
// that newspapers commonly have.
func (o Options) isSection(s string) bool {
	k := key(s)
	for _, name := range o.Sections {
		if key(name) == k && k != "" {
			return true
		}
	}
	return sectionNames[k]
}

// furniture reports whether a whole line belongs to the page, and not to its story.
func furniture(s string) bool {
	n := utf8.RuneCountInString(s)
	switch {
	case n <= 40 && furnitureWords[key(s)], n <= 220 && !quoted(s) && furnitureStarts.MatchString(s), n <= 300 && furnitureEnds.MatchString(s):
		return true
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return true
	}
	return menu(s)
}

func quoted(s string) bool { return strings.HasPrefix(s, "“") || strings.HasPrefix(s, "\"") }

var betweenItems = pattern.New(`\s*[|•·›»>]+\s*|\s+/\s+`)

// menu reports whether a line is a row of short links: "Home | World | Sport".
func menu(s string) bool {
	items := betweenItems.Split(strings.Trim(s, " |•·›»>/"), -1)
	if len(items) < 3 {
		return false
	}
	short := 0
	for _, it := range items {
		if words(it) <= 3 && utf8.RuneCountInString(it) <= 30 {
			short++
		}
	}
	return short*4 >= len(items)*3 && len(findDates(s, Options{})) == 0
}

func words(s string) int { return len(strings.Fields(s)) }

var sentenceEnd = pattern.New(`[.!?…।॥][\s"'”’»)\]]*$`)

// sentence reports whether a text ends as a sentence does.
func sentence(s string) bool { return sentenceEnd.MatchString(s) }

// running reports whether a text is one that is read from start to end, as a
// paragraph is and a headline, a link or a label is not.
func running(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 60 && sentence(s) || n >= 220
}

var (
	bullet   = pattern.New(`^(?:[•●○▪▫■□◆◇►▶▸‣⁃∙➤✓»*]+|[-–—+](?:\s))\s*`)
	numbered = pattern.New(`^(?:\(?[0-9০-৯]{1,2}[.)।]|[a-z]\))\s+`)
)

// letterShare returns how much of the letters of s are Bangla, from 0 to 1, and how
// many letters there are.
func letterShare(s string) (share float64, letters int) {
	bangla := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Bengali, r) {
				bangla++
			}
		}
	}
	if letters == 0 {
		return 0, 0
	}
	return float64(bangla) / float64(letters), letters
}
