package blob_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

func open(t *testing.T, dir string) *blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), "file:"+dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func kind(err error) news.Kind {
	if e, ok := errors.AsType[*news.Error](err); ok {
		return e.Kind
	}
	return ""
}

// contract is what every store must do. a and b are the same store in two processes.
func contract(t *testing.T, a, b *blob.Store) {
	ctx := t.Context()
	for _, data := range []string{"one", "two"} {
		if err := a.Put(ctx, "rendition/ab12.jpg", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := b.Get(ctx, "rendition/ab12.jpg"); err != nil || !bytes.Equal(got, []byte("one")) {
		t.Errorf("a name keeps what it has: %q %v", got, err)
	}
	if has, err := b.Has(ctx, "rendition/ab12.jpg"); !has || err != nil {
		t.Errorf("has it: %v %v", has, err)
	}
	if has, err := b.Has(ctx, "rendition/none.jpg"); has || err != nil {
		t.Errorf("has what is not there: %v %v", has, err)
	}
	if _, err := b.Get(ctx, "rendition/none.jpg"); kind(err) != news.NotFound {
		t.Errorf("a file that is not there: %v", err)
	}
	if err := a.Put(ctx, "original/empty", nil); err != nil {
		t.Error(err)
	}
	if got, err := b.Get(ctx, "original/empty"); err != nil || len(got) != 0 {
		t.Errorf("an empty file: %q %v", got, err)
	}
	large := make([]byte, blob.MaxSize+1)
	if err := a.Put(ctx, "original/large", large); kind(err) != news.TooLarge {
		t.Errorf("a file that is too large: %v", err)
	}
	if err := a.Put(ctx, "original/large", large[1:]); err != nil {
		t.Errorf("the largest file: %v", err)
	}
	for _, name := range []string{
		"", "a", "/", "a/", "/a", "../secret", "a/../../secret", "/etc/passwd", "a/b/c", "a/..", "a/b..c", "A/b", "a/B", "a/b\x00", "a/b\n", "a\\b/c",
		"unfinished/x", "a/" + strings.Repeat("x", 200),
	} {
		if _, err := a.Get(ctx, name); kind(err) != news.Invalid {
			t.Errorf("read %q: %v", name, err)
		}
		if err := a.Put(ctx, name, []byte("x")); kind(err) != news.Invalid {
			t.Errorf("wrote %q: %v", name, err)
		}
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			name := fmt.Sprint("rendition/", i%4)
			if err := []*blob.Store{a, b}[i%2].Put(ctx, name, []byte(name)); err != nil {
				t.Error(err)
			}
			if got, err := b.Get(ctx, name); err != nil || string(got) != name {
				t.Errorf("put by many at once: %q %v", got, err)
			}
		})
	}
	wg.Wait()
}

func TestFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blob")
	contract(t, open(t, dir), open(t, dir))
	left, err := filepath.Glob(filepath.Join(dir, "unfinished", "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestALinkThatLeadsOutIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "blob"))
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600), os.Symlink(dir, filepath.Join(dir, "blob", "out"))); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(t.Context(), "out/secret"); err == nil {
		t.Errorf("%q", got)
	}
	if err := s.Put(t.Context(), "out/mine", nil); err == nil {
		t.Error("wrote outside")
	}
}

func TestWhatADeadProcessLeftIsClearedOutWhenItIsOld(t *testing.T) {
	dir := t.TempDir()
	_ = open(t, dir)
	old, young := filepath.Join(dir, "unfinished", "OLD"), filepath.Join(dir, "unfinished", "YOUNG")
	yesterday := time.Now().Add(-25 * time.Hour)
	err := errors.Join(os.WriteFile(old, nil, 0o600), os.WriteFile(young, nil, 0o600), os.Chtimes(old, yesterday, yesterday))
	if err != nil {
		t.Fatal(err)
	}
	_ = open(t, dir)
	if _, err := os.Stat(old); err == nil {
		t.Error("the old file is there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("the young file, which may be another's, is gone")
	}
}

func TestAnAddressOfNoStoreIsRefusedInASentence(t *testing.T) {
	for _, address := range []string{"s3://bucket/folder", "file:", "/tmp", "", "gs://x"} {
		_, err := blob.Open(t.Context(), address)
		if kind(err) != news.Invalid || !strings.Contains(err.Error(), "file:FOLDER") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
