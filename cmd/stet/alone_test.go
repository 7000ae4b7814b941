package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built returns the program, built as it is shipped. TestMain takes it away.
func built(t *testing.T) string {
	t.Helper()
	name, err := building()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

var builtIn string // the folder; empty if no test wanted the program

var building = sync.OnceValues(func() (name string, err error) {
	if builtIn, err = os.MkdirTemp("", "stet"); err != nil {
		return "", err
	}
	name = filepath.Join(builtIn, "stet")
	if out, err := exec.CommandContext(context.Background(), "go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, out)
	}
	return name, nil
})

// starts starts the program and returns the addresses it printed up to the one that is
// waited for, and what ends it.
func starts(t *testing.T, program, until string, args ...string) (said map[string]string, lines *bufio.Scanner, end func(os.Signal)) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, append(args, "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0")...)
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func(how os.Signal) {
		if !ended {
			ended = true
			_ = cmd.Process.Signal(how)
			_ = cmd.Wait()
		}
	}
	t.Cleanup(func() { end(syscall.SIGKILL) })
	lines = bufio.NewScanner(out)
	said = hears(t, lines, until, &log)
	return said, lines, end
}

func hears(t *testing.T, lines *bufio.Scanner, until string, log *bytes.Buffer) map[string]string {
	t.Helper()
	said := map[string]string{}
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), "  ")
		if said[word] = strings.TrimSuffix(strings.TrimSpace(rest), "/"); word == until {
			return said
		}
	}
	t.Fatalf("it ended before it said %q: %s", until, log)
	return nil
}

// answer is what a reader gets.
type answer struct {
	status int
	kind   string
	body   string
}

var linked = regexp.MustCompile(`(?:href|src|srcset)="([^"]*)"|<loc>[a-z]+://[^/<]*(/[^<]*)`)

// crawl asks for everything that is linked from where readers come in.
func crawl(t *testing.T, site string) map[string]answer {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	all, todo := map[string]answer{}, []string{"/", "/sitemap.xml", "/robots.txt", "/sw.js", "/ticker/en.json", "/ticker/bn.json", "/en/offline", "/en/feed.json", "/no/such/page", "/en/no-such-section/"}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if _, seen := all[path]; seen || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
			continue
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			t.Fatal(path, err)
		}
		all[path] = answer{res.StatusCode, res.Header.Get("Content-Type"), string(body)}
		todo = append(todo, res.Header.Get("Location"))
		for _, m := range linked.FindAllStringSubmatch(string(body), -1) {
			for _, link := range strings.Split(m[1]+m[2], ",") {
				link, _, _ = strings.Cut(strings.TrimSpace(link), " ")
				link, _, _ = strings.Cut(link, "#")
				if link, _, _ = strings.Cut(link, "?"); !strings.HasSuffix(link, "/search") {
					todo = append(todo, link)
				}
			}
		}
	}
	return all
}

// crawlAtRest returns what is linked once two crawls find the same: what is most read is counted
// after the first, and pages are printed again as the darkroom has more files of their pictures.
func crawlAtRest(t *testing.T, site string) map[string]answer {
	t.Helper()
	was := crawl(t, site)
	for range 60 {
		is := crawl(t, site)
		if maps.Equal(is, was) {
			return is
		}
		was = is
		time.Sleep(time.Second)
	}
	t.Fatal("the pages went on changing for a minute")
	return nil
}

// Readers get every page and every picture that they had when the database is gone and the
// program is started again, and the newsroom comes back when the database does, without
// one of them being turned away.
func TestReadersHaveEveryPageWithoutTheDatabaseAndAfterARestart(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program and fills a newsroom")
	}
	program, dir := built(t), t.TempDir()
	_, _, end := starts(t, program, "staff", "demo", "--data", dir)
	end(syscall.SIGTERM)
	said, _, end := starts(t, program, "staff", "serve", "--data", dir)
	before := crawlAtRest(t, said["readers"])
	end(syscall.SIGKILL)
	kinds := map[string]int{}
	for path, a := range before {
		kinds[strings.Split(strings.Trim(path, "/"), "/")[0]]++
		kinds[a.kind]++
	}
	if len(before) < 100 || kinds["media"] < 10 || kinds["bn"] < 20 {
		t.Fatalf("only %d pages were found: %v", len(before), kinds)
	}

	for _, file := range []string{"stet.db", "stet.db-wal", "stet.db-shm"} {
		if err := os.Rename(filepath.Join(dir, file), filepath.Join(dir, "away-"+file)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	said, lines, end := starts(t, program, "readers", "serve", "--data", dir)
	defer end(syscall.SIGTERM)
	after := crawl(t, said["readers"])
	for path, was := range before {
		if is := after[path]; is != was {
			t.Errorf("%s: %d %s, %d bytes; it was %d %s, %d bytes", path, is.status, is.kind, len(is.body), was.status, was.kind, len(was.body))
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "stet.db")); err == nil {
		t.Error("an empty database was made in the place of the one that is away")
	}

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- reads(ctx, said["readers"]+"/en/") }()
	for _, file := range []string{"stet.db", "stet.db-wal", "stet.db-shm"} {
		if err := os.Rename(filepath.Join(dir, "away-"+file), filepath.Join(dir, file)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	again := hears(t, lines, "staff", new(bytes.Buffer))
	if status, _ := get(t, again["staff"]); status == 0 || again["readers"] != said["readers"] {
		t.Errorf("the newsroom came back at %v", again)
	}
	stop()
	if err := <-failed; err != nil {
		t.Errorf("a reader was turned away: %v", err)
	}
}

// reads asks for the page again and again, over a new connection each time.
func reads(ctx context.Context, url string) error {
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		res, err := client.Do(req)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was told to end
		}
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, res.Body)
		if _ = res.Body.Close(); err != nil && ctx.Err() == nil {
			return err
		}
	}
	return nil
}
