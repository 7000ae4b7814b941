package archive_test

import (
	"testing"

	"github.com/stet-news/stet/internal/edition"
	"github.com/stet-news/stet/internal/reader/archive"
)

// While one edition is made durable the next can be appended, and becomes durable after it.
func TestEditionsThatAreAppendedMeanwhileBecomeDurableToo(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	for n := int64(1); n <= 200; n++ {
		if _, err := a.Append([]edition.Change{published(n, n, "a story")}); err != nil {
			t.Fatal(err)
		}
		if done, err := a.SyncAside(); err != nil || done == nil {
			t.Fatalf("edition %d: %v, and there is nothing to wait for: %t", n, err, done == nil)
		}
	}
	for done, err := a.SyncAside(); done != nil || err != nil; done, err = a.SyncAside() {
		if err != nil {
			t.Fatal(err)
		}
		<-done
	}
	// What another process reads of it is what is durable, without this one having closed.
	r, err := archive.Read(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.View().Edition(); got != 200 {
		t.Errorf("edition 200 was made durable, and %d is there", got)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// What the disk refuses is said by the next call and every one after it.
func TestADiskThatRefusesIsToldOfForEver(t *testing.T) {
	a := open(t, t.TempDir())
	if _, err := a.Append([]edition.Change{published(1, 1, "a story")}); err != nil {
		t.Fatal(err)
	}
	if err := a.LoseFiles(); err != nil {
		t.Fatal(err)
	}
	done, err := a.SyncAside()
	if err != nil || done == nil {
		t.Fatalf("it says %v before it has tried", err)
	}
	<-done
	for range 2 {
		if done, err := a.SyncAside(); err == nil || done != nil {
			t.Errorf("it says %v", err)
		}
	}
	if a.View().Edition() != 1 {
		t.Error("readers have lost the edition")
	}
}
