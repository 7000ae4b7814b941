package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// command runs the program to its end and returns its exit code and what it wrote.
func command(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, streams{strings.NewReader(in), &o, &e})
	return code, o.String(), e.String()
}

func TestEachFlagIsExplainedAndHasItsNameInTheEnvironment(t *testing.T) {
	code, out, _ := command(t, "", "serve", "--help")
	if code != 0 {
		t.Errorf("--help ends with %d", code)
	}
	for _, flag := range []string{"--data", "--db", "--blob", "--bus", "--role", "--readers", "--staff", "--time-zone"} {
		env := "$STET_" + strings.ToUpper(strings.ReplaceAll(strings.TrimPrefix(flag, "--"), "-", "_"))
		if !strings.Contains(out, flag) || !strings.Contains(out, env) {
			t.Errorf("%s or %s is not explained", flag, env)
		}
	}
}

func TestWhatCannotBeDoneIsRefusedInASentence(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"srve"}, 2, "stet --help"},
		{[]string{"serve", "--role", "king"}, 2, "--role"},
		{[]string{"serve", "--data", dir, "--time-zone", "Mars/Olympus"}, 2, "not a time zone"},
		{[]string{"serve", "--data", dir, "--db", "mysql://x"}, 2, "sqlite:PATH or postgres://"},
		{[]string{"serve", "--data", dir, "--blob", "s3://x"}, 2, "file:FOLDER"},
		{[]string{"serve", "--data", dir, "--log-head", "ftp://x"}, 2, "neither file:PATH nor the https://"},
		{[]string{"serve", "--data", dir, "--log-head", "https://heads.example/x"}, 2, "needs --log-head-secret"},
		{[]string{"serve", "--data", dir, "--readers", "127.0.0.1:999999"}, 2, "--readers 127.0.0.1:999999 cannot be listened on"},
		{[]string{"demo", "--data", dir, "--staff", "0.0.0.0:0"}, 2, "listens on loopback alone"},
		{[]string{"token", "create", "nobody@stet.test", "--data", dir}, 1, "Nobody here has"},
		{[]string{"import", "page", "/no/such/file", "--dry-run"}, 2, "cannot be read"},
	} {
		code, _, errs := command(t, "", tt.args...)
		if code != tt.code || !strings.Contains(errs, tt.says) || strings.Contains(errs, "goroutine") {
			t.Errorf("stet %s: %d %s", strings.Join(tt.args, " "), code, errs)
		}
	}
}

const page = `Our paper

Bridge opens at Char Fasson

City Desk: Bangladesh 2026-03-26, 04:05pm

The bridge over the Mora channel opened to buses on Thursday, eleven years after its first pillar.

Two hundred people walked across before the first bus did, the upazila office said.

“My mother is nearer by a day,” said Halima Khatun, who sells tea at the ghat.
`

// serving runs the program until the test ends and returns the addresses it printed.
func serving(t *testing.T, args ...string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := run(ctx, append(args, "--readers", "127.0.0.1:0", "--staff", "127.0.0.1:0"), streams{strings.NewReader(""), w, t.Output()})
		_ = w.Close()
		ended <- code
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case code := <-ended:
			if code != 0 {
				t.Errorf("it ended with %d", code)
			}
		case <-time.After(time.Minute):
			t.Error("it did not end within a minute")
		}
	})
	said := map[string]string{}
	for lines := bufio.NewScanner(r); lines.Scan(); {
		word, rest, _ := strings.Cut(lines.Text(), "  ")
		if said[word] = strings.TrimSpace(rest); word == "staff" {
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return said
		}
	}
	t.Fatal("it ended before it listened")
	return nil
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestAFreshNewsroomAsksToBeSetUp(t *testing.T) {
	said := serving(t, "serve", "--data", t.TempDir())
	if code, body := get(t, said["staff"]); code != 200 || !strings.Contains(body, "Asia/Dhaka") || !strings.Contains(body, "password") {
		t.Errorf("the staff address: %d %.300s", code, body)
	}
	if code, _ := get(t, said["readers"]); code != 404 {
		t.Errorf("readers of a paper that is not there yet get %d", code)
	}
}

