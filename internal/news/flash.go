package news

import (
	"cmp"
	"slices"
	"time"
)

// Flash is one line on the ticker, the "News update" bar.
type Flash struct {
	ID       string    `json:"id"` // UUIDv7
	Language Language  `json:"language"`
	Text     string    `json:"text"`
	Story    int64     `json:"story,omitempty"` // the story it leads to, 0 for none
	Path     string    `json:"path,omitempty"`  // that story's path for readers when the flash went on
	Breaking bool      `json:"breaking,omitempty"`
	Pinned   bool      `json:"pinned,omitempty"`
	At       time.Time `json:"at"`
	// Order is higher for a line that stands above another: at first its time in
	// microseconds, until somebody moves it.
	Order   int64     `json:"order,omitempty"`
	Expires time.Time `json:"expires"`
}

// The measures of the bar (screens.md §1.7).
const (
	BarItems    = 6  // that readers see
	MostFlashes = 10 // that are on in a language, those that wait behind among them
	FlashLife   = 6 * time.Hour
	FlashLength = 120 // graphemes
)

// Bar returns what the bar shows of the flashes at now: those not expired, pinned
// ones first, then in their order, which is the newest first until somebody changes it, at
// most BarItems.
func Bar(flashes []Flash, now time.Time) []Flash {
	bar := slices.DeleteFunc(slices.Clone(flashes), func(f Flash) bool { return !now.Before(f.Expires) })
	slices.SortStableFunc(bar, func(a, b Flash) int {
		if a.Pinned != b.Pinned {
			if a.Pinned {
				return -1
			}
			return 1
		}
		if c := cmp.Or(cmp.Compare(b.Order, a.Order), b.At.Compare(a.At)); c != 0 {
			return c
		}
		return cmp.Compare(b.ID, a.ID)
	})
	return bar[:min(len(bar), BarItems)]
}
