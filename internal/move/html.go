package move

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/stet-news/stet/internal/news"
)

// maxTags is the most tags of a page. A news page has some thousands.
const maxTags = 150_000

// readHTML reads a page that is HTML. What the page shows comes first; what it says
// to machines fills in what it does not show, and settles its times.
func (s *sheet) readHTML(text string) error {
	lines, tags := sourceLines(text)
	if tags > maxTags {
		return news.Errorf(news.TooLarge, "This page has more than %d tags; one news page has not. Is it the right file?", maxTags)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return news.Errorf(news.Invalid, "The HTML of this page could not be read: its elements stand too deep in each other.")
	}
	d := newDOM(doc)
	said := readMetadata(doc)
	d.base = pageURL(doc, said, s.opts)
	d.findRoot(said)
	w := &walker{s: s, d: d, lines: lines}
	w.walk(doc, place{})
	w.close()
	w.reportMachines()
	s.splitLines()
	s.joinBylines()

	if n := d.teasers(); n >= 4 && !said.isArticle() {
		for _, b := range s.todo() {
			s.mark(b, PartOther, false, "left out: part of a list of stories")
		}
		s.reportSayings(said)
		return news.Errorf(news.Invalid, "This page lists %d stories, and is not one of them. Save the page of one story, and try again.", n)
	}
	s.findBars()
	headline := s.pageHeadline(d, said)
	s.setInside(headline)
	if s.hasBody(said) {
		s.leaveOut()
	}
	s.setTimes(said)
	s.markFurniture()
	s.readHead(headline)
	s.readBody()
	s.readOutside()
	s.fillIn(said)
	return nil
}

// leaveOut takes no block for a part of the story but those that the markup names.
func (s *sheet) leaveOut() {
	for _, b := range s.blocks {
		b.inside = b.inside && b.hint != ""
	}
}

// sourceLines returns on which lines of the source each text and each picture
// stands, and how many tags there are.
func sourceLines(text string) (map[string][]int, int) {
	at := map[string][]int{}
	line, tags := 1, 0
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return at, tags
		}
		breaks := strings.Count(string(z.Raw()), "\n")
		switch kind {
		case html.TextToken:
			data := z.Token().Data
			lead := len(data) - len(strings.TrimLeft(data, " \t\n\f\r"))
			if lead < len(data) {
				at[data] = append(at[data], line+strings.Count(data[:lead], "\n"))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tags++
			if t := z.Token(); t.Data == "img" || t.Data == "iframe" {
				k := "\x00" + attr(&html.Node{Attr: t.Attr}, "src")
				at[k] = append(at[k], line)
			}
		default: // nothing that is shown
		}
		line += breaks
	}
}

// dom is a page's tree with what was counted in it.
type dom struct {
	doc  *html.Node
	stat map[*html.Node]*stat
	root *html.Node // the element that holds the story's text; nil if none does
	base *url.URL   // nil if the page does not say its address
}

// stat is what an element holds, all its descendants counted.
type stat struct {
	letters int // of all its text
	links   int // of its text in links
	prose   int // of its running text
	sure    int // of its running text outside furniture
	free    int // of its running text outside what is furniture whatever it is named
	images  int
}

func newDOM(doc *html.Node) *dom {
	d := &dom{doc: doc, stat: map[*html.Node]*stat{}}
	d.count(doc, false, 0)
	if st := d.stat[doc]; st.sure*3 < st.free { // the names mislead: most of the text would be furniture
		for _, st := range d.stat {
			st.sure = st.free
		}
	}
	return d
}

// What count is told of the elements above.
const (
	outByName = 1 // one is named as furniture is
	outByKind = 2 // one is furniture by its kind
)

func (d *dom) count(n *html.Node, link bool, out int) stat {
	var st stat
	switch n.Type {
	case html.TextNode:
		letters := utf8.RuneCountInString(single(n.Data))
		st.letters = letters
		if link {
			st.links = letters
		} else if letters >= 25 || isElement(n.Parent, "p", "b", "i", "em", "strong", "blockquote") && letters > 1 {
			st.prose = letters
			if out == 0 {
				st.sure = letters
			}
			if out < outByKind {
				st.free = letters
			}
		}
		return st
	case html.ElementNode:
		if unshown[n.Data] {
			d.stat[n] = &st
			return st
		}
		link = link || n.Data == "a"
		if _, is := furnitureByName(n); is {
			out = max(out, outByName)
		}
		if _, is := furnitureElement(n); is && furnitureTags[n.Data] != "" {
			out = outByKind
		}
		if n.Data == "img" {
			st.images++
		}
	default: // the document, or nothing that is shown
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sub := d.count(c, link, out)
		st.letters += sub.letters
		st.links += sub.links
		st.prose += sub.prose
		st.sure += sub.sure
		st.free += sub.free
		st.images += sub.images
	}
	d.stat[n] = &st
	return st
}

// unshown are the elements whose text no reader sees.
var unshown = map[string]bool{
	"script": true, "style": true, "template": true, "noscript": true, "head": true, "title": true, "noframes": true, "noembed": true,
	"iframe": true, "object": true, "svg": true, "math": true, "canvas": true, "video": true, "audio": true, "datalist": true,
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// tokens are the names in an element's class and id, lower-case.
func tokens(n *html.Node) []string {
	all := strings.Fields(strings.ToLower(attr(n, "class") + " " + attr(n, "id")))
	return all[:min(len(all), 24)]
}

func hasToken(n *html.Node, list map[string]bool) bool {
	return slices.ContainsFunc(tokens(n), func(t string) bool { return list[t] })
}

// holds reports whether n is m or stands above it.
func holds(n, m *html.Node) bool {
	for ; m != nil; m = m.Parent {
		if m == n {
			return true
		}
	}
	return false
}

// each calls f with every element under n, in order.
func each(n *html.Node, f func(*html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			f(c)
		}
		each(c, f)
	}
}

// textOf is all the text under n.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		apart := n.Type == html.ElementNode && (blockElements[n.Data] || n.Data == "br")
		if apart {
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if apart {
			b.WriteByte('\n')
		}
	}
	walk(n)
	return b.String()
}

// address returns an address on the page as one that can be followed from
// elsewhere; "" if that cannot be known.
func (d *dom) address(href string, schemes ...string) string {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || href == "" || strings.HasPrefix(href, "#") || len(href) > 2000 {
		return ""
	}
	if d.base != nil && u.Scheme == "" {
		u = d.base.ResolveReference(u)
	}
	if !slices.Contains(schemes, u.Scheme) || (u.Scheme == "http" || u.Scheme == "https") && u.Host == "" {
		return ""
	}
	if s := news.CleanText(u.String()); len(s) <= 2000 {
		return s
	}
	return ""
}

// pageURL returns the page's own address, or nil.
func pageURL(doc *html.Node, said *sayings, o Options) *url.URL {
	base := ""
	each(doc, func(n *html.Node) {
		if n.Data == "base" && base == "" {
			base = attr(n, "href")
		}
	})
	for _, s := range []string{base, said.first("url"), o.URL} {
		if u, err := url.Parse(s); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return u
		}
	}
	return nil
}
