package press

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/andybalholm/brotli"
)

// The stylesheet stands in every page: it is part of what each of them weighs.
func TestTheStylesheetKeepsItsBudget(t *testing.T) {
	for name, sheet := range map[string]struct {
		css  string
		most int
	}{"site.css": {style, 6 << 10}, "lite.css": {liteStyle, 3 << 10}} {
		n := len(compressed(t, []byte(sheet.css), 5))
		t.Logf("%s: %d bytes, %d in brotli", name, len(sheet.css), n)
		if n > sheet.most {
			t.Errorf("%s has %d bytes in brotli; it may have %d", name, n, sheet.most)
		}
	}
}

func compressed(t *testing.T, content []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, level)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A page needs one script first; what that imports has to be where it asks for it, or the
// page is silently without.
func TestTheReadersScriptsAreLightAndFindEachOther(t *testing.T) {
	weighed := func(name string, content []byte, most int) {
		n := len(compressed(t, content, 11))
		t.Logf("%s: %d bytes, %d in brotli", name, len(content), n)
		if n > most {
			t.Errorf("%s has %d bytes in brotli; it may have %d", name, n, most)
		}
	}
	weighed("reader.js", script, 2900)
	for path, content := range later {
		weighed(path, content, 1500)
	}
	asked := regexp.MustCompile(`import\("\./([^"]+)"\)`).FindAllSubmatch(script, -1)
	if len(asked) != len(later) {
		t.Errorf("the script imports %d files and there are %d", len(asked), len(later))
	}
	for _, m := range asked {
		if later["/assets/"+string(m[1])] == nil {
			t.Errorf("the script imports %s, which is not served", m[1])
		}
	}
}
