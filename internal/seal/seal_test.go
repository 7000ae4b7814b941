package seal_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/seal"
)

func TestOnlyTheSameKeyUseAndPurposeOpenWhatIsSealed(t *testing.T) {
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	box := seal.New(key, "wires")
	sealed := box.Seal("wire/1", []byte("s3cret"))
	if text, ok := seal.New(key, "wires").Open("wire/1", sealed); !ok || string(text) != "s3cret" || strings.Contains(sealed, "s3cret") {
		t.Fatalf("%q, %v out of %q", text, ok, sealed)
	}
	if sealed == box.Seal("wire/1", []byte("s3cret")) {
		t.Error("the same text is sealed in the same letters twice: one sees that two secrets are one")
	}
	for what, open := range map[string]func() ([]byte, bool){
		"another key":     func() ([]byte, bool) { return seal.New(other, "wires").Open("wire/1", sealed) },
		"another use":     func() ([]byte, bool) { return seal.New(key, "accounts").Open("wire/1", sealed) },
		"another purpose": func() ([]byte, bool) { return box.Open("wire/2", sealed) },
		"a changed text":  func() ([]byte, bool) { return box.Open("wire/1", "A"+sealed[1:]+"A") },
		"no base64":       func() ([]byte, bool) { return box.Open("wire/1", "!") },
		"nothing":         func() ([]byte, bool) { return box.Open("wire/1", "") },
	} {
		if text, ok := open(); ok || text != nil {
			t.Errorf("%s opens it: %q", what, text)
		}
	}
}
