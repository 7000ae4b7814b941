package feed_test

import (
	"encoding/json"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stet-news/stet/internal/newsroom/wire/wiretest"

	"github.com/stet-news/stet/internal/newsroom/wire/item"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
)

// refused are the samples that are not read, with the sentence that says why.
var refused = map[string]string{
	"gofeed/parser/rss/version_rss_091_netscape.xml": "document type declaration", // as the rule for XML has it
	"gofeed/parser/universal/empty_feed.xml":         "empty",                     // nothing in it
	"gofeed/parser/universal/unknown_feed.xml":       "not a feed",                // no format that there is
	"gofeed/parser/universal/invalid.json":           "not a feed",                // not JSON
	"gofeed/parser/json/invalid/invalid.json":        "not a feed",                // not JSON
	"feed-rs/xml/xml_sample_1.xml":                   "not a feed",                // XML of another kind
	"feed-rs/xml/xml_sample_2.xml":                   "not a feed",
}

// differ are the facts that we read otherwise than the sample's own library, and why.
var differ = map[string]string{
	"feed-rs/atom/atom_relative.xml link":                                                    "relative, and the test gives no address to take it from",
	"feed-rs/rss1/rss_1.0_example_1.xml link":                                                "relative: the site's own address is put before it",
	"gofeed/extensions/dublincore/dublincore_item_fields.xml updated":                        "gofeed takes the one date for both; it says when the item was published",
	"gofeed/translator/rss/feed_item_fallbacks_-_rss_channel_item_extensions.xml updated":    "the same",
	"gofeed/translator/atom/feed_item_updated_-_atom03_feed_entry_modified.xml published":    "gofeed takes the time of the change for both",
	"gofeed/translator/rss/feed_item_fallbacks_-_rss_channel_item_extensions.xml categories": "words for a podcast's search are no categories",
	"gofeed/parser/atom/entry_id_xml_base.xml guid":                                          "an id is a name, and stays as it was sent",
	"gofeed/parser/rss/rdf_item_links.xml link":                                              "of several links the first, not the last",
	"gofeed/parser/rss/rss_channel_item_links.xml link":                                      "the same",
	"gofeed/translator/rss/feed_item_links_-_rss_channel_item_links.xml link":                "the same",
	"gofeed/extensions/dublincore/dublincore_item_multiple_values.xml author":                "all the authors, not the first only",
	"gofeed/parser/rss/rss_channel_item_guid_naked_markup.xml guid":                          "its words, without the elements in it",
}

// tally counts what was compared.
type tally struct {
	files, refused, items, facts int
	unseen                       map[string]bool // of the explained differences
}

