package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// context is what two texts say of each other's words.
type context struct {
	lower map[string]bool // words that are written small somewhere: no names
	upper map[string]bool // words that are written with a capital within a sentence
}

// read notes how the words of the sentences are written.
func (c *context) read(all []sentence) {
	for _, s := range all {
		title := titleCase(s)
		for _, t := range s {
			first, _ := utf8.DecodeRuneInString(t.text)
			switch {
			case unicode.IsLower(first):
				c.lower[bare(t.key)] = true
			case unicode.IsUpper(first) && !t.first && !title:
				c.upper[bare(t.key)] = true
			}
		}
	}
}

// titleCase reports whether a headline writes every word with a capital.
func titleCase(s sentence) bool {
	capitals, letters := 0, 0
	for _, t := range s {
		if first, _ := utf8.DecodeRuneInString(t.text); unicode.IsUpper(first) || unicode.IsLower(first) {
			letters++
			if unicode.IsUpper(first) {
				capitals++
			}
		}
	}
	return letters > 3 && capitals*5 >= letters*3
}

// bare is a name without what grammar hangs on it.
func bare(key string) string {
	key = strings.TrimSuffix(strings.TrimSuffix(key, "'s"), "'")
	if first, _ := utf8.DecodeRuneInString(key); first < 'ঀ' || first > '৿' {
		return key
	}
	for _, ending := range nameEndings {
		if cut, ok := strings.CutSuffix(key, ending); ok && utf8.RuneCountInString(cut) > 2 {
			return cut
		}
	}
	return key
}

var nameEndings = []string{"দের", "কেও", "কে", "তে", "ের", "েও", "র", "য়", "ে", "ও"}

// name reports whether the word at i of the sentence is, or may be, one of a name.
func (c *context) name(s sentence, i int) bool {
	t := s[i]
	first, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case strings.ContainsFunc(t.key, digit) || strings.ContainsRune("%৳$€£₹¥−", first):
		return false
	case t.named:
		return true
	case first >= 'ঀ' && first <= '৿':
		return c.banglaName(s, i)
	case !unicode.IsUpper(first) || t.key == "i":
		return false
	case !t.first && !titleCase(s):
		return true
	}
	key := bare(t.key)
	known := common[key] || c.lower[key] || ordinary(key)
	return c.upper[key] && !common[key] || !known || !common[key] && i+1 < len(s) && !titleCase(s) && capital(s[i+1])
}

func capital(t token) bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(first) && t.key != "i"
}

