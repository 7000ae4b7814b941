//go:build !broken

package blob

import "os"

// sync makes what was written to f durable. The torture harness runs a broken
// build to show that it would notice if this were left out.
func sync(f *os.File) error { return f.Sync() }
