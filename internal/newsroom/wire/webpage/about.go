package webpage

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// about is what a page says of itself outside of its text.
type about struct {
	link, description, publisher, credit, picture, published, modified, language string

	authors, rights, keywords []string
}

// The limits of what is read.
const (
	maxLinked  = 512 << 10 // bytes of one piece of JSON-LD
	maxObjects = 500
	maxDeep    = 12
)

// read reads the metadata of a page.
func read(doc []byte) (a about) {
	var linked []object
	z := html.NewTokenizer(bytes.NewReader(doc))
	for {
		switch z.Next() {
		case html.ErrorToken:
			for _, o := range linked {
				a.of(o)
			}
			return a
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.DataAtom {
			case atom.Html:
				a.language = attribute(t, "lang")
			case atom.Meta:
				a.meta(strings.ToLower(attribute(t, "property")+attribute(t, "name")), strings.TrimSpace(attribute(t, "content")))
			case atom.Link:
				switch strings.ToLower(attribute(t, "rel")) {
				case "canonical":
					set(&a.link, attribute(t, "href"))
				case "license":
					a.right(attribute(t, "href"))
				}
			case atom.Script:
				if strings.HasPrefix(strings.ToLower(attribute(t, "type")), "application/ld+json") && z.Next() == html.TextToken {
					linked = articles(z.Text(), linked)
				}
			default: // nothing is said in others
			}
		default:
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func set(to *string, s string) {
	if *to == "" {
		*to = strings.TrimSpace(s)
	}
}

func (a *about) right(s string) {
	if s = strings.TrimSpace(s); s != "" && !slices.Contains(a.rights, s) && len(a.rights) < 5 {
		a.rights = append(a.rights, s)
	}
}

// meta reads a meta element.
func (a *about) meta(name, content string) {
	switch name {
	case "og:url":
		set(&a.link, content)
	case "og:description", "description", "twitter:description":
		set(&a.description, content)
	case "og:site_name", "dc.publisher", "publisher":
		set(&a.publisher, content)
	case "og:image", "og:image:url", "twitter:image":
		set(&a.picture, content)
	case "article:published_time", "dc.date.issued", "datepublished":
		set(&a.published, content)
	case "article:modified_time", "og:updated_time":
		set(&a.modified, content)
	case "author", "dc.creator":
		a.authors = append(a.authors, content)
	case "copyright", "dc.rights", "rights", "license":
		a.right(content)
	case "keywords", "news_keywords":
		a.keywords = append(a.keywords, strings.Split(content, ",")...)
	case "article:tag":
		a.keywords = append(a.keywords, content)
	}
}

type object = map[string]any

// articles adds the objects of a piece of JSON-LD that are stories.
func articles(text []byte, all []object) []object {
	var v any
	if len(text) > maxLinked || json.Unmarshal(text, &v) != nil {
		return all
	}
	var walk func(v any, deep int)
	walk = func(v any, deep int) {
		switch v := v.(type) {
		case []any:
			for _, one := range v[:min(len(v), maxObjects)] {
				if deep < maxDeep {
					walk(one, deep+1)
				}
			}
		case object:
			for _, kind := range texts(v["@type"]) {
				if (strings.HasSuffix(kind, "Article") || kind == "BlogPosting" || kind == "LiveBlogPosting" || kind == "Report") && len(all) < 5 {
					all = append(all, v)
					return
				}
			}
			if deep < maxDeep {
				walk(v["@graph"], deep+1)
				walk(v["mainEntity"], deep+1)
			}
		}
	}
	walk(v, 0)
	return all
}

// of reads a story in JSON-LD.
func (a *about) of(o object) {
	first := func(keys ...string) string {
		for _, k := range keys {
			if all := texts(o[k]); len(all) > 0 {
				return all[0]
			}
		}
		return ""
	}
	if s := first("publisher", "sourceOrganization"); s != "" {
		a.publisher = s // better than the name of the site
	}
	set(&a.description, first("description"))
	set(&a.credit, first("creditText"))
	set(&a.published, first("datePublished", "dateCreated"))
	set(&a.modified, first("dateModified"))
	set(&a.picture, first("image", "thumbnailUrl"))
	set(&a.link, first("url", "mainEntityOfPage"))
	if s := first("inLanguage"); s != "" {
		a.language = s
	}
	for _, k := range []string{"license", "copyrightNotice", "usageInfo"} {
		a.right(first(k))
	}
	if s := first("copyrightHolder"); s != "" {
		a.right("© " + s)
	}
	if len(a.authors) == 0 {
		a.authors = texts(o["author"])
	}
	for _, k := range texts(o["keywords"]) {
		a.keywords = append(a.keywords, strings.Split(k, ",")...)
	}
}

// texts returns the texts of a value, of an object its name or its address.
func texts(v any) (all []string) {
	switch v := v.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case []any:
		for _, one := range v[:min(len(v), 20)] {
			if _, nested := one.([]any); !nested {
				all = append(all, texts(one)...)
			}
		}
	case object:
		for _, k := range []string{"name", "url", "@id"} {
			if s, ok := v[k].(string); ok && s != "" {
				return []string{s}
			}
		}
	}
	return all
}
