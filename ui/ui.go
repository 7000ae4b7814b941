// Package ui holds what browsers run: built by npm run build from src into dist, and
// committed, so that Go alone runs the program.
package ui

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed dist
var dist embed.FS

// Reader returns the readers' script, which every page asks for.
func Reader() []byte { return must("dist/reader.js") }

// Later returns what the readers' script imports where it is used, by name without ".js".
// It asks for name-sum.js beside itself, where sum is the first eight bytes of the SHA-256
// of the content in hex.
func Later() map[string][]byte {
	names, err := fs.Glob(dist, "dist/later/*.js")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	all := make(map[string][]byte, len(names))
	for _, name := range names {
		all[strings.TrimSuffix(path.Base(name), ".js")] = must(name)
	}
	return all
}

// Worker returns the readers' service worker. What it knows of the site has to come before
// it: see src/worker/site.d.ts.
func Worker() []byte { return must("dist/worker.js") }

// Icon returns the site's icon, an SVG.
func Icon() []byte { return must("dist/icon.svg") }

// Newsroom returns what the newsroom's screens load, by file name.
func Newsroom() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}

func must(name string) []byte {
	b, err := dist.ReadFile(name)
	if err != nil {
		panic(err) // the file is embedded, or this would not have been built
	}
	return b
}
