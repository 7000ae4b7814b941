// Package ui holds what browsers run: built by npm run build from src into dist, and
// committed, so that Go alone runs the program.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed dist
var dist embed.FS

// Reader returns the readers' script.
func Reader() []byte { return must("dist/reader.js") }

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
