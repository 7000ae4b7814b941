package nitf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"golang.org/x/text/encoding/unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/nitf"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

// world returns a small document of a ferry that stopped.
func world(docdata, body string) []byte {
	return []byte(`<?xml version="1.0"?><nitf version="-//IPTC//DTD NITF 3.6//EN"><head><docdata ` + docdata + `</docdata></head><body><body.head><hedline><hl1>Ferries stop</hl1></hedline></body.head>` +
		`<body.content>` + body + `</body.content></body></nitf>`)
}

const known = `<doc-id id-string="b.2"/><date.issue norm="20261124T090000+0600"/>`

func TestWhatAWireTakesBackIsSaidToBe(t *testing.T) {
	for name, c := range map[string]struct {
		docdata  string
		change   news.Change
		replaces string
	}{
		"an item of its own":         {`>` + known, "", ""},
		"usable":                     {`management-status="usable">` + known, "", ""},
		"cancelled":                  {`management-status="canceled">` + known, news.ChangeKill, ""},
		"cancelled, as the English":  {`management-status="Cancelled">` + known, news.ChangeKill, ""},
		"cancelled with another":     {`management-status="canceled" management-doc-idref="b.1" management-idref-status="canceled">` + known, news.ChangeKill, "b.1"},
		"withheld":                   {`management-status="withheld">` + known, news.ChangeWithheld, ""},
		"another is withheld":        {`management-status="usable" management-doc-idref="b.1" management-idref-status="withheld">` + known, news.ChangeWithheld, "b.1"},
		"in the place of another":    {`management-status="usable" management-doc-idref="b.1" management-idref-status="canceled">` + known, news.ChangeUpdate, "b.1"},
		"an update":                  {`management-doc-idref="b.1">` + known, news.ChangeUpdate, "b.1"},
		"of itself":                  {`management-doc-idref="b.2">` + known, "", ""},
		"a correction":               {`>` + known + `<correction info="The ferry is the Papia." id-string="b.1"/>`, news.ChangeCorrection, "b.1"},
		"a correction of itself":     {`>` + known + `<correction info="x" id-string="b.2"/>`, news.ChangeCorrection, ""},
		"embargoed, and not till":    {`management-status="embargoed">` + known, news.ChangeWithheld, ""},
		"embargoed, and known when":  {`management-status="embargoed">` + known + `<date.release norm="20261124T120000+0600"/>`, "", ""},
		"a correction that cancels":  {`management-status="canceled">` + known + `<correction info="There was no ferry."/>`, news.ChangeKill, ""},
		"a status that nobody knows": {`management-status="interesting">` + known, "", ""},
	} {
		i, b := parse(t, world(c.docdata, "<p>x</p>"), item.Source{})
		if i.Change != c.change || i.Replaces != c.replaces || i.GUID != "b.2" || len(b.Problems) > 0 {
			t.Errorf("%s: %q of %q, %q", name, i.Change, i.Replaces, b.Problems)
		}
	}
	i, _ := parse(t, world(`management-status="canceled">`+known+`<correction info="There was no ferry."/>`, ""), item.Source{})
	if i.Summary != "There was no ferry." || i.Note != i.Summary {
		t.Errorf("why it was cancelled: %q, %q", i.Summary, i.Note)
	}
}

func TestAnEmbargoIsAReleaseAfterTheIssue(t *testing.T) {
	dhaka := time.FixedZone("Dhaka", 6*3600)
	for release, want := range map[string]string{
		"20261124T120000+0600": "2026-11-24T06:00:00Z",
		"20261124T120000":      "2026-11-24T06:00:00Z", // in the wire's own zone
		"20261124T090000+0600": "",                     // at once
		"20261123T120000+0600": "",
		"tomorrow":             "",
	} {
		i, _ := parse(t, world(`>`+known+`<date.release norm="`+release+`"/>`, ""), item.Source{Zone: dhaka})
		got := ""
		if !i.Embargo.IsZero() {
			got = i.Embargo.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", release, got, want)
		}
	}
}

