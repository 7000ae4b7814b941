package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var addMigrations = flag.Bool("update", false, "add the new migrations to the end of testdata/migrations.txt")

// A database that was migrated yesterday must start today: it does not if a migration comes
// to stand before one that it has ("missing (out-of-order) migrations"), or if one is gone. So
// the list in testdata grows at its end, and at its end only.
func TestMigrationsAreOnlyAddedAtTheEnd(t *testing.T) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	here := make([]string, len(files))
	for i, f := range files {
		here[i] = filepath.Base(f)
	}
	slices.Sort(here)
	const list = "testdata/migrations.txt"
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Fields(string(text))
	if !slices.IsSorted(known) {
		t.Errorf("%s is not in the order of the numbers: each new migration is at its end", list)
	}
	for _, k := range known {
		if !slices.Contains(here, k) {
			t.Errorf("%s is gone, or has another name now; databases have it", k)
		}
	}
	last := known[len(known)-1]
	for i, h := range here {
		switch {
		case slices.Contains(known, h):
		case h < last:
			t.Errorf("%s stands before %s, which databases have already: give it a number above that", h, last)
		case *addMigrations:
			known = append(known, h)
		default:
			t.Errorf("%s is new. If it is above all that main has: go test ./internal/store -run Migrations -update", h)
		}
		if i > 0 && h[:4] == here[i-1][:4] {
			t.Errorf("%s and %s have one number", here[i-1], h)
		}
	}
	if *addMigrations && !t.Failed() {
		if err := os.WriteFile(list, []byte(strings.Join(known, "\n")+"\n"), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
	}
}
