package blob_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/news"
)

func TestAFileThatNothingNamesIsRemovedAndAFolderIsClearedOfWhatIsOld(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s := open(t, dir)
	for _, name := range []string{"part/old", "part/young", "original/ab"} {
		if err := s.Put(ctx, name, []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{"part/old", "original/ab"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Clear(ctx, "part", time.Now().Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"part/old": false, "part/young": true, "original/ab": true} {
		if has, err := s.Has(ctx, name); err != nil || has != want {
			t.Errorf("%s is there: %v, %v", name, has, err)
		}
	}
	for range 2 { // the second time it is gone already
		if err := s.Remove(ctx, "part/young"); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Get(ctx, "part/young"); kind(err) != news.NotFound {
		t.Error(err)
	}
	if err := s.Remove(ctx, "../part/x"); kind(err) != news.Invalid {
		t.Error(err)
	}
	if err := s.Clear(ctx, "nothing-yet", time.Now()); err != nil {
		t.Error(err)
	}
	if err := s.Clear(ctx, "..", time.Now()); kind(err) != news.Invalid {
		t.Error(err)
	}
}
