package prose

import (
	"math"
	"strings"
)

// readClock reads the minutes of 12:30, and the whole of 2:27:14, which is a time that something took.
func (d *Document) readClock(f *Figure, i int) {
	colon, after := d.at(i+1), d.at(i+2)
	if colon.Text != ":" || !after.Digits || colon.Start != d.Tokens[i].End || after.Start != colon.End {
		return
	}
	m, rest, ok := digits(after.Folded)
	if !ok {
		return
	}
	f.Kind, f.Value, f.To = Clock, f.Value*60+m, i+3
	f.Half = f.Value >= 13*60
	if again, last := d.at(i+3), d.at(i+4); again.Text == ":" && last.Digits && again.Start == after.End && last.Start == again.End {
		if s, _, ok := digits(last.Folded); ok {
			f.Kind, f.Unit, f.Value, f.To, f.Half = Measure, "hour", (f.Value+s/60)/60, i+5, false
		}
		return
	}
	switch {
	case m != math.Trunc(m): // 2:12.50, which runners write for 2:12:50
		f.Kind, f.Unit, f.Half = Measure, "hour", false
		f.Value = (f.Value - m + math.Trunc(m) + math.Round(100*(m-math.Trunc(m)))/60) / 60
	case rest == "am" || rest == "pm": // 6:40pm
		f.Value, f.Half = minutes(f.Value/60, false, rest), true
	}
}

// minutes returns the minutes after midnight of 10.30 am and 1030 pm.
func minutes(v float64, pointed bool, half string) float64 {
	hour, minute := v, 0.0
	switch {
	case pointed:
		hour = math.Floor(v)
		minute = math.Round((v - hour) * 100)
	case v > 24:
		hour, minute = math.Floor(v/100), math.Mod(v, 100)
	}
	m := hour*60 + minute
	switch {
	case strings.HasPrefix(half, "p") && m < 720:
		m += 720
	case strings.HasPrefix(half, "a") && m >= 720 && m < 780:
		m -= 720
	}
	return m
}

// readHalf reads which half of the day a time is in: 6.40 pm, eight in the morning.
func (d *Document) readHalf(f *Figure) {
	w, j := d.at(f.To).Folded, f.To
	if f.Half || !d.same(f.From, j) {
		return
	}
	if halves[w] {
		f.Value, f.To, f.Half = minutes(f.Value/60, false, w), j+1, true
		return
	}
	if part := d.partOfDay(j); part != "" {
		f.Value, f.To, f.Half = minutes(f.Value/60, false, part), j+3, true
		if part == "at" { // night: ten at night, two at night
			f.To = j + 2
			if f.Value >= 360 && f.Value < 720 {
				f.Value += 720
			}
		}
	}
}

// partOfDay returns "am", "pm" or "at" if "in the morning", "in the evening" or "at night" begins at the token, or "".
func (d *Document) partOfDay(j int) string {
	a, b, c := d.at(j).Folded, d.at(j+1).Folded, d.at(j+2).Folded
	switch {
	case a == "in" && b == "the" && c == "morning":
		return "am"
	case a == "in" && b == "the" && (c == "afternoon" || c == "evening"):
		return "pm"
	case a == "at" && b == "night":
		return "at"
	}
	return ""
}

// readPast reads half past eight and a quarter to six.
func (d *Document) readPast(f *Figure, i int) bool {
	var m float64
	switch w, next := d.at(i).Folded, d.at(i+1).Folded; {
	case w == "half" && next == "past":
		m = 30
	case w == "quarter" && next == "past":
		m = 15
	case w == "quarter" && next == "to":
		m = -15
	default:
		return false
	}
	v, to, ok := d.wordNumber(i + 2)
	if !ok {
		v, _, ok = digits(d.at(i + 2).Folded)
		to = i + 3
	}
	if !ok || v < 1 || v > 12 || !d.same(i, i+2) {
		return false
	}
	f.Kind, f.Value, f.To = Clock, v*60+m, to
	return true
}

// banglaHours are the words before an hour that say which half of the day it is in: by each the first hour of it, on a clock of 24.
var banglaHours = folded(map[string]float64{
	"ভোর": 1, "ভোরে": 1, "ভোররাত": 1, "ভোররাতে": 1, "সকাল": 1, "সকালে": 1, "বেলা": 7, "দুপুর": 10, "দুপুরে": 10, "বিকেল": 12, "বিকাল": 12, "বিকেলে": 12, "বিকালে": 12,
	"সন্ধ্যা": 15, "সন্ধ্যায়": 15, "রাত": 18, "রাতে": 18, "দিবাগত": 18, "মধ্যরাত": 18, "গভীর": 18,
})

// banglaOClock are the endings of an hour: ৬টায়.
var banglaOClock = setOf(`টা টায় টার টাতে`)

// readBanglaClock reads ৬টায় as a time of day if the words around say that it is one: সকাল ৬টায়, ৬টা ১০ মিনিটে. The number was read at i,
// with what is written on to it.
func (d *Document) readBanglaClock(f *Figure, i int, ending string) bool {
	if !d.Bangla() || !banglaOClock[ending] || f.Value > 24 {
		return false
	}
	first, known := banglaHours[d.at(i-1).Folded]
	if !known && banglaShares[d.at(i-1).Folded] != 0 {
		first, known = banglaHours[d.at(i-2).Folded]
	}
	m, to, minuted := d.banglaMinutes(f.To)
	if !known && !minuted {
		return false
	}
	hour := f.Value
	for known && hour < first {
		hour += 12
	}
	if first == 18 && hour >= 24 { // রাত ১২টা and what comes after it
		hour -= 24
	}
	f.Kind, f.Value, f.Half = Clock, hour*60+m, known
	if minuted {
		f.To = to
	}
	return true
}

// banglaMinutes reads ১০ মিনিটে.
func (d *Document) banglaMinutes(i int) (m float64, to int, ok bool) {
	v, rest, ok := digits(d.at(i).Folded)
	if !ok || rest != "" || v >= 60 || measures[d.at(i+1).Folded] != "minute" || !d.same(i, i+1) {
		return 0, i, false
	}
	return v, i + 2, true
}
