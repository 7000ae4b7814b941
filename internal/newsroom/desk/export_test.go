package desk

import "time"

// Come reports whether something may go out that is to at that time, by the database's clock
// and ours.
func Come(at, db, ours time.Time) bool { return clocks{db, ours, ours}.come(at) }
