package feed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

const full = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Delta News Agency</title><link>https://delta.example/</link><language>en-gb</language>
<item><title>River &amp; sea rise</title><link>/2026/rise</link><guid isPermaLink="false">dna:17</guid>
<dc:creator>Rahima Begum</dc:creator><dc:creator>Papia Das</dc:creator><category>Weather</category><category>Delta</category><category>Weather</category>
<pubDate>Tue, 24 Nov 2026 15:04:05 +0600</pubDate>
<description>The river rose &lt;b&gt;fast&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>The river rose <a href="/map">fast</a>.</p><script>alert(1)</script><p>Boats left.</p><img src="/boat.jpg" alt="A boat">]]></content:encoded>
<media:content url="https://cdn.example/lead.jpg" type="image/jpeg"><media:description>Two people in a boat</media:description><media:credit>Papia Das</media:credit></media:content>
<enclosure url="https://cdn.example/talk.mp3" type="audio/mpeg" length="1"/></item>
</channel></rss>`

func parse(t *testing.T, doc string, from item.Source) (*feed.Feed, []item.Item) {
	t.Helper()
	f, err := feed.Parse([]byte(doc), from)
	if err != nil {
		t.Fatal(err)
	}
	items := inOrder(t, f)
	checkItems(t, []byte(doc), f, items)
	return f, items
}

func TestAnItemKeepsAllThatTheWireSaidOfIt(t *testing.T) {
	f, items := parse(t, full, item.Source{URL: "https://feeds.example/delta.xml"})
	if f.Format != "RSS 2.0" || f.Title != "Delta News Agency" || f.Language != "en-gb" || len(f.Problems) != 0 || len(items) != 1 {
		t.Fatalf("%+v", f)
	}
	got := items[0]
	if !strings.HasPrefix(string(got.Raw), "<item><title>River &amp; sea rise</title>") || !strings.HasSuffix(string(got.Raw), `length="1"/></item>`) {
		t.Errorf("raw: %s", got.Raw)
	}
	if html := (news.HTMLWriter{}).HTML(got.Body); html != "<p>The river rose <a href=\"https://delta.example/map\">fast</a>.</p>\n<p>Boats left.</p>\n" {
		t.Error(html)
	}
	got.Raw, got.Body = nil, news.Document{}
	want := item.Item{Dispatch: news.Dispatch{
		GUID: "dna:17", Link: "https://delta.example/2026/rise", Headline: "River & sea rise", Summary: "The river rose fast.",
		Author: "Rahima Begum, Papia Das", Topics: []string{"Weather", "Delta"}, Language: "en-gb", RawType: "application/rss+xml",
		Issued: time.Date(2026, 11, 24, 9, 4, 5, 0, time.UTC),
		Media: []news.Media{
			{URL: "https://cdn.example/talk.mp3", Type: "audio/mpeg"},
			{URL: "https://cdn.example/lead.jpg", Type: "image/jpeg", Caption: "Two people in a boat", Credit: "Papia Das"},
			{URL: "https://delta.example/boat.jpg", Type: "image", Caption: "A boat"},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryFormatGivesTheSameItem(t *testing.T) {
	for name, doc := range map[string]string{
		"RSS 0.92":      `<rss version="0.92"><channel><title>F</title><item><title>T</title><link>https://a.example/1</link><description>B</description><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>`,
		"RSS 1.0":       `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>F</title><items><rdf:Seq/></items></channel><item rdf:about="https://a.example/1"><title>T</title><link>https://a.example/1</link><description>B</description><dc:date>2026-11-24T15:00:00+06:00</dc:date></item></rdf:RDF>`,
		"Atom 0.3":      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry><id>https://a.example/1</id><title>T</title><link rel="alternate" type="text/html" href="https://a.example/1"/><issued>2026-11-24T09:00:00Z</issued><content mode="escaped" type="text/html">&lt;p&gt;B&lt;/p&gt;</content></entry></feed>`,
		"Atom 1.0":      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>F</a:title><a:entry><a:id>https://a.example/1</a:id><a:title type="html">&lt;i&gt;T&lt;/i&gt;</a:title><a:link href="https://a.example/1"/><a:published>2026-11-24T09:00:00Z</a:published><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>B</p></div></a:content></a:entry></a:feed>`,
		"JSON Feed 1.1": `{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"https://a.example/1","url":"https://a.example/1","title":"T","content_html":"<p>B</p>","date_published":"2026-11-24T09:00:00Z"}]}`,
	} {
		f, items := parse(t, doc, item.Source{})
		if f.Format != name || f.Title != "F" || len(items) != 1 || len(f.Problems) != 0 {
			t.Fatalf("%s: %+v", name, f)
		}
		i := items[0]
		if i.GUID != "https://a.example/1" || i.Link != i.GUID || i.Headline != "T" || i.Body.Plain() != "B" || stamp(i.Issued) != "2026-11-24T09:00:00Z" {
			t.Errorf("%s: %+v", name, i)
		}
	}
}

