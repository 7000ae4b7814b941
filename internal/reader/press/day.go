package press

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
)

// dayPage is what the template of a day in the archive needs.
type dayPage struct {
	shell
	day            time.Time
	count          int
	previous, next *dayLink // the days before and after on which there was something
	weeks          [][7]gridDay
	weekdays       []weekday
	sections       []block
}

// dayLink leads to another day.
type dayLink struct {
	at   time.Time
	path string
}

// gridDay is a field of the month; day 0 is one of another month.
type gridDay struct {
	day     int
	bangla  string // the day in the Bangla calendar, on Bangla pages
	path    string // "" for a day on which there was nothing
	current bool
}

// weekday is the head of a column of the month.
type weekday struct{ short, long string }

// firstWeekday is the day on which a week begins: in Bangladesh, Sunday.
const firstWeekday = time.Sunday

func printDay(v *archive.View, r route, name string) (*draft, error) {
	l := r.language
	if r.day == "" {
		newest, err := v.Newest(archive.List{Language: l}, 0, 1)
		if err != nil {
			return nil, err
		}
		d := moved(name, archiveDay(l, newest[0].Date))
		d.status, d.cache = http.StatusFound, cachePage
		return d, nil
	}
	list := archive.List{Language: l, Day: r.day}
	at, err := time.Parse(dayForm, r.day)
	if err != nil {
		return nil, err
	}
	w := wordsIn(v.House(), l)
	p := dayPage{shell: shellOf(v, l, name, w.archive+w.dash+w.date(at)), day: at, count: v.Count(list)}
	cards, err := v.Newest(list, 0, p.count)
	if err != nil {
		return nil, err
	}
	all := p.cardsOf(cards, slot{}, 0)
	for i, c := range all {
		all[i].said = p.clock(c.at)
	}
	p.sections = p.bySection(all)
	if p.previous, p.next, err = neighbourDays(v, l, r.day); err != nil {
		return nil, err
	}
	p.month(v)
	return p.print(name, http.StatusOK, dayHTML(p))
}

// bySection groups the cards by section, in the order of the navigation.
func (s shell) bySection(cards []card) (blocks []block) {
	for _, section := range s.house.Sections {
		b := block{slug: section.Slug, name: section.Name(s.language)}
		for _, c := range cards {
			if c.Section == section.Slug {
				b.cards = append(b.cards, c)
			}
		}
		if len(b.cards) > 0 {
			blocks = append(blocks, b)
		}
	}
	for _, c := range cards { // of sections that the house has no more
		if _, ok := s.house.Section(c.Section); ok {
			continue
		}
		i := slices.IndexFunc(blocks, func(b block) bool { return b.slug == c.Section })
		if i < 0 {
			i, blocks = len(blocks), append(blocks, block{slug: c.Section, name: c.Section})
		}
		blocks[i].cards = append(blocks[i].cards, c)
	}
	return blocks
}

// neighbourDays returns the nearest days before and after the day on which something was
// published in the language. A list is in the order of publication, so the stories of a
// day stand together in it.
func neighbourDays(v *archive.View, l news.Language, day string) (previous, next *dayLink, err error) {
	list := archive.List{Language: l}
	cards, err := v.Newest(archive.List{Language: l, Day: day}, 0, v.Count(archive.List{Language: l, Day: day}))
	if err != nil || len(cards) == 0 {
		return nil, nil, err
	}
	count := v.Count(list)
	link := func(place int) (*dayLink, error) {
		if place < 0 || place >= count {
			return nil, nil
		}
		c, err := v.Newest(list, count-1-place, 1)
		if err != nil || len(c) == 0 || c[0].Date == day {
			return nil, err
		}
		at, err := time.Parse(dayForm, c[0].Date)
		return &dayLink{at, archiveDay(l, c[0].Date)}, err
	}
	first, _ := v.Older(list, cards[len(cards)-1].Number)
	last, _ := v.Older(list, cards[0].Number)
	if previous, err = link(first - 1); err != nil {
		return nil, nil, err
	}
	next, err = link(last + 1)
	return previous, next, err
}

// month fills in the grid of the day's month.
func (p *dayPage) month(v *archive.View) {
	for i := range 7 {
		name := p.days[(int(firstWeekday)+i)%7]
		p.weekdays = append(p.weekdays, weekday{p.shortDays[(int(firstWeekday)+i)%7], name})
	}
	year, month, _ := p.day.Date()
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	var week [7]gridDay
	for at := first; at.Month() == month; at = at.AddDate(0, 0, 1) {
		column := (int(at.Weekday()) - int(firstWeekday) + 7) % 7
		d := gridDay{day: at.Day(), current: at.Equal(p.day)}
		if p.language == news.Bangla {
			d.bangla, _, _ = strings.Cut(banglaDate(at), " ")
		}
		if date := at.Format(dayForm); v.Count(archive.List{Language: p.language, Day: date}) > 0 {
			d.path = archiveDay(p.language, date)
		}
		week[column] = d
		if column == 6 {
			p.weeks, week = append(p.weeks, week), [7]gridDay{}
		}
	}
	if week != [7]gridDay{} {
		p.weeks = append(p.weeks, week)
	}
}

// archiveDays adds the days in the archive that change with a story of the date: its own
// and, when something appears on a day on which there was nothing, or the other way round,
// those that lead to it: all of its month, and the nearest before and after.
func (a *Affected) archiveDays(before, after *archive.View, l news.Language, date string) {
	a.stale(archiveDay(l, date), home(l)+archiveWord, archiveDay(l, ""))
	list := archive.List{Language: l, Day: date}
	if (before.Count(list) > 0) == (after.Count(list) > 0) {
		return
	}
	at, err := time.Parse(dayForm, date)
	if err != nil {
		return
	}
	for day := at.AddDate(0, 0, 1-at.Day()); day.Month() == at.Month(); day = day.AddDate(0, 0, 1) {
		a.stale(archiveDay(l, day.Format(dayForm)))
	}
	for _, v := range []*archive.View{before, after} {
		if v.Count(list) == 0 {
			continue
		}
		previous, next, err := neighbourDays(v, l, date)
		if err != nil {
			continue // printing the day says so
		}
		for _, d := range []*dayLink{previous, next} {
			if d != nil {
				a.stale(d.path)
			}
		}
	}
}
