package item

import (
	"strings"
	"time"
)

// DateIn is Date; a date without a zone is taken for one in the given zone, whose nil is UTC.
func DateIn(s string, zone *time.Location) time.Time {
	t := Date(s)
	if t.IsZero() || zone == nil {
		return t
	}
	for _, end := range []string{"Z", " Z", " 00:00 Z", "T000000Z"} {
		if !Date(strings.TrimSpace(s) + end).IsZero() { // there was room for a zone, so there was none
			return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
		}
	}
	return t
}
