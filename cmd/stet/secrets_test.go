package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPasswordOnTheCommandLineIsWarnedOf(t *testing.T) {
	dir := t.TempDir()
	const warns = "lists its processes sees the password in "
	for _, args := range [][]string{
		{"--db", "postgres://stet:s3cret@127.0.0.1:1/stet"},
		{"--db=postgres://stet:s3cret@127.0.0.1:1/stet?sslmode=disable"},
	} {
		_, _, errs := command(t, "", append([]string{"log", "verify", "--data", dir}, args...)...)
		if !strings.Contains(errs, warns+"--db: ") || !strings.Contains(errs, "STET_DB") || strings.Contains(errs, "s3cret") || strings.Count(errs, warns) != 1 {
			t.Errorf("%q: %s", args, errs)
		}
	}
	// The control: where nobody sees it, there is no warning, and it is the same address.
	file := filepath.Join(dir, "address")
	if err := os.WriteFile(file, []byte("postgres://stet:s3cret@127.0.0.1:1/stet\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := command(t, "", "log", "verify", "--data", dir, "--db", "@"+file)
	if code != 1 || strings.Contains(errs, warns) || strings.Contains(errs, "s3cret") || !strings.Contains(errs, "127.0.0.1:1") {
		t.Errorf("out of a file: %d %s", code, errs)
	}
	t.Setenv("STET_DB", "postgres://stet:s3cret@127.0.0.1:1/stet")
	code, _, errs = command(t, "", "log", "verify", "--data", dir)
	if code != 1 || strings.Contains(errs, warns) || strings.Contains(errs, "s3cret") || !strings.Contains(errs, "127.0.0.1:1") {
		t.Errorf("out of the environment: %d %s", code, errs)
	}
	t.Setenv("STET_DB", "@"+file)
	if code, _, errs = command(t, "", "log", "verify", "--data", dir); code != 1 || !strings.Contains(errs, "127.0.0.1:1") {
		t.Errorf("out of a file that the environment names: %d %s", code, errs)
	}
}

func TestAnAddressWithoutAPasswordIsNoWarning(t *testing.T) {
	for arg, flag := range map[string]string{
		"postgres://stet@db.example/stet": "", "sqlite:/var/lib/stet@home/stet.db": "", "https://desk.news.example:8443/a@b": "", "fastly:SERVICE?token-file=/etc/stet/fastly": "",
		"smtp://127.0.0.1:25?from=a@b.test": "", "smtps://stet:pa%40ss@mail.example?from=a@b.test": "--flag", "https://:secret@heads.example/": "--flag",
	} {
		if got := exposed([]string{"serve", "--flag", arg}); got != flag {
			t.Errorf("%s: %q", arg, got)
		}
	}
	for says, args := range map[string][]string{
		"cannot be read": {"--mail", "@/no/such/file"}, "no address in": {"--mail", "@/dev/null"},
	} {
		if code, _, errs := command(t, "", append([]string{"serve", "--data", t.TempDir()}, args...)...); code != 2 || !strings.Contains(errs, "--mail") || !strings.Contains(errs, says) {
			t.Errorf("%q: %d %s", args, code, errs)
		}
	}
}
