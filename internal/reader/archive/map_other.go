//go:build !unix || solaris || aix

package archive

import (
	"io"
	"os"
)

// mapFile returns the file's bytes.
func mapFile(f *os.File, size int64) (*mapping, error) {
	b := make([]byte, size)
	_, err := io.ReadFull(io.NewSectionReader(f, 0, size), b)
	return &mapping{b}, err
}

func (m *mapping) forget() {}
