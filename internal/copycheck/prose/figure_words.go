package prose

import "strings"

// numbersOf returns the numbers from nought on that the words are, in their order; "·" leaves one out.
func numbersOf(list string) map[string]float64 {
	m := map[string]float64{}
	n := 0.0
	for w := range strings.FieldsSeq(list) {
		if w != "·" {
			for form := range strings.SplitSeq(w, "|") {
				m[Fold(form)] = n
			}
		}
		n++
	}
	return m
}

// units are the numbers of one word.
var units = func() map[string]float64 {
	m := numbersOf(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`)
	for w, v := range map[string]float64{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90} {
		m[w] = v
	}
	for w, v := range numbersOf(banglaNumbers) {
		m[w] = v
	}
	m[Fold("দেড়")], m[Fold("আড়াই")] = 1.5, 2.5
	return m
}()

// banglaNumbers are nought to ninety-nine: in Bangla each has a word of its own.
const banglaNumbers = `শূন্য এক দুই|দু তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো|এগার বারো|বার তেরো|তের চৌদ্দ পনেরো|পনের ষোলো|ষোল সতেরো|সতের আঠারো|আঠার উনিশ
বিশ|কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ|উনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ|উনচল্লিশ
চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ|উনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট|উনষাট
ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর|উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি|উনআশি
আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টাশি ঊননব্বই|উননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই`

// banglaNine is a negation as well: it is a number only where something counts.
var banglaNine = Fold("নয়")

func counted(next string) bool {
	return banglaCounters[next] || magnitudes[next] > 0 || measures[next] != "" || percents[next] || currencyWords[next] != ""
}

var ordinals = func() map[string]float64 {
	m := numbersOf(`· first|প্রথম second|দ্বিতীয় third|তৃতীয় fourth|চতুর্থ fifth|পঞ্চম sixth|ষষ্ঠ seventh|সপ্তম eighth|অষ্টম ninth|নবম tenth|দশম eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`)
	m["thirtieth"], m["hundredth"] = 30, 100
	return m
}()

var magnitudes = folded(map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12,
	"mn": 1e6, "bn": 1e9, "tn": 1e12, "mln": 1e6, "bln": 1e9,
	"শ": 100, "শত": 100, "হাজার": 1e3, "লাখ": 1e5, "লক্ষ": 1e5, "কোটি": 1e7, "মিলিয়ন": 1e6, "বিলিয়ন": 1e9, "ডজন": 12,
})

var vague = folded(map[string]float64{
	"dozens": 12, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "scores": 20, "tens": 10, "lakhs": 1e5,
	"শতাধিক": 100, "সহস্রাধিক": 1e3, "হাজারো": 1e3, "লাখো": 1e5,
})

var gluedMagnitudes = map[string]float64{"m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12, "million": 1e6, "billion": 1e9}

// parts are what a fraction is of: two thirds.
var parts = folded(map[string]float64{
	"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
	"ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100,
	"তৃতীয়াংশ": 3, "তৃতীয়াংশের": 3, "চতুর্থাংশ": 4, "চতুর্থাংশের": 4, "পঞ্চমাংশ": 5, "পঞ্চমাংশের": 5, "ষষ্ঠাংশ": 6, "সপ্তমাংশ": 7, "অষ্টমাংশ": 8, "দশমাংশ": 10, "দশমাংশের": 10,
})

// currencies stand before a number. A dollar of which nothing else is said may be any, and its code is "$".
var currencies = folded(map[string]string{
	"$": "$", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "৳": "BDT", "₨": "PKR", "tk": "BDT", "taka": "BDT", "rs": "INR", "us$": "USD", "usd": "USD",
	"bdt": "BDT", "eur": "EUR", "gbp": "GBP", "inr": "INR", "sh": "KES", "ksh": "KES", "kes": "KES", "ush": "UGX", "ugx": "UGX", "tsh": "TZS", "tzs": "TZS",
	"ngn": "NGN", "zar": "ZAR", "rm": "MYR", "myr": "MYR", "rp": "IDR", "idr": "IDR", "chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "jpy": "JPY",
	"cny": "CNY", "rmb": "CNY", "aud": "AUD", "cad": "CAD", "sgd": "SGD", "hkd": "HKD", "nzd": "NZD", "aed": "AED", "sar": "SAR", "qar": "QAR", "pkr": "PKR",
	"lkr": "LKR", "npr": "NPR", "nrs": "NPR", "thb": "THB", "brl": "BRL", "mxn": "MXN", "rub": "RUB", "krw": "KRW", "php": "PHP", "egp": "EGP", "ghs": "GHS",
})

// dollars are the letters before the sign of a dollar.
var dollars = map[string]string{"us": "USD", "a": "AUD", "c": "CAD", "hk": "HKD", "s": "SGD", "nz": "NZD"}

var dollarPeople = map[string]string{"us": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD", "u.s.": "USD"}

var currencyWords = folded(map[string]string{
	"dollar": "$", "dollars": "$", "pound": "GBP", "pounds": "GBP", "euro": "EUR", "euros": "EUR", "taka": "BDT", "tk": "BDT", "rupee": "INR", "rupees": "INR",
	"yuan": "CNY", "yen": "JPY", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB", "rubles": "RUB", "shillings": "KES", "cents": "c", "cent": "c", "pence": "p", "paisa": "paisa", "poisha": "paisa", "পয়সা": "paisa", "সেন্ট": "c",
	"টাকা": "BDT", "টাকার": "BDT", "টাকায়": "BDT", "ডলার": "$", "ডলারের": "$", "ডলারে": "$", "রুপি": "INR", "রুপির": "INR", "ইউরো": "EUR", "ইউরোর": "EUR", "পাউন্ড": "GBP", "পাউন্ডের": "GBP",
})

var percents = setOf(`% percent pct শতাংশ শতাংশের শতাংশে শতাংশই শতাংশও ভাগ ভাগের ভাগে`)

var halves = setOf(`a.m. p.m. am pm`)

var measures = func() map[string]string {
	m := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(measureNames), "\n") {
		unit, forms, _ := strings.Cut(line, ":")
		for form := range strings.FieldsSeq(forms) {
			m[Fold(form)] = unit
		}
	}
	return m
}()

const measureNames = `
km: km kilometre kilometres kilometer kilometers কিমি কিলোমিটার কিলোমিটারের
mile: mile miles mi মাইল
m: m metre metres meter meters মিটার মিটারের
cm: cm centimetre centimetres centimeter centimeters সেন্টিমিটার
mm: mm millimetre millimetres millimeter millimeters মিলিমিটার
kg: kg kilogram kilograms kilos kilo কেজি কিলোগ্রাম
g: gram grams গ্রাম
tonne: tonne tonnes টন টনের মেট্রিক
quintal: quintal quintals কুইন্টাল
maund: maund maunds মণ
bhori: bhori bhoris vori voris tola tolas ভরি তোলা
ton: ton tons
lb: lb lbs
foot: feet foot ft ফুট
inch: inch inches ইঞ্চি
yard: yard yards গজ
nmi: nmi
l: litre litres liter liters লিটার
gallon: gallon gallons
acre: acre acres একর
ha: hectare hectares হেক্টর
bigha: bigha bighas বিঘা
katha: katha kathas কাঠা
decimal: decimal decimals শতক
mph: mph
kph: kph kmh kmph
knot: knot knots
kw: kw kilowatt kilowatts কিলোওয়াট
mw: mw megawatt megawatts মেগাওয়াট
gw: gw gigawatt gigawatts গিগাওয়াট
barrel: barrel barrels ব্যারেল
degree: degree degrees ডিগ্রি
celsius: celsius °c ℃ সেলসিয়াস
fahrenheit: fahrenheit °f ℉ ফারেনহাইট
second: second seconds সেকেন্ড
minute: minute minutes মিনিট মিনিটে মিনিটের
hour: hour hours ঘণ্টা ঘণ্টার ঘণ্টায়
day: day days দিন দিনের দিনে
week: week weeks সপ্তাহ সপ্তাহের
month: month months মাস মাসের মাসে
year: year years yr বছর বছরের বছরে
decade: decade decades দশক
`

var conversions = map[string]struct {
	unit   string
	factor float64
}{
	"km": {"m", 1000}, "mile": {"m", 1609.344}, "m": {"m", 1}, "cm": {"m", .01}, "mm": {"m", .001}, "foot": {"m", .3048}, "inch": {"m", .0254}, "yard": {"m", .9144}, "nmi": {"m", 1852},
	"kg": {"kg", 1}, "g": {"kg", .001}, "tonne": {"kg", 1000}, "ton": {"kg", 907.185}, "lb": {"kg", .453592},
	"quintal": {"kg", 100}, "maund": {"kg", 37.3242}, "bhori": {"kg", .011664},
	"l": {"l", 1}, "gallon": {"l", 3.78541}, "barrel": {"l", 158.987}, "cubic m": {"l", 1000}, "cubic foot": {"l", 28.3168}, "acre": {"ha", .404686}, "ha": {"ha", 1},
	"bigha": {"ha", .133546}, "katha": {"ha", .00667731}, "decimal": {"ha", .00404686}, // as they are counted in Bangladesh: 33 decimals, a twentieth of that, a hundredth of an acre
	"square km": {"ha", 100}, "square m": {"ha", .0001}, "square mile": {"ha", 258.999}, "square foot": {"ha", 9.2903e-6},
	"mph": {"kph", 1.609344}, "kph": {"kph", 1}, "knot": {"kph", 1.852}, "kw": {"mw", .001}, "mw": {"mw", 1}, "gw": {"mw", 1000},
	"second": {"day", 1.0 / 86400}, "minute": {"day", 1.0 / 1440}, "hour": {"day", 1.0 / 24}, "day": {"day", 1}, "week": {"day", 7}, "month": {"day", 30.44}, "year": {"day", 365.25}, "decade": {"day", 3652.5},
}

var (
	moreWords  = setOf(`more greater higher`)
	lessWords  = setOf(`less fewer lower`)
	denying    = setOf(`no not`)
	manyWords  = setOf(`many much`)
	fewWords   = setOf(`few little`)
	boundWords = boundsOf(map[Bound]string{
		AtLeast: `over above exceeding exceeded অন্তত কমপক্ষে ন্যূনতম`,
		AtMost:  `nearly almost under below সর্বোচ্চ অনধিক`,
		About:   `about around roughly approximately some circa estimated approx প্রায় আনুমানিক`,
	})
	banglaMore     = setOf(`বেশি অধিক বেশির`)
	banglaLess     = setOf(`কম`)
	banglaAged     = setOf(`বয়সী বয়সি বয়স্ক বয়সের বয়স`)
	banglaCounters = setOf(`টি টা জন জনের জনকে টির টিতে টায় টাকা টার ই ও টিও তে এ এর`)
	banglaOrdinals = setOf(`ম তম য় র্থ ষ্ঠ ই শে লা রা ঠা`)
)

func boundsOf(words map[Bound]string) map[string]Bound {
	m := map[string]Bound{}
	for bound, list := range words {
		for w := range setOf(list) {
			m[w] = bound
		}
	}
	return m
}

// Unit reports whether the folded word is one that things are measured in: hour, kilometres.
func Unit(word string) bool { return measures[word] != "" }

// UnitOf returns the short name of the unit that the folded word is, or "".
func UnitOf(word string) string { return measures[word] }

// SameSort reports whether two units, by their short names, are different and measure the same.
func SameSort(a, b string) bool {
	return a != b && conversions[a].unit != "" && conversions[a].unit == conversions[b].unit
}
