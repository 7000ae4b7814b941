package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

const threeItems = `<rss version="2.0"><channel><title>Delta Wire</title><item><guid>1</guid><title>One</title></item>
<item><guid>2</guid><title>Two</title></item><item><guid>3</guid><title>Three & more</title></item></channel></rss>`

// parseWire runs the command, and returns its exit code and what it wrote.
func parseWire(t *testing.T, in string, args ...string) (code int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append([]string{"wire", "parse"}, args...), streams{in: strings.NewReader(in), out: &o, err: &e})
	return code, o.String(), e.String()
}

func TestEachItemOfAWireFileIsALine(t *testing.T) {
	file := put(t, "wire.bin", threeItems)
	for _, args := range [][]string{{file}, {"-"}, {"--format", "feed", file}} {
		code, out, said := parseWire(t, threeItems, args...)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if code != 0 || len(lines) != 3 || !strings.Contains(said, "One item is not well-formed") {
			t.Fatalf("%v: %d, %d lines, %s", args, code, len(lines), said)
		}
		var last struct{ Format, GUID, Headline string }
		if err := json.Unmarshal([]byte(lines[0]), &last); err != nil || last.Format != "RSS 2.0" || last.GUID != "3" || last.Headline != "Three & more" {
			t.Errorf("%v: %+v, %v", args, last, err)
		}
	}
}

func TestWhatIsNoWireFileIsASentenceAndOne(t *testing.T) {
	good, bad := put(t, "good.xml", threeItems), put(t, "bad.xml", "<!doctype html><p>Hello")
	code, out, said := parseWire(t, "", bad, good)
	if code != 1 || strings.Count(out, "\n") != 3 || !strings.Contains(said, bad+": This is a web page") || !strings.Contains(said, "1 of 2 files") {
		t.Errorf("%d %s %s", code, out, said)
	}
	if code, _, said = parseWire(t, "", "/nowhere/at/all"); code != 1 || !strings.Contains(said, "no such file") {
		t.Errorf("%d %s", code, said)
	}
	if code, _, said = parseWire(t, "", "--format", "telex", good); code == 0 || !strings.Contains(said, `There is no format "telex"`) {
		t.Errorf("%d %s", code, said)
	}
}
