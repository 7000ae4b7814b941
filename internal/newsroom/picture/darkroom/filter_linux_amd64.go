package darkroom

import "golang.org/x/sys/unix"

// machine is what the filter is for. The other way to number calls on it (x32) has numbers that are not allowed.
const machine = unix.AUDIT_ARCH_X86_64

// also are allowed calls that only this machine has.
var also = []uint32{unix.SYS_POLL, unix.SYS_EPOLL_WAIT, unix.SYS_ARCH_PRCTL, unix.SYS_TIME}
