package wire

import (
	"errors"
	"io"
	"os"
	"syscall"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// errBusy is a file that changes while it is read; it is taken later.
var errBusy = errors.New("the file is being written")

// readFile reads a file that was dropped into the wire's folder. An error that is a *news.Error says what is wrong with
// the file.
func readFile(w news.Wire, root *os.Root, name string) (item.Batch, error) {
	// Without waiting: a name that has become a pipe meanwhile must not stop us.
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return item.Batch{}, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return item.Batch{}, err
	}
	if !before.Mode().IsRegular() {
		return item.Batch{}, errBusy
	}
	if before.Size() > item.MaxFile {
		return item.Batch{}, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, item.MaxFile+1))
	if err != nil {
		return item.Batch{}, err
	}
	if after, err := f.Stat(); err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) || int64(len(data)) != before.Size() {
		return item.Batch{}, errBusy
	}
	return format.Read(data, item.Source{Name: name, Zone: w.Location()})
}
