package darkroom

import "golang.org/x/sys/unix"

// Shuts reports whether the kernel can close networks to a thread.
func Shuts() bool {
	version, _, failed := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	return failed == 0 && version >= 6
}
