//go:build unix && !solaris && !aix

package archive

import (
	"os"
	"runtime"
	"syscall"
)

// mapFile returns the file's bytes as they lie on the disk: only those that are looked at
// take memory. They stay until nobody has the mapping any more.
func mapFile(f *os.File, size int64) (*mapping, error) {
	b, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	_ = syscall.Madvise(b, syscall.MADV_RANDOM) // what is beside is not wanted next
	m := &mapping{b}
	runtime.AddCleanup(m, func(b []byte) { _ = syscall.Munmap(b) }, b)
	return m, nil
}

// forget gives back the memory of what was looked at. It can be looked at again.
func (m *mapping) forget() { _ = syscall.Madvise(m.bytes, syscall.MADV_DONTNEED) }
