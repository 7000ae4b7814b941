package press

import (
	"bytes"
	"testing"

	"github.com/andybalholm/brotli"
)

// The stylesheet stands in every page: it is part of what each of them weighs.
func TestTheStylesheetKeepsItsBudget(t *testing.T) {
	for name, sheet := range map[string]struct {
		css  string
		most int
	}{"site.css": {style, 6 << 10}, "lite.css": {liteStyle, 3 << 10}} {
		var b bytes.Buffer
		w := brotli.NewWriterLevel(&b, 5)
		if _, err := w.Write([]byte(sheet.css)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d in brotli", name, len(sheet.css), b.Len())
		if b.Len() > sheet.most {
			t.Errorf("%s has %d bytes in brotli; it may have %d", name, b.Len(), sheet.most)
		}
	}
}
