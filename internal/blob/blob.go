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
	"path/filepath"
	"regexp"
	"strings"

	"github.com/stet-news/stet/internal/news"
)

// MaxSize is the most bytes of one file.
const MaxSize = 64 << 20

// Store keeps files in a folder.
type Store struct {
	root *os.Root
}

// Open opens the store that address names, "file:FOLDER", and makes the folder.
func Open(_ context.Context, address string) (*Store, error) {
	dir, ok := strings.CutPrefix(address, "file:")
	if !ok || dir == "" {
		return nil, news.Errorf(news.Invalid, "There is no blob store %q: the address is file:FOLDER. (Buckets come with the nodes that need them.)", address)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the blob store: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the blob store: %w", err)
	}
	return &Store{root}, nil
}

// Close closes the store.
func (s *Store) Close() error { return s.root.Close() }

// names are folders of small letters, digits, dots and hyphens, "rendition/ab12.jpg".
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}/[a-z0-9][a-z0-9.-]{0,127}$`)

func check(name string) error {
	if !names.MatchString(name) || strings.Contains(name, "..") {
		return news.Errorf(news.Invalid, "%q is not the name of a stored file.", name)
	}
	return nil
}

// Put keeps the bytes under the name. When it returns nil they are on the disk. A name
// that is there already keeps what it has: names are made of their content.
func (s *Store) Put(ctx context.Context, name string, data []byte) (err error) {
	if err := check(name); err != nil {
		return err
	}
	if len(data) > MaxSize {
		return news.Errorf(news.TooLarge, "The file has %d bytes; at most %d are kept.", len(data), MaxSize)
	}
	if has, err := s.Has(ctx, name); err != nil || has {
		return err
	}
	folder, _ := path.Split(name)
	folder = strings.TrimSuffix(folder, "/")
	if err := s.root.Mkdir(folder, 0o700); err == nil {
		if err := s.syncDir("."); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("put %s: %w", name, err)
	}
	temporary := fmt.Sprintf("%s.%s.tmp", name, rand.Text())
	f, err := s.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("put %s: %w", name, err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = sync(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("put %s: %w", name, err), s.root.Remove(temporary))
	}
	if err := s.root.Rename(temporary, name); err != nil {
		return fmt.Errorf("put %s: %w", name, err)
	}
	return s.syncDir(folder)
}

// syncDir makes the names in a folder durable.
func (s *Store) syncDir(folder string) error {
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
	return data, errors.Join(err, f.Close())
}

// Has reports whether there is a file under the name.
func (s *Store) Has(_ context.Context, name string) (bool, error) {
	if err := check(name); err != nil {
		return false, err
	}
	_, err := s.root.Stat(filepath.FromSlash(name))
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
	f, err := s.root.Open(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, news.Errorf(news.NotFound, "There is no file %s.", name)
	}
	return f, err
}
