package main

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/stet-news/stet/internal/bench"
)

type benchExport struct {
	benchWorld
	Rounds int    `help:"How often each program has its turn." default:"3"`
	Hugo   string `help:"The program hugo." default:"hugo"`
}

// Run measures the site as files.
func (b *benchExport) Run(ctx context.Context, std streams) (err error) {
	b.bare = true
	c, err := b.fill(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	world := bench.World{Dir: c.dir, Stories: b.Stories, Bare: true}
	report, err := bench.Export(ctx, bench.Exports{
		World: world, Hugo: b.Hugo, Rounds: b.Rounds,
		Stet: func(ctx context.Context, out string) *exec.Cmd {
			return exec.CommandContext(ctx, self, "export", "site", "--data", c.dir, "--out", out)
		},
		Edit: func(ctx context.Context) error {
			if err := world.Edit(ctx); err != nil {
				return err
			}
			return fillArchive(ctx, c.dir, func(int) {})
		},
	}, progress(std, "exporting", b.Rounds))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}
