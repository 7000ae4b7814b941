package redline

import "strings"

// The words below are what the rules go by. They are lower case, in NFC.

// negations turn a sentence into its opposite.
var negations = set(`not no never none nobody nothing nowhere nor neither without cannot hardly barely scarcely
	না নি নয় নেই নাই নহে নহি নন নও নয়তো নয়তোবা ছাড়া বিনা ব্যতীত বাদে নিষেধ নাকচ`)

// ordinaryNi are words that end as a negated verb does and are none: পানি is water.
var ordinaryNi = set(`পানি জ্বালানি আমদানি রপ্তানি হানি প্রাণহানি মানহানি গ্লানি শুনানি কোম্পানি মেহেরবানি জাপানি পাকিস্তানি ইরানি ইউক্রেনি রানি বিরিয়ানি কাহিনি
	ধ্বনি প্রতিধ্বনি খনি তিনি উনি যিনি ইনি শনি জননি কোরবানি দোকানি কেরানি চাটনি ঝাঁকুনি বকুনি চাহনি ছাউনি গাঁথুনি বিজ্ঞানি আসমানি সুলতানি মৌসুমি চিরুনি ফেনি
	পারমানি নানি মামানি জানি মানি টানি আনি শুনি কিনি চিনি বুনি গুনি এখনি তখনি যখনি সেখানি এখানি খানি পাটনি রজনি সজনি সঙ্গিনি বাহিনি রাজধানি`)

// turners are the beginnings that turn a word into its opposite: legal, illegal.
var turners = strings.Fields(`un in im il ir dis non mis অ অন অনা বে না নির নিঃ নিস নিষ বি গর`)

// contraries are words of which one is not the other's, each pair in one line of two groups.
var contraries = opposites(`
	rose,rise,rises,rising,risen,increased,increase,increases,grew,climbed,gained,up=fell,fall,falls,falling,fallen,decreased,decrease,decreases,dropped,declined,shrank,lost,down
	more,most,higher,highest,above,over=less,least,fewer,lower,lowest,below,under
	killed,dead,died,dies,death,deaths=injured,wounded,hurt,injuries,alive,survived,missing,rescued
	injured,wounded,hurt=missing,unhurt,unharmed,rescued
	guilty,convicted,convict=innocent,acquitted,cleared,accused,charged,suspected
	arrested,detained,jailed=released,freed,acquitted,charged
	accepted,approved,allowed,agreed,confirmed,supported,backed,passed=rejected,refused,denied,banned,disagreed,opposed,failed,barred
	won,win,wins,victory,winner=lost,lose,loses,defeat,loser
	before,earlier,past=after,later,next
	open,opened,opens,started,began,begins=closed,shut,closes,ended,stopped,ends
	first,former=last,current
	north,northern=south,southern
	east,eastern=west,western
	man,men,male,boy,boys,he,him,his,father,son,husband,brother=woman,women,female,girl,girls,she,her,hers,mother,daughter,wife,sister
	bought,buys,import,imports,imported=sold,sells,export,exports,exported
	yes,true,legal,safe=no,false,illegal,unsafe
	all,every,always=some,few,sometimes
	বেড়েছে,বাড়ছে,বাড়বে,বাড়ে,বৃদ্ধি,বেশি,ঊর্ধ্বমুখী,বাড়ল,বাড়িয়েছে=কমেছে,কমছে,কমবে,কমে,হ্রাস,কম,নিম্নমুখী,কমল,কমিয়েছে
	নিহত,মৃত,মৃত্যু,মারা,প্রাণহানি=আহত,জখম,জীবিত,নিখোঁজ,উদ্ধার
	আহত,জখম=নিখোঁজ,অক্ষত
	দোষী,দণ্ডিত,সাজা=নির্দোষ,খালাস,অভিযুক্ত,অব্যাহতি
	গ্রেপ্তার,আটক,কারাগারে=মুক্তি,মুক্ত,জামিন,খালাস
	অনুমোদন,অনুমতি,সমর্থন,সম্মতি,স্বীকার,গ্রহণ=প্রত্যাখ্যান,নিষেধ,নিষিদ্ধ,বিরোধিতা,অস্বীকার,বাতিল,নাকচ
	জয়,জয়ী,জিতেছে,বিজয়ী=পরাজয়,পরাজিত,হেরেছে,হার
	আগে,পূর্বে=পরে,পর
	খোলা,চালু,শুরু=বন্ধ,স্থগিত,শেষ
	উত্তর,উত্তরে=দক্ষিণ,দক্ষিণে
	পূর্ব,পূর্বে=পশ্চিম,পশ্চিমে
	পুরুষ,ছেলে,বাবা,স্বামী,ভাই=নারী,মেয়ে,মা,স্ত্রী,বোন
	আমদানি,কেনা=রপ্তানি,বিক্রি
	বৈধ,সত্য,নিরাপদ=অবৈধ,মিথ্যা,অনিরাপদ
	সব,সবাই,সর্বদা=কিছু,কেউ,মাঝেমধ্যে`)

