package main

import (
	"os"
	"runtime"
	"sync"
)

// spareProcessor gives Go's scheduler one processor more than the readers' listener has
// loops. While each of its processors belongs to a loop that waits in the kernel, the
// scheduler looks every 20 µs whether to take one away, takes it, and wakes a thread that
// finds nothing to do: a tenth of what a request costs us. With one to spare it leaves a
// waiting loop alone for 10 ms. Call it when everything that counts processors is made. Who
// sets GOMAXPROCS is believed.
var spareProcessor = sync.OnceFunc(func() {
	if os.Getenv("GOMAXPROCS") == "" { //nolint:forbidigo // the runtime reads it, and nothing of ours
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	}
})
