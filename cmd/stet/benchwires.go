package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/stet-news/stet/internal/bench"
)

type benchWires struct {
	benchWorld
	Wires  int           `help:"Feeds, each asked every five seconds." default:"200"`
	Rate   int           `help:"New items a second of all feeds together." default:"100"`
	Lasts  time.Duration `help:"How long copy comes." default:"60s"`
	Pushes int           `help:"Documents to push while it is quiet, and at most while copy comes." default:"50"`
}

// Run measures the wires.
func (b *benchWires) Run(ctx context.Context, std streams) (err error) {
	feeds, err := bench.NewFeeds(ctx, b.Wires)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, feeds.Close()) }()
	c, err := b.fill(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	session, err := bench.World{Dir: c.dir}.Enter(ctx)
	if err != nil {
		return err
	}
	c.more = append(c.more, "--wires-inside", strings.TrimPrefix(feeds.URL, "http://"))
	if err := c.run(ctx); err != nil {
		return err
	}
	load := bench.WireLoad{Wires: b.Wires, Rate: b.Rate, Lasts: b.Lasts, Pushes: b.Pushes}
	report, err := bench.Wires(ctx, c.target, session, feeds, load, progress(std, "copy comes", int(b.Lasts.Seconds())))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}
