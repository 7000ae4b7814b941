// Stet is a newsroom in one program: wire copy comes in, desks turn it into stories,
// and readers get the published edition. See README.md and docs/architecture.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/store"
)

// version is set when a release is built.
var version = "0.1-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run runs the program and returns its exit code: 0 done, 1 it failed, 2 it was asked
// for something that it does not do.
func run(ctx context.Context, args []string, std streams) int {
	var commands commands
	code := -1
	parser, err := kong.New(&commands,
		kong.Name("stet"),
		kong.Description("A newsroom in one program: wire, desk, published edition, reader."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(func(c int) { code = c }),
		kong.DefaultEnvars("STET"),
		kong.NamedMapper("address", addresses),
		kong.Vars{"version": version},
	)
	if err != nil {
		fmt.Fprintln(std.err, "stet:", err)
		return 1
	}
	parsed, err := parser.Parse(args)
	if code >= 0 { // --help or --version has answered
		return code
	}
	if err != nil {
		fmt.Fprintf(std.err, "stet: %v. Try stet --help.\n", err)
		return 2
	}
	warnOfPassword(args, std)
	slog.SetDefault(slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: commands.Level()})))
	if what := parsed.Command(); what != "serve" && what != "demo" { // there a request says where it is from
		name, _, _ := strings.Cut(what, " <") // what it is of is in the record
		ctx = store.WithFrom(ctx, "stet "+name)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	err = parsed.Run(std)
	if _, certain := errors.AsType[certainError](err); certain { // the report has said so
		return 1
	}
	if err != nil && !(errors.Is(err, context.Canceled) && ctx.Err() != nil) {
		fmt.Fprintln(std.err, "stet:", err)
		if e, ok := errors.AsType[*news.Error](err); ok && e.Kind == news.Invalid {
			return 2
		}
		return 1
	}
	return 0
}
