//go:build !linux

package darkroom

// Shuts reports whether the kernel can close networks to a thread.
func Shuts() bool { return false }
