package out

import (
	"strconv"

	"github.com/stet-news/stet/internal/news"
)

// NewsML-G2 2.35 of IPTC, at the level power: a news item with its text as XHTML. Its pictures stand in the text by their addresses, and
// the lead is the item's icon: a package would need a client that puts items together, and those who can take pictures so take ninjs.

var signals = map[news.Change]string{news.ChangeUpdate: "update", news.ChangeCorrection: "correction"}

func (i Item) newsMLG2() ([]byte, error) {
	m := &markup{}
	m.open("newsItem", "xmlns", "http://iptc.org/std/nar/2006-10-01/", "standard", "NewsML-G2", "standardversion", "2.35", "conformance", "power",
		"guid", i.GUID(), "version", strconv.Itoa(i.Version), "xml:lang", string(i.Story.Language))
	m.leaf("catalogRef", "", "href", "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml")
	m.open("rightsInfo")
	m.open("copyrightHolder", "uri", i.House.URL+"/")
	m.leaf("name", i.provider())
	m.close()
	m.leaf("copyrightNotice", i.copyright())
	m.leaf("usageTerms", i.Rights)
	m.close()
	i.itemMeta(m)
	i.contentMeta(m)
	m.open("contentSet")
	m.open("inlineXML", "contenttype", "application/xhtml+xml")
	m.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "xml:lang", string(i.Story.Language))
	m.open("head")
	m.leaf("title", i.Headline())
	m.close()
	m.open("body")
	m.WriteString(i.body(nil))
	for len(m.within) > 0 {
		m.close()
	}
	return m.document()
}

func (i Item) itemMeta(m *markup) {
	m.open("itemMeta")
	m.leaf("itemClass", "", "qcode", "ninat:text")
	m.open("provider", "uri", i.House.URL+"/")
	m.leaf("name", i.provider())
	m.close()
	m.leaf("versionCreated", stamp(i.At))
	m.leaf("firstCreated", stamp(i.Story.Published))
	if !i.Embargo.IsZero() {
		m.leaf("embargoed", stamp(i.Embargo))
	}
	status := "usable"
	if s := pubStatuses[i.Change]; s != "" {
		status = s
	}
	m.leaf("pubStatus", "", "qcode", "stat:"+status)
	m.leaf("edNote", i.note())
	if s := signals[i.Change]; s != "" {
		m.leaf("signal", "", "qcode", "sig:"+s)
	}
	m.leaf("link", "", "rel", "irel:seeAlso", "href", i.Link())
	m.close()
}

func (i Item) contentMeta(m *markup) {
	s := i.Story
	m.open("contentMeta")
	for _, p := range i.pictures() {
		if r, ok := near(p.Picture, 1280); ok && p.lead {
			m.leaf("icon", "", "href", i.media(r.Name), "contenttype", mediaType(r.Name), "width", strconv.Itoa(r.Width), "height", strconv.Itoa(r.Height))
		}
	}
	if i.Urgency != 0 {
		m.leaf("urgency", strconv.Itoa(i.Urgency))
	}
	m.open("infoSource", "uri", i.House.URL+"/")
	m.leaf("name", i.provider())
	m.close()
	for _, a := range s.Authors() {
		m.leaf("by", a)
	}
	m.leaf("creditline", i.provider())
	m.leaf("language", "", "tag", string(s.Language))
	if g, ok := genres[s.Label]; ok {
		m.open("genre", "uri", g.uri(), "literal", pick(g.code == "", g.name, ""))
		m.leaf("name", g.name)
		m.close()
	}
	for _, c := range i.subjects() {
		m.open("subject", "type", "cpnat:abstract", pick(c.iptc, "qcode", "uri"), pick(c.iptc, "medtop:"+c.code, i.uri(c)))
		m.leaf("name", c.name)
		m.close()
	}
	m.leaf("slugline", i.Slug())
	m.leaf("headline", i.Headline())
	m.leaf("dateline", s.Dateline.Place)
	m.leaf("description", s.Standfirst, "role", pick(line(s.Standfirst) == "", "", "drol:summary"))
	m.close()
}
