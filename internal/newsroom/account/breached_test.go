package account_test

import (
	"crypto/sha1" //nolint:gosec // what the lists are made with
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/account"
	"github.com/stet-news/stet/internal/store/storetest"
)

func TestAPasswordThatWasBreachedIsRefused(t *testing.T) {
	known := func(i int) string { return fmt.Sprintf("kite salt monsoon brick %d", i) }
	var lines []string
	for i := range 1000 {
		lines = append(lines, fmt.Sprintf("%X:%d", sha1.Sum([]byte(known(i))), i*7%1000)) //nolint:gosec // see above
	}
	slices.Sort(lines)
	file := filepath.Join(t.TempDir(), "breached.txt")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := account.CheckBreached(file); err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		if is, err := account.IsBreached(file, known(i)); err != nil || !is {
			t.Fatalf("%q is not found: %v", known(i), err)
		}
		if is, err := account.IsBreached(file, known(i)+"!"); err != nil || is {
			t.Fatalf("%q is found: %v", known(i)+"!", err)
		}
	}
	a := account.New(storetest.SQLite(t), account.Options{Memory: 64, Breached: file})
	_, err := a.Create(t.Context(), nusrat, known(7))
	refused(t, err, news.Invalid, "one that many use")
	if _, err := a.Create(t.Context(), nusrat, known(7)+"!"); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(file, []byte("password\nsecret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, account.CheckBreached(file), news.Invalid, "no list of breached passwords")
}
