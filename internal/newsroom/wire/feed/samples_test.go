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

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/feed"
)

// cases returns the folder of third-party cases, or skips.
func cases(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("STET_CASES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "..", "shared", "cases")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("NOT TESTED with real cases: %s is not there (set STET_CASES)", path)
	}
	return path
}

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

// TestSamplesAreReadAsOthersReadThem reads every sample of two other libraries and
// compares what we use with what they expect.
func TestSamplesAreReadAsOthersReadThem(t *testing.T) {
	root := cases(t, "feeds")
	files, facts, items, no := 0, 0, 0, 0
	unexplained := map[string]bool{}
	for name := range differ {
		unexplained[name] = true
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		want, ok := expectation(t, path)
		if !ok {
			return nil
		}
		files++
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := feed.Parse(data, feed.Source{})
		if sentence, is := refused[name]; is {
			no++
			if err == nil || !strings.Contains(err.Error(), sentence) {
				t.Errorf("%s: got %v, want it refused with %q", name, err, sentence)
			}
			return nil
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		got := inOrder(t, f)
		items += len(got)
		checkItems(t, data, f, got)
		if want == nil {
			return nil
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d items, want %d", name, len(got), len(want))
			return nil
		}
		for i := range want {
			for fact, w := range want[i] {
				facts++
				g := factOf(got[i], fact, w)
				id := name + " " + fact
				if g == w == (differ[id] != "") {
					t.Errorf("%s, item %d, %s:\n got %.300q\nwant %.300q (explained: %q)", name, i, fact, g, w, differ[id])
				}
				delete(unexplained, id)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := range unexplained {
		t.Errorf("%s is explained and was not compared", id)
	}
	if files < 600 || no != len(refused) {
		t.Errorf("%d files, %d refused: some are missing", files, no)
	}
	t.Logf("%d samples: %d read, %d refused; %d items, %d facts compared, %d of them differ and are explained", files, files-no, no, items, facts, len(differ))
}

// inOrder returns the items in the order of the document.
func inOrder(t *testing.T, f *feed.Feed) []feed.Item {
	t.Helper()
	var all []feed.Item
	for item, err := range f.Items() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, item)
	}
	if len(all) > 1 && !f.Ascending() {
		slices.Reverse(all)
	}
	return all
}

// facts are what is compared of one item: links, dates and GUIDs exactly, words as words.
type facts map[string]string

func factOf(item feed.Item, fact, want string) string {
	switch fact {
	case "title":
		return words(item.Title)
	case "link":
		return normal(item.Link)
	case "guid":
		return item.GUID
	case "published":
		return stamp(item.Published)
	case "updated":
		return stamp(item.Updated)
	case "dated":
		if stamp(item.Published) == want {
			return want
		}
		return stamp(item.Updated)
	case "author":
		return words(item.Author)
	case "categories":
		return words(strings.Join(item.Categories, " "))
	case "summary":
		if got := words(item.Summary); !strings.HasSuffix(item.Summary, "…") || !strings.HasPrefix(want, got) {
			return got
		}
		return want // a long one is cut
	case "body":
		var b strings.Builder
		item.Body.Walk(func(n news.Node) { b.WriteString(n.Text + n.Attrs.Caption + n.Attrs.Attribution) })
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

// expectation returns what the sample's library expects of its items, nil if it does
// not say, and false if the file is not a sample.
func expectation(t *testing.T, path string) ([]facts, bool) {
	t.Helper()
	base := strings.TrimSuffix(strings.TrimSuffix(path, ".xml"), ".json")
	switch {
	case strings.HasSuffix(path, ".serde.json"), strings.HasSuffix(path, "_expected.json"):
		return nil, false
	case strings.HasSuffix(path, ".json") && exists(base+".xml"):
		return nil, false
	}
	for _, file := range []string{base + ".serde.json", base + "_expected.json", base + ".json"} {
		if file == path || !exists(file) {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var doc map[string]any
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		list, _ := doc["items"].([]any)
		if list == nil {
			list, _ = doc["entries"].([]any)
		}
		all := make([]facts, 0, len(list))
		for _, one := range list {
			m, _ := one.(map[string]any)
			if strings.HasSuffix(file, ".serde.json") {
				all = append(all, ofFeedRS(t, path, m))
			} else {
				all = append(all, ofGofeed(m))
			}
		}
		return all, true
	}
	return nil, true
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// at returns the text at a path of keys and indexes.
func at(v any, path ...any) string {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[p]
		case int:
			l, _ := v.([]any)
			if p >= len(l) {
				return ""
			}
			v = l[p]
		}
	}
	s, _ := v.(string)
	return s
}

func (f facts) put(name, value string) {
	if value != "" {
		f[name] = value
	}
}

// ofGofeed reads the three forms of gofeed's expectations: of RSS, of Atom and JSON
// Feed, and of what it makes of them.
func ofGofeed(m map[string]any) facts {
	f := facts{}
	f.put("title", words(at(m, "title")))
	f.put("link", normal(at(m, "link")))
	if links, _ := m["links"].([]any); f["link"] == "" && len(links) > 0 {
		if rel := at(links, 0, "rel"); rel == "" || rel == "alternate" {
			f.put("link", normal(at(links, 0, "href")))
		}
	}
	f.put("link", normal(at(m, "url")))
	for _, p := range [][]any{{"guid"}, {"guid", "value"}, {"id"}} {
		f.put("guid", at(m, p...))
	}
	for _, name := range []string{"published", "updated"} {
		if t, err := time.Parse(time.RFC3339, at(m, name+"Parsed")); err == nil {
			f.put(name, stamp(t))
		}
	}
	for name, key := range map[string]string{"published": "date_published", "updated": "date_modified"} {
		if t, err := time.Parse(time.RFC3339, at(m, key)); err == nil {
			f.put(name, stamp(t))
		}
	}
	if t, err := time.Parse(time.RFC3339, at(m, "pubDateParsed")); err == nil {
		f.put("published", stamp(t))
	}
	f.put("author", words(at(m, "author")+at(m, "author", "name")))
	names := ""
	authors, _ := m["authors"].([]any)
	for _, a := range authors {
		names += at(a, "name")
	}
	f.put("author", words(names))
	list, _ := m["categories"].([]any)
	if tags, _ := m["tags"].([]any); tags != nil {
		list = tags
	}
	var subjects []string
	for _, c := range list {
		for _, s := range []string{at(c, "value"), at(c, "label"), at(c, "term"), at(c)} {
			if s != "" {
				subjects = append(subjects, s)
				break
			}
		}
	}
	f.put("categories", words(strings.Join(subjects, " ")))
	for _, p := range []string{"description", "summary"} {
		f.put("summary", words(at(m, p)))
	}
	for _, p := range [][]any{{"content"}, {"content", "value"}, {"content_text"}, {"content_html"}} {
		f.put("body", words(at(m, p...)))
	}
	return f
}

// ofFeedRS reads feed-rs's expectations. It makes up an id where there is none, and
// calls the one date of RSS both published and updated.
func ofFeedRS(t *testing.T, path string, m map[string]any) facts {
	t.Helper()
	f := facts{}
	f.put("title", words(at(m, "title", "content")))
	if data, err := os.ReadFile(path); err == nil && strings.Contains(html.UnescapeString(string(data)), at(m, "id")) {
		f.put("guid", at(m, "id"))
	}
	links, _ := m["links"].([]any)
	for _, l := range links {
		if rel := at(l, "rel"); f["link"] == "" && (rel == "" || rel == "alternate") {
			f.put("link", normal(at(l, "href")))
		}
	}
	for name, key := range map[string]string{"published": "published", "dated": "updated"} {
		if at(m, key) != "" {
			tm, err := time.Parse(time.RFC3339, at(m, key))
			if err != nil {
				t.Fatal(err)
			}
			f.put(name, stamp(tm))
		}
	}
	f.put("summary", words(at(m, "summary", "content")))
	f.put("body", words(at(m, "content", "body")))
	return f
}

// checkItems holds what is promised of every feed that was read.
func checkItems(t *testing.T, doc []byte, f *feed.Feed, items []feed.Item) {
	t.Helper()
	if len(items) != f.Len() {
		t.Fatalf("%d items, but Len is %d", len(items), f.Len())
	}
	seen := map[string]bool{}
	for _, item := range items {
		if item.GUID == "" || seen[item.GUID] {
			t.Fatalf("the GUID %q is empty or there twice", item.GUID)
		}
		seen[item.GUID] = true
		if len(item.Raw) == 0 || !strings.Contains(string(doc), string(item.Raw)) || item.RawType == "" {
			t.Fatalf("the raw bytes are not what was received: %q %s", item.Raw, item.RawType)
		}
		for _, s := range append([]string{item.GUID, item.Title, item.Summary, item.Author, item.Language, item.Link}, item.Categories...) {
			if s != news.CleanText(s) {
				t.Fatalf("%q is not clean", s)
			}
		}
		data, err := json.Marshal(item.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := news.DecodeDocument(data); err != nil {
			t.Fatalf("the body is not a document: %v", err)
		}
		for _, m := range item.Media {
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
