package newsmlg2_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml/newsmltest"
	"github.com/stet-news/stet/internal/newsroom/wire/newsmlg2"
)

// anything reads anything, which ends in items or in a sentence, and twice in the same.
func anything(t testing.TB, doc []byte) {
	t.Helper()
	b, err := newsmlg2.Parse(doc, item.Source{})
	if err != nil {
		if said, ok := errors.AsType[*news.Error](err); !ok || !strings.HasSuffix(said.Message, ".") {
			t.Fatalf("no sentence: %v", err)
		}
		return
	}
	again, err := newsmlg2.Parse(doc, item.Source{})
	if all := newsmltest.Checked(t, doc, b); err != nil || !reflect.DeepEqual(all, newsmltest.Checked(t, doc, again)) {
		t.Fatalf("read twice, it differs: %v", err)
	}
}

func TestACutSampleIsASentenceOrItems(t *testing.T) {
	for _, name := range []string{"LISTING_1_A_NewsML-G2_News_Item.xml", "LISTING_24_News_Message_conveying_a_complete_News_Package.xml", "LISTING_6_Simple_NewsML-G2_Package.xml"} {
		doc := sample(t, name)
		for n := range doc {
			anything(t, doc[:n])
		}
	}
}

func TestASampleInAnotherCharsetIsRead(t *testing.T) {
	doc := string(sample(t, "LISTING_6_Simple_NewsML-G2_Package.xml"))
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(doc)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	latin := strings.NewReplacer(`encoding="UTF-8"`, `encoding="ISO-8859-1"`, "é", "\xe9", "à", "\xe0", "É", "\xc9", "ê", "\xea", "è", "\xe8", "—", "-", "ô", "\xf4").Replace(doc)
	for name, c := range map[string]string{
		"UTF-16": string(wide), "Latin": latin,
		"UTF-8 that says it is Latin":   strings.Replace(doc, "UTF-8", "ISO-8859-1", 1),
		"Latin that says it is UTF-8":   strings.Replace(latin, "ISO-8859-1", "UTF-8", 1),
		"UTF-8 that says it is UTF-16":  strings.Replace(doc, "UTF-8", "UTF-16", 1),
		"UTF-8 with a byte order mark":  "\xef\xbb\xbf" + doc,
		"UTF-8 with white space before": "\n " + doc,
	} {
		if !newsmlg2.Is([]byte(c), item.Source{}) {
			t.Errorf("%s: not taken for NewsML-G2", name)
		}
		b, err := newsmlg2.Parse([]byte(c), item.Source{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		i := newsmltest.Checked(t, []byte(c), b)[0]
		if len(i.Body.Blocks) != 4 || !strings.Contains(name, "that says it is UTF-8") && !strings.Contains(i.Body.Plain(), "équipe") {
			t.Errorf("%s: %.100s", name, i.Body.Plain())
		}
	}
}

func TestBombsAreRefusedInASentence(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(wiretest.Cases(t, "security"), "*.xml")) // a pattern that is none is a mistake here
	for _, f := range files {
		bomb, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		anything(t, bomb)
		anything(t, []byte(strings.Replace(string(bomb), "?>", `?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>`+newsItem("a", "1", "", ferry, "")+`</itemSet></newsMessage>`, 1)))
	}
	if _, err := newsmlg2.Parse([]byte(`<!DOCTYPE newsItem [<!ENTITY a "b">]>`+newsItem("a", "1", "", `<headline>&a;</headline>`, "")), item.Source{}); err == nil {
		t.Error("a document with an entity of its own is read")
	}
}

func TestAHostileFileTakesLittleTime(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, 9<<20/len(s)) }
	for name, doc := range map[string]string{
		"depth":            `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">` + fill("<a>"),
		"elements":         newsItem("a", "1", "", fill("<subject/>"), ""),
		"subjects":         newsItem("a", "1", "", strings.Repeat(`<subject qcode="a:b"><name>c</name></subject>`, 60_000), ""),
		"headlines":        newsItem("a", "1", "", strings.Repeat(`<headline xml:lang="x">c</headline>`, 150_000), ""),
		"one text":         newsItem("a", "1", "", "<description>"+fill("word ")+"</description>", ""),
		"descriptions":     newsItem("a", "1", "", strings.Repeat("<description>"+strings.Repeat("word ", 9000)+"</description>", 150), ""),
		"media":            newsItem("a", "1", "", ferry, "<contentSet>"+strings.Repeat(`<remoteContent href="https://a.example/1"/>`, 90_000)+"</contentSet>"),
		"schemes":          strings.Replace(newsItem("a", "1", "", strings.Repeat(`<subject uri="http://b/c"/>`, 30_000), ""), "<itemMeta>", "<catalog>"+strings.Repeat(`<scheme alias="a" uri="http://b/"/>`, 30_000)+"</catalog><itemMeta>", 1),
		"groups":           `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet root="a"><group id="a">` + strings.Repeat(`<groupRef idref="a"/><itemRef residref="x"/>`, 50_000) + `</group></groupSet></packageItem>`,
		"many groups":      `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"><groupSet root="a">` + strings.Repeat(`<group><itemRef residref="x"/></group>`, 60_000) + `</groupSet></packageItem>`,
		"items":            messageOf(strings.Repeat("<newsItem/>", 100_000)),
		"items in one":     messageOf(fill("<newsItem>")),
		"broken items":     messageOf(fill("<newsItem></newsitem></newsItem>")),
		"items of one end": `<newsMessage>` + fill("<newsItem>") + "</newsItem>",
		"no end":           `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">` + fill(`<newsItem a="`),
	} {
		start := time.Now()
		anything(t, []byte(doc))
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %s", name, took)
		} else {
			t.Logf("%s: %s", name, took.Round(time.Millisecond))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(newsItem("a", "1", `<pubStatus qcode="stat:canceled"/><embargoed/>`, ferry, `<contentSet><inlineXML><p>a</p></inlineXML><inlineData encoding="base64">aGk=</inlineData><remoteContent href="http://a/b"/></contentSet>`)))
	f.Add([]byte(messageOf(newsItem("a", "1", "", ferry, ""), `<packageItem><groupSet root="a"><group id="a"><itemRef><title>x</title></itemRef></group></groupSet></packageItem>`)))
	f.Fuzz(func(t *testing.T, doc []byte) {
		newsmlg2.Is(doc, item.Source{})
		anything(t, doc)
	})
}
