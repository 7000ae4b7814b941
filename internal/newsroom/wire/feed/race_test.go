//go:build race

package feed_test

// The race detector makes all of it slow and says nothing of memory: less will do.
const megabyte = 1 << 16