// TestSamplesAreReadAsOthersReadThem reads every sample of two other libraries and
// compares what we use with what they expect.
func TestSamplesAreReadAsOthersReadThem(t *testing.T) {
	root := wiretest.Cases(t, "feeds")
	n := tally{unseen: map[string]bool{}}
	for id := range differ {
		n.unseen[id] = true
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if want, ok := expectation(t, path); ok {
			n.compare(t, path, name, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := range n.unseen {
		t.Errorf("%s is explained and was not compared", id)
	}
	if n.files < 600 || n.refused != len(refused) {
		t.Errorf("%d files, %d refused: some are missing", n.files, n.refused)
	}
	t.Logf("%d samples: %d read, %d refused; %d items, %d facts compared, of which %d kinds differ and are explained", n.files, n.files-n.refused, n.refused, n.items, n.facts, len(differ))
}

func (n *tally) compare(t *testing.T, path, name string, want []facts) {
	t.Helper()
	n.files++
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := feed.Parse(data, item.Source{})
	if sentence, is := refused[name]; is {
		n.refused++
		if err == nil || !strings.Contains(err.Error(), sentence) {
			t.Errorf("%s: got %v, want it refused with %q", name, err, sentence)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	got := inOrder(t, f)
	n.items += len(got)
	checkItems(t, data, f, got)
	if want == nil {
		return
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d items, want %d", name, len(got), len(want))
		return
	}
	for i := range want {
		for fact, w := range want[i] {
			n.facts++
			g := factOf(got[i], fact, w)
			id := name + " " + fact
			if g == w == (differ[id] != "") {
				t.Errorf("%s, item %d, %s:\n got %.300q\nwant %.300q (explained: %q)", name, i, fact, g, w, differ[id])
			}
			delete(n.unseen, id)
		}
	}
}

// inOrder returns the items in the order of the document.
func inOrder(t *testing.T, f *feed.Feed) []item.Item {
	t.Helper()
	var all []item.Item
	for i, err := range f.Items() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	if len(all) > 1 && !f.Ascending() {
		slices.Reverse(all)
	}
	return all
}

// facts are what is compared of one item: links, dates and GUIDs exactly, words as words.
type facts map[string]string

func factOf(i item.Item, fact, want string) string {
	switch fact {
	case "title":
		return words(i.Headline)
	case "link":
		return normal(i.Link)
	case "guid":
		return i.GUID
	case "published":
		return stamp(i.Issued)
	case "updated":
		return stamp(i.Updated)
	case "dated":
		if stamp(i.Issued) == want {
			return want
		}
		return stamp(i.Updated)
	case "author":
		return words(i.Author)
	case "categories":
		return words(strings.Join(i.Topics, " "))
	case "summary":
		if got := words(i.Summary); !strings.HasSuffix(i.Summary, "…") || !strings.HasPrefix(want, got) {
			return got
		}
		return want // a long one is cut
	case "body":
		var b strings.Builder
		i.Body.Walk(func(n news.Node) { b.WriteString(n.Text + n.Attrs.Caption + n.Attrs.Attribution) })
		return words(b.String())
	}
	panic("no such fact")
}

// normal returns an address in its normal form.
func normal(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" && u.Host != "" {
		u.Path = "/"
	}
	return u.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

var (
	silent = regexp.MustCompile(`(?is)<(script|style|iframe|svg|video|audio|object|figcaption)\b.*?</(script|style|iframe|svg|video|audio|object|figcaption)\s*>|<!--.*?-->`)
	tags   = regexp.MustCompile(`(?s)</?[A-Za-z][^<>]*>`)
)

// words returns only the letters and digits of a text that may be HTML, so that texts
// can be compared whatever became of their markup and spaces.
func words(s string) string {
	for range 2 {
		s = html.UnescapeString(tags.ReplaceAllString(silent.ReplaceAllString(s, ""), ""))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, news.CleanText(s))
}

// checkItems holds what is promised of every feed that was read.
func checkItems(t *testing.T, doc []byte, f *feed.Feed, items []item.Item) {
	t.Helper()
	if len(items) != f.Len() {
		t.Fatalf("%d items, but Len is %d", len(items), f.Len())
	}
	seen := map[string]bool{}
	for _, i := range items {
		if i.GUID == "" || seen[i.GUID] {
			t.Fatalf("the GUID %q is empty or there twice", i.GUID)
		}
		seen[i.GUID] = true
		if len(i.Raw) == 0 || !strings.Contains(string(doc), string(i.Raw)) || i.RawType == "" {
			t.Fatalf("the raw bytes are not what was received: %q %s", i.Raw, i.RawType)
		}
		for _, s := range append([]string{i.GUID, i.Headline, i.Summary, i.Author, string(i.Language), i.Link}, i.Topics...) {
			if s != news.CleanText(s) {
				t.Fatalf("%q is not clean", s)
			}
		}
		data, err := json.Marshal(i.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := news.DecodeDocument(data); err != nil {
			t.Fatalf("the body is not a document: %v", err)
		}
		for _, m := range i.Media {
			if !strings.HasPrefix(m.URL, "http://") && !strings.HasPrefix(m.URL, "https://") {
				t.Fatalf("%+v", m)
			}
		}
	}
	for _, p := range f.Problems {
		if !strings.HasSuffix(p, ".") || strings.Contains(p, "\n") || strings.Contains(p, "%!") {
			t.Fatalf("%q is not a sentence", p)
		}
	}
}
