//go:build unix

package main

import "syscall"

// mostSecure is how many connections with encryption there may be: half of the files that
// this process may open, so that neither the other listeners nor the database go without.
func mostSecure() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 500
	}
	return int(min(limit.Cur, 1<<20)) / 2 //nolint:gosec // it is small
}
