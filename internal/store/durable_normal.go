//go:build torture_normal

package store

const (
	synchronous      = "NORMAL"
	synchronousLevel = 1
)