// sides is which groups of contraries a word is in: group n and -n are against each other.
type sides map[string][]int

func opposites(table string) sides {
	s := sides{}
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		here, there, _ := strings.Cut(strings.TrimSpace(line), "=")
		for _, w := range strings.Split(here, ",") {
			s[w] = append(s[w], i+1)
		}
		for _, w := range strings.Split(there, ",") {
			s[w] = append(s[w], -i-1)
		}
	}
	return s
}

// against reports whether one word is the other's contrary.
func (s sides) against(a, b string) bool {
	for _, m := range s[a] {
		for _, n := range s[b] {
			if m == -n {
				return true
			}
		}
	}
	return false
}

// days are words for a day, a month or a time of day, each with what it is.
var days = named(`
	monday সোমবার=1
	tuesday মঙ্গলবার=2
	wednesday বুধবার=3
	thursday বৃহস্পতিবার=4
	friday শুক্রবার=5
	saturday শনিবার=6
	sunday রোববার রবিবার=7
	january jan জানুয়ারি=m1
	february feb ফেব্রুয়ারি=m2
	april এপ্রিল=m4
	june জুন=m6
	july জুলাই=m7
	august আগস্ট=m8
	september sept সেপ্টেম্বর=m9
	october oct অক্টোবর=m10
	november nov নভেম্বর=m11
	december dec ডিসেম্বর=m12
	মার্চ=m3
	মে=m5
	today আজ আজকে=today
	yesterday গতকাল=yesterday
	tomorrow আগামীকাল=tomorrow
	am a.m=am
	pm p.m=pm
	ভোরে ভোর=dawn
	সকালে সকাল morning=morning
	দুপুরে দুপুর noon=noon
	বিকেলে বিকেল বিকালে afternoon=afternoon
	সন্ধ্যায় সন্ধ্যা evening=evening
	রাতে রাত night=night`)

// measures are words for what is counted, each with what it is.
var measures = named(`
	% percent শতাংশ=percent
	৳ taka tk টাকা=taka
	$ dollar dollars ডলার=dollar
	€ euro euros ইউরো=euro
	£ pound pounds পাউন্ড=pound
	₹ rupee rupees রুপি=rupee
	km kilometre kilometres কিলোমিটার=km
	mile miles মাইল=mile
	metre metres meter meters মিটার=metre
	centimetre centimetres cm সেন্টিমিটার=cm
	foot feet ft ফুট=foot
	kg kilogram kilograms কেজি=kg
	tonne tonnes ton tons টন=ton
	maund maunds মণ=maund
	acre acres একর=acre
	hectare hectares হেক্টর=hectare
	second seconds সেকেন্ড=second
	minute minutes মিনিট=minute
	hour hours ঘণ্টা=hour
	day days দিন=day
	week weeks সপ্তাহ=week
	month months মাস=month
	year years বছর=year`)

func named(table string) map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		words, is, _ := strings.Cut(strings.TrimSpace(line), "=")
		for _, w := range strings.Fields(words) {
			m[w] = is
		}
	}
	return m
}

// small change of grammar: a slip whether it is there or not.
var particles = set(`a an the that of to`)

// titles stand before a name. A full stop after one ends no sentence.
var titles = set(`mr mrs ms dr prof md lt col gen maj capt sgt adv eng st hon sen rep gov no vs
	মো মোছা মি ড ডা প্রফ লে মেজর ক্যাপ্টেন কর্নেল জেনারেল অ্যাড ইঞ্জি`)

// offices are held by somebody whose name follows.
var offices = set(`মন্ত্রী প্রধানমন্ত্রী প্রতিমন্ত্রী উপমন্ত্রী রাষ্ট্রপতি উপদেষ্টা সচিব মেয়র চেয়ারম্যান সভাপতি সম্পাদক অধ্যাপক অধ্যক্ষ ডাক্তার ডা ড মো মোহাম্মদ মোছা মোসাম্মৎ শেখ সৈয়দ ব্যারিস্টার
	অ্যাডভোকেট আইনজীবী প্রকৌশলী ওসি এসপি ডিসি ইউএনও পরিচালক মহাপরিচালক বিচারক বিচারপতি মেজর ক্যাপ্টেন কর্নেল জেনারেল লে মাওলানা হাজি জনাব বেগম মিস্টার নেতা নেত্রী`)

// speaking are verbs whose subject is who said something.
var speaking = set(`said says told added adds announced announces claimed claims alleged denied confirmed warned argued testified admitted
	বলেন বলেছেন বলছেন বললেন জানান জানিয়েছেন জানাচ্ছেন জানায় জানিয়েছে জানালেন দাবি অভিযোগ মন্তব্য ঘোষণা স্বীকার অস্বীকার উল্লেখ`)
