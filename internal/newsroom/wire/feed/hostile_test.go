package feed_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// fill returns s again and again, nearly as large as a feed may be.
func fill(s string) string { return strings.Repeat(s, 9*megabyte/len(s)) }

// numbered returns n items with the same text that are told apart.
func numbered(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><guid>%d</guid>%s</item>", i, text)
	}
	return b.String()
}

// hostile make documents that are to take memory or time without end.
var hostile = map[string]func() string{
	"attributes":                 func() string { return "<rss><channel><item><title " + fill(`a="" `) + "/></item></channel></rss>" },
	"attributes without a value": func() string { return "<rss><channel><item>&<title " + fill("a ") + "/></item></channel></rss>" },
	"attributes after a break": func() string {
		return "<rss><channel><item>&</item><item><![CDATA[</item><item><title " + fill(`a="" `) + "/></item>"
	},
	"one attribute":              func() string { return `<rss a="` + fill("x") + `"/>` },
	"depth":                      func() string { return "<rss><channel><item>" + fill("<a>") },
	"depth beside the items":     func() string { return "<rss><channel>" + fill("<a>") },
	"elements":                   func() string { return "<rss><channel><item>" + fill("<a/>") + "</item></channel></rss>" },
	"channels":                   func() string { return "<rss>" + fill("<channel>") },
	"items without an end":       func() string { return "<rss><channel>" + fill("<item>") },
	"items without anything":     func() string { return "<rss><channel>" + fill("<item></item>") + "</channel></rss>" },
	"broken items":               func() string { return "<rss><channel>" + fill("<item>&</item>") },
	"broken items after a break": func() string { return "<rss><channel>&" + fill("<item><a b=c></item>") },
	"items that differ": func() string {
		return "<rss><channel>" + strings.Repeat("<item><guid>1</guid><title>"+strings.Repeat("x", 90)+"</title></item>", 70_000) + "</channel></rss>"
	},
	"an item that is one text": func() string {
		return "<rss><channel><item><description>" + fill("word ") + "</description></item></channel></rss>"
	},
	"an item that is all markup": func() string {
		return "<rss><channel><item><description><![CDATA[" + strings.Repeat("<p><b>a", megabyte/4) + "]]></description></item></channel></rss>"
	},
	"many items that are markup": func() string {
		return "<rss><channel>" + numbered(4_900*megabyte>>20, "<description><![CDATA["+strings.Repeat("<p><b>a", 250)+"]]></description>") + "</channel></rss>"
	},
	"a head for every item": func() string {
		return `<rss xmlns:a="` + strings.Repeat("x", 16_000) + `"><channel>` + numbered(5_000*megabyte>>20, "a") + "</channel></rss>"
	},
	"quotes":       func() string { return "<rss><channel>" + fill(`<a "`) },
	"declarations": func() string { return "<rss>" + fill("<?a?>") },
	"entities": func() string {
		return "<rss><channel><item><title>" + strings.Repeat("&lt;", megabyte/2) + "</title></item></channel></rss>"
	},
	"JSON depth":   func() string { return `{"items":` + fill("[") },
	"JSON items":   func() string { return `{"items":[` + fill("{},") + "{}]}" },
	"JSON members": func() string { return `{"items":[{` + strings.Repeat(`"a":1,`, megabyte/4) + `"b":1}]}` },
	"JSON keys":    func() string { return `{"items":[{}],` + fill(`"a":1,`) + `"b":1}` },
	"not UTF-8":    func() string { return "<rss><channel><item><title>" + fill("\xff") },
	"a charset that takes thinking": func() string {
		return `<?xml version="1.0" encoding="iso-2022-jp"?><rss><channel>` + fill("<item>\x1b$B0!\x1b(B</item>")
	},
}

func TestAHostileFeedTakesLittleMemoryAndTime(t *testing.T) {
	for name, doc := range hostile {
		t.Run(name, func(t *testing.T) {
			data := []byte(doc())
			debug.FreeOSMemory()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			f, err := feed.Parse(data, item.Source{})
			n := 0
			if err == nil {
				for _, err := range f.Items() {
					if err != nil {
						t.Fatal(err)
					}
					n++
				}
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			grown := int64(after.HeapSys-after.HeapReleased-(before.HeapSys-before.HeapReleased)) >> 20
			t.Logf("%d items, %s, heap grown by %d MB, %v", n, took.Round(time.Millisecond), grown, err)
			if f != nil {
				t.Log(strings.Join(f.Problems, " "))
			}
			if took > 20*time.Second || grown > 64 {
				t.Errorf("took %s and %d MB", took, grown)
			}
		})
	}
}

func TestTheUsualBombsAreRefused(t *testing.T) {
	dir := wiretest.Cases(t, "security")
	for _, name := range []string{"cyclic.xml", "dtd.xml", "dtd_element.xml", "external.xml", "external_file.xml", "quadratic.xml", "xmlbomb.xml", "xmlbomb2.xml"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := feed.Parse(data, item.Source{}); err == nil || !strings.Contains(err.Error(), "DOCTYPE") && name != "dtd.xml" { // which is that of a web page
			t.Errorf("%s: %v", name, err)
		}
		if _, err := feed.Parse([]byte(strings.Replace(string(data), "?>", "?><rss>", 1)), item.Source{}); err == nil {
			t.Errorf("%s inside a feed: %v", name, err)
		}
	}
}
