package screens

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/audience"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// audiencePage is what is read, how fast it was, and where readers came from.
type audiencePage struct {
	*visit
	fiveMinutes       int64 // views in the last five minutes
	today, lastWeek   int64 // views since midnight, and until the same time a week ago
	shares            store.Shares
	stories           []readStory
	chart             chart
	speeds            []speed
	counted, measured bool // anything was
}

// readStory is a story or another page in the list of what is read.
type readStory struct {
	store.ViewsOf
	now     int64 // views in the last five minutes
	hour    int64 // views in the hour that now is in, and the one before
	through string
	from    string
}

// chart is views by the half hour, today and a week ago.
type chart struct {
	today, lastWeek string // points of a polyline in a box of 48 by 100
	rows            []chartRow
}

type chartRow struct {
	at              time.Time
	today, lastWeek int64
}

// speed is the 75th of 100 of each of the vitals on a kind of page.
type speed struct {
	kind   string
	n      int64
	values [3]string // LCP, INP, CLS
	poor   [3]bool
}

const (
	chartStep = 30 * time.Minute
	chartRows = int(24 * time.Hour / chartStep)
	week      = 7 * 24 * time.Hour
	nowFor    = 5 * time.Minute // how long ago "now" began
)

func (s *screens) audience(w http.ResponseWriter, r *http.Request, v *visit) error {
	ctx := r.Context()
	p := audiencePage{visit: v}
	y, m, d := v.now.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, v.zone)
	today, err := s.DB.Minutes(ctx, midnight, v.now.Add(time.Minute))
	if err != nil {
		return err
	}
	before, err := s.DB.Minutes(ctx, midnight.Add(-week), midnight.Add(24*time.Hour-week))
	if err != nil {
		return err
	}
	for _, m := range today {
		p.today += m.Views
		if v.now.Sub(m.At) < nowFor {
			p.fiveMinutes += m.Views
		}
	}
	for _, m := range before {
		if m.At.Before(v.now.Add(-week)) {
			p.lastWeek += m.Views
		}
	}
	p.chart = chartOf(midnight, v.now, today, before)
	day := v.now.Add(-24 * time.Hour)
	if p.shares, err = s.DB.SharesSince(ctx, day); err != nil {
		return err
	}
	p.counted = p.shares.All > 0
	if err := s.mostRead(r, &p, day); err != nil {
		return err
	}
	vitals, err := s.DB.VitalsSince(ctx, day)
	if err != nil {
		return err
	}
	p.speeds, p.measured = p.speedsOf(vitals), len(vitals) > 0
	return show(w, r, http.StatusOK, audienceView(p))
}

func (s *screens) mostRead(r *http.Request, p *audiencePage, since time.Time) error {
	list, err := s.DB.MostViewed(r.Context(), since, 30)
	if err != nil {
		return err
	}
	hour, err := s.DB.ViewsSince(r.Context(), p.now.Add(-time.Hour))
	if err != nil {
		return err
	}
	now, err := s.DB.StoriesNow(r.Context(), p.now.Add(-nowFor))
	if err != nil {
		return err
	}
	reads, err := s.DB.ReadsSince(r.Context(), since)
	if err != nil {
		return err
	}
	for _, v := range list {
		p.stories = append(p.stories, readStory{v, now[v.Story], hour[v.Story], p.through(reads[v.Story]), p.mainSource(v)})
	}
	return nil
}

// leastMeasured is of how many measured views something can be said.
const leastMeasured = 5

// through says which part of a story's readers read it through.
func (p *audiencePage) through(r audience.Reads) string {
	if r.N < leastMeasured {
		return "–"
	}
	return p.percent(r.Through, r.N)
}

// mainSource says where most of a page's readers came from, but for this site's own pages.
func (p *audiencePage) mainSource(v store.ViewsOf) string {
	best, outside := -1, int64(0)
	for i, n := range v.Sources {
		if audience.Source(i) == audience.Own {
			continue
		}
		outside += n
		if n > 0 && (best < 0 || n > v.Sources[best]) {
			best = i
		}
	}
	if best < 0 {
		return "–"
	}
	return p.t(sourceWords[best]) + " " + p.percent(v.Sources[best], outside)
}

var sourceWords = [audience.Sources]string{"Direct", "This site", "Search", "Facebook", "WhatsApp", "X", "Elsewhere"}

