package screens

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// tongue is the language of the screens. A story has its own.
type tongue struct {
	lang  news.Language
	words map[string]string // by the English words; nil for English
}

func tongueOf(l news.Language) tongue {
	if l == news.Bangla {
		return tongue{news.Bangla, banglaWords}
	}
	return tongue{lang: news.English}
}

// preferred is the language that somebody who is not signed in gets: what they chose on
// the page, now or before, or else what their browser asks for first.
func preferred(r *http.Request) news.Language {
	asked := r.URL.Query().Get("lang")
	if c, err := r.Cookie(tongueCookie); asked == "" && err == nil {
		asked = c.Value
	}
	if asked == "" {
		asked, _, _ = strings.Cut(r.Header.Get("Accept-Language"), "-")
	}
	if asked == string(news.Bangla) {
		return news.Bangla
	}
	return news.English
}

// tongueCookie holds the language that a browser chose, for the steps that lead in, of which
// some come back from elsewhere.
const tongueCookie = "stet-language"

// chose has the browser keep its language, if it is one of ours: of who is signed in too, for
// when nobody can be asked who they are.
func (s *screens) chose(w http.ResponseWriter, r *http.Request, l news.Language) {
	if c, err := r.Cookie(tongueCookie); l != news.Bangla && l != news.English || err == nil && c.Value == string(l) {
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: tongueCookie, Value: string(l), Path: "/n", HttpOnly: true, Secure: strings.HasPrefix(s.Accounts.RPOf(r).Origin, "https:"), SameSite: http.SameSiteLaxMode,
		MaxAge: int((365 * 24 * time.Hour).Seconds()),
	})
}

// t returns the words in the tongue, or as they are where it has none.
func (t tongue) t(words string) string {
	if w, ok := t.words[words]; ok {
		return w
	}
	return words
}

// digits returns s with the digits of the tongue. Numbers of stories keep theirs: they
// are names.
func (t tongue) digits(s string) string {
	if t.lang == news.Bangla {
		return news.BanglaDigits(s)
	}
	return s
}

func (t tongue) count(n int) string { return t.digits(strconv.Itoa(n)) }

// clock returns the time of day, to the second.
func (v *visit) clock(at time.Time) string { return v.digits(at.In(v.zone).Format("15:04:05")) }

// when returns a time as shortly as it is clear: the hour today, the day else.
func (v *visit) when(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	at = at.In(v.zone)
	layout := "2 Jan 2006"
	switch {
	case sameDay(at, v.now):
		return v.digits(at.Format("15:04"))
	case at.Year() == v.now.Year():
		layout = "2 Jan 15:04"
	}
	return v.date(at, layout)
}

// full returns a time with its day and zone.
func (v *visit) full(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return v.date(at.In(v.zone), "Mon 2 Jan 2006, 15:04") + " " + v.zoneName()
}

// date formats in the tongue.
func (v *visit) date(at time.Time, layout string) string {
	s := at.Format(layout)
	if v.lang == news.Bangla {
		s = banglaCalendar.Replace(s)
	}
	return v.digits(s)
}

// dayName returns a day that is written as 2026-11-28 as people say it, and what is no day as it is.
func (v *visit) dayName(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return v.date(at, "Mon 2 Jan")
}

// zoneName says whose time it is, as "Dhaka time": never an abbreviation, since "BST" is
// another one in London.
func (v *visit) zoneName() string {
	_, city, ok := strings.Cut(v.zone.String(), "/")
	if !ok {
		return v.zone.String()
	}
	if v.lang == news.Bangla && city == "Dhaka" {
		return "ঢাকার সময়"
	}
	return strings.ReplaceAll(city, "_", " ") + " time"
}

func sameDay(a, b time.Time) bool {
	y1, m1, d1 := a.Date()
	y2, m2, d2 := b.Date()
	return y1 == y2 && m1 == m2 && d1 == d2
}

// ago says how long ago, or how soon, in the largest whole unit.
func (v *visit) ago(at time.Time) string {
	if at.IsZero() {
		return v.t("never")
	}
	d, pattern := v.now.Sub(at), v.t("% ago")
	if d < 0 {
		d, pattern = -d, v.t("in %")
	}
	n, unit := int(d.Seconds()), " s"
	switch {
	case d >= 48*time.Hour:
		n, unit = int(d.Hours()/24), " days"
	case d >= 2*time.Hour:
		n, unit = int(d.Hours()), " h"
	case d >= 2*time.Minute:
		n, unit = int(d.Minutes()), " min"
	}
	return strings.Replace(pattern, "%", v.count(n)+v.t(unit), 1)
}

// field returns a time as an input of the kind datetime-local has it, in the house's zone.
func (v *visit) field(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(v.zone).Format(fieldLayout)
}

const fieldLayout = "2006-01-02T15:04"

// fromField reads such an input; nothing is the zero time.
func (v *visit) fromField(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{fieldLayout, fieldLayout + ":05", "2006-01-02 15:04"} {
		if at, err := time.Parse(layout, s); err == nil {
			return onTheClock(at, v.zone)
		}
	}
	return time.Time{}, news.Errorf(news.Invalid, "%q is not a time. Write it as 2026-11-24 18:30.", s)
}

// onTheClock returns when the clock in the zone shows what at, which is in UTC, shows. Twice a
// year a zone with summer time has an hour that its clock does not show, which is refused, and
// one that it shows twice, of which the later is meant: what is to wait until then must not
// come before.
func onTheClock(at time.Time, zone *time.Location) (time.Time, error) {
	var last time.Time
	for _, day := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := at.Add(day).In(zone).Zone() // of before a change, and of after
		moment := at.Add(-time.Duration(offset) * time.Second).In(zone)
		if moment.Format(time.DateTime) == at.Format(time.DateTime) && moment.After(last) {
			last = moment
		}
	}
	if last.IsZero() {
		return last, news.Errorf(news.Invalid, "There is no %s in %s: the clocks are put forward over it. Choose an hour later.", at.Format("2006-01-02 15:04"), zone.String())
	}
	return last, nil
}

// own returns the language's name in itself.
func own(l news.Language) string {
	if l == news.Bangla {
		return "বাংলা"
	}
	return "English"
}

// desk returns the name of the desk.
func (v *visit) desk(slug string) string {
	for _, d := range v.house.Desks {
		if d.Slug == slug {
			return d.Name
		}
	}
	return slug
}

// section returns the name of the section, in the tongue of the screens.
func (v *visit) section(slug string) string {
	if s, ok := v.house.Section(slug); ok {
		return s.Name(v.lang)
	}
	return slug
}
