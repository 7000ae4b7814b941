// Package newsmlg2 reads NewsML-G2, IPTC's standard for the exchange of news, in versions 2.0 to 2.35 and at both of its conformance
// levels, core and power. It reads news items and packages, alone or several in a news message. Concept, knowledge, planning and catalog
// items describe no news: a file of one is refused, and one in a message is passed over, in a sentence. Nothing outside the file is
// fetched; that goes for the catalogues that qcodes are resolved by. Those in the file count, and else IPTC's own short names.
//
// What is read, and into what of a dispatch:
//
//	guid, version                          GUID, Edition
//	itemMeta/firstCreated, versionCreated  Issued, Updated; in a message without them, header/sent
//	itemMeta/pubStatus, signal             Change: withheld, canceled; update, correction
//	itemMeta/link, of a previous version   Replaces
//	itemMeta/embargoed                     Embargo; one without a time is a withheld item
//	itemMeta/edNote                        Note, and of a killed item why (Summary)
//	itemMeta/title                         Headline, if there is no other
//	rightsInfo/copyrightNotice, usageTerms Rights; the copyrightHolder, if there is no notice
//	contentMeta/urgency                    Urgency
//	contentMeta/by, creator, contributor   Author: the first of them that is there, contributors only if they write
//	contentMeta/infoSource, provider       Source: the first that has a name, else the provider's code
//	contentMeta/creditline                 Credit
//	contentMeta/headline                   Headline: the main one, of the item's language if there are several
//	contentMeta/slugline, dateline         Slugline, Dateline; else where it is located
//	contentMeta/description                Summary: the summary's or caption's, else the first; captions of pictures. All are the Body of
//	                                       an item that has no other
//	contentMeta/subject                    Topics and Codes, with IPTC's codes that are the same; Places, if it is a place
//	contentMeta/keyword, language, icon    Keywords, Language, Media
//	contentSet/inlineXML, inlineData       Body: the first with words in it, of XHTML, NITF or text, without the headline, byline and
//	                                       summary that it repeats at its start; data that is no text is a file
//	contentSet/remoteContent               Media, the largest rendition first
//	groupSet                               Body: titles and descriptions of what the package holds, and their addresses as Media
//
// Not kept are: catalogRef, hopHistory, rightsInfo's rights expressions, scopes, links and times; itemClass, role, fileName, generator, profile,
// service, memberOf, instanceOf, other links (seeAlso, associatedWith, translatedFrom), altRep, deliverableOf, hash, expires, origRep and
// all extension properties; contentCreated, contentModified, digitalSourceType, audience, exclAudience, altId, rating, userInteraction,
// genre, alternate headlines, names in other languages, what is narrower or related, facets of subjects; partMeta with its keyframes,
// derivedFrom, inlineRef; and the size, colour, layout, codecs and duration of renditions.
package newsmlg2

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

const space = "iptc.org/std/nar/2006-10-01" // of the standard

var vocabulary = xmltree.Vocabulary{Own: "nar", Short: map[string]string{space: "nar", "iptc.org/std/nitf/2006-10-18": "nitf"}}

// others are the items that describe no news.
var others = map[string]string{"conceptitem": "concept", "knowledgeitem": "knowledge", "planningitem": "planning", "catalogitem": "catalog"}

// Is reports whether a file is of NewsML-G2: its first element is one of the standard's items.
func Is(doc []byte, from item.Source) bool {
	start := newsml.Start(doc, from)
	name := strings.ToLower(start.Name.Local)
	if name != "newsitem" && name != "packageitem" && name != "newsmessage" && others[name] == "" {
		return false
	}
	if start.Name.Space != "" {
		return strings.Contains(start.Name.Space, space)
	}
	e := vocabulary.Start(start)
	return strings.EqualFold(e.Attr("standard"), "NewsML-G2")
}

// Parse reads a file. An error is a *news.Error and means that nothing could be read.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	f, err := newsml.Open(doc, from, vocabulary, "newsitem", "packageitem")
	if err != nil {
		return item.Batch{}, err
	}
	m := message{file: f}
	kind := "application/vnd.iptc.g2." + f.Root.Name + "+xml"
	switch name := f.Root.Name; {
	case name == "newsitem" || name == "packageitem":
		m.take(f.Root)
	case name == "newsmessage":
		m.header(f.Root)
		for _, set := range f.Root.All("itemset") {
			for _, k := range set.Kids {
				if k.Element != nil {
					m.take(k.Element)
				}
			}
		}
		for _, e := range f.Root.All("newsitem", "packageitem") { // where they are in no set, or were saved from a broken one
			m.take(e)
		}
		if len(m.parts) == 0 {
			return item.Batch{}, news.Errorf(news.Invalid, "The NewsML-G2 message has no news item or package in it.")
		}
	case others[name] != "":
		return item.Batch{}, news.Errorf(news.Unsupported, "This is a %s item of NewsML-G2, which holds no news: Stet reads news items and packages.", others[name])
	default:
		return item.Batch{}, news.Errorf(news.Unsupported, "This is no NewsML-G2: its first element is <%s>.", item.Line(newsml.Local(f.Root)))
	}
	return f.Batch(m.format(), kind, m.parts), nil
}

// message is a file that is read: a news message, or one item.
type message struct {
	file    *newsml.File
	sent    string
	schemes schemes // of the message's own catalogues
	parts   []newsml.Part
}

func (m *message) header(root *xmltree.Element) {
	for _, h := range root.All("header") {
		m.sent = h.Text("sent")
		m.schemes = m.schemes.with(h)
	}
}

// take reads an item of the file.
func (m *message) take(e *xmltree.Element) {
	switch {
	case others[e.Name] != "":
		m.file.Tell("Line %d: a %s item was passed over; it holds no news.", m.file.Line(e), others[e.Name])
	case e.Name != "newsitem" && e.Name != "packageitem":
		m.file.Tell("Line %d: <%s> was passed over; it is no item that NewsML-G2 knows.", m.file.Line(e), item.Line(newsml.Local(e)))
	case len(m.parts) <= item.MaxItems:
		m.parts = append(m.parts, m.read(e))
	}
}

// format returns the standard with the version that the first item says it is in.
func (m *message) format() string {
	for _, p := range m.parts {
		if v := p.Element.Attr("standardversion"); v != "" {
			return item.Line("NewsML-G2 " + v)
		}
	}
	return "NewsML-G2"
}
