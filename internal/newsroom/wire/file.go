package wire

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/charset"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// errBusy is a file that changes while it is read; it is taken later.
var errBusy = errors.New("the file is being written")

// readFile reads a dropped file. An error that is a *news.Error says what is wrong with
// the file; problems say what is wrong with parts of it.
func readFile(root *os.Root, name string) (all item.Items, problems []string, err error) {
	// Without waiting: a name that has become a pipe meanwhile must not stop us.
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, nil, errBusy
	}
	if before.Size() > item.MaxFile {
		return nil, nil, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", item.MaxFile>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, item.MaxFile+1))
	if err != nil {
		return nil, nil, err
	}
	if after, err := f.Stat(); err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) || int64(len(data)) != before.Size() {
		return nil, nil, errBusy
	}
	if strings.EqualFold(filepath.Ext(name), ".txt") {
		i, err := textItem(name, data)
		if err != nil {
			return nil, nil, err
		}
		return item.Of("text", i).Items, nil, nil
	}
	b, err := format.Read(data, item.Source{Name: name})
	return b.Items, b.Problems, err
}

// longLine is the length from which the first line of a text is not a headline alone.
const longLine = 300

// textItem makes an item of a plain text: the first line is its headline, and the file's
// name is its own name, so that the same file again is a newer version.
func textItem(name string, data []byte) (item.Item, error) {
	if len(strings.TrimSpace(string(data))) == 0 {
		return item.Item{}, news.Errorf(news.Invalid, "The file is empty.")
	}
	content, charset, err := charset.UTF8(data)
	if err != nil {
		return item.Item{}, err
	}
	text := strings.TrimSpace(string(content))
	if strings.ContainsRune(text, 0) {
		return item.Item{}, news.Errorf(news.Invalid, "The file is not a text, whatever its name says.")
	}
	i := item.Item{Raw: data, Dispatch: news.Dispatch{GUID: "file:" + news.CleanText(name), RawType: "text/plain"}}
	if charset != "" {
		i.RawType += "; charset=" + charset
	}
	first, rest, _ := strings.Cut(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	first = strings.Join(strings.Fields(news.CleanText(first)), " ")
	if len(first) <= longLine {
		i.Headline = first
	} else {
		rest = text // a paragraph: the headline is made of it, and it stays in the text
	}
	body := markup.Text(rest)
	i.Body, i.Cut = body.Body, body.Cut
	if i.Headline == "" && body.Body.Empty() {
		return item.Item{}, news.Errorf(news.Invalid, "There are no words in the file.")
	}
	return i, nil
}
