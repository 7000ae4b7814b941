package screens

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/stet-news/stet/ui"
)

// assets serves the newsroom's scripts and styles under a path that changes when any of
// them does, so that browsers may keep them for ever.
type assets struct {
	path  string
	files map[string][]byte
}

// theAssets are those of this program.
var theAssets = sync.OnceValue(newAssets)

func newAssets() *assets {
	a := &assets{files: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(ui.Newsroom(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, "reader") {
			return err
		}
		text, err := fs.ReadFile(ui.Newsroom(), name)
		if err != nil {
			return err
		}
		a.files[name] = text
		sum.Write(text)
		return nil
	})
	if err != nil {
		panic("screens: read the files in this program: " + err.Error())
	}
	a.path = "/n/assets/" + hex.EncodeToString(sum.Sum(nil))[:16] + "/"
	return a
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, ok := a.files[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
	if strings.HasPrefix(r.URL.Path, a.path) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-store") // a page of another build asks; it gets this one
	}
	_, _ = w.Write(text) // the caller has gone if this fails
}

// worker serves the newsroom's service worker, which must stand at the top of what it is for.
func (a *assets) worker(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Service-Worker-Allowed", "/n")
	_, _ = w.Write(a.files["newsroom-worker.js"]) // the caller has gone if this fails
}
