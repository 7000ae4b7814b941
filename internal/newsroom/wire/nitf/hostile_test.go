package nitf_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/nitf"
)

func same(t testing.TB, a, b item.Item) {
	t.Helper()
	first, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if string(first) != string(second) {
		t.Errorf("read twice:\n%s\n%s", first, second)
	}
}

// anything reads anything, which ends in items or in a sentence.
func anything(t testing.TB, doc []byte, from item.Source) {
	t.Helper()
	b, err := nitf.Parse(doc, from)
	if err != nil {
		if said, ok := errors.AsType[*news.Error](err); !ok || said.Message == "" {
			t.Fatalf("no sentence: %v", err)
		}
		return
	}
	for i, err := range b.Items {
		if err != nil {
			t.Fatal(err)
		}
		sound(t, i, doc)
	}
}

// TestACutSampleIsASentenceOrAnItem cuts samples at every byte.
func TestACutSampleIsASentenceOrAnItem(t *testing.T) {
	dir := wiretest.Cases(t, "wire/agencies")
	for _, name := range []string{"efe_nitf.xml", "nitf-fishing.xml"} {
		doc, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc {
			anything(t, doc[:n], item.Source{})
			_ = nitf.Is(doc[:n], item.Source{})
		}
	}
}

func TestASampleInTheWrongCharsetIsRead(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(wiretest.Cases(t, "wire/agencies"), "ap-nitf.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, charset := range []string{"us-ascii", "windows-1251", "shift_jis", "utf-16", "iso-2022-jp", "klingon"} {
		anything(t, []byte(strings.Replace(string(doc), `encoding="utf-8"`, `encoding="`+charset+`"`, 1)), item.Source{})
		anything(t, doc, item.Source{Type: "text/xml; charset=" + charset})
	}
}

func TestAHostileDocumentTakesLittleMemoryAndTime(t *testing.T) {
	fill := func(s string) string { return strings.Repeat(s, 9<<20/len(s)) }
	for name, doc := range map[string]string{
		"depth":            "<nitf>" + fill("<a>"),
		"comments":         fill("<!-- - -->") + "<nitf/>",
		"a comment open":   "<!--" + fill("-"),
		"elements":         "<nitf><body><body.content>" + fill("<p>a</p>") + "</body.content></body></nitf>",
		"fewer elements":   "<nitf><body><body.content>" + strings.Repeat("<p><em>a</em></p>", 90_000) + "</body.content></body></nitf>",
		"one text":         "<nitf><body><body.content><p>" + fill("word ") + "</p></body.content></body></nitf>",
		"one headline":     "<nitf><body><body.head><hedline><hl1>" + fill("word ") + "</hl1></hedline></body.head></body></nitf>",
		"an attribute":     `<nitf><head><docdata><ed-msg info="` + strings.Repeat("word ", 100_000) + `"/></docdata></head></nitf>`,
		"keywords":         `<nitf><head><docdata><key-list>` + strings.Repeat(`<keyword key="a"/>`, 190_000) + "</key-list></docdata></head></nitf>",
		"subjects":         `<nitf><head><tobject>` + strings.Repeat(`<tobject.subject tobject.subject.refnum="1" tobject.subject.type="x"/>`, 120_000) + "</tobject></head></nitf>",
		"notes":            `<nitf><head><docdata>` + strings.Repeat(`<ed-msg info="a b c"/>`, 190_000) + "</docdata></head></nitf>",
		"media":            "<nitf><body><body.content>" + strings.Repeat(`<media><media-reference source="http://a.example/"/></media>`, 60_000) + "</body.content></body></nitf>",
		"files":            "<nitf><body><body.content>" + strings.Repeat(`<media><media-reference/><media-object encoding="base64">aaaa</media-object></media>`, 60_000) + "</body.content></body></nitf>",
		"a large file":     `<nitf><body><body.content><media><media-object encoding="base64">` + fill("aaaa") + "</media-object></media></body.content></body></nitf>",
		"after the end":    "<nitf/>" + fill("<a>"),
		"an entity bomb":   `<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf>&b;</nitf>`,
		"an entity far":    `<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>`,
		"not UTF-8":        "<nitf><body>" + fill("\xff"),
		"attributes":       "<nitf " + fill(`a="" `) + "/>",
		"brackets escaped": "<nitf><body><body.content><p><![CDATA[" + fill("<") + "]]></p></body.content></body></nitf>",
		"too large":        strings.Repeat(" ", item.MaxFile+1),
	} {
		t.Run(name, func(t *testing.T) {
			debug.FreeOSMemory()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_ = nitf.Is([]byte(doc), item.Source{})
			anything(t, []byte(doc), item.Source{})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapSys-after.HeapReleased-(before.HeapSys-before.HeapReleased)) >> 20; took > 30*time.Second || grown > 400 {
				t.Errorf("took %s and %d MB", took, grown)
			} else {
				t.Logf("%s, %d MB", took.Round(time.Millisecond), grown)
			}
		})
	}
}

func TestWhatIsNotNITFIsRefusedInASentence(t *testing.T) {
	for doc, want := range map[string]string{
		"":                             "breaks off",
		"<rss/>":                       "not NITF",
		"<nitf><head>":                 "breaks off at line 1",
		"<nitf>\n<head></body></nitf>": "broken at line 2",
		`<!DOCTYPE nitf [<!ENTITY a "b">]><nitf/>`: "document type declaration",
	} {
		if _, err := nitf.Parse([]byte(doc), item.Source{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", doc, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(world(`management-status="canceled">`+known, `<p>a<em>b</em></p><media><media-reference source="http://a.example/"/><media-object encoding="base64">aaaa</media-object></media><table><tr><td>x`))
	f.Add(world(`>`+known, `<p>a<em>b</em></p><media><media-reference source="http://a.example/"/><media-object encoding="base64">aaaa</media-object></media><table><tr><td>x</td></tr></table>`))
	f.Add([]byte(`<n:nitf xmlns:n="x"><n:head><n:docdata><n:correction id-string="1" info="x"/></n:docdata></n:head></n:nitf>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		_ = nitf.Is(doc, item.Source{})
		anything(t, doc, item.Source{URL: "https://wire.example/"})
	})
}
