//go:build !race

package feed_test

const megabyte = 1 << 20
