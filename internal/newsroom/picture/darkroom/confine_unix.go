//go:build unix

package darkroom

import "syscall"

// mostMemory is how much address space the process may have: what is decoded takes up to 400 MB, and what is compiled and reserved the rest.
const mostMemory = 2 << 30

// confine takes from the process what it does not need: it writes no file, opens none, and has no more memory than a picture takes.
func confine() error {
	for what, most := range map[int]uint64{syscall.RLIMIT_AS: mostMemory, syscall.RLIMIT_FSIZE: 0, syscall.RLIMIT_CORE: 0} {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}
