package export

import (
	"errors"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// endings are those of what a file is in other encodings.
var endings = []string{".gz", ".br"}

// removePage removes the files of a page that there is no more.
func (w *writing) removePage(at string) error {
	file := fileOf(at, true)
	if _, err := os.Stat(w.inOut(file)); err != nil {
		file = fileOf(at, false)
	}
	if _, gone := w.state.Gone[at]; gone {
		return nil
	}
	if _, moved := w.state.Moved[at]; moved || file == "" {
		return nil
	}
	return w.remove(file)
}

// remove removes the file, and its folder if nothing else is in it.
func (w *writing) remove(file string) error {
	name := w.inOut(file)
	info, err := os.Lstat(name)
	if err != nil || info.IsDir() {
		return nil //nolint:nilerr // it is not there
	}
	if err := os.Remove(name); err != nil {
		return err
	}
	w.removed.Add(1)
	for _, ending := range endings {
		if err := os.Remove(name + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if folder := filepath.Dir(name); folder != w.Out {
		_ = os.Remove(folder) // it fails if there is something in it, as it should
	}
	return nil
}

// sweep removes from the folders that are the site's what the edition does not have: pages
// that an earlier one had. What somebody put beside them stays.
func (w *writing) sweep() error {
	slices.Sort(w.ours)
	tops, err := os.ReadDir(w.Out)
	if err != nil {
		return err
	}
	for _, top := range tops {
		if !w.isOurs(top.Name()) {
			continue
		}
		err := filepath.WalkDir(filepath.Join(w.Out, top.Name()), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			file, err := filepath.Rel(w.Out, name)
			if err != nil {
				return err
			}
			file = filepath.ToSlash(file)
			of := file
			for _, ending := range endings {
				of = strings.TrimSuffix(of, ending)
			}
			if _, is := slices.BinarySearch(w.ours, maphash.String(seed, of)); is && (of == file || w.Compress) {
				return nil
			}
			return w.remove(file)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isOurs reports whether what is at the top of the folder is written by us alone.
func (w *writing) isOurs(name string) bool {
	for _, l := range w.view.House().Languages {
		if name == string(l) {
			return true
		}
	}
	return name == "media" || strings.HasPrefix(name, "sitemap")
}
