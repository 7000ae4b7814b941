package measure

import (
	"regexp"
	"slices"
	"strings"
)

const (
	banglaMonths = `জানুয়ারি|ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর`
	banglaDays   = `শনিবার|রোববার|রবিবার|সোমবার|মঙ্গলবার|বুধবার|বৃহস্পতিবার|শুক্রবার`
)

var (
	banglaFigure = regexp.MustCompile(`(?:^|[\s(])([০-৯][০-৯,]*(?:\.[০-৯]+)?)(?: |টি|জন|\.|,)`)
	banglaDate   = regexp.MustCompile(`([০-৯]{1,2}) (?:` + banglaMonths + `)`)
	banglaDay    = regexp.MustCompile(`(` + banglaDays + `)`)
	banglaYear   = regexp.MustCompile(`(২০[০-৯]{2}) সাল`)
	banglaNot    = regexp.MustCompile(`[\pL\pM]( না| নেই| নয়)(?:[ ।,])`)
	whetherNot   = regexp.MustCompile(`(?:^|[^\pL\pM])কি$`) // with "না" after it, it is "whether"
	banglaNumber = regexp.MustCompile(`^ (?:[০-৯]|এক|দু|তিন|চার|পাঁচ|ছয়|সাত|আট|নয়|দশ|শত|হাজার|লাখ|কোটি|আধা|অর্ধেক)`)
	banglaVerb   = regexp.MustCompile(`(?:হবে|হয়েছে|করবে|করেছে|যাবে|আছে|পারবে|করা হবে|হয়)()[ ।]`)
	banglaMay    = regexp.MustCompile(`(হতে পারে|পারে)[ ।,]`)
)

var bangla = []mutator{
	{"figure", func(w *world) []change {
		return slices.DeleteFunc(w.outsideQuotes(w.each(banglaFigure, w.otherFigure)), func(c change) bool {
			return regexp.MustCompile(`^ ?(?:` + banglaMonths + `|সাল)`).MatchString(w.text[c.to:])
		})
	}},
	{"unit", swapping(`লাখ/কোটি হাজার/লাখ টাকা/ডলার কিলোমিটার/মিটার ঘণ্টা/দিন মাসে/বছরে শতাংশ/গুণ টন/কেজি`)},
	// "সর্বোচ্চ" is "at most" only before a number, or else the highest.
	{"bound", func(w *world) []change {
		return append(swapping(`বেশি/কম`)(w), where(swapping(`অন্তত/সর্বোচ্চ`), func(_, after string) bool { return banglaNumber.MatchString(after) })(w)...)
	}},
	{"date", func(w *world) []change { return w.outsideQuotes(w.each(banglaDate, w.otherDay)) }},
	{"weekday", func(w *world) []change {
		names := strings.Split(strings.ReplaceAll(banglaDays, "|রবিবার", ""), "|")
		return w.outsideQuotes(w.each(banglaDay, func(was string) string { return names[(slices.Index(names, was)+2+w.random.IntN(4))%7] }))
	}},
	{"year", func(w *world) []change { return w.outsideQuotes(w.each(banglaYear, w.otherFigure)) }},
	{"quotation word replaced", (*world).quoteReplaced},
	{"quotation word left out", (*world).quoteDeleted},
	{"quotation word added", func(w *world) []change {
		return w.quoteInserted("খুব", "আরও", "কখনো", "একেবারে")
	}},
	{"negation left out", where(func(w *world) []change { return w.outsideQuotes(w.each(banglaNot, func(string) string { return " " })) },
		func(before, _ string) bool { return !whetherNot.MatchString(before) })},
	{"negation added", func(w *world) []change {
		return slices.DeleteFunc(w.outsideQuotes(w.eachEmpty(banglaVerb, " না")), func(c change) bool { return strings.HasPrefix(strings.TrimLeft(w.text[c.to:], " "), "না") })
	}},
	{"modality", func(w *world) []change {
		return w.outsideQuotes(w.each(banglaMay, func(was string) string {
			if was == "পারে" {
				return "পারবেই"
			}
			return "হবে"
		}))
	}},
	{"opposite", swapping(`বেড়েছে/কমেছে বেড়ে/কমে বাড়বে/কমবে উত্তর/দক্ষিণ পূর্ব/পশ্চিম আগে/পরে শুরু/শেষ জয়/পরাজয় আমদানি/রপ্তানি নারী/পুরুষ উত্তরাঞ্চলে/দক্ষিণাঞ্চলে সকালে/রাতে খোলা/বন্ধ`)},
	{"another of its kind", swapping(`ছেলে/মেয়ে বাবা/মা ভাই/বোন বাস/ট্রেন বন্যা/খরা পুলিশ/সেনাবাহিনী সকাল/সন্ধ্যা ডেঙ্গু/কলেরা হাসপাতাল/স্কুল শিক্ষক/চিকিৎসক লঞ্চ/ট্রাক`)},
}

// eachEmpty puts words where the empty group of the pattern is.
func (w *world) eachEmpty(pattern *regexp.Regexp, words string) (out []change) {
	for _, m := range pattern.FindAllStringSubmatchIndex(w.text, -1) {
		out = append(out, change{m[2], m[2], words})
	}
	return out
}

// otherDay returns another day of a month, in Bangla digits.
func (w *world) otherDay(was string) string {
	days := strings.Fields(`২ ৪ ৫ ৭ ৮ ১০ ১১ ১৩ ১৬ ১৮ ১৯ ২১ ২৩ ২৫ ২৬ ২৭`)
	for {
		if d := days[w.random.IntN(len(days))]; d != was {
			return d
		}
	}
}
