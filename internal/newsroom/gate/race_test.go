//go:build race

package gate_test

// raced says that the race detector is on, which makes everything many times as slow.
const raced = true
