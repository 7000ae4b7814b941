//go:build unix

package darkroom

import (
	"syscall"
	"time"
)

// The memory that the process may have. What is decoded takes up to 400 MB, and what is compiled and reserved the rest.
const (
	mostData    = 768 << 20 // that it writes to, where the system counts that
	mostAddress = 4 << 30   // that it has in view: Go reserves much that it never touches
)

// confine takes from the process what it does not need, each way by itself where the system knows it: it writes no file, opens none, listens to nobody and
// calls nobody, starts no other program, and has no more memory than a picture takes.
func confine() error {
	if err := limit(); err != nil {
		return err
	}
	return filter()
}

// limit asks for the limits that every Unix has. No file at all may be opened from here on, and a connection is a file.
func limit() error {
	<-time.After(time.Nanosecond) // the runtime opens what its clock waits with when it is first asked, and ends the process when it cannot
	limits := map[int]uint64{
		syscall.RLIMIT_AS: mostAddress, syscall.RLIMIT_DATA: mostData, syscall.RLIMIT_FSIZE: 0, syscall.RLIMIT_CORE: 0, syscall.RLIMIT_NOFILE: 0,
	}
	for what, most := range limits {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}
