package xmltree_test

import (
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

var words = xmltree.Vocabulary{Own: "nar", Short: map[string]string{"iptc.org/std/nar/2006-10-01": "nar", "purl.org/dc/elements/1.1": "dc"}}

const message = `<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:d="http://purl.org/dc/elements/1.1/" GUID="urn:a" xml:lang="bn">
  <d:creator> Papia </d:creator><headline>Ferries <em>stop</em></headline>
</newsItem>`

func TestADocumentIsReadWithItsPlaces(t *testing.T) {
	root, err := xmltree.Parse([]byte(message), words)
	if err != nil {
		t.Fatal(err)
	}
	if root.Name != "newsitem" || root.Attr("guid") != "urn:a" || root.Attr("xml:lang") != "bn" || root.Text("dc:creator") != "Papia" || root.Text("headline") != "Ferries stop" {
		t.Errorf("%+v", root)
	}
	e := root.All("headline")[0]
	if got := message[e.From:e.To]; got != "<headline>Ferries <em>stop</em></headline>" || !strings.HasPrefix(message[root.From:], "<newsItem") || root.To != len(message) {
		t.Errorf("the headline stands at %q", got)
	}
	if e.HTML() != "Ferries <em>stop</em>" {
		t.Error(e.HTML())
	}
}

func TestWhatUnfoldsOrNeverEndsIsRefusedInASentence(t *testing.T) {
	for name, c := range map[string]struct{ doc, want string }{
		"entities":       {`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "document type declaration"},
		"two doctypes":   {`<!DOCTYPE a SYSTEM "a.dtd"><!DOCTYPE a SYSTEM "a.dtd"><a/>`, "document type declaration"},
		"a late doctype": {`<a><!ENTITY b "c"></a>`, "document type declaration"},
		"a web page":     {`<!DOCTYPE html><html></html>`, "web page"},
		"depth":          {strings.Repeat("<a>", 200), "nested deeper than 100"},
		"elements":       {"<a>" + strings.Repeat("<b/>", 200_001) + "</a>", "more than 200000 elements"},
		"attributes":     {"<a" + strings.Repeat(` b="c"`, 200) + "/>", "more than 100 attributes"},
		"no end":         {"<a><b>", "breaks off at line 1"},
		"broken":         {"<a>\n<b></c></a>", "broken at line 2"},
		"nothing":        {"", "breaks off"},
		"an entity":      {"<a>&nbsp;</a>", "invalid character entity"},
	} {
		if _, err := xmltree.Parse([]byte(c.doc), words); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(message))
	f.Add([]byte(`<a xml:lang="x">&#x0;<b/>text</a>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		root, err := xmltree.Parse(doc, words)
		if err != nil {
			return
		}
		if root.From < 0 || root.To > len(doc) || root.From >= root.To {
			t.Fatalf("the first element stands from %d to %d of %d", root.From, root.To, len(doc))
		}
		_, _ = root.HTML(), root.Words()
	})
}
