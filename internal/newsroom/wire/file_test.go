package wire

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/news"
)

func TestTheFirstLineOfATextIsItsHeadlineUnlessItIsAParagraph(t *testing.T) {
	long := strings.Repeat("A long first paragraph. ", 20)
	for in, want := range map[string][2]string{
		"Rise\nIt rose.\nFast.":                    {"Rise", "It rose.\n\nFast."},
		"\n\n Rise \n\nIt rose\nfast.\n\nBoats.\n": {"Rise", "It rose fast.\n\nBoats."},
		"Rise":                          {"Rise", ""},
		"\xef\xbb\xbfRise\r\nx\r\ny":    {"Rise", "x\n\ny"},
		"Old Mac\rline":                 {"Old Mac", "line"},
		"Caf\xe9 ferm\xe9\nx":           {"Café fermé", "x"},
		"\xff\xfeR\x00i\x00\n\x00x\x00": {"Ri", "x"},
		long + "\nSecond.":              {"", strings.TrimSpace(long) + "\n\nSecond."},
	} {
		item, err := textItem("a.txt", []byte(in))
		if err != nil || item.Headline != want[0] || item.Body.Plain() != want[1] || string(item.Raw) != in {
			t.Errorf("%q: got %q, %q, %v", in, item.Headline, item.Body.Plain(), err)
		}
	}
}

func FuzzTextItem(f *testing.F) {
	for _, s := range []string{"Rise\n\nIt rose.", "\xff\xfea\x00", "\x00", strings.Repeat("x", 400), "a\r\nb\rc\u2028d"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kept := bytes.Clone(data)
		item, err := textItem("a.txt", data)
		if err != nil {
			if !strings.HasSuffix(err.Error(), ".") {
				t.Fatalf("%q is not a sentence", err)
			}
			return
		}
		if !bytes.Equal(item.Raw, kept) || item.Headline != news.CleanText(item.Headline) || item.Headline == "" && item.Body.Empty() {
			t.Fatalf("%+v", item)
		}
		doc, err := json.Marshal(item.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := news.DecodeDocument(doc); err != nil {
			t.Fatal(err)
		}
	})
}
