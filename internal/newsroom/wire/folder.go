package wire

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Files that were read go into these folders of the watched one. Nothing is deleted.
const (
	doneFolder   = "done"
	failedFolder = "failed"
	reasonSuffix = ".reason.txt"
)

const (
	settled    = time.Second // how long a file must not have changed
	lookMost   = 500         // files that one look takes
	troubleFor = time.Hour   // how long a failed file is told of, unless a good one comes
)

// seen is a file as a look saw it.
type seen struct {
	size     int64
	modified time.Time
	since    time.Time // when it was first seen so
}

// folder looks into a watched folder. A file is taken when a second look finds it as
// the first did, so that one still being written is left alone; then it is moved, which
// is done after its copy is kept: a crash in between makes us read it again, and the
// same bytes again are nothing new.
func folder(ctx context.Context, v *Visit) (out Outcome) {
	r, d, w := v.room, v.desk, v.Wire
	root, err := r.open(w.Address)
	if err != nil {
		return Outcome{Err: err}
	}
	defer func() { _ = root.Close() }() // nothing was written through it that could still fail
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return Outcome{Err: folderError(w.Address, err)}
	}
	now := time.Now()
	beside, err := r.lookBeside(ctx, d, w, root)
	if err != nil {
		return Outcome{Err: err}
	}
	defer func() { d.beside = nil }() // it looks into this root
	present := map[string]bool{}
	var strangers []string
	taken := 0
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(late(a.Name()), late(b.Name())) })
	for _, e := range entries {
		name := e.Name()
		present[name] = true
		info, err := e.Info()
		if err != nil || passedOver(name, info) {
			continue
		}
		settled := d.isSettled(name, info, now)
		switch joined, err := beside.join(ctx, name, settled); {
		case err != nil:
			out.Err = err
			return out
		case joined:
			out.Fresh++
			continue
		case beside.taken[name]:
			continue
		}
		if !isTaken(root, name) {
			strangers = append(strangers, name)
			continue
		}
		if !settled || taken == lookMost || late(name) == 1 && now.Sub(d.files[name].since) < waitForItem {
			continue
		}
		taken++
		file := r.file(ctx, d, w, root, name)
		out.Fresh += file.Fresh
		if file.Err != nil { // of the store or the folder, not of the file: it stays where it is
			out.Err = file.Err
			return out
		}
		delete(d.files, name)
	}
	if out.Err = beside.move(); out.Err != nil {
		return out
	}
	for name := range d.files {
		if !present[name] {
			delete(d.files, name)
		}
	}
	if d.trouble != "" && now.Sub(d.troubled) < troubleFor {
		out.Problems = append(out.Problems, d.trouble)
	}
	if len(strangers) > 0 {
		out.Problems = append(out.Problems, strangersInWords(strangers))
	}
	return out
}

// extensions are those of the files that are taken.
var extensions = []string{".xml", ".rss", ".atom", ".rdf", ".json", ".txt", ".docx", ".eml", ".nitf", ".ninjs", ".htm", ".html"}

// HasExtension reports whether a file is of a kind that is taken, by its name.
func HasExtension(name string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(name)))
}

// isTaken reports whether a file is of a kind that is taken: by its extension, or, as older wires have none that could be listed, by its start.
func isTaken(root *os.Root, name string) bool {
	if HasExtension(name) {
		return true
	}
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it is only read
	start, err := io.ReadAll(io.LimitReader(f, format.Start))
	return err == nil && format.Knows(start, item.Source{Name: name})
}

// passedOver reports what is no file for us at all: folders, links, and files that some
// program is still working on, by the names that programs give those.
func passedOver(name string, info fs.FileInfo) bool {
	return !info.Mode().IsRegular() || Unfinished(name)
}

// Unfinished reports whether a file has a name that programs give what they are still working on.
func Unfinished(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || strings.HasSuffix(name, "~") {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock":
		return true
	}
	return false
}

