package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/reader/press"
)

// fileOf returns the file that a plain host sends for the path: a page is index.html in a
// folder of its own, since its address has no ending.
func fileOf(at string, html bool) string {
	if plain, err := url.PathUnescape(at); err == nil {
		at = plain
	}
	at = strings.TrimPrefix(at, "/")
	if html {
		return path.Join(at, "index.html")
	}
	return at
}

// page writes the page of the path, if it has one of its own.
func (w *writing) page(at string) error {
	f, err := w.Press.File(w.view, at)
	if err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	switch {
	case f == nil:
		return w.removePage(at)
	case f.Location != "" && strings.TrimSuffix(f.Location, "/") == strings.TrimSuffix(at, "/"):
		return nil // a host adds a slash, or takes one away, by itself
	case f.Location != "":
		return w.write(fileOf(at, true), leadsTo(w.view.House().Languages[0], f.Location))
	default:
		return w.write(fileOf(at, isHTML(f)), f.Body)
	}
}

func isHTML(f *press.File) bool { return strings.HasPrefix(f.Kind, "text/html") }

// leadsTo is a page that leads elsewhere, on a host that cannot say so in its answer.
func leadsTo(l news.Language, to string) []byte {
	to = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(to)
	return fmt.Appendf(nil, `<!doctype html><html lang="%s"><meta charset="utf-8"><title>%[2]s</title><link rel="canonical" href="%[2]s">`+
		`<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=%[2]s"><p><a href="%[2]s">%[2]s</a></p></html>`+"\n", l, to)
}

// notFound writes what a host sends for an address that leads nowhere: 404.html at the
// top, as most want it, and one in the folder of each language.
func (w *writing) notFound() error {
	for i, l := range w.view.House().Languages {
		f, err := w.Press.File(w.view, press.Name(w.view, "/"+string(l)+"/404"))
		if err != nil || f == nil || f.Status != http.StatusNotFound {
			return fmt.Errorf("the page for what leads nowhere: %w", err)
		}
		if err := w.write(string(l)+"/404.html", f.Body); err != nil {
			return err
		}
		if i == 0 {
			if err := w.write("404.html", f.Body); err != nil {
				return err
			}
		}
	}
	return nil
}

// left writes what stands where stories were: a notice, or what leads to where one is now.
// gone.txt lists the addresses for which a host that can should answer 410.
func (w *writing) left() error {
	for at, number := range w.state.Moved {
		c, err := w.view.Card(number)
		if err != nil || c.Path() == at {
			delete(w.state.Moved, at)
			continue
		}
		if err := w.write(fileOf(at, true), leadsTo(c.Language, c.Path())); err != nil {
			return err
		}
	}
	var gone []string
	for at := range w.state.Gone {
		f, err := w.Press.File(w.view, press.Name(w.view, at))
		if err != nil {
			return err
		}
		if f == nil || f.Status != http.StatusGone {
			delete(w.state.Gone, at)
			continue
		}
		if err := w.write(fileOf(at, true), f.Body); err != nil {
			return err
		}
		gone = append(gone, at+"\n")
	}
	if len(gone) == 0 {
		return w.remove("gone.txt")
	}
	slices.Sort(gone)
	return w.write("gone.txt", []byte(strings.Join(gone, "")))
}

// write makes the file what it is to be, with what it shows, and with what it is in other
// encodings if they are wanted.
func (w *writing) write(file string, body []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(file)) {
		return fmt.Errorf("%q cannot be a file", file)
	}
	if err := w.pictures(body); err != nil {
		return err
	}
	w.note(file)
	name := w.inOut(file)
	if !w.fresh {
		if has, err := os.ReadFile(name); err == nil && bytes.Equal(has, body) {
			return nil
		}
	}
	if err := w.folder(filepath.Dir(name)); err != nil {
		return err
	}
	put := replace
	if w.fresh {
		put = func(name string, body []byte) error { return os.WriteFile(name, body, 0o644) } //nolint:gosec // everybody may read it
	}
	if err := put(name, body); err != nil {
		return err
	}
	w.written.Add(1)
	if !w.Compress {
		return nil
	}
	for ending, small := range press.Compressed(body) {
		if err := put(name+ending, small); err != nil {
			return err
		}
		w.written.Add(1)
	}
	return nil
}

// replace writes the file so that whoever sends it has the old one or the new one.
func replace(name string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".stet-*")
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

// folder makes the folder if it is not there.
func (w *writing) folder(name string) error {
	w.mu.Lock()
	is := w.made[name]
	w.mu.Unlock()
	if is {
		return nil
	}
	if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) { //nolint:gosec // everybody may read it
		if err := w.folder(filepath.Dir(name)); err != nil {
			return err
		}
		if err := os.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) { //nolint:gosec // as above
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.made == nil || len(w.made) > 1<<16 { // a folder for each story is not asked for again
		w.made = map[string]bool{}
	}
	w.made[name] = true
	return nil
}

// pictures copies the pictures that the body shows. One that is not there does not keep
// the page from being written.
func (w *writing) pictures(body []byte) error {
	const folder = "/media/"
	for {
		_, after, ok := bytes.Cut(body, []byte(folder))
		if !ok {
			return nil
		}
		end := bytes.IndexFunc(after, func(r rune) bool {
			return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '.' && r != '-' && r != '_'
		})
		if end < 0 {
			end = len(after)
		}
		if err := w.picture(string(after[:end])); err != nil {
			return err
		}
		body = after[end:]
	}
}

func (w *writing) picture(name string) error {
	file := "media/" + name
	w.mu.Lock()
	is := w.has[name]
	if w.has == nil || len(w.has) > 1<<16 {
		w.has = map[string]bool{}
	}
	w.has[name] = true
	w.mu.Unlock()
	if is || !w.view.Media(name) {
		return nil
	}
	w.note(file)
	if _, err := os.Stat(w.inOut(file)); err == nil {
		return nil // a picture's name is its content
	}
	from, err := w.Media.Open(blob.Rendition(name))
	if err != nil {
		if w.missing.Add(1) == 1 {
			slog.WarnContext(context.Background(), "a picture of the site is not there; its pages are exported without it", "name", name, "err", err)
		}
		return nil
	}
	defer from.Close()
	if err := w.folder(w.inOut("media")); err != nil {
		return err
	}
	data, err := io.ReadAll(from)
	if err != nil {
		return fmt.Errorf("the picture %s: %w", name, err)
	}
	w.written.Add(1)
	return replace(w.inOut(file), data)
}

var seed = maphash.MakeSeed()

// note remembers that the file is one of the edition's.
func (w *writing) note(file string) {
	if w.fresh || !w.result.Whole {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ours = append(w.ours, maphash.String(seed, file))
}
