package darkroom

import "golang.org/x/sys/unix"

// machine is what the filter is for.
const machine = unix.AUDIT_ARCH_AARCH64

// also are allowed calls that only this machine has.
var also []uint32
