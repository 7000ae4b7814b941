// Package newsml1 reads NewsML 1.0 to 1.2, IPTC's first standard for packages of news, which agencies still send. Each NewsItem of a file
// becomes an item, also one inside another. Nothing outside the file is fetched: not the DTD, not catalogues, not vocabularies.
//
// What is read, and into what of a dispatch:
//
//	ProviderId, DateId, NewsItemId           GUID, as a urn:newsml: without the revision; else PublicIdentifier without it
//	RevisionId                               Edition; with a PreviousRevision, Change is an update
//	FirstCreated, ThisRevisionCreated        Issued, Updated; without them, the envelope's DateAndTime
//	Status, Instruction                      Change: Withheld, Canceled; an instruction to correct, update or kill
//	Status Embargoed, StatusWillChange       Embargo; one without a time is a withheld item
//	DerivedFrom                              Replaces, if the item says that it changes one and has no earlier revision of its own
//	Urgency                                  Urgency
//	HeadLine, SlugLine, DateLine, CreditLine Headline, Slugline, Dateline, Credit
//	ByLine, and else Creator                 Author
//	CopyrightLine, RightsLine, RightsMetadata Rights
//	KeywordLine, Property Keyword            Keywords
//	SubHeadLine, NewsLine of a summary       Summary
//	Comment, NewsLine of a note              Note, and of a killed item why (Summary)
//	NameLabel                                Headline, if there is no other
//	Source, Provider, ProviderId             Source: the first of them that is there
//	Language                                 Language; else xml:lang
//	SubjectCode                              Codes: of IPTC (subj, medtop), and else of the provider ("AFP:ECO")
//	TopicOccurrence, with its Topic          Topics
//	Location                                 Places, unless it says only where the copy is from: then Dateline, if there is no other
//	ContentItem with DataContent             Body: NITF, XHTML or text, with the headlines of parts before them; encoded data is a file
//	ContentItem with Href                    Media, with the caption that stands beside it
//
// What NITF in an item says is taken where NewsML says nothing. Of equivalent components the first that can be read is the text.
//
// Not kept are: Catalog, TopicSet but for topics that occur, NewsEnvelope but for its time, DateLabel, Label, NewsItemType, RevisionHistory,
// AssociatedWith, a StatusWillChange to anything but usable, RevisionStatus, ByLineTitle, SeriesLine and other kinds of NewsLine, FileName,
// SystemIdentifier, Contributor, Genre, OfInterestTo, DateLineDate, Metadata, BasisForChoice, Notation but for base64, Characteristics
// and other properties.
package newsml1

import (
	"strings"

	"github.com/stet-news/stet/internal/news"
	"github.com/stet-news/stet/internal/newsroom/wire/item"
	"github.com/stet-news/stet/internal/newsroom/wire/newsml"
	"github.com/stet-news/stet/internal/newsroom/wire/xmltree"
)

var vocabulary = xmltree.Vocabulary{Own: "newsml", Short: map[string]string{
	"iptc.org/std/newsml/2003-10-10": "newsml", "iptc.org/std/newsml": "newsml", "www.iptc.org/std/newsml": "newsml", "iptc.org/std/nitf/2006-10-18": "nitf",
}}

// Is reports whether a file is of NewsML 1: its first element is named so.
func Is(doc []byte, from item.Source) bool {
	return strings.EqualFold(newsml.Start(doc, from).Name.Local, "NewsML")
}

// Parse reads a file. An error is a *news.Error and means that nothing could be read.
func Parse(doc []byte, from item.Source) (item.Batch, error) {
	f, err := newsml.Open(doc, from, vocabulary, "newsitem")
	if err != nil {
		return item.Batch{}, err
	}
	if newsml.Local(f.Root) != "newsml" {
		return item.Batch{}, news.Errorf(news.Unsupported, "This is no NewsML: its first element is <%s>.", item.Line(newsml.Local(f.Root)))
	}
	m := message{file: f, topics: map[string]*xmltree.Element{}}
	for _, e := range f.Root.All("newsenvelope") {
		m.sent = e.Text("dateandtime")
	}
	m.takeTopics(f.Root)
	m.takeItems(f.Root, 0)
	if len(m.parts) == 0 {
		return item.Batch{}, news.Errorf(news.Invalid, "The NewsML file has no item in it that holds news.")
	}
	format := "NewsML"
	if v := f.Root.Attr("version"); v != "" {
		format = item.Line("NewsML " + v)
	}
	return f.Batch(format, "text/vnd.iptc.newsml", m.parts), nil
}

// message is a file that is read.
type message struct {
	file   *newsml.File
	sent   string
	topics map[string]*xmltree.Element // by their Duid
	parts  []newsml.Part
}

// takeTopics notes the topics of the file, which items refer to.
func (m *message) takeTopics(e *xmltree.Element) {
	for _, k := range e.Kids {
		if k.Element == nil {
			continue
		}
		if k.Element.Name == "topic" {
			if id := k.Element.Attr("duid"); id != "" && m.topics[id] == nil {
				m.topics[id] = k.Element
			}
		}
		m.takeTopics(k.Element)
	}
}

// takeItems reads the items in an element, and those in them.
func (m *message) takeItems(e *xmltree.Element, depth int) {
	for _, k := range e.Kids {
		switch {
		case k.Element == nil || len(m.parts) > item.MaxItems:
		case k.Element.Name != "newsitem":
			m.takeItems(k.Element, depth)
		case isVocabulary(k.Element):
			m.file.Tell("Line %d: an item was passed over that holds topics, and no news.", m.file.Line(k.Element))
		case depth >= newsml.MaxDepth:
			m.file.Tell("Line %d: an item was left out that is inside %d others.", m.file.Line(k.Element), depth)
		default:
			p := m.read(k.Element)
			p.Depth = depth
			m.parts = append(m.parts, p)
			m.takeItems(k.Element, depth+1)
		}
	}
}

// isVocabulary reports whether an item holds topics only.
func isVocabulary(e *xmltree.Element) bool {
	return len(e.All("topicset", "topic")) > 0 && len(e.All("newscomponent", "update")) == 0
}
