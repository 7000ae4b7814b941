package out_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/out"
	"github.com/stet-news/stet/internal/newsroom/out/outtest"
)

// faults returns what xmllint has against files by a schema, none if it has nothing. Nothing is fetched.
func faults(t *testing.T, schema string, files map[string][]byte) string {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("NOT TESTED against the standard's schema: xmllint is not installed (tools/setup)")
	}
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--schema", schema}
	n := 0
	for name, body := range files {
		n++
		file := filepath.Join(dir, fmt.Sprintf("%d %s.xml", n, strings.Map(func(r rune) rune {
			if r == '/' || r == '\'' {
				return '-'
			}
			return r
		}, name)))
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	said, err := exec.Command(lint, args...).CombinedOutput() //nolint:gosec // a tool that was looked up
	if err == nil {
		return ""
	}
	var kept []string
	for l := range strings.Lines(string(said)) {
		if !strings.Contains(l, " validates") && len(kept) < 15 {
			kept = append(kept, strings.ReplaceAll(l, dir, ""))
		}
	}
	return strings.Join(kept, "") + err.Error()
}

func TestEveryStoryIsOfTheFormatByItsSchema(t *testing.T) {
	for format, c := range map[out.Format]struct{ schema, spoil, spoilt string }{
		out.NewsMLG2: {"schemas/NewsML-G2_2.35-spec-All-Power.xsd", "<itemClass", "<itemKlass"},
		out.NITF:     {"wire/newsml-g2/nitf-3-6.xsd", "<hl1>", "<hl9>"},
	} {
		t.Run(string(format), func(t *testing.T) {
			schema := outtest.Cases(t, c.schema)
			files := map[string][]byte{}
			for name, i := range everyItem(t) {
				files[name] = written(t, i, format).Body
			}
			if said := faults(t, schema, files); said != "" {
				t.Errorf("of %d files: %s", len(files), said)
			}
			good := written(t, plainStory(), format).Body
			bad := bytes.ReplaceAll(bytes.Replace(good, []byte(c.spoil), []byte(c.spoilt), 1), []byte("</hl1>"), []byte("</hl9>"))
			if bytes.Equal(good, bad) || faults(t, schema, map[string][]byte{"spoilt": bad}) == "" {
				t.Error("the schema takes an element that it does not have")
			}
		})
	}
}
