package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path"
)

// Draft is a file that is being written: too large for memory, and without its name until it
// is known what is in it.
type Draft struct {
	*os.File
	store *Store
	name  string
}

// Draft begins a file. Keep gives it its name; Close forgets one that was not kept.
func (s *Store) Draft() (*Draft, error) {
	name := path.Join(unfinished, rand.Text())
	f, err := s.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("begin a file: %w", err)
	}
	return &Draft{f, s, name}, nil
}

// Keep keeps what was written under the name, as Put does: when it returns nil it is on the
// disk, and a name that is there already keeps what it has.
func (d *Draft) Keep(ctx context.Context, name string) error {
	has, err := d.store.Has(ctx, name)
	if err != nil {
		return err
	}
	folder := path.Dir(name)
	if err := d.store.folder(folder); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	if !has {
		if err := sync(d.File); err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
		if err := d.store.root.Rename(d.name, name); err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
		d.name = ""
	}
	if err := d.store.syncFolder(folder); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// Close closes the file, and takes it away if it was not kept.
func (d *Draft) Close() error {
	err := d.File.Close()
	if d.name != "" {
		err = errors.Join(err, d.store.root.Remove(d.name))
	}
	return err
}
