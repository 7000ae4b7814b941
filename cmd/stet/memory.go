package main

import (
	"os"
	"runtime/debug"
)

// memory is what a process may take, in megabytes.
type memory struct {
	Memory int `help:"Megabytes of memory that the process may take, about. A quarter of it keeps printed pages." default:"512"`
}

// Of what a process may take, the parts for pages and for all of Go's own. What is left is
// for the archive's files, of which what is looked at lies in memory, and for SQLite.
const (
	pagesPart = 4
	ofHeap    = 5
	heapPart  = 8
)

// pages returns how many bytes of printed pages are kept.
func (m memory) pages() int { return max(16, m.Memory/pagesPart) << 20 }

// limit tells the garbage collector how much there is. It collects sooner than it would
// by itself: most of what is kept has no pointers in it, so that costs little. Who sets
// GOMEMLIMIT or GOGC is believed.
func (m memory) limit() {
	if os.Getenv("GOMEMLIMIT") == "" { //nolint:forbidigo // the runtime reads it, and nothing of ours
		debug.SetMemoryLimit(int64(m.Memory) << 20 * ofHeap / heapPart)
	}
	if os.Getenv("GOGC") == "" { //nolint:forbidigo // likewise
		debug.SetGCPercent(50)
	}
}
