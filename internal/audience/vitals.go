package audience

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/stet-news/stet/internal/news"
)

// Metric is one of the Core Web Vitals.
type Metric string

// The metrics, and the measure in which their values are: see Beacon.
const (
	LCP Metric = "lcp" // largest contentful paint, ms
	INP Metric = "inp" // interaction to next paint, ms
	CLS Metric = "cls" // cumulative layout shift, thousandths
)

// Metrics are all the metrics.
var Metrics = []Metric{LCP, INP, CLS}

// Vitals is how often a metric was in a bucket.
type Vitals struct {
	Kind     string // of the page: see Kinds
	Language news.Language
	Metric   Metric
	Bucket   int // an index of Buckets
	N        int64
}

// Kinds are the kinds of page whose speed is told apart.
var Kinds = []string{"home", "front", "story", "live", "list", "lite", "other"}

// Buckets are the upper bounds of the buckets in which values of the metric are counted,
// and the last is for all above: enough to tell the 75th of 100 within a tenth.
func Buckets(m Metric) []float64 {
	switch m {
	case LCP:
		return lcpBuckets
	case INP:
		return inpBuckets
	default:
		return clsBuckets
	}
}

var (
	lcpBuckets = bounds(100, 20_000)
	inpBuckets = bounds(8, 5_000)
	clsBuckets = append([]float64{0}, bounds(1, 2_000)...)
)

// bounds are from least to most, each a tenth above the one before.
func bounds(least, most float64) (all []float64) {
	for v := least; v < most; v = math.Ceil(v * 1.1) {
		all = append(all, v)
	}
	return append(all, most, math.Inf(1))
}

// Beacon is what a page says of how fast it was.
type Beacon struct {
	Kind     string        `json:"k"`
	Language news.Language `json:"l"`
	LCP      *float64      `json:"lcp,omitempty"` // ms
	INP      *float64      `json:"inp,omitempty"` // ms
	CLS      *float64      `json:"cls,omitempty"` // as browsers give it: 0.1 is a tenth of the screen
	// Story is the number of the story on the page, 0 for none, and Through whether three
	// quarters of its text were seen, and for a third of the time that it takes to read.
	Story   int64 `json:"s,omitempty"`
	Through bool  `json:"r,omitempty"`
}

// MostBeacon is the most bytes of a beacon.
const MostBeacon = 512

// ReadBeacon reads a beacon. What is out of bounds is refused: anybody can send one.
func ReadBeacon(text []byte) (c Counts, err error) {
	var b Beacon
	if len(text) > MostBeacon {
		return c, news.Errorf(news.TooLarge, "A beacon has at most %d bytes.", MostBeacon)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return c, news.Errorf(news.Invalid, "A beacon is a JSON object of numbers.")
	}
	if !slices.Contains(Kinds, b.Kind) || b.Language != news.English && b.Language != news.Bangla || b.Story < 0 {
		return c, news.Errorf(news.Invalid, "A beacon names a kind of page and a language that there is.")
	}
	for _, m := range []struct {
		metric Metric
		value  *float64
		scale  float64
	}{{LCP, b.LCP, 1}, {INP, b.INP, 1}, {CLS, b.CLS, 1000}} {
		if m.value == nil {
			continue
		}
		if v := *m.value * m.scale; v >= 0 && v <= 600_000 {
			c.Vitals = append(c.Vitals, Vitals{Kind: b.Kind, Language: b.Language, Metric: m.metric, Bucket: bucketOf(m.metric, v), N: 1})
		} else {
			return Counts{}, news.Errorf(news.Invalid, "A beacon's %s is out of bounds.", m.metric)
		}
	}
	if b.Story > 0 {
		r := Reads{Story: b.Story, N: 1}
		if b.Through {
			r.Through = 1
		}
		c.Reads = []Reads{r}
	}
	return c, nil
}

func bucketOf(m Metric, value float64) int {
	i, _ := slices.BinarySearch(Buckets(m), value)
	return i
}

// Quantile returns the value that the part q of the counts, from 0 to 1, is at or below,
// as the upper bound of its bucket, and false if nothing was counted. counts is by bucket.
func Quantile(m Metric, counts map[int]int64, q float64) (float64, bool) {
	var all int64
	for _, n := range counts {
		all += n
	}
	if all == 0 {
		return 0, false
	}
	want, seen := int64(math.Ceil(q*float64(all))), int64(0)
	bounds := Buckets(m)
	for i, bound := range bounds {
		if seen += counts[i]; seen >= want {
			if math.IsInf(bound, 1) {
				bound = bounds[i-1]
			}
			return bound, true
		}
	}
	return bounds[len(bounds)-2], true
}
