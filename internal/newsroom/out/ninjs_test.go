package out_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stet-news/stet/internal/newsroom/out"
)

// ninjsSchema is IPTC's schema of ninjs 3.1.
func ninjsSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open(cases(t, "schemas/ninjs-schema_3.1.json"))
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
	s, err := c.Compile("ninjs.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryStoryIsNinjsByTheSchema(t *testing.T) {
	s := ninjsSchema(t)
	faults := func(body []byte) error {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			return err
		}
		return s.Validate(doc)
	}
	for name, i := range everyItem(t) {
		if err := faults(written(t, i, out.NINJS).Body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The negative control.
	bad := bytes.Replace(written(t, plainStory(), out.NINJS).Body, []byte(`"uri"`), []byte(`"uri":"x","url"`), 1)
	if faults(bad) == nil {
		t.Error("the schema takes a member that it does not have")
	}
}
