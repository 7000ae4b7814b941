package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/stet-news/stet/internal/bench"
)

type benchBars struct {
	benchWorld
	Bars      int `help:"How many are open at the same time." default:"50000"`
	Processes int `help:"How many processes serve readers, and as many hold bars open: each may have some 17,000 open files." default:"3"`
	Flashes   int `help:"How many to publish." default:"10"`
	Pages     int `help:"Pages that are read a second meanwhile." default:"500"`
}

type holdBars struct {
	Address string `arg:""`
	Count   int    `arg:""`
}

// Run holds bars open for a measurement in another process.
func (h *holdBars) Run(ctx context.Context, std streams) error {
	return bench.HoldBars(ctx, h.Address, h.Count, os.Stdin, std.out)
}

type readPages struct {
	Each      int      `arg:""`
	Path      string   `arg:""`
	Addresses []string `arg:""`
}

// Run reads pages for a measurement in another process.
func (p *readPages) Run(ctx context.Context, std streams) error {
	return bench.ReadPages(ctx, p.Addresses, p.Path, p.Each, os.Stdin, std.out)
}

// Run measures open bars.
func (b *benchBars) Run(ctx context.Context, std streams) (err error) {
	c, err := b.fill(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	bell := "file:" + filepath.Join(c.dir, "bell")
	c.more = append(c.more, "--bus", bell)
	if err := c.run(ctx); err != nil {
		return err
	}
	m := bench.Bars{
		Target: c.target, Readers: []string{c.target.Readers}, PIDs: []int{c.cmd.Process.Pid},
		Open: b.Bars, Flashes: b.Flashes, Pages: b.Pages, ClientFlags: []string{"hold-bars"}, PageFlags: []string{"read-pages"},
	}
	for i := 1; i < b.Processes; i++ {
		reader := &child{dir: filepath.Join(c.dir, fmt.Sprint("reader", i)), more: []string{
			"--role", "reader", "--bus", bell, "--db", "sqlite:" + filepath.Join(c.dir, "stet.db"), "--blob", "file:" + filepath.Join(c.dir, "blob"),
		}}
		defer func() { err = errors.Join(err, reader.stop()) }()
		if err := reader.run(ctx); err != nil {
			return err
		}
		m.Readers, m.PIDs = append(m.Readers, reader.target.Readers), append(m.PIDs, reader.cmd.Process.Pid)
	}
	if m.Path, err = newestStory(ctx, c.target.Readers); err != nil {
		return err
	}
	report, err := bench.MeasureBars(ctx, m, progress(std, "opening bars and publishing flashes", b.Bars+b.Flashes))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}
