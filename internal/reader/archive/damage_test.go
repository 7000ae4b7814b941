package archive_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

func TestARecordThatIsNotWholeIsCutOffAndAskedForAgain(t *testing.T) {
	dir := t.TempDir()
	one, two := published(1, 1, "one"), published(2, 2, "two")
	sizes := map[string]int{} // of the files with the first record only
	files := map[string][]byte{}
	for _, c := range []edition.Change{one, two} {
		a := open(t, dir)
		if _, err := a.Append([]edition.Change{c}); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"index.log", "stories.log"} {
			sizes[name] = len(files[name])
			files[name] = read(t, filepath.Join(dir, name))
		}
	}
	torn := t.TempDir()
	for name, whole := range files {
		for cut := sizes[name]; cut < len(whole); cut++ {
			for other, b := range files {
				if other == name {
					b = b[:cut]
				}
				write(t, filepath.Join(torn, other), b)
			}
			a := open(t, torn)
			if a.View().Edition() != 1 {
				t.Fatalf("%s, %d of %d bytes long, opens at edition %d", name, cut, len(whole), a.View().Edition())
			}
			if v, err := a.Append([]edition.Change{two}); err != nil || v.Count(archive.List{}) != 2 {
				t.Fatalf("the change again: %v", err)
			}
			if s, err := a.View().Story(2); err != nil || s.Headline != "two" {
				t.Fatalf("%v %v", s.Headline, err)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if got := read(t, filepath.Join(torn, name)); !bytes.Equal(got, whole) {
				t.Fatalf("%s, cut at %d, is not what it was", name, cut)
			}
		}
	}
}

// A bit that turned in the index ends it there: nothing that it says is believed.
func TestADamagedIndexEndsWhereItIsDamaged(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one"), published(2, 2, "two")}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "index.log")
	whole := read(t, path)
	for i := range whole {
		b := slices.Clone(whole)
		b[i] ^= 1 << (i % 8)
		write(t, path, b)
		a := open(t, dir)
		if n := a.View().Edition(); n > 1 || n == 1 && i < len(whole)/3 {
			t.Errorf("with byte %d changed it opens at edition %d", i, n)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyOneProcessHasAnArchive(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := archive.Open(dir); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("opened twice: %v", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedBytesAreNeverServed(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one")}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "stories.log")
	whole := read(t, path)
	for i := range whole {
		b := slices.Clone(whole)
		b[i] ^= 1
		write(t, path, b)
		a := open(t, dir)
		_, storyErr := a.View().Story(1)
		_, cardErr := a.View().Card(1)
		if storyErr == nil && cardErr == nil {
			t.Fatalf("byte %d was changed and nobody noticed", i)
		}
		_ = a.Close()
	}
}

func FuzzAnIndexOfAnyBytesOpens(f *testing.F) {
	dir := f.TempDir()
	a := open(f, dir)
	if _, err := a.Append([]edition.Change{published(1, 1, "one", "a"), killed(2, 1)}); err != nil {
		f.Fatal(err)
	}
	if err := a.Close(); err != nil {
		f.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(dir, "index.log"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(index)
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "index.log"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := archive.Open(dir)
		if err == nil {
			_ = a.Close()
		}
	})
}
