package press

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The rules that the W3C's feed validator documents, RFC 4287, RFC 6721 and jsonfeed.org,
// as far as they concern anything that our feeds could hold. What a feed holds that no rule
// here knows is a fault.

// element is an element of XML.
type element struct {
	name     string // with the prefix that its namespace usually has
	attrs    map[string]string
	text     string
	children []*element
}

var prefixes = map[string]string{
	"": "", "http://www.w3.org/2005/Atom": "atom:", "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/rss/1.0/modules/content/": "content:",
	"http://search.yahoo.com/mrss/": "media:", "http://purl.org/atompub/tombstones/1.0": "at:", "http://www.w3.org/XML/1998/namespace": "xml:", "xmlns": "xmlns:",
	"xml": "xml:",
}

func parseXML(body []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	root := &element{}
	stack := []*element{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			prefix, known := prefixes[token.Name.Space]
			if !known {
				return nil, fmt.Errorf("the namespace %q is not known", token.Name.Space)
			}
			e := &element{name: prefix + token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[prefixes[a.Name.Space]+a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(token)
		case xml.Directive:
			return nil, fmt.Errorf("there is a DTD")
		}
	}
	if len(root.children) != 1 {
		return nil, fmt.Errorf("%d elements stand at the top", len(root.children))
	}
	return root.children[0], nil
}

// check gathers faults.
type check struct {
	address string // of the feed
	faults  []string
	ids     map[string]bool
}

func (c *check) fault(at, format string, args ...any) {
	c.faults = append(c.faults, at+": "+fmt.Sprintf(format, args...))
}

// rule says of a child how many there are, at least and at most, and what it must be.
type rule struct {
	least, most int
	is          func(c *check, at string, e *element)
}

const many = 1 << 20

// children holds the element's children to the rules; others may not be there.
func (c *check) children(at string, e *element, rules map[string]rule) {
	counts := map[string]int{}
	for _, child := range e.children {
		r, known := rules[child.name]
		if !known {
			c.fault(at, "%s has no place here", child.name)
			continue
		}
		counts[child.name]++
		if r.is != nil {
			r.is(c, at+" "+child.name, child)
		}
	}
	for name, r := range rules {
		if n := counts[name]; n < r.least || n > r.most {
			c.fault(at, "%s is there %d times", name, n)
		}
	}
}

func (c *check) attributes(at string, e *element, need string, may string) {
	for _, name := range strings.Fields(need) {
		if e.attrs[name] == "" {
			c.fault(at, "%s is missing", name)
		}
	}
	for name := range e.attrs {
		if !slices.Contains(strings.Fields(need+" "+may), name) && !strings.HasPrefix(name, "xmlns") {
			c.fault(at, "%s has no place here", name)
		}
	}
}

var tags = regexp.MustCompile(`<[a-zA-Z/!]|&(amp|lt|gt|#\d+);`)

func isText(c *check, at string, e *element) {
	if strings.TrimSpace(e.text) == "" || len(e.children) > 0 {
		c.fault(at, "it is empty")
	}
}

// isPlain is text in which readers of feeds would see what looks like HTML as HTML.
func isPlain(c *check, at string, e *element) {
	isText(c, at, e)
	if tags.MatchString(e.text) {
		c.fault(at, "it holds HTML: %s", e.text)
	}
}

func isURL(c *check, at string, e *element) { c.url(at, e.text) }

func (c *check) url(at, text string) {
	if u, err := url.Parse(text); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		c.fault(at, "%q is no whole address", text)
	}
}

var (
	tagURI   = regexp.MustCompile(`^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[!-~]+$`)
	language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// id holds a name to being one, and no other's.
func (c *check) id(at, text string) {
	if !tagURI.MatchString(text) {
		c.url(at, text)
	}
	if c.ids[text] {
		c.fault(at, "%s is there twice", text)
	}
	c.ids[text] = true
}

func isMailDate(c *check, at string, e *element) {
	t, err := time.Parse(time.RFC1123Z, e.text)
	if err != nil || t.Format(time.RFC1123Z) != e.text || t.Before(time.Unix(0, 0)) {
		c.fault(at, "%q is no date of RFC 822, with the day of the week that it was", e.text)
	}
}

func isStamp(c *check, at string, e *element) { c.stamp(at, e.text) }

func (c *check) stamp(at, text string) {
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		c.fault(at, "%q is no date of RFC 3339", text)
	}
}

func isLanguage(c *check, at string, e *element) {
	if !language.MatchString(e.text) {
		c.fault(at, "%q is no language", e.text)
	}
}

func (c *check) mediaType(at, text string) {
	if kind, _, err := mime.ParseMediaType(text); err != nil || !strings.Contains(kind, "/") {
		c.fault(at, "%q is no media type", text)
	}
}

