//go:build !broken

package store

// claim makes a write of a story a compare-and-set: of two who read it at the same turn,
// one writes it. The test that a scheduled story goes out exactly once runs a
// broken build to show that it would notice if it were not.
const claim = ` AND turn = $3`
