// Package outtest is what tests of copy that leaves the house share: the schemas of the standards that it follows.
package outtest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Cases returns the path of a third party's file, in the folder that STET_CASES names or in shared/cases beside the repository, as a package two
// folders below internal reaches it. Where the file is not there the test is skipped, and says so.
func Cases(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("STET_CASES") //nolint:forbidigo // it is of tests alone
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "cases")
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("NOT TESTED against the standard's file: %s is not there (set STET_CASES)", path)
	}
	return path
}

// Ninjs returns what says how an item breaks IPTC's schema of ninjs 3.1: nil if it does not.
func Ninjs(t testing.TB) func(item []byte) error {
	t.Helper()
	f, err := os.Open(Cases(t, "schemas/ninjs-schema_3.1.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for name, schema := range map[string]any{"https://geojson.org/schema/GeoJSON.json": true, "ninjs.json": doc} { // we write no GeoJSON
		if err := c.AddResource(name, schema); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("ninjs.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(item []byte) error {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(item))
		if err != nil {
			return err
		}
		return schema.Validate(doc)
	}
}
