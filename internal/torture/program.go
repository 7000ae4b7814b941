package torture

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/newsroom/desk"
	"github.com/stet-news/stet/internal/store"
)

// build is a program that was built, and the one promise that it breaks; "" for the program as it is.
type build struct{ path, breaks string }

// compile builds the program with the tag, or without one, into dir and returns its path.
func compile(ctx context.Context, dir, tag string) (string, error) {
	path := filepath.Join(dir, "stet"+tag)
	out, err := exec.CommandContext(ctx, "go", "build", "-tags", tag, "-o", path, "github.com/stet-news/stet/cmd/stet").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build with tag %q: %w\n%s", tag, err, out)
	}
	return path, nil
}

// prepare makes a newsroom in dir with one person who may do everything, and returns
// that person's token.
func prepare(ctx context.Context, dir string) (token string, err error) {
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "stet.db"))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	accounts := account.New(db, account.Options{})
	p, err := accounts.Create(ctx, news.Person{Name: "The Harness", Email: "harness@stet.test", Roles: news.Roles, Desk: "city"}, "")
	if err != nil {
		return "", err
	}
	_, err = desk.New(db, func() {}).SetHouse(ctx, p, news.House{
		Names: map[news.Language]string{news.English: "The Harness"}, Languages: []news.Language{news.English}, Zone: "Asia/Dhaka", URL: "http://127.0.0.1",
		Sections: []news.Section{{Slug: "world-news", Names: map[news.Language]string{news.English: "World News"}}},
		Desks:    []news.Desk{{Slug: "city", Name: "City Desk"}},
	})
	if err != nil {
		return "", err
	}
	return accounts.CreateToken(ctx, p, "torture", 24*time.Hour)
}

// program is one run of the program.
type program struct {
	cmd            *exec.Cmd
	readers, staff string        // http://127.0.0.1:…
	done           chan struct{} // closed when it is gone
}

// start starts the build on dir, with more flags, and returns when it listens.
func start(b build, dir string, log io.Writer, flags ...string) (*program, error) {
	cmd := exec.Command(b.path, append([]string{"serve", "--data", dir, "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0"}, flags...)...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2", "STET_BREAKS="+b.breaks)
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &program{cmd: cmd, done: make(chan struct{})}
	lines := bufio.NewScanner(out)
	for (p.readers == "" || p.staff == "") && lines.Scan() {
		word, address, _ := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		switch address = strings.TrimSpace(address); word {
		case "readers":
			p.readers = strings.TrimSuffix(address, "/")
		case "staff":
			p.staff = strings.TrimSuffix(strings.TrimSuffix(address, "/n"), "/")
		}
	}
	if p.readers == "" || p.staff == "" {
		_ = cmd.Process.Kill()
		return nil, fmt.Errorf("the program did not start: %w", errors.Join(lines.Err(), cmd.Wait()))
	}
	go func() {
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait() // it was killed, and says so
		close(p.done)
	}()
	return p, nil
}

// kill ends the program as a power failure or an out-of-memory killer would, and
// returns when it is gone.
func (p *program) kill() error {
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	<-p.done
	return nil
}
