// Package blob keeps files that are never changed: pictures as they came and what was
// made of them. A file is durable before its name exists, so a row that names it can
// be trusted.
package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/news"
)

// MaxSize is the most bytes of one file.
const MaxSize = 64 << 20

// Store keeps files in a folder. Several processes may share one.
type Store struct {
	root *os.Root
}

// Open opens the store that address names, "file:FOLDER", and makes the folder.
func Open(_ context.Context, address string) (*Store, error) {
	scheme, dir, _ := strings.Cut(address, ":")
	switch {
	case scheme == "s3":
		return nil, news.Errorf(news.Invalid, "Buckets (s3://) come with a later version; give file:FOLDER as the place of pictures and other files.")
	case scheme != "file" || dir == "":
		return nil, news.Errorf(news.Invalid, "%q is no place for pictures and other files: give file:FOLDER.", address)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the blob store: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the blob store: %w", err)
	}
	s := &Store{root}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(fmt.Errorf("open the blob store: %w", err), s.Close())
	}
	return s, nil
}

// Files are written in a folder of their own and moved to their names when they are
// whole. What a process that died left there is old some day.
const (
	unfinished = "unfinished"
	forgotten  = 24 * time.Hour
)

// prepare makes the folder for unfinished files and clears out what was forgotten there.
func (s *Store) prepare() error {
	if err := s.folder(unfinished); err != nil {
		return err
	}
	left, err := fs.ReadDir(s.root.FS(), unfinished)
	if err != nil {
		return err
	}
	for _, f := range left {
		if info, err := f.Info(); err == nil && time.Since(info.ModTime()) > forgotten {
			if err := s.root.Remove(path.Join(unfinished, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// folder makes the folder durable, if it is not there.
func (s *Store) folder(name string) error {
	err := s.root.Mkdir(name, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.syncFolder(".")
}

// Close closes the store.
func (s *Store) Close() error { return s.root.Close() }

// names are folders of small letters, digits, dots and hyphens, "rendition/ab12.jpg".
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}/[a-z0-9][a-z0-9.-]{0,127}$`)

func check(name string) error {
	if !names.MatchString(name) || strings.Contains(name, "..") || strings.HasPrefix(name, unfinished+"/") {
		return news.Errorf(news.Invalid, "%q is not the name of a stored file.", name)
	}
	return nil
}

// Rendition returns the name under which the rendition of a picture is kept. Readers
// know only what they give: see edition.Picture.
func Rendition(name string) string { return "rendition/" + name }

// WireFile returns the name under which a file that came with a dispatch is kept, by the hash of its bytes.
func WireFile(hash string) string { return "wire/" + hash }

// WireSmall returns the name under which what the newsroom sees of such a file is kept, if it is a picture.
func WireSmall(hash string) string { return "wire-small/" + hash + ".jpg" }

// Put keeps the bytes under the name. When it returns nil they are on the disk. A name
// that is there already keeps what it has: names are made of their content.
func (s *Store) Put(ctx context.Context, name string, data []byte) error {
	if len(data) > MaxSize {
		return news.Errorf(news.TooLarge, "The file has %d bytes; at most %d are kept.", len(data), MaxSize)
	}
	has, err := s.Has(ctx, name)
	if err != nil {
		return err
	}
	folder := path.Dir(name)
	if !has {
		if err := s.write(folder, name, data); err != nil {
			return fmt.Errorf("put %s: %w", name, err)
		}
	}
	if err := s.syncFolder(folder); err != nil { // also when another has just put it there
		return fmt.Errorf("put %s: %w", name, err)
	}
	return nil
}

func (s *Store) write(folder, name string, data []byte) error {
	if err := s.folder(folder); err != nil {
		return err
	}
	temporary := path.Join(unfinished, rand.Text())
	f, err := s.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = sync(f)
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = s.root.Rename(temporary, name)
	}
	if err != nil {
		_ = s.root.Remove(temporary) // it is forgotten, and cleared out some day
	}
	return err
}

// syncFolder makes the names in a folder durable.
func (s *Store) syncFolder(folder string) error {
	d, err := s.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(sync(d), d.Close())
}

// Get returns the bytes under the name, or a NotFound error.
func (s *Store) Get(_ context.Context, name string) ([]byte, error) {
	f, err := s.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err == nil && len(data) > MaxSize {
		err = errors.New("it is larger than any file that is kept")
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("get %s: %w", name, err)
	}
	return data, nil
}

// Has reports whether there is a file under the name.
func (s *Store) Has(_ context.Context, name string) (bool, error) {
	if err := check(name); err != nil {
		return false, err
	}
	_, err := s.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Open opens the file under the name to be read, or returns a NotFound error.
func (s *Store) Open(name string) (*os.File, error) {
	if err := check(name); err != nil {
		return nil, err
	}
	f, err := s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, news.Errorf(news.NotFound, "There is no file %s.", name)
	}
	return f, err
}

// Remove takes the file away, if it is there. Only for a file that nothing names any more.
func (s *Store) Remove(_ context.Context, name string) error {
	if err := check(name); err != nil {
		return err
	}
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	return nil
}

// Clear takes away the files of a folder that were put there before the time: what has an end, and whoever put it
// there may have died.
func (s *Store) Clear(ctx context.Context, folder string, before time.Time) error {
	if err := check(folder + "/x"); err != nil {
		return err
	}
	files, err := fs.ReadDir(s.root.FS(), folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("clear %s: %w", folder, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || !info.ModTime().Before(before) {
			continue // another has just removed it, or it is young
		}
		if err := s.Remove(ctx, folder+"/"+f.Name()); err != nil {
			return err
		}
	}
	return nil
}
