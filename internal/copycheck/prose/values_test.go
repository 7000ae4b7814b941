package prose_test

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/copycheck/prose"
)

// expression is a sentence with what a recogniser of dates and numbers is to find in it.
type expression struct {
	Set     string
	Input   string
	Ref     string
	Results []struct {
		Text       string
		Resolution struct{ Value, Subtype string }
		Value      struct{ FutureResolution, PastResolution struct{ Date string } }
	}
}

// expressions reads those of a set.
func expressions(t *testing.T, set string) (out []expression) {
	t.Helper()
	f, err := os.Open("../../../../shared/cases/values/dates_numbers.jsonl")
	if err != nil {
		t.Skip("../shared/cases/values is not here, so how numbers and days are read was not tried on others' cases")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e expression
		if json.Unmarshal(lines.Bytes(), &e) == nil && e.Set == set { // some have a value that is no text: a date's, for one
			out = append(out, e)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// What others' recognisers are to find in sentences, we find in the most cases where a paper prints such a thing: money, percentages, measures, ages.
// Of bare numbers and of days their cases are mostly what people say to a machine ("one over 3", "-1.1^+23", "Oct2", "the 27!"), of which we read
// what stands in a paper's text; -v lists what is missed. A number is right if a figure in those words has its value, a day if it is one of the
// days that the words may mean.
func TestNumbersAndDaysAreReadAsOthersReadThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		set   string
		least float64 // share of what is to be found
		right func(expression, int, *prose.Document) (right, asked bool)
	}{
		{"Number/NumberModel", .37, rightNumber},
		{"Number/PercentModel", .9, rightNumber},
		{"Number/OrdinalModel", .6, rightNumber},
		{"NumberWithUnit/CurrencyModel", .87, rightNumber},
		{"NumberWithUnit/DimensionModel", .8, rightNumber},
		{"NumberWithUnit/TemperatureModel", .9, rightNumber},
		{"NumberWithUnit/AgeModel", 1, rightNumber},
		{"DateTime/DateParser", .17, rightDay},
	} {
		all, right := 0, 0
		for _, e := range expressions(t, c.set) {
			ref, _ := time.Parse("2006-01-02T15:04:05", e.Ref)
			d := prose.Analyse(prose.Input{Text: e.Input, Language: "en", Date: ref})
			for i := range e.Results {
				ok, asked := c.right(e, i, d)
				if !asked {
					continue
				}
				if all++; ok {
					right++
				} else {
					t.Logf("%s: %q in %q", c.set, e.Results[i].Text, e.Input)
				}
			}
		}
		t.Logf("%s: %d of %d", c.set, right, all)
		if all < 10 || float64(right) < c.least*float64(all) {
			t.Errorf("of %s %d of %d are right, and not %.0f %%", c.set, right, all, 100*c.least)
		}
	}
}

// within returns the span of the words of a result in the text.
func within(e expression, i int) (prose.Span, bool) {
	at := strings.Index(e.Input, e.Results[i].Text)
	return prose.Span{Start: at, End: at + len(e.Results[i].Text)}, at >= 0
}

func rightNumber(e expression, i int, d *prose.Document) (right, asked bool) {
	value, err := strconv.ParseFloat(strings.TrimSuffix(e.Results[i].Resolution.Value, "%"), 64)
	span, found := within(e, i)
	if err != nil || !found {
		return false, false
	}
	return slices.ContainsFunc(d.Figures, func(f prose.Figure) bool {
		return d.Of(f.Range).Overlaps(span) && math.Abs(f.Value-value) <= 1e-6*math.Max(1, math.Abs(value))
	}), true
}

func rightDay(e expression, i int, d *prose.Document) (right, asked bool) {
	span, found := within(e, i)
	var want []int
	for _, s := range []string{e.Results[i].Value.FutureResolution.Date, e.Results[i].Value.PastResolution.Date} {
		if day, err := time.Parse(time.DateOnly, s); err == nil {
			want = append(want, prose.DayNumber(day))
		}
	}
	if len(want) == 0 || !found {
		return false, false
	}
	return slices.ContainsFunc(d.Dates, func(date prose.Date) bool {
		return d.Of(date.Range).Overlaps(span) && slices.ContainsFunc(want, func(day int) bool { return slices.Contains(date.Days, day) })
	}), true
}
