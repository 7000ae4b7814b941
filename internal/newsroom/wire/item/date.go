package item

import (
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/pattern"
)

const zone = `(?:\s*\(?([A-Za-z]{1,5}|(?:GMT|UTC)?\s?[+-]\d{1,2}:?\d{0,2})\)?(?:\s*\([^)]*\))?)?`

const clock = `(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?(?:\s*([AaPp])\.?[Mm]\.?)?`

var (
	// 2026-11-24T15:04:05.6+06:00 and its shorter forms
	isoDate = pattern.New(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:(?:\s*[Tt]\s*|\s+)` + clock + zone + `)?)?$`)
	packed  = pattern.New(`^(\d{4})(\d{2})(\d{2})(?:[Tt]?(\d{2})(\d{2})(\d{2})?` + zone + `)?$`)
	year    = pattern.New(`^(\d{4})$`)
	// Tue, 24 Nov 2026 15:04:05 +0600
	mailDate = pattern.New(`^(?:[A-Za-z]+\.?(?:,\s*|\s+))?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?:,?\s+(?:at\s+)?` + clock + zone + `)?$`)
	// Tue Nov 24 15:04:05 BDT 2026
	cDate = pattern.New(`^(?:[A-Za-z]+\.?(?:,\s*|\s+))?([A-Za-z]{3,9})\.?\s+(\d{1,2})\s+` + clock + zone + `\s+(\d{4})$`)
	// November 24, 2026 3:04 PM
	wordDate = pattern.New(`^(?:[A-Za-z]+\.?(?:,\s*|\s+))?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?` + clock + zone + `)?$`)
)

// Date returns the instant that a feed's or a file's date stands for, whatever form it has; the zero
// time if it is none. A date without a zone is taken for UTC. A zone by a name that is
// not known makes the date unknown: an hour that is wrong is worse than none.
func Date(s string) time.Time {
	if len(s) > 200 {
		return time.Time{}
	}
	s = strings.TrimRight(strings.Join(strings.Fields(s), " "), ".")
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return instant(m[1], m[2], m[3], m[4:9], m[9])
	}
	if m := packed.FindStringSubmatch(s); m != nil {
		return instant(m[1], m[2], m[3], []string{m[4], m[5], m[6], "", ""}, m[7])
	}
	if m := year.FindStringSubmatch(s); m != nil {
		return instant(m[1], "1", "1", make([]string, 5), "")
	}
	if m := mailDate.FindStringSubmatch(s); m != nil {
		return instant(m[3], month(m[2]), m[1], m[4:9], m[9])
	}
	if m := cDate.FindStringSubmatch(s); m != nil {
		return instant(m[9], month(m[1]), m[2], m[3:8], m[8])
	}
	if m := wordDate.FindStringSubmatch(s); m != nil {
		return instant(m[3], month(m[1]), m[2], m[4:9], m[9])
	}
	return time.Time{}
}

// month returns the number of a month by its English name or the start of it.
func month(name string) string {
	i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))
	if i < 0 || i%3 != 0 {
		return ""
	}
	return strconv.Itoa(i/3 + 1)
}

// instant puts a date together: hour, minute, second, fraction and half of the day, of
// which any may be missing, and the zone.
func instant(y, mo, d string, hms []string, in string) time.Time {
	n := func(s string) int {
		v, _ := strconv.Atoi(s) // digits, or nothing
		return v
	}
	year, mon, day := n(y), n(mo), max(n(d), 1)
	if len(y) == 2 {
		if year += 2000; year >= 2070 {
			year -= 100
		}
	}
	hour, minute, second := n(hms[0]), n(hms[1]), min(n(hms[2]), 59)
	if half := strings.ToLower(hms[4]); half != "" && hour <= 12 {
		if hour %= 12; half == "p" {
			hour += 12
		}
	}
	offset, ok := seconds(in)
	if !ok || year < 1970 || year > 2200 || mon < 1 || mon > 12 || day > 31 || hour > 24 || minute > 59 {
		return time.Time{}
	}
	fraction := (hms[3] + "000000000")[:9]
	t := time.Date(year, time.Month(mon), day, hour, minute, second, n(fraction), time.UTC)
	if t.Day() != day && hour < 24 {
		return time.Time{} // 31 February
	}
	return t.Add(-time.Duration(offset) * time.Second)
}

// zones are the names of zones in use in feeds, in hours. A name that stands for
// several is left out, but for the two that nearly always are one of them.
var zones = map[string]float64{
	"": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "met": 1, "mest": 2,
	"eet": 2, "eest": 3, "sast": 2, "msk": 3, "eat": 3, "pkt": 5, "ist": 5.5, "npt": 5.75, "bdt": 6, "mmt": 6.5, "ict": 7, "wib": 7,
	"hkt": 8, "sgt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3,
}

// seconds returns how far a zone is east of Greenwich.
func seconds(zone string) (int, bool) {
	zone = strings.ToLower(strings.ReplaceAll(zone, " ", ""))
	if hours, ok := zones[zone]; ok {
		return int(hours * 3600), true
	}
	zone = strings.TrimPrefix(strings.TrimPrefix(zone, "gmt"), "utc")
	if zone == "" || zone[0] != '+' && zone[0] != '-' {
		return 0, false
	}
	sign, digits := 1, strings.ReplaceAll(zone[1:], ":", "")
	if zone[0] == '-' {
		sign = -1
	}
	if len(digits) <= 2 {
		digits += "00"
	}
	v, err := strconv.Atoi(digits)
	if err != nil || v/100 > 15 || v%100 > 59 {
		return 0, false
	}
	return sign * (v/100*3600 + v%100*60), true
}