func rssOf(items ...string) string {
	return "<rss version=\"2.0\"><channel><title>F</title>\n" + strings.Join(items, "\n") + "\n</channel></rss>"
}

func one(n int) string {
	return fmt.Sprintf("<item><guid>g%d</guid><title>T%d</title></item>", n, n)
}

func titles(items []item.Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Headline)
	}
	return strings.Join(all, ",")
}

func TestABrokenFeedLosesNoItemThatIsComplete(t *testing.T) {
	for _, c := range []struct{ name, doc, titles, problem string }{
		{"it ends in an item", strings.TrimSuffix(rssOf(one(1), one(2), "<item><title>T3"), "\n</channel></rss>"), "T1,T2", "The feed breaks off in the middle of the item at line 4: that item was not taken, those before it were."},
		{"it ends after an item", strings.TrimSuffix(rssOf(one(1), one(2)), "\n</channel></rss>"), "T1,T2", "The feed ends in the middle, at line 3."},
		{"a bare ampersand", rssOf(one(1), "<item><title>A & B</title><link>https://a.example/?a=1&b=2</link><guid>x</guid></item>", one(3)), "T1,A & B,T3", "One item is not well-formed (in the item at line 3, invalid character entity & (no semicolon)); it was read as well as it could be."},
		{"an entity of HTML", rssOf("<item><title>Caf&eacute;&nbsp;x</title></item>", one(2), "<item><title>&middot;</title></item>"), "Café x,T2,·", "2 items are not well-formed (in the item at line 2, invalid character entity &eacute;); they were read as well as they could be."},
		{"an entity of its own", rssOf("<item><title>&xxe;</title></item>"), "&xxe;", "One item"},
		{"a less-than sign", rssOf("<item><title>5 < 6</title></item>", one(2)), "5 < 6,T2", "One item"},
		{"an element that has no end", rssOf("<item><description>a<br>b<p>c</description><title>T</title></item>", one(2)), "T,T2", "One item"},
		{"an item that has no end", rssOf(one(1), "<item><title>lost</title>", one(3)), "T1,T3", "The item at line 3 has no end; it was left out."},
		{"a broken head", strings.Replace(rssOf(one(1), one(2)), "<title>F", "<title>F & G", 1), "T1,T2", "The feed is not well-formed at line 1: invalid character entity & (no semicolon)."},
		{"control characters", rssOf("<item><title>a\x0bb\x00c</title></item>", "<item><title>&#11;d</title></item>"), "abc,d", "One item"},
		{"an unclosed CDATA", rssOf(one(1), "<item><title><![CDATA[x</title></item>"), "T1", "The item at line 3 could not be read; it was left out."},
		{"too deep", rssOf(one(1), "<item><title>"+strings.Repeat("<a>", 200)+strings.Repeat("</a>", 200)+"</title></item>", one(3)), "T1,T3", "The item at line 3 has elements nested deeper than 100; it was left out."},
		{"too many elements", rssOf("<item>"+strings.Repeat("<a/>", 30_000)+"</item>", one(2)), "T2", "The item at line 2 has more than 20000 elements in one item; it was left out."},
		{"too large", rssOf("<item><description>"+strings.Repeat("word ", 600_000)+"</description></item>", one(2)), "T2", "The item at line 2 is larger than 2 MB; it was left out."},
		{"JSON that ends", `{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"title":"T1"},` + "\n" + `{"id":"2","tit`, "T1", "The feed breaks off at line 1 (it ends in the middle): what comes after was not taken, the items before it were."},
		{"JSON of another form", `{"items":[{"id":{},"title":["x"]},7,{"id":"b","title":"T2"}]}`, ",T2", "The item at line 1 is not an object; it was left out."},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, items := parse(t, c.doc, item.Source{})
			if got := titles(items); got != c.titles {
				t.Errorf("took %q, want %q", got, c.titles)
			}
			if got := strings.Join(f.Problems, "\n"); !strings.HasPrefix(got, c.problem) {
				t.Errorf("said %q, want %q", got, c.problem)
			}
		})
	}
}