func TestTheCopyKeepsItsForm(t *testing.T) {
	doc := world(`>`+known, `<p>One <em>two</em> <q>three</q> 3 <frac><numer>1</numer><denom>2</denom></frac> <chron norm="20261124">today</chron>
		<a href="/more">more</a> H<sub>2</sub>O <pronounce phonetic="x">Papia</pronounce></p><hl2>Later</hl2>
		<bq><block><p>Quoted.</p></block><credit>A. Person</credit></bq><ol><li>a</li><li>b</li></ol><dl><dt>Term</dt><dd>Meaning</dd></dl>
		<table><caption>Ferries</caption><tr><th>Name</th><th>Seats</th></tr><tr><td>Papia</td><td>200</td></tr></table>
		<nitf-table><nitf-table-metadata><nitf-table-summary><p>not copy</p></nitf-table-summary></nitf-table-metadata><table><tr><td>x</td></tr></table></nitf-table>
		<p>Line<br/>two &amp; &lt;three></p><note type="npa"><body.content><p>Not for readers.</p></body.content></note>
		<x:odd xmlns:x="urn:odd">odd words</x:odd><script>alert(1)</script><fn><p>A foot.</p></fn>`)
	i, b := parse(t, doc, item.Source{URL: "https://wire.example/items/1.xml"})
	plain := i.Body.Plain()
	for _, want := range []string{"One two “three” 3 1/2 today more H₂O Papia", "Later", "Quoted.", "A. Person", "Term", "Meaning", "Papia", "200", "Line", "two & <three>", "odd words", "A foot."} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is not in %q", want, plain)
		}
	}
	for _, not := range []string{"not copy", "Not for readers"} {
		if strings.Contains(plain, not) {
			t.Errorf("%q is in the copy", not)
		}
	}
	var kinds []news.NodeType
	for _, n := range i.Body.Blocks {
		kinds = append(kinds, n.Type)
	}
	want := []news.NodeType{news.Paragraph, news.Heading, news.Quotation, news.List, news.Paragraph, news.Paragraph, news.Table, news.Table, news.Paragraph, news.Paragraph, news.Paragraph}
	if !slices.Equal(kinds, want) || i.Body.Blocks[2].Attrs.Attribution != "A. Person" || i.Body.Blocks[6].Attrs.Caption != "Ferries" {
		t.Errorf("%v, %+v", kinds, i.Body.Blocks[2].Attrs)
	}
	if !strings.Contains(i.Note, "Not for readers.") || len(b.Problems) > 0 {
		t.Errorf("%q, %q", i.Note, b.Problems)
	}
	if !slices.ContainsFunc(i.Body.Blocks[0].Content, func(n news.Node) bool {
		return n.Text == "more" && n.Marks[0].Href == "https://wire.example/more"
	}) {
		t.Errorf("the link: %+v", i.Body.Blocks[0].Content)
	}
}

func TestEntitiesOfHTMLAreLettersAndNoOthersAreKnown(t *testing.T) {
	i, _ := parse(t, world(`>`+known, `<p>caf&eacute;&nbsp;&mdash; a&lt;b&gt;&amp;nbsp; </p>`), item.Source{})
	if i.Body.Plain() != "café\u00a0— a<b>&nbsp;" {
		t.Errorf("%q", i.Body.Plain())
	}
	if _, err := nitf.Parse(world(`>`+known, `<p>&ferry;</p>`), item.Source{}); err == nil {
		t.Error("an entity that nobody declared was read")
	}
}

func TestPicturesAreListedAtTheirWidestOrTakenOut(t *testing.T) {
	doc := world(`>`+known, `<media media-type="image"><media-reference mime-type="image/jpeg" source="small.jpg" width="100"/>
		<media-reference mime-type="image/jpeg" source="large.jpg" width="2000"/><media-caption><p>The Papia</p><p>at Mawa.</p></media-caption><media-producer>A. Person</media-producer></media>
		<media media-type="video"><media-reference source="javascript:alert(1)" name="A film"/></media>
		<media media-type="image"><media-reference mime-type="image/png" source="in.png"/><media-object encoding="base64">aGVs
		bG8=</media-object><media-caption>Inside</media-caption></media>
		<media media-type="image"><media-reference mime-type="image/png" source="https://a.example/b.png"/><media-object encoding="base64">?</media-object></media>
		<media media-type="data"><media-reference mime-type="text/plain" name="raw"/><media-object encoding="uu">x</media-object></media>`)
	i, b := parse(t, doc, item.Source{URL: "https://wire.example/items/1.xml"})
	want := []news.Media{
		{URL: "https://wire.example/items/large.jpg", Type: "image/jpeg", Caption: "The Papia at Mawa.", Credit: "A. Person"},
		{URL: "https://a.example/b.png", Type: "image/png"},
	}
	if !slices.Equal(i.Media, want) {
		t.Errorf("%+v", i.Media)
	}
	if len(i.Files) != 1 || i.Files[0].Name != "in.png" || i.Files[0].Type != "image/png" || string(i.Files[0].Data) != "hello" {
		t.Errorf("%+v", i.Files)
	}
	if len(b.Problems) != 4 {
		t.Errorf("%d problems: %q", len(b.Problems), b.Problems)
	}
}

