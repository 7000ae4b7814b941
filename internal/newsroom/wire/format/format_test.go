package format_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/format"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"
)

// The samples of older wires and of mail are recognised by what is in them, whatever their names.
func TestOlderWiresAndMailAreRecognised(t *testing.T) {
	for name, want := range map[string]string{
		"IPTC7901.txt": "IPTC 7901", "IPTC7901_odd_charset.txt": "IPTC 7901", "dpa_four_line.txt": "IPTC 7901",
		"anpa-1.tst": "ANPA 1312", "anpa-3.tst": "ANPA 1312", "ap_anpa-1.tst": "ANPA 1312", "composite_email.txt": "RFC 5322", "odd_charset_email.txt": "RFC 5322",
	} {
		doc := wiretest.File(t, "wire/agencies/"+name)
		for _, called := range []string{name, "x.dat", "a.xml", ""} {
			b, err := format.Read(doc, item.Source{Name: called})
			if err != nil || b.Format != want || b.Len != 1 || !format.Knows(doc[:min(len(doc), format.Start)], item.Source{}) {
				t.Errorf("%s, called %q: %s, %v", name, called, b.Format, err)
			}
		}
	}
}

func TestATextIsOneByItsName(t *testing.T) {
	b, err := format.Read([]byte("Rise\n\nIt rose."), item.Source{Name: "a.TXT"})
	if err != nil || b.Format != "text" {
		t.Error(b.Format, err)
	}
	if _, err := format.Read([]byte("Rise\n\nIt rose."), item.Source{Name: "a"}); err == nil || !strings.Contains(err.Error(), "not a feed") {
		t.Error(err)
	}
}
