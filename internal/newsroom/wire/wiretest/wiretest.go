// Package wiretest holds what every parser of wire copy promises against whatever it is given, for the parsers' tests.
package wiretest

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// Cases returns the folder of third-party cases, or skips. It is ../../../../../shared/cases as seen from a parser, or STET_CASES.
func Cases(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("STET_CASES") //nolint:forbidigo // this is for tests only
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "..", "shared", "cases")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("NOT TESTED with real cases: %s is not there (set STET_CASES)", path)
	}
	return path
}

// File returns a case.
func File(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(Cases(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Parser is a parser's function.
type Parser func(doc []byte, from item.Source) (item.Batch, error)

// Claims fails if a parser claims a sample that is not its own. Its own are those whose path below the cases begins with one of the names; of
// them it claims at least as many as there are names.
func Claims(t *testing.T, is func([]byte, item.Source) bool, own ...string) {
	t.Helper()
	claimed := 0
	for _, folder := range []string{"wire", "feeds"} {
		root := Cases(t, folder)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(filepath.Dir(root), path)
			if err != nil {
				return err
			}
			mine := false
			for _, o := range own {
				mine = mine || strings.HasPrefix(filepath.ToSlash(name), o)
			}
			switch got := is(data, item.Source{Name: filepath.Base(name)}); {
			case got && !mine:
				t.Errorf("%s is claimed, and is another format's", name)
			case got:
				claimed++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if claimed < len(own) {
		t.Errorf("%d of its own samples are claimed, want at least %d", claimed, len(own))
	}
}

// Holds parses a document twice and checks what every parser promises of what comes out. It returns the items.
func Holds(t *testing.T, parse Parser, doc []byte, from item.Source) ([]item.Item, item.Batch, error) {
	t.Helper()
	kept := bytes.Clone(doc)
	b, err := parse(doc, from)
	if err != nil {
		sentence(t, err.Error())
		return nil, b, err
	}
	items := all(t, b)
	again, err := parse(doc, from)
	if err != nil || !reflect.DeepEqual(items, all(t, again)) || !reflect.DeepEqual(b.Problems, again.Problems) {
		t.Fatalf("read again, the same file says something else (%v)", err)
	}
	if !bytes.Equal(kept, doc) {
		t.Fatal("the bytes received were changed")
	}
	if b.Len != len(items) || b.Format == "" {
		t.Fatalf("%q has %d items and says %d", b.Format, len(items), b.Len)
	}
	for _, p := range b.Problems {
		sentence(t, p)
	}
	names := map[string]bool{}
	for _, i := range items {
		if i.GUID == "" || names[i.GUID] {
			t.Fatalf("the GUID %q is empty or not the item's own", i.GUID)
		}
		names[i.GUID] = true
		one(t, doc, i)
	}
	return items, b, nil
}

func all(t *testing.T, b item.Batch) (items []item.Item) {
	t.Helper()
	for i, err := range b.Items {
		if err != nil {
			sentence(t, err.Error())
			continue
		}
		items = append(items, i)
	}
	return items
}

func one(t *testing.T, doc []byte, i item.Item) {
	t.Helper()
	clean(t, reflect.ValueOf(i.Dispatch))
	if !bytes.Contains(doc, i.Raw) || len(i.Raw) == 0 {
		t.Fatalf("the raw bytes of %q are not among those received", i.GUID)
	}
	if i.Urgency < 0 || i.Urgency > 9 || len(i.Files) > item.MaxFiles || i.RawType == "" {
		t.Fatalf("urgency %d, %d files, type %q", i.Urgency, len(i.Files), i.RawType)
	}
	data, err := json.Marshal(i.Body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := news.DecodeDocument(data); err != nil {
		t.Fatalf("the body of %q: %v", i.GUID, err)
	}
}

// clean checks every string in a value, other than the body, which has its own check.
func clean(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); s != news.CleanText(s) {
			t.Fatalf("%q is no clean text", s)
		}
	case reflect.Slice:
		for n := range v.Len() {
			clean(t, v.Index(n))
		}
	case reflect.Struct:
		for n := range v.NumField() {
			if v.Type().Field(n).IsExported() && v.Type() != reflect.TypeFor[news.Document]() {
				clean(t, v.Field(n))
			}
		}
	default: // numbers and truths
	}
}

func sentence(t *testing.T, s string) {
	t.Helper()
	if !strings.HasSuffix(s, ".") || strings.ContainsAny(s, "\n\r") || s != strings.ToValidUTF8(s, "") {
		t.Fatalf("%q is not a sentence", s)
	}
}

// Torn parses what is left of a document that was cut off at every byte (of a long one, at some three hundred places), and the document with each
// of some bytes spoilt.
func Torn(t *testing.T, parse Parser, doc []byte) {
	t.Helper()
	step := max(1, len(doc)/300)
	for n := 0; n < len(doc); n += step {
		_, _, _ = Holds(t, parse, doc[:n:n], item.Source{}) // it fails the test itself
	}
	for n := 0; n < len(doc); n += step * 7 {
		bad := bytes.Clone(doc)
		bad[n] ^= 0xA5
		_, _, _ = Holds(t, parse, bad, item.Source{})
	}
}
