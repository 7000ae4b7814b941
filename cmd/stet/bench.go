package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/stet-news/stet/internal/bench"
)

type benchCommand struct {
	Publish benchPublish `cmd:"" help:"From the API's answer to the new story on every page: how long."`
	Read    benchRead    `cmd:"" help:"A hot story page, in turns with nginx. Needs nginx and wrk."`
	HTTP2   benchHTTP2   `cmd:"" name:"http2" help:"The same over HTTP/2 and TLS, in turns with nginx. Needs nginx and h2load."`
	HTTP3   benchHTTP3   `cmd:"" name:"http3" help:"The same over HTTP/3, in turns with HTTP/2, both from this program."`
	Bars    benchBars    `cmd:"" help:"Open bars: what one costs, and how long a flash takes to the last of them."`
	Archive benchArchive `cmd:"" help:"A story page that nobody has asked for, and the memory of the process."`
	Export  benchExport  `cmd:"" help:"The whole site as files, in turns with Hugo. Needs hugo."`
	Start   benchStart   `cmd:"" help:"From the start of the program to the first byte of a page."`
	Picture benchPicture `cmd:"" help:"Photographs to all renditions, in turns with libvips. Needs vipsthumbnail."`
	Wires   benchWires   `cmd:"" help:"Copy over many wires: what it costs the newsroom's screens, and how soon it is on them."`
	Search  benchSearch  `cmd:"" help:"A reader's search, from the request to the last byte of the page."`
}

// benchWorld is what every measurement has in common.
type benchWorld struct {
	Stories int    `help:"Published stories in the archive." default:"10000"`
	Data    string `help:"Folder to fill, and to use again as it is the next time. Default: a temporary one." type:"path"`
	JSON    bool   `help:"Print one JSON object." name:"json"`

	bare bool // without pictures
}

type benchPublish struct {
	benchWorld
	Publishes int `help:"How many stories to publish." default:"200"`
}

type benchRead struct {
	benchWorld
	Rounds int           `help:"How often each server has its turn." default:"5"`
	Each   time.Duration `help:"How long each turn is." default:"3s"`
}

type benchStart struct {
	benchWorld
	Starts int `help:"How often to start." default:"10"`
}

// progress shows how far something is, on the error stream.
func progress(std streams, what string, total int) func(int) {
	bar := progressbar.NewOptions(total, progressbar.OptionSetWriter(std.err), progressbar.OptionSetDescription(what),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(200*time.Millisecond))
	return func(n int) { _ = bar.Set(n) } // nothing hangs on it
}

// child is this program, serving a filled newsroom in a process of its own, as it would
// be served to readers.
type child struct {
	cmd    *exec.Cmd
	target bench.Target
	dir    string
	more   []string // flags
	remove string   // a folder to remove at the end, "" for none
}

// fill returns a child, not yet started, with its folder filled.
func (w benchWorld) fill(ctx context.Context, std streams) (c *child, err error) {
	c = &child{dir: w.Data, more: []string{"--no-fill-search"}} // nobody searches what this measures
	if w.Data == "" {
		if c.dir, err = os.MkdirTemp("", "stet-bench"); err != nil {
			return nil, err
		}
		c.remove = c.dir
	}
	world := bench.World{Dir: c.dir, Stories: w.Stories, Bare: w.bare}
	if c.target.Token, err = world.Fill(ctx, progress(std, "filling the newsroom", w.Stories)); err != nil {
		return c, err
	}
	return c, fillArchive(ctx, c.dir, progress(std, "filling the readers' copy", w.Stories))
}

func (w benchWorld) start(ctx context.Context, std streams) (c *child, err error) {
	if c, err = w.fill(ctx, std); err != nil {
		return c, err
	}
	return c, c.run(ctx)
}

// run starts the program on the child's folder and returns when it listens.
func (c *child) run(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := append([]string{"serve", "--data", c.dir, "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0"}, c.more...)
	c.cmd = exec.CommandContext(ctx, self, args...)
	c.cmd.Stderr = os.Stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.cmd.Start(); err != nil {
		return err
	}
	c.target.PID = c.cmd.Process.Pid
	var readers, staff string
	if slices.Contains(c.more, "reader") {
		_, err = fmt.Fscanf(out, "readers %s\n", &readers)
	} else {
		_, err = fmt.Fscanf(out, "readers %s\nstaff %s\n", &readers, &staff)
	}
	if err != nil {
		return fmt.Errorf("the program did not say where it listens: %w", err)
	}
	c.target.Readers, c.target.Staff = strings.TrimSuffix(readers, "/"), strings.TrimSuffix(staff, "/n")
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return nil
}

func (c *child) stop() error {
	if c.cmd == nil || c.cmd.Process == nil {
		return nil
	}
	err := c.cmd.Process.Signal(syscall.SIGTERM)
	return errors.Join(err, c.cmd.Wait())
}

// end stops the child and removes its folder, if it was a temporary one.
func (c *child) end() error {
	if c == nil {
		return nil
	}
	err := c.stop()
	if c.remove != "" {
		err = errors.Join(err, os.RemoveAll(c.remove))
	}
	return err
}

// Run measures publication.
func (b *benchPublish) Run(ctx context.Context, std streams) (err error) {
	c, err := b.start(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	report, err := bench.Publish(ctx, c.target, b.Stories, b.Publishes, progress(std, "publishing", b.Publishes))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}

// Run measures reading.
func (b *benchRead) Run(ctx context.Context, std streams) (err error) {
	c, err := b.start(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	path, err := newestStory(ctx, c.target.Readers)
	if err != nil {
		return err
	}
	report, err := bench.Read(ctx, c.target.Readers, path, c.cmd.Process.Pid, b.Rounds, b.Each, progress(std, "reading in turns", bench.Turns(b.Rounds)))
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}

// newestStory returns the path of the story that leads the home page.
func newestStory(ctx context.Context, readers string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, readers+"/en/", nil)
	if err != nil {
		return "", err
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	_, after, ok := strings.Cut(string(body), `<h3><a href="`)
	path, _, _ := strings.Cut(after, `"`)
	if !ok || !strings.HasPrefix(path, "/en/") {
		return "", fmt.Errorf("the home page leads to no story (status %d)", res.StatusCode)
	}
	return path, nil
}

// Run measures the start, with the readers' copy on disk as after any restart.
func (b *benchStart) Run(ctx context.Context, std streams) (err error) {
	c, err := b.start(ctx, std)
	defer func() { err = errors.Join(err, c.end()) }()
	if err != nil {
		return err
	}
	path, err := newestStory(ctx, c.target.Readers)
	if err != nil {
		return err
	}
	show := progress(std, "starting", b.Starts)
	report, err := bench.Start(ctx, b.Stories, b.Starts, path, func(ctx context.Context) (string, int, error) {
		err := c.run(ctx)
		return c.target.Readers, c.target.PID, err
	}, c.stop, show)
	if err != nil {
		return err
	}
	return report.Print(std.out, b.JSON)
}