// percent returns part of whole as "44 %".
func (p *audiencePage) percent(part, whole int64) string {
	if whole == 0 {
		return "–"
	}
	return p.digits(fmt.Sprintf("%.0f\u00a0%%", 100*float64(part)/float64(whole)))
}

// change returns how much more is read today than a week ago, in words.
func (p *audiencePage) change() string {
	if p.lastWeek == 0 {
		return ""
	}
	d := 100 * float64(p.today-p.lastWeek) / float64(p.lastWeek)
	sign, words := "+", p.t("more than a week ago")
	if d < 0 {
		sign, words, d = "−", p.t("less than a week ago"), -d
	}
	return sign + p.digits(fmt.Sprintf("%.0f\u00a0%%", d)) + " " + words
}

// chartOf adds the minutes up and draws them.
func chartOf(midnight, now time.Time, today, before []store.Minute) (c chart) {
	c.rows = make([]chartRow, chartRows)
	for i := range c.rows {
		c.rows[i].at = midnight.Add(time.Duration(i) * chartStep)
	}
	add := func(list []store.Minute, from time.Time, to func(*chartRow) *int64) {
		for _, m := range list {
			if i := int(m.At.Sub(from) / chartStep); i >= 0 && i < chartRows {
				*to(&c.rows[i]) += m.Views
			}
		}
	}
	add(today, midnight, func(r *chartRow) *int64 { return &r.today })
	add(before, midnight.Add(-week), func(r *chartRow) *int64 { return &r.lastWeek })
	most := int64(1)
	for _, r := range c.rows {
		most = max(most, r.today, r.lastWeek)
	}
	var a, b strings.Builder
	for i, r := range c.rows {
		if !r.at.After(now) {
			fmt.Fprintf(&a, "%d,%.1f ", i, 100-100*float64(r.today)/float64(most))
		}
		fmt.Fprintf(&b, "%d,%.1f ", i, 100-100*float64(r.lastWeek)/float64(most))
	}
	c.today, c.lastWeek = a.String(), b.String()
	return c
}

// vitalLimits are those of Core Web Vitals: at most the first is good, more than the
// second poor. CLS is in thousandths.
var vitalLimits = map[audience.Metric][2]float64{audience.LCP: {2500, 4000}, audience.INP: {200, 500}, audience.CLS: {100, 250}}

// speedsOf returns the speed of each kind of page that was measured.
func (p *audiencePage) speedsOf(vitals []audience.Vitals) (all []speed) {
	for _, kind := range audience.Kinds {
		s := speed{kind: kind}
		for i, m := range audience.Metrics {
			counts := map[int]int64{}
			var n int64
			for _, v := range vitals {
				if v.Kind == kind && v.Metric == m {
					counts[v.Bucket] += v.N
					n += v.N
				}
			}
			s.n = max(s.n, n)
			value, ok := audience.Quantile(m, counts, 0.75)
			s.values[i], s.poor[i] = p.vital(m, value, ok), value > vitalLimits[m][1]
		}
		if s.n > 0 {
			all = append(all, s)
		}
	}
	return all
}

// kindWords returns what a kind of page is called.
func (p *audiencePage) kindWords(kind string) string {
	if w, ok := p.words["page:"+kind]; ok {
		return w
	}
	return pageKinds[kind]
}

// vital writes a value in its measure.
func (p *audiencePage) vital(m audience.Metric, value float64, ok bool) string {
	switch {
	case !ok:
		return "–"
	case m == audience.CLS:
		return p.digits(fmt.Sprintf("%.3f", value/1000))
	case value >= 1000:
		return p.digits(fmt.Sprintf("%.1f", math.Round(value/100)/10)) + " s"
	default:
		return p.digits(fmt.Sprintf("%.0f", value)) + " ms"
	}
}

// count64 writes a number of views in the tongue's digits, in groups.
func (t tongue) count64(n int64) string {
	s := fmt.Sprint(n)
	if t.lang != news.Bangla {
		return grouped(s, 3, 3)
	}
	return t.digits(grouped(s, 3, 2))
}

// grouped puts a comma before the last digits of the number s, and then before each group.
func grouped(s string, last, each int) string {
	if len(s) <= last {
		return s
	}
	head, tail := s[:len(s)-last], s[len(s)-last:]
	for len(head) > each {
		head, tail = head[:len(head)-each], head[len(head)-each:]+","+tail
	}
	return head + "," + tail
}
