//go:build !broken

package store

// synchronous is SQLite's level on every connection, and synchronousLevel the number
// it answers to. The torture harness runs a broken build to show that it would
// notice a lower one.
const (
	synchronous      = "FULL"
	synchronousLevel = 2
)
