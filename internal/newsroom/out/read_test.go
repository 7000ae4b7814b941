package out_test

import (
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// whole are the formats that carry a story so that our own parsers read it back equal.
var whole = []out.Format{out.NINJS, out.NewsMLG2, out.NITF, out.RSS, out.Atom, out.JSONFeed}

// readBack reads what was written as the wire room would.
func readBack(t testing.TB, file out.File) item.Item {
	t.Helper()
	b, err := format.Read(file.Body, item.Source{Name: file.Name})
	if err != nil {
		t.Fatalf("%s: %v\n%.2000s", file.Name, err, file.Body)
	}
	var all []item.Item
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	if len(all) != 1 {
		t.Fatalf("%s: %d items are read, and %q", file.Name, len(all), b.Problems)
	}
	for _, p := range b.Problems {
		t.Errorf("%s: %s", file.Name, p)
	}
	return all[0]
}

func TestWhatIsWrittenIsReadBackEqual(t *testing.T) {
	items := everyItem(t)
	for _, f := range whole {
		t.Run(string(f), func(t *testing.T) {
			for name, i := range items {
				for _, d := range differences(i, f, readBack(t, written(t, i, f))) {
					t.Errorf("%s: %s", name, d)
				}
			}
			t.Logf("%d items", len(items))
		})
	}
}
