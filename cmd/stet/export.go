package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/reader/export"
	"github.com/stet-news/stet/internal/reader/press"
	"github.com/stet-news/stet/internal/reader/press/override"
)

type exportCommands struct {
	Site exportSite `cmd:"" help:"The whole site as files, for a host that only sends files. Needs no database; the program may run meanwhile."`
}

type exportSite struct {
	Data     string `help:"Folder that holds everything." default:"stet-data" type:"path"`
	Blob     string `help:"Pictures and other files: file:FOLDER. Default: blob in the data folder."`
	Out      string `help:"Folder to write. A second time only what changed is written." required:"" type:"path"`
	Compress bool   `help:"Write each page in gzip and brotli too."`

	Templates string `help:"Folder of the house's own templates, as stet serve has it. Default: none." type:"path"`
}

// A run is over soon and has the machine's memory: garbage is collected less often than in a
// program that serves, as long as what is in use stays below a limit.
const (
	garbage = 300       // per cent of what is in use
	enough  = 384 << 20 // bytes
)

// Run writes the site.
func (c *exportSite) Run(ctx context.Context, std streams) (err error) {
	if c.Blob == "" {
		c.Blob = "file:" + filepath.Join(c.Data, "blob")
	}
	if _, err := os.Stat(c.Data); err != nil {
		return invalid("There is no data folder %s.", c.Data)
	}
	media, err := blob.Open(ctx, c.Blob)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, media.Close()) }()
	own, err := override.Load(c.Templates)
	if err != nil {
		return err
	}
	printer := press.New()
	printer.Replace(own)
	began := time.Now()
	debug.SetGCPercent(garbage)
	debug.SetMemoryLimit(enough)
	show, total := func(int) {}, 0
	r, err := export.Export{
		Archive: filepath.Join(c.Data, "edition"), Media: media, Press: printer, Out: c.Out, Compress: c.Compress,
		Program: build(c.Templates),
		Progress: func(done, of int) {
			if total != of {
				show, total = progress(std, "exporting", of), of
			}
			show(done)
		},
	}.Run(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "edition %d: %d stories; %d files written, %d removed, in %s\n", r.Edition, r.Stories, r.Written, r.Removed, time.Since(began).Round(time.Millisecond))
	if r.Missing > 0 {
		fmt.Fprintf(std.out, "%d pictures are not in %s\n", r.Missing, c.Blob)
	}
	return nil
}

// build names this build of the program and the templates that it prints with: others may
// print other pages.
func build(templates string) string {
	name := version
	add := func(file string) {
		if info, err := os.Stat(file); err == nil {
			name += fmt.Sprintf(" %s %d %d", filepath.Base(file), info.Size(), info.ModTime().UnixNano())
		}
	}
	if self, err := os.Executable(); err == nil {
		add(self)
	}
	if templates != "" {
		files, _ := filepath.Glob(filepath.Join(templates, "*")) // the pattern is one, unless the folder's name is strange: then all is written
		for _, file := range files {
			add(file)
		}
	}
	return name
}
