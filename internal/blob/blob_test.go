package blob_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stet-news/stet/internal/blob"
	"github.com/stet-news/stet/internal/news"
)

func TestAFileComesBackAndItsNameKeepsWhatItHas(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s, err := blob.Open(ctx, "file:"+filepath.Join(dir, "blob"))
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"one", "two"} {
		if err := s.Put(ctx, "rendition/ab12.jpg", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Get(ctx, "rendition/ab12.jpg"); err != nil || !bytes.Equal(got, []byte("one")) {
		t.Errorf("%q %v", got, err)
	}
	_, err = s.Get(ctx, "rendition/none.jpg")
	if e, ok := errors.AsType[*news.Error](err); !ok || e.Kind != news.NotFound {
		t.Errorf("a file that is not there: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "blob", "*", "*.tmp"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestANameCannotLeaveTheFolder(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := blob.Open(ctx, "file:"+filepath.Join(dir, "blob"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "a", "../secret", "a/../../secret", "/etc/passwd", "a/b/c", "a/..", "A/b", "a/b\x00", "a/" + string(make([]byte, 200))} {
		if _, err := s.Get(ctx, name); err == nil {
			t.Errorf("read %q", name)
		}
		if err := s.Put(ctx, name, []byte("x")); err == nil {
			t.Errorf("wrote %q", name)
		}
	}
	for _, address := range []string{"s3://bucket", "file:", "/tmp"} {
		if _, err := blob.Open(ctx, address); err == nil {
			t.Errorf("opened %q", address)
		}
	}
}
