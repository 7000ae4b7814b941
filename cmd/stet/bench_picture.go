package main

import (
	"context"
	"os"
	"os/exec"
	"strings"

	"github.com/stet-news/stet/internal/bench"
)

type benchPicture struct {
	Folder string `arg:"" help:"Folder of photographs (*.jpg)." type:"existingdir"`
	Rounds int    `help:"How often each program has its turn." default:"3"`
	Vips   string `help:"The program vipsthumbnail." default:"vipsthumbnail"`
	Alike  bool   `help:"Compare bytes at equal similarity too, which takes minutes." default:"true" negatable:""`
	JSON   bool   `help:"Print one JSON object." name:"json"`
}

// Run measures the renditions of photographs.
func (b *benchPicture) Run(ctx context.Context, std streams) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	report, err := bench.Picture(ctx, bench.Pictures{
		Folder: b.Folder, Vips: b.Vips, Rounds: b.Rounds, Alike: b.Alike,
		Stet: func(ctx context.Context, out string, formats, files []string) *exec.Cmd {
			return exec.CommandContext(ctx, self, append([]string{"picture", "--out", out, "--formats", strings.Join(formats, ",")}, files...)...)
		},
	}, progress(std, "developing", b.Rounds))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}