// ordinary reports whether the word ends as hardly a name does.
func ordinary(key string) bool {
	for _, ending := range []string{"ing", "ly", "ed", "tion", "tions", "ment", "ments", "ness", "ists", "ers", "ors", "ials", "ents", "ies", "ants"} {
		if len(key) > len(ending)+2 && strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

// banglaName goes by lists and by what stands beside a word: Bangla has no capitals.
func (c *context) banglaName(s sentence, i int) bool {
	key := s[i].key
	if banglaNames[key] || banglaNames[bare(key)] {
		return true
	}
	if banglaCommon[key] || speaking[key] || negation(key) {
		return false
	}
	if i > 0 && (offices[s[i-1].key] || titles[s[i-1].key]) {
		return true
	}
	for _, next := range s[i+1 : min(i+3, len(s))] { // "রহিম বলেন", "রহিম সাংবাদিকদের বলেন"
		if speaking[next.key] {
			return true
		}
	}
	return false
}

// common are English words that often begin a sentence and are no names.
var common = set(`a about above according across after again against ago all almost along already also although always among an and another any anyone anything are area areas around
	as ask asked at away back bad bank banks be became because been before began behind being below beside besides best better between big black blue boat boats both bridge bridges
	bring brought bus buses business but buy by call called calls came can cannot car cars case cases cause change children city clear close cold come coming common could country court
	crop crops current cut daily day days deal death deaths debt did different do does done down dozens during each early earlier east easy either election electricity else end enough
	even evening ever every everyone everything experts export exports factory factories family families far farm farmer farmers farms father few ferries ferry field fields figure figures
	film final find fine fire first fish flood floods food for force forces foreign former found four free from front full fuel further game gas gave get girl girls give given go going
	gold good goods government great green ground group groups growth guard had half hall hard has have he head health heat heavy help her here high him his home homes hope hospital
	hospitals hot hour hours house houses how however human hundreds i if import imports in inside instead into is island it its job jobs judge just keep kept key kind kinds king known
	labour land large last late later law lawyer lawyers lead leader leaders learn least leave left legal less let letter life light like line list little live local long look lost lot
	low made main major make makes man many market markets may meanwhile medical meet men might million mill mills minister ministers ministry money month months more morning most mother
	much must my name named near nearly need never new news next nine night no nobody none nor north not nothing now number numbers of off office officer officers official officials often
	oil old on once one only open or order other others our out outside over own owner owners page paper parents part parties party passengers past patients pay people percent perhaps
	person petrol picture place plan plans plant plants play players please point police poor port power present press pressure price prices prime prison private problem profit project
	protest protests public put question questions quick rain rains rate rates read ready real reason recent red relief rent report reporters reports rescue rescuers residents rest result
	results return rice rise river rivers road roads room rose row rule rules run safe said sale sales same save saw say schools school sea season seat seats second security see seen
	sell send sent service services seven several shall share shares she ship ships shop shops short should show side silver since sir six small so social soldiers some someone something
	son soon south speak special staff start state statement states station stay still stock stocks stop storm street strike strong student students such summer sun supply support sure
	survivors take taken talks tax taxes tea teacher teachers team ten term test than thanks that the their them then there these they thing things think third this those though thousands
	three through thus time times to today together told tomorrow tonight too took top total towards town towns trade traders traffic train trains travel tree trees trial trucks truck
	trust try two under until up upon us use used usually vaccine vehicles very vegetables victims village villagers villages vote voters votes wage wages wait war warning was watch water
	we weather week weeks well went were west what when where whether which while white who whole whom whose why wide wife wild will wind winds winter with within without witnesses women
	word words work worker workers world would year years yes yesterday yet you young your youth`)

// banglaCommon are words that are no names wherever they stand.
var banglaCommon = set(`এ এই ওই সে সেই তা তারা তিনি তাঁরা তাঁর তার তাদের তাঁদের আমি আমরা আমার আমাদের আপনি আপনার তুমি কেউ কে কী কি যে যা যারা যাঁরা যার যাঁর এটি এটা সেটি সেটা এখানে সেখানে
	ও এবং আর কিন্তু তবে তাই অথবা বা যদি যদিও কারণ সুতরাং তখন এখন যখন পরে আগে আজ কাল গতকাল এর ওর থেকে হতে দিয়ে জন্য মতো মধ্যে ভেতরে বাইরে উপর ওপর নিচে সঙ্গে সাথে কাছে পর্যন্ত ছাড়া
	হয় হয়েছে হচ্ছে হবে ছিল ছিলেন আছে আছেন থাকে করে করেন করেছে করেছেন করা করতে করবে করবেন গেছে গেছেন যায় যান আসে আসেন দেয় দেন নেয় নেন পান পায় বলে বলা আরও আরো খুব অনেক কিছু সব সকল সবাই
	এক একটি একজন দুই মানুষ লোক জন সাংবাদিকদের গণমাধ্যমকে বিষয়টি ঘটনাটি এসব এমন কথা কথাটি তথ্য বিবৃতিতে সম্মেলনে প্রথম শেষ নতুন পুরোনো বড় ছোট ভালো বেশি কম`)

// banglaNames are parts of names and places that a reader in Bangladesh knows as such.
var banglaNames = set(`রহমান রহিম করিম হোসেন হাসান হুসাইন ইসলাম আহমেদ আহমদ আলী আলম খান চৌধুরী মিয়া শেখ সৈয়দ মোল্লা সরকার তালুকদার ভূঁইয়া ভুইয়া মজুমদার দাস দাশ সাহা রায় ঘোষ বসু সেন
	দত্ত চক্রবর্তী ভট্টাচার্য বড়ুয়া চাকমা মারমা ত্রিপুরা বেগম আক্তার আখতার খাতুন খানম পারভীন সুলতানা ফাতেমা রহিমা করিমা আমেনা নাসরিন শারমিন সালমা রোকেয়া হাসিনা খালেদা জিয়া জিয়াউর মুজিব মুজিবুর
	ইউনূস ইউনুস কামাল জামাল কাদের মান্নান রাজ্জাক জব্বার সাত্তার মতিন মজিদ লতিফ হামিদ রশিদ ওয়াহিদ শফিক রফিক তারেক নাহিদ আসিফ সাকিব তামিম মুশফিক মাশরাফি লিটন মোস্তাফিজ সুমন রাজু মাহমুদ মাহবুব
	আনোয়ার আজাদ ফারুক নূর নুর উদ্দিন উল্লাহ হক কবির কবীর জাহাঙ্গীর শাহ আব্দুল আবদুল আবু আব্দুর মোহাম্মদ মুহাম্মদ
	বাংলাদেশ ঢাকা চট্টগ্রাম খুলনা রাজশাহী সিলেট বরিশাল রংপুর ময়মনসিংহ কুমিল্লা গাজীপুর নারায়ণগঞ্জ নরসিংদী টাঙ্গাইল মানিকগঞ্জ মুন্সীগঞ্জ মুন্সিগঞ্জ কিশোরগঞ্জ ফরিদপুর গোপালগঞ্জ মাদারীপুর শরীয়তপুর
	রাজবাড়ী নেত্রকোনা জামালপুর শেরপুর ব্রাহ্মণবাড়িয়া চাঁদপুর লক্ষ্মীপুর নোয়াখালী ফেনী কক্সবাজার রাঙামাটি বান্দরবান খাগড়াছড়ি নাটোর নওগাঁ চাঁপাইনবাবগঞ্জ পাবনা সিরাজগঞ্জ বগুড়া জয়পুরহাট দিনাজপুর ঠাকুরগাঁও
	পঞ্চগড় নীলফামারী লালমনিরহাট কুড়িগ্রাম গাইবান্ধা যশোর ঝিনাইদহ মাগুরা নড়াইল সাতক্ষীরা বাগেরহাট কুষ্টিয়া মেহেরপুর চুয়াডাঙ্গা পটুয়াখালী বরগুনা পিরোজপুর ঝালকাঠি ভোলা হবিগঞ্জ মৌলভীবাজার সুনামগঞ্জ
	পদ্মা মেঘনা যমুনা ব্রহ্মপুত্র তিস্তা সুরমা কর্ণফুলী বুড়িগঙ্গা মিরপুর উত্তরা গুলশান ধানমন্ডি মতিঝিল শাহবাগ মোহাম্মদপুর তেজগাঁও সাভার টেকনাফ সুন্দরবন
	ভারত পাকিস্তান চীন মিয়ানমার নেপাল ভুটান শ্রীলঙ্কা মালদ্বীপ আফগানিস্তান জাপান কোরিয়া রাশিয়া ইউক্রেন ফ্রান্স জার্মানি ইতালি স্পেন যুক্তরাষ্ট্র যুক্তরাজ্য আমেরিকা কানাডা অস্ট্রেলিয়া ইরান ইরাক সিরিয়া
	ইসরায়েল ফিলিস্তিন গাজা সৌদি কাতার কুয়েত ওমান মালয়েশিয়া সিঙ্গাপুর থাইল্যান্ড দিল্লি কলকাতা লন্ডন নিউইয়র্ক ওয়াশিংটন
	আওয়ামী বিএনপি জামায়াত জাতীয় এনসিপি জাতিসংঘ`)
