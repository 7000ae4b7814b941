package move

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// readJSONLD reads a script of JSON-LD: what the page says of its article. Anything
// in it that is no article is left out with a line.
func (m *sayings) readJSONLD(data string) {
	data = strings.TrimSpace(data)
	for _, wrap := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}} {
		data = strings.TrimSuffix(strings.TrimPrefix(data, wrap[0]), wrap[1])
	}
	var v any
	if err := json.Unmarshal([]byte(strings.TrimSuffix(strings.TrimSpace(data), ";")), &v); err != nil {
		m.leave("JSON-LD", shorten(data), "left out: it is not valid JSON")
		return
	}
	var others []string
	things(v, 0, func(o map[string]any) {
		kind := typeOf(o)
		switch {
		case isArticleType(kind) && m.article == nil:
			m.article = o
		case kind == "BreadcrumbList":
			m.readCrumbList(o)
		default:
			others = append(others, kind)
		}
	})
	if len(others) > 0 {
		m.leave("JSON-LD", strings.Join(others, ", "), "left out: nothing of it belongs to a story")
	}
}

// things calls f with the objects of JSON-LD that have a type, at the top or in a graph.
func things(v any, depth int, f func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if depth < 8 {
				things(e, depth+1, f)
			}
		}
	case map[string]any:
		if g, ok := v["@graph"]; ok && depth < 8 {
			things(g, depth+1, f)
		}
		if typeOf(v) == "" {
			return
		}
		f(v)
		if inner, ok := v["mainEntity"].(map[string]any); ok && depth < 8 {
			things(inner, depth+1, f)
		}
	}
}

func typeOf(o map[string]any) string {
	var kinds []string
	for _, k := range texts(o["@type"]) {
		k = k[strings.LastIndexAny(k, "/:#")+1:]
		if isArticleType(k) {
			return k
		}
		kinds = append(kinds, k)
	}
	return strings.Join(kinds, " ")
}

func isArticleType(k string) bool {
	return strings.HasSuffix(k, "Article") || k == "BlogPosting" || k == "LiveBlogPosting" || k == "Report"
}

// texts returns what a value says: a text, the name of an object, or several.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if v = single(v); v != "" {
			return []string{v}
		}
	case float64:
		return []string{fmt.Sprint(v)}
	case []any:
		var all []string
		for _, e := range v {
			if _, list := e.([]any); !list {
				all = append(all, texts(e)...)
			}
		}
		return all
	case map[string]any:
		for _, k := range []string{"name", "@value", "url", "contentUrl", "@id"} {
			if s, ok := v[k].(string); ok && s != "" {
				return []string{single(s)}
			}
		}
	}
	return nil
}

// readArticle takes the fields of the article that a story has.
func (m *sayings) readArticle() {
	if m.article == nil {
		return
	}
	used := []string{"@context", "@type", "@id"}
	for _, f := range [][2]string{
		{"headline", "headline"},
		{"name", "headline"},
		{"alternativeHeadline", "standfirst"},
		{"author", "byline"},
		{"creator", "byline"},
		{"articleSection", "section"},
		{"datePublished", "published"},
		{"dateCreated", "created"},
		{"dateModified", "updated"},
		{"keywords", "topics"},
		{"inLanguage", "language"},
		{"url", "url"},
		{"mainEntityOfPage", "url"},
		{"description", "description"},
		{"dateline", "place"},
		{"locationCreated", "place"},
	} {
		if v, ok := m.article[f[0]]; ok {
			used = append(used, f[0])
			for _, t := range texts(v) {
				m.say("JSON-LD "+f[0], f[1], t)
			}
		}
	}
	for _, v := range []any{m.article["image"], m.article["thumbnailUrl"]} {
		m.readImage(v)
	}
	if body, ok := m.article["articleBody"].(string); ok {
		m.body = body
	}
	used = append(used, "image", "thumbnailUrl", "articleBody")
	var rest []string
	for k := range m.article {
		if !slices.Contains(used, k) {
			rest = append(rest, k)
		}
	}
	if len(rest) > 0 {
		slices.Sort(rest)
		m.leave("JSON-LD", strings.Join(rest, ", "), "left out: a story has no such fields")
	}
}

// readImage takes the first picture, with its caption.
func (m *sayings) readImage(v any) {
	if l, ok := v.([]any); ok && len(l) > 0 {
		v = l[0]
	}
	o, ok := v.(map[string]any)
	if !ok {
		for _, t := range texts(v) {
			m.say("JSON-LD image", "picture", t)
		}
		return
	}
	for _, k := range []string{"url", "contentUrl", "@id"} {
		if t, ok := o[k].(string); ok && t != "" {
			m.say("JSON-LD image", "picture", single(t))
			break
		}
	}
	for _, f := range [][2]string{{"caption", "caption"}, {"creditText", "credit"}} {
		for _, t := range texts(o[f[0]]) {
			m.say("JSON-LD image "+f[0], f[1], t)
		}
	}
}

// readCrumbList takes the last step of the way to the page that is not the page.
func (m *sayings) readCrumbList(o map[string]any) {
	items, _ := o["itemListElement"].([]any)
	var names []string
	for _, it := range items {
		step, _ := it.(map[string]any)
		if t := texts(step["name"]); len(t) > 0 {
			names = append(names, t[0])
		} else if inner, ok := step["item"].(map[string]any); ok {
			names = append(names, texts(inner)...)
		}
	}
	text := strings.Join(names, " > ")
	if len(names) > 2 {
		m.say("JSON-LD BreadcrumbList", "section", names[len(names)-2])
		return
	}
	m.leave("JSON-LD BreadcrumbList", text, "left out: the way to the page")
}

// shorten cuts a text that only names what was left out.
func shorten(s string) string {
	s = single(s)
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + fmt.Sprintf(" … (%d letters)", len(r))
	}
	return s
}
