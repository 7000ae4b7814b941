package archive

import (
	"bufio"
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stet-news/stet/internal/edition"
)

func FuzzDecodeRecord(f *testing.F) {
	e := entry{
		edition: 7, kind: edition.Corrected, time: time.UnixMicro(1).UTC(), number: 3,
		lists: []listed{{"bn ssport", ""}, {"bn ta", "A"}}, published: time.UnixMicro(2).UTC(), media: []uint64{1, 1 << 63},
		at: place{5, 6, 7}, house: []byte("{}"), notice: []byte("{}"), parts: []partText{{"bar/en", []byte("{}")}},
	}
	f.Add(e.encode(nil)[8:])
	f.Add(entry{}.encode(nil)[8:])
	f.Fuzz(func(t *testing.T, b []byte) {
		decoded, err := newRecords(nil).decode(b)
		if err != nil {
			return
		}
		record := decoded.encode(nil)
		again, n, err := newRecords(bufio.NewReader(bytes.NewReader(record))).next()
		if err != nil || n != len(record) {
			t.Fatal(n, err)
		}
		if d := cmp.Diff(decoded, again, cmp.AllowUnexported(entry{}, place{}, partText{}, listed{})); d != "" {
			t.Fatal(d)
		}
	})
}

func TestASyncThatFailedFailsAlwaysAndReadersGoOn(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.index.Close(); err != nil { // as good as a disk that fails
		t.Fatal(err)
	}
	for n := range int64(3) {
		v, err := a.Append([]edition.Change{{Number: n + 1, Kind: edition.Flashed}})
		if err != nil || v.Edition() != n+1 {
			t.Errorf("edition %d: %v", n+1, err)
		}
		if err := a.Sync(); err == nil {
			t.Error("it says that it is durable")
		}
	}
	_ = a.Close()
	if a, err = Open(dir); err != nil || a.View().Edition() != 0 {
		t.Errorf("%v", err)
	}
	_ = a.Close()
}
