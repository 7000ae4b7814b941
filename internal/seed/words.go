package seed

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// relative matches the words of a text that depend on the day it appears.
var relative = regexp.MustCompile(`\{(day|date|month|year)([+-][0-9]{1,2})?\}`)

// settle returns the text as it reads on the day of at, so that a demo started on any
// day has a newspaper of that day:
//
//	{day} {day-1} {day+3}   the name of the day, of the day before, of three days after
//	{date+6}                the day of the month, as "30 November"
//	{month} {month-1}       the name of the month
//	{year}                  the year
//
// at must be in the house's zone.
func settle(l news.Language, text string, at time.Time) string {
	return relative.ReplaceAllStringFunc(text, func(word string) string {
		m := relative.FindStringSubmatch(word)
		by, _ := strconv.Atoi(m[2]) // the pattern has it a number, or nothing, which is 0
		switch m[1] {
		case "day":
			return names[l].days[at.AddDate(0, 0, by).Weekday()]
		case "date":
			d := at.AddDate(0, 0, by)
			return digits(l, strconv.Itoa(d.Day())) + " " + names[l].months[d.Month()-1]
		case "month":
			first := time.Date(at.Year(), at.Month(), 1, 12, 0, 0, 0, at.Location())
			return names[l].months[first.AddDate(0, by, 0).Month()-1]
		default:
			return digits(l, strconv.Itoa(at.Year()+by))
		}
	})
}

// calendar is the names of the days, from Sunday, and of the months.
type calendar struct {
	days   [7]string
	months [12]string
}

var names = map[news.Language]calendar{
	news.English: {
		days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [12]string{
			"January", "February", "March", "April", "May", "June",
			"July", "August", "September", "October", "November", "December",
		},
	},
	news.Bangla: {
		days: [7]string{"রোববার", "সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার"},
		months: [12]string{
			"জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
			"জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
		},
	},
}

func digits(l news.Language, s string) string {
	if l == news.Bangla {
		return news.BanglaDigits(s)
	}
	return s
}

// header reads the lines "Key: value" at the top of a text, up to an empty line, and
// returns them with what follows. A key that known does not have, or that is there
// twice, is an error.
func header(text string, known ...string) (values map[string]string, rest string, err error) {
	values = map[string]string{}
	for {
		line, after, more := strings.Cut(text, "\n")
		if strings.TrimSpace(line) == "" {
			return values, strings.TrimSpace(after), nil
		}
		key, value, ok := strings.Cut(line, ": ")
		if _, twice := values[key]; !ok || twice || !has(known, key) {
			return nil, "", fmt.Errorf("the line %q is not of the form \"Key: value\" with a key that is known and not there yet", line)
		}
		values[key] = strings.TrimSpace(value)
		if !more {
			return values, "", nil
		}
		text = after
	}
}

func has(known []string, key string) bool {
	for _, k := range known {
		if k == key {
			return true
		}
	}
	return false
}

func list(s string) []string {
	var out []string
	for _, v := range strings.Split(s, ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}
