package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/reader/archive"
)

// storyCommands are about one story.
type storyCommands struct {
	Write storyWrite `cmd:"" help:"Print a published story in a format that others take. Needs no database; the program may run meanwhile."`
}

type storyWrite struct {
	Number int64  `arg:"" help:"The story's number, as in its address."`
	As     string `help:"Format: ninjs, newsml-g2, nitf, rss, atom, json-feed, text, html or pdf." default:"ninjs" placeholder:"FORMAT"`
	Data   string `help:"Folder that holds everything." default:"stet-data" type:"path"`
	Blob   string `help:"Pictures and other files: file:FOLDER. Default: blob in the data folder."`
}

// Run prints the story, or what tells that it was taken away.
func (c *storyWrite) Run(ctx context.Context, std streams) (err error) {
	if f := out.Format(c.As); !f.Known() {
		return invalid("%s", f.Unknown())
	}
	if c.Blob == "" {
		c.Blob = "file:" + filepath.Join(c.Data, "blob")
	}
	if _, err := os.Stat(c.Data); err != nil {
		return invalid("There is no data folder %s.", c.Data)
	}
	media, err := blob.Open(ctx, c.Blob)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, media.Close()) }()
	i, err := c.item()
	if err != nil {
		return err
	}
	i.File = func(name string) ([]byte, error) {
		f, err := media.Open(blob.Rendition(name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}
	file, err := out.Write(i, out.Format(c.As))
	if err != nil {
		return err
	}
	_, err = std.out.Write(file.Body)
	return err
}

// item reads the story out of the readers' own copy of the edition.
func (c *storyWrite) item() (i out.Item, err error) {
	r, err := archive.Read(filepath.Join(c.Data, "edition"), 0)
	if errors.Is(err, os.ErrNotExist) {
		return i, news.Errorf(news.Unavailable, "There is no edition in %s: readers have not been served from there yet.", filepath.Join(c.Data, "edition"))
	}
	if err != nil {
		return i, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	v := r.View()
	if v.House() == nil {
		return i, news.Errorf(news.Unavailable, "There is nothing to write: the newsroom is not set up yet.")
	}
	switch state := v.State(c.Number); state {
	case archive.Live:
		s, err := v.Story(c.Number)
		if err != nil {
			return i, err
		}
		return out.Published(*v.House(), s), nil
	case archive.Killed, archive.Withdrawn:
		n, _ := v.Notice(c.Number)
		return out.TakenAway(*v.House(), n, n.Version, state == archive.Withdrawn), nil
	default:
		return i, news.Errorf(news.NotFound, "There is no published story %d.", c.Number)
	}
}