// The demo is there with one command, a page moves into it while it runs, and after a
// restart readers have everything at once.
func TestTheDemoIsANewspaperAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	file := filepath.Join(t.TempDir(), "page.txt")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("first", func(t *testing.T) {
		said := serving(t, "demo", "--data", dir)
		for _, path := range []string{"en/", "bn/", "en/bangladesh/", "en/feed.rss", "sitemap-1.xml"} {
			if code, body := get(t, said["readers"]+path); code != 200 || len(body) < 500 {
				t.Errorf("/%s: %d, %d bytes", path, code, len(body))
			}
		}
		code, out, errs := command(t, "", "import", "page", file, "--data", dir, "--publish", "--desk", "city")
		if code != 0 || !strings.Contains(out, "Bridge opens at Char Fasson") || !strings.Contains(out, "line 3") {
			t.Errorf("import: %d %s %s", code, out, errs)
		}
		deadline := time.Now().Add(time.Minute) // the readers' side looks by itself every other second
		for seen := false; !seen; {
			_, body := get(t, said["readers"]+"en/bangladesh/")
			if seen = strings.Contains(body, "Bridge opens at Char Fasson"); !seen && time.Now().After(deadline) {
				t.Fatal("readers do not get the page that moved in")
			}
		}
	})
	t.Run("again", func(t *testing.T) {
		said := serving(t, "demo", "--data", dir)
		if _, body := get(t, said["readers"]+"en/bangladesh/"); !strings.Contains(body, "Bridge opens at Char Fasson") {
			t.Error("after a restart the story is not there")
		}
	})
	if code, out, errs := command(t, "", "log", "verify", "--data", dir); code != 0 || !strings.Contains(out, "The log is whole") {
		t.Errorf("log verify: %d %s %s", code, out, errs)
	}
	if code, out, errs := command(t, "", "user", "create", "new@stet.test", "--name", "New", "--role", "reporter", "--data", dir); code != 0 || !strings.Contains(out, "/n/join?key=") {
		t.Errorf("user create: %d %s %s", code, out, errs)
	}
	if code, out, errs := command(t, "boat river lantern rice\n", "user", "create", "other@stet.test", "--name", "Other", "--role", "reporter", "--password", "--data", dir); code != 0 {
		t.Errorf("user create --password: %d %s %s", code, out, errs)
	}
	if code, out, errs := command(t, "", "user", "link", "other@stet.test", "--data", dir); code != 0 || !strings.Contains(out, "/n/join?key=") {
		t.Errorf("user link: %d %s %s", code, out, errs)
	}
	if code, out, _ := command(t, "", "token", "create", "new@stet.test", "--data", dir); code != 0 || !strings.HasPrefix(out, "stet_") {
		t.Errorf("token create: %d %s", code, out)
	}
}

// The large database serves the same newspaper, bell included.
func TestTheDemoRunsOnPostgreSQL(t *testing.T) {
	base := os.Getenv("TEST_POSTGRES_URL")
	if base == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("TEST_POSTGRES_URL is not set: in CI PostgreSQL is required")
		}
		t.Skip("PostgreSQL is not tested: TEST_POSTGRES_URL is not set (tools/with-postgres sets it)")
	}
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("stet_demo_%d", os.Getpid())
	if _, err := admin.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.ExecContext(context.WithoutCancel(t.Context()), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		_ = admin.Close()
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	t.Run("demo", func(t *testing.T) {
		said := serving(t, "demo", "--data", t.TempDir(), "--db", u.String(), "--bus", u.String())
		for _, path := range []string{"en/", "bn/", "en/feed.rss"} {
			if code, body := get(t, said["readers"]+path); code != 200 || len(body) < 500 {
				t.Errorf("/%s: %d, %d bytes", path, code, len(body))
			}
		}
	})
	if code, out, errs := command(t, "", "log", "verify", "--data", t.TempDir(), "--db", u.String()); code != 0 || !strings.Contains(out, "The log is whole") {
		t.Errorf("log verify: %d %s %s", code, out, errs)
	}
}

// Pages of an old site move in with their pictures, once, and the report counts them.
func TestAFolderOfPagesMovesIn(t *testing.T) {
	dir, pages, uploads := filepath.Join(t.TempDir(), "demo"), t.TempDir(), t.TempDir()
	t.Run("a house", func(t *testing.T) { serving(t, "demo", "--data", dir) })
	write := func(name string, data []byte) {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(uploads, "boat.jpg"), aPicture(t))
	for i := range 3 {
		write(filepath.Join(pages, fmt.Sprintf("%d.html", i)), fmt.Appendf(nil, `<html lang="en"><head><link rel="canonical" href="https://old.example/%d/">
<meta property="article:published_time" content="2020-01-0%dT10:00:00+06:00"></head><body><article><h1>The river rose for day %d at Kaijuri</h1>
<figure><img src="/uploads/boat-300x200.jpg" alt="A boat"><figcaption>A boat. Photo: Rafiq Hasan</figcaption></figure><p>%s</p></article></body></html>`,
			i, i+1, i+1, strings.Repeat("The water stood at the second step of the school, and boats were tied to its railings. ", 4)))
	}
	args := []string{"import", "pages", pages, "--uploads", uploads, "--data", dir, "--publish", "--desk", "city", "--section", "bangladesh", "--json"}
	for round, want := range []string{`"stories":3,"drafts":0,"before":0,"refused":0,"later":0,"pictures":1,"known":2`, `"stories":0,"drafts":0,"before":3`} {
		if code, out, errs := command(t, "", args...); code != 0 || !strings.Contains(out, want) {
			t.Errorf("round %d: %d %s %s", round, code, out, errs)
		}
	}
}

func aPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 600, 400)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