func TestWhatIsNoFeedIsSaidInOneSentence(t *testing.T) {
	for doc, want := range map[string]string{
		"":                                       "The feed is empty: there is nothing in it at all.",
		" \n":                                    "The feed is empty: there is nothing in it at all.",
		"<!DOCTYPE html><html>":                  "This is a web page, not a feed: look on it for the address of its RSS or Atom feed.",
		"\n<HTML><body>":                         "This is a web page, not a feed: look on it for the address of its RSS or Atom feed.",
		"<opml version='2.0'/>":                  "This is an XML document of the kind <opml>, not a feed: Stet reads RSS, Atom and JSON Feed.",
		"just words":                             "This is not a feed: there is no RSS, Atom or JSON Feed in it.",
		"{}":                                     "This is JSON, but not a JSON Feed: it has no list of items.",
		"[1]":                                    "This is not a feed that can be read: at line 1 the JSON is broken (it does not have the form of a JSON Feed).",
		"<?xml version='1.0'?>\n<":               "This is not a feed: there is no RSS, Atom or JSON Feed in it.",
		"<?xml version='1.0'?>\n\n<rss a=b>":     "This is not a feed that can be read: at line 3, unquoted or missing attribute value in element.",
		`<!DOCTYPE rss [<!ENTITY a "b">]><rss/>`: "Line 1: the feed has a document type declaration (DOCTYPE), which can make a reader fetch or unfold anything; Stet does not read such feeds.",
		"<rss>\n<!ENTITY a 'b'></rss>":           "Line 2: the feed has a document type declaration (DOCTYPE), which can make a reader fetch or unfold anything; Stet does not read such feeds.",
		"<rss><channel><item>\n<title " + strings.Repeat(`a="" `, 101) + ">x</title></item></channel></rss>":     "Line 2: an element has more than 100 attributes, which no feed needs; it was not read.",
		`<?xml version="1.0" encoding="ebcdic-cp-us"?><rss/>`:                                                    `The feed is written in the charset "ebcdic-cp-us", which Stet does not know; UTF-8 always works.`,
		`<?xml version="1.0" encoding="iso-2022-kr"?><rss/>`:                                                     `The feed is written in the charset "iso-2022-kr", which Stet does not know; UTF-8 always works.`,
		strings.Repeat(" ", feed.MaxFeed) + "<rss/>":                                                             "The feed is larger than 10 MB, which is the most Stet reads.",
		"<rss><channel><title " + strings.Repeat("x", 2<<20) + "='1'/></channel></rss>":                          "Line 1: a tag is longer than a megabyte, which no feed needs; it was not read.",
		"<!-- <!DOCTYPE x> --><rss><channel><title><![CDATA[<!DOCTYPE html>]]></title>" + "<!X></channel></rss>": "Line 1: the feed has a document type declaration (DOCTYPE), which can make a reader fetch or unfold anything; Stet does not read such feeds.",
	} {
		_, err := feed.Parse([]byte(doc), item.Source{})
		if _, ok := errors.AsType[*news.Error](err); !ok || err.Error() != want {
			t.Errorf("%.80q\n got %v\nwant %s", doc, err, want)
		}
	}
}

