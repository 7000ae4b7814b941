//go:build !torture_normal

package store

// synchronous is SQLite's level on every connection, and synchronousLevel the number
// it answers to. The torture harness builds with torture_normal to show that it would
// notice a lower one.
const (
	synchronous      = "FULL"
	synchronousLevel = 2
)