func strangersInWords(names []string) string {
	if len(names) == 1 {
		return fmt.Sprintf("The file %q is of a kind that is not taken (%s are); it was left where it is.", names[0], strings.Join(extensions, " "))
	}
	return fmt.Sprintf("%d files, the first %q, are of a kind that is not taken (%s are); they were left where they are.", len(names), names[0], strings.Join(extensions, " "))
}

// isSettled reports whether the file is as an earlier look saw it.
func (d *desk) isSettled(name string, info fs.FileInfo, now time.Time) bool {
	old, ok := d.files[name]
	if !ok || old.size != info.Size() || !old.modified.Equal(info.ModTime()) {
		d.files[name] = seen{size: info.Size(), modified: info.ModTime(), since: now}
		return false
	}
	return now.Sub(old.since) >= settled
}

// open opens the watched folder, if it is in one of those that may be watched. What is
// done in it cannot leave it, whatever links are put there.
func (r *Room) open(address string) (*os.Root, error) {
	if len(r.options.Folders) == 0 {
		return nil, news.Errorf(news.Forbidden, "No folder may be watched: whoever runs Stet has to say in which folder they may be.")
	}
	path := address
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.options.Folders[0], path)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, folderError(address, err)
	}
	if !slices.ContainsFunc(r.options.Folders, func(allowed string) bool { return inside(real, allowed) }) {
		return nil, news.Errorf(news.Forbidden, "The folder %q may not be watched: it is not in %s.", address, strings.Join(r.options.Folders, ", "))
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return nil, folderError(address, err)
	}
	return root, nil
}

// inside reports whether a real path is in an allowed folder, or is it.
func inside(path, allowed string) bool {
	abs, err := filepath.Abs(allowed)
	if err != nil {
		return false
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return false
	}
	if path, err = filepath.Abs(path); err != nil {
		return false
	}
	rel, err := filepath.Rel(abs, path)
	return err == nil && filepath.IsLocal(rel)
}

func folderError(address string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return news.Errorf(news.NotFound, "There is no folder %q.", address)
	case errors.Is(err, fs.ErrPermission):
		return news.Errorf(news.Forbidden, "Stet is not allowed to use the folder %q.", address)
	}
	return fmt.Errorf("watch the folder %s: %w", address, err)
}

// file takes one file: keeps what is in it, then moves it.
func (r *Room) file(ctx context.Context, d *desk, w news.Wire, root *os.Root, name string) (out Outcome) {
	out, err := r.document(ctx, w, d.beside, func() (item.Batch, error) { return readFile(w, root, name) })
	if errors.Is(err, errBusy) || out.Err != nil {
		return out
	}
	reason := strings.Join(out.Problems, "\n")
	if err != nil {
		reason = words(err)
		slog.WarnContext(ctx, "a dropped file could not be read", "wire", w.ID, "file", name, "err", err)
	}
	folder := doneFolder
	d.trouble = ""
	if reason != "" {
		folder = failedFolder
		first, _, _ := strings.Cut(reason, "\n")
		d.trouble, d.troubled = fmt.Sprintf("%s: %s", name, first), time.Now()
		reason += fmt.Sprintf("\nDispatches that are new from it: %d.", out.Fresh)
	}
	if err := move(root, name, folder, reason); err != nil {
		out.Err = folderError(w.Address, err)
	}
	return out
}

// move moves a file into a folder of the watched one, beside those of the same name
// that are there, and with a reason if there is one.
func move(root *os.Root, name, folder, reason string) error {
	if err := root.Mkdir(folder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	target := filepath.Join(folder, name)
	ext := filepath.Ext(name)
	for n := 2; ; n++ {
		if _, err := root.Lstat(target); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return err
		}
		target = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext))
	}
	if reason != "" {
		if err := root.WriteFile(target+reasonSuffix, []byte(reason+"\n"), 0o644); err != nil {
			return err
		}
	}
	return root.Rename(name, target)
}
