package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// wireCommands read copy as the wire room does.
type wireCommands struct {
	Parse wireParse `cmd:"" help:"Print each item of wire files as a line of JSON."`
}

type wireParse struct {
	Files  []string `arg:"" name:"file" help:"Files in any format that is read, whatever their names. - is standard input."`
	Format string   `help:"Format to read them in; by itself it is recognised. Unknown names are answered with all." placeholder:"NAME"`
}

// Run prints the items. What is wrong with a file that was read is said on standard error, and so is why one could not be; then the
// command fails, after it has read the others.
func (c wireParse) Run(_ context.Context, std streams) error {
	if c.Format != "" && !slices.Contains(format.Names(), c.Format) {
		return news.Errorf(news.Unsupported, "There is no format %q: Stet reads %s.", c.Format, strings.Join(format.Names(), ", "))
	}
	out := bufio.NewWriter(std.out)
	refused := 0
	for _, name := range c.Files {
		problems, err := c.print(out, std.in, name)
		if said, ok := errors.AsType[*news.Error](err); ok {
			refused++
			problems = append(problems, said.Message)
		} else if err != nil {
			return err
		}
		for _, p := range problems {
			fmt.Fprintf(std.err, "%s: %s\n", name, p)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d files could not be read", refused, len(c.Files))
	}
	return nil
}

// print prints the items of one file, and returns what was wrong with it.
func (c wireParse) print(out io.Writer, in io.Reader, name string) (problems []string, err error) {
	doc, err := readWireFile(in, name)
	if err != nil {
		return nil, err
	}
	from := item.Source{Name: filepath.Base(name)}
	var b item.Batch
	if c.Format == "" {
		b, err = format.Read(doc, from)
	} else {
		b, err = format.ReadAs(c.Format, doc, from)
	}
	if err != nil {
		return nil, err
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for i, err := range b.Items {
		if err != nil {
			return b.Problems, err
		}
		err = lines.Encode(struct {
			Format string `json:"format"`
			news.Dispatch
			Gone  bool       `json:"gone,omitempty"`
			Cut   bool       `json:"cut,omitempty"`
			Files []wireFile `json:"files,omitempty"`
			Bytes int        `json:"bytes"` // of the item as received
		}{b.Format, hashed(i), i.Gone, i.Cut, filesOf(i), len(i.Raw)})
		if err != nil {
			return b.Problems, err
		}
	}
	return b.Problems, nil
}

// wireFile is a file that came in an item.
type wireFile struct {
	Name  string `json:"name,omitempty"`
	Type  string `json:"type"`
	Bytes int    `json:"bytes"`
}

func filesOf(i item.Item) (all []wireFile) {
	for _, f := range i.Files {
		all = append(all, wireFile{f.Name, f.Type, len(f.Data)})
	}
	return all
}

func hashed(i item.Item) news.Dispatch {
	i.Hash = item.Hash(string(i.Raw))
	return i.Dispatch
}

// readWireFile returns a file's bytes, up to one more than may be read.
func readWireFile(in io.Reader, name string) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name) //nolint:gosec // whoever runs the command names the file
		if err != nil {
			return nil, news.Errorf(news.NotFound, "The file cannot be opened: %s.", reasonOf(err))
		}
		defer f.Close()
		in = f
	}
	doc, err := io.ReadAll(io.LimitReader(in, item.MaxFile+1))
	if err != nil {
		return nil, news.Errorf(news.Invalid, "The file cannot be read: %s.", reasonOf(err))
	}
	return doc, nil
}

// reasonOf returns why the system refused, without the path, which is said already.
func reasonOf(err error) string {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}