func (c *check) number(at, text string) {
	if n, err := strconv.Atoi(text); err != nil || n < 0 {
		c.fault(at, "%q is no number", text)
	}
}

var (
	htmlTag     = regexp.MustCompile(`<(/?)([a-zA-Z0-9]*)([^>]*)>`)
	htmlAddress = regexp.MustCompile(`(?:href|src|srcset|poster|action)="([^"]*)"`)
	htmlUnsafe  = regexp.MustCompile(`(?i)\s(on[a-z]+|style)\s*=`)
	htmlMay     = strings.Fields("a aside blockquote br caption div em figcaption figure footer h2 img li ol p small strong table tbody td th tr ul")
	htmlAlone   = []string{"br", "img"}
)

// html holds HTML to being safe and whole wherever it is shown.
func (c *check) html(at, text string) {
	var open []string
	for _, m := range htmlTag.FindAllStringSubmatch(text, -1) {
		end, name := m[1] != "", strings.ToLower(m[2])
		switch {
		case !slices.Contains(htmlMay, name):
			c.fault(at, "<%s> is not safe", name)
		case htmlUnsafe.MatchString(m[3]):
			c.fault(at, "<%s%s> is not safe", name, m[3])
		case slices.Contains(htmlAlone, name):
		case !end:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			c.fault(at, "</%s> ends nothing", name)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		c.fault(at, "%v do not end", open)
	}
	for _, m := range htmlAddress.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(m[1], "mailto:") && !strings.HasPrefix(m[1], "tel:") {
			c.url(at, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
}

func isHTML(c *check, at string, e *element) { c.html(at, e.text) }

// link is an atom:link, wherever it stands.
func isLink(c *check, at string, e *element) {
	c.attributes(at, e, "rel href", "type length hreflang title")
	c.url(at, e.attrs["href"])
	rel := e.attrs["rel"]
	if !slices.Contains([]string{"self", "alternate", "enclosure", "hub", "related", "via"}, rel) {
		c.fault(at, "rel %q is not registered", rel)
	}
	if rel == "self" && e.attrs["href"] != c.address {
		c.fault(at, "the feed says that it is %s", e.attrs["href"])
	}
	if t, ok := e.attrs["type"]; ok {
		c.mediaType(at, t)
	}
	if n, ok := e.attrs["length"]; ok {
		c.number(at, n)
	}
}

// media is a media:content.
func isMedia(c *check, at string, e *element) {
	c.attributes(at, e, "url type medium", "fileSize width height")
	c.url(at, e.attrs["url"])
	c.mediaType(at, e.attrs["type"])
	for _, name := range []string{"fileSize", "width", "height"} {
		if n, ok := e.attrs[name]; ok {
			c.number(at+" "+name, n)
		}
	}
	c.children(at, e, map[string]rule{"media:description": {0, 1, isPlain}, "media:credit": {0, 1, isPlain}})
}

// rssFaults returns what is wrong with a feed by the rules of RSS 2.0.
func rssFaults(body []byte, address string) []string {
	c := &check{address: address, ids: map[string]bool{}}
	root, err := parseXML(body)
	if err != nil {
		return []string{err.Error()}
	}
	if root.name != "rss" || root.attrs["version"] != "2.0" || len(root.children) != 1 {
		return []string{"it is no RSS 2.0"}
	}
	item := map[string]rule{
		"title": {1, 1, isPlain}, "link": {1, 1, isURL}, "pubDate": {1, 1, isMailDate}, "description": {0, 1, isHTML}, "category": {0, many, isPlain},
		"dc:creator": {0, 1, isText}, "content:encoded": {0, 1, isHTML}, "atom:updated": {0, 1, isStamp}, "media:content": {0, many, isMedia},
		"guid": {1, 1, func(c *check, at string, e *element) {
			c.attributes(at, e, "isPermaLink", "")
			c.id(at, e.text)
			if e.attrs["isPermaLink"] == "true" {
				c.url(at, e.text)
			} else if e.attrs["isPermaLink"] != "false" {
				c.fault(at, "isPermaLink is %q", e.attrs["isPermaLink"])
			}
		}},
		"enclosure": {0, 1, func(c *check, at string, e *element) {
			c.attributes(at, e, "url length type", "")
			c.url(at, e.attrs["url"])
			c.number(at, e.attrs["length"])
			c.mediaType(at, e.attrs["type"])
		}},
	}
	c.children("channel", root.children[0], map[string]rule{
		"title": {1, 1, isPlain}, "link": {1, 1, isURL}, "description": {1, 1, isPlain}, "language": {1, 1, isLanguage}, "lastBuildDate": {0, 1, isMailDate},
		"docs": {0, 1, isURL}, "atom:link": {1, many, isLink},
		"item": {0, many, func(c *check, at string, e *element) { c.children(at, e, item) }},
	})
	c.links("channel", root.children[0])
	return c.faults
}

// links holds the feed to saying where it is, and nothing twice.
func (c *check) links(at string, e *element) {
	seen := map[string]bool{}
	for _, child := range e.children {
		if child.name != "atom:link" {
			continue
		}
		key := child.attrs["rel"]
		if key != "self" {
			key += " " + child.attrs["type"] + " " + child.attrs["hreflang"]
		}
		if child.attrs["rel"] == "hub" || child.attrs["rel"] == "enclosure" {
			key += child.attrs["href"]
		}
		if seen[key] {
			c.fault(at, "there are two links %s", key)
		}
		seen[key] = true
	}
	if (at == "channel" || at == "feed") && !seen["self"] {
		c.fault(at, "it does not say where it is")
	}
}

// atomFaults returns what is wrong with a feed by RFC 4287 and RFC 6721.
func atomFaults(body []byte, address string) []string {
	c := &check{address: address, ids: map[string]bool{}}
	root, err := parseXML(body)
	if err != nil {
		return []string{err.Error()}
	}
	if root.name != "atom:feed" || !language.MatchString(root.attrs["xml:lang"]) {
		return []string{"it is no Atom 1.0, or says no language"}
	}
	id := func(c *check, at string, e *element) { c.id(at, e.text) }
	person := func(c *check, at string, e *element) {
		c.children(at, e, map[string]rule{"atom:name": {1, 1, isText}, "atom:uri": {0, 1, isURL}})
	}
	entry := map[string]rule{
		"atom:id": {1, 1, id}, "atom:title": {1, 1, isPlain}, "atom:updated": {1, 1, isStamp}, "atom:published": {0, 1, isStamp},
		"atom:author": {0, many, person}, "atom:link": {1, many, isLink}, "atom:summary": {0, 1, isText}, "media:content": {0, many, isMedia},
		"atom:category": {0, many, func(c *check, at string, e *element) {
			c.attributes(at, e, "term", "scheme label")
			c.url(at, e.attrs["scheme"])
		}},
		"atom:content": {0, 1, func(c *check, at string, e *element) {
			if c.attributes(at, e, "type", ""); e.attrs["type"] != "html" {
				c.fault(at, "type is %q", e.attrs["type"])
			}
			c.html(at, e.text)
		}},
	}
	c.children("feed", root, map[string]rule{
		"atom:id": {1, 1, id}, "atom:title": {1, 1, isPlain}, "atom:updated": {1, 1, isStamp}, "atom:author": {1, many, person}, "atom:link": {1, many, isLink},
		"atom:entry": {0, many, func(c *check, at string, e *element) { c.children(at, e, entry); c.links(at, e) }},
		"at:deleted-entry": {0, many, func(c *check, at string, e *element) {
			c.attributes(at, e, "ref when", "")
			c.id(at, e.attrs["ref"])
			c.stamp(at, e.attrs["when"])
			c.children(at, e, map[string]rule{"at:comment": {0, 1, isPlain}})
		}},
	})
	c.links("feed", root)
	return c.faults
}

// jsonFaults returns what is wrong with a feed by jsonfeed.org.
func jsonFaults(body []byte, address string) []string {
	c := &check{address: address, ids: map[string]bool{}}
	var f struct {
		Version, Title, Language, Favicon string
		Page                              string `json:"home_page_url"`
		Feed                              string `json:"feed_url"`
		Authors                           []jsonAuthor
		Hubs                              []jsonHub
		Items                             []jsonItem
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return []string{err.Error()}
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || !language.MatchString(f.Language) || f.Feed != address || f.Items == nil {
		c.fault("feed", "version, title, language, address or items are wrong")
	}
	c.url("home_page_url", f.Page)
	c.url("favicon", f.Favicon)
	for _, h := range f.Hubs {
		c.url("hub "+h.Type, h.URL)
	}
	authors := func(at string, all []jsonAuthor) {
		for _, a := range all {
			if a.Name == "" {
				c.fault(at, "an author has no name")
			}
			if a.URL != "" {
				c.url(at, a.URL)
			}
		}
	}
	authors("feed", f.Authors)
	for _, i := range f.Items {
		at := "item " + i.ID
		c.id(at, i.ID)
		c.url(at, i.URL)
		c.stamp(at, i.Published)
		c.stamp(at, i.Modified)
		c.html(at, i.HTML)
		authors(at, i.Authors)
		if (i.HTML == "") == (i.Text == "") || i.Title == "" {
			c.fault(at, "it has no title, or not one of content_html and content_text")
		}
		for _, a := range i.Attachments {
			c.url(at, a.URL)
			c.mediaType(at, a.Type)
		}
		if i.Image != "" {
			c.url(at, i.Image)
		}
	}
	return c.faults
}
