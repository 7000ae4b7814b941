package feed_test

import (
	"encoding/json"
	"html"
	"os"
	"strings"
	"testing"
	"time"
)

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
