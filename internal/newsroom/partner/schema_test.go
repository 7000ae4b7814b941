package partner_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// ninjsSchema is IPTC's schema of ninjs 3.1.
func ninjsSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "cases")
	}
	f, err := os.Open(filepath.Join(dir, "schemas", "ninjs-schema_3.1.json"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("NOT TESTED against the standard's schema: %v (set STET_CASES)", err)
	}
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

func TestWhatPartnersGetIsNinjsByTheSchema(t *testing.T) {
	schema := ninjsSchema(t)
	w := open(t)
	w.lists()
	key := w.key(6000, w.all).Key
	killed, held := w.publish("sport", "Match won"), w.publish("sport", "Match lost")
	w.publish("world", "Bridge opens")
	w.kill(killed)
	w.must(w.desk.Withdraw(t.Context(), w.editor, held.Number, "Under review."))
	statuses := map[string]bool{}
	faults := func(text []byte) error {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		return schema.Validate(doc)
	}
	p := w.has(key, w.all, 3)
	for i, is := range p.stories(t) {
		if statuses[is.PubStatus] = true; faults(p.Items[i]) != nil {
			t.Errorf("%v: %s", faults(p.Items[i]), p.Items[i])
		}
	}
	if !statuses["usable"] || !statuses["canceled"] || !statuses["withheld"] {
		t.Errorf("the items are %v", statuses)
	}
	if faults(bytes.Replace(p.Items[0], []byte(`"uri"`), []byte(`"uri":"x","url"`), 1)) == nil { // the negative control
		t.Error("the schema takes a member that it does not have")
	}
}
