package wire

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/markup"
)

// errBusy is a file that changes while it is read; it is taken later.
var errBusy = errors.New("the file is being written")

// readFile reads a dropped file. An error that is a *news.Error says what is wrong with
// the file; problems say what is wrong with parts of it.
func readFile(root *os.Root, name string) (all items, problems []string, err error) {
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
	if before.Size() > feed.MaxFeed {
		return nil, nil, news.Errorf(news.TooLarge, "The file is larger than %d MB, which is the most Stet reads.", feed.MaxFeed>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, feed.MaxFeed+1))
	if err != nil {
		return nil, nil, err
	}
	if after, err := f.Stat(); err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) || int64(len(data)) != before.Size() {
		return nil, nil, errBusy
	}
	if strings.EqualFold(filepath.Ext(name), ".txt") {
		item, err := textItem(name, data)
		if err != nil {
			return nil, nil, err
		}
		return func(yield func(feed.Item, error) bool) { yield(item, nil) }, nil, nil
	}
	parsed, err := feed.Parse(data, feed.Source{})
	if err != nil {
		return nil, nil, err
	}
	return parsed.Items(), parsed.Problems, nil
}

// longLine is the length from which the first line of a text is not a headline alone.
const longLine = 300

// textItem makes an item of a plain text: the first line is its headline, and the file's
// name is its own name, so that the same file again is a newer version.
func textItem(name string, data []byte) (feed.Item, error) {
	if len(strings.TrimSpace(string(data))) == 0 {
		return feed.Item{}, news.Errorf(news.Invalid, "The file is empty.")
	}
	content, charset, err := feed.UTF8(data)
	if err != nil {
		return feed.Item{}, err
	}
	text := strings.TrimSpace(string(content))
	if strings.ContainsRune(text, 0) {
		return feed.Item{}, news.Errorf(news.Invalid, "The file is not a text, whatever its name says.")
	}
	item := feed.Item{GUID: "file:" + news.CleanText(name), Raw: data, RawType: "text/plain"}
	if charset != "" {
		item.RawType += "; charset=" + charset
	}
	first, rest, _ := strings.Cut(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	first = strings.Join(strings.Fields(news.CleanText(first)), " ")
	if len(first) <= longLine {
		item.Title = first
	} else {
		rest = text // a paragraph: the headline is made of it, and it stays in the text
	}
	body := markup.Text(rest)
	item.Body, item.Cut = body.Body, body.Cut
	if item.Title == "" && body.Body.Empty() {
		return feed.Item{}, news.Errorf(news.Invalid, "There are no words in the file.")
	}
	return item, nil
}
