package archive

import (
	"os"

	"golang.org/x/sys/unix"
)

// ahead has the system read a part of the file that is wanted soon, and does not wait.
func ahead(f *os.File, offset, size int64) {
	_ = unix.Fadvise(int(f.Fd()), offset, size, unix.FADV_WILLNEED)
}
