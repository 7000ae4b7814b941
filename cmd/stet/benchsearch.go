package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/stet-news/stet/internal/bench"
)

type benchSearch struct {
	Stories int    `help:"Published stories, half of them in Bangla." default:"100000"`
	Queries int    `help:"How many different searches." default:"200"`
	Rounds  int    `help:"How often each is repeated when it is hot." default:"3"`
	DB      string `help:"An empty database to fill: postgres://USER@HOST/NAME. Default: a new SQLite file." name:"db" type:"address" placeholder:"ADDRESS"`
	Keep    string `help:"Folder to keep the filled newsroom in, and to use it again from."`
	JSON    bool   `help:"Print one JSON object." name:"json"`
}

// Run measures searching.
func (b *benchSearch) Run(ctx context.Context, std streams) (err error) {
	c := &child{dir: b.Keep}
	if b.Keep == "" {
		if c.dir, err = os.MkdirTemp("", "stet-bench"); err != nil {
			return err
		}
	}
	defer func() {
		err = errors.Join(err, c.stop())
		if b.Keep == "" {
			err = errors.Join(err, os.RemoveAll(c.dir))
		}
	}()
	db := b.DB
	if db == "" {
		db = "sqlite:" + filepath.Join(c.dir, "stet.db")
	}
	c.more = []string{"--db", db}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	fill, err := bench.FillSearch(ctx, db, b.Stories, progress(std, "filling the archive", b.Stories))
	if err != nil {
		return err
	}
	if err := c.run(ctx); err != nil {
		return err
	}
	report, err := bench.Search(ctx, c.target.Readers, b.Stories, b.Queries, b.Rounds, progress(std, "searching", b.Queries*(b.Rounds+1)))
	if err != nil {
		return err
	}
	report.Rows = append(report.Rows, fill...)
	return report.Print(std.out, b.JSON)
}
