package prose

import (
	"strconv"
	"strings"
)

// readBanglaDate reads ৩ জুলাই, ৩ জুলাই ২০২৫, বৃহস্পতিবার, গতকাল, গত সপ্তাহে and ২০২৪ সাল, if one begins at x.From.
func (d *Document) readBanglaDate(x *Date) {
	i := x.From
	t := &d.Tokens[i]
	if w, ok := banglaForm(banglaWeekdays, t.Folded); ok {
		x.Kind, x.Weekday, x.To = WeekdayDate, w, i+1
		switch before := d.at(i - 1).Folded; {
		case before == "গত":
			x.Relative = "last"
		case before == "আগামী":
			x.Relative = "next"
		case besides[banglaRelative[before]] != 0, banglaRelative[before] == "today":
			x.Relative = banglaRelative[before]
		}
		j := i + 1
		if d.at(j).Text == "," || d.at(j).Text == "(" {
			j++
		}
		y := *x
		if d.same(i, j) && d.readBanglaDay(&y, j) && y.Kind == DayDate {
			*x = y
		}
		return
	}
	if d.readBanglaDay(x, i) || d.readBanglaYear(x) {
		return
	}
	if relative, ok := banglaForm(banglaRelative, t.Folded); ok {
		x.Kind, x.Relative, x.To = RelativeDate, relative, i+1
		return
	}
	which, ok := banglaWhich[t.Folded]
	if !ok || !d.same(i, i+1) {
		return
	}
	if period, ok := banglaForm(banglaPeriods, d.at(i+1).Folded); ok {
		x.Kind, x.Relative, x.To = RelativeDate, which+" "+period, i+2
	}
}

func (d *Document) readBanglaDay(x *Date, i int) bool {
	if n, ok := d.dayAt(i); ok && d.same(i, i+1) {
		if m, ok := banglaForm(banglaMonths, d.at(i+1).Folded); ok {
			x.Kind, x.Month, x.Day, x.To = DayDate, m, n, i+2
			d.yearAfter(x)
			return true
		}
		if m, ok := d.monthOfRange(i); ok {
			x.Kind, x.Month, x.Day, x.To = DayDate, m, n, i+1
			return true
		}
	}
	m, ok := banglaForm(banglaMonths, d.at(i).Folded)
	if !ok || d.at(i).Mark {
		return false
	}
	x.Kind, x.Month, x.To = MonthDate, m, i+1
	if n, ok := d.dayAt(i + 1); ok && strings.HasPrefix(d.at(i+2).Folded, "তারিখ") {
		x.Kind, x.Day, x.To = DayDate, n, i+3
	}
	return true
}

// readBanglaYear reads ২০২৫ সালে and ২০২৫-২৬: without the word one year is a number like another.
func (d *Document) readBanglaYear(x *Date) bool {
	y, ok := d.yearAt(x.From)
	if until, to := d.yearsUntil(x.From, y); ok && until != 0 {
		x.Kind, x.Year, x.Until, x.To = YearDate, y, until, to
		if strings.HasPrefix(d.at(to).Folded, "সাল") && d.same(x.From, to) {
			x.To++
		}
		return true
	}
	if !ok || !strings.HasPrefix(d.at(x.From+1).Folded, "সাল") {
		return false
	}
	x.Kind, x.Year, x.To = YearDate, y, x.From+2
	z := *x // ২০২৭ সালের ৩ মার্চ
	if d.readBanglaDay(&z, x.To) && d.same(x.From, x.To) {
		z.Year = y
		*x = z
	}
	return true
}

// yearsUntil returns the last year of the span that begins with the year at i, and the token after it: ২০২৩-২৪, ২০২৩-২০২৪. It returns 0 if
// there is no span.
func (d *Document) yearsUntil(i, year int) (until, to int) {
	j := i + 1
	if d.at(j).Folded == "-" && d.at(j).Start == d.at(i).End && d.at(j+1).Start == d.at(j).End {
		j++
	} else if !d.at(j).Joined {
		return 0, 0
	}
	last := d.at(j).Folded
	if until, err := strconv.Atoi(last); err == nil && d.same(i, j) {
		if len(last) == 2 {
			until += year / 100 * 100
			if until < year { // ১৯৯৯-০০
				until += 100
			}
		}
		if (len(last) == 2 || len(last) == 4) && until > year && until <= year+longestSpan {
			return until, j + 1
		}
	}
	return 0, 0
}

// longestSpan is how many years a span of them is of at most.
const longestSpan = 20

// banglaForm looks a word up, with the endings that a time takes cut off if need be.
func banglaForm[V any](table map[string]V, folded string) (V, bool) {
	if v, ok := table[folded]; ok {
		return v, true
	}
	for _, ending := range timeEndings {
		if rest, ok := strings.CutSuffix(folded, ending); ok {
			if v, ok := table[rest]; ok {
				return v, true
			}
		}
	}
	var none V
	return none, false
}

var timeEndings = strings.Fields(Fold(`য়ের ইয়ের ের য়ে ে র কে তে টি টিতে`))

// folded returns the table with its keys folded, so that it does not matter how they are typed.
func folded[V any](table map[string]V) map[string]V {
	m := make(map[string]V, len(table))
	for k, v := range table {
		m[Fold(k)] = v
	}
	return m
}

var (
	banglaMonths = folded(map[string]int{
		"জানুয়ারি": 1, "জানুয়ারী": 1, "ফেব্রুয়ারি": 2, "ফেব্রুয়ারী": 2, "মার্চ": 3, "এপ্রিল": 4, "মে": 5, "জুন": 6, "জুলাই": 7,
		"আগস্ট": 8, "আগষ্ট": 8, "সেপ্টেম্বর": 9, "অক্টোবর": 10, "নভেম্বর": 11, "ডিসেম্বর": 12,
	})
	banglaWeekdays = folded(map[string]int{
		"রবিবার": 0, "রোববার": 0, "সোমবার": 1, "মঙ্গলবার": 2, "বুধবার": 3, "বৃহস্পতিবার": 4, "শুক্রবার": 5, "শনিবার": 6,
	})
	banglaRelative = folded(map[string]string{
		"আজ": "today", "আজকে": "today", "গতকাল": "yesterday", "আগামীকাল": "tomorrow", "গতরাত": "last night",
	})
	banglaWhich   = folded(map[string]string{"গত": "last", "আগামী": "next", "চলতি": "this", "এ": "this", "এই": "this"})
	banglaPeriods = folded(map[string]string{
		"সপ্তাহ": "week", "মাস": "month", "বছর": "year", "রাত": "night", "সকাল": "morning", "বিকেল": "afternoon", "সন্ধ্যা": "evening", "দশক": "decade", "শতক": "century",
	})
)
