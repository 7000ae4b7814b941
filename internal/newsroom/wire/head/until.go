package head

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/pattern"
)

const months = `(jan|feb|mär|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]{0,6}\.?`

var (
	isoDay   = pattern.New(`\b(\d{4})-(\d{2})-(\d{2})`)
	dotDay   = pattern.New(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`)
	dayMonth = pattern.New(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)?[\s-]+` + months + `,?[\s-]*(20\d{2})?`)
	monthDay = pattern.New(`(?i)\b` + months + `[\s-]+(\d{1,2})(?:st|nd|rd|th)?\b,?\s*(20\d{2})?`)
	// 18:00, 6.30 pm, 6 p.m., 1800 GMT, 0001hrs
	clockTime = pattern.New(`(?i)(?:^|[\sT(,@])(?:(\d{1,2})[:.](\d{2})(?::\d{2})?|(\d{2})(\d{2})|(\d{1,2}))\s*(a\.?m\b\.?|p\.?m\b\.?|noon|midnight|uhr|hrs|hours|h\b)?\s*\(?(?:([A-Z]{1,5})\b|([+-]\d{2}:?\d{2}))?(\s+time\b)?`)
	otherTime = pattern.New(`(?i)\b[A-Z]+ (?:local )?time\b|সময়`)
	ourTime   = pattern.New(`(?i)\b(?:dhaka|bangladesh) (?:local |standard )?time\b|বাংলাদেশ সময়|ঢাকা সময়|ঢাকার সময়`)
)

// Dhaka is the zone of "Bangladesh time", which has no summer time.
var dhaka = time.FixedZone("BDT", 6*60*60)

// Until returns the one instant that a line names, the zero time if it names none, several or one that can be read in two ways: a day without
// an hour, an hour without a day, a name of a zone that is not known. Zone and at are as for Read.
func Until(line string, at time.Time, zone *time.Location) time.Time {
	line = english(line)
	year, month, day, rest, ok := dayOf(line, at)
	if !ok {
		return time.Time{}
	}
	if zone == nil {
		zone = time.UTC
	}
	switch {
	case ourTime.MatchString(line):
		zone, rest = dhaka, ourTime.ReplaceAllString(rest, " ")
	case otherTime.MatchString(rest):
		return time.Time{}
	}
	hour, minute, named, ok := hourOf(rest)
	if !ok {
		return time.Time{}
	}
	if named == "" {
		t := time.Date(year, time.Month(month), day, hour, minute, 0, 0, zone)
		if hour < 24 && t.Day() != day {
			return time.Time{}
		}
		return t
	}
	return item.Date(fmt.Sprintf("%04d-%02d-%02d %02d:%02d %s", year, month, day, hour, minute, named))
}

// dayOf returns the one day in a line, and the line without it.
func dayOf(line string, at time.Time) (year, month, day int, rest string, ok bool) {
	take := func(p *pattern.Pattern, y, m, d int) bool {
		all := p.FindAllStringSubmatchIndex(line, 2)
		if len(all) != 1 {
			ok = false
			return len(all) > 0
		}
		part := func(i int) string {
			if all[0][2*i] < 0 {
				return ""
			}
			return line[all[0][2*i]:all[0][2*i+1]]
		}
		year, month, day = number(part(y)), monthOf(part(m)), number(part(d))
		rest = line[:all[0][0]] + " " + line[all[0][1]:]
		ok = month >= 1 && month <= 12 && day >= 1 && day <= 31
		return true
	}
	if !take(isoDay, 1, 2, 3) && !take(dotDay, 3, 2, 1) && !take(dayMonth, 3, 2, 1) && !take(monthDay, 3, 1, 2) || !ok {
		return 0, 0, 0, "", false
	}
	if year == 0 {
		if at.IsZero() {
			return 0, 0, 0, "", false
		}
		year = nearest(at, month, day)
	}
	return year, month, day, rest, true
}

// nearest returns the year in which the day is nearest to at.
func nearest(at time.Time, month, day int) int {
	best, gap := at.Year(), time.Duration(1<<62)
	for y := at.Year() - 1; y <= at.Year()+1; y++ {
		if d := time.Date(y, time.Month(month), day, 12, 0, 0, 0, time.UTC).Sub(at).Abs(); d < gap {
			best, gap = y, d
		}
	}
	return best
}

func monthOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	switch s = strings.ToLower(s); s {
	case "mär", "mrz":
		return 3
	case "mai":
		return 5
	case "okt":
		return 10
	case "dez":
		return 12
	}
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", s)/3 + 1
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // digits, or nothing
	return n
}

// hourOf returns the one time of day in a line without its day, and its zone by name.
func hourOf(line string) (hour, minute int, zone string, ok bool) {
	found := 0
	for _, m := range clockTime.FindAllStringSubmatch(line, -1) {
		half := strings.ToLower(strings.ReplaceAll(m[6], ".", ""))
		if m[5] != "" && half == "" || m[3] != "" && half == "" && m[7] == "" && m[8] == "" || m[9] != "" {
			continue // a number alone is no time
		}
		h, mm := number(m[1]+m[3]+m[5]), number(m[2]+m[4])
		switch half {
		case "am", "midnight":
			if h > 12 || h == 0 && m[5] != "" {
				continue
			}
			h %= 12
		case "pm", "noon":
			if h > 12 {
				continue
			}
			h = h%12 + 12
		}
		if h > 24 || mm > 59 || half == "midnight" { // of which day?
			continue
		}
		found++
		hour, minute, zone = h, mm, m[7]+m[8]
	}
	switch strings.ToUpper(zone) {
	case "ON", "AT", "THE", "HRS", "UHR", "AND", "FOR", "DAY", "BY", "IN", "OF":
		zone = ""
	case "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT":
		zone = ""
	}
	if zone != strings.ToUpper(zone) { // a word: "on", "Monday"
		zone = ""
	}
	return hour, minute, zone, found == 1
}

var bangla = strings.NewReplacer("০", "0", "১", "1", "২", "2", "৩", "3", "৪", "4", "৫", "5", "৬", "6", "৭", "7", "৮", "8", "৯", "9",
	"জানুয়ারি", "January", "জানুয়ারী", "January", "ফেব্রুয়ারি", "February", "ফেব্রুয়ারী", "February", "মার্চ", "March", "এপ্রিল", "April",
	"জুলাই", "July", "জুন", "June", "মে", "May", "আগস্ট", "August", "অগাস্ট", "August", "সেপ্টেম্বর", "September", "অক্টোবর", "October",
	"নভেম্বর", "November", "ডিসেম্বর", "December")

var partOfDay = pattern.New(`(ভোর|সকাল|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:টা|টায়|মিনিট)?`)

// english returns the line with the digits, the months and the times of day of Bangla as they are in English.
func english(line string) string {
	line = bangla.Replace(line)
	return partOfDay.ReplaceAllStringFunc(line, func(s string) string {
		m := partOfDay.FindStringSubmatch(s)
		h := number(m[2])
		half := "pm"
		switch m[1] {
		case "ভোর", "সকাল":
			half = "am"
		case "দুপুর":
			if h == 11 {
				half = "am"
			}
		case "রাত":
			if h < 6 || h == 12 {
				return s // of which night?
			}
		}
		minute := m[3]
		if minute == "" {
			minute = "00"
		}
		return fmt.Sprintf(" %d:%s %s ", h, minute, half)
	})
}
