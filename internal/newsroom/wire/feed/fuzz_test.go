package feed_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stet-news/stet/internal/newsroom/wire/feed"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
)

// seed adds the samples in a folder of cases that are small, and some of our own.
func seed(f *testing.F, folders []string, own ...string) {
	for _, s := range own {
		f.Add([]byte(s), "")
	}
	f.Add([]byte("<rss>\xff\xfe<item>\x00"), "text/xml; charset=utf-16")
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "..", "shared", "cases")
	}
	for _, folder := range folders {
		files, _ := filepath.Glob(filepath.Join(dir, "feeds", folder)) // without the cases our own seeds do
		for i, name := range files {
			if data, err := os.ReadFile(name); err == nil && len(data) < 2_000 && i%7 == 0 {
				f.Add(data, "")
			}
		}
	}
}

// fuzz holds every promise of a feed that was read against whatever comes.
func fuzz(t *testing.T, doc []byte, contentType string) {
	f, err := feed.Parse(doc, item.Source{URL: "https://a.example/feed", Type: contentType})
	if err != nil {
		if s := err.Error(); !strings.HasSuffix(s, ".") || strings.ContainsAny(s, "\n\r") {
			t.Fatalf("%q is not a sentence", s)
		}
		return
	}
	kept := bytes.Clone(doc)
	items := inOrder(t, f)
	checkItems(t, doc, f, items)
	if !bytes.Equal(kept, doc) {
		t.Fatal("the bytes received were changed")
	}
}

func FuzzRSS(f *testing.F) {
	seed(f, []string{"gofeed/parser/rss/*.xml", "feed-rs/rss*/*.xml"}, full, rssOf(one(1), "<item>& <b", one(2)), "<rdf:RDF><item rdf:about='x'>")
	f.Fuzz(fuzz)
}

func FuzzAtom(f *testing.F) {
	seed(f, []string{"gofeed/parser/atom/*.xml", "feed-rs/atom/*.xml"}, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x"><entry><title type="xhtml"><div>a<br/>b</div></title><content mode="base64">YQ==</content></entry></feed>`)
	f.Fuzz(fuzz)
}

func FuzzJSON(f *testing.F) {
	seed(f, []string{"feed-rs/jsonfeed/*1.json", "gofeed/parser/json/*.json"}, `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"content_html":"<p>a","authors":[{"name":"x"}],"attachments":[{"url":"/a"}]},7,{`)
	f.Fuzz(fuzz)
}