func TestAnIdentifiedContentIsWhatTheItemIsAbout(t *testing.T) {
	doc := world(`>`+known+`<identified-content><classifier type="subject" idsrc="medtop" value="20000002">culture</classifier><classifier value="20000003"/>
		<location><city>Dhaka</city>, <country>Bangladesh</country></location><person>Papia Begum</person><org value="BIWTA"/><event>The storm</event></identified-content>
		<identified-content><location location-code="BD" code-source="iso3166"/></identified-content>`, "")
	i, _ := parse(t, doc, item.Source{})
	if !slices.Equal(i.Codes, []string{"medtop:20000002", "medtop:20000003", "iso3166:BD"}) || !slices.Equal(i.Topics, []string{"culture"}) ||
		!slices.Equal(i.Places, []string{"Dhaka, Bangladesh"}) || !slices.Equal(i.Keywords, []string{"BIWTA", "Papia Begum", "The storm"}) {
		t.Errorf("%q %q %q %q", i.Codes, i.Topics, i.Places, i.Keywords)
	}
}

func TestAgenciesOwnFieldsAreKnown(t *testing.T) {
	doc := bytes.Replace(world(`>`+known, ""), []byte("<docdata"), []byte(`<title>bc-ferries</title><meta name="ap-category" content="i"/><meta name="slug" content="BC-Ferries"/><meta name="anpa-priority" content="U"/><meta name="keywords" content="ferry, storm"/><docdata`), 1)
	i, _ := parse(t, doc, item.Source{})
	if i.Slugline != "BC-Ferries" || i.Urgency != 3 || !slices.Equal(i.Codes, []string{"category:i"}) || !slices.Equal(i.Keywords, []string{"ferry", "storm"}) {
		t.Errorf("%q %d %q %q", i.Slugline, i.Urgency, i.Codes, i.Keywords)
	}
}

func TestNITFInAnotherDocumentIsRead(t *testing.T) {
	v := xmltree.Vocabulary{Own: "nar", Short: map[string]string{"iptc.org/std/nar/2006-10-01": "nar", "iptc.org/std/nitf/2006-10-18": "nitf"}}
	for _, doc := range []string{
		`<i xmlns="http://iptc.org/std/nar/2006-10-01/"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"><body><body.head><hedline><hl1>Ferries stop</hl1></hedline></body.head><body.content><p>At <em>Mawa</em>.</p></body.content></body></nitf></i>`,
		`<i xmlns="http://iptc.org/std/nar/2006-10-01/"><body xmlns="urn:unknown"><body.head><hedline><hl1>Ferries stop</hl1></hedline></body.head><body.content><p>At Mawa.</p></body.content></body></i>`,
		`<i><body.content><p>At Mawa.</p></body.content></i>`,
	} {
		root, err := xmltree.Parse([]byte(doc), v)
		if err != nil {
			t.Fatal(err)
		}
		i, problems := nitf.Read(root.Kids[0].Element, item.Source{})
		if i.Body.Plain() != "At Mawa." || i.GUID != "" || len(problems) > 0 || i.Headline != "Ferries stop" && strings.Contains(doc, "hl1") {
			t.Errorf("%q, %q, %q", i.Headline, i.Body.Plain(), problems)
		}
	}
}

func TestNITFIsKnownByItsRoot(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(`<?xml version="1.0" encoding="utf-16"?><nitf><body/></nitf>`))
	if err != nil {
		t.Fatal(err)
	}
	for doc, want := range map[string]bool{
		`<nitf/>`:                        true,
		"\n <nitf>":                      true,
		"\xef\xbb\xbf<nitf version='x'>": true,
		`<?xml version="1.0"?><!-- a - > b --><!DOCTYPE nitf SYSTEM "a"><n:nitf xmlns:n="x">`: true,
		string(wide):                   true,
		`<NITF>`:                       true,
		`<nitfx>`:                      false,
		`<newsItem><nitf/></newsItem>`: false,
		`<rss><!-- <nitf> --></rss>`:   false,
		`<!-- <nitf> --><rss>`:         false,
		`nitf`:                         false,
		``:                             false,
		`<nitf`:                        false,
		`{"nitf":"<nitf>"}`:            false,
	} {
		if got := nitf.Is([]byte(doc), item.Source{}); got != want {
			t.Errorf("%.50q: %v", doc, got)
		}
	}
	i, b := parse(t, wide, item.Source{})
	if b.Format != "NITF" || !strings.Contains(i.RawType, "utf-16le") {
		t.Errorf("%s, %s", b.Format, i.RawType)
	}
}

func TestADocumentIsReadTheSameTwice(t *testing.T) {
	dir := wiretest.Cases(t, "wire/agencies")
	for name := range expected {
		doc, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		a, _ := parse(t, doc, item.Source{})
		b, _ := parse(t, bytes.Clone(doc), item.Source{})
		same(t, a, b)
	}
}
