package export

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/archive"
	"github.com/stet-news/stet/internal/reader/press"
)

// changes returns what is stale after what came since the run before, nil if that cannot
// be told or is everything.
func (w *writing) changes(r *archive.Reading) *press.Affected {
	if r.Before == nil {
		return nil
	}
	var stale press.Affected
	for _, c := range r.Changes {
		stale = stale.And(press.Affects(r.Before, w.view, c))
	}
	if stale.All || len(stale.ReadOf) > 0 { // what is most read stands on most pages
		return nil
	}
	return &stale
}

// update writes what changed between two editions.
func (w *writing) update(ctx context.Context, before *archive.View, changes []edition.Change, stale press.Affected) error {
	paths := map[string]bool{}
	for _, names := range [][]string{stale.Print, stale.Stale} {
		for _, name := range names {
			if strings.HasPrefix(name, "/") { // the others stand for many paths
				paths[name] = true
			}
		}
	}
	for _, path := range appeared(before, w.view) {
		paths[path] = true
	}
	for _, path := range appeared(w.view, before) {
		paths[path] = true
	}
	for _, c := range changes {
		if err := w.was(before, c, paths); err != nil {
			return err
		}
	}
	all := make([]string, 0, len(paths))
	for path := range paths {
		all = append(all, path)
	}
	slices.Sort(all)
	numbers := numbersOf(changes)
	err := each(ctx, len(all), func(i int) error {
		defer w.step(len(all))
		if did, err := w.again(before, all[i], numbers); did || err != nil {
			return err
		}
		return w.own(all[i])
	})
	if err != nil {
		return err
	}
	for _, l := range stale.BarOf {
		if err := w.newBar(ctx, before, l); err != nil {
			return err
		}
	}
	return errors.Join(w.notFound(), w.left())
}

// numbersOf returns the numbers of the stories that changed.
func numbersOf(changes []edition.Change) (numbers []int64) {
	for _, c := range changes {
		if number := c.About(); number != 0 {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// again writes the page of the path out of the file that is there, if it is one of which
// most stays as it is.
func (w *writing) again(before *archive.View, path string, numbers []int64) (did bool, err error) {
	if !press.IsSitemapPart(path) || press.Name(w.view, path) != path {
		return false, nil
	}
	file := fileOf(path, false)
	was, err := os.ReadFile(w.inOut(file))
	if err != nil {
		return false, nil //nolint:nilerr // it is not there yet, or cannot be read: it is made anew
	}
	is := press.SitemapAgain(before, w.view, path, was, numbers)
	if is == nil {
		return false, nil
	}
	return true, w.write(file, is)
}

// appeared returns the pages of after, but for those of stories, that before has not.
func appeared(before, after *archive.View) (paths []string) {
	for path := range press.Everything(after) {
		if press.Name(before, path) != path {
			paths = append(paths, path)
		}
	}
	return paths
}

// own writes the page of the path, or removes it if the path has none of its own.
func (w *writing) own(path string) error {
	if press.Name(w.view, path) != path {
		return w.removePage(path)
	}
	if story, ok := press.VersionsOf(path); ok {
		f, err := w.Press.File(w.view, story)
		if err != nil {
			return err
		}
		if f == nil || !press.LeadsToVersions(f, story) {
			return w.removePage(path)
		}
	}
	return w.page(path)
}

// was adds the pages of a story that changed as it was, and remembers its address if it is
// not there any more. Pictures that nothing shows any more are removed.
func (w *writing) was(before *archive.View, c edition.Change, paths map[string]bool) error {
	number := c.About()
	if number == 0 {
		return nil
	}
	is, isErr := w.view.Card(number)
	if isErr == nil {
		for _, path := range press.StoryPages(is.Path()) {
			paths[path] = true
		}
	}
	was, err := before.Story(number)
	if err != nil {
		return nil //nolint:nilerr // there is nothing of it
	}
	if isErr != nil || is.Path() != was.Path() {
		for _, at := range w.addresses(was) {
			for _, path := range press.StoryPages(at) {
				paths[path] = true
			}
			if archive.Erased(was) {
				below(at, was.Path(), paths)
			}
			if isErr == nil {
				keep(&w.state.Moved, at, number)
			} else {
				keep(&w.state.Gone, at, number)
			}
		}
	}
	for _, name := range archive.Renditions(was) {
		if !w.view.Media(name) {
			if err := w.remove("media/" + name); err != nil {
				return err
			}
		}
	}
	return nil
}

// addresses returns where the story was. Of one that was killed only the folder can tell:
// its name is erased.
func (w *writing) addresses(was edition.Story) (all []string) {
	if !archive.Erased(was) {
		return []string{was.Path()}
	}
	folders, _ := filepath.Glob(w.inOut(fileOf(was.Path(), false)) + "*") // the pattern has no mistake
	for _, name := range folders {
		all = append(all, path.Join(path.Dir(was.Path()), url.PathEscape(filepath.Base(name))))
	}
	return all
}

// below adds the pages below the address of a story that was known without its name.
func below(at, nameless string, paths map[string]bool) {
	for name := range maps.Clone(paths) {
		if rest, ok := strings.CutPrefix(name, nameless+"/"); ok {
			paths[at+"/"+rest] = true
		}
	}
}

func keep(m *map[string]int64, path string, number int64) {
	if *m == nil {
		*m = map[string]int64{}
	}
	(*m)[path] = number
}

// newBar puts the newest bar into every page of the language that has the one before.
func (w *writing) newBar(ctx context.Context, before *archive.View, l news.Language) error {
	was, err := new(press.Press).Bar(before, l)
	if err != nil {
		return err
	}
	is, err := w.Press.Bar(w.view, l)
	if err != nil {
		return err
	}
	old, next := was.HTML(), is.HTML()
	if bytes.Equal(old, next) {
		return nil
	}
	var files []string
	err = filepath.WalkDir(w.inOut(string(l)), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".html") {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	return each(ctx, len(files), func(i int) error {
		defer w.step(len(files))
		page, err := os.ReadFile(files[i])
		if err != nil {
			return err
		}
		head, tail, ok := bytes.Cut(page, old)
		if !ok {
			return nil // it is new, or carries none
		}
		file, err := filepath.Rel(w.Out, files[i])
		if err != nil {
			return err
		}
		return w.write(filepath.ToSlash(file), slices.Concat(head, next, tail))
	})
}
