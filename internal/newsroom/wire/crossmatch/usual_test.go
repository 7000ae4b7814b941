package crossmatch_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/crossmatch"
)

var update = flag.Bool("update", false, "write usual.txt anew")

// usualFrom is from what share of the copy on a fact is in usual.txt.
const usualFrom = .08

func TestUsualFactsAreThoseOfOurOwnCopy(t *testing.T) {
	have, n := map[string]int{}, 0
	for _, one := range pairs(t, "tune") {
		n++
		for what := range crossmatch.SaidIn(one.Text) {
			have[what]++
		}
	}
	var lines []string
	for what, count := range have {
		if share := float64(count) / float64(n); share >= usualFrom {
			lines = append(lines, fmt.Sprintf("%.2f %s\n", share, what))
		}
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	want := "# How large a share of our own copy, the pairs of the copy check that it was written with, has a fact. Made by the test.\n" + strings.Join(lines, "")
	if *update {
		if err := os.WriteFile("usual.txt", []byte(want), 0o644); err != nil { //nolint:gosec // it is a file of the repository
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile("usual.txt"); err != nil || string(got) != want {
		t.Errorf("usual.txt is not what the copy says; go test -run Usual -update: %v", err)
	}
}