func TestACharsetIsUndoneAndTheRawBytesStay(t *testing.T) {
	for _, c := range []struct {
		name, declared, header string
		coder                  encoding.Encoding
		title                  string
		kind                   string
	}{
		{"UTF-8 by nature", "", "", nil, "বাংলা – é", ""},
		{"UTF-8 against the server", "", "text/xml; charset=iso-8859-1", nil, "বাংলা – é", ""},
		{"UTF-8 declared against the server", "utf-8", "text/xml; charset=iso-8859-1", nil, "বাংলা – é", ""},
		{"Latin declared", "ISO-8859-1", "", charmap.Windows1252, "Förderung – “é”", "windows-1252"},
		{"Windows by nature", "", "", charmap.Windows1252, "Förderung – “é”", "windows-1252"},
		{"the server's word", "", "text/xml; charset=windows-1251", charmap.Windows1251, "Новости", "windows-1251"},
		{"Japanese", "Shift_JIS", "", japanese.ShiftJIS, "記事の見出し", "shift_jis"},
		{"Japanese with states", "ISO-2022-JP", "", japanese.ISO2022JP, "記事の見出し", "iso-2022-jp"},
		{"UTF-16", "utf-16", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "বাংলা 😀", "utf-16le"},
		{"UTF-16 without a mark", "UTF-16", "", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "বাংলা 😀", "utf-16be"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := rssOf("<item><guid>1</guid><title>"+c.title+"</title></item>", "<item><guid>2</guid><title>x</title></item>")
			if c.declared != "" {
				doc = `<?xml version="1.0" encoding="` + c.declared + `"?>` + doc
			}
			one := "<item><guid>1</guid><title>" + c.title + "</title></item>"
			if c.coder != nil {
				var err error
				if doc, err = c.coder.NewEncoder().String(doc); err != nil {
					t.Fatal(err)
				}
				if one, err = c.coder.NewEncoder().String(one); err != nil {
					t.Fatal(err)
				}
				one = strings.TrimPrefix(one, "\xff\xfe")
			}
			f, err := feed.Parse([]byte(doc), item.Source{Type: c.header})
			if err != nil {
				t.Fatal(err)
			}
			items := inOrder(t, f)
			if len(items) != 2 || items[0].Headline != c.title || items[1].Headline != "x" || string(items[0].Raw) != one {
				t.Errorf("got %q raw %q, want %q", titles(items), items[0].Raw, one)
			}
			if want := "application/rss+xml"; c.kind != "" && items[0].RawType != want+"; charset="+c.kind || c.kind == "" && items[0].RawType != want {
				t.Error(items[0].RawType)
			}
		})
	}
	_, items := parse(t, rssOf("<item><title>a</title></item>"), item.Source{})
	if string(items[0].Raw) != "<item><title>a</title></item>" {
		t.Errorf("raw %q", items[0].Raw)
	}
	f, err := feed.Parse([]byte("\xef\xbb\xbf"+rssOf("<item><title>a\xff\xe9b</title></item>")), item.Source{})
	if err != nil {
		t.Fatal(err)
	}
	if items := inOrder(t, f); items[0].Headline != "a\ufffd\ufffdb" || string(items[0].Raw) != "<item><title>a\xff\xe9b</title></item>" {
		t.Errorf("bytes that are not UTF-8: %q %q", items[0].Headline, items[0].Raw)
	}
}
