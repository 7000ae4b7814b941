package listener

import (
	"errors"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The calls that are made for every request never block, so the scheduler need not know of
// them: that is a tenth of what a request costs us.

// mostParts is how many parts one call writes.
const mostParts = 64

// prepare sets on a listening socket what those that it accepts inherit: a small answer is
// sent at once, and a reader who has vanished is noticed. A socket of several paths (MPTCP)
// knows no time after which that is so.
func prepare(fd int) error {
	err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, 60_000)
	if errors.Is(err, unix.ENOPROTOOPT) {
		err = nil
	}
	return errors.Join(err, unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1), unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_KEEPALIVE, 1))
}

// giveWay lets other threads that want this processor have it, once.
func giveWay() { _, _, _ = unix.RawSyscall(unix.SYS_SCHED_YIELD, 0, 0, 0) }

// read reads what there is. It returns 0 and no error at the end, and EAGAIN if there is
// nothing yet.
func read(fd int, buf []byte) (int, unix.Errno) {
	n, _, errno := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(buf))), uintptr(len(buf)), 0, 0, 0)
	if errno != 0 {
		return 0, errno
	}
	return int(n), 0 //nolint:gosec // it is at most len(buf)
}

// write writes what can be written. EAGAIN is 0 bytes.
func write(fd int, iov []unix.Iovec) (int, unix.Errno) {
	var n uintptr
	var errno unix.Errno
	if len(iov) == 1 { // an event, as a rule: a tenth cheaper
		n, _, errno = unix.RawSyscall6(unix.SYS_SENDTO, uintptr(fd), uintptr(unsafe.Pointer(iov[0].Base)), uintptr(iov[0].Len), unix.MSG_NOSIGNAL, 0, 0)
	} else {
		n, _, errno = unix.RawSyscall(unix.SYS_WRITEV, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(iov))), uintptr(len(iov)))
	}
	switch errno {
	case 0:
		return int(n), 0 //nolint:gosec // it is at most what iov holds
	case unix.EAGAIN, unix.EINTR:
		return 0, 0
	default:
		return 0, errno
	}
}

// addressOf returns the address that connections are counted by.
func addressOf(from unix.Sockaddr) netip.Addr {
	switch a := from.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrFrom4(a.Addr)
	case *unix.SockaddrInet6:
		address := netip.AddrFrom16(a.Addr)
		if address.Is4In6() {
			return address.Unmap()
		}
		network, err := address.Prefix(64)
		if err != nil {
			return netip.Addr{}
		}
		return network.Addr()
	default:
		return netip.Addr{}
	}
}
