package move

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/pattern"
)

// months are the names of the months as pages write them, lower-case.
var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"জানুয়ারি": 1, "জানুয়ারী": 1, "ফেব্রুয়ারি": 2, "ফেব্রুয়ারী": 2, "মার্চ": 3, "এপ্রিল": 4, "মে": 5, "জুন": 6,
	"জুলাই": 7, "আগস্ট": 8, "আগষ্ট": 8, "অগাস্ট": 8, "অগস্ট": 8, "সেপ্টেম্বর": 9, "অক্টোবর": 10, "নভেম্বর": 11, "ডিসেম্বর": 12,
}

// banglaMonths are the months of the Bangla calendar, whose dates pages print beside
// the Gregorian one.
var banglaMonths = []string{
	"বৈশাখ", "জ্যৈষ্ঠ", "আষাঢ়", "শ্রাবণ", "ভাদ্র", "আশ্বিন", "কার্তিক", "অগ্রহায়ণ", "পৌষ", "মাঘ", "ফাল্গুন", "চৈত্র",
}

// dayParts are the words that Bangla puts before an hour of the twelve-hour clock,
// and from which hour on they mean the afternoon; 13 is never.
var dayParts = map[string]int{
	"ভোর": 13, "সকাল": 13, "দুপুর": 1, "বিকাল": 1, "বিকেল": 1, "সন্ধ্যা": 1, "সন্ধ্যে": 1, "রাত": 5, "পূর্বাহ্ণ": 13, "অপরাহ্ণ": 1,
}

// zoneOffsets are the zone words that mean one thing only, in minutes east.
var zoneOffsets = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "pst": -480, "pdt": -420, "cet": 60, "cest": 120,
	"eest": 180, "msk": 180, "gst": 240, "pkt": 300, "npt": 345, "sgt": 480, "hkt": 480, "jst": 540, "aest": 600, "aedt": 660,
}

// unsureZones are zone words that mean several zones; the page's own is taken.
var unsureZones = []string{"ist", "cst", "cdt", "mst", "ast", "wib"}

// houseZones are the words for the zone of the newsroom itself.
var houseZones = []string{"local time", "bangladesh time", "bangladesh standard time", "dhaka time", "bdt", "bdst", "বাংলাদেশ সময়", "ঢাকা সময়", "স্থানীয় সময়"}

var (
	monthNames = alternation(keys(months))
	dateISO    = pattern.New(`(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})`)
	dateDMY    = pattern.New(`(?i)(\d{1,2})\s*(?:st|nd|rd|th|লা|রা|ঠা|শে|ই)?(?:\s+of)?[\s.,-]*(` + monthNames + `)\.?[\s,-]*(\d{4})`)
	dateMDY    = pattern.New(`(?i)(` + monthNames + `)\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})`)
	dateNumber = pattern.New(`(\d{1,2})([-/.])(\d{1,2})([-/.])(\d{4})`)
	dateBangla = pattern.New(`(\d{1,2})\s*(?:লা|রা|ঠা|শে|ই)?\s+(?:` + alternation(banglaMonths) + `),?\s*(1[345]\d\d)(?:\s*(?:বঙ্গাব্দ|বাংলা))?`)
	relative   = pattern.New(`(?i)(?:\d+|an?|few)\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|সেকেন্ড|মিনিট|ঘণ্টা|ঘন্টা|দিন|সপ্তাহ|মাস|বছর)\s*(?:ago|আগে)`)

	clock = `(?:(` + alternation(keys(dayParts)) + `)\s*)?(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?|\s*(টা)(?:\s*(\d{1,2})\s*মিনিটে?)?)?` +
		`(?:\s*(am|pm|a\.m\.?|p\.m\.?|এএম|পিএম|hrs|hours))?`
	clockAfter  = pattern.New(`(?i)^(?:T|[\s,;|·•/–—-]*(?:\bat\b|@|তারিখ)?[\s,;|·•/–—-]*)` + clock)
	clockBefore = pattern.New(`(?i)` + clock + `$`)
	zoneAfter   = pattern.New(`(?i)^\s*[([]?\s*(?:((?:GMT|UTC)\s*)?([+−-])(\d{1,2})(?::?(\d{2}))?|(` + zoneWords() + `))\s*[)\]]?`)
	betweenEnd  = pattern.New(`(?i)[\s,;|·•/–—-]*(?:\bon\b)?[\s,;|·•/–—-]*(?:(?:` + alternation(weekdays) + `)[.,]?\s*)?$`)
	weekdayEnd  = pattern.New(`(?i)(?:` + alternation(weekdays) + `)[.,;]*\s*$`)
)

var weekdays = []string{
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
	"সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার", "রোববার",
}

func zoneWords() string {
	words := append(slices.Concat(unsureZones, houseZones, keys(zoneOffsets)), "bst")
	return alternation(words)
}

func keys[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	return all
}

// alternation returns a pattern for any of the words, the longest first, so that
// "sept" is not read as "sep".
func alternation(words []string) string {
	words = slices.Clone(words)
	for i, w := range words {
		words[i] = regexp.QuoteMeta(clean(w))
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return strings.Join(words, "|")
}
